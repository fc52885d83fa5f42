//! HTML to blocks: one algorithm over a small [`Dom`].
//!
//! The browser's own inert `DOMParser` tree implements [`Dom`] in the page; html5ever's tree does
//! natively. No raw HTML passes: what comes out is typed [`Block`]s.

use model::{Block, Image};

/// A parsed, inert tree of HTML.
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
    /// The first picture, where the body opens with one.
    pub opening_image: Option<Image>,
    /// What was dropped or cut, a phrase for each kind.
    pub dropped: Vec<&'static str>,
}
