//! Start tags in a form that strict parsers take, and the namespaces that they declare.

use super::{Kind, Repair};
use crate::feeds::fields::Space;
use crate::xml::{Attribute, Tag, attributes, is_clean, normalised, split_name};

/// How many namespaces may be bound at a time: each element is compared with all of them, and
/// `feed-rs` refuses more than 128.
const MAX_BOUND: usize = 100;

/// The vocabularies that feeds use without saying so, by the prefix that everyone gives them.
const CUSTOMARY: [(&str, &str); 3] = [
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("atom", "http://www.w3.org/2005/Atom"),
];

/// The prefixes that are bound where the pass stands.
#[derive(Default)]
pub(super) struct Namespaces<'a> {
    bound: Vec<(&'a str, Space)>,
}

impl<'a> Namespaces<'a> {
    pub fn len(&self) -> usize {
        self.bound.len()
    }

    pub fn unbind(&mut self, to: usize) {
        self.bound.truncate(to);
    }

    /// Binds what the root declares. Its own vocabulary is what it says by its name.
    pub fn bind_root(&mut self, tag: Tag<'a>, kind: Kind) {
        self.bind(tag);
        let own = if kind == Kind::Atom { Space::Atom } else { Space::Rss };
        self.bound.retain(|(prefix, _)| !prefix.is_empty());
        self.bound.push(("", own));
    }

    /// Binds what a tag declares, and gives the vocabulary of its own name.
    pub fn bind(&mut self, tag: Tag<'a>) -> Space {
        if !tag.attributes.is_empty() && tag.attributes.contains("xmlns") {
            for attribute in attributes(tag.attributes) {
                let prefix = match attribute.name {
                    "xmlns" => Some(""),
                    name => name.strip_prefix("xmlns:"),
                };
                if let Some(prefix) = prefix.filter(|_| self.bound.len() < MAX_BOUND) {
                    self.bound.push((prefix, Space::of(&attribute.value())));
                }
            }
        }
        let (prefix, _) = split_name(tag.name);
        self.find(prefix).unwrap_or_else(|| Space::by_custom(prefix))
    }

    fn find(&self, prefix: &str) -> Option<Space> {
        self.bound.iter().rev().find(|(bound, _)| *bound == prefix).map(|(_, space)| *space)
    }
}

/// Writes the root's start tag: with a version and a vocabulary that `feed-rs` knows, and with what
/// feeds forget to declare.
pub(super) fn rewritten_root(tag: Tag<'_>, kind: Kind, xml: &mut String) -> Option<Repair> {
    let all = attributes(tag.attributes);
    let prefix = split_name(tag.name).0;
    let default = match kind {
        Kind::Rss => None,
        Kind::Rdf => Some("http://purl.org/rss/1.0/"),
        Kind::Atom => Some("http://www.w3.org/2005/Atom"),
    };
    xml.extend(["<", tag.name]);
    for attribute in &all {
        let is_replaced = matches!(attribute.name, "version" | "xmlns" | "xml:base");
        if !is_replaced && is_kept(attribute) {
            normalised(attribute.name, &attribute.value(), xml);
        }
    }
    if let Some(default) = default {
        normalised("xmlns", default, xml);
    }
    for (customary, uri) in CUSTOMARY.iter().chain(&[("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")]) {
        let declares = |attribute: &Attribute<'_>| attribute.name.strip_prefix("xmlns:") == Some(*customary);
        if !all.iter().any(declares) && (*customary != "rdf" || prefix == "rdf") {
            normalised(&["xmlns:", customary].concat(), uri, xml);
        }
    }
    let version = all.iter().find(|attribute| attribute.name == "version").map(|attribute| attribute.value());
    if kind == Kind::Rss {
        normalised("version", "2.0", xml);
    }
    xml.push('>');
    let known = |version: &str| matches!(version.trim(), "2.0" | "0.91" | "0.92" | "0.93" | "0.94" | "2.0.1");
    match version {
        _ if kind != Kind::Rss => None,
        None => Some(Repair { what: "it names no version of RSS", done: "read as RSS 2.0" }),
        Some(version) if known(&version) => None,
        Some(_) => Some(Repair { what: "it names a version of RSS that nobody knows", done: "read as RSS 2.0" }),
    }
}

/// A start tag written anew; `None` where it can stay as it is, but for a `/` at its end. `is_text` for a field of Atom, whose
/// kinds of text have three names; `bound` namespaces are bound around it.
pub(super) fn rewritten(tag: Tag<'_>, is_text: bool, bound: usize) -> Option<String> {
    let (_, local) = split_name(tag.name);
    let is_plain_name = tag.name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_:.-".contains(&b));
    if is_plain_name && tag.attributes.is_empty() {
        return None;
    }
    let has_kind = is_text && tag.attributes.contains("type") && !matches!(local, "link" | "category");
    let is_declaring = tag.attributes.contains("xml:base") || tag.attributes.contains("xmlns");
    if !has_kind && !is_declaring && is_plain_name && is_clean(tag.attributes) {
        return None;
    }
    let mut written = String::from("<");
    written.push_str(tag.name);
    let mut bound = bound;
    for attribute in attributes(tag.attributes).iter().filter(|attribute| is_kept(attribute)) {
        if attribute.name.starts_with("xmlns") {
            bound += 1;
            if bound > MAX_BOUND {
                continue;
            }
        }
        let value = attribute.value();
        match attribute.name {
            "xml:base" => {}
            "src" if is_text => {}
            "type" if has_kind => {
                let kind = match value.trim().to_ascii_lowercase().as_str() {
                    "text" | "text/plain" | "plain" => "text",
                    "xhtml" | "application/xhtml+xml" => "xhtml",
                    _ => "html",
                };
                normalised("type", kind, &mut written);
            }
            name => normalised(name, &value, &mut written),
        }
    }

    written.push('>');
    Some(written)
}

/// What parsers refuse: reserved prefixes bound to something, prefixes bound to nothing.
fn is_kept(attribute: &Attribute<'_>) -> bool {
    match attribute.name.strip_prefix("xmlns:") {
        Some("xml" | "xmlns") => false,
        Some(_) => {
            let uri = attribute.value();
            !uri.is_empty()
                && !uri.starts_with("http://www.w3.org/XML/")
                && !uri.starts_with("http://www.w3.org/2000/xmlns")
        }
        None => true,
    }
}
