//! Lists of headlines: pages of a hundred from the oldest, and what is newest.

use super::Build;
use crate::archive::{ArticleRecord, ChainRecord};
use crate::output::name_hash;
use anyhow::Result;
use model::{ChainRef, Headline, HeadlinePageRef, SectionSlug};
use redb::ReadableTable;
use std::collections::BTreeSet;
use wire::edition::{
    self, ChainDirectory, HEADLINES_A_PAGE, HeadlinePage, LATEST_HEADLINES, WHOLE_EDITION, encode, section_chain,
};

/// A page's worth of places.
const PAGE: u32 = HEADLINES_A_PAGE as u32;

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
        self.write_chain(WHOLE_EDITION, &mut whole)?;
        self.meta.whole = whole;
        let slugs: Vec<SectionSlug> = self.known_sections.keys().cloned().collect();
        for slug in slugs {
            let mut record = self.known_sections[&slug].clone();
            if !self.anew && !self.changes.chains.contains(&record.chain.number) {
                continue;
            }
            self.write_chain(&section_chain(&slug), &mut record.chain)?;
            let path = edition::latest_path(&slug);
            if record.chain.count == 0 {
                self.publication.remove(&mut self.tables, &path)?;
            } else {
                let headlines = self.newest(record.chain.number)?;
                let page = HeadlinePage { chain: section_chain(&slug), page: None, headlines };
                self.publication.put(&mut self.tables, &path, &encode(&page))?;
            }
            self.tables.put_section(&record)?;
            self.known_sections.insert(slug, record);
        }
        Ok(())
    }

    /// The newest headlines of a chain, newest first.
    pub(super) fn newest(&self, chain: u32) -> Result<Vec<Headline>> {
        let newest = self.tables.dates.range((chain, i64::MIN, "")..(chain + 1, i64::MIN, ""))?;
        let mut headlines = Vec::with_capacity(LATEST_HEADLINES);
        for entry in newest.rev().take(LATEST_HEADLINES) {
            headlines.extend(self.tables.article(entry?.1.value())?.map(|record| record.headline));
        }
        Ok(headlines)
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

    fn retire(&mut self, path: &str) -> Result<()> {
        if self.changes.left.is_empty() {
            self.tables.stale.insert(path, ())?;
            Ok(())
        } else {
            self.publication.remove(&mut self.tables, path)
        }
    }

    fn write_chain(&mut self, name: &str, chain: &mut ChainRecord) -> Result<()> {
        let number = chain.number;
        let all = 1..=chain.length.div_ceil(PAGE);
        let pages: BTreeSet<u32> = if chain.count as usize <= LATEST_HEADLINES {
            // What is newest is all there is.
            return self.drop_chain(name, chain);
        } else if self.anew || chain.directory.is_none() {
            all.collect()
        } else {
            let touched = self.changes.pages.range((number, 0)..(number + 1, 0));
            touched.map(|(_, page)| *page).collect()
        };
        if pages.is_empty() {
            return Ok(());
        }
        for page in pages {
            self.write_page(name, number, page)?;
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

    fn drop_chain(&mut self, name: &str, chain: &mut ChainRecord) -> Result<()> {
        for reference in self.directory(chain.number)? {
            self.tables.pages.remove((chain.number, reference.page))?;
            self.retire(&edition::headlines_path(name, &reference))?;
        }
        if let Some(hash) = chain.directory.take() {
            self.retire(&edition::chain_path(&ChainRef { name: name.to_owned(), hash }))?;
        }
        Ok(())
    }

    fn write_page(&mut self, name: &str, chain: u32, page: u32) -> Result<()> {
        let headlines = self.headlines(chain, (page - 1) * PAGE..page * PAGE)?;
        let count = headlines.len() as u32;
        let reference = |count: u32, hash: &str| HeadlinePageRef { page, count, hash: hash.to_owned() };
        let before = self.tables.pages.get((chain, page))?.map(|known| {
            let (count, hash) = known.value();
            reference(count, hash)
        });
        let mut after = None;
        if count > 0 {
            let bytes = encode(&HeadlinePage { chain: name.to_owned(), page: Some(page), headlines });
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
            Some(path) if after.as_ref() != Some(&path) => self.retire(&path),
            _ => Ok(()),
        }
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
