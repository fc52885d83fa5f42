//! The pass itself. Its output is the input with edits; what is not edited is copied in long runs.

mod noting;
mod opening;

use super::tags::{Namespaces, rewritten};
use super::{Item, Kind, MAX_DEPTH, MAX_ITEMS, MAX_MENDED, Repair, Repaired};
use crate::feeds::fields::Level;
use crate::xml::{Reference, Tag, Token, Tokens, reference, split_name};
use memchr::memchr;
use std::ops::Range;

/// What an open element is to the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Root,
    Channel,
    Item,
    /// A child of one of these.
    Field,
    Inner,
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    role: Role,
    /// Which field of its level is noted for it.
    field: Option<usize>,
    /// Where its content begins.
    inner: usize,
    /// How long `xml` was before it.
    written: usize,
    /// How many namespaces were bound before it.
    bound: usize,
}

pub(super) struct Pass<'a> {
    text: &'a str,
    xml: String,
    /// What comes after here has not been copied to `xml` yet.
    copied: usize,
    open: Vec<Open<'a>>,
    /// How many elements were open where leaving out began.
    left_out: Option<usize>,
    /// How many elements are open that are too deep to be followed.
    below: usize,
    namespaces: Namespaces<'a>,
    kind: Kind,
    root: Range<usize>,
    root_level: Level<'a>,
    head: Level<'a>,
    items: Vec<Item<'a>>,
    in_item: bool,
    /// The length of `xml` after the last item or field that came whole.
    whole: usize,
    repairs: Vec<Repair>,
    /// How often something was mended.
    mended: usize,
}

