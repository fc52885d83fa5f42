//! Lists of headlines: pages of a hundred from the oldest, and what is newest.

use super::Build;
use crate::archive::{ArticleRecord, ChainRecord, Tables};
use crate::output::name_hash;
use crate::prerender::{self, page_path};
use anyhow::Result;
use model::{ChainRef, Headline, HeadlinePageRef, SectionRef, SectionSlug};
use redb::ReadableTable;
use std::collections::BTreeSet;
use viewer::route::Route;
use wire::edition::{
    self, ChainDirectory, HEADLINES_A_PAGE, HeadlinePage, LATEST_HEADLINES, WHOLE_EDITION, encode, section_chain,
};

/// A page's worth of places.
const PAGE: u32 = HEADLINES_A_PAGE as u32;

/// The newest headlines of a chain, newest first.
pub(super) fn newest(tables: &Tables<'_>, chain: u32) -> Result<Vec<Headline>> {
    Ok(newest_articles(tables, chain)?.into_iter().map(|record| record.headline).collect())
}

/// What is remembered of the newest articles of a chain, newest first.
pub(super) fn newest_articles(tables: &Tables<'_>, chain: u32) -> Result<Vec<ArticleRecord>> {
    let newest = tables.dates.range((chain, i64::MIN, "")..(chain + 1, i64::MIN, ""))?;
    let mut records = Vec::with_capacity(LATEST_HEADLINES);
    for entry in newest.rev().take(LATEST_HEADLINES) {
        records.extend(tables.article(entry?.1.value())?);
    }
    Ok(records)
}

/// The route of page `page` of a section, or of the whole edition.
fn older_route(section: Option<&SectionRef>, page: u32) -> Route {
    match section {
        Some(section) => Route::SectionOlder(section.slug.clone(), page),
        None => Route::Older(page),
    }
}

impl Build<'_, '_> {
    /// The article at `place` comes among the newest and into the counts.
    pub(super) fn enlist(&mut self, place: u32, record: &ArticleRecord) -> Result<()> {
        let id = record.id().as_str();
        self.meta.whole.count += 1;
        self.meta.whole.length = self.meta.places;
        self.tables.dates.insert((0, record.date, id), place)?;
        self.tables.texts_moved(place, record.text, record.text)?;
        if let Some(section) = &record.section {
            self.tables.dates.insert((section.chain, record.date, id), place)?;
            if let Some(known) = self.known_sections.get_mut(&section.section.slug) {
                known.chain.count += 1;
                known.section = section.section.clone();
            }
        }
        Ok(())
    }

    /// It leaves them.
    pub(super) fn unlist(&mut self, place: u32, record: &ArticleRecord) -> Result<()> {
        let id = record.id().as_str();
        self.meta.whole.count -= 1;
        self.tables.dates.remove((0, record.date, id))?;
        let text = record.text.to_string();
        if self.tables.texts.get(text.as_str())?.is_some_and(|holder| holder.value() == place) {
            self.tables.texts.remove(text.as_str())?;
        }
        if let Some(expires) = record.expires {
            self.tables.expiry.remove((expires, place))?;
        }
        if let Some(section) = &record.section {
            self.tables.dates.remove((section.chain, record.date, id))?;
            if let Some(known) = self.known_sections.get_mut(&section.section.slug) {
                known.chain.count -= 1;
            }
        }
        Ok(())
    }

