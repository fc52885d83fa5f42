//! An article as an edition carries it.

use crate::{ArticleId, Block, Headline, Image, Lang, Moment, SafeUrl, SectionSlug, Text};
use serde::{Deserialize, Serialize};

/// One article: everything its page and its file show, and nothing of the rest of the edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Article {
    /// Its name in URLs, for ever.
    pub id: ArticleId,
    /// Counts the versions of it that this edition has published, from 1.
    pub rev: u32,
    /// Its headline here; missing where the source has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// What stands under the headline: a summary in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<Text>,
    /// Its section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<SectionRef>,
    /// Where it was written: "دمشق".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Text>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<Text>,
    /// When it was first published, by its publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Moment>,
    /// When it was last changed, where that is later: its publisher's own date, else when this
    /// edition found it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Moment>,
    /// Its language, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
    /// The picture shown with its headline, when the body does not open with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Its body.
    pub blocks: Vec<Block>,
    /// Where it came from; missing for the site's own articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Original>,
    /// Others that published the same text: word for word, or lightly edited with nothing added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_published: Vec<Original>,
    /// What the publisher lets this edition do.
    #[serde(default, skip_serializing_if = "Rights::is_default")]
    pub rights: Rights,
    /// What this edition has put right in it since, in order of date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// Subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Text>,
    /// How many words its body has.
    pub words: u32,
    /// What other publishers wrote on the same event, the nearest first, at most six: articles that
    /// were here before it, one of each publisher, without standfirst and picture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_story: Vec<Headline>,
    /// Earlier articles on its subject, the nearest first, at most six; none that is the same story.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<RelatedStory>,
    /// The headline page of its section's chain that holds its headline, counted from the oldest,
    /// from 1: where its neighbours are. Missing without a section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline_page: Option<u32>,
}

/// Something put right in an article, as the edition tells its readers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Correction {
    /// When it was put right.
    pub date: Moment,
    /// What was wrong and what is right.
    pub text: Text,
}

/// A section's slug and name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SectionRef {
    /// Its name in URLs.
    pub slug: SectionSlug,
    /// Its name on the page.
    pub name: Text,
}

/// Where a republished article came from: the content of its attribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Original {
    /// Its title there.
    pub title: Text,
    /// Who published it.
    pub publisher: Publisher,
    /// Its own page; missing where the format has none (a URN, a plain capture).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<SafeUrl>,
    /// Who wrote it, as the source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Text>,
    /// When it was published there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Moment>,
    /// When this copy was taken.
    pub fetched: Moment,
    /// Its language there, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
}

/// Who published an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Publisher {
    /// Its name, or its host where it is known by nothing else.
    pub name: Text,
    /// Its site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SafeUrl>,
}

/// What a publisher lets an edition do with its articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rights {
    /// How much of the text may be shown.
    pub body: BodyRights,
    /// Which page search engines should name.
    pub canonical: Canonical,
    /// Whether search engines may list the copy.
    pub index: bool,
    /// What may be done with its pictures.
    pub images: ImageRights,
    /// The publisher's own words, shown with the attribution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Text>,
}

impl Rights {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How much of an article's text may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum BodyRights {
    /// All of it.
    #[default]
    Full,
    /// Its beginning, with a link to the rest.
    Excerpt,
}

/// Which page is the article's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Canonical {
    /// The original publisher's.
    #[default]
    Original,
    /// The edition's.
    #[serde(rename = "self")]
    Own,
}

/// What may be done with an article's pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ImageRights {
    /// Copied to the site's own `media/`.
    Mirror,
    /// Shown from where they are.
    #[default]
    Link,
    /// Not shown.
    None,
}

/// An earlier article on the same subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RelatedStory {
    /// The article; missing where a source only tells that there is one (a capture's labels).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ArticleId>,
    /// Its headline, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Its section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<SectionRef>,
}

/// The article before or after another in its section, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Which article.
    pub id: ArticleId,
    /// Its headline.
    pub title: Option<Text>,
}
