//! The same story at other publishers: their own words on one event.
//!
//! Two reports are the same story when the words of their titles and openings weigh much the same:
//! the cosine of tf-idf vectors (Salton, Buckley, "Term-weighting approaches in automatic text
//! retrieval", 1988), where a word counts once. The further apart they appeared, the more alike they
//! have to be; some of what they share has to be rare (names, places); and reports full of numbers
//! have to agree on some: last round's results are not this one's.
//!
//! Each report is compared with those before it and no groups are kept: chained from pair to pair, a
//! group drifts from an event to its topic.

use super::{Bag, MOST, MOST_POSTINGS, Postings};
use model::{Moment, fold_key, hash64};

/// How far apart two reports of one event may appear, in seconds: last evening's event is in this
/// morning's paper, and what comes daily (weather, programmes) comes 24 hours apart.
const WINDOW: i64 = 20 * 3600;

/// How alike two reports have to be that appear at once, and how much more for each hour between them.
const LEAST_LIKENESS: f32 = 0.32;
const LIKENESS_AN_HOUR: f32 = 0.012;

/// How many rare words they share at least.
const LEAST_RARE: u16 = 6;

/// A rare word is in one of so many articles at most, as if [`UNSEEN`] more had been here before.
const RARE: u32 = 150;
const UNSEEN: u32 = 1000;

/// A word in more than one of so many articles tells nothing, as if so many more had been here.
const COMMON: u32 = 12;
const COMMON_UNSEEN: u32 = 48;

/// Reports of fewer numbers than this need not agree on any.
const NUMBERS_THAT_TELL: u32 = 3;

/// So alike are only two texts that are one but for a few words.
const ONE_TEXT: f32 = 0.9;

/// What of an article, besides its words, tells whether another is the same story.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Report {
    /// Between which seconds since 1970 it appeared; missing where nothing says so.
    pub published: Option<(i64, i64)>,
    /// A hash of its publisher, as by [`publisher_hash`].
    pub publisher: u64,
    /// How much its words weigh together.
    pub weight: f32,
    /// The numbers it names.
    pub numbers: u128,
}

/// Reports by place.
#[derive(Default)]
pub(crate) struct Reports(Vec<Option<Report>>);

/// A hash of a publisher's name, however it is spelled; the site itself has none.
pub(crate) fn publisher_hash(name: Option<&str>) -> u64 {
    name.map_or(0, |name| hash64(fold_key(name).as_bytes()))
}

/// The seconds in which `moment` may lie.
pub(crate) fn span(moment: Moment) -> (i64, i64) {
    let from = moment.order_key();
    match moment {
        Moment::Day(_) => (from, from + 86_399),
        Moment::Instant(_) => (from, from),
    }
}

impl Reports {
    /// The report at `place`.
    pub fn get(&self, place: u32) -> Option<&Report> {
        self.0.get(place as usize)?.as_ref()
    }

    /// Puts `report` at `place`.
    pub fn put(&mut self, place: u32, report: Report) {
        let at = place as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, None);
        }
        self.0[at] = Some(report);
    }
}

impl Report {
    /// The seconds between two reports; none where one has no date.
    fn apart(&self, other: &Self) -> Option<i64> {
        let ((from, to), (other_from, other_to)) = self.published.zip(other.published)?;
        Some((other_from - to).max(from - other_to).max(0))
    }

    /// Whether `other` may be of the same story, by publisher and date.
    pub(super) fn may_match(&self, other: &Self) -> bool {
        self.publisher != other.publisher && self.apart(other).is_some_and(|apart| apart <= WINDOW)
    }

    fn contradicts(&self, other: &Self) -> bool {
        let least = self.numbers.count_ones().min(other.numbers.count_ones());
        let shared = (self.numbers & other.numbers).count_ones();
        least >= NUMBERS_THAT_TELL && 3 * shared <= least
    }

    fn is_same_story(&self, other: &Self, shared: Shared) -> bool {
        let Some(apart) = self.apart(other).filter(|_| self.may_match(other)) else { return false };
        let needed = LEAST_LIKENESS + LIKENESS_AN_HOUR * apart as f32 / 3600.0;
        shared.rare >= LEAST_RARE && self.likeness(other, shared) >= needed && !self.contradicts(other)
    }

    fn likeness(&self, other: &Self, shared: Shared) -> f32 {
        shared.weight / (self.weight.max(1.0) * other.weight.max(1.0)).sqrt()
    }
}

/// What a report shares with another.
#[derive(Clone, Copy, Debug, Default)]
struct Shared {
    weight: f32,
    rare: u16,
}

/// How much the words of the article at `place` weigh together, among those before it.
pub(crate) fn weight_of(place: u32, bag: &Bag, postings: &Postings) -> f32 {
    telling(place, bag, postings).map(|(_, weight, _)| weight).sum()
}

