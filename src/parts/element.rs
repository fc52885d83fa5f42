//! The one view type of the whole page: an element with a tag, attributes and children, as data.
//!
//! Leptos renders any type that implements [`Render`] and [`RenderHtml`]. Typed elements, one Rust
//! type for each combination of tag, attributes and children, are compiled once each; a page of
//! some forty parts is drawn here with a single one, which the reader's download is the smaller
//! for. It also never parses HTML (Leptos' own static subtrees do, by `template.innerHTML`), so a
//! site may forbid that by Trusted Types, and it can replace an element whose [`Element::key`]
//! changes instead of patching it.

use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::{CastFrom, Rndr, types};
pub use leptos::tachys::view::{Mountable, Render};
use leptos::tachys::view::{Position, PositionState, RenderHtml};
use std::borrow::Cow;
use wire::html::escape;

type Value = Cow<'static, str>;

/// An HTML element. Build one with [`element`].
///
/// A pointer, since pages pass elements by value hundreds of times: moving the fields themselves
/// took a fifth of the viewer's code.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    key: Option<String>,
    attributes: Vec<(&'static str, Value)>,
    children: Vec<Child>,
}

/// What stands inside an element.
pub enum Child {
    /// Another element.
    Element(Element),
    /// Text, escaped wherever it is written.
    Text(Value),
}

/// An element without attributes and children.
pub fn element(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, key: None, attributes: Vec::new(), children: Vec::new() }))
}

impl Element {
    /// Adds an attribute; a boolean one has the value `""`. Each name at most once.
    #[inline(never)]
    pub fn attribute(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.attributes.push((name, value.into()));
        self
    }

    /// Adds a boolean attribute where `present`.
    #[inline(never)]
    pub fn flag(self, name: &'static str, present: bool) -> Self {
        if present { self.attribute(name, "") } else { self }
    }

    /// Sets its classes.
    #[inline(never)]
    pub fn class(self, names: &'static str) -> Self {
        self.attribute("class", names)
    }

    /// Names it for tests and themes: `data-part`.
    #[inline(never)]
    pub fn part(self, name: &'static str) -> Self {
        self.attribute("data-part", name)
    }

    /// Makes it a new element, never the old one patched, when its key differs from the last.
    pub fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.to_owned());
        self
    }

    /// Appends a child. Text beside text becomes one, as a parser of the page makes it.
    pub fn child(self, child: impl Into<Child>) -> Self {
        self.append(child.into())
    }

    #[inline(never)]
    fn append(mut self, child: Child) -> Self {
        match (self.0.children.last_mut(), child) {
            (_, Child::Text(text)) if text.is_empty() => {}
            (Some(Child::Text(before)), Child::Text(text)) => before.to_mut().push_str(&text),
            (_, child) => self.0.children.push(child),
        }
        self
    }

    /// Puts a child before the others.
    pub fn opening_with(mut self, child: impl Into<Child>) -> Self {
        self.0.children.insert(0, child.into());
        self
    }

    /// Appends children: a list, or an `Option`.
    pub fn children<C: Into<Child>>(self, children: impl IntoIterator<Item = C>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// All its words, without markup.
    #[cfg(test)]
    pub(super) fn words(&self) -> String {
        let words = self.0.children.iter().map(|child| match child {
            Child::Element(element) => element.words(),
            Child::Text(text) => text.to_string(),
        });
        words.collect()
    }

    /// Draws over `there`, which a prerendered page has in its place: what is the same stays as it is, with its
    /// selection, its focus and its pictures; what differs is patched.
    pub fn adopt(self, there: types::Element) -> MountedElement {
        let Parts { tag, key, attributes, children } = *self.0;
        for (name, value) in &attributes {
            if there.get_attribute(name).as_deref() != Some(value) {
                Rndr::set_attribute(&there, name, value);
            }
        }
        let mut next = Rndr::first_child(&there);
        let children = children.into_iter().map(|child| adopt_child(&there, child, &mut next)).collect();
        while let Some(left_over) = next {
            next = Rndr::next_sibling(&left_over);
            Rndr::remove(&left_over);
        }
        MountedElement { node: there, tag, key, attributes, children }
    }

    fn replaces(&self, mounted: &MountedElement) -> bool {
        self.0.tag != mounted.tag || self.0.key != mounted.key
    }
}

impl From<Element> for Child {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<&'static str> for Child {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Child {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// An element in the document, with what it was last drawn with.
pub struct MountedElement {
    node: types::Element,
    tag: &'static str,
    key: Option<String>,
    attributes: Vec<(&'static str, Value)>,
    children: Vec<MountedChild>,
}

enum MountedChild {
    Element(MountedElement),
    Text(types::Text, Value),
}

impl Render for Element {
    type State = MountedElement;

    fn build(self) -> MountedElement {
        let Parts { tag, key, attributes, children } = *self.0;
        let node = Rndr::create_element(tag, None);
        for (name, value) in &attributes {
            Rndr::set_attribute(&node, name, value);
        }
        let children = children.into_iter().map(|child| build_into(&node, child)).collect();
        MountedElement { node, tag, key, attributes, children }
    }

