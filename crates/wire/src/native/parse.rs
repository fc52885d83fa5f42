//! html5ever, with its cost bounded.
//!
//! Its tree builder scans its stack of open elements for most tags, so deep nesting costs the
//! square of the depth; its tokenizer compares each attribute of a tag with all before it. Both are
//! bounded while tokenising, by a sink that stands between the two.

use super::tree::{Handle, Sink, Tree};
use crate::html::{CUT_DEPTH, CUT_NODES, MAX_DEPTH, MAX_NODES, PROLOGUE, prefix, read, within_bytes};
use crate::{HtmlContent, HtmlContext, HtmlReader};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use model::ResolveUrl;
use std::cell::Cell;

/// Start tags are dropped from this depth on: well below what is read, well above what browsers cap.
const DROP_DEPTH: usize = MAX_DEPTH + 64;

/// No more tokens are taken once the tree has this many nodes. A token can make several nodes, and
/// not every node is visited.
const TREE_NODES: usize = 4 * MAX_NODES;

/// How much the tokenizer is given at a time, in bytes.
const CHUNK: usize = 16 * 1024;

/// How many separators may pass without a token: a tag with more has thousands of attributes.
const SEPARATORS_IN_A_TOKEN: usize = 8 * 1024;

/// What [`HtmlContent::dropped`] says where a tag has thousands of attributes.
const CUT_ATTRIBUTES: &str = "everything after a tag with thousands of attributes";

/// [`HtmlReader`] over html5ever, parsing as a browser without scripting does.
pub struct NativeHtml<'a> {
    /// Resolves addresses.
    pub urls: &'a dyn ResolveUrl,
}

impl HtmlReader for NativeHtml<'_> {
    fn read(&self, html: &str, context: &HtmlContext<'_>) -> HtmlContent {
        let mut dropped = Vec::new();
        let tree = parse(PROLOGUE, within_bytes(html, &mut dropped), &mut dropped);
        let mut content = read(&tree, tree.body(), context, self.urls);
        dropped.retain(|what| !content.dropped.contains(what));
        content.dropped.append(&mut dropped);
        content
    }
}

/// Parses a whole page within the same bounds; what was cut is noted in `dropped`.
pub(crate) fn parse_page(html: &str, dropped: &mut Vec<&'static str>) -> Tree {
    let html = within_bytes(html, dropped);
    parse("", html, dropped)
}

/// Parses `html` as what follows `prologue` in a document.
fn parse(prologue: &str, html: &str, dropped: &mut Vec<&'static str>) -> Tree {
    let options = TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(Sink::new(), options);
    let tokenizer = Tokenizer::new(Bounded::new(builder), TokenizerOpts::default());
    let input = BufferQueue::default();
    feed(&tokenizer, &input, prologue);
    let (mut rest, mut separators) = (html, 0);
    while !rest.is_empty() {
        let chunk = prefix(rest, CHUNK);
        rest = &rest[chunk.len()..];
        let tokens = tokenizer.sink.tokens.get();
        feed(&tokenizer, &input, chunk);
        separators += chunk.bytes().filter(|byte| parts_attributes(*byte)).count();
        if tokenizer.sink.tokens.get() != tokens {
            separators = 0;
        } else if separators > SEPARATORS_IN_A_TOKEN {
            dropped.push(CUT_ATTRIBUTES);
            break;
        }
    }
    tokenizer.end();
    let Bounded { builder, cut, .. } = tokenizer.sink;
    dropped.extend(cut.get());
    builder.sink.finish()
}

/// Whether `byte` can stand between two attributes; base64, of which pictures in addresses are made,
/// has only few of these.
fn parts_attributes(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')
}

fn feed(tokenizer: &Tokenizer<Bounded>, input: &BufferQueue, html: &str) {
    input.push_back(StrTendril::from(html));
    // It pauses after each script and each `meta charset`, which mean nothing here.
    while !matches!(tokenizer.feed(input), TokenizerResult::Done) {}
}

/// Passes tokens on to the tree builder while the tree stays within bounds.
struct Bounded {
    builder: TreeBuilder<Handle, Sink>,
    /// How many tokens have come.
    tokens: Cell<usize>,
    /// How many start tags were dropped and not yet ended.
    below: Cell<usize>,
    cut: Cell<Option<&'static str>>,
}

impl Bounded {
    fn new(builder: TreeBuilder<Handle, Sink>) -> Self {
        Self { builder, tokens: Cell::new(0), below: Cell::new(0), cut: Cell::new(None) }
    }

    /// Whether a tag is too deep to be passed on.
    fn is_below(&self, tag: &Tag) -> bool {
        let (below, depth) = (self.below.get(), &self.builder.sink.depth);
        match tag.kind {
            TagKind::StartTag if depth.get() >= DROP_DEPTH => {
                self.cut.set(Some(CUT_DEPTH));
                self.below.set(below + usize::from(!is_void(&tag.name)));
                true
            }
            TagKind::StartTag => false,
            TagKind::EndTag if below > 0 => {
                self.below.set(below - 1);
                true
            }
            TagKind::EndTag => {
                // Exact again with the next node that is inserted.
                depth.set(depth.get().saturating_sub(1));
                false
            }
        }
    }
}

impl TokenSink for Bounded {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        self.tokens.set(self.tokens.get() + 1);
        if token != Token::EOFToken && self.builder.sink.len() > TREE_NODES {
            self.cut.set(Some(CUT_NODES));
            return TokenSinkResult::Continue;
        }
        match &token {
            Token::TagToken(tag) if self.is_below(tag) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

pub(super) fn is_void(name: &str) -> bool {
    matches!(name, "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source")
        || matches!(name, "track" | "wbr" | "param" | "frame" | "keygen" | "basefont" | "bgsound" | "image")
}
