//! Which of the offers are published: items of one key are versions of one article, the newest of
//! which counts; items of one text are one article, with every attribution.

use super::Build;
use super::merging::add_credit;
use super::reading::{Offer, Standing, attribution};
use super::sourcing::SourcesRead;
use crate::archive::{ArticleRecord, Credit, MergedRecord, Offered, Why};
use crate::identity::new_id;
use anyhow::Result;
use model::{ArticleId, Problem};
use redb::ReadableTable;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What is to be published of the offers.
pub(super) struct Chosen {
    /// All offers.
    pub offers: Vec<Offer>,
    /// New articles with their places, in rising order of these.
    pub new: Vec<(u32, Newcomer)>,
    /// Known articles of which an offer is the newest version, by place: places of offers.
    pub changed: BTreeMap<u32, usize>,
}

/// A new article.
pub(super) struct Newcomer {
    /// The place of its offer.
    pub offer: usize,
    /// Its id.
    pub id: ArticleId,
    /// Others that published it.
    pub credits: Vec<Credit>,
    /// What else offers it.
    pub also: Vec<Offered>,
    /// Other items that are part of it, with what offers them.
    pub merged: Vec<(String, Vec<Offered>)>,
}

/// Offers of one key, the newest first.
type Group = Vec<usize>;

impl Build<'_, '_> {
    /// Chooses, and gives new articles their ids and places, in order of date.
    pub(super) fn choose(&mut self, read: SourcesRead) -> Result<Chosen> {
        let SourcesRead { offers, mut sources, .. } = read;
        let mut problems: Vec<(u32, Problem)> = Vec::new();
        let mut changed = BTreeMap::new();
        let mut new = Vec::new();
        for group in groups(&offers) {
            let place = self.tables.place_of_key(&offers[group[0]].key)?;
            match place {
                Some(place) => {
                    if let Some(chosen) = self.choose_version(place, &group, &offers, &mut problems)? {
                        changed.insert(place, chosen);
                    }
                }
                None => new.extend(self.choose_new(&group, &offers, &mut problems)?),
            }
        }
        let new = self.merge(new, &offers)?;
        let new = self.place(new, &offers)?;
        for (number, problem) in problems {
            if let Some(source) = sources.get_mut(&number) {
                source.problems.push(problem);
            }
        }
        self.remember_sources(sources)?;
        Ok(Chosen { offers, new, changed })
    }

    /// Whether an offer of `group` is a newer version of the article at `place`; which.
    fn choose_version(
        &mut self,
        place: u32,
        group: &Group,
        offers: &[Offer],
        problems: &mut Vec<(u32, Problem)>,
    ) -> Result<Option<usize>> {
        let Some(mut record) = self.tables.article(place)? else { return Ok(None) };
        let best = group[0];
        if offers[best].standing == Standing::Withheld(Why::Canceled) && offers[best].age >= record.age {
            self.tables.canceled.insert(record.key.as_str(), ())?;
        }
        let newest = match record.gone {
            Some(gone) => {
                if matches!(gone.why, Why::Hidden | Why::TakenDown) && self.is_barred(&offers[best]) {
                    return Ok(None);
                }
                Some(best)
            }
            None => group.iter().copied().find(|&offer| supersedes(&offers[offer], &record)),
        };
        let canceled = self.tables.canceled.get(record.key.as_str())?.is_some();
        let mut chosen = None;
        if let Some(newest) = newest {
            let offer = &offers[newest];
            match offer.standing {
                Standing::Fit if canceled => problems.push(offer.problem("it was canceled before", "not published")),
                Standing::Fit => {
                    problems.extend(offer.problems.iter().map(|problem| (offer.source, problem.clone())));
                    chosen = Some(newest);
                }
                Standing::Withheld(why) => {
                    problems.push(offer.problem(why.words(), "not published"));
                    record.age = record.age.max(offer.age);
                    self.tables.put_article(place, &record)?;
                    self.leave(place, why)?;
                    record = self.tables.article(place)?.unwrap_or(record);
                }
                Standing::Unfit(why) => {
                    let done = if record.gone.is_some() { "left out" } else { "the version before it stays" };
                    problems.push(offer.problem(why, done));
                }
            }
        }
        let before = record.clone();
        let publisher = &offers[chosen.unwrap_or(best)].publisher;
        for &other in group {
            record.remember(offers[other].offered());
            let differs = Some(other) != chosen && offers[other].publisher != *publisher;
            if record.gone.is_none() && differs {
                self.credit_offer(&mut record.credits, &offers[other])?;
            }
        }
        if record != before {
            if record.credits != before.credits {
                self.changes.again.insert(place);
            }
            self.tables.put_article(place, &record)?;
        }
        Ok(chosen)
    }

