//! Reading what is new in the sources.

use super::reading::{Offer, Span, offers_of};
use super::{Build, BuildRequest, described};
use crate::archive::{Offered, SourceRecord};
use crate::config::SourceChoice;
use crate::output::Digest;
use crate::sources::{self, Document, Read};
use anyhow::{Result, bail};
use model::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// What was read.
#[derive(Default)]
pub(super) struct SourcesRead {
    /// What is new or has changed, in the order of sources and their items.
    pub offers: Vec<Offer>,
    /// The sources that were read, by number.
    pub sources: BTreeMap<u32, SourceRead>,
    /// The keys that the sources to be pruned offer; a source that could not be read has none.
    pub pruned: BTreeMap<u32, BTreeSet<String>>,
}

/// A source that was read.
pub(super) struct SourceRead {
    name: String,
    digest: Digest,
    wake: Option<i64>,
    /// What is odd in it.
    pub problems: Vec<Problem>,
}

/// What is to be read: the sources of the command line, else those of the configuration.
///
/// # Errors
/// Where there are none.
pub(super) fn choices(request: &BuildRequest) -> Result<Vec<SourceChoice>> {
    let config = &request.config;
    let named: Vec<SourceChoice> = request.sources.iter().map(|path| described(path, config)).collect();
    let choices = if named.is_empty() { config.sources.clone() } else { named };
    if choices.is_empty() {
        bail!("nothing to read: name a source, or list `sources` in nashra.toml");
    }
    Ok(choices)
}

/// Whether `source` is `name`, or lies in the folder of that name.
fn is_within(source: &str, name: &str) -> bool {
    let rest = source.strip_prefix(name.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Build<'_, '_> {
    /// Reads the sources that are not as they were when they were last read.
    pub(super) fn read_sources(&mut self, request: &BuildRequest) -> Result<SourcesRead> {
        let choices = choices(request)?;
        let known = self.tables.sources()?;
        let barred: BTreeSet<String> = self.barred();
        // What is no longer barred has to be found in its source again.
        let reads_all = self.anew || !self.meta.barred.is_subset(&barred);
        let is_pruned = |name: &str| request.prune.iter().any(|pruned| is_within(name, pruned));
        let now = self.now.order_key();
        let is_unchanged = |name: &str, digest: Digest| {
            let same =
                |source: &SourceRecord| source.digest == Some(digest) && source.wake.is_none_or(|wake| wake > now);
            !reads_all && !is_pruned(name) && known.get(name).is_some_and(same)
        };
        let mut listed = Vec::new();
        let files = sources::files(&choices, &mut listed);
        let mut read = SourcesRead::default();
        let mut unreadable = listed.clone();
        self.problems.append(&mut listed);
        let mut readable = 0;
        for several in sources::read_in_turn(&files, self.config, is_unchanged) {
            for one in several {
                match one {
                    Read::Unchanged(name) => {
                        readable += 1;
                        self.problems.extend(known[&name].problems.iter().cloned());
                    }
                    Read::Failed(problem) => unreadable.push(problem),
                    Read::Document(document) => {
                        readable += 1;
                        let number = self.number_of(&document.name, &known, &read);
                        let pruned = is_pruned(&document.name);
                        self.take_in(*document, number, pruned, &mut read)?;
                    }
                }
            }
        }
        if readable == 0 && self.meta.places == 0 {
            let reasons: Vec<String> = unreadable.iter().map(ToString::to_string).collect();
            bail!("none of the sources could be read\n{}", reasons.join("\n"));
        }
        self.note_absent(request, &known, &mut read, &unreadable);
        self.problems.extend(unreadable);
        self.meta.barred = barred;
        Ok(read)
    }

    fn number_of(&mut self, name: &str, known: &BTreeMap<String, SourceRecord>, read: &SourcesRead) -> u32 {
        let before = known.get(name).map(|source| source.number);
        let now = || read.sources.iter().find(|(_, source)| source.name == name).map(|(number, _)| *number);
        before.or_else(now).unwrap_or_else(|| {
            self.meta.sources += 1;
            self.meta.sources
        })
    }

    fn take_in(&mut self, document: Document<'_>, number: u32, pruned: bool, read: &mut SourcesRead) -> Result<()> {
        let (name, digest) = (document.name.clone(), document.digest);
        let (offers, problems) = offers_of(document, number, self.config, self.now);
        let source = SourceRead { name, digest, wake: None, problems: Vec::new() };
        let source = read.sources.entry(number).or_insert(source);
        source.digest = digest;
        source.problems.extend(problems);
        let mut news = Vec::new();
        for (mut offer, json) in offers {
            source.wake = [source.wake, offer.wake].into_iter().flatten().min();
            if pruned {
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
        Ok(())
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

    /// Sources to be pruned that are not there at all offer nothing; those that failed are let be.
    fn note_absent(
        &mut self,
        request: &BuildRequest,
        known: &BTreeMap<String, SourceRecord>,
        read: &mut SourcesRead,
        unreadable: &[Problem],
    ) {
        for name in &request.prune {
            let mut found = read.sources.values().any(|source| is_within(&source.name, name));
            for (source, record) in known.iter().filter(|(source, _)| is_within(source, name)) {
                found = true;
                let failed = |problem: &Problem| problem.source == *source && std::path::Path::new(source).exists();
                if read.sources.contains_key(&record.number) || !unreadable.iter().any(failed) {
                    read.pruned.entry(record.number).or_default();
                }
            }
            if !found {
                self.problems.push(Problem {
                    source: name.clone(),
                    place: "--prune".to_owned(),
                    what: "no article came from a source of this name".to_owned(),
                    done: "nothing was removed".to_owned(),
                });
            }
        }
    }

    /// Remembers the sources that were read, with what was found odd in them, and reports that.
    pub(super) fn remember_sources(&mut self, sources: BTreeMap<u32, SourceRead>) -> Result<()> {
        for (number, SourceRead { name, digest, wake, mut problems }) in sources {
            problems.sort();
            self.problems.extend(problems.iter().cloned());
            self.tables.put_source(&name, &SourceRecord { number, digest: Some(digest), wake, problems })?;
        }
        Ok(())
    }
}
