//! Related stories: earlier articles that share telling words of title and opening.
//!
//! Okapi BM25 (Robertson, Zaragoza, "The Probabilistic Relevance Framework", 2009) over folded,
//! lightly stemmed words. How rare a word is, and how long an article is for one of its kind, counts
//! among the articles before, never those after: a new article changes no old one's list, and its
//! own does not depend on how many came with it.
//!
//! The archive keeps, by word, how many articles held it and the places of the last few hundred:
//! the work for a new article is bounded however large the archive is.

mod same_story;
mod words;

pub(crate) use same_story::{Neighbours, Report, Reports, publisher_hash, span, weight_of};
pub(crate) use words::is_of_a_word;

use crate::archive::Tables;
use anyhow::Result;
use model::Article;
use redb::ReadableTable;
use std::collections::{HashMap, HashSet};
use words::{numbers, opening_of, telling_words};

/// How many related stories an article has at most.
pub(crate) const MOST: usize = 6;

/// How many of the nearest are looked at for them: some are the same story, or the same text.
const MOST_NEAR: usize = 3 * MOST;

/// How many of the newest articles that hold a word are remembered: bounds the work of common words.
const MOST_POSTINGS: usize = 400;

/// A word in more than one of so many earlier articles tells nothing.
const COMMON: usize = 12;

/// The part of the best possible score that a story needs.
const LEAST_SHARE: f32 = 0.16;

/// The part of the best possible score from which on it may be the same text once more.
const SAME_TEXT_SHARE: f32 = 0.5;

/// How many telling words two stories share at least.
const LEAST_WORDS: u16 = 3;

/// BM25's saturation of repeated words and its weight of length.
const K1: f32 = 1.2;
const B: f32 = 0.5;

/// The words of one article, in order of the alphabet, with what each counts in it.
pub(crate) struct Bag {
    words: Vec<(String, f32)>,
    /// Its length relative to a usual one.
    length: f32,
    /// The numbers that the article names: see [`Report`].
    pub numbers: u128,
}

impl Bag {
    /// The telling words of `article`.
    pub fn of(article: &Article) -> Self {
        let opening = opening_of(article);
        Self { words: telling_words(article, &opening), length: 1.0, numbers: numbers(article, &opening) }
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }
}

/// Where a word was used.
#[derive(Default)]
struct Posting {
    /// How many articles held it.
    holders: u32,
    /// The last of them: places in rising order, with what the word counts there.
    latest: Vec<(u32, f32)>,
    changed: bool,
}

/// Where words were used, as far as it has been asked for.
#[derive(Default)]
pub(crate) struct Postings {
    words: HashMap<String, Posting>,
}

impl Postings {
    /// Adds the article at `place`, higher than all before; `bags` are how many articles came
    /// before it and how many words they had together.
    ///
    /// # Errors
    /// An archive that cannot be read.
    pub fn add(&mut self, place: u32, bag: &mut Bag, before: (u32, u64), tables: &Tables<'_>) -> Result<()> {
        let (articles, words) = before;
        let usual = if articles == 0 { bag.len() as f32 } else { words as f32 / articles as f32 };
        bag.length = bag.len() as f32 / usual.max(1.0);
        for (word, weight) in &bag.words {
            let posting = match self.words.get_mut(word) {
                Some(posting) => posting,
                None => {
                    let known = tables.words.get(word.as_str())?.map(|bytes| Posting::decode(bytes.value()));
                    self.words.entry(word.clone()).or_insert(known.unwrap_or_default())
                }
            };
            posting.holders += 1;
            posting.latest.push((place, saturated(*weight, bag.length)));
            posting.changed = true;
        }
        Ok(())
    }

    /// Forgets what no later article looks at. Only then is what was added before complete for
    /// articles of a place higher than all that were added.
    pub fn trim(&mut self) {
        for posting in self.words.values_mut().filter(|posting| posting.latest.len() > 2 * MOST_POSTINGS) {
            posting.latest.drain(..posting.latest.len() - MOST_POSTINGS);
        }
    }

    /// Remembers what was added.
    ///
    /// # Errors
    /// An archive that cannot be written.
    pub fn save(self, tables: &mut Tables<'_>) -> Result<()> {
        let mut words: Vec<(String, Posting)> = self.words.into_iter().filter(|(_, posting)| posting.changed).collect();
        words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        for (word, posting) in words {
            tables.words.insert(word.as_str(), posting.encode().as_slice())?;
        }
        Ok(())
    }
}

