//! What is fuzzed, as plain functions: cargo-fuzz's targets and the native test call the same ones.
//!
//! Each takes any bytes and panics where a claim about them is broken.

use model::{Article, Direction, Edition, NewsItem, OperatorPage, ResolveUrl, SafeUrl, is_bidi_control};
use wire::edition::{ChainDirectory, Document, HeadlinePage, decode, encode};
use wire::json::NativeJson;
use wire::native::{NativeHtml, NativeUrls};
use wire::{HtmlContext, HtmlReader, Ingest, Ingested, SourceDocument, read_source};

/// A target: its name, and the function.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 7] = [
    ("our_documents", our_documents),
    ("json_feed", json_feed),
    ("ninjs", ninjs),
    ("wordpress", wordpress),
    ("text_and_lists", text_and_lists),
    ("feeds", feeds),
    ("html", html),
];

/// Takes away the hook by which libFuzzer ends at any panic, also at those of other parsers that are
/// contained where they are called. A panic that leaves a target still ends it.
pub fn let_panics_be_contained() {
    drop(std::panic::take_hook());
}

/// Our own documents: what decodes, encodes to what decodes to the same.
pub fn our_documents(bytes: &[u8]) {
    let Ok(json) = NativeJson::parse(bytes) else { return };
    round_trip::<Article>(&json);
    round_trip::<Edition>(&json);
    round_trip::<HeadlinePage>(&json);
    round_trip::<ChainDirectory>(&json);
    round_trip::<OperatorPage>(&json);
    check(bytes);
}

fn round_trip<T: Document + PartialEq + std::fmt::Debug>(json: &NativeJson<'_>) {
    let Ok(document) = decode::<T>(json) else { return };
    let bytes = encode(&document);
    let again = NativeJson::parse(&bytes).and_then(|json| decode::<T>(&json));
    assert_eq!(again.as_ref(), Ok(&document));
}

/// JSON Feed: the bytes are the items of a feed, or a document.
pub fn json_feed(bytes: &[u8]) {
    let items = [br#"{"version":"https://jsonfeed.org/version/1.1","title":"t","items":["#, bytes, b"]}"].concat();
    check(&items);
    check(bytes);
}

/// IPTC ninjs: the bytes are the fields of an item, or a document.
pub fn ninjs(bytes: &[u8]) {
    check(&[br#"{"uri":"urn:x","type":"text",""#, bytes, b"}"].concat());
    check(bytes);
}

/// WordPress: the bytes are the fields of a post, or a document.
pub fn wordpress(bytes: &[u8]) {
    check(&[br#"[{"title":{"rendered":"t"},""#, bytes, b"}]"].concat());
    check(bytes);
}

/// Captures, JSON lines, OPML, gzip.
pub fn text_and_lists(bytes: &[u8]) {
    check(bytes);
    check(&[b"<opml><body>", bytes].concat());
    check(&[b"{\"title\":\"t\",\"body\":\"b\"}\n", bytes].concat());
}

/// RSS, Atom and their repair: the bytes are a document, and what stands in an item. Whatever stands in
/// one item, the whole items before it come out.
pub fn feeds(bytes: &[u8]) {
    check(bytes);
    for (opening, closing) in [
        ("<rss><channel><title>t</title><item><title>whole</title></item><item>", "</item></channel></rss>"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>whole</title></entry><entry>", "</entry></feed>"),
    ] {
        let text = String::from_utf8_lossy(bytes);
        let document = [opening, &text, closing].concat();
        let Some(ingested) = check(document.as_bytes()) else { continue };
        let first = ingested.items.first().and_then(|item| item.title.as_ref());
        assert_eq!(first.map(model::Text::as_str), Some("whole"), "{document}");
    }
}

/// HTML: fragments through `wire::html`, and whole pages.
pub fn html(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let context = HtmlContext { base: None, surrounding: Direction::Rtl, language: None };
    let content = NativeHtml { urls: &NativeUrls }.read(&html, &context);
    let mut words = String::new();
    content.blocks.iter().for_each(|block| block.push_words(&mut words));
    assert!(!words.contains(is_bidi_control), "{words:?}");
    check(&[b"<!DOCTYPE html><meta property=og:type content=article>", bytes].concat());
}

/// Reads a document; its fields are plain lines, its addresses those of the web.
fn check(bytes: &[u8]) -> Option<Ingested> {
    let address = SafeUrl::parse("https://example.org/feed").ok();
    let ingest = Ingest {
        source: "fuzz",
        address: address.as_ref(),
        urls: &NativeUrls as &dyn ResolveUrl,
        html: &NativeHtml { urls: &NativeUrls },
        surrounding: Direction::Rtl,
    };
    let document = read_source(bytes, None, &ingest).ok()?;
    let SourceDocument::Articles(ingested) = document else { return None };
    ingested.items.iter().for_each(check_item);
    Some(ingested)
}

fn check_item(item: &NewsItem) {
    let lines = [&item.title, &item.standfirst, &item.original_title, &item.dateline, &item.notice];
    let lines = lines.into_iter().flatten().chain(&item.sections).chain(&item.byline).chain(&item.tags);
    for line in lines.chain(item.publisher.iter().map(|publisher| &publisher.name)) {
        let is_wrong = |c: char| c.is_control() || is_bidi_control(c);
        assert!(!line.as_str().contains(is_wrong), "{line:?}");
    }
    assert!(item.url.as_ref().is_none_or(SafeUrl::is_web), "{:?}", item.url);
}
