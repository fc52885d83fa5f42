//! Our own documents: their names, their versions, where they lie, how they are written and read.
//!
//! | document | `format` | where |
//! | --- | --- | --- |
//! | [`Edition`] | `nashra-edition/1` | `edition/edition.json` |
//! | [`HeadlinePage`], the newest 30 of a section | `nashra-headlines/1` | `edition/latest/<section>.json` |
//! | [`ChainDirectory`] | `nashra-chain/1` | `edition/chains/<chain>.<hash>.json` |
//! | [`HeadlinePage`], 100 a page | `nashra-headlines/1` | `edition/headlines/<chain>-<n>.<hash>.json` |
//! | [`Article`] | `nashra-article/1` | `edition/articles/<id>.json` |
//! | [`Tombstone`] or [`Redirect`], in its place | `nashra-tombstone/1`, `nashra-redirect/1` | the same |
//! | [`OperatorPage`] | `nashra-page/1` | `edition/pages/<slug>.json` |
//!
//! A reader ignores fields it does not know, accepts any minor version (`nashra-edition/1.3`) and
//! refuses another major one.

mod members;

use crate::DecodeError;
use crate::feed_page::FeedPage;
use crate::json::{JsonText, Value};
use members::{FromJson, Wrong};
use model::{
    Article, ArticleId, ChainRef, Edition, Headline, HeadlinePageRef, OperatorPage, Redirect, SectionSlug, Tombstone,
};
use serde::Serialize;

/// How many headlines the front page and each section open with.
pub const LATEST_HEADLINES: usize = 30;

/// How many headlines a page of a chain holds.
pub const HEADLINES_A_PAGE: usize = 100;

/// The chain of the whole edition.
pub const WHOLE_EDITION: &str = "all";

/// A run of headlines: one page of a chain, or the newest of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeadlinePage {
    /// The chain it belongs to: `all`, or `section-<slug>`.
    pub chain: String,
    /// Its number, counted from the oldest, from 1; missing for the newest of a section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// In order of first publication here; the newest of a section come newest first.
    pub headlines: Vec<Headline>,
}

/// Which headline pages a chain has, from the oldest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChainDirectory {
    /// The chain.
    pub chain: String,
    /// Its pages, in rising order of their numbers.
    pub pages: Vec<HeadlinePageRef>,
}

/// A document of ours: it says in its `format` what it is.
pub trait Document: Serialize + FromJson {
    /// The document's name, without its version.
    const NAME: &'static str;
    /// Name and version: what `format` holds.
    const FORMAT: &'static str;
}

macro_rules! documents {
    ($($type:ty: $name:literal,)*) => {
        $(impl Document for $type {
            const NAME: &'static str = $name;
            const FORMAT: &'static str = concat!($name, "/1");
        })*
    };
}

documents! {
    Edition: "nashra-edition",
    HeadlinePage: "nashra-headlines",
    ChainDirectory: "nashra-chain",
    Article: "nashra-article",
    OperatorPage: "nashra-page",
    FeedPage: "nashra-feed-page",
    Tombstone: "nashra-tombstone",
    Redirect: "nashra-redirect",
}

/// Reads a document of ours.
///
/// # Errors
/// [`DecodeError::NotThisFormat`] where `format` is missing or names another document,
/// [`DecodeError::UnsupportedVersion`] for another major version, [`DecodeError::Invalid`] for a
/// field that is missing or wrong.
pub fn decode<T: Document>(json: &impl JsonText) -> Result<T, DecodeError> {
    decode_value(json.value())
}

/// Reads a document of ours that is parsed already.
///
/// # Errors
/// As [`decode`].
pub fn decode_value<T: Document>(value: Value) -> Result<T, DecodeError> {
    check_format(&value, T::NAME, T::FORMAT)?;
    T::from_json(value).map_err(|Wrong(member)| DecodeError::Invalid { detail: member.to_owned() })
}

