//! What a wire format yields before an edition adopts it.

use crate::{Block, Image, Lang, Moment, Publisher, RelatedStory, SafeUrl, Text};
use serde::{Deserialize, Serialize};

/// One item of a source, converted and cleaned but not yet part of an edition: it has no id, its
/// section is a name, and what the source left out is missing.
///
/// Its JSON is what an archive remembers of it; it is never published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewsItem {
    /// The source's own id, unique within the source at best.
    pub source_id: Option<String>,
    /// Its version where the source counts them; the newest wins.
    pub version: Option<u64>,
    /// Its own page.
    pub url: Option<SafeUrl>,
    /// Whether the format could have given a page's address: false for a URN or a plain capture.
    pub format_has_url: bool,
    /// Its headline as this source shows it.
    pub title: Option<Text>,
    /// Its title at its original publisher, where the source tells both apart.
    pub original_title: Option<Text>,
    /// Its original publisher.
    pub publisher: Option<Publisher>,
    /// Summary.
    pub standfirst: Option<Text>,
    /// The names of its sections, the first the chief one.
    pub sections: Vec<Text>,
    /// Where it was written.
    pub dateline: Option<Text>,
    /// Who wrote it.
    pub byline: Vec<Text>,
    /// First published.
    pub published: Option<Moment>,
    /// Last changed.
    pub updated: Option<Moment>,
    /// When the source's copy was taken, where the source says so.
    pub fetched: Option<Moment>,
    /// Its language.
    pub language: Option<Lang>,
    /// Its chief picture.
    pub image: Option<Image>,
    /// Its body.
    pub blocks: Vec<Block>,
    /// Subjects.
    pub tags: Vec<Text>,
    /// The source's copyright or usage notice.
    pub notice: Option<Text>,
    /// The source's own words that it is not answerable, kept apart from the body.
    pub disclaimer: Option<Text>,
    /// Whether `blocks` are only a beginning (a protected or summary-only item).
    pub excerpt: bool,
    /// Related stories that the source itself names (a capture's section labels).
    pub related: Vec<RelatedStory>,
    /// Whether it may be published.
    pub status: PublicationStatus,
    /// Not to be published before.
    pub embargo: Option<Moment>,
    /// Not to be published after.
    pub expires: Option<Moment>,
}

/// Whether an item may be published (IPTC `pubStatus`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublicationStatus {
    /// It may.
    #[default]
    Usable,
    /// Not until further notice.
    Withheld,
    /// Never again: what was published is removed.
    Canceled,
}
