//! RSS 2.0, RSS 1.0 and Atom: fields come out, and each way in which feeds misbehave is a claim.

mod atom;
mod bombs;
mod broken;
mod rss;

use super::{Ingested, read};

/// An RSS 2.0 feed at example.org with these elements before its items, and these items.
fn rss(head: &str, items: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
        xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>صحيفة</title><link>https://example.org/</link>
        <language>ar</language>{head}{items}</channel></rss>"#
    )
}

/// An RSS 1.0 feed with these items.
fn rdf(items: &str) -> String {
    format!(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/rdf"><title>صحيفة</title>
        <link>https://example.org/</link><dc:language>ar</dc:language></channel>{items}</rdf:RDF>"#
    )
}

/// An Atom feed with these elements before its entries, and these entries.
fn atom(head: &str, entries: &str) -> String {
    format!(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>صحيفة</title><id>tag:example.org,2026:x</id>
        <link href="https://example.org/"/>{head}{entries}</feed>"#
    )
}

/// An item with a title, a link and a text, by a number.
fn numbered(number: usize) -> String {
    format!(
        "<item><title>خبر {number}</title><link>https://example.org/{number}</link><guid isPermaLink='false'>{number}</guid>\
         <pubDate>Tue, 10 Feb 2026 07:38:00 GMT</pubDate><description>نص {number}</description></item>"
    )
}

/// The titles of a document's items.
fn titles(ingested: &Ingested) -> Vec<&str> {
    ingested.items.iter().filter_map(|item| item.title.as_ref()).map(model::Text::as_str).collect()
}

/// The titles in a feed.
fn titles_in(feed: &str) -> Vec<String> {
    titles(&read(feed)).into_iter().map(str::to_owned).collect()
}
