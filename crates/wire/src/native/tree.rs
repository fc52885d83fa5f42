//! The tree that html5ever builds: nodes in one arena, so that nothing recurses when it is dropped.

use crate::html::{Dom, NodeKind};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The place of a node in its [`Tree`].
pub type NodeId = usize;

const DOCUMENT: NodeId = 0;

/// A parsed, inert document.
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Above everything.
    pub(crate) const DOCUMENT: NodeId = DOCUMENT;

    /// The text directly in an element: all there is in a `title` or `script`.
    pub(crate) fn text_of(&self, element: NodeId) -> String {
        let mut text = String::new();
        let mut next = self.nodes[element].first_child;
        while let Some(node) = next {
            if let Data::Text(words) = &self.nodes[node].data {
                text.push_str(words);
            }
            next = self.nodes[node].next;
        }
        text
    }

    /// The name and attributes of an HTML element.
    pub(super) fn element(&self, node: NodeId) -> Option<(&str, &[Attribute])> {
        match &self.nodes[node].data {
            Data::Element { name, attributes, .. } if name.ns == ns!(html) => Some((&name.local, attributes)),
            _ => None,
        }
    }

    /// A text node's words.
    pub(super) fn words(&self, node: NodeId) -> Option<&str> {
        match &self.nodes[node].data {
            Data::Text(words) => Some(words),
            _ => None,
        }
    }

    /// The `body`, or the document where it has none.
    pub fn body(&self) -> NodeId {
        let children = |id: NodeId| std::iter::successors(self.nodes[id].first_child, |id| self.nodes[*id].next);
        children(DOCUMENT).flat_map(children).find(|id| self.nodes[*id].is_html("body")).unwrap_or(DOCUMENT)
    }
}

impl Dom for Tree {
    type Node = NodeId;

    fn kind(&self, node: &NodeId) -> NodeKind {
        match &self.nodes[*node].data {
            Data::Element { name, .. } if name.ns == ns!(html) => NodeKind::Element(name.local.to_string()),
            Data::Element { .. } => NodeKind::Foreign,
            Data::Text(text) => NodeKind::Text(text.clone()),
            Data::Other => NodeKind::Other,
        }
    }

    fn first_child(&self, node: &NodeId) -> Option<NodeId> {
        self.nodes[*node].first_child
    }

    fn next_sibling(&self, node: &NodeId) -> Option<NodeId> {
        self.nodes[*node].next
    }

    fn attribute(&self, node: &NodeId, name: &str) -> Option<String> {
        let Data::Element { attributes, .. } = &self.nodes[*node].data else { return None };
        let found = attributes.iter().find(|a| a.name.ns == ns!() && *a.name.local == *name);
        found.map(|attribute| attribute.value.to_string())
    }

    fn has_attributes(&self, node: &NodeId) -> bool {
        matches!(&self.nodes[*node].data, Data::Element { attributes, .. } if !attributes.is_empty())
    }
}

struct Node {
    data: Data,
    /// Its distance from the document when it was last inserted.
    depth: usize,
    parent: Option<NodeId>,
    first_child: Option<NodeId>,
    last_child: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
}

enum Data {
    Element { name: Rc<QualName>, attributes: Vec<Attribute>, contents: Option<NodeId>, integration: bool },
    Text(String),
    Other,
}

impl Node {
    fn new(data: Data) -> Self {
        Self { data, depth: 0, parent: None, first_child: None, last_child: None, previous: None, next: None }
    }

    fn is_html(&self, local: &str) -> bool {
        matches!(&self.data, Data::Element { name, .. } if name.ns == ns!(html) && *name.local == *local)
    }
}

/// A node as html5ever's tree builder holds it; elements carry their name along.
#[derive(Clone)]
pub(super) struct Handle {
    id: NodeId,
    name: Option<Rc<QualName>>,
}

/// Takes what html5ever's tree builder makes.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    unnamed: QualName,
    /// The depth at which the last node was inserted.
    pub depth: Cell<usize>,
}

impl Sink {
    pub fn new() -> Self {
        let document = Node::new(Data::Other);
        let unnamed = QualName::new(None, ns!(), "".into());
        Self { nodes: RefCell::new(vec![document]), unnamed, depth: Cell::new(0) }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    fn create(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node::new(data));
        nodes.len() - 1
    }

    /// Inserts at the end of `parent`, or before one of its children. Text joins the text it follows.
    fn insert(&self, parent: NodeId, before: Option<NodeId>, child: NodeOrText<Handle>) {
        let previous = match before {
            Some(sibling) => self.nodes.borrow()[sibling].previous,
            None => self.nodes.borrow()[parent].last_child,
        };
        let child = match child {
            NodeOrText::AppendNode(handle) => handle.id,
            NodeOrText::AppendText(text) => {
                if let Some(previous) = previous
                    && let Data::Text(last) = &mut self.nodes.borrow_mut()[previous].data
                {
                    return last.push_str(&text);
                }
                self.create(Data::Text(text.to_string()))
            }
        };
        self.detach(child);
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        self.depth.set(depth);
        let previous = match before {
            Some(sibling) => nodes[sibling].previous,
            None => nodes[parent].last_child,
        };
        let node = &mut nodes[child];
        (node.parent, node.previous, node.next, node.depth) = (Some(parent), previous, before, depth);
        match previous {
            Some(previous) => nodes[previous].next = Some(child),
            None => nodes[parent].first_child = Some(child),
        }
        match before {
            Some(sibling) => nodes[sibling].previous = Some(child),
            None => nodes[parent].last_child = Some(child),
        }
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(parent) = nodes[id].parent.take() else { return };
        let (previous, next) = (nodes[id].previous.take(), nodes[id].next.take());
        match previous {
            Some(previous) => nodes[previous].next = next,
            None => nodes[parent].first_child = next,
        }
        match next {
            Some(next) => nodes[next].previous = previous,
            None => nodes[parent].last_child = previous,
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: DOCUMENT, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        target.name.as_deref().unwrap_or(&self.unnamed)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let name = Rc::new(name);
        let contents = flags.template.then(|| self.create(Data::Other));
        let integration = flags.mathml_annotation_xml_integration_point;
        let id = self.create(Data::Element { name: name.clone(), attributes, contents, integration });
        Handle { id, name: Some(name) }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle { id: self.create(Data::Other), name: None }
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle { id: self.create(Data::Other), name: None }
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[element.id].parent;
        match parent {
            Some(parent) => self.insert(parent, Some(element.id), child),
            None => self.insert(previous.id, None, child),
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let id = match &self.nodes.borrow()[target.id].data {
            Data::Element { contents: Some(contents), .. } => *contents,
            _ => target.id,
        };
        Handle { id, name: None }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[sibling.id].parent;
        if let Some(parent) = parent {
            self.insert(parent, Some(sibling.id), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[target.id].data {
            for attribute in more {
                if attributes.iter().all(|present| present.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        loop {
            let child = self.nodes.borrow()[node.id].first_child;
            let Some(id) = child else { return };
            // Inserted by id alone: neighbouring texts stay two, as in browsers.
            self.insert(new_parent.id, None, NodeOrText::AppendNode(Handle { id, name: None }));
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &Handle) -> bool {
        matches!(&self.nodes.borrow()[target.id].data, Data::Element { integration: true, .. })
    }

    /// As in `DOMParser`: a `template` stays one.
    fn allow_declarative_shadow_roots(&self, _intended_parent: &Handle) -> bool {
        false
    }
}
