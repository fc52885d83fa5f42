//! What a page asks for, and what it shows while that is on its way.

use model::{
    Article, ArticleId, Calendar, ChainRef, Digits, Direction, Edition, Headline, HeadlinePageRef, Lang,
    LocaleDefaults, Moment, MonthNames, RemovalReason, Rights, SafeUrl, SectionRef, SectionSlug, SectionSummary, Site,
    Text, UiLanguage,
};
use viewer::failure::Failure;
use viewer::route::{BasePath, Route};
use viewer::screen::{Missing, Notice, OlderState, Screen};
use viewer::settings::Settings;
use viewer::store::{Received, Source, State, Wanted};
use viewer::ui::{Calendars, CivilTime, Theme};
use wire::edition::{ChainDirectory, HeadlinePage};

struct Utc;

impl Calendars for Utc {
    fn in_zone(&self, seconds: i64, _: Option<&str>) -> CivilTime {
        let date = model::CivilDate::from_days(seconds.div_euclid(86_400));
        CivilTime { date, hour: 0, minute: 0 }
    }

    fn hijri(&self, _: model::CivilDate) -> Option<(i32, u8, u8)> {
        None
    }

    fn solar_hijri(&self, _: model::CivilDate) -> Option<(i32, u8, u8)> {
        None
    }
}

fn text(words: &str) -> Text {
    Text::new(words, Direction::Rtl, None).unwrap()
}

fn slug(name: &str) -> SectionSlug {
    SectionSlug::parse(name).unwrap()
}

fn id(n: u32) -> ArticleId {
    ArticleId::of(&n.to_string(), 0)
}

/// The headline of the `n`th article, a day younger than the one before.
fn headline(n: u32) -> Headline {
    Headline {
        id: id(n),
        title: Some(text(&format!("خبر {n}"))),
        standfirst: None,
        section: Some(slug("cities")),
        publisher: None,
        published: Some(Moment::Instant(1_600_000_000 + i64::from(n) * 86_400)),
        image: None,
    }
}

fn chain(name: &str) -> Option<ChainRef> {
    Some(ChainRef { name: name.to_owned(), hash: "0".to_owned() })
}

/// An edition of 250 articles in one section, the newest 30 of them at hand.
fn edition() -> Edition {
    Edition {
        site: Site {
            sections: Vec::new(),
            title: text("نشرة"),
            tagline: None,
            lang: Lang::parse("ar").unwrap(),
            dir: Direction::Rtl,
            publisher: None,
            disclaimer: None,
            url: None,
            locale: LocaleDefaults {
                ui: UiLanguage::Ar,
                digits: Digits::ArabicIndic,
                months: MonthNames::Levant,
                calendar: Calendar::Gregorian,
                time_zone: "UTC".to_owned(),
            },
            theme: Vec::new(),
            pages: Vec::new(),
            direct_allow: vec!["https://feeds.example".to_owned()],
        },
        updated: Moment::Instant(1_700_000_000),
        total: 250,
        sections: vec![SectionSummary {
            slug: slug("cities"),
            name: text("مدن"),
            count: 250,
            chain: chain("section-cities"),
        }],
        lead: Some(headline(250)),
        latest: (221..=250).rev().map(headline).collect(),
        chain: chain("all"),
        removed: Vec::new(),
    }
}

fn article(n: u32) -> Article {
    Article {
        id: id(n),
        rev: 1,
        title: Some(text("خبر")),
        standfirst: None,
        section: Some(SectionRef { slug: slug("cities"), name: text("مدن") }),
        dateline: None,
        byline: Vec::new(),
        published: None,
        updated: None,
        language: None,
        image: None,
        blocks: Vec::new(),
        original: None,
        also_published: Vec::new(),
        rights: Rights::default(),
        corrections: Vec::new(),
        tags: Vec::new(),
        words: 0,
        same_story: Vec::new(),
        related: Vec::new(),
        headline_page: Some(2),
    }
}

fn directory(name: &str) -> ChainDirectory {
    let page = |page, count| HeadlinePageRef { page, count, hash: "a".to_owned() };
    ChainDirectory { chain: name.to_owned(), pages: vec![page(1, 100), page(2, 100), page(3, 50)] }
}

fn page(name: &str, number: u32) -> HeadlinePage {
    let first = (number - 1) * 100 + 1;
    let last = (number * 100).min(250);
    HeadlinePage { chain: name.to_owned(), page: Some(number), headlines: (first..=last).map(headline).collect() }
}