    /// A new article of `group`, where one may be published.
    fn choose_new(
        &mut self,
        group: &Group,
        offers: &[Offer],
        problems: &mut Vec<(u32, Problem)>,
    ) -> Result<Option<Newcomer>> {
        let offer = &offers[group[0]];
        if let Some(mut merged) = self.tables.merged(&offer.key)? {
            let target = self.tables.article(merged.into)?;
            let target = target.filter(|target| target.gone.is_none());
            let is_part = match target {
                Some(target) => target.text == offer.text || self.is_copy(merged.into, offer)?,
                None => false,
            };
            if is_part {
                merged.offers.retain(|known| group.iter().all(|&other| offers[other].source != known.source));
                merged.offers.extend(group.iter().map(|&other| offers[other].offered()));
                self.tables.put_merged(&offer.key, &merged)?;
                return Ok(None);
            }
            self.part(&offer.key, merged.into)?;
        }
        if offer.standing == Standing::Withheld(Why::Canceled) {
            self.tables.canceled.insert(offer.key.as_str(), ())?;
        }
        match offer.standing {
            Standing::Withheld(why) => problems.push(offer.problem(why.words(), "not published")),
            _ if self.tables.canceled.get(offer.key.as_str())?.is_some() => {
                problems.push(offer.problem("it was canceled before", "not published"));
            }
            _ if self.is_barred(offer) => {}
            Standing::Unfit(why) => problems.push(offer.problem(why, "left out")),
            Standing::Fit => {
                problems.extend(offer.problems.iter().map(|problem| (offer.source, problem.clone())));
                let mut credits = Vec::new();
                for &other in group.iter().filter(|&&other| offers[other].publisher != offer.publisher) {
                    self.credit_offer(&mut credits, &offers[other])?;
                }
                let also = group[1..].iter().map(|&other| offers[other].offered()).collect();
                let id = ArticleId::of(&offer.key, 0);
                return Ok(Some(Newcomer { offer: group[0], id, credits, also, merged: Vec::new() }));
            }
        }
        Ok(None)
    }

    /// What was merged into the article at `place` is it no longer.
    fn part(&mut self, key: &str, place: u32) -> Result<()> {
        self.tables.remove_merged(key)?;
        if let Some(mut record) = self.tables.article(place)? {
            let before = record.credits.len();
            record.credits.retain(|credit| credit.key != key);
            if record.credits.len() != before {
                self.tables.put_article(place, &record)?;
                self.changes.again.insert(place);
            }
        }
        Ok(())
    }

    pub(super) fn credit_offer(&mut self, credits: &mut Vec<Credit>, offer: &Offer) -> Result<()> {
        let json = self.spool.get(offer.text_at)?;
        if let Some(original) = attribution(&json, self.config, self.now)? {
            add_credit(credits, Credit { key: offer.key.clone(), original });
        }
        Ok(())
    }

    /// Gives newcomers their ids and, in order of date, their places.
    fn place(&mut self, mut new: Vec<Newcomer>, offers: &[Offer]) -> Result<Vec<(u32, Newcomer)>> {
        new.sort_by(|a, b| offers[a.offer].key.cmp(&offers[b.offer].key));
        let mut named: BTreeMap<ArticleId, String> = BTreeMap::new();
        for newcomer in &mut new {
            let key = &offers[newcomer.offer].key;
            let holder = |id: &ArticleId| match (named.get(id), self.tables.place_of_id(id)?) {
                (Some(key), _) => Ok(Some(key.clone())),
                (None, Some(place)) => Ok(self.tables.article(place)?.map(|record| record.key)),
                (None, None) => Ok(None),
            };
            newcomer.id = new_id(key, holder, &mut self.problems)?;
            named.insert(newcomer.id.clone(), key.clone());
        }
        new.sort_by(|a, b| (offers[a.offer].date, &a.id).cmp(&(offers[b.offer].date, &b.id)));
        let first = self.meta.places;
        let placed: Vec<(u32, Newcomer)> = (first..).zip(new).collect();
        // In their own order they are written several times as fast.
        let mut keys: Vec<(&str, u32)> =
            placed.iter().map(|(place, newcomer)| (offers[newcomer.offer].key.as_str(), *place)).collect();
        keys.sort_unstable();
        keys.into_iter().try_for_each(|(key, place)| self.tables.keys.insert(key, place).map(drop))?;
        let mut ids: Vec<(&str, u32)> = placed.iter().map(|(place, newcomer)| (newcomer.id.as_str(), *place)).collect();
        ids.sort_unstable();
        ids.into_iter().try_for_each(|(id, place)| self.tables.ids.insert(id, place).map(drop))?;
        for (place, newcomer) in &placed {
            self.newcomers.insert(*place, newcomer.id.clone());
            for (key, offers) in &newcomer.merged {
                self.tables.put_merged(key, &MergedRecord { into: *place, offers: offers.clone() })?;
            }
        }
        self.meta.places += placed.len() as u32;
        let sketches = placed.iter().filter_map(|(place, newcomer)| Some((*place, offers[newcomer.offer].sketch?)));
        self.tables.put_sketches(sketches)?;
        Ok(placed)
    }
}

impl Offer {
    /// What is remembered of it.
    pub(super) fn offered(&self) -> Offered {
        Offered { source: self.source, digest: self.digest }
    }

    fn problem(&self, what: &str, done: &str) -> (u32, Problem) {
        let problem = Problem {
            source: self.source_name.to_string(),
            place: self.place.clone(),
            what: what.to_owned(),
            done: done.to_owned(),
        };
        (self.source, problem)
    }
}

/// Offers by key, the newest of each first. Of two that say the same of their age, the one that comes
/// last in its source; of two sources, the one whose name comes first, in whatever order they were named.
fn groups(offers: &[Offer]) -> Vec<Group> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (index, offer) in offers.iter().enumerate() {
        let place = *places.entry(&offer.key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    for group in &mut groups {
        group.sort_by_key(|&offer| {
            let Offer { age, source_name, .. } = &offers[offer];
            (Reverse(*age), source_name.as_ref(), Reverse(offer))
        });
    }
    groups
}

/// Whether `offer` is a newer version than the one that is published.
///
/// A source that has offered the article before counts where it says something else now and is not
/// older. Another one has to be newer: two feeds that describe one article differently would take
/// turns for ever.
fn supersedes(offer: &Offer, record: &ArticleRecord) -> bool {
    let known = record.offers.iter().find(|known| known.source == offer.source);
    match known {
        Some(known) => known.digest != offer.digest && offer.age >= record.age,
        None => offer.age > record.age || (offer.standing != Standing::Fit && offer.age >= record.age),
    }
}
