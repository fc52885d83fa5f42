//! What is loaded of one chain of headline pages.

use super::{Load, State, Wanted, find};
use crate::failure::Failure;
use model::{ChainRef, Headline, HeadlinePageRef};
use wire::edition::{HEADLINES_A_PAGE, LATEST_HEADLINES};

/// One chain: its directory, the pages that are there, and how far "more" has been pressed.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// Its directory; missing until it is asked for.
    pub directory: Option<Load<Vec<HeadlinePageRef>>>,
    pages: Vec<(u32, Load<Vec<Headline>>)>,
    presses: usize,
}

impl Chain {
    /// Shows a page more; where the last one failed, asks for it again.
    pub fn expand(&mut self) {
        if matches!(self.expansion(), Load::Failed(_)) {
            self.retry();
        } else {
            self.presses += 1;
        }
    }

    /// Whether "more" has been pressed.
    pub fn is_expanded(&self) -> bool {
        self.presses > 0
    }

    /// Takes in page `number`, or that it is on its way.
    pub fn put_page(&mut self, number: u32, page: Load<Vec<Headline>>) {
        super::put(&mut self.pages, number, page);
    }

    /// Page `number`, once it was asked for.
    pub fn page(&self, number: u32) -> Option<&Load<Vec<Headline>>> {
        super::find(&self.pages, &number)
    }

    /// How many pages there are, counted from the oldest; 0 until the directory is there.
    pub fn last_page(&self) -> u32 {
        self.listed().last().map_or(0, |page| page.page)
    }

    /// The pages that are needed and were never asked for: page `number` alone, else those that
    /// the pressed "more" covers.
    pub fn lacks(&self, number: Option<u32>) -> Vec<HeadlinePageRef> {
        let never_asked = |page: &&HeadlinePageRef| self.page(page.page).is_none();
        match number {
            Some(number) => {
                self.listed().iter().filter(|page| page.page == number).filter(never_asked).cloned().collect()
            }
            None => self.covered().iter().filter(never_asked).cloned().collect(),
        }
    }

    /// What "more" has brought, newest page first.
    pub fn expanded_headlines(&self) -> impl Iterator<Item = &Headline> {
        self.covered()
            .iter()
            .rev()
            .filter_map(|page| self.page(page.page)?.ready())
            .flat_map(|headlines| headlines.iter().rev())
    }

    /// Whether what "more" asked for is all there, on its way, or failed.
    pub fn expansion(&self) -> Load<()> {
        if !self.is_expanded() {
            return Load::Ready(());
        }
        match &self.directory {
            None | Some(Load::Pending) => return Load::Pending,
            Some(Load::Failed(failure)) => return Load::Failed(failure.clone()),
            Some(Load::Ready(_)) => {}
        }
        let mut state = Load::Ready(());
        for page in self.covered() {
            match self.page(page.page) {
                Some(Load::Ready(_)) => {}
                Some(Load::Failed(failure)) => return Load::Failed(failure.clone()),
                Some(Load::Pending) | None => state = Load::Pending,
            }
        }
        state
    }

    /// Why page `number` cannot be shown, if it cannot.
    pub fn failure(&self, number: u32) -> Option<Failure> {
        match (&self.directory, self.page(number)) {
            (Some(Load::Failed(failure)), _) | (_, Some(Load::Failed(failure))) => Some(failure.clone()),
            _ => None,
        }
    }

    /// The page just older than what is shown; 0 where nothing is older, or nothing is known yet.
    pub fn next_older(&self) -> u32 {
        let covered = self.covered();
        covered.first().map_or(self.last_page(), |oldest| oldest.page - 1)
    }

    /// Forgets failures, so that what failed is asked for again.
    pub fn retry(&mut self) {
        if matches!(self.directory, Some(Load::Failed(_))) {
            self.directory = None;
        }
        self.pages.retain(|(_, page)| !matches!(page, Load::Failed(_)));
    }

    fn listed(&self) -> &[HeadlinePageRef] {
        match &self.directory {
            Some(Load::Ready(pages)) => pages,
            _ => &[],
        }
    }

    /// The newest pages that together hold the headlines of the opening list and a hundred for each press.
    fn covered(&self) -> &[HeadlinePageRef] {
        if !self.is_expanded() {
            return &[];
        }
        let needed = LATEST_HEADLINES + self.presses * HEADLINES_A_PAGE;
        let listed = self.listed();
        let mut held = 0;
        for (at, page) in listed.iter().enumerate().rev() {
            held += page.count as usize;
            if held >= needed {
                return &listed[at..];
            }
        }
        listed
    }
}

impl State {
    pub(super) fn chain(&self, name: &str) -> Option<&Chain> {
        find(&self.chains, name)
    }

    pub(super) fn chain_mut(&mut self, name: &str) -> &mut Chain {
        let at = self.chains.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.chains.push((name.to_owned(), Chain::default()));
            self.chains.len() - 1
        });
        &mut self.chains[at].1
    }

    /// What a chain lacks for its page `page`, or for as far as its "more" has been pressed.
    pub(super) fn wanted_of_chain(&self, name: &str, directory: Option<&ChainRef>, page: Option<u32>) -> Vec<Wanted> {
        let Some(directory) = directory else { return Vec::new() };
        let chain = self.chain(name);
        if page.is_none() && !chain.is_some_and(Chain::is_expanded) {
            return Vec::new();
        }
        match chain {
            Some(Chain { directory: Some(_), .. }) => {
                let lacking = chain.map(|chain| chain.lacks(page)).unwrap_or_default();
                lacking.into_iter().map(|page| Wanted::Headlines(name.to_owned(), page)).collect()
            }
            _ => vec![Wanted::Directory(directory.clone())],
        }
    }
}
