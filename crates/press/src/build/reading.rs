//! From sources to offers: what each item is, as far as choosing between items needs it.

use crate::adopt::{self, Master};
use crate::archive::{Age, Why};
use crate::config::Config;
use crate::duplicates::{FoldedText, Sketch};
use crate::identity;
use crate::output::Digest;
use crate::related::publisher_hash;
use crate::sources::{Document, on_page};
use anyhow::{Context, Result};
use model::{Moment, Original, Problem, fold_key};
use rayon::prelude::*;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

/// What a source offers: an item, without its text.
pub(super) struct Offer {
    /// What identifies it.
    pub key: String,
    /// The number of its source.
    pub source: u32,
    /// Its source's name, and which of its items it is, for problems.
    pub source_name: Arc<str>,
    pub place: String,
    /// A digest of the item and of what the configuration says of its source.
    pub digest: Digest,
    /// A digest of the item.
    pub item: Digest,
    /// A digest of its folded text.
    pub text: Digest,
    /// A sketch of that text, where it is long enough to be someone's copy.
    pub sketch: Option<Sketch>,
    /// How new it is.
    pub age: Age,
    /// Its publisher's folded name.
    pub publisher: String,
    /// Whether the site published it itself.
    pub own: bool,
    /// When it was published.
    pub published: Option<i64>,
    /// What sorts it among the newest.
    pub date: i64,
    /// Whether it may be published.
    pub standing: Standing,
    /// When its embargo ends, in seconds since 1970, where that keeps it back.
    pub wake: Option<i64>,
    /// Its own addresses: for lists of the configuration that name it.
    pub address: Option<String>,
    /// What is odd about it, told where it is published.
    pub problems: Vec<Problem>,
    /// Where its text waits; empty where it is not needed.
    pub text_at: Span,
}

/// Whether an item may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It may.
    Fit,
    /// Not now, or not any more.
    Withheld(Why),
    /// Not as it is.
    Unfit(&'static str),
}

/// The offers of `document`, in its order, each with its master in JSON; and problems of items
/// that nothing identifies.
pub(super) fn offers_of(
    document: Document<'_>,
    source: u32,
    config: &Config,
    now: Moment,
) -> (Vec<(Offer, Vec<u8>)>, Vec<Problem>) {
    let Document { name, page, choice, ingested, .. } = document;
    let title = ingested.title;
    let source_name: Arc<str> = name.as_str().into();
    let read: Vec<_> = ingested
        .items
        .into_par_iter()
        .enumerate()
        .map(|(index, item)| {
            let master = Master {
                source: name.clone(),
                publisher: choice.publisher.clone(),
                source_title: title.clone(),
                section: choice.section.clone(),
                item,
            };
            let place = on_page(page, &format!("item {}", index + 1));
            offer_of(master, place, (source, source_name.clone()), config, now)
        })
        .collect();
    let mut problems = ingested.problems;
    let mut offers = Vec::with_capacity(read.len());
    for result in read {
        match result {
            Ok(offer) => offers.push(offer),
            Err(problem) => problems.push(problem),
        }
    }
    (offers, problems)
}

fn offer_of(
    master: Master,
    place: String,
    (source, source_name): (u32, Arc<str>),
    config: &Config,
    now: Moment,
) -> Result<(Offer, Vec<u8>), Problem> {
    let origin = master.origin(config);
    let Some(key) = identity::key_of(&master.item, origin.publisher.as_ref()) else {
        return Err(adopt::problem(&master.source, &place, "it has no address, id or title", "left out"));
    };
    let json = serde_json::to_vec(&master).expect("an item has string keys");
    let item_json = serde_json::to_vec(&master.item).expect("an item has string keys");
    let item = &master.item;
    let text = FoldedText::of(item);
    let expires = adopt::expiry(item, &origin, now, config);
    let withheld = adopt::withheld(item, expires, now);
    let fetched = if origin.own { None } else { Some(item.fetched.unwrap_or(now)) };
    let mut offer = Offer {
        source,
        source_name,
        digest: Digest::of(&json),
        item: Digest::of(&item_json),
        text: text.signature(item, &key),
        sketch: text.sketch(),
        age: (item.version, item.updated.or(item.published).map(Moment::order_key)),
        publisher: origin.publisher.as_ref().map_or_else(String::new, |publisher| fold_key(publisher.name.as_str())),
        own: origin.own,
        published: item.published.map(Moment::order_key),
        date: item.published.or(fetched).map_or(i64::MIN, Moment::order_key),
        standing: withheld.map_or(Standing::Fit, Standing::Withheld),
        wake: item.embargo.filter(|_| withheld == Some(Why::Embargoed)).map(Moment::order_key),
        address: item.url.as_ref().map(|url| url.as_str().to_owned()),
        problems: Vec::new(),
        text_at: Span::default(),
        place,
        key,
    };
    if withheld.is_none()
        && let Err(why) = adopt::adopt(master, &offer.place, config, now, now, &mut offer.problems)
    {
        offer.standing = Standing::Unfit(why);
    }
    Ok((offer, json))
}

impl Offer {
    /// What tells its publisher from others, as in [`crate::related::Report`].
    pub fn publisher_hash(&self) -> u64 {
        if self.own { publisher_hash(None) } else { publisher_hash(Some(&self.publisher)) }
    }
}

/// Where texts wait until their turn: a file that has no name and goes with the process.
pub(super) struct Spool {
    file: File,
    end: u64,
}

/// A part of a spool.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    start: u64,
    length: u32,
}

impl Spool {
    /// An empty spool on the file system of `folder`.
    ///
    /// # Errors
    /// A file that cannot be made.
    pub fn new(folder: &Path) -> Result<Self> {
        let file = if folder.is_dir() { tempfile::tempfile_in(folder) } else { tempfile::tempfile() };
        Ok(Self { file: file.context("a temporary file cannot be made")?, end: 0 })
    }

    /// Adds `texts` to its end.
    ///
    /// # Errors
    /// A full disk.
    pub fn add(&mut self, texts: &[&[u8]]) -> Result<Vec<Span>> {
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(&texts.concat()).context("a temporary file cannot be written")?;
        let span = |text: &&[u8]| {
            let span = Span { start: self.end, length: text.len() as u32 };
            self.end += text.len() as u64;
            span
        };
        Ok(texts.iter().map(span).collect())
    }

    /// The text at `span`.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn get(&mut self, span: Span) -> Result<Vec<u8>> {
        let mut text = vec![0; span.length as usize];
        self.file.seek(SeekFrom::Start(span.start))?;
        self.file.read_exact(&mut text).context("a temporary file cannot be read")?;
        Ok(text)
    }
}

/// The attribution that an item would carry.
pub(super) fn attribution(json: &[u8], config: &Config, now: Moment) -> Result<Option<Original>> {
    let master: Master = serde_json::from_slice(json)?;
    Ok(adopt::adopt(master, "", config, now, now, &mut Vec::new()).ok().and_then(|draft| draft.article.original))
}
