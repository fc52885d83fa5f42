//! What the state looks like: the frame and the screen that the pages draw.

use super::{Load, Source, State, Wanted, find};
use crate::failure::Failure;
use crate::route::Route;
use crate::screen::{
    ArticleScreen, Frame, FrontScreen, Missing, Notice, Older, OlderScreen, OlderState, Screen, SectionScreen, Skeleton,
};
use crate::screen_from::{newest_first, section_tabs};
use model::{Article, Edition, Headline, Neighbour, SectionRef, SectionSlug, SectionSummary};
use std::sync::Arc;
use wire::edition::{WHOLE_EDITION, section_chain};

impl State {
    /// What stands around the page.
    pub fn frame(&self) -> Frame {
        let edition = self.edition();
        let mut notices = Vec::new();
        if !self.online && edition.is_some() {
            // A page that could not be had says so itself: what is seen there was not loaded before.
            if !matches!(self.screen(), Screen::Failed { .. }) {
                notices.push(Notice::Offline);
            }
        } else if let (true, Some(edition)) = (self.stale, edition) {
            notices.push(Notice::Stale { since: edition.updated });
        }
        if !self.storage_works && self.settings_open {
            notices.push(Notice::StorageBlocked);
        }
        if self.update_waits {
            notices.push(Notice::UpdateWaits);
        }
        notices.extend(self.passing_notice.clone());
        let lasting = self.reads_edition() && !matches!(self.route, Route::Front | Route::Section(_));
        let of_day = edition.filter(|_| !lasting);
        Frame {
            ui: self.ui(),
            site: edition.map(|edition| Arc::new(edition.site.clone())),
            sections: edition.map_or_else(Vec::new, |edition| section_tabs(edition)),
            lasting,
            total: of_day.map(|edition| edition.total),
            updated: of_day.map(|edition| edition.updated),
            route: self.route.clone(),
            notices,
            settings_open: self.settings_open,
            marks: self.reads_edition().then(|| Arc::clone(&self.marks)),
            offline: self.shelf.clone().filter(|_| !self.online),
        }
    }

    /// The page itself.
    pub fn screen(&self) -> Screen {
        // What is kept needs no edition.
        if self.route == Route::Saved && self.reads_edition() {
            return Screen::Saved;
        }
        if let Some(failed) = self.failed_source() {
            return failed;
        }
        let waiting = self.source != Source::Edition && !matches!(self.feed, Some(Load::Ready(())));
        let edition = match &self.edition {
            Load::Ready(edition) if !waiting => edition,
            Load::Failed(failure) => return Screen::Failed { failure: failure.clone(), source: None },
            _ => return Screen::Loading(self.skeleton()),
        };
        match &self.route {
            Route::Front => Screen::Front(self.front(edition)),
            Route::Section(slug) => match edition.section(slug) {
                Some(section) => self.section(edition, section),
                None => Screen::Missing(Missing::Section),
            },
            Route::Older(page) => self.older_page(None, edition.chain.is_some(), *page),
            Route::SectionOlder(slug, page) => match edition.section(slug) {
                Some(section) => self.older_page(Some(section), section.chain.is_some(), *page),
                None => Screen::Missing(Missing::Section),
            },
            Route::Article(id) => match find(&self.articles, id) {
                Some(Load::Ready(article)) => Screen::Article(self.article(article)),
                Some(Load::Failed(Failure::Missing)) => Screen::Missing(Missing::Article),
                Some(Load::Failed(Failure::Removed(reason))) => Screen::Missing(Missing::Removed(*reason)),
                Some(Load::Failed(failure)) => Screen::Failed { failure: failure.clone(), source: None },
                None if self.source != Source::Edition => Screen::Missing(Missing::Article),
                Some(Load::Pending) | None => Screen::Loading(Skeleton::Article),
            },
            Route::Operator(slug) => match find(&self.operator_pages, slug) {
                Some(Load::Ready(page)) => Screen::Operator(page.clone()),
                Some(Load::Failed(Failure::Missing)) => Screen::Missing(Missing::Page),
                Some(Load::Failed(failure)) => Screen::Failed { failure: failure.clone(), source: None },
                None if edition.site.pages.iter().all(|page| page.slug != *slug) => Screen::Missing(Missing::Page),
                Some(Load::Pending) | None => Screen::Loading(Skeleton::Article),
            },
            Route::Saved | Route::Unknown => Screen::Missing(Missing::Page),
        }
    }

