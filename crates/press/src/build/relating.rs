//! What an article stands beside: the same story at other publishers, and related stories. Both are
//! found once, when it is new, among what was here before it.

use super::Build;
use super::adopting::Adopted;
use crate::archive::{ArticleRecord, Tables};
use crate::publication::{Publication, Staged};
use crate::related::{self, Neighbours, Postings, Report, Scratch, publisher_hash, span};
use anyhow::Result;
use model::{Headline, RelatedStory, SectionRef};
use rayon::prelude::*;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

/// So many articles are related by one thread at a time.
const AT_A_TIME: usize = 32;

impl Build<'_, '_> {
    /// Remembers when and by whom each draft appeared, and of new ones what their words weigh.
    pub(super) fn report(&mut self, drafts: &[Adopted], postings: &Postings) -> Result<()> {
        let weights: Vec<Option<f32>> =
            drafts.par_iter().map(|one| Some(related::weight_of(one.place, one.bag.as_ref()?, postings))).collect();
        for (one, weight) in drafts.iter().zip(weights) {
            let article = &one.draft.article;
            let publisher = article.original.as_ref().map(|original| original.publisher.name.as_str());
            let before = self.reports.get(one.place).copied();
            let numbers = one.bag.as_ref().map_or(0, |bag| bag.numbers);
            let of_before = before.map(|before| (before.weight, before.numbers));
            let Some((weight, numbers)) = weight.map(|weight| (weight, numbers)).or(of_before) else { continue };
            let published = article.published.map(span);
            let report = Report { published, publisher: publisher_hash(publisher), weight, numbers };
            if before != Some(report) {
                self.tables.put_report(one.place, &report)?;
                self.reports.put(one.place, report);
            }
        }
        Ok(())
    }

    /// Finds what new articles stand beside, and whether known ones have changed, all cores at once,
    /// each with one of the `scratches`.
    pub(super) fn relate(
        &self,
        mut drafts: Vec<Adopted>,
        postings: &Postings,
        gone: &HashSet<u32>,
        scratches: &Mutex<Vec<Scratch>>,
    ) -> Vec<Adopted> {
        let places = self.meta.places;
        let reports = &self.reports;
        let pool = || scratches.lock().unwrap_or_else(PoisonError::into_inner);
        drafts.par_chunks_mut(AT_A_TIME).for_each(|several| {
            let mut scratch = pool().pop().unwrap_or_else(|| Scratch::new(places));
            for one in several {
                one.shown = Some(super::adopting::shown(&mut one.draft));
                one.neighbours = match &one.bag {
                    Some(bag) => scratch.neighbours(one.place, bag, postings, reports, gone),
                    None => Neighbours {
                        same_story: std::mem::take(&mut one.record.same_story),
                        related: std::mem::take(&mut one.record.related),
                    },
                };
            }
            pool().push(scratch);
        });
        drafts
    }

    /// Fills in the same story elsewhere, and the related stories: those found, then those that its
    /// source itself names.
    pub(super) fn point_to_others(&mut self, one: &mut Adopted, beside: &mut Beside) -> Result<()> {
        let Neighbours { same_story, related } = std::mem::take(&mut one.neighbours);
        for &other in &same_story {
            let Some(known) = self.named(other, beside)? else { continue };
            let headline = Headline { standfirst: None, section: None, image: None, ..known.headline.clone() };
            one.draft.article.same_story.push(headline);
            beside.cited.push((other, one.place));
        }
        let named = std::mem::take(&mut one.draft.article.related);
        let mut stories = Vec::new();
        for &other in related.iter().take(related::MOST.saturating_sub(named.len())) {
            let Some(known) = self.named(other, beside)? else { continue };
            stories.push(RelatedStory {
                id: Some(known.headline.id.clone()),
                title: known.headline.title.clone(),
                section: known.section.clone(),
            });
            beside.cited.push((other, one.place));
        }
        stories.extend(named.into_iter().take(related::MOST));
        one.draft.article.related = stories;
        (one.record.same_story, one.record.related) = (same_story, related);
        beside.names.insert(one.place, Name::of(&one.record));
        Ok(())
    }

    /// What is said of the article at `place` where another points to it.
    fn named<'n>(&self, place: u32, beside: &'n mut Beside) -> Result<Option<&'n Name>> {
        if beside.names.len() > MOST_NAMES {
            // The oldest are pointed to least.
            let kept = beside.names.keys().nth(beside.names.len() - MOST_NAMES / 2).copied();
            beside.names = beside.names.split_off(&kept.unwrap_or(0));
        }
        if let Entry::Vacant(entry) = beside.names.entry(place) {
            let Some(record) = self.tables.article(place)? else { return Ok(None) };
            entry.insert(Name::of(&record));
        }
        Ok(beside.names.get(&place))
    }
}

/// How many names of articles are in memory.
const MOST_NAMES: usize = 40_000;

/// What adopting articles is to remember beside each of them, written in its own order at the end:
/// several times as fast as one by one.
#[derive(Default)]
pub(super) struct Beside {
    /// What is said of articles where another points to them, by place.
    names: BTreeMap<u32, Name>,
    /// Articles with others that point to them.
    cited: Vec<(u32, u32)>,
    /// Files that are staged.
    pub staged: Vec<Staged>,
}

/// What is said of an article where another points to it.
struct Name {
    headline: Headline,
    section: Option<SectionRef>,
}

impl Name {
    fn of(record: &ArticleRecord) -> Self {
        let headline = Headline { standfirst: None, section: None, image: None, ..record.headline.clone() };
        Self { headline, section: record.section.as_ref().map(|section| section.section.clone()) }
    }
}

impl Beside {
    /// Remembers all of it.
    ///
    /// # Errors
    /// An archive that cannot be written.
    pub fn save(mut self, tables: &mut Tables<'_>, publication: &mut Publication) -> Result<()> {
        self.cited.sort_unstable();
        self.cited.into_iter().try_for_each(|pair| tables.cited.insert(pair, ()).map(drop))?;
        self.staged.sort_unstable_by(|a, b| a.path().cmp(b.path()));
        self.staged.into_iter().try_for_each(|staged| publication.add(tables, staged))
    }
}
