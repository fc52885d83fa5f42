//! What is saved, as one file, and back: `nashra-saved/1`.
//!
//! `{"format": "nashra-saved/1", "articles": [{"record": …, "place": …, "article": …}]}`: the record of each article,
//! how far it was read (in thousandths), and its document as the edition has it. Pictures are not in it: they are
//! fetched again where there is a network.

use crate::record::Saved;
use model::Article;
use std::fmt::Write;
use wire::edition::{decode_value, encode};
use wire::json::Value;

/// What the file says it is.
pub const FORMAT: &str = "nashra-saved/1";

/// A saved article with its document.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its record.
    pub record: Saved,
    /// How far it was read, in thousandths of its text.
    pub place: Option<u32>,
    /// The document's JSON; missing where only a note is kept.
    pub document: Option<String>,
}

/// Why a file is refused whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no JSON.
    NotJson,
    /// It is something else.
    NotThisFormat,
    /// A later version of this reader wrote it.
    NewerVersion,
    /// The article of this number, counted from 1, cannot be read.
    Damaged(usize),
}

/// Writes the file.
pub fn write(entries: &[Entry]) -> String {
    let mut file = format!("{{\"format\":\"{FORMAT}\",\"articles\":[");
    for (at, entry) in entries.iter().enumerate() {
        file.push_str(if at > 0 { ",\n" } else { "\n" });
        let _ = write!(file, "{{\"record\":{}", entry.record.to_json());
        if let Some(place) = entry.place {
            let _ = write!(file, ",\"place\":{place}");
        }
        if let Some(document) = &entry.document {
            let _ = write!(file, ",\"article\":{document}");
        }
        file.push('}');
    }
    file.push_str("\n]}\n");
    file
}

/// Reads a file that [`write`] wrote, whole or not at all.
///
/// # Errors
/// [`Refusal`]: of a file that holds one article that cannot be read, none is.
pub fn read(file: Value) -> Result<Vec<Entry>, Refusal> {
    let Some(version) = file.get("format").as_str().and_then(|format| format.strip_prefix("nashra-saved/")) else {
        return Err(Refusal::NotThisFormat);
    };
    if version.split('.').next() != Some("1") {
        return Err(Refusal::NewerVersion);
    }
    let Value::Array(articles) = file.get("articles") else { return Err(Refusal::Damaged(1)) };
    articles.iter().enumerate().map(|(at, article)| entry(article).ok_or(Refusal::Damaged(at + 1))).collect()
}

fn entry(value: &Value) -> Option<Entry> {
    let record = Saved::from_value(value.get("record"))?;
    let place = value.get("place").as_u64().and_then(|place| u32::try_from(place).ok());
    let document = match (value.get("article"), record.removed) {
        (Value::Null, Some(_)) => None,
        (article, None) => {
            let article: Article = decode_value(article.clone()).ok()?;
            if article.id != record.headline.id {
                return None;
            }
            // Anew, from what was understood of it: what the file holds beside that is not kept.
            Some(String::from_utf8(encode(&article)).ok()?)
        }
        _ => return None,
    };
    Some(Entry { record, place, document })
}

/// Those of `entries` that are not among `known`, each article once.
pub fn new_ones(entries: Vec<Entry>, known: &[Saved]) -> Vec<Entry> {
    let mut new: Vec<Entry> = Vec::new();
    for entry in entries {
        let id = &entry.record.headline.id;
        if known.iter().chain(new.iter().map(|entry| &entry.record)).all(|saved| saved.headline.id != *id) {
            new.push(entry);
        }
    }
    new
}
