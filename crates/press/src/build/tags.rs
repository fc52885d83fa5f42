//! Tags and their pages: which articles have them, the newest hundred, and older ones a hundred a page.

use super::Build;
use crate::archive::{ArticleRecord, TagPlace, TagRecord, decode_record};
use crate::output::Digest;
use crate::prerender::{self, tag_page_path};
use anyhow::Result;
use model::{Headline, TagSlug, Text};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use viewer::screen::TagScreen;
use wire::edition::HEADLINES_A_PAGE;

/// A page's worth of places.
const PAGE: u32 = HEADLINES_A_PAGE as u32;

/// So many pages are in memory at once.
const AT_ONCE: usize = 512;

/// What a build changes of tags.
#[derive(Default)]
pub(super) struct Tagging {
    /// Tags of which something changed.
    touched: BTreeMap<TagSlug, Touched>,
    /// Articles that get a tag, and places among a tag's articles that are left, to be written in their order.
    places: BTreeMap<(TagSlug, u32), Option<u32>>,
    /// Whether something of a tag changed, known when their pages are written.
    pub changed: bool,
}

struct Touched {
    record: TagRecord,
    /// Places among its articles whose headline came, went or changed.
    at: BTreeSet<u32>,
}

impl Touched {
    fn of(record: TagRecord) -> Self {
        Self { record, at: BTreeSet::new() }
    }
}

/// A page to be made: its path, what was known of the file there, and what it shows.
struct Wanted {
    path: String,
    known: Option<Digest>,
    screen: TagScreen,
    places: Vec<u32>,
}

impl Build<'_, '_> {
    /// The article at `place` has `tags`, and no others any more; `reads_otherwise` where its headline changed.
    pub(super) fn tag(
        &mut self,
        place: u32,
        record: &mut ArticleRecord,
        tags: &[Text],
        reads_otherwise: bool,
    ) -> Result<()> {
        let mut left = std::mem::take(&mut record.tags);
        for name in tags {
            let tag = TagSlug::of_name(name.as_str());
            if record.tags.iter().any(|known| known.tag == tag) {
                continue;
            }
            let known = left.iter().position(|known| known.tag == tag).map(|known| left.swap_remove(known));
            match known {
                Some(known) if !reads_otherwise => record.tags.push(known),
                _ => {
                    self.recall(tag)?;
                    let begun = || Touched::of(TagRecord { name: name.clone(), length: 0, count: 0 });
                    let touched = self.tagging.touched.entry(tag).or_insert_with(begun);
                    let at = known.map_or_else(|| touched.record.next(), |known| known.at);
                    touched.at.insert(at);
                    self.tagging.places.insert((tag, at), Some(place));
                    record.tags.push(TagPlace { tag, at });
                }
            }
        }
        self.leave_tags(left)
    }

    /// The article has its tags no longer.
    pub(super) fn untag(&mut self, record: &mut ArticleRecord) -> Result<()> {
        let left = std::mem::take(&mut record.tags);
        self.leave_tags(left)
    }

    fn leave_tags(&mut self, left: Vec<TagPlace>) -> Result<()> {
        for TagPlace { tag, at } in left {
            self.recall(tag)?;
            if let Some(touched) = self.tagging.touched.get_mut(&tag) {
                touched.record.count = touched.record.count.saturating_sub(1);
                touched.at.insert(at);
            }
            self.tagging.places.insert((tag, at), None);
        }
        Ok(())
    }

    /// Brings what is remembered of `tag`, where anything is, among what changes.
    fn recall(&mut self, tag: TagSlug) -> Result<()> {
        if !self.tagging.touched.contains_key(&tag)
            && let Some(record) = self.tables.tag(tag)?
        {
            self.tagging.touched.insert(tag, Touched::of(record));
        }
        Ok(())
    }

    /// Writes the pages of tags of which something changed.
    pub(super) fn write_tags(&mut self) -> Result<()> {
        let Tagging { mut touched, places, .. } = std::mem::take(&mut self.tagging);
        for ((tag, at), place) in places {
            self.tables.put_tagged(tag, at, place)?;
        }
        for (tag, touched) in &touched {
            self.tables.put_tag(*tag, Some(&touched.record).filter(|record| record.count > 0))?;
        }
        self.tagging.changed = self.anew || !touched.is_empty();
        if self.anew {
            for (tag, record) in self.tables.tags()? {
                touched.entry(tag).or_insert_with(|| Touched::of(record));
            }
        }
        let mut wanted = Vec::new();
        for (tag, touched) in touched {
            self.plan_pages(tag, touched, &mut wanted)?;
            if wanted.len() >= AT_ONCE {
                self.write_tag_pages(std::mem::take(&mut wanted))?;
            }
        }
        self.write_tag_pages(wanted)
    }

