//! What is remembered of one article.

use super::TagPlace;
use crate::output::Digest;
use model::{ArticleId, Headline, Moment, Original, RemovalReason, SectionRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What orders the versions of an article: the version where its source counts them, then its last change.
pub(crate) type Age = (Option<u64>, Option<i64>);

/// One article: everything that its file, its headline and the next version of it need, but its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ArticleRecord {
    /// What identifies it.
    pub key: String,
    /// Since when and why it is not published, where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
    /// The clock of the first build that saw it.
    pub first_seen: Moment,
    /// When the copy that is published was taken.
    pub fetched: Moment,
    /// When this edition found it changed, where its source did not say when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_here: Option<Moment>,
    /// How many versions of it were published.
    pub rev: u32,
    /// How new the published version is.
    pub age: Age,
    /// A digest of the item that it was made from.
    pub item: Digest,
    /// A digest of the published version, without what stands around it.
    pub shown: Option<Digest>,
    /// A digest of its folded text.
    pub text: Digest,
    /// What each source last said of it; the first is the one that is published.
    pub offers: Vec<Offered>,
    /// Where it is in its section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<SectionPlace>,
    /// Where it is among the articles of each of its tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagPlace>,
    /// Its headline, which holds its id.
    pub headline: Headline,
    /// Where it came from; missing for the site's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Original>,
    /// Whether search engines may list it.
    #[serde(default)]
    pub listed: bool,
    /// When it was changed after its publication, as it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Moment>,
    /// What sorts it among the newest.
    pub date: i64,
    /// When the right to show it ends, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<i64>,
    /// The places of the earlier articles that are the same story at other publishers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_story: Vec<u32>,
    /// The places of the earlier articles found related to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<u32>,
    /// Others that published the same text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    /// The keys of its pictures that are, or are to be, mirrored.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub pictures: BTreeSet<Digest>,
    /// The file under `media/` that was drawn for its previews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_picture: Option<String>,
}

impl ArticleRecord {
    /// Its id.
    pub fn id(&self) -> &ArticleId {
        &self.headline.id
    }

    /// Remembers what `source` offers; whether that is news.
    pub fn remember(&mut self, offered: Offered) -> bool {
        match self.offers.iter_mut().find(|known| known.source == offered.source) {
            Some(known) if *known == offered => false,
            Some(known) => {
                *known = offered;
                true
            }
            None => {
                self.offers.push(offered);
                true
            }
        }
    }
}

/// What a source last said of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Offered {
    /// The source's number.
    pub source: u32,
    /// A digest of the item and of what the configuration says of the source.
    pub digest: Digest,
}

/// An article's place in its section's chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SectionPlace {
    /// The chain's number.
    pub chain: u32,
    /// Its place there, from 0.
    pub at: u32,
    /// The section.
    pub section: SectionRef,
}

/// Another publication of an article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Credit {
    /// What identifies it.
    pub key: String,
    /// Its attribution.
    pub original: Original,
}

/// An item that is not an article of its own, since another has its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct MergedRecord {
    /// The other's place.
    pub into: u32,
    /// What each source last said of it.
    pub offers: Vec<Offered>,
}

/// Since when and why an article is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Gone {
    /// Why.
    pub why: Why,
    /// Since when.
    pub since: Moment,
}

/// Why an article is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Why {
    /// Its source canceled it: it never comes back.
    Canceled,
    /// Its source withholds it, until further notice.
    Withheld,
    /// Its source set an embargo on it.
    Embargoed,
    /// The right to show it has ended.
    Expired,
    /// The configuration hides it.
    Hidden,
    /// The configuration takes it down.
    TakenDown,
    /// Its source, which was to be pruned, no longer has it.
    Pruned,
}

impl Why {
    /// What readers are told.
    pub fn reason(self) -> RemovalReason {
        match self {
            Self::Hidden | Self::TakenDown => RemovalReason::TakenDown,
            Self::Expired => RemovalReason::Expired,
            Self::Canceled | Self::Withheld | Self::Embargoed | Self::Pruned => RemovalReason::Withdrawn,
        }
    }

    /// Whether its text may be kept for the day it comes back.
    pub fn keeps_text(self) -> bool {
        matches!(self, Self::Hidden | Self::Withheld | Self::Embargoed)
    }

    /// What a problem says of it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Canceled => "it is canceled",
            Self::Withheld => "it is withheld",
            Self::Embargoed => "it is under embargo",
            Self::Expired => "it has expired",
            Self::Hidden => "it is hidden",
            Self::TakenDown => "it is taken down",
            Self::Pruned => "its source no longer has it",
        }
    }
}