fn opened(route: Route) -> State {
    opened_from(route, Source::Edition)
}

fn opened_from(route: Route, source: Source) -> State {
    State::new(route, BasePath::new("/"), source, Settings::default(), UiLanguage::Ar, &Utc)
}

fn with_edition(route: Route) -> State {
    let mut state = opened(route);
    assert_eq!(state.wanted(), [Wanted::Edition]);
    state.receive(Received::Edition(Ok(edition())));
    state
}

fn shown(state: &State) -> Vec<ArticleId> {
    match state.screen() {
        Screen::Front(front) => front.lead.into_iter().chain(front.headlines).map(|headline| headline.id).collect(),
        Screen::Section(section) => section.headlines.into_iter().map(|headline| headline.id).collect(),
        _ => panic!("neither the front page nor a section is open"),
    }
}

#[test]
fn a_page_that_cannot_be_had_offline_says_so_once() {
    let mut state = with_edition(Route::Article(id(7)));
    state.online = false;
    assert_eq!(state.frame().notices, [Notice::Offline], "while it may still come");
    state.ask_for(&Wanted::Article(id(7)));
    state.receive(Received::Article(id(7), Err(Failure::Offline)));
    assert!(matches!(state.screen(), Screen::Failed { failure: Failure::Offline, .. }));
    assert_eq!(state.frame().notices, [], "the page itself says it");
    state.open(Route::Front);
    assert_eq!(state.frame().notices, [Notice::Offline]);
}

#[test]
fn the_front_page_needs_the_edition_alone() {
    let state = with_edition(Route::Front);
    assert!(state.wanted().is_empty());
    assert_eq!(shown(&state), (221..=250).rev().map(id).collect::<Vec<_>>());
}

#[test]
fn a_section_shows_what_is_known_of_it_before_its_own_list_is_there() {
    let mut state = with_edition(Route::Section(slug("cities")));
    assert_eq!(state.wanted(), [Wanted::Latest(slug("cities"), edition().updated)]);
    state.ask_for(&Wanted::Latest(slug("cities"), edition().updated));
    assert!(state.wanted().is_empty(), "asked for once");
    assert_eq!(shown(&state).len(), 30);
    let latest = HeadlinePage { chain: "section-cities".to_owned(), page: None, headlines: edition().latest };
    state.receive(Received::Latest(slug("cities"), edition().updated, Ok(latest)));
    assert_eq!(shown(&state).len(), 30);
}

#[test]
fn a_list_of_an_edition_that_was_replaced_is_asked_for_again() {
    let mut state = with_edition(Route::Section(slug("cities")));
    state.ask_for(&state.wanted()[0].clone());
    let latest = HeadlinePage { chain: "section-cities".to_owned(), page: None, headlines: edition().latest };
    let earlier = model::Moment::Instant(0);
    state.receive(Received::Latest(slug("cities"), earlier, Ok(latest)));
    assert_eq!(state.wanted(), [Wanted::Latest(slug("cities"), edition().updated)]);
}

#[test]
fn what_was_asked_for_ahead_and_did_not_come_is_asked_for_again_when_its_page_opens() {
    let mut state = with_edition(Route::Front);
    let cities = Route::Section(slug("cities"));
    let wanted = state.wanted_by(&cities);
    assert_eq!(wanted, [Wanted::Latest(slug("cities"), edition().updated)]);
    state.ask_for(&wanted[0]);
    assert!(state.wanted_by(&cities).is_empty(), "asked for once");
    state.put_by(Received::Latest(slug("cities"), edition().updated, Err(Failure::Offline)));
    state.open(cities);
    assert_eq!(state.wanted(), wanted);
    assert!(state.awaits());
}

#[test]
fn more_fetches_the_newest_pages_and_shows_each_headline_once() {
    let mut state = with_edition(Route::Front);
    state.show_more();
    let wanted = state.wanted();
    assert!(matches!(&wanted[..], [Wanted::Directory(chain)] if chain.name == "all"));
    state.ask_for(&wanted[0]);
    state.receive(Received::Directory("all".to_owned(), Ok(directory("all"))));
    let wanted = state.wanted();
    assert_eq!(wanted.len(), 2, "50 headlines of page 3 are too few: {wanted:?}");
    wanted.iter().for_each(|wanted| state.ask_for(wanted));
    let Screen::Front(front) = state.screen() else { panic!("the front page is open") };
    assert_eq!(front.older.state, OlderState::Loading);
    state.receive(Received::Headlines("all".to_owned(), 3, Ok(page("all", 3))));
    state.receive(Received::Headlines("all".to_owned(), 2, Ok(page("all", 2))));
    assert_eq!(shown(&state), (101..=250).rev().map(id).collect::<Vec<_>>());
    let Screen::Front(front) = state.screen() else { panic!("the front page is open") };
    assert_eq!((front.older.remaining, front.older.next), (100, Some(Route::Older(1))));
}

