//! The fields of a feed or of one of its items that are read apart from `feed-rs`.

use super::repair::Kind;
use crate::xml::{Attribute, attributes, text_of, value_of};
use std::borrow::Cow;

/// The vocabulary that an element is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS's own, in whatever version, and elements without any.
    Rss,
    Atom,
    Content,
    DublinCore,
    Media,
    /// Podcasts': nothing in it is for a reader of news.
    Podcast,
    Rdf,
    Other,
}

impl Space {
    /// The vocabulary of a namespace's address.
    pub fn of(uri: &str) -> Self {
        match uri.trim_end_matches('/') {
            "http://purl.org/rss/1.0"
            | "http://my.netscape.com/rdf/simple/0.9"
            | "http://backend.userland.com/rss2" => Self::Rss,
            "http://www.w3.org/2005/Atom" | "http://purl.org/atom/ns#" => Self::Atom,
            "http://purl.org/rss/1.0/modules/content" => Self::Content,
            "http://purl.org/dc/elements/1.1" | "http://purl.org/dc/terms" => Self::DublinCore,
            "http://search.yahoo.com/mrss" => Self::Media,
            "http://www.itunes.com/dtds/podcast-1.0.dtd" | "https://podcastindex.org/namespace/1.0" => Self::Podcast,
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#" => Self::Rdf,
            _ => Self::Other,
        }
    }

    /// The vocabulary that everyone writes `prefix` for, where a feed forgets to declare it.
    pub fn by_custom(prefix: &str) -> Self {
        match prefix {
            "atom" | "atom10" => Self::Atom,
            "content" => Self::Content,
            "dc" | "dcterms" => Self::DublinCore,
            "media" => Self::Media,
            "itunes" | "podcast" | "googleplay" => Self::Podcast,
            "rdf" => Self::Rdf,
            _ => Self::Other,
        }
    }
}

/// One element with what is in it.
#[derive(Clone, Debug)]
pub(super) struct Field<'a> {
    pub space: Space,
    /// Its name without a prefix.
    pub name: &'a str,
    /// Its attributes, as they stand.
    attributes: &'a str,
    /// What stands between its tags; `None` until its end tag has come.
    pub inner: Option<&'a str>,
    /// Whether elements stand in it.
    pub has_elements: bool,
    /// Whether `feed-rs` is given it too.
    pub is_handed_on: bool,
}

/// What the text of a field is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    Html,
    Plain,
}

impl<'a> Field<'a> {
    pub fn new(space: Space, name: &'a str, attributes: &'a str) -> Self {
        Self { space, name, attributes, inner: None, has_elements: false, is_handed_on: false }
    }

    /// Its text, trimmed; `None` where it is blank.
    pub fn text(&self) -> Option<Cow<'a, str>> {
        let trimmed = match text_of(self.inner?) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        Some(trimmed).filter(|text| !text.is_empty())
    }

    /// What it is written in, where it is an article's text or summary and holds nothing but characters:
    /// most of a feed's bytes, which `feed-rs` has nothing to add to.
    pub fn markup(&self, kind: Kind) -> Option<Markup> {
        if self.has_elements || self.inner.is_none() {
            return None;
        }
        match (kind, self.space, self.name) {
            (Kind::Rss | Kind::Rdf, Space::Rss, "description") => Some(Markup::Html),
            (Kind::Rss | Kind::Rdf, Space::Content, "encoded") => Some(Markup::Html),
            (Kind::Atom, Space::Atom, "content" | "summary") if self.attribute("src").is_none() => {
                match self.attribute("type").as_deref() {
                    None | Some("text" | "text/plain" | "plain") => Some(Markup::Plain),
                    Some("html" | "text/html") => Some(Markup::Html),
                    Some(_) => None,
                }
            }
            _ => None,
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        value_of(&self.attributes(), name)
    }

    /// All its attributes.
    pub fn attributes(&self) -> Vec<Attribute<'a>> {
        attributes(self.attributes)
    }
}

/// A feed or one of its items: its own attributes, and the fields in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Level<'a> {
    /// The attributes of the element itself, as they stand.
    attributes: &'a str,
    pub fields: Vec<Field<'a>>,
}

impl<'a> Level<'a> {
    pub fn new(attributes: &'a str) -> Self {
        Self { attributes, fields: Vec::new() }
    }

    /// The value of an attribute of the element itself.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        Field::new(Space::Other, "", self.attributes).attribute(name)
    }

    /// Its fields of one name.
    pub fn all<'b>(&'b self, space: Space, name: &'b str) -> impl Iterator<Item = &'b Field<'a>> {
        self.fields.iter().filter(move |field| field.space == space && field.name == name)
    }

    /// The text of the first of `names` that has one.
    pub fn text(&self, names: &[(Space, &str)]) -> Option<Cow<'a, str>> {
        names.iter().find_map(|(space, name)| self.all(*space, name).find_map(Field::text))
    }
}
