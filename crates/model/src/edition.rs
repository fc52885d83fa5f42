//! An edition: its site, its sections and its newest headlines.

use crate::{
    ArticleId, Block, Direction, Headline, IdError, Lang, LocaleDefaults, Moment, Publisher, SafeUrl, SectionSlug, Text,
};
use serde::{Deserialize, Serialize};

/// What opens first: small, and of the same size however old the archive is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edition {
    /// Whose edition it is.
    pub site: Site,
    /// When it was last changed.
    pub updated: Moment,
    /// How many articles it holds.
    pub total: u32,
    /// Its sections, in the order of the section bar.
    pub sections: Vec<SectionSummary>,
    /// The story on top of the front page; the newest where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Headline>,
    /// The newest 30 headlines, newest first.
    pub latest: Vec<Headline>,
    /// Where the older headlines are listed; missing when `latest` is all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<ChainRef>,
    /// The articles removed last, the newest removal first, at most 100: what a cache or a saved
    /// copy has to forget.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<ArticleId>,
}

/// A section as the section bar and its own page need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SectionSummary {
    /// Its name in URLs.
    pub slug: SectionSlug,
    /// Its name on the page.
    pub name: Text,
    /// How many articles it holds.
    pub count: u32,
    /// Where its older headlines are listed; missing when its `latest` file is all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<ChainRef>,
}

/// The directory of a chain of headline pages: `edition/chains/<name>.<hash>.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChainRef {
    /// The chain: `all` for the whole edition, else `section-<slug>`.
    pub name: String,
    /// The hash in the file name of its directory.
    pub hash: String,
}

/// One headline page of a chain: `edition/headlines/<chain>-<n>.<hash>.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeadlinePageRef {
    /// Its number, counted from the oldest, from 1.
    pub page: u32,
    /// How many headlines it holds, at most 100; fewer where some were removed.
    pub count: u32,
    /// The hash in its file name.
    pub hash: String,
}

/// Whose edition it is and how it presents itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Site {
    /// Its name, in the masthead.
    pub title: Text,
    /// What it is, in a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tagline: Option<Text>,
    /// The language of its articles unless they say otherwise.
    pub lang: Lang,
    /// The direction of its pages.
    pub dir: Direction,
    /// Who is answerable for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// What it says of what it republishes; our own words where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclaimer: Option<Text>,
    /// Its own address, without which no absolute link can be made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<SafeUrl>,
    /// Digits, months, calendar, time zone, interface language.
    pub locale: LocaleDefaults,
    /// Colours and measures that replace ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub theme: Vec<ThemeToken>,
    /// The sections that the operator named: they stand in the section bar of every page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionSlug>,
    /// The operator's own pages, in the footer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageLink>,
    /// Origins whose feeds the viewer may read directly: `https://example.org`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub direct_allow: Vec<String>,
}

/// A custom property of the theme: `--nashra-<name>: <value>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "(String, String)", into = "(String, String)")]
pub struct ThemeToken {
    name: String,
    value: String,
}

impl ThemeToken {
    /// A colour token: `name` of lower-case letters, digits and hyphens, `value` a hexadecimal
    /// colour (`#0a5`, `#00aa55`). Nothing else can be written, so nothing can leave its declaration.
    ///
    /// # Errors
    /// [`IdError`] for any other shape.
    pub fn new(name: &str, value: &str) -> Result<Self, IdError> {
        let valid_name = (1..=40).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let valid_value = value
            .strip_prefix('#')
            .is_some_and(|hex| matches!(hex.len(), 3 | 4 | 6 | 8) && hex.bytes().all(|b| b.is_ascii_hexdigit()));
        if valid_name && valid_value {
            Ok(Self { name: name.to_owned(), value: value.to_owned() })
        } else {
            Err(IdError)
        }
    }

    /// The property, without its `--nashra-`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its value.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl TryFrom<(String, String)> for ThemeToken {
    type Error = IdError;

    fn try_from((name, value): (String, String)) -> Result<Self, IdError> {
        Self::new(&name, &value)
    }
}

impl From<ThemeToken> for (String, String) {
    fn from(token: ThemeToken) -> Self {
        (token.name, token.value)
    }
}

/// A link to one of the operator's own pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PageLink {
    /// Its name in URLs: `about` is at `/about/`.
    pub slug: SectionSlug,
    /// Its title.
    pub title: Text,
}

/// One of the operator's own pages: about, contact, privacy, corrections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OperatorPage {
    /// Its name in URLs.
    pub slug: SectionSlug,
    /// Its title.
    pub title: Text,
    /// Its body.
    pub blocks: Vec<Block>,
}

impl Edition {
    /// The section with this slug.
    pub fn section(&self, slug: &SectionSlug) -> Option<&SectionSummary> {
        self.sections.iter().find(|section| section.slug == *slug)
    }

    /// The headline of `id`, where it is among the lead and the newest.
    pub fn headline(&self, id: &ArticleId) -> Option<&Headline> {
        self.lead.iter().chain(&self.latest).find(|headline| headline.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_token_cannot_leave_its_declaration() {
        assert!(ThemeToken::new("accent", "#0a5").is_ok());
        for value in ["red;}body{display:none", "url(https://x)", "#12", "#xyz", "", "var(--a)"] {
            assert_eq!(ThemeToken::new("accent", value), Err(IdError), "{value}");
        }
        assert_eq!(ThemeToken::new("accent:red;--x", "#0a5"), Err(IdError));
    }
}
