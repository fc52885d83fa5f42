//! A tree as HTML again, for a parser without bounds of its own.

use super::parse::is_void;
use super::tree::{NodeId, Tree};
use crate::html::{Dom, escape};

/// How many elements are written; a page of news has a few thousand.
const MAX_ELEMENTS: usize = 20_000;

impl Tree {
    /// The tree as HTML: without scripts, styles, drawings and comments, and no more than its first
    /// 20,000 elements.
    pub(crate) fn to_html(&self) -> String {
        let mut html = String::new();
        let (mut open, mut elements): (Vec<NodeId>, usize) = (Vec::new(), 0);
        let mut next = self.first_child(&Self::DOCUMENT);
        loop {
            let Some(node) = next else {
                let Some(ended) = open.pop() else { return html };
                if let Some((name, _)) = self.element(ended) {
                    html.extend(["</", name, ">"]);
                }
                next = self.next_sibling(&ended);
                continue;
            };
            next = self.next_sibling(&node);
            if let Some(words) = self.words(node) {
                escape(words, &mut html);
            }
            let Some((name, attributes)) = self.element(node) else { continue };
            if matches!(name, "script" | "style" | "template" | "plaintext" | "xmp" | "textarea")
                || elements >= MAX_ELEMENTS
            {
                continue;
            }
            elements += 1;
            html.extend(["<", name]);
            let is_embedding = matches!(name, "iframe" | "embed" | "object");
            for attribute in attributes {
                let name = &*attribute.name.local;
                let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_:.".contains(&b));
                if is_name && !(is_embedding && names_a_site_in_words(&attribute.value)) {
                    html.extend([" ", name, "=\""]);
                    escape(&attribute.value, &mut html);
                    html.push('"');
                }
            }
            html.push('>');
            if !is_void(name) {
                open.push(node);
                next = self.first_child(&node);
            }
        }
    }
}

/// Whether a site is named after words that are not of ASCII: «شاهد على youtube.com».
///
/// `dom_smoothie` 0.19 looks for sites of videos in all attributes of what is embedded, takes the bytes
/// before one for characters, and panics: the article would have no text.
fn names_a_site_in_words(value: &str) -> bool {
    let words = value.find(|c: char| !c.is_ascii()).map(|at| &value[at..]);
    words.is_some_and(|words| [".com", ".org", ".tv"].iter().any(|ending| words.contains(ending)))
}
