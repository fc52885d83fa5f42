//! HTML to blocks: one algorithm over a small [`Dom`].
//!
//! The browser's own inert `DOMParser` tree implements [`Dom`] in the page; html5ever's tree does
//! natively. No raw HTML passes: what comes out is typed [`Block`]s. Nothing recurses on the input:
//! [`read`] keeps its own stack, and what it builds nests no deeper than the model allows.
//!
//! Both parsers are given [`PROLOGUE`] and then the fragment, so that a fragment which opens with a
//! style sheet, a comment or `<noscript>` still starts inside `body`, in standards mode.

mod blocks;
mod compose;
mod element;
mod embed;
mod frame;
mod line;
mod picture;
mod walk;

use crate::HtmlContext;
use model::{Block, Image, ResolveUrl};

/// What stands before every fragment that is given to a parser.
pub const PROLOGUE: &str = "<!DOCTYPE html><body>";

/// Appends `text` so that it reads as itself in HTML: in text, and in an attribute between double quotes.
pub fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}

/// The longest HTML text that is parsed, in bytes; the rest is cut before parsing.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// How deep elements are followed, from `root`. Browsers flatten near 510, so this comes first.
pub const MAX_DEPTH: usize = 256;

/// How many nodes are visited; what comes after is dropped.
pub const MAX_NODES: usize = 50_000;

/// What [`HtmlContent::dropped`] says of a text longer than [`MAX_BYTES`].
pub const CUT_BYTES: &str = "everything after 2 MiB";

/// What [`HtmlContent::dropped`] says of elements deeper than [`MAX_DEPTH`].
pub const CUT_DEPTH: &str = "elements nested deeper than 256";

/// What [`HtmlContent::dropped`] says of what comes after [`MAX_NODES`].
pub const CUT_NODES: &str = "everything after 50000 nodes";

/// A parsed, inert tree of HTML.
///
/// In a browser each question crosses into JavaScript, so there are few. `nodeName` alone answers
/// [`Dom::kind`]: it is upper case for HTML elements only, and `#text` for text.
pub trait Dom {
    /// A handle to a node; cheap to copy.
    type Node: Clone;

    /// What the node is.
    fn kind(&self, node: &Self::Node) -> NodeKind;

    /// Its first child. A `template`'s contents are not its children.
    fn first_child(&self, node: &Self::Node) -> Option<Self::Node>;

    /// Its next sibling.
    fn next_sibling(&self, node: &Self::Node) -> Option<Self::Node>;

    /// The value of an attribute of an element, by its lower-case name.
    fn attribute(&self, node: &Self::Node, name: &str) -> Option<String>;

    /// Whether an element has any attribute: one question that saves asking for each.
    fn has_attributes(&self, _node: &Self::Node) -> bool {
        true
    }
}

/// What a node of a [`Dom`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// An HTML element, by its lower-case local name.
    Element(String),
    /// An SVG or MathML element.
    Foreign,
    /// Text.
    Text(String),
    /// A comment, a doctype, a document.
    Other,
}

/// What an HTML text came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HtmlContent {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// The first picture, where the body opens with one; it stays among `blocks` too.
    pub opening_image: Option<Image>,
    /// What was dropped or cut, a phrase for each kind.
    pub dropped: Vec<&'static str>,
}

/// The blocks of everything inside `root` (the parser's `body`).
///
/// Broken input is normal: there is no error, and what was left out is in
/// [`HtmlContent::dropped`].
pub fn read<D: Dom>(dom: &D, root: D::Node, context: &HtmlContext<'_>, urls: &dyn ResolveUrl) -> HtmlContent {
    walk::Walk::new(dom, context, urls).run(&root)
}

/// The beginning of `html` that is parsed: at most [`MAX_BYTES`], cut between characters. What is
/// cut is noted in `dropped`.
pub fn within_bytes<'a>(html: &'a str, dropped: &mut Vec<&'static str>) -> &'a str {
    if html.len() <= MAX_BYTES {
        return html;
    }
    dropped.push(CUT_BYTES);
    prefix(html, MAX_BYTES)
}

/// At most the first `bytes` of `text`, cut between characters.
pub(crate) fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