impl Posting {
    /// Four bytes for how many, then eight for each place: little-endian.
    fn encode(&self) -> Vec<u8> {
        let latest = &self.latest[self.latest.len().saturating_sub(MOST_POSTINGS)..];
        let mut bytes = Vec::with_capacity(4 + 8 * latest.len());
        bytes.extend(self.holders.to_le_bytes());
        for (place, share) in latest {
            bytes.extend(place.to_le_bytes());
            bytes.extend(share.to_le_bytes());
        }
        bytes
    }

    fn decode(bytes: &[u8]) -> Self {
        let number = |bytes: &[u8]| bytes.try_into().map_or([0; 4], |four: [u8; 4]| four);
        let (holders, latest) = bytes.split_at(bytes.len().min(4));
        let latest = latest.chunks_exact(8);
        Self {
            holders: u32::from_le_bytes(number(holders)),
            latest: latest
                .map(|pair| (u32::from_le_bytes(number(&pair[..4])), f32::from_le_bytes(number(&pair[4..]))))
                .collect(),
            changed: false,
        }
    }
}

fn saturated(weight: f32, length: f32) -> f32 {
    weight * (K1 + 1.0) / (weight + K1 * (1.0 - B + B * length))
}

/// One thread's counters, emptied after each article.
pub(crate) struct Scratch {
    scores: Vec<(f32, u16)>,
    touched: Vec<u32>,
}

impl Scratch {
    /// Counters for `places` articles.
    pub fn new(places: u32) -> Self {
        Self { scores: vec![(0.0, 0); places as usize], touched: Vec::new() }
    }

    /// The earlier articles that the one at `place` is near to; those that are `gone` are passed over.
    pub fn neighbours(
        &mut self,
        place: u32,
        bag: &Bag,
        postings: &Postings,
        reports: &Reports,
        gone: &HashSet<u32>,
    ) -> Neighbours {
        let best_possible = self.score(place, bag, postings);
        let own = reports.get(place);
        let may_match = |other| own.zip(reports.get(other)).is_some_and(|(own, other)| own.may_match(other));
        let (mut near, mut candidates): (Vec<(f32, u32)>, Vec<u32>) = (Vec::new(), Vec::new());
        for other in self.touched.drain(..) {
            let (score, shared) = std::mem::take(&mut self.scores[other as usize]);
            if shared < LEAST_WORDS || gone.contains(&other) {
                continue;
            }
            if score >= LEAST_SHARE * best_possible {
                near.push((score, other));
            }
            if may_match(other) || score >= SAME_TEXT_SHARE * best_possible {
                candidates.push(other);
            }
        }
        // Of two as near, the newer.
        near.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        let near = near.into_iter().take(MOST_NEAR).map(|(_, other)| other).collect();
        same_story::part(place, bag, postings, reports, candidates, near)
    }

    /// Scores all earlier articles that share a word with the one at `place`; the best possible score.
    fn score(&mut self, place: u32, bag: &Bag, postings: &Postings) -> f32 {
        let mut best_possible = 0.0;
        for (word, weight) in &bag.words {
            let Some(posting) = postings.words.get(word) else { continue };
            let known = posting.latest.partition_point(|&(other, _)| other < place);
            let holders = posting.holders - (posting.latest.len() - known) as u32;
            let rarity = rarity(holders.max(1), place);
            // A word that nobody used before could not have been shared, and counts no more than a rare one.
            best_possible += rarity * saturated(*weight, bag.length) * weight.min(1.0);
            if place >= 60 && holders as usize * COMMON > place as usize {
                continue;
            }
            for &(other, share) in &posting.latest[known.saturating_sub(MOST_POSTINGS)..known] {
                let score = &mut self.scores[other as usize];
                if score.1 == 0 {
                    self.touched.push(other);
                }
                score.0 += rarity * share * weight.min(1.0);
                score.1 += 1;
            }
        }
        best_possible
    }
}

/// How telling a word is that `holders` of `all` earlier articles hold.
fn rarity(holders: u32, all: u32) -> f32 {
    let (holding, all) = (holders as f32, all as f32);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}
