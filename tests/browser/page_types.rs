//! One page of each type, for what must hold on all of them.

use crate::tags::tag_page;
use harness::{Answer, Browser, Query, Served, fixture};

/// The types of pages.
pub const PAGE_TYPES: [&str; 13] = [
    "front",
    "section",
    "older",
    "section older",
    "article",
    "blocks",
    "long title",
    "english article",
    "settings",
    "missing",
    "failed",
    "own page",
    "tag",
];

/// Opens the page of a type, on an edition of fifty.
///
/// # Panics
/// For a type that is not among [`PAGE_TYPES`].
pub async fn open_page_type(browser: &Browser, site: &Served, page: &str) {
    let path = match page {
        "front" | "settings" => "/".to_owned(),
        "failed" => fixture::SHELL.to_owned(),
        "section" => "/section/politics/".to_owned(),
        "older" => "/page/1/".to_owned(),
        "section older" => "/section/sport/1/".to_owned(),
        "article" => site.article(fixture::FULL),
        "blocks" => site.article(fixture::BLOCKS),
        "long title" => site.article(fixture::LONG),
        "english article" => site.article(fixture::ENGLISH),
        "missing" => "/article/aaaaaaaaaa/".to_owned(),
        "own page" => "/about/".to_owned(),
        "tag" => tag_page("ترميم"),
        other => panic!("{other} is no page type"),
    };
    if page == "failed" {
        site.answer("/edition/edition.json", Answer::status(503));
    }
    if page == "tag" {
        // A still page.
        browser.open_plain(&site.url(&path)).await;
    } else {
        browser.open(&site.url(&path)).await;
    }
    site.forget("/edition/edition.json");
    browser.find(&Query::css("h1")).await;
    if page == "settings" {
        browser.click(&Query::action("settings")).await;
        browser.find(&Query::part("settings")).await;
    }
}
