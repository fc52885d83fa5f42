//! One saved article, as the list of them needs it: its headline, and what is kept of it.

use model::{Headline, RemovalReason};
use serde::Serialize;
use wire::edition::{Document, HeadlinePage, decode_value};
use wire::json::Value;

/// What is kept of a saved article. Its text lies beside it, and is read when it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// Its headline.
    pub headline: Headline,
    /// When it was saved, in seconds since 1970.
    pub saved: i64,
    /// How much room its text and its pictures take, in bytes.
    pub bytes: u64,
    /// The pictures that are kept: file names under `media/`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<String>,
    /// How many of its pictures are only linked: they need a network.
    pub linked: u32,
    /// How many of its pictures could not be fetched.
    pub missing: u32,
    /// Why the site removed it: then nothing but this note is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<RemovalReason>,
}

impl Saved {
    /// The record as it is stored.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a record has string keys and finite numbers")
    }

    /// Reads what [`Saved::to_json`] wrote; nothing where it is damaged.
    pub fn from_value(value: &Value) -> Option<Self> {
        let whole = |name: &str| value.get(name).as_u64();
        Some(Self {
            headline: headline(value.get("headline").clone())?,
            saved: i64::try_from(whole("saved")?).ok()?,
            bytes: whole("bytes")?,
            pictures: value.get("pictures").items().iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            linked: u32::try_from(whole("linked")?).ok()?,
            missing: u32::try_from(whole("missing")?).ok()?,
            removed: value.get("removed").as_str().map(reason),
        })
    }

    /// Becomes the note that the site has removed the article.
    pub fn into_note(mut self, reason: RemovalReason) -> Self {
        self.headline.standfirst = None;
        self.headline.image = None;
        self.pictures.clear();
        Self { removed: Some(reason), bytes: 0, linked: 0, missing: 0, ..self }
    }
}

/// A headline, by the decoder of our documents: it stands in a page of one.
fn headline(value: Value) -> Option<Headline> {
    let members = [
        ("format", Value::String(HeadlinePage::FORMAT.to_owned())),
        ("chain", Value::String(String::new())),
        ("headlines", Value::Array(vec![value])),
    ];
    let page = Value::Object(members.map(|(name, value)| (name.to_owned(), value)).into());
    decode_value::<HeadlinePage>(page).ok()?.headlines.pop()
}

/// A reason by its name in an edition.
pub fn reason(name: &str) -> RemovalReason {
    match name {
        "taken-down" => RemovalReason::TakenDown,
        "expired" => RemovalReason::Expired,
        "withdrawn" => RemovalReason::Withdrawn,
        _ => RemovalReason::Other,
    }
}
