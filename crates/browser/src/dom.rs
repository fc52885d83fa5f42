//! HTML parsed by the browser into an inert tree: no script of it runs, no picture of it loads.

use crate::urls::BrowserUrls;
use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, Node, SupportedType};
use wire::HtmlContent;
use wire::html::{Dom, NodeKind};
use wire::ingest::{HtmlContext, HtmlReader};

const HTML_NAMESPACE: &str = "http://www.w3.org/1999/xhtml";

/// Reads HTML by the browser's own `DOMParser`.
pub struct BrowserHtml;

impl HtmlReader for BrowserHtml {
    fn read(&self, html: &str, context: &HtmlContext<'_>) -> HtmlContent {
        let mut dropped = Vec::new();
        let mut page = String::from(wire::html::PROLOGUE);
        page.push_str(wire::html::within_bytes(html, &mut dropped));
        let body = DomParser::new()
            .and_then(|parser| parser.parse_from_string(&page, SupportedType::TextHtml))
            .ok()
            .and_then(|document| document.body());
        let mut content = match body {
            Some(body) => wire::html::read(&InertTree, body.into(), context, &BrowserUrls),
            None => HtmlContent::default(),
        };
        content.dropped.extend(dropped);
        content
    }
}

/// A tree that `DOMParser` made.
struct InertTree;

impl Dom for InertTree {
    type Node = Node;

    fn kind(&self, node: &Node) -> NodeKind {
        match node.node_type() {
            Node::ELEMENT_NODE => {
                let element: &Element = node.unchecked_ref();
                if element.namespace_uri().as_deref() == Some(HTML_NAMESPACE) {
                    NodeKind::Element(element.local_name())
                } else {
                    NodeKind::Foreign
                }
            }
            Node::TEXT_NODE => NodeKind::Text(node.node_value().unwrap_or_default()),
            _ => NodeKind::Other,
        }
    }

    fn first_child(&self, node: &Node) -> Option<Node> {
        node.first_child()
    }

    fn next_sibling(&self, node: &Node) -> Option<Node> {
        node.next_sibling()
    }

    fn has_attributes(&self, node: &Node) -> bool {
        node.unchecked_ref::<Element>().has_attributes()
    }

    fn attribute(&self, node: &Node, name: &str) -> Option<String> {
        node.unchecked_ref::<Element>().get_attribute(name)
    }
}
