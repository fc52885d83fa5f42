//! The place of an article: in its section's chain, among the newest, and for how long.

use super::Build;
use super::adopting::{Adopted, Task};
use crate::archive::{ArticleRecord, ChainRecord, SectionPlace, SectionRecord};
use anyhow::Result;
use model::{Headline, Moment};
use wire::edition::HEADLINES_A_PAGE;

impl Build<'_, '_> {
    /// Puts the article where its section, its date and its headline belong.
    pub(super) fn list(&mut self, one: &mut Adopted) -> Result<()> {
        let Adopted { place, task, record, draft, source, .. } = one;
        let article = &mut draft.article;
        let is_new = matches!(task, Task::New(_));
        let returns = record.gone.take().is_some();
        let section = article.section.clone();
        let known = record.section.as_ref().map(|known| &known.section.slug);
        let moved = known != section.as_ref().map(|section| &section.slug);
        let headline = Headline::of(article);
        let date = article.published.map_or(record.date, Moment::order_key);
        if is_new {
            self.changes.added.insert(*place);
        }
        if !(is_new || returns || moved || headline != record.headline || date != record.date) {
            let renamed = record.section.as_mut().zip(section);
            renamed.into_iter().for_each(|(known, section)| known.section = section);
            self.tag(*place, record, &article.tags, false)?;
            self.set_expiry(*place, record, draft.expires)?;
            draft.article.headline_page = page_of(record);
            return Ok(());
        }
        if !is_new && !returns {
            self.touch(*place, record.section.as_ref());
            self.unlist(*place, record)?;
        }
        if moved {
            record.section = section.map(|section| self.join(section, *place, source)).transpose()?;
        } else if let Some((known, section)) = record.section.as_mut().zip(section) {
            known.section = section;
        }
        if returns {
            self.meta.removed.retain(|id| *id != headline.id);
        }
        (record.headline, record.date) = (headline, date);
        self.tables.gone.remove(*place)?;
        self.enlist(*place, record)?;
        self.touch(*place, record.section.as_ref());
        self.tag(*place, record, &article.tags, true)?;
        self.set_expiry(*place, record, draft.expires)?;
        draft.article.headline_page = page_of(record);
        Ok(())
    }

    /// The next place in the chain of `section`.
    fn join(&mut self, section: model::SectionRef, place: u32, source: &str) -> Result<SectionPlace> {
        let chains = &mut self.meta.chains;
        let known = self.known_sections.entry(section.slug.clone()).or_insert_with(|| {
            *chains += 1;
            let chain = ChainRecord { number: *chains, ..ChainRecord::default() };
            SectionRecord { section: section.clone(), chain, met_in: Some(source.to_owned()) }
        });
        known.section = section.clone();
        let at = known.chain.length;
        known.chain.length += 1;
        self.tables.members.insert((known.chain.number, at), place)?;
        Ok(SectionPlace { chain: known.chain.number, at, section })
    }

    fn set_expiry(&mut self, place: u32, record: &mut ArticleRecord, expires: Option<i64>) -> Result<()> {
        if let Some(before) = record.expires.filter(|before| Some(*before) != expires) {
            self.tables.expiry.remove((before, place))?;
        }
        record.expires = expires;
        if let Some(expires) = expires {
            self.tables.expiry.insert((expires, place), ())?;
        }
        Ok(())
    }
}

fn page_of(record: &ArticleRecord) -> Option<u32> {
    record.section.as_ref().map(|section| 1 + section.at / HEADLINES_A_PAGE as u32)
}
