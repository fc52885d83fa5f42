//! One pass over a feed: what no strict parser takes is mended, what is made to cost is cut, and what
//! `feed-rs` leaves out is noted.

mod pass;
mod tags;

use super::fields::Level;
use std::ops::Range;

/// How deep elements may nest: Atom's XHTML goes 20 deep, and readers of media groups recurse.
const MAX_DEPTH: usize = 128;

/// How many items are read.
const MAX_ITEMS: usize = 10_000;

/// How many elements of an item, or of the feed beside its items, are read.
const MAX_FIELDS: usize = 500;

/// How much is mended: 16 MiB of nothing but mistakes take seconds.
const MAX_MENDED: usize = 1_000_000;

/// A family of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Rss,
    Rdf,
    Atom,
}

/// What was mended, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repair {
    pub what: &'static str,
    pub done: &'static str,
}

/// An item of a feed.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    /// Where it stands in [`Repaired::xml`].
    pub span: Range<usize>,
    pub level: Level<'a>,
}

/// A feed that a strict parser takes.
#[derive(Debug)]
pub(super) struct Repaired<'a> {
    pub kind: Kind,
    pub xml: String,
    /// Where the root's start tag stands in `xml`.
    pub root: Range<usize>,
    /// The root's end tag.
    pub end: String,
    /// The root's own attributes.
    pub root_level: Level<'a>,
    /// The feed itself: RSS's channel, Atom's root.
    pub head: Level<'a>,
    pub items: Vec<Item<'a>>,
    pub repairs: Vec<Repair>,
}

/// Mends `text`; `None` where it has no root of a feed, or is cut off before that ends.
pub(super) fn repair(text: &str) -> Option<Repaired<'_>> {
    pass::Pass::new(text).run()
}
