//! The ANT corpus as a JSON Feed: a source of 10,161 real articles for benchmarks and tests.
//!
//! Shared as a module (`#[path]`) by what needs it; the corpus itself is found by `NASHRA_DATA`.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The first `most` articles of `ant.jsonl.gz` in `data`, in its order, as items of a JSON Feed.
///
/// Sections go into `_nashra`; what the corpus lacks is left out. Dates without an offset are UTC.
///
/// # Errors
/// A corpus that is not there, or is no gzipped JSON lines.
pub fn ant_items(data: &Path, most: usize) -> std::io::Result<Vec<Value>> {
    let file = std::fs::File::open(data.join("ant.jsonl.gz"))?;
    let lines = BufReader::new(flate2::read::GzDecoder::new(file)).lines();
    let mut items = Vec::new();
    for line in lines.take(most) {
        let article: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| article[name].as_str().filter(|text| !text.trim().is_empty());
        items.push(json!({
            "id": field("id"),
            "url": field("url"),
            "title": field("title"),
            "summary": field("abstract"),
            "content_text": field("body"),
            "date_published": field("time").map(rfc_3339),
            "_nashra": { "publisher": field("source").unwrap_or("Jawhara FM"), "section": field("section") },
        }));
    }
    Ok(items)
}

/// A JSON Feed of `items`, as text.
pub fn feed_of(items: &[Value]) -> String {
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "ANT Corpus v1.1",
        "language": "ar",
        "items": items,
    });
    feed.to_string()
}

/// The corpus writes a day, RFC 3339, or `2017-01-22T185600`.
fn rfc_3339(date: &str) -> String {
    match (date.get(..13), date.get(13..15), date.get(15..17)) {
        (Some(day_and_hour), Some(minute), Some(second)) if date.len() == 17 => {
            format!("{day_and_hour}:{minute}:{second}Z")
        }
        _ => date.to_owned(),
    }
}
