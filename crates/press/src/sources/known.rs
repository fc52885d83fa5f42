//! What the archive knows of the sources, and how they are to be read.

use crate::archive::SourceRecord;
use crate::config::SourcePlace;
use crate::output::Digest;
use model::{Moment, Problem};
use std::collections::BTreeMap;
use std::path::Path;

/// What is known of the sources before they are read.
pub(crate) struct Known {
    /// Those that were read before, by name.
    pub sources: BTreeMap<String, SourceRecord>,
    /// Those to be pruned, or folders of them.
    pub prune: Vec<String>,
    reads_all: bool,
    now: i64,
}

impl Known {
    /// Of the sources in the archive, some of which are to be pruned (as the command line names them),
    /// some or all to be read whatever they hold.
    pub fn new(sources: BTreeMap<String, SourceRecord>, prune: &[String], reads_all: bool, now: Moment) -> Self {
        let prune = prune.iter().map(|written| name_of(written)).collect();
        Self { sources, prune, reads_all, now: now.order_key() }
    }

    /// Whether what `digest` tells of a source was read from it before, and nothing asks for more.
    pub fn is_unchanged(&self, name: &str, digest: Digest) -> bool {
        let same =
            |source: &SourceRecord| source.digest == Some(digest) && source.wake.is_none_or(|wake| wake > self.now);
        !self.reads_all && !self.is_pruned(name) && self.sources.get(name).is_some_and(same)
    }

    /// Whether a source gave what says of itself that it is articles: a feed, a page with its data.
    pub fn speaks_for_itself(&self, name: &str) -> bool {
        self.sources.get(name).is_some_and(|source| !source.by_looks)
    }

    /// What was odd in a source.
    pub fn problems(&self, name: &str) -> &[Problem] {
        self.sources.get(name).map_or(&[], |source| &source.problems)
    }

    /// Whether a source is to be pruned.
    pub fn is_pruned(&self, name: &str) -> bool {
        self.prune.iter().any(|pruned| is_within(name, pruned))
    }
}

/// Whether `source` is `name`, or lies in the folder of that name.
pub(crate) fn is_within(source: &str, name: &str) -> bool {
    let rest = source.strip_prefix(name.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The name of a source as the archive has it.
fn name_of(written: &str) -> String {
    SourcePlace::parse(written, Path::new("")).map_or_else(|_| written.to_owned(), |place| place.to_string())
}
