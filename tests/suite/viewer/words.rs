//! Every word of an edition is on its pages.

use super::{html, missing_words, samples, shown};
use model::{Article, Edition, Headline};
use std::sync::Arc;
use viewer::route::Route;
use viewer::screen_from::{article_screen, front_screen, section_screen};

fn check_article(article: &Arc<Article>) {
    let frame = samples::frame(Route::Article(article.id.clone()), None);
    let page = shown(&html(&frame, &article_screen(article.clone())));
    let mut expected = String::new();
    let texts = [&article.title, &article.standfirst, &article.dateline];
    texts.into_iter().flatten().chain(&article.byline).chain(&article.tags).for_each(|text| {
        expected.push_str(text.as_str());
        expected.push('\n');
    });
    article.blocks.iter().for_each(|block| block.push_words(&mut expected));
    for original in article.original.iter().chain(&article.also_published) {
        expected.push_str(&format!("{}\n{}\n", original.title.as_str(), original.publisher.name.as_str()));
    }
    for story in &article.same_story {
        let texts = [&story.title, &story.publisher].map(|text| text.as_ref().map_or("", |text| text.as_str()));
        expected.push_str(&format!("{}\n{}\n", texts[0], texts[1]));
    }
    for story in &article.related {
        let title = story.title.as_ref().map_or("", |title| title.as_str());
        let section = story.section.as_ref().map_or("", |section| section.name.as_str());
        expected.push_str(&format!("{title}\n{section}\n"));
    }
    assert_eq!(missing_words(&page, &expected), Vec::<&str>::new(), "{}", article.id);
}

fn check_headlines(page: &str, headlines: &[Headline]) {
    for headline in headlines {
        for text in [&headline.title, &headline.standfirst, &headline.publisher].into_iter().flatten() {
            assert_eq!(missing_words(page, text.as_str()), Vec::<&str>::new());
        }
    }
}

#[test]
fn an_article_page_holds_every_word_of_title_body_attribution_and_related_stories() {
    check_article(&samples::article());
}

#[test]
fn front_and_section_hold_every_headline_with_its_source_and_section() {
    let edition: Edition = samples::edition();
    let front = shown(&html(&samples::frame(Route::Front, None), &front_screen(&edition)));
    check_headlines(&front, &samples::headlines());
    for section in &edition.sections {
        assert!(front.contains(section.name.as_str()));
    }
    let culture = samples::slug("culture");
    let listed: Vec<Headline> =
        samples::headlines().into_iter().filter(|headline| headline.section.as_ref() == Some(&culture)).collect();
    let screen = section_screen(&edition, &culture, listed.clone());
    check_headlines(&shown(&html(&samples::frame(Route::Section(culture), None), &screen)), &listed);
}

#[test]
fn the_lead_stands_once_on_the_front_page() {
    let mut edition = samples::edition();
    edition.latest.insert(3, edition.lead.clone().unwrap());
    let title = edition.lead.as_ref().unwrap().title.clone().unwrap();
    let front = shown(&html(&samples::frame(Route::Front, None), &front_screen(&edition)));
    assert_eq!(front.matches(title.as_str()).count(), 1);
}

#[test]
fn a_section_that_the_edition_lacks_is_missing_not_empty() {
    let screen = section_screen(&samples::edition(), &samples::slug("nowhere"), Vec::new());
    assert!(matches!(screen, viewer::screen::Screen::Missing(viewer::screen::Missing::Section)));
}
