//! Reading what is new in the sources.

use super::addresses::Named;
use super::reading::{Offer, Span, offers_of};
use super::{Build, BuildRequest, described};
use crate::archive::{Offered, SourceRecord};
use crate::config::{SourceChoice, SourcePlace};
use crate::output::Digest;
use crate::sources::{self, Document, Elsewhere, Known, Read, Web, is_within};
use anyhow::{Result, bail};
use model::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What was read.
#[derive(Default)]
pub(super) struct SourcesRead {
    /// What is new or has changed, in the order of sources and their items.
    pub offers: Vec<Offer>,
    /// The sources that were read, by number.
    pub sources: BTreeMap<u32, SourceRead>,
    /// The keys that the sources to be pruned offer; a source of which not all was read is not here.
    pub pruned: BTreeMap<u32, BTreeSet<String>>,
    /// How many sources were read, or are as they were.
    pub(super) readable: usize,
    /// The names of sources, and of folders of them, of which not all was read.
    pub(super) partial: BTreeSet<String>,
    /// Why sources could not be read.
    pub(super) unreadable: Vec<Problem>,
    /// Whether a source that may be a list of feeds could not be read: then a feed that is not here
    /// need not be gone.
    pub(super) lacks_a_list: bool,
}

/// A source that was read.
pub(super) struct SourceRead {
    name: String,
    digest: Option<Digest>,
    /// When an embargo in it ends, in seconds since 1970.
    pub wake: Option<i64>,
    by_looks: bool,
    /// What is odd in it.
    pub problems: Vec<Problem>,
}

/// What is to be read: the sources of the command line, else those of the configuration.
///
/// # Errors
/// Where there are none, or an address is none.
pub(super) fn choices(request: &BuildRequest) -> Result<Vec<SourceChoice>> {
    let config = &request.config;
    let named: Vec<SourceChoice> =
        request.sources.iter().map(|source| described(source, config)).collect::<Result<_>>()?;
    let choices = if named.is_empty() { config.sources.clone() } else { named };
    if choices.is_empty() {
        bail!("nothing to read: name a source, or list `sources` in nashra.toml");
    }
    Ok(choices)
}

fn is_address(source: &str) -> bool {
    matches!(SourcePlace::parse(source, Path::new("")), Ok(SourcePlace::Address(_)))
}

impl Build<'_, '_> {
    /// Reads the sources that are not as they were when they were last read.
    pub(super) fn read_sources(&mut self, request: &BuildRequest, web: &Web<'_>) -> Result<SourcesRead> {
        let choices = choices(request)?;
        let barred: BTreeSet<String> = self.barred();
        // What is no longer barred has to be found in its source again.
        let reads_all = self.reads_all || !self.meta.barred.is_subset(&barred);
        let known = Known::new(self.tables.sources()?, &request.prune, reads_all, self.now);
        let mut read = SourcesRead::default();
        let mut named = Named::new(&choices, self.config);
        self.read_files(&choices, &known, &mut read, &mut named)?;
        self.read_addresses(named, &known, &mut read, web)?;
        if read.readable == 0 && self.meta.places == 0 {
            let reasons: Vec<String> = read.unreadable.iter().map(ToString::to_string).collect();
            bail!("none of the sources could be read\n{}", reasons.join("\n"));
        }
        self.note_absent(&known, &mut read);
        if reads_all {
            self.expect_again(&known, &read)?;
        }
        self.problems.append(&mut read.unreadable);
        self.meta.barred = barred;
        Ok(read)
    }

