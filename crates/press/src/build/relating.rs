//! What an article stands beside: the same story at other publishers, and related stories. Both are
//! found once, when it is new, among what was here before it.

use super::Build;
use super::adopting::Adopted;
use crate::related::{self, Neighbours, Postings, Report, Scratch, publisher_hash, span};
use anyhow::Result;
use model::{Headline, RelatedStory};
use rayon::prelude::*;
use std::collections::HashSet;

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

    /// Finds what new articles stand beside, and whether known ones have changed, all cores at once.
    pub(super) fn relate(&self, mut drafts: Vec<Adopted>, postings: &Postings, gone: &HashSet<u32>) -> Vec<Adopted> {
        let places = self.meta.places;
        drafts.par_iter_mut().for_each_init(
            || Scratch::new(places),
            |scratch, one| {
                one.shown = Some(super::adopting::shown(&mut one.draft));
                one.neighbours = match &one.bag {
                    Some(bag) => scratch.neighbours(one.place, bag, postings, &self.reports, gone),
                    None => Neighbours {
                        same_story: std::mem::take(&mut one.record.same_story),
                        related: std::mem::take(&mut one.record.related),
                    },
                };
            },
        );
        drafts
    }

    /// Fills in the same story elsewhere, and the related stories: those found, then those that its
    /// source itself names.
    pub(super) fn point_to_others(&mut self, one: &mut Adopted) -> Result<()> {
        let Neighbours { same_story, related } = std::mem::take(&mut one.neighbours);
        for &other in &same_story {
            let Some(record) = self.tables.article(other)? else { continue };
            let headline = Headline { standfirst: None, section: None, image: None, ..record.headline };
            one.draft.article.same_story.push(headline);
            self.tables.cited.insert((other, one.place), ())?;
        }
        let named = std::mem::take(&mut one.draft.article.related);
        let mut stories = Vec::new();
        for &other in related.iter().take(related::MOST.saturating_sub(named.len())) {
            let Some(record) = self.tables.article(other)? else { continue };
            stories.push(RelatedStory {
                id: Some(record.id().clone()),
                title: record.headline.title.clone(),
                section: record.section.map(|section| section.section),
            });
            self.tables.cited.insert((other, one.place), ())?;
        }
        stories.extend(named.into_iter().take(related::MOST));
        one.draft.article.related = stories;
        (one.record.same_story, one.record.related) = (same_story, related);
        Ok(())
    }
}
