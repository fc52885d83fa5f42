//! What is remembered of the edition as a whole, its sections and its sources.

use crate::output::Digest;
use model::{ArticleId, Moment, Problem, SectionRef};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of the edition as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Meta {
    /// The archive's version.
    pub format: String,
    /// A digest of the decisions that every article depends on.
    pub decisions: Option<Digest>,
    /// A digest of what all pages have in common.
    pub pages: Option<Digest>,
    /// How files were compressed.
    pub compression: String,
    /// How many places were given.
    pub places: u32,
    /// The chain of the whole edition.
    pub whole: ChainRecord,
    /// How many chains sections have, the numbers of which run from 1.
    pub chains: u32,
    /// How many numbers were given to sources.
    pub sources: u32,
    /// How many telling words all articles together had.
    pub words: u64,
    /// The bytes of all files, compressed twins aside.
    pub bytes: u64,
    /// The edition's date.
    pub updated: Option<Moment>,
    /// The articles removed last, the newest removal first.
    pub removed: Vec<ArticleId>,
    /// A digest of the corrections on each corrected article.
    pub corrections: BTreeMap<ArticleId, Digest>,
    /// Ids of old and what they stand for now.
    pub redirects: BTreeMap<ArticleId, ArticleId>,
    /// What the configuration hid or took down.
    pub barred: BTreeSet<String>,
    /// The files of the viewer that the last build wrote.
    pub assets: BTreeSet<String>,
    /// The files under `media/` that were drawn for previews of the front page and of sections, by page.
    pub share_pictures: BTreeMap<String, String>,
    /// Headlines that could not be drawn, by page, and a letter that no font had.
    pub undrawn: BTreeMap<String, char>,
    /// Whether the output folder may lack something that only a whole rewriting finds.
    pub rewrite: bool,
}

/// A chain of headline pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChainRecord {
    /// Its number; 0 for the whole edition.
    pub number: u32,
    /// How many places in it were given.
    pub length: u32,
    /// How many articles it has.
    pub count: u32,
    /// The hash in the name of its directory, where it has one.
    pub directory: Option<String>,
}

/// A section that has, or had, articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SectionRecord {
    /// Slug and name.
    pub section: SectionRef,
    /// Its chain.
    pub chain: ChainRecord,
    /// The source that brought it, where no configuration names it.
    pub met_in: Option<String>,
}

/// A source that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SourceRecord {
    /// Its number.
    pub number: u32,
    /// A digest of its content and of what the configuration says of it.
    pub digest: Option<Digest>,
    /// When an embargo in it ends, in seconds since 1970: it is then read again.
    pub wake: Option<i64>,
    /// Whether nothing but its looks said that it is an article.
    #[serde(default)]
    pub by_looks: bool,
    /// What was odd in it.
    pub problems: Vec<Problem>,
}