    /// What is to be written of a tag's pages; those that it has no longer go.
    fn plan_pages(&mut self, tag: TagSlug, touched: Touched, wanted: &mut Vec<Wanted>) -> Result<()> {
        let Touched { record, at: changed } = touched;
        let mut stale: BTreeSet<String> = self.tables.paths_under(&format!("tag/{tag}/"))?.into_iter().collect();
        let members = self.tables.tagged(tag)?;
        if self.pages.is_some() && !members.is_empty() {
            let (older, newest) = members.split_at(members.len().saturating_sub(HEADLINES_A_PAGE));
            // Of what is not among the newest: the older pages that have any of it are full, or were.
            let last = older.last().map_or(0, |(at, _)| 1 + at / PAGE);
            let mut by_page: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for (at, place) in members.iter().filter(|(at, _)| at / PAGE < last) {
                by_page.entry(1 + at / PAGE).or_default().push(*place);
            }
            let numbers: Vec<u32> = by_page.keys().copied().collect();
            let screen = |page, newer, older| TagScreen {
                slug: tag,
                name: record.name.clone(),
                count: record.count,
                page,
                newer,
                older,
                headlines: Vec::new(),
            };
            let places = newest.iter().map(|(_, place)| *place).collect();
            let mut plan = vec![(None, screen(None, None, numbers.last().copied()), places)];
            for (which, number) in numbers.iter().enumerate() {
                let older = which.checked_sub(1).map(|before| numbers[before]);
                let screen = screen(Some(*number), numbers.get(which + 1).copied(), older);
                plan.push((Some(*number), screen, by_page.remove(number).unwrap_or_default()));
            }
            let path = |page: Option<u32>| tag_page_path(tag, page);
            // Pages lead to those beside them: where one came or went, all are looked at.
            let is_other = plan.iter().any(|(page, ..)| !stale.contains(&path(*page))) || plan.len() < stale.len();
            for (page, screen, places) in plan {
                let path = path(page);
                stale.remove(&path);
                let touches = |page: u32| changed.range((page - 1) * PAGE..page * PAGE).next().is_some();
                if self.anew || is_other || page.is_none_or(touches) {
                    let known = self.tables.file(&path)?.map(|known| known.depends_on);
                    wanted.push(Wanted { path, known, screen, places });
                }
            }
        }
        // Without a viewer pages stay as they are, like those of articles.
        if self.pages.is_some() || members.is_empty() {
            stale.into_iter().try_for_each(|path| self.publication.remove(&mut self.tables, &path))?;
        }
        Ok(())
    }

    fn write_tag_pages(&mut self, wanted: Vec<Wanted>) -> Result<()> {
        let Some(pages) = &self.pages else { return Ok(()) };
        let places: BTreeSet<u32> = wanted.iter().flat_map(|page| page.places.iter().copied()).collect();
        let records: Vec<_> =
            places.into_iter().map(|place| Ok((place, self.tables.encoded_article(place)?))).collect::<Result<_>>()?;
        let headlines: BTreeMap<u32, Headline> = records
            .into_par_iter()
            .filter_map(|(place, record)| Some((place, record?)))
            .map(|(place, record)| Ok((place, decode_record(&record)?.headline)))
            .collect::<Result<_>>()?;
        let known = self.known_sections.values();
        let names = prerender::names(known.map(|record| (record.section.slug.clone(), record.section.name.clone())));
        let publication = &self.publication;
        let staged: Vec<_> = wanted
            .into_par_iter()
            .map(|Wanted { path, known, mut screen, places }| {
                screen.headlines = places.iter().filter_map(|place| headlines.get(place).cloned()).collect();
                let html = pages.tag(screen, &names);
                let digest = Digest::of(&html);
                let same = !publication.distrusts() && known == Some(digest);
                (!same).then(|| publication.stage(&path, digest, &html)).transpose()
            })
            .collect::<Result<_>>()?;
        staged.into_iter().flatten().try_for_each(|staged| self.publication.add(&mut self.tables, staged))
    }
}