    /// Whether what the open page shows first is on its way.
    pub fn awaits(&self) -> bool {
        match self.screen() {
            Screen::Loading(_) => true,
            Screen::Section(section) => section.older.state == OlderState::Loading,
            _ => false,
        }
    }

    /// What a direct source came to, where it came to nothing.
    fn failed_source(&self) -> Option<Screen> {
        let (Source::Named(address) | Source::Requested(address)) = &self.source else { return None };
        let failure = match (&self.feed, &self.source, self.edition()) {
            (Some(Load::Failed(failure)), ..) => failure.clone(),
            (None, Source::Requested(_), Some(edition)) if !super::allows(edition, address) => Failure::NotAllowed,
            _ => return None,
        };
        Some(Screen::Failed { failure, source: Some(address.clone()) })
    }

    fn skeleton(&self) -> Skeleton {
        match self.route {
            Route::Front | Route::Unknown => Skeleton::Front,
            Route::Older(_) | Route::Section(_) | Route::SectionOlder(..) => Skeleton::List,
            Route::Article(_) | Route::Operator(_) | Route::Saved => Skeleton::Article,
        }
    }

    fn front(&self, edition: &Edition) -> FrontScreen {
        let lead = edition.lead.clone();
        let mut headlines = self.with_older(WHOLE_EDITION, edition.latest.iter());
        headlines.retain(|headline| lead.as_ref().is_none_or(|lead| lead.id != headline.id));
        let shown = headlines.len() + usize::from(lead.is_some());
        FrontScreen { lead, older: self.older(WHOLE_EDITION, edition.total, shown, &Route::Front), headlines }
    }

    /// A section: what is known of it at once, from the newest of the edition, until its own list is there.
    fn section(&self, edition: &Edition, section: &SectionSummary) -> Screen {
        let chain = section_chain(&section.slug);
        let latest = find(&self.latest, &section.slug);
        let route = Route::Section(section.slug.clone());
        match latest {
            Some(Load::Ready(latest)) => {
                let headlines = self.with_older(&chain, latest.iter());
                let older = self.older(&chain, section.count, headlines.len(), &route);
                Screen::Section(SectionScreen { section: section.clone(), headlines, older })
            }
            other => {
                let known = known_of(edition, &section.slug);
                let state = match other {
                    // What is known of it can be read where nothing comes.
                    Some(Load::Failed(failure)) if known.is_empty() || !failure.is_of_network() => {
                        return Screen::Failed { failure: failure.clone(), source: None };
                    }
                    Some(Load::Failed(failure)) => OlderState::Failed(failure.clone()),
                    _ if known.is_empty() && section.count > 0 => return Screen::Loading(Skeleton::List),
                    _ => OlderState::Loading,
                };
                let remaining = section.count.saturating_sub(known.len() as u32);
                let older = Older { remaining, next: None, state };
                Screen::Section(SectionScreen { section: section.clone(), headlines: known, older })
            }
        }
    }

    fn older_page(&self, section: Option<&SectionSummary>, has_chain: bool, page: u32) -> Screen {
        let chain = section.map_or_else(|| WHOLE_EDITION.to_owned(), |section| section_chain(&section.slug));
        let chain = self.chain(&chain);
        if let Some(failure) = chain.and_then(|chain| chain.failure(page)) {
            return Screen::Failed { failure, source: None };
        }
        let directory_is_there = chain.is_some_and(|chain| matches!(chain.directory, Some(Load::Ready(_))));
        match chain.and_then(|chain| chain.page(page)?.ready().map(|headlines| (chain, headlines))) {
            Some((chain, headlines)) => Screen::Older(OlderScreen {
                section: section.map(|section| SectionRef { slug: section.slug.clone(), name: section.name.clone() }),
                page,
                is_newest: page >= chain.last_page(),
                headlines: newest_first(headlines.iter()),
            }),
            None if !has_chain
                || directory_is_there
                    && chain.is_some_and(|chain| chain.page(page).is_none() && chain.lacks(Some(page)).is_empty()) =>
            {
                Screen::Missing(Missing::Page)
            }
            None => Screen::Loading(Skeleton::List),
        }
    }