    fn read_files(
        &mut self,
        choices: &[SourceChoice],
        known: &Known,
        read: &mut SourcesRead,
        named: &mut Named<'_>,
    ) -> Result<()> {
        let files = sources::files(choices, &mut read.unreadable);
        let is_there = |problem: &&Problem| Path::new(&problem.source).try_exists().unwrap_or(true);
        read.partial.extend(read.unreadable.iter().filter(is_there).map(|problem| problem.source.clone()));
        for several in sources::read_in_turn(&files, self.config, known) {
            for one in several {
                match one {
                    Read::Unchanged(name) => {
                        read.readable += 1;
                        self.problems.extend(known.problems(&name).iter().cloned());
                    }
                    Read::Elsewhere(Elsewhere { name, choice, feeds, problems }) => {
                        self.problems.extend(problems);
                        self.problems.extend(named.add_listed(&name, choice, feeds, 0, read));
                    }
                    Read::Failed(name, problem) => {
                        read.lacks_a_list |= !known.sources.contains_key(&name);
                        read.partial.insert(name);
                        read.unreadable.push(problem);
                    }
                    Read::Document(document) => {
                        read.readable += 1;
                        self.take_in(*document, known, read)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// What was to be read whatever it holds, and was not, is read so when it is there again.
    fn expect_again(&mut self, known: &Known, read: &SourcesRead) -> Result<()> {
        for (name, record) in &known.sources {
            if !read.sources.contains_key(&record.number) {
                self.tables.put_source(name, &SourceRecord { digest: None, ..record.clone() })?;
            }
        }
        Ok(())
    }

    fn number_of(&mut self, name: &str, known: &Known, read: &SourcesRead) -> u32 {
        let before = known.sources.get(name).map(|source| source.number);
        let now = || read.sources.iter().find(|(_, source)| source.name == name).map(|(number, _)| *number);
        before.or_else(now).unwrap_or_else(|| {
            self.meta.sources += 1;
            self.meta.sources
        })
    }

    /// Takes in what is new of a document; the number of its source.
    pub(super) fn take_in(&mut self, document: Document<'_>, known: &Known, read: &mut SourcesRead) -> Result<u32> {
        let (name, digest) = (document.name.clone(), document.digest);
        let number = self.number_of(&name, known, read);
        let (is_pruned, by_looks) = (known.is_pruned(&name), document.ingested.by_looks);
        let (offers, problems) = offers_of(document, number, self.config, self.now);
        let source = SourceRead { name, digest, wake: None, by_looks, problems: Vec::new() };
        let source = read.sources.entry(number).or_insert(source);
        source.digest = digest;
        source.problems.extend(problems);
        let mut news = Vec::new();
        for (mut offer, json) in offers {
            source.wake = [source.wake, offer.wake].into_iter().flatten().min();
            if is_pruned {
                read.pruned.entry(number).or_default().insert(offer.key.clone());
            }
            match self.is_known(&offer)? {
                None => news.push((offer, json)),
                Some(true) => source.problems.append(&mut offer.problems),
                Some(false) => {}
            }
        }
        let texts: Vec<&[u8]> = news.iter().map(|(_, json)| json.as_slice()).collect();
        let spans: Vec<Span> = self.spool.add(&texts)?;
        read.offers.extend(news.into_iter().zip(spans).map(|((offer, _), text_at)| Offer { text_at, ..offer }));
        Ok(number)
    }

    /// Whether its source offered the same before, and it is published or part of what is; if so,
    /// whether it is what is published.
    fn is_known(&self, offer: &Offer) -> Result<Option<bool>> {
        let same = Offered { source: offer.source, digest: offer.digest };
        if let Some(place) = self.tables.place_of_key(&offer.key)? {
            let Some(record) = self.tables.article(place)? else { return Ok(None) };
            let known = record.gone.is_none() && record.offers.contains(&same);
            return Ok(known.then(|| record.offers.first() == Some(&same)));
        }
        let Some(merged) = self.tables.merged(&offer.key)? else { return Ok(None) };
        let published = self.tables.article(merged.into)?.is_some_and(|record| record.gone.is_none());
        Ok((published && merged.offers.contains(&same)).then_some(false))
    }

    /// Sources to be pruned that are not there at all offer nothing; those of which not all was read
    /// are let be.
    fn note_absent(&mut self, known: &Known, read: &mut SourcesRead) {
        for name in &known.prune {
            let mut found = read.sources.values().any(|source| is_within(&source.name, name));
            for (source, record) in known.sources.iter().filter(|(source, _)| is_within(source, name)) {
                found = true;
                let is_unseen = !read.sources.contains_key(&record.number);
                if read.partial.iter().any(|partial| is_within(source, partial)) {
                    read.pruned.remove(&record.number);
                    self.problems.push(not_pruned(source, "not all of it was read"));
                } else if is_unseen && is_address(source) && read.lacks_a_list {
                    self.problems.push(not_pruned(source, "a list that it may be in could not be read"));
                } else {
                    read.pruned.entry(record.number).or_default();
                }
            }
            if !found {
                self.problems.push(not_pruned(name, "no article came from a source of this name"));
            }
        }
    }

    /// Remembers the sources that were read, with what was found odd in them, and reports that.
    pub(super) fn remember_sources(&mut self, sources: BTreeMap<u32, SourceRead>) -> Result<()> {
        for (number, SourceRead { name, digest, wake, by_looks, mut problems }) in sources {
            problems.sort();
            self.problems.extend(problems.iter().cloned());
            self.tables.put_source(&name, &SourceRecord { number, digest, wake, by_looks, problems })?;
        }
        Ok(())
    }
}

fn not_pruned(source: &str, what: &str) -> Problem {
    Problem {
        source: source.to_owned(),
        place: "--prune".to_owned(),
        what: what.to_owned(),
        done: "nothing was removed".to_owned(),
    }
}
