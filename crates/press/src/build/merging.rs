//! Items of one text are one article, with every attribution; so are lightly edited copies of it by
//! other publishers.

use super::Build;
use super::choosing::Newcomer;
use super::reading::Offer;
use crate::adopt::Master;
use crate::archive::{Credit, MergedRecord, inflated};
use crate::duplicates::{FoldedText, Sketch};
use crate::output::Digest;
use anyhow::Result;
use redb::ReadableTable;
use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry};

/// A copy of a text appears within so many seconds of it; an announcement of last year's words is new.
const COPIED_WITHIN: u64 = 3 * 86_400;

/// How many of the newest texts that share a hash are looked at.
const MOST_SHARING: usize = 32;

/// How many texts at most a new one is compared with word by word.
const COMPARED: usize = 8;

/// What of two newcomers stays: the site's own, else the older.
fn seniority<'o>(newcomer: &Newcomer, offers: &'o [Offer]) -> (bool, i64, &'o str) {
    let offer = &offers[newcomer.offer];
    (!offer.own, offer.published.unwrap_or(i64::MAX), offer.key.as_str())
}

impl Build<'_, '_> {
    /// Merges newcomers whose text is that of another: of what is published, else of a senior one.
    pub(super) fn merge(&mut self, mut new: Vec<Newcomer>, offers: &[Offer]) -> Result<Vec<Newcomer>> {
        // So that it does not matter in which order the sources were named.
        new.sort_by(|a, b| seniority(a, offers).cmp(&seniority(b, offers)));
        let mut kept: Vec<Newcomer> = Vec::with_capacity(new.len());
        let mut juniors: Vec<(Digest, Newcomer)> = Vec::new();
        let mut by_text: BTreeMap<Digest, usize> = BTreeMap::new();
        for newcomer in new {
            let text = offers[newcomer.offer].text;
            let known = self.tables.texts.get(text.to_string().as_str())?.map(|place| place.value());
            if let Some(place) = known {
                self.merge_into_known(place, newcomer, offers)?;
                continue;
            }
            match by_text.entry(text) {
                Entry::Vacant(entry) => {
                    entry.insert(kept.len());
                    kept.push(newcomer);
                }
                Entry::Occupied(_) => juniors.push((text, newcomer)),
            }
        }
        for (text, junior) in juniors {
            self.merge_into_new(&mut kept[by_text[&text]], junior, offers)?;
        }
        self.merge_copies(kept, offers)
    }

    /// Merges lightly edited copies into what they are copies of.
    fn merge_copies(&mut self, new: Vec<Newcomer>, offers: &[Offer]) -> Result<Vec<Newcomer>> {
        let mut kept: Vec<Newcomer> = Vec::with_capacity(new.len());
        let mut by_hash: HashMap<u64, Vec<usize>> = HashMap::new();
        for newcomer in new {
            let offer = &offers[newcomer.offer];
            let Some(sketch) = offer.sketch else {
                kept.push(newcomer);
                continue;
            };
            if let Some(place) = self.copied_from_known(offer, &sketch)? {
                self.merge_into_known(place, newcomer, offers)?;
            } else if let Some(senior) = self.copied_from_new(offer, &sketch, &kept, &by_hash, offers)? {
                self.merge_into_new(&mut kept[senior], newcomer, offers)?;
            } else {
                sketch.iter().for_each(|hash| by_hash.entry(*hash).or_default().push(kept.len()));
                kept.push(newcomer);
            }
        }
        Ok(kept)
    }