/// Apart from what it reads: the same for every document.
fn check_format(value: &Value, name: &str, format: &'static str) -> Result<(), DecodeError> {
    let Value::String(found) = value.get("format") else {
        return Err(DecodeError::NotThisFormat { expected: format, found: None });
    };
    let Some(version) = found.strip_prefix(name).and_then(|rest| rest.strip_prefix('/')) else {
        return Err(DecodeError::NotThisFormat { expected: format, found: Some(found.clone()) });
    };
    if version.split('.').next() != Some("1") {
        return Err(DecodeError::UnsupportedVersion { found: found.clone(), supported: format });
    }
    Ok(())
}

/// Writes a document of ours: compact JSON in UTF-8, its `format` first.
#[cfg(feature = "encode")]
pub fn encode<T: Document>(document: &T) -> Vec<u8> {
    #[derive(Serialize)]
    struct Envelope<'a, T> {
        format: &'static str,
        #[serde(flatten)]
        document: &'a T,
    }
    serde_json::to_vec(&Envelope { format: T::FORMAT, document })
        .expect("a document has string keys and finite numbers")
}

/// The name of a section's chain.
pub fn section_chain(section: &SectionSlug) -> String {
    format!("section-{section}")
}

/// `edition/edition.json`.
pub fn edition_path() -> &'static str {
    "edition/edition.json"
}

/// The folder of each section's newest headlines.
pub const LATEST_FOLDER: &str = "edition/latest/";

/// Where the newest headlines of a section are.
pub fn latest_path(section: &SectionSlug) -> String {
    format!("{LATEST_FOLDER}{section}.json")
}

/// Where a chain's directory is.
pub fn chain_path(chain: &ChainRef) -> String {
    format!("edition/chains/{}.{}.json", chain.name, chain.hash)
}

/// Where a page of a chain is.
pub fn headlines_path(chain: &str, page: &HeadlinePageRef) -> String {
    format!("edition/headlines/{chain}-{}.{}.json", page.page, page.hash)
}

/// Where an article is.
pub fn article_path(id: &ArticleId) -> String {
    format!("edition/articles/{id}.json")
}

/// Where one of the operator's pages is.
pub fn operator_page_path(slug: &SectionSlug) -> String {
    format!("edition/pages/{slug}.json")
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;
    use crate::json::NativeJson;

    fn read(text: &str) -> Result<ChainDirectory, DecodeError> {
        decode(&NativeJson::parse(text.as_bytes())?)
    }

    #[test]
    fn a_document_round_trips() {
        let directory = ChainDirectory {
            chain: "all".to_owned(),
            pages: vec![HeadlinePageRef { page: 1, count: 100, hash: "0a1b".to_owned() }],
        };
        let bytes = encode(&directory);
        assert!(bytes.starts_with(br#"{"format":"nashra-chain/1","#));
        assert_eq!(decode::<ChainDirectory>(&NativeJson::parse(&bytes).unwrap()).unwrap(), directory);
    }

    #[test]
    fn another_major_version_is_refused_by_name_and_a_minor_one_is_read() {
        assert!(read(r#"{"format":"nashra-chain/1.7","chain":"all","pages":[],"new":true}"#).is_ok());
        assert_eq!(
            read(r#"{"format":"nashra-chain/2","chain":"all","pages":[]}"#),
            Err(DecodeError::UnsupportedVersion { found: "nashra-chain/2".to_owned(), supported: "nashra-chain/1" })
        );
    }

    #[test]
    fn what_is_not_ours_says_so() {
        for text in [
            "[]",
            "null",
            "{}",
            "7",
            r#"{"format":7}"#,
            r#"{"format":"nashra-chainsaw/1"}"#,
            r#"{"format":"nashra-edition/1"}"#,
        ] {
            assert!(matches!(read(text), Err(DecodeError::NotThisFormat { .. })), "{text}");
        }
        assert!(matches!(read(r#"{"format":"nashra-chain/1"}"#), Err(DecodeError::Invalid { .. })));
        assert!(matches!(read("<!DOCTYPE html><p>"), Err(DecodeError::NotJson { looks_like_html: true, .. })));
        assert!(matches!(read(&"[".repeat(100_000)), Err(DecodeError::NotJson { .. })));
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        assert!(matches!(read(&deep), Err(DecodeError::TooLarge { .. })));
    }
}
