//! Foreign formats come out as news items, each quirk of theirs as a claim.

mod capture;
mod documents;
mod feeds;
mod hostile;
mod json_feed;
mod lists;
mod ninjs;
mod pages;
mod samples;
mod wordpress;

use model::{Direction, NewsItem, SafeUrl};
use wire::native::{NativeHtml, NativeUrls};
use wire::{DecodeError, FeedList, Ingest, Ingested, SourceDocument};

/// Reads `bytes` as the document of a source at `address`, in an Arabic edition: articles or a list.
fn read_source_from(address: Option<&str>, bytes: &[u8]) -> Result<SourceDocument, DecodeError> {
    let address = address.map(|address| SafeUrl::parse(address).unwrap());
    let ingest = Ingest {
        source: "sample",
        address: address.as_ref(),
        urls: &NativeUrls,
        html: &NativeHtml { urls: &NativeUrls },
        surrounding: Direction::Rtl,
    };
    wire::read_source(bytes, None, &ingest)
}

/// The articles of such a document.
fn read_from(address: Option<&str>, bytes: &[u8]) -> Result<Ingested, DecodeError> {
    match read_source_from(address, bytes)? {
        SourceDocument::Articles(ingested) => Ok(ingested),
        SourceDocument::Feeds(list) | SourceDocument::PageOfFeeds(list) => panic!("a list of feeds: {list:?}"),
    }
}

/// The feeds that a document lists.
fn feeds_in(text: &str) -> FeedList {
    match read_source_from(Some("https://example.org/"), text.as_bytes()).unwrap() {
        SourceDocument::Feeds(list) => list,
        other => panic!("no list: {other:?}"),
    }
}

/// The feeds that a page links.
fn feeds_of_page(text: &str) -> FeedList {
    match read_source_from(Some("https://example.org/"), text.as_bytes()).unwrap() {
        SourceDocument::PageOfFeeds(list) => list,
        other => panic!("no page that links feeds: {other:?}"),
    }
}

fn read(text: &str) -> Ingested {
    read_from(None, text.as_bytes()).unwrap()
}

/// The only item of a document.
fn only_item(text: &str) -> NewsItem {
    let mut items = read(text).items;
    assert_eq!(items.len(), 1, "{text}");
    items.remove(0)
}

/// The problems of a document, each as one line without the source's name.
fn problems(ingested: &Ingested) -> Vec<String> {
    let line = |problem: &model::Problem| problem.to_string();
    ingested.problems.iter().map(line).map(|line| line.trim_start_matches("sample: ").to_owned()).collect()
}

/// What one document reported, whatever else it did.
fn assert_reports(ingested: &Ingested, problem: &str) {
    let problems = problems(ingested);
    assert!(problems.iter().any(|line| line == problem), "{problem:?} is not among {problems:#?}");
}

/// The words of an item's body, a block a line.
fn words(item: &NewsItem) -> String {
    let mut words = String::new();
    item.blocks.iter().for_each(|block| block.push_words(&mut words));
    words
}

/// A field's words.
fn str_of(text: &Option<model::Text>) -> Option<&str> {
    text.as_ref().map(model::Text::as_str)
}

/// The words of each of several texts.
fn strs(texts: &[model::Text]) -> Vec<&str> {
    texts.iter().map(model::Text::as_str).collect()
}