    fn article(&self, article: &Arc<Article>) -> ArticleScreen {
        let (newer, older) = self.neighbours(article);
        ArticleScreen { article: article.clone(), newer, older }
    }

    /// `latest`, and what "more" has brought of the chain `name`, newest first, each once.
    fn with_older<'a>(&'a self, name: &str, latest: impl Iterator<Item = &'a Headline>) -> Vec<Headline> {
        match self.chain(name) {
            Some(chain) if chain.is_expanded() => newest_first(latest.chain(chain.expanded_headlines())),
            _ => latest.cloned().collect(),
        }
    }

    fn older(&self, name: &str, total: u32, shown: usize, here: &Route) -> Older {
        if self.source != Source::Edition {
            let state = match &self.feed_more {
                Load::Ready(()) => OlderState::Idle,
                Load::Pending => OlderState::Loading,
                Load::Failed(failure) => OlderState::Failed(failure.clone()),
            };
            return Older { remaining: 0, next: self.feed_next.as_ref().map(|_| here.clone()), state };
        }
        let remaining = total.saturating_sub(shown as u32);
        let chain = self.chain(name);
        let expansion = chain.map_or(Load::Ready(()), |chain| chain.expansion());
        let state = match expansion {
            Load::Ready(()) => OlderState::Idle,
            Load::Pending => OlderState::Loading,
            Load::Failed(failure) => OlderState::Failed(failure),
        };
        let pages = match chain.map(|chain| chain.next_older()).filter(|&page| page > 0) {
            Some(page) => page,
            None => total.div_ceil(wire::edition::HEADLINES_A_PAGE as u32),
        };
        let next = (remaining > 0).then(|| match here {
            Route::Section(slug) => Route::SectionOlder(slug.clone(), pages),
            _ => Route::Older(pages),
        });
        Older { remaining, next, state }
    }

    /// What the article page needs of its section's chain to name the articles next to it.
    pub(super) fn wanted_of_neighbours(&self, edition: &Edition, article: &Article) -> Vec<Wanted> {
        let Some(section) = article.section.as_ref().and_then(|section| edition.section(&section.slug)) else {
            return Vec::new();
        };
        let neighbours_known = self.prerendered || self.run_around(article).is_some();
        match (article.headline_page, &section.chain) {
            _ if neighbours_known => Vec::new(),
            (Some(page), Some(_)) => {
                self.wanted_of_chain(&section_chain(&section.slug), section.chain.as_ref(), Some(page))
            }
            _ if find(&self.latest, &section.slug).is_none() => {
                vec![Wanted::Latest(section.slug.clone(), edition.updated)]
            }
            _ => Vec::new(),
        }
    }

    fn neighbours(&self, article: &Article) -> (Option<Neighbour>, Option<Neighbour>) {
        let Some((run, at)) = self.run_around(article) else { return (None, None) };
        let neighbour = |headline: &Headline| Neighbour { id: headline.id.clone(), title: headline.title.clone() };
        let newer = at.checked_sub(1).and_then(|before| run.get(before));
        (newer.map(neighbour), run.get(at + 1).map(neighbour))
    }

    /// The loaded run of its section's headlines that `article` stands in, newest first, and its place there.
    fn run_around(&self, article: &Article) -> Option<(Vec<Headline>, usize)> {
        let section = article.section.as_ref()?;
        let latest = find(&self.latest, &section.slug).and_then(Load::ready);
        let page =
            article.headline_page.and_then(|page| self.chain(&section_chain(&section.slug))?.page(page)?.ready());
        let runs = [latest.map(|latest| latest.to_vec()), page.map(|page| newest_first(page.iter()))];
        runs.into_iter().flatten().find_map(|run| {
            let at = run.iter().position(|headline| headline.id == article.id)?;
            Some((run, at))
        })
    }
}

fn known_of(edition: &Edition, slug: &SectionSlug) -> Vec<Headline> {
    edition.latest.iter().filter(|headline| headline.section.as_ref() == Some(slug)).cloned().collect()
}
