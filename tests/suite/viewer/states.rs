//! Every screen in every language; every state with words of its own.

use super::{html, samples, shown};
use model::{RemovalReason, UiLanguage};
use std::collections::HashSet;
use std::sync::Arc;
use viewer::failure::Failure;
use viewer::render::document_title;
use viewer::route::Route;
use viewer::screen::{FrontScreen, Missing, Notice, Older, OlderScreen, OlderState, Screen, SectionScreen, Skeleton};
use viewer::screen_from::{article_screen, front_screen};

const FAILURES: [Failure; 13] = [
    Failure::Offline,
    Failure::Unreachable,
    Failure::Missing,
    Failure::Forbidden,
    Failure::Server(503),
    Failure::HtmlInstead,
    Failure::NotJson,
    Failure::UnknownFormat,
    Failure::NewerVersion,
    Failure::Broken,
    Failure::TooLarge,
    Failure::Empty,
    Failure::NotAllowed,
];

fn screens() -> Vec<Screen> {
    let edition = samples::edition();
    let section = edition.sections[3].clone();
    let of = model::SectionRef { slug: section.slug.clone(), name: section.name.clone() };
    let nothing = Older { remaining: 0, next: None, state: OlderState::Idle };
    let more = |state| Older { remaining: 12, next: Some(Route::Older(3)), state };
    let mut bare = (*samples::article()).clone();
    (bare.title, bare.original, bare.section) = (None, None, None);
    (bare.blocks, bare.byline, bare.related) = (Vec::new(), Vec::new(), Vec::new());
    bare.same_story = Vec::new();
    let page = model::OperatorPage {
        slug: samples::slug("about"),
        title: samples::text("من نحن"),
        blocks: samples::article().blocks.clone(),
    };
    let mut screens = vec![
        front_screen(&edition),
        Screen::Front(FrontScreen { lead: None, headlines: Vec::new(), older: nothing.clone() }),
        Screen::Front(FrontScreen { lead: None, headlines: samples::headlines(), older: more(OlderState::Loading) }),
        Screen::Section(SectionScreen {
            section: section.clone(),
            headlines: samples::headlines(),
            older: more(OlderState::Failed(Failure::Offline)),
        }),
        Screen::Section(SectionScreen { section: section.clone(), headlines: Vec::new(), older: nothing }),
        Screen::Older(OlderScreen { section: Some(of), page: 1, is_newest: false, headlines: samples::headlines() }),
        Screen::Older(OlderScreen { section: None, page: 9, is_newest: true, headlines: Vec::new() }),
        article_screen(samples::article()),
        article_screen(Arc::new(bare)),
        Screen::Operator(Arc::new(page)),
    ];
    screens.extend([Skeleton::Front, Skeleton::List, Skeleton::Article].map(Screen::Loading));
    screens.extend([Missing::Page, Missing::Section, Missing::Article].map(Screen::Missing));
    screens.push(Screen::Missing(Missing::Removed(RemovalReason::TakenDown)));
    screens.extend(FAILURES.map(|failure| Screen::Failed { failure, source: None }));
    screens
}

#[test]
fn every_screen_in_every_language_has_one_main_heading_and_its_landmarks() {
    for language in UiLanguage::ALL {
        for (at, screen) in screens().iter().enumerate() {
            for known in [true, false] {
                let mut frame = samples::frame(Route::Front, Some(language));
                frame.settings_open = true;
                frame.notices = vec![
                    Notice::Offline,
                    Notice::Stale { since: samples::moment("2026-02-10") },
                    Notice::Copied,
                    Notice::CopyByHand("https://news.example/".to_owned()),
                    Notice::StorageBlocked,
                    Notice::LanguageMissing,
                ];
                if !known {
                    (frame.site, frame.sections) = (None, Vec::new());
                }
                let page = html(&frame, screen);
                assert_eq!(page.matches("<h1").count(), 1, "{language:?} {at}");
                assert!(page.contains("<h1 tabindex=\"-1\" data-focus"), "{language:?} {at}");
                assert!(page.contains("<main id=\"main\""));
                let skip = page.find("href=\"#main\"").expect("there is a skip link");
                assert_eq!(page.find("<a "), page[..skip].rfind("<a "), "the skip link is first");
                assert!(!page.contains(" style=") && !page.contains("{0}") && !page.contains("{1}"));
                assert!(!document_title(&frame, screen).trim().is_empty());
            }
        }
    }
}

#[test]
fn every_failure_has_its_own_words_in_each_language_and_a_way_on() {
    for language in UiLanguage::ALL {
        let frame = samples::frame(Route::Front, Some(language));
        let mut words = HashSet::new();
        for failure in FAILURES {
            let can_retry = failure.can_retry();
            let source = Some(samples::url("https://feeds.example/a.json"));
            let page = html(&frame, &Screen::Failed { failure: failure.clone(), source });
            assert_eq!(page.contains("data-action=\"retry\""), can_retry, "{failure:?}");
            assert!(page.contains("href=\"https://feeds.example/a.json\""));
            let heading = &page[page.find("<h1").unwrap()..page.find("</h1>").unwrap()];
            assert!(words.insert(shown(heading)), "{language:?} {failure:?}");
        }
    }
}