/// The words of `bag` that tell something: where each was lately used, what it weighs, and whether
/// it is rare.
fn telling<'p>(place: u32, bag: &Bag, postings: &'p Postings) -> impl Iterator<Item = (&'p [(u32, f32)], f32, bool)> {
    bag.words.iter().filter_map(move |(word, _)| {
        let posting = postings.words.get(word)?;
        let known = posting.latest.partition_point(|&(other, _)| other < place);
        let holders = posting.holders - (posting.latest.len() - known) as u32;
        let is_common = holders * COMMON > place + COMMON_UNSEEN;
        let latest = &posting.latest[known.saturating_sub(MOST_POSTINGS)..known];
        let rarity = super::rarity(holders, place + UNSEEN);
        (!is_common).then_some((latest, rarity * rarity, holders * RARE <= place + UNSEEN))
    })
}

/// What the article at `place` shares with those at `others`, which rise.
fn shared_with(place: u32, bag: &Bag, postings: &Postings, others: &[u32]) -> Vec<Shared> {
    let mut shared = vec![Shared::default(); others.len()];
    if others.is_empty() {
        return shared;
    }
    for (latest, weight, is_rare) in telling(place, bag, postings) {
        let mut share = |at: usize| {
            shared[at].weight += weight;
            shared[at].rare += u16::from(is_rare);
        };
        // The shorter list is walked, the longer one searched.
        if others.len() < latest.len() {
            let holds = |other: &u32| latest.binary_search_by_key(other, |&(holder, _)| holder).is_ok();
            others.iter().enumerate().filter(|(_, other)| holds(other)).for_each(|(at, _)| share(at));
        } else {
            latest.iter().filter_map(|(holder, _)| others.binary_search(holder).ok()).for_each(share);
        }
    }
    shared
}

/// What of the articles before one is its story, and what else is near it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Neighbours {
    /// The same story at other publishers, the most alike first, one of each publisher.
    pub same_story: Vec<u32>,
    /// Related stories, the nearest first, without these and without its own text once more.
    pub related: Vec<u32>,
}

/// Tells the same story from related ones for the article at `place`: of the `candidates`, which is
/// its story or its text; of what is `near`, the nearest first, the rest is related.
pub(super) fn part(
    place: u32,
    bag: &Bag,
    postings: &Postings,
    reports: &Reports,
    mut candidates: Vec<u32>,
    near: Vec<u32>,
) -> Neighbours {
    candidates.sort_unstable();
    let shared = shared_with(place, bag, postings, &candidates);
    let Some(own) = reports.get(place) else { return Neighbours::default() };
    let mut alike: Vec<(f32, u32, u64)> = Vec::new();
    let mut repeated = Vec::new();
    for (&other, shared) in candidates.iter().zip(shared) {
        let Some(report) = reports.get(other) else { continue };
        let likeness = own.likeness(report, shared);
        if own.is_same_story(report, shared) {
            alike.push((likeness, other, report.publisher));
        } else if likeness >= ONE_TEXT {
            repeated.push(other);
        }
    }
    // Of two as alike, the newer.
    alike.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let mut publishers = Vec::new();
    alike.retain(|(.., publisher)| {
        let is_first = !publishers.contains(publisher);
        publishers.push(*publisher);
        is_first
    });
    let same_story: Vec<u32> = alike.into_iter().take(MOST).map(|(_, other, _)| other).collect();
    let related = near.into_iter().filter(|other| !same_story.contains(other) && !repeated.contains(other));
    Neighbours { related: related.take(MOST).collect(), same_story }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;

    fn report(at: i64, publisher: &str, numbers: u128) -> Report {
        Report { published: Some((at, at)), publisher: publisher_hash(Some(publisher)), weight: 100.0, numbers }
    }

    const MUCH: Shared = Shared { weight: 60.0, rare: 9 };

    #[test]
    fn one_publisher_s_reports_and_those_of_another_day_are_not_the_same_story() {
        let own = report(0, "وكالة", 0);
        assert!(own.is_same_story(&report(2 * HOUR, "صحيفة", 0), MUCH));
        assert!(own.is_same_story(&report(-2 * HOUR, "صحيفة", 0), MUCH));
        assert!(!own.is_same_story(&report(2 * HOUR, "وَكالة", 0), MUCH));
        assert!(!own.is_same_story(&report(WINDOW + 1, "صحيفة", 0), MUCH));
        assert!(!own.is_same_story(&Report { published: None, ..report(0, "صحيفة", 0) }, MUCH));
    }

    #[test]
    fn the_further_apart_the_more_alike_they_have_to_be() {
        let own = report(0, "أ", 0);
        let some = Shared { weight: 40.0, ..MUCH };
        assert!(own.is_same_story(&report(HOUR, "ب", 0), some));
        assert!(!own.is_same_story(&report(20 * HOUR, "ب", 0), some));
        // A day is as near as the nearest of its hours.
        let day = Report { published: Some((-24 * HOUR, -HOUR)), ..report(0, "ب", 0) };
        assert!(own.is_same_story(&day, some));
    }

    #[test]
    fn common_words_alone_and_other_numbers_make_no_same_story() {
        let own = report(0, "أ", 0b1111);
        assert!(!own.is_same_story(&report(0, "ب", 0), Shared { rare: LEAST_RARE - 1, ..MUCH }));
        assert!(!own.is_same_story(&report(0, "ب", 0b1_1110_0001), MUCH));
        assert!(own.is_same_story(&report(0, "ب", 0b1_1110_0111), MUCH));
        assert!(own.is_same_story(&report(0, "ب", 0b11_0000), MUCH));
    }
}