    fn rebuild(self, state: &mut MountedElement) {
        if self.replaces(state) {
            let mut fresh = self.build();
            state.insert_before_this(&mut fresh);
            state.unmount();
            *state = fresh;
            return;
        }
        let Parts { attributes, children, .. } = *self.0;
        patch_attributes(&state.node, &state.attributes, &attributes);
        state.attributes = attributes;
        let mut children = children.into_iter();
        let mut kept = 0;
        for (mounted, child) in state.children.iter_mut().zip(children.by_ref()) {
            patch_child(&state.node, mounted, child);
            kept += 1;
        }
        for gone in state.children.drain(kept..) {
            gone.remove();
        }
        state.children.extend(children.map(|child| build_into(&state.node, child)));
    }
}

/// Draws `child` over `next`, where that is of its kind, else before it; `next` moves on past what is used.
fn adopt_child(parent: &types::Element, child: Child, next: &mut Option<types::Node>) -> MountedChild {
    let there = next.clone();
    let child = match (child, there) {
        (Child::Element(element), Some(there)) => match types::Element::cast_from(there.clone()) {
            Some(same) if same.tag_name().eq_ignore_ascii_case(element.0.tag) => {
                *next = Rndr::next_sibling(&there);
                return MountedChild::Element(element.adopt(same));
            }
            _ => Child::Element(element),
        },
        (Child::Text(text), Some(there)) => match types::Text::cast_from(there.clone()) {
            Some(same) => {
                *next = Rndr::next_sibling(&there);
                if there.text_content().as_deref() != Some(&text) {
                    Rndr::set_text(&same, &text);
                }
                return MountedChild::Text(same, text);
            }
            None => Child::Text(text),
        },
        (child, None) => child,
    };
    let child = build_child(child);
    Rndr::insert_node(parent, child.node(), next.as_ref());
    child
}

fn build_into(parent: &types::Element, child: Child) -> MountedChild {
    let child = build_child(child);
    Rndr::insert_node(parent, child.node(), None);
    child
}

fn build_child(child: Child) -> MountedChild {
    match child {
        Child::Element(element) => MountedChild::Element(element.build()),
        Child::Text(text) => MountedChild::Text(Rndr::create_text_node(&text), text),
    }
}

fn patch_attributes(node: &types::Element, old: &[(&'static str, Value)], new: &[(&'static str, Value)]) {
    for (name, value) in new {
        if !old.iter().any(|(old_name, old_value)| old_name == name && old_value == value) {
            Rndr::set_attribute(node, name, value);
        }
    }
    for (name, _) in old {
        if !new.iter().any(|(new_name, _)| new_name == name) {
            Rndr::remove_attribute(node, name);
        }
    }
}

fn patch_child(parent: &types::Element, mounted: &mut MountedChild, child: Child) {
    match (&mut *mounted, child) {
        (MountedChild::Element(state), Child::Element(element)) => element.rebuild(state),
        (MountedChild::Text(node, old), Child::Text(text)) => {
            if *old != text {
                Rndr::set_text(node, &text);
                *old = text;
            }
        }
        (_, child) => {
            let fresh = build_child(child);
            Rndr::insert_node(parent, fresh.node(), Some(mounted.node()));
            std::mem::replace(mounted, fresh).remove();
        }
    }
}

impl MountedChild {
    fn node(&self) -> &types::Node {
        match self {
            Self::Element(element) => &element.node,
            Self::Text(text, _) => text,
        }
    }

    fn remove(self) {
        Rndr::remove(self.node());
    }
}

impl Mountable for MountedElement {
    fn unmount(&mut self) {
        Rndr::remove(&self.node);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.node.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.node.clone()]
    }
}

no_attrs!(Element);

impl RenderHtml for Element {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attributes: Vec<AnyAttribute>,
    ) {
        write_html(&self.0, html);
        *position = Position::NextChild;
    }

    /// Draws anew: the viewer takes a prerendered page over by [`Element::adopt`].
    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> MountedElement {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// Elements that have no end tag. (HTML, 13.1.2, of those in use here.)
const VOID: [&str; 6] = ["br", "hr", "img", "input", "col", "wbr"];

fn write_html(element: &Parts, html: &mut String) {
    html.push('<');
    html.push_str(element.tag);
    for (name, value) in &element.attributes {
        html.push(' ');
        html.push_str(name);
        if !value.is_empty() {
            html.push_str("=\"");
            escape(value, html);
            html.push('"');
        }
    }
    html.push('>');
    if VOID.contains(&element.tag) {
        return;
    }
    // A parser drops the first line feed of a `pre`.
    if element.tag == "pre" {
        html.push('\n');
    }
    for child in &element.children {
        match child {
            Child::Element(element) => write_html(&element.0, html),
            Child::Text(text) => escape(text, html),
        }
    }
    html.push_str("</");
    html.push_str(element.tag);
    html.push('>');
}