    /// Writes the pages and directories of which something changed, and what is newest.
    pub(super) fn write_lists(&mut self) -> Result<()> {
        self.forget_stale()?;
        let mut whole = self.meta.whole.clone();
        self.write_chain(WHOLE_EDITION, &mut whole, None)?;
        self.meta.whole = whole;
        let slugs: Vec<SectionSlug> = self.known_sections.keys().cloned().collect();
        for slug in slugs {
            let mut record = self.known_sections[&slug].clone();
            if !self.anew && !self.changes.chains.contains(&record.chain.number) {
                continue;
            }
            self.write_chain(&section_chain(&slug), &mut record.chain, Some(&record.section))?;
            let path = edition::latest_path(&slug);
            if record.chain.count > 0 || self.site.sections.contains(&slug) {
                let headlines = newest(&self.tables, record.chain.number)?;
                let page = HeadlinePage { chain: section_chain(&slug), page: None, headlines };
                self.publication.put(&mut self.tables, &path, &encode(&page))?;
            }
            self.tables.put_section(&record)?;
            self.known_sections.insert(slug, record);
        }
        for slug in self.site.sections.iter().filter(|slug| !self.known_sections.contains_key(slug)) {
            let empty = HeadlinePage { chain: section_chain(slug), page: None, headlines: Vec::new() };
            self.publication.put(&mut self.tables, &edition::latest_path(slug), &encode(&empty))?;
        }
        let full = self.known_sections.iter().filter(|(_, record)| record.chain.count > 0).map(|(slug, _)| slug);
        let wanted: BTreeSet<String> = full.chain(&self.site.sections).map(edition::latest_path).collect();
        let latest = self.tables.paths_under(edition::LATEST_FOLDER)?;
        latest
            .iter()
            .filter(|path| !wanted.contains(*path))
            .try_for_each(|path| self.publication.remove(&mut self.tables, path))
    }

    /// Files that only readers of an earlier edition asked for go when there is a newer one; at once
    /// where they list what was removed.
    fn forget_stale(&mut self) -> Result<()> {
        if self.changes.pages.is_empty() {
            return Ok(());
        }
        let stale: Vec<String> =
            self.tables.stale.iter()?.map(|entry| Ok(entry?.0.value().to_owned())).collect::<Result<_>>()?;
        for path in stale {
            self.tables.stale.remove(path.as_str())?;
            self.publication.remove(&mut self.tables, &path)?;
        }
        Ok(())
    }

    pub(super) fn retire(&mut self, path: &str) -> Result<()> {
        if self.changes.left.is_empty() {
            self.tables.stale.insert(path, ())?;
            Ok(())
        } else {
            self.publication.remove(&mut self.tables, path)
        }
    }

    fn write_chain(&mut self, name: &str, chain: &mut ChainRecord, section: Option<&SectionRef>) -> Result<()> {
        let number = chain.number;
        let all = 1..=chain.length.div_ceil(PAGE);
        let pages: BTreeSet<u32> = if chain.count as usize <= LATEST_HEADLINES {
            // What is newest is all there is.
            return self.drop_chain(name, chain, section);
        } else if self.anew || chain.directory.is_none() {
            all.collect()
        } else {
            let touched = self.changes.pages.range((number, 0)..(number + 1, 0));
            touched.map(|(_, page)| *page).collect()
        };
        if pages.is_empty() {
            return Ok(());
        }
        let newest = chain.length.div_ceil(PAGE);
        let is_first_time = self.tables.pages.get((number, newest))?.is_none();
        for &page in &pages {
            let headlines = self.write_page(name, number, page)?;
            self.prerender_older(section, page, page == newest, headlines)?;
        }
        // The page that was the newest leads on to another from now.
        let before = newest - 1;
        if is_first_time && before > 0 && !pages.contains(&before) {
            let headlines = self.headlines(number, (before - 1) * PAGE..before * PAGE)?;
            self.prerender_older(section, before, false, headlines)?;
        }
        let bytes = encode(&ChainDirectory { chain: name.to_owned(), pages: self.directory(number)? });
        let reference = ChainRef { name: name.to_owned(), hash: name_hash(&bytes) };
        let former = chain.directory.replace(reference.hash.clone()).filter(|former| *former != reference.hash);
        let path = edition::chain_path(&reference);
        self.tables.stale.remove(path.as_str())?;
        self.publication.put(&mut self.tables, &path, &bytes)?;
        if let Some(hash) = former {
            self.retire(&edition::chain_path(&ChainRef { name: name.to_owned(), hash }))?;
        }
        Ok(())
    }

