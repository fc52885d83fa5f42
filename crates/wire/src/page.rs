//! HTML pages: an article's own page, or one that links its feed.
//!
//! The body is found by `dom_smoothie`, as Firefox's reader view finds it; title, author, dates,
//! section, language and picture come from what the page says of itself in JSON-LD
//! (<https://schema.org/NewsArticle>), OpenGraph (<https://ogp.me>) and `<meta>`, in this order.

mod article;
mod body;
mod contents;
mod linked_data;

use crate::documents::{FeedList, LinkedFeed, SourceDocument};
use crate::json::Value;
use crate::reading::Reading;
use contents::Contents;

/// Whether `text`, whose first element is `root`, is an HTML page.
pub(crate) fn is_page(text: &str, root: &str) -> bool {
    const OPENING: [&str; 10] = ["html", "head", "body", "title", "meta", "link", "article", "main", "script", "style"];
    let start: String = text.trim_start_matches('\u{FEFF}').trim_start().chars().take(16).collect();
    start.to_ascii_lowercase().starts_with("<!doctype html")
        || OPENING.iter().any(|name| root.eq_ignore_ascii_case(name))
}

/// Reads a page: as an article where it says that it is one, else as the feeds that it links, else as
/// an article where it reads like one. `None` where it is none of these.
pub(crate) fn read(text: &str, mut reading: Reading<'_>) -> Option<SourceDocument> {
    let page = Contents::of(text);
    if !page.dropped.is_empty() {
        reading.report_once(page.dropped.join("; "), "dropped from the page");
    }
    let linked_data = linked_data::article(&page.linked_data);
    let calls_itself_article = linked_data != Value::Null || page.meta("og:type").is_some_and(|kind| kind == "article");
    if !calls_itself_article {
        let list = feeds(&page, &mut reading);
        if !list.is_empty() {
            let title = page.title.as_deref().and_then(|title| reading.name(title));
            return Some(SourceDocument::PageOfFeeds(FeedList { title, feeds: list, problems: reading.problems }));
        }
    }
    article::read(&page, &linked_data, calls_itself_article, reading).map(SourceDocument::Articles)
}

/// The feeds that a page links (HTML, link type `alternate`).
fn feeds(page: &Contents, reading: &mut Reading<'_>) -> Vec<LinkedFeed> {
    let base = article::base(page, reading);
    let mut feeds: Vec<LinkedFeed> = Vec::new();
    for link in &page.feeds {
        let Some(url) = reading.address(&Value::String(link.href.clone()), base.as_ref(), "link") else { continue };
        if feeds.iter().all(|feed| feed.url != url) {
            feeds.push(LinkedFeed { title: link.title.as_deref().and_then(|t| reading.name(t)), url, section: None });
        }
    }
    feeds
}
