//! What stands in a page's tree, found in one walk.

use crate::html::{Dom, NodeKind};
use crate::native::{NodeId, Tree, parse_page};

/// How many `meta` elements, scripts of linked data and links to feeds are kept, of each.
const MOST: usize = 500;

/// A page and what it says of itself.
pub(super) struct Contents {
    pub tree: Tree,
    pub language: Option<String>,
    pub title: Option<String>,
    pub base: Option<String>,
    pub canonical: Option<String>,
    pub feeds: Vec<FeedLink>,
    /// The texts of `script type="application/ld+json"`.
    pub linked_data: Vec<String>,
    /// What was dropped while parsing.
    pub dropped: Vec<&'static str>,
    /// By lower-case name or property.
    meta: Vec<(String, String)>,
}

/// A link to a feed.
pub(super) struct FeedLink {
    pub title: Option<String>,
    pub href: String,
}

impl Contents {
    /// Parses a page, within the bounds of [`crate::native::NativeHtml`].
    pub fn of(html: &str) -> Self {
        let mut dropped = Vec::new();
        let tree = parse_page(html, &mut dropped);
        let mut contents = Self {
            tree,
            language: None,
            title: None,
            base: None,
            canonical: None,
            feeds: Vec::new(),
            linked_data: Vec::new(),
            dropped,
            meta: Vec::new(),
        };
        contents.walk();
        contents
    }

    /// The content of the `meta` of this name or property.
    pub fn meta(&self, name: &str) -> Option<&str> {
        self.meta.iter().find(|(own, _)| own == name).map(|(_, content)| content.as_str())
    }

    /// The contents of all `meta` of this name or property.
    pub fn all_meta<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.meta.iter().filter(move |(own, _)| own == name).map(|(_, content)| content.as_str())
    }

    fn walk(&mut self) {
        let mut next = self.tree.first_child(&Tree::DOCUMENT);
        let mut parents: Vec<NodeId> = Vec::new();
        while let Some(node) = next {
            if let NodeKind::Element(name) = self.tree.kind(&node) {
                self.look_at(node, &name);
            }
            next = self.tree.first_child(&node).inspect(|_| parents.push(node));
            let mut ended = node;
            while next.is_none() {
                next = self.tree.next_sibling(&ended);
                if next.is_none() {
                    let Some(parent) = parents.pop() else { return };
                    ended = parent;
                }
            }
        }
    }

    fn look_at(&mut self, node: NodeId, name: &str) {
        let attribute = |name: &str| self.tree.attribute(&node, name).map(|value| value.trim().to_owned());
        let keep = |found: &mut Option<String>, value: Option<String>| {
            if found.is_none() {
                *found = value.filter(|value| !value.is_empty());
            }
        };
        match name {
            "html" => self.language = attribute("lang").or_else(|| attribute("xml:lang")).filter(|tag| !tag.is_empty()),
            "title" => {
                let text = self.tree.text_of(node);
                keep(&mut self.title, Some(text.trim().to_owned()));
            }
            "base" => {
                let href = attribute("href");
                keep(&mut self.base, href);
            }
            "meta" if self.meta.len() < MOST => {
                let names = ["property", "name", "itemprop", "http-equiv"].map(attribute);
                if let Some(content) = attribute("content").filter(|content| !content.is_empty()) {
                    let named = names.into_iter().flatten().filter(|name| !name.is_empty());
                    self.meta.extend(named.map(|name| (name.to_ascii_lowercase(), content.clone())));
                }
            }
            "link" => {
                let relations = attribute("rel").unwrap_or_default().to_ascii_lowercase();
                let has = |relation: &str| relations.split_whitespace().any(|own| own == relation);
                let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
                let is_feed =
                    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"]
                        .contains(&kind.as_str());
                if has("canonical") {
                    let href = attribute("href");
                    keep(&mut self.canonical, href);
                } else if has("alternate") && is_feed && self.feeds.len() < MOST {
                    let title = attribute("title").filter(|title| !title.is_empty());
                    let link = attribute("href").filter(|href| !href.is_empty()).map(|href| FeedLink { title, href });
                    self.feeds.extend(link);
                }
            }
            "script" if self.linked_data.len() < MOST => {
                let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
                if kind.split(';').next().unwrap_or("").trim() == "application/ld+json" {
                    self.linked_data.push(self.tree.text_of(node));
                }
            }
            _ => {}
        }
    }
}
