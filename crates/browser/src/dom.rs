//! HTML parsed by the browser into an inert tree: no script of it runs, no picture of it loads.

use crate::urls::BrowserUrls;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomParser, Element, Node};
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
        let body = parsed(&page).and_then(|document| document.body());
        let mut content = match body {
            Some(body) => wire::html::read(&InertTree, body.into(), context, &BrowserUrls),
            None => HtmlContent::default(),
        };
        content.dropped.extend(dropped);
        content
    }
}

fn parsed(page: &str) -> Option<Document> {
    let parser = DomParser::new().ok()?;
    let parse: Function = Reflect::get(&parser, &"parseFromString".into()).ok()?.dyn_into().ok()?;
    parse.call2(&parser, &inert(page), &"text/html".into()).ok()?.dyn_into().ok()
}

thread_local! {
    /// The policy by which a page that asks for trusted types lets this module have HTML parsed; no other code
    /// holds it, and what it is used for neither runs nor loads anything.
    static POLICY: Option<JsValue> = policy();
}

fn policy() -> Option<JsValue> {
    let types = Reflect::get(&js_sys::global(), &"trustedTypes".into()).ok().filter(JsValue::is_object)?;
    let as_it_is = Closure::<dyn Fn(JsValue) -> JsValue>::new(|html| html).into_js_value();
    let rules = Object::new();
    Reflect::set(&rules, &"createHTML".into(), &as_it_is).ok()?;
    let create: Function = Reflect::get(&types, &"createPolicy".into()).ok()?.dyn_into().ok()?;
    create.call2(&types, &"nashra-inert".into(), &rules).ok()
}

/// `html` as `DOMParser` takes it.
fn inert(html: &str) -> JsValue {
    let trusted = POLICY.with(|policy| {
        let policy = policy.as_ref()?;
        let create: Function = Reflect::get(policy, &"createHTML".into()).ok()?.dyn_into().ok()?;
        create.call1(policy, &html.into()).ok()
    });
    trusted.unwrap_or_else(|| html.into())
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
