//! Articles leave only for a reason: the operator's, their publisher's, or that their time is over.

use super::sourcing::SourcesRead;
use super::{Build, BuildRequest};
use crate::archive::{Gone, Why};
use crate::prerender::{oembed_path, page_path};
use anyhow::Result;
use model::{Headline, Tombstone};
use redb::ReadableTable;
use std::collections::BTreeSet;
use viewer::route::Route;
use wire::edition::{HEADLINES_A_PAGE, article_path, encode};

/// How many removals the edition tells of.
const REMOVALS_TOLD: usize = 100;

impl Build<'_, '_> {
    /// Lets go what the configuration hides or takes down, what has expired, and what sources that
    /// are to be pruned no longer offer; takes back what is hidden no more.
    pub(super) fn let_go(&mut self, read: &SourcesRead, request: &BuildRequest) -> Result<()> {
        for (names, why) in [(&request.config.takedown, Why::TakenDown), (&request.config.hidden, Why::Hidden)] {
            for name in names {
                if let Some(place) = self.place_named(name)? {
                    self.leave(place, why)?;
                }
            }
        }
        self.take_back()?;
        self.expire()?;
        if !read.pruned.is_empty() {
            self.prune(read)?;
        }
        Ok(())
    }

    /// Hidden articles that no list names any more come back as they were.
    fn take_back(&mut self) -> Result<()> {
        let named = self.names_hidden()?;
        for place in self.gone()? {
            let Some(record) = self.tables.article(place)? else { continue };
            let hidden = record.gone.is_some_and(|gone| gone.why == Why::Hidden);
            if hidden && !named.contains(&place) {
                self.changes.returning.insert(place);
            }
        }
        Ok(())
    }

    fn names_hidden(&self) -> Result<BTreeSet<u32>> {
        let names = self.config.hidden.iter().chain(&self.config.takedown);
        let places: Result<Vec<Option<u32>>> = names.map(|name| self.place_named(name)).collect();
        Ok(places?.into_iter().flatten().collect())
    }

    /// The places of articles that are gone.
    pub(super) fn gone(&self) -> Result<BTreeSet<u32>> {
        let gone = self.tables.gone.iter()?;
        gone.map(|entry| Ok(entry?.0.value())).collect()
    }

    /// Lets go what may be shown no longer.
    pub(super) fn expire(&mut self) -> Result<()> {
        let over = self.tables.expiry.range(..=(self.now.order_key(), u32::MAX))?;
        let over: Vec<u32> = over.map(|entry| Ok(entry?.0.value().1)).collect::<Result<_>>()?;
        over.into_iter().try_for_each(|place| self.leave(place, Why::Expired))
    }

    fn prune(&mut self, read: &SourcesRead) -> Result<()> {
        for place in 0..self.meta.places {
            let Some(mut record) = self.tables.article(place)? else { continue };
            let before = record.offers.len();
            record
                .offers
                .retain(|offered| read.pruned.get(&offered.source).is_none_or(|offers| offers.contains(&record.key)));
            if record.offers.len() == before {
                continue;
            }
            let deserted = record.offers.is_empty();
            self.tables.put_article(place, &record)?;
            if deserted {
                self.leave(place, Why::Pruned)?;
            }
        }
        Ok(())
    }

    /// The article at `place` leaves chains, sections and related lists.
    pub(super) fn leave(&mut self, place: u32, why: Why) -> Result<()> {
        let Some(mut record) = self.tables.article(place)? else { return Ok(()) };
        if let Some(gone) = &mut record.gone {
            // Hidden before, and now to be forgotten: only that is new.
            if gone.why.keeps_text() && !why.keeps_text() {
                gone.why = why;
                self.changes.left.insert(place);
                self.forget_text(place, &mut record.headline)?;
                self.tables.put_article(place, &record)?;
            }
            return Ok(());
        }
        record.gone = Some(Gone { why, since: self.now });
        self.tables.gone.insert(place, ())?;
        self.show_no_pictures(place, &mut record)?;
        self.drop_share_picture(&mut record)?;
        self.touch(place, record.section.as_ref());
        self.unlist(place, &record)?;
        self.untag(&mut record)?;
        self.uncite(place)?;
        self.meta.removed.retain(|id| id != record.id());
        self.meta.removed.insert(0, record.id().clone());
        self.meta.removed.truncate(REMOVALS_TOLD);
        if !why.keeps_text() {
            record.credits.clear();
            record.original = None;
            self.forget_text(place, &mut record.headline)?;
        }
        self.tables.put_article(place, &record)?;
        self.changes.left.insert(place);
        self.changes.added.remove(&place);
        self.changes.updated.remove(&place);
        Ok(())
    }

    fn forget_text(&mut self, place: u32, headline: &mut Headline) -> Result<()> {
        self.tables.masters.remove(place)?;
        (headline.title, headline.standfirst, headline.image) = (None, None, None);
        Ok(())
    }

    /// The lists that name the article at `place` are made anew without it.
    fn uncite(&mut self, place: u32) -> Result<()> {
        let citing = self.tables.cited.range((place, 0)..=(place, u32::MAX))?;
        let citing: Vec<u32> = citing.map(|entry| Ok(entry?.0.value().1)).collect::<Result<_>>()?;
        for other in citing {
            self.tables.cited.remove((place, other))?;
            if let Some(mut record) = self.tables.article(other)? {
                record.same_story.retain(|same| *same != place);
                record.related.retain(|related| *related != place);
                self.tables.put_article(other, &record)?;
                self.changes.again.insert(other);
            }
        }
        Ok(())
    }

    /// The headline of the article at `place` changes, comes or goes: so do the pages that hold it.
    pub(super) fn touch(&mut self, place: u32, section: Option<&crate::archive::SectionPlace>) {
        let whole = [(0, place)].into_iter();
        for (chain, at) in whole.chain(section.map(|section| (section.chain, section.at))) {
            self.changes.pages.insert((chain, 1 + at / HEADLINES_A_PAGE as u32));
            self.changes.chains.insert(chain);
        }
    }

    /// Writes what stands in place of the articles that left.
    pub(super) fn write_tombstones(&mut self) -> Result<()> {
        let places = if self.anew { self.gone()? } else { self.changes.left.clone() };
        for place in places {
            let Some(record) = self.tables.article(place)? else { continue };
            let Some(gone) = record.gone else {
                self.changes.left.remove(&place);
                continue;
            };
            let id = record.id().clone();
            self.publication.remove(&mut self.tables, &oembed_path(&id))?;
            if !self.meta.redirects.contains_key(&id) {
                let tombstone = Tombstone { id, reason: gone.why.reason(), removed: gone.since };
                if let Some(pages) = &self.pages {
                    let page = pages.tombstone(&tombstone.id, tombstone.reason);
                    let path = page_path(&Route::Article(tombstone.id.clone()));
                    self.publication.put(&mut self.tables, &path, &page)?;
                }
                self.publication.put(&mut self.tables, &article_path(&tombstone.id), &encode(&tombstone))?;
            }
        }
        Ok(())
    }
}