#[test]
fn a_page_that_failed_says_so_and_is_asked_for_again_on_retry() {
    let mut state = with_edition(Route::Older(2));
    state.receive(Received::Directory("all".to_owned(), Ok(directory("all"))));
    assert!(matches!(&state.wanted()[..], [Wanted::Headlines(_, page)] if page.page == 2));
    state.receive(Received::Headlines("all".to_owned(), 2, Err(Failure::Unreachable)));
    assert!(state.wanted().is_empty(), "a failure is not asked for again by itself");
    assert!(matches!(state.screen(), Screen::Failed { failure: Failure::Unreachable, .. }));
    state.retry();
    assert!(matches!(&state.wanted()[..], [Wanted::Headlines(_, page)] if page.page == 2));
}

#[test]
fn what_the_edition_does_not_have_is_missing_and_not_broken() {
    let state = with_edition(Route::Section(slug("unheard-of")));
    assert!(matches!(state.screen(), Screen::Missing(Missing::Section)));
    let mut state = with_edition(Route::Older(9));
    state.receive(Received::Directory("all".to_owned(), Ok(directory("all"))));
    assert!(matches!(state.screen(), Screen::Missing(Missing::Page)));
    let mut state = with_edition(Route::Article(id(7)));
    state.receive(Received::Article(id(7), Err(Failure::Missing)));
    assert!(matches!(state.screen(), Screen::Missing(Missing::Article)));
    state.receive(Received::Article(id(7), Err(Failure::Removed(RemovalReason::Expired))));
    assert!(matches!(state.screen(), Screen::Missing(Missing::Removed(RemovalReason::Expired))));
    state.receive(Received::Article(id(7), Err(Failure::Moved(id(8)))));
    assert_eq!(state.route, Route::Article(id(8)));
    state.open(Route::Article(id(7)));
    state.receive(Received::Article(id(7), Err(Failure::NotJson)));
    assert!(matches!(state.screen(), Screen::Failed { failure: Failure::NotJson, .. }));
    state.receive(Received::Article(id(7), Ok(article(8))));
    assert!(matches!(state.screen(), Screen::Failed { failure: Failure::Broken, .. }), "another article's file");
}

#[test]
fn articles_fetched_ahead_of_a_page_do_not_take_the_open_one_away() {
    let mut state = with_edition(Route::Article(id(7)));
    state.receive(Received::Article(id(7), Ok(article(7))));
    for n in 100..150 {
        state.put_by(Received::Article(id(n), Ok(article(n))));
    }
    assert!(matches!(state.screen(), Screen::Article(_)));
    let lacks = |n| state.wanted_by(&Route::Article(id(n))).contains(&Wanted::Article(id(n)));
    assert_eq!((lacks(100), lacks(149)), (true, false), "the oldest of them went");
}

#[test]
fn an_article_finds_its_neighbours_on_its_headline_page() {
    let mut state = with_edition(Route::Article(id(150)));
    state.receive(Received::Article(id(150), Ok(article(150))));
    assert!(matches!(&state.wanted()[..], [Wanted::Directory(chain)] if chain.name == "section-cities"));
    state.receive(Received::Directory("section-cities".to_owned(), Ok(directory("section-cities"))));
    assert!(matches!(&state.wanted()[..], [Wanted::Headlines(_, page)] if page.page == 2));
    state.receive(Received::Headlines("section-cities".to_owned(), 2, Ok(page("section-cities", 2))));
    assert!(state.wanted().is_empty());
    let Screen::Article(screen) = state.screen() else { panic!("the article is open") };
    assert_eq!((screen.newer.unwrap().id, screen.older.unwrap().id), (id(151), id(149)));
}

#[test]
fn a_lost_network_leaves_the_edition_on_screen_and_says_so() {
    let mut state = with_edition(Route::Front);
    state.receive(Received::Edition(Err(Failure::Unreachable)));
    assert_eq!(state.frame().notices, [Notice::Stale { since: Moment::Instant(1_700_000_000) }]);
    state.online = false;
    assert_eq!(state.frame().notices, [Notice::Offline]);
    assert_eq!(shown(&state).len(), 30);
}