#[test]
fn what_was_removed_says_why_in_words_of_its_own_in_each_language() {
    let reasons = [RemovalReason::TakenDown, RemovalReason::Expired, RemovalReason::Withdrawn];
    let missing = reasons.map(Missing::Removed).into_iter().chain([Missing::Page, Missing::Section, Missing::Article]);
    for language in UiLanguage::ALL {
        let frame = samples::frame(Route::Front, Some(language));
        let titles: HashSet<String> =
            missing.clone().map(|what| document_title(&frame, &Screen::Missing(what))).collect();
        assert_eq!(titles.len(), 6, "{language:?}");
    }
}

#[test]
fn a_correction_is_on_its_article_with_its_date_under_a_heading_of_the_readers_language() {
    let mut article = (*samples::article()).clone();
    let correction =
        model::Correction { date: samples::moment("2026-02-09"), text: samples::text("الصحيح 140 مترًا.") };
    article.corrections = vec![correction];
    for language in UiLanguage::ALL {
        let frame = samples::frame(Route::Article(article.id.clone()), Some(language));
        let page = html(&frame, &article_screen(Arc::new(article.clone())));
        let part = &page[page.find("data-part=\"corrections\"").expect("the part is there")..];
        let part = &part[..part.find("</section>").unwrap()];
        assert!(part.contains(viewer::text::strings(language).corrections), "{language:?}");
        assert!(part.contains("datetime=\"2026-02-09\"") && part.contains("الصحيح 140 مترًا."), "{part}");
    }
    let without = html(&samples::frame(Route::Front, None), &article_screen(samples::article()));
    assert!(!without.contains("data-part=\"corrections\""));
}

#[test]
fn the_same_story_elsewhere_names_each_publisher_and_reads_in_its_own_direction_in_each_language() {
    let article = samples::article();
    for language in UiLanguage::ALL {
        let frame = samples::frame(Route::Article(article.id.clone()), Some(language));
        let page = html(&frame, &article_screen(article.clone()));
        let part = &page[page.find("data-part=\"same-story\"").expect("the part is there")..];
        let part = &part[..part.find("</section>").unwrap()];
        assert!(part.contains(viewer::text::strings(language).same_story), "{language:?}");
        assert!(part.contains("dir=\"ltr\"") && part.contains("The Harbour Gazette"), "{language:?} {part}");
        assert!(part.contains("dir=\"rtl\"") && part.contains("صحيفة المرفأ"), "{language:?} {part}");
        for story in &article.same_story {
            assert!(part.contains(&frame.ui.href(&Route::Article(story.id.clone()))), "{language:?}");
        }
    }
    let mut alone = (*article).clone();
    alone.same_story.clear();
    let without = html(&samples::frame(Route::Front, None), &article_screen(Arc::new(alone)));
    assert!(!without.contains("data-part=\"same-story\""));
}

#[test]
fn an_empty_edition_and_an_article_without_a_body_say_so() {
    let strings = viewer::text::strings(UiLanguage::Ar);
    let pages: Vec<String> =
        screens().iter().map(|screen| shown(&html(&samples::frame(Route::Front, None), screen))).collect();
    for words in [strings.states.empty_edition, strings.states.empty_section, strings.no_body, strings.untitled] {
        assert!(pages.iter().any(|page| page.contains(words)), "{words}");
    }
}

#[test]
fn settings_offer_every_value_and_check_the_current_one() {
    let mut frame = samples::frame(Route::Front, None);
    frame.settings_open = true;
    let page = html(&frame, &front_screen(&samples::edition()));
    for (setting, chosen) in [
        ("language", "<option value=\"ar\" selected"),
        ("digits", "<option value=\"arabic-indic\" selected"),
        ("months", "<option value=\"levant\" selected"),
        ("calendar", "<option value=\"gregorian\" selected"),
        ("theme", "value=\"system\" checked"),
        ("text-size", "value=\"medium\" checked"),
    ] {
        assert!(page.contains(&format!("data-setting=\"{setting}\"")), "{setting}");
        assert!(page.contains(chosen), "{chosen}");
    }
}

#[test]
fn sets_of_arabic_months_are_told_apart_by_names_of_their_own() {
    let mut frame = samples::frame(Route::Front, None);
    frame.settings_open = true;
    let page = html(&frame, &front_screen(&samples::edition()));
    for (set, names) in [
        ("levant", "شباط، آب، أيلول"),
        ("gulf", "فبراير، أغسطس، سبتمبر"),
        ("both", "فبراير/شباط"),
        ("maghreb", "فيفري، أوت، سبتمبر"),
        ("morocco", "فبراير، غشت، شتنبر"),
        ("mauritania", "فبراير، أغشت، شتمبر"),
    ] {
        let option = &page[page.find(&format!("value=\"{set}\"")).expect("the set is offered")..];
        assert!(option[..option.find("</option>").unwrap()].ends_with(&format!(">{names}")), "{set}");
    }
}
