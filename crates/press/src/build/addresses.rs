//! Reading what is new in sources that are fetched, those that lists name among them.

use super::sourcing::SourcesRead;
use super::{Build, choice_of};
use crate::config::{Config, SourceChoice, SourcePlace};
use crate::fetch::ListedFeed;
use crate::sources::{FetchState, Known, Web, WebRead, WebSource};
use anyhow::Result;
use model::{Problem, SafeUrl};
use std::collections::BTreeSet;

/// So many addresses are fetched before what they hold is taken in: what is in memory is bounded.
const SOURCES_AT_ONCE: usize = 64;

/// A list may name lists; what these name are feeds.
const MOST_LISTS: u8 = 2;

/// The addresses that are named, each once.
pub(super) struct Named<'c> {
    config: &'c Config,
    known: BTreeSet<SafeUrl>,
    /// Those that are yet to be fetched.
    waiting: Vec<WebSource>,
    /// How many came from lists.
    listed: usize,
}

impl<'c> Named<'c> {
    /// The addresses among `choices`, in their order.
    pub fn new(choices: &[SourceChoice], config: &'c Config) -> Self {
        let mut named = Self { config, known: BTreeSet::new(), waiting: Vec::new(), listed: 0 };
        for choice in choices {
            if let SourcePlace::Address(address) = &choice.place
                && named.known.insert(address.clone())
            {
                named.waiting.push(WebSource { address: address.clone(), choice: choice.clone(), depth: 0 });
            }
        }
        named
    }

    /// Adds the feeds that the list `name` names, which itself was found through `depth` lists, as far
    /// as the configuration allows. What the configuration says of the list holds for them, unless it
    /// says something of them.
    pub fn add_listed(
        &mut self,
        name: &str,
        list: &SourceChoice,
        feeds: Vec<ListedFeed>,
        depth: u8,
        read: &mut SourcesRead,
    ) -> Option<Problem> {
        let most = self.config.fetch.feeds;
        let mut left_out = 0;
        for ListedFeed { url, section } in feeds {
            if self.known.contains(&url) {
                continue;
            }
            if self.listed == most || depth == MOST_LISTS {
                left_out += 1;
                read.partial.insert(url.to_string());
                continue;
            }
            self.listed += 1;
            self.known.insert(url.clone());
            let place = SourcePlace::Address(url.clone());
            let choice = choice_of(&place, self.config).cloned().unwrap_or_else(|| SourceChoice {
                place,
                publisher: list.publisher.clone(),
                section: section.or_else(|| list.section.clone()),
            });
            self.waiting.push(WebSource { address: url, choice, depth: depth + 1 });
        }
        let (what, done) = match depth {
            MOST_LISTS => ("a list in a list names it, and it is a list".to_owned(), "what it lists is left out"),
            _ => (
                format!("{left_out} of its feeds are more than the {most} that are read"),
                "they are left out: see fetch.feeds",
            ),
        };
        let problem = Problem { source: name.to_owned(), place: String::new(), what, done: done.to_owned() };
        (left_out > 0).then_some(problem)
    }
}

impl Build<'_, '_> {
    /// Fetches the addresses of `named`, and those that lists among them name; reads what is new.
    pub(super) fn read_addresses(
        &mut self,
        mut named: Named<'_>,
        known: &Known,
        read: &mut SourcesRead,
        web: &Web<'_>,
    ) -> Result<()> {
        if named.waiting.is_empty() {
            return Ok(());
        }
        while !named.waiting.is_empty() {
            let sources = std::mem::take(&mut named.waiting);
            web.announce(sources.len());
            for several in sources.chunks(SOURCES_AT_ONCE) {
                for one in web.read(several, self.config, known)? {
                    self.take_in_source(one, known, read, &mut named)?;
                }
            }
        }
        web.conclude();
        self.problems.extend(web.problem());
        Ok(())
    }

    fn take_in_source(
        &mut self,
        came: WebRead<'_>,
        known: &Known,
        read: &mut SourcesRead,
        named: &mut Named<'_>,
    ) -> Result<()> {
        let WebRead { source, report, documents, feeds, unchanged_from, is_cut, mut problems, failure } = came;
        let name = source.name();
        let before = known.sources.get(name);
        let failed = report.state == FetchState::Failed;
        if failed || is_cut {
            read.partial.insert(name.to_owned());
        }
        read.lacks_a_list |= failed && before.is_none() && documents.is_empty();
        read.readable += usize::from(!documents.is_empty() || unchanged_from.is_some());
        read.unreadable.extend(failure);
        problems.extend(named.add_listed(name, &source.choice, feeds, source.depth, read));
        if let (Some(page), Some(before)) = (unchanged_from, before) {
            problems.extend(before.problems.iter().filter(|problem| is_from_page(problem, page)).cloned());
        }
        let mut number = None;
        for document in documents {
            number = Some(self.take_in(document, known, read)?);
        }
        match number.and_then(|number| read.sources.get_mut(&number)) {
            Some(source) => {
                source.problems.append(&mut problems);
                if unchanged_from.is_some() {
                    // An embargo on a page that was not sent again.
                    source.wake = [source.wake, before.and_then(|before| before.wake)].into_iter().flatten().min();
                }
            }
            None => self.problems.append(&mut problems),
        }
        self.fetched.push(report);
        Ok(())
    }
}

/// Whether `problem` is on the page numbered `first`, or on a later one.
fn is_from_page(problem: &Problem, first: usize) -> bool {
    let page = problem.place.strip_prefix("page ").and_then(|rest| rest.split(',').next()?.parse().ok());
    page.unwrap_or(1) >= first
}
