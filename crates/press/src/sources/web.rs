//! Sources that are fetched, several at once.

use super::{Document, Known, pages};
use crate::config::{Config, SourceChoice};
use crate::fetch::{FetchPolicy, Fetcher, ListedFeed, SystemNetwork};
use anyhow::Result;
use model::{Moment, Problem, SafeUrl};
use serde::Serialize;
use std::cell::OnceCell;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// What became of one source that is fetched.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FetchReport {
    /// Its address.
    pub address: SafeUrl,
    /// What became of it.
    pub state: FetchState,
    /// How many of its pages were read.
    pub pages: usize,
    /// How many items they hold.
    pub items: usize,
    /// How many feeds it lists, where it is a list.
    pub feeds: usize,
    /// Their bytes, decompressed.
    pub bytes: u64,
}

/// What became of a source: in all but the first case, what was published from it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FetchState {
    /// It was read, all of its pages.
    Read,
    /// It holds what it held before, and was not read again.
    Unchanged,
    /// It, or one of its pages, could not be fetched or read: a problem says why.
    Failed,
}

/// How far fetching is.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// This many addresses, or this many more, are fetched.
    Begins(usize),
    /// One of them is done.
    Done(&'a FetchReport),
    /// A picture is done.
    Picture(&'a SafeUrl),
    /// All of them are.
    Ends,
}

/// A source that is fetched.
#[derive(Clone, Debug)]
pub(crate) struct WebSource {
    /// The address of its first page.
    pub address: SafeUrl,
    /// What the configuration says of it, or the list that it is in.
    pub choice: SourceChoice,
    /// How many lists led to it.
    pub depth: u8,
}

impl WebSource {
    /// What it is called in problems and in the archive: the address of its first page.
    pub fn name(&self) -> &str {
        self.address.as_str()
    }
}

/// What came of a source that is fetched.
pub(crate) struct WebRead<'a> {
    /// The source.
    pub source: &'a WebSource,
    /// What became of it.
    pub report: FetchReport,
    /// The pages that were read.
    pub documents: Vec<Document<'a>>,
    /// The feeds that it lists, where it is a list.
    pub feeds: Vec<ListedFeed>,
    /// The first of its pages that holds what it held before, from 1.
    pub unchanged_from: Option<usize>,
    /// Whether there are more pages than were read.
    pub is_cut: bool,
    /// What is odd about it as a whole.
    pub problems: Vec<Problem>,
    /// Why it, or one of its pages, could not be read.
    pub failure: Option<Problem>,
}

impl<'a> WebRead<'a> {
    pub(super) fn new(source: &'a WebSource) -> Self {
        let (address, state) = (source.address.clone(), FetchState::Read);
        let report = FetchReport { address, state, pages: 0, items: 0, feeds: 0, bytes: 0 };
        let (documents, feeds, problems) = Default::default();
        Self { source, report, documents, feeds, unchanged_from: None, is_cut: false, problems, failure: None }
    }
}

/// The way to the web, which is opened when the first address is asked.
pub(crate) struct Web<'w> {
    policy: &'w FetchPolicy,
    now: Moment,
    /// Where is remembered what is known of hosts and pages.
    folder: &'w Path,
    progress: &'w (dyn Fn(Progress<'_>) + Sync),
    opened: OnceCell<(Fetcher, Option<Problem>)>,
}

impl<'w> Web<'w> {
    /// By `policy`; what is remembered lies in `folder`; `progress` is told of each address.
    pub fn new(
        policy: &'w FetchPolicy,
        now: Moment,
        folder: &'w Path,
        progress: &'w (dyn Fn(Progress<'_>) + Sync),
    ) -> Self {
        Self { policy, now, folder, progress, opened: OnceCell::new() }
    }

    /// What asks addresses.
    ///
    /// # Errors
    /// Where nothing can be fetched at all: certificates that cannot be read, no threads.
    pub fn fetcher(&self) -> Result<&Fetcher> {
        Ok(&self.open()?.0)
    }

    /// Where it is told how far fetching is.
    pub fn progress(&self) -> &'w (dyn Fn(Progress<'_>) + Sync) {
        self.progress
    }

    /// The fetcher, and what is wrong with what is remembered.
    fn open(&self) -> Result<&(Fetcher, Option<Problem>)> {
        if self.opened.get().is_none() {
            let mut fetcher = Fetcher::new(self.policy.clone(), Arc::new(SystemNetwork), self.now)?;
            let problem = fetcher.recall(self.folder);
            let _ = self.opened.set((fetcher, problem));
        }
        Ok(self.opened.get().expect("it was set just now"))
    }

    /// What is wrong with what is remembered.
    pub fn problem(&self) -> Option<Problem> {
        self.opened.get().and_then(|(_, problem)| problem.clone())
    }

    /// Tells that `addresses` more are going to be fetched.
    pub fn announce(&self, addresses: usize) {
        (self.progress)(Progress::Begins(addresses));
    }

    /// Tells that there are no more.
    pub fn conclude(&self) {
        (self.progress)(Progress::Ends);
    }

    /// Fetches and reads `sources`; what came of each, in their order. See [`pages::read`].
    ///
    /// # Errors
    /// Where nothing can be fetched at all: certificates that cannot be read, no threads.
    pub fn read<'a>(&self, sources: &'a [WebSource], config: &Config, known: &Known) -> Result<Vec<WebRead<'a>>> {
        let (fetcher, _) = self.open()?;
        let progress = self.progress;
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, WebRead<'a>)>> = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..fetcher.policy().at_once.min(sources.len()) {
                scope.spawn(|| {
                    while let Some((place, source)) = take(&next, sources) {
                        let read = pages::read(source, config, fetcher, known);
                        progress(Progress::Done(&read.report));
                        done.lock().expect("no thread panics with it").push((place, read));
                    }
                });
            }
        });
        let mut done = done.into_inner().expect("no thread panics with it");
        done.sort_by_key(|(place, _)| *place);
        Ok(done.into_iter().map(|(_, read)| read).collect())
    }

    /// Remembers what was read, once it is published, so that it is not sent again.
    pub fn remember(&self) -> Option<Problem> {
        let (fetcher, _) = self.opened.get()?;
        let error = fetcher.save(self.folder).err()?;
        Some(Problem {
            source: self.folder.display().to_string(),
            place: String::new(),
            what: format!("what was fetched cannot be remembered: {error:#}"),
            done: "the next build asks for all of it".to_owned(),
        })
    }

    /// Remembers who asked to be left alone; what was read was not published.
    pub fn remember_hosts(&self) {
        if let Some((fetcher, _)) = self.opened.get() {
            // A build that failed has said why, and this disk may be that.
            drop(fetcher.save_hosts(self.folder));
        }
    }
}

fn take<'a, T>(next: &AtomicUsize, all: &'a [T]) -> Option<(usize, &'a T)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    all.get(place).map(|one| (place, one))
}
