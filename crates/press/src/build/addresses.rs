//! Reading what is new in sources that are fetched.

use super::Build;
use super::sourcing::{Known, SourcesRead};
use crate::config::{SourceChoice, SourcePlace};
use crate::sources::{FetchState, Web, WebRead, WebSource};
use anyhow::Result;
use model::Problem;

/// So many addresses are fetched before what they hold is taken in: what is in memory is bounded.
const SOURCES_AT_ONCE: usize = 64;

impl Build<'_, '_> {
    /// Fetches the addresses among `choices`, each once, and reads what is new.
    pub(super) fn read_addresses(
        &mut self,
        choices: &[SourceChoice],
        known: &Known,
        read: &mut SourcesRead,
        web: &Web<'_>,
    ) -> Result<()> {
        let mut sources: Vec<WebSource> = Vec::new();
        for choice in choices {
            if let SourcePlace::Address(address) = &choice.place
                && sources.iter().all(|source| source.address != *address)
            {
                sources.push(WebSource { address: address.clone(), choice: choice.clone() });
            }
        }
        if sources.is_empty() {
            return Ok(());
        }
        web.announce(sources.len());
        for several in sources.chunks(SOURCES_AT_ONCE) {
            for one in web.read(several, self.config, &|name, digest| known.is_unchanged(name, digest))? {
                self.take_in_source(one, known, read)?;
            }
        }
        web.conclude();
        self.problems.extend(web.problem());
        Ok(())
    }

    fn take_in_source(&mut self, source: WebRead<'_>, known: &Known, read: &mut SourcesRead) -> Result<()> {
        let name = source.report.address.as_str();
        let failed = source.report.state == FetchState::Failed;
        if failed || source.is_cut {
            read.partial.insert(name.to_owned());
        }
        read.unreadable.extend(source.failure);
        read.readable += usize::from(!failed || !source.documents.is_empty());
        let mut problems = source.problems;
        if let (Some(page), Some(before)) = (source.unchanged_from, known.sources.get(name)) {
            problems.extend(before.problems.iter().filter(|problem| is_from_page(problem, page)).cloned());
        }
        let mut number = None;
        for document in source.documents {
            number = Some(self.take_in(document, known, read)?);
        }
        match number.and_then(|number| read.sources.get_mut(&number)) {
            Some(source) => source.problems.append(&mut problems),
            None => self.problems.append(&mut problems),
        }
        self.fetched.push(source.report);
        Ok(())
    }
}

/// Whether `problem` is on the page numbered `first`, or on a later one.
fn is_from_page(problem: &Problem, first: usize) -> bool {
    let page = problem.place.strip_prefix("page ").and_then(|rest| rest.split(',').next()?.parse().ok());
    page.unwrap_or(1) >= first
}