impl<'a> Pass<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            xml: String::with_capacity(text.len() + 512),
            copied: 0,
            open: Vec::new(),
            left_out: None,
            below: 0,
            namespaces: Namespaces::default(),
            kind: Kind::Rss,
            root: 0..0,
            root_level: Level::default(),
            head: Level::default(),
            items: Vec::new(),
            in_item: false,
            whole: 0,
            repairs: Vec::new(),
            mended: 0,
        }
    }

    pub fn run(mut self) -> Option<Repaired<'a>> {
        let mut tokens = Tokens::new(self.text);
        self.open_root(&mut tokens)?;
        let is_complete = self.open.is_empty() || self.read(&mut tokens);
        if !is_complete {
            self.cut_to_whole();
        } else if tokens.any(|(_, token)| !matches!(token, Token::Other) && !is_blank(token)) {
            self.note("something stands after its end", "left out");
        }
        let end = ["</", self.root_name(), ">"].concat();
        Some(Repaired {
            kind: self.kind,
            xml: self.xml,
            root: self.root,
            end,
            root_level: self.root_level,
            head: self.head,
            items: self.items,
            repairs: self.repairs,
        })
    }

    fn root_name(&self) -> &str {
        let tag = &self.xml[self.root.clone()];
        tag[1..].split([' ', '>', '/', '\t', '\n', '\r']).next().unwrap_or("")
    }

    /// Reads up to the root's end; `false` where it does not come.
    fn read(&mut self, tokens: &mut Tokens<'a>) -> bool {
        for (range, token) in tokens.by_ref() {
            let after = range.end;
            match token {
                Token::Text(text) => self.text(range.start, text),
                // Nothing of it is for readers, and a declaration in the middle makes `feed-rs` panic.
                Token::Other if self.text[range.clone()].starts_with("<?") => self.replace(range, ""),
                Token::Verbatim(_) | Token::Other => {}
                Token::Doctype(_) => self.replace(range, ""),
                Token::Start(tag) => {
                    if !self.start(&range, tag) {
                        return false;
                    }
                }
                Token::End(name) => self.end_named(&range, name),
                Token::Cut => {
                    self.note("it is cut off", "what came whole is kept");
                    return false;
                }
            }
            if self.mended > MAX_MENDED {
                self.note("it has more than a million mistakes", "what came whole before is kept");
                return false;
            }
            if self.open.is_empty() {
                self.flush(after);
                return true;
            }
        }
        self.note("it is cut off", "what came whole is kept");
        false
    }

    fn note(&mut self, what: &'static str, done: &'static str) {
        self.mended += 1;
        let repair = Repair { what, done };
        if !self.repairs.contains(&repair) {
            self.repairs.push(repair);
        }
    }

    fn flush(&mut self, to: usize) {
        if self.left_out.is_none() && to > self.copied {
            self.xml.push_str(&self.text[self.copied..to]);
        }
        self.copied = self.copied.max(to);
    }

    fn replace(&mut self, range: Range<usize>, by: &str) {
        self.flush(range.start);
        if self.left_out.is_none() {
            self.xml.push_str(by);
        }
        self.copied = range.end;
    }

    /// Text: what is no XML in it is escaped or resolved.
    fn text(&mut self, start: usize, text: &str) {
        if text == "<" {
            self.note("it holds a bare < or &", "taken for itself");
            return self.replace(start..start + 1, "&lt;");
        }
        let mut at = 0;
        while let Some(found) = memchr(b'&', &text.as_bytes()[at..]).filter(|_| self.mended <= MAX_MENDED) {
            at += found;
            match reference(&text[at..]) {
                Reference::Known(length) => at += length,
                Reference::Foreign(length, characters) => {
                    self.note("it holds entities that XML does not know", "resolved as in HTML");
                    let characters = characters.replace('&', "&amp;").replace('<', "&lt;");
                    self.replace(start + at..start + at + length, &characters);
                    at += length;
                }
                Reference::Bare => {
                    self.note("it holds a bare < or &", "taken for itself");
                    self.replace(start + at..start + at + 1, "&amp;");
                    at += 1;
                }
            }
        }
    }

    /// A start tag; `false` where nothing more is read.
    fn start(&mut self, range: &Range<usize>, tag: Tag<'a>) -> bool {
        if self.below > 0 || self.open.len() > MAX_DEPTH {
            self.note("elements nested deeper than 128", "left out");
            self.flush(range.start);
            self.copied = range.end;
            self.below += usize::from(!tag.is_empty);
            return true;
        }
        let (_, name) = split_name(tag.name);
        let is_item = name == if self.kind == Kind::Atom { "entry" } else { "item" };
        if is_item && self.in_item && self.kind != Kind::Atom {
            let item = self.open.iter().rposition(|open| open.role == Role::Item).unwrap_or(0);
            // In what is left out, other vocabularies may have items of their own.
            if self.left_out.is_none() || self.open[item].name == tag.name {
                self.note("an item has no end", "it ends where the next begins");
                self.close_down_to(item, range.start);
            }
        }
        let role = match self.open.last().map_or(Role::Inner, |open| open.role) {
            Role::Root | Role::Channel if is_item => Role::Item,
            Role::Root if self.kind != Kind::Atom && name == "channel" => Role::Channel,
            Role::Root | Role::Channel | Role::Item => Role::Field,
            Role::Field | Role::Inner => Role::Inner,
        };
        self.flush(range.start);
        if role == Role::Item && self.items.len() >= MAX_ITEMS {
            self.note("it has more than 10,000 items", "the rest is left out");
            self.whole = self.xml.len();
            return false;
        }
        let bound = self.namespaces.len();
        let space = self.namespaces.bind(tag);
        if role == Role::Item {
            let item = Item { span: self.xml.len()..self.xml.len(), level: Level::new(tag.attributes) };
            self.items.push(item);
            self.in_item = true;
        } else if role == Role::Channel {
            self.head = Level::new(tag.attributes);
        }
        let (inner, written) = (range.end, self.xml.len());
        let field = self.note_field(role, space, name, tag);
        self.open.push(Open { name: tag.name, role, field, inner, written, bound });
        if self.left_out.is_none() && self.leaves_out(role, space, name, tag) {
            self.left_out = Some(self.open.len());
        }
        if self.left_out.is_none() {
            match rewritten(tag, role == Role::Field && self.kind == Kind::Atom, bound) {
                Some(written) => self.xml.push_str(&written),
                None => self.xml.extend(["<", tag.name, tag.attributes, ">"]),
            }
        }
        self.copied = range.end;
        if tag.is_empty {
            self.pop(range.end, range.end);
        } else if role == Role::Channel {
            self.whole = self.xml.len();
        }
        true
    }

    /// An end tag: it ends the nearest element of its name in the same item, and what is open within.
    fn end_named(&mut self, range: &Range<usize>, name: &str) {
        if self.below > 0 {
            let ends_item = self.open.iter().any(|open| open.role == Role::Item && open.name == name);
            self.below = if ends_item { 0 } else { self.below - 1 };
            if !ends_item {
                return self.replace(range.clone(), "");
            }
        }
        let reach = self.open.iter().rposition(|open| open.role == Role::Item && open.name != name).unwrap_or(0);
        let found = self.open[reach..].iter().rposition(|open| open.name == name).map(|at| at + reach);
        match found {
            Some(at) => {
                if at + 1 < self.open.len() {
                    self.note("its tags do not match", "closed where they have to be");
                    self.close_down_to(at + 1, range.start);
                }
                self.pop(range.start, range.end);
            }
            None => {
                self.note("its tags do not match", "closed where they have to be");
                self.replace(range.clone(), "");
            }
        }
    }

    /// Ends all open elements from the one at `depth` on.
    fn close_down_to(&mut self, depth: usize, at: usize) {
        while self.open.len() > depth {
            self.pop(at, at);
        }
    }

    /// Ends the innermost element, whose end tag stands at `at..after`.
    fn pop(&mut self, at: usize, after: usize) {
        let Some(ended) = self.open.pop() else { return };
        self.namespaces.unbind(ended.bound);
        let mut is_read_here = false;
        if let Some(field) = ended.field {
            let (kind, is_kept) = (self.kind, self.left_out.is_none());
            let is_of_item = self.in_item && ended.role == Role::Field;
            let inner = &self.text[ended.inner.min(at)..at];
            let field = &mut self.level().fields[field];
            field.inner = Some(inner);
            is_read_here = is_kept && is_of_item && field.markup(kind).is_some();
            field.is_handed_on = is_kept && !is_read_here;
        }
        if is_read_here {
            self.xml.truncate(ended.written);
        } else if self.left_out.is_none() {
            self.flush(at);
            self.xml.extend(["</", ended.name, ">"]);
        } else if self.left_out == Some(self.open.len() + 1) {
            self.left_out = None;
        }
        self.copied = self.copied.max(after);
        if ended.role == Role::Item {
            self.in_item = false;
            if let Some(item) = self.items.last_mut() {
                item.span.end = self.xml.len();
            }
        }
        if ended.role == Role::Item || ended.role == Role::Channel || ended.role == Role::Field && !self.in_item {
            self.whole = self.xml.len();
        }
    }

    /// Drops what did not come whole, and ends what is open around it.
    fn cut_to_whole(&mut self) {
        self.xml.truncate(self.whole);
        if self.in_item && self.open.iter().any(|open| open.role == Role::Item) {
            self.items.pop();
        }
        for open in self.open.iter().rev().filter(|open| matches!(open.role, Role::Root | Role::Channel)) {
            self.xml.extend(["</", open.name, ">"]);
        }
        self.head.fields.retain(|field| field.inner.is_some());
    }
}

fn is_blank(token: Token<'_>) -> bool {
    match token {
        Token::Text(text) | Token::Verbatim(text) => text.trim_matches(['\u{FEFF}', '\u{FFFD}']).trim().is_empty(),
        _ => false,
    }
}