#[test]
fn a_requested_feed_is_fetched_only_where_the_edition_allows_its_origin() {
    let allowed = SafeUrl::parse("https://feeds.example/ar.json").unwrap();
    let mut state = opened_from(Route::Front, Source::Requested(allowed.clone()));
    assert_eq!(state.wanted(), [Wanted::Edition]);
    state.receive(Received::Edition(Ok(edition())));
    assert_eq!(state.wanted(), [Wanted::Feed(allowed, true)]);
    for refused in ["https://feeds.example.evil.example/", "http://feeds.example/", "https://feeds.example:8443/"] {
        let refused = SafeUrl::parse(refused).unwrap();
        let mut state = opened_from(Route::Front, Source::Requested(refused.clone()));
        state.receive(Received::Edition(Ok(edition())));
        assert!(state.wanted().is_empty(), "{refused}");
        assert!(matches!(state.screen(), Screen::Failed { failure: Failure::NotAllowed, .. }), "{refused}");
    }
}

#[test]
fn a_chosen_language_is_in_force_when_its_words_are_here_and_not_before() {
    let mut state = with_edition(Route::Front);
    state.choose("language", "he");
    assert_eq!(state.wanted(), [Wanted::Words(UiLanguage::He)]);
    state.ask_for(&Wanted::Words(UiLanguage::He));
    assert!(state.wanted().is_empty(), "asked for once");
    assert_eq!((state.ui().language, state.settings.language), (UiLanguage::Ar, None));
    state.choose("theme", "dark");
    assert_eq!(state.settings.to_stored(), Settings { theme: Theme::Dark, ..Settings::default() }.to_stored());
    state.receive(Received::Words(UiLanguage::He, Ok(())));
    assert_eq!((state.ui().language, state.settings.language), (UiLanguage::He, Some(UiLanguage::He)));
    state.choose("language", "ar");
    assert_eq!(state.ui().language, UiLanguage::Ar, "its words have been here from the start");
    assert!(state.wanted().is_empty());
}

#[test]
fn a_language_whose_words_do_not_come_changes_nothing_and_may_be_chosen_again() {
    let mut state = with_edition(Route::Front);
    for _ in 0..2 {
        state.choose("language", "en");
        assert_eq!(state.wanted(), [Wanted::Words(UiLanguage::En)]);
        state.ask_for(&Wanted::Words(UiLanguage::En));
        state.receive(Received::Words(UiLanguage::En, Err(Failure::Offline)));
        assert_eq!((state.ui().language, state.settings.language), (UiLanguage::Ar, None));
        assert_eq!(state.frame().notices, [Notice::LanguageMissing]);
        assert!(state.wanted().is_empty());
    }
}

#[test]
fn of_two_languages_chosen_one_after_the_other_the_last_counts() {
    let mut state = with_edition(Route::Front);
    for language in ["he", "en"] {
        state.choose("language", language);
        state.wanted().iter().for_each(|wanted| state.ask_for(wanted));
    }
    state.receive(Received::Words(UiLanguage::En, Ok(())));
    state.receive(Received::Words(UiLanguage::He, Ok(())));
    assert_eq!(state.ui().language, UiLanguage::En);
    state.choose("language", "fa");
    state.choose("language", "he");
    state.receive(Received::Words(UiLanguage::Fa, Ok(())));
    assert_eq!(state.ui().language, UiLanguage::He);
}

#[test]
fn an_edition_in_another_language_than_the_page_is_read_in_it_once_its_words_are_here() {
    let mut state = opened(Route::Front);
    let mut hebrew = edition();
    hebrew.site.locale.ui = UiLanguage::He;
    state.receive(Received::Edition(Ok(hebrew)));
    assert_eq!((state.wanted(), state.ui().language), (vec![Wanted::Words(UiLanguage::He)], UiLanguage::Ar));
    state.ask_for(&Wanted::Words(UiLanguage::He));
    state.receive(Received::Words(UiLanguage::He, Err(Failure::Unreachable)));
    assert_eq!(state.frame().notices, [Notice::LanguageMissing]);
    assert!(state.wanted().is_empty(), "not asked for over and over");
    state.retry();
    assert_eq!(state.wanted(), [Wanted::Words(UiLanguage::He)]);
    state.receive(Received::Words(UiLanguage::He, Ok(())));
    assert_eq!((state.ui().language, state.settings.language), (UiLanguage::He, None));
}