    fn directory(&self, chain: u32) -> Result<Vec<HeadlinePageRef>> {
        let pages = self.tables.pages.range((chain, 0)..(chain + 1, 0))?;
        pages
            .map(|entry| {
                let (key, value) = entry?;
                let (count, hash) = value.value();
                Ok(HeadlinePageRef { page: key.value().1, count, hash: hash.to_owned() })
            })
            .collect()
    }

    fn drop_chain(&mut self, name: &str, chain: &mut ChainRecord, section: Option<&SectionRef>) -> Result<()> {
        for reference in self.directory(chain.number)? {
            self.tables.pages.remove((chain.number, reference.page))?;
            self.publication.remove(&mut self.tables, &page_path(&older_route(section, reference.page)))?;
            self.retire(&edition::headlines_path(name, &reference))?;
        }
        if let Some(hash) = chain.directory.take() {
            self.retire(&edition::chain_path(&ChainRef { name: name.to_owned(), hash }))?;
        }
        Ok(())
    }

    /// Writes a page of a chain; the headlines on it.
    fn write_page(&mut self, name: &str, chain: u32, page: u32) -> Result<Vec<Headline>> {
        let headlines = self.headlines(chain, (page - 1) * PAGE..page * PAGE)?;
        let count = headlines.len() as u32;
        let reference = |count: u32, hash: &str| HeadlinePageRef { page, count, hash: hash.to_owned() };
        let before = self.tables.pages.get((chain, page))?.map(|known| {
            let (count, hash) = known.value();
            reference(count, hash)
        });
        let mut after = None;
        if count > 0 {
            let document = HeadlinePage { chain: name.to_owned(), page: Some(page), headlines: headlines.clone() };
            let bytes = encode(&document);
            let reference = reference(count, &name_hash(&bytes));
            let path = edition::headlines_path(name, &reference);
            self.tables.pages.insert((chain, page), (count, reference.hash.as_str()))?;
            self.tables.stale.remove(path.as_str())?;
            self.publication.put(&mut self.tables, &path, &bytes)?;
            after = Some(path);
        } else {
            self.tables.pages.remove((chain, page))?;
        }
        let former = before.map(|before| edition::headlines_path(name, &before));
        match former {
            Some(path) if after.as_ref() != Some(&path) => self.retire(&path)?,
            _ => {}
        }
        Ok(headlines)
    }

    /// Writes the HTML of an older page; where nothing is on it any more, there is none.
    fn prerender_older(
        &mut self,
        section: Option<&SectionRef>,
        page: u32,
        is_newest: bool,
        headlines: Vec<Headline>,
    ) -> Result<()> {
        let Some(pages) = &self.pages else { return Ok(()) };
        let path = page_path(&older_route(section, page));
        if headlines.is_empty() {
            return self.publication.remove(&mut self.tables, &path);
        }
        let known =
            self.known_sections.values().map(|record| (record.section.slug.clone(), record.section.name.clone()));
        let html = pages.older(section, page, is_newest, headlines, &prerender::names(known));
        self.publication.put(&mut self.tables, &path, &html)
    }

    /// The headlines at `places` of a chain; those that are gone, or have moved on, leave a hole.
    fn headlines(&self, chain: u32, places: std::ops::Range<u32>) -> Result<Vec<Headline>> {
        if chain == 0 {
            let records = self.tables.articles(places)?;
            let present = records.into_iter().filter(|(_, record)| record.gone.is_none());
            return Ok(present.map(|(_, record)| record.headline).collect());
        }
        let mut headlines = Vec::new();
        for entry in self.tables.members.range((chain, places.start)..(chain, places.end))? {
            let (key, place) = entry?;
            let at = key.value().1;
            let Some(record) = self.tables.article(place.value())? else { continue };
            let stays = record.section.as_ref().is_some_and(|own| own.chain == chain && own.at == at);
            if stays && record.gone.is_none() {
                headlines.push(record.headline);
            }
        }
        Ok(headlines)
    }
}