    /// The place of the published article that `offer` is a copy of.
    fn copied_from_known(&mut self, offer: &Offer, sketch: &Sketch) -> Result<Option<u32>> {
        let mut places = BTreeSet::new();
        for &hash in sketch {
            let sharing = self.tables.sketches.range((hash, 0)..=(hash, u32::MAX))?;
            for entry in sharing.rev().take(MOST_SHARING) {
                places.insert(entry?.0.value().1);
            }
        }
        let mut compared = 0;
        for place in places {
            let Some(report) = self.reports.get(place) else { continue };
            let elsewhere = report.publisher != offer.publisher_hash();
            if !elsewhere || !is_near(report.published.map(|(from, _)| from), offer.published) {
                continue;
            }
            compared += 1;
            if compared > COMPARED {
                break;
            }
            if self.tables.gone.get(place)?.is_none() && self.is_copy(place, offer)? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// The place in `kept` of the new article that `offer` is a copy of.
    fn copied_from_new(
        &mut self,
        offer: &Offer,
        sketch: &Sketch,
        kept: &[Newcomer],
        by_hash: &HashMap<u64, Vec<usize>>,
        offers: &[Offer],
    ) -> Result<Option<usize>> {
        let sharing = sketch.iter().filter_map(|hash| by_hash.get(hash));
        let places: BTreeSet<usize> =
            sharing.flat_map(|places| places.iter().rev().take(MOST_SHARING)).copied().collect();
        let may_be_copied = |place: &usize| {
            let other = &offers[kept[*place].offer];
            other.publisher_hash() != offer.publisher_hash() && is_near(other.published, offer.published)
        };
        let places: Vec<usize> = places.into_iter().filter(may_be_copied).take(COMPARED).collect();
        if places.is_empty() {
            return Ok(None);
        }
        let copy = self.text_of(offer)?;
        for place in places {
            if self.text_of(&offers[kept[place].offer])?.carries(&copy) {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// Whether what `offer` holds is a copy of the article at `place`, as its source last gave it.
    pub(super) fn is_copy(&mut self, place: u32, offer: &Offer) -> Result<bool> {
        let Some(master) = self.tables.masters.get(place)?.map(|master| inflated(master.value())) else {
            return Ok(false);
        };
        let master: Master = serde_json::from_slice(&master?)?;
        Ok(FoldedText::of(&master.item).carries(&self.text_of(offer)?))
    }

    fn text_of(&mut self, offer: &Offer) -> Result<FoldedText> {
        let master: Master = serde_json::from_slice(&self.spool.get(offer.text_at)?)?;
        Ok(FoldedText::of(&master.item))
    }

    fn merge_into_new(&mut self, senior: &mut Newcomer, junior: Newcomer, offers: &[Offer]) -> Result<()> {
        let offer = &offers[junior.offer];
        self.credit_offer(&mut senior.credits, offer)?;
        junior.credits.into_iter().for_each(|credit| add_credit(&mut senior.credits, credit));
        let mut of_junior = junior.also;
        of_junior.insert(0, offer.offered());
        senior.merged.push((offer.key.clone(), of_junior));
        senior.merged.extend(junior.merged);
        Ok(())
    }

    fn merge_into_known(&mut self, place: u32, newcomer: Newcomer, offers: &[Offer]) -> Result<()> {
        let Some(mut record) = self.tables.article(place)? else { return Ok(()) };
        let offer = &offers[newcomer.offer];
        let mut credits = Vec::new();
        self.credit_offer(&mut credits, offer)?;
        credits.extend(newcomer.credits);
        let before = record.credits.len();
        credits.into_iter().for_each(|credit| add_credit(&mut record.credits, credit));
        if record.credits.len() != before {
            self.tables.put_article(place, &record)?;
            self.changes.again.insert(place);
        }
        let mut offers = newcomer.also;
        offers.insert(0, offer.offered());
        self.tables.put_merged(&offer.key, &MergedRecord { into: place, offers })?;
        for (key, offers) in newcomer.merged {
            self.tables.put_merged(&key, &MergedRecord { into: place, offers })?;
        }
        Ok(())
    }
}

/// Whether a copy of what appeared at `one` may have appeared at `other`; unknown dates decide nothing.
fn is_near(one: Option<i64>, other: Option<i64>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one.abs_diff(other) <= COPIED_WITHIN)
}

/// Adds `credit`, unless the same publisher's same page is credited already.
pub(super) fn add_credit(credits: &mut Vec<Credit>, credit: Credit) {
    let publisher = |credit: &Credit| model::fold_key(credit.original.publisher.name.as_str());
    let same = |known: &Credit| known.original.url == credit.original.url && publisher(known) == publisher(&credit);
    if !credits.iter().any(same) {
        credits.push(credit);
    }
}
