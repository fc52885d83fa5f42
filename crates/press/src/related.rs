//! Related stories: earlier articles that share telling words of title and opening.
//!
//! Okapi BM25 (Robertson, Zaragoza, "The Probabilistic Relevance Framework", 2009) over folded,
//! lightly stemmed words. How rare a word is counts among the articles before, never those after:
//! a new article changes no old one's list.

mod words;

use model::Article;
use rayon::prelude::*;
use std::collections::HashMap;
use words::telling_words;

/// How many related stories an article has at most.
pub(crate) const MOST: usize = 6;

/// How many of the newest articles that hold a word are looked at: bounds the work of common words.
const MOST_POSTINGS: usize = 400;

/// A word in more than one of so many earlier articles tells nothing.
const COMMON: usize = 12;

/// The part of the best possible score that a story needs.
const LEAST_SHARE: f32 = 0.16;

/// How many telling words two stories share at least.
const LEAST_WORDS: u16 = 3;

/// BM25's saturation of repeated words and its weight of length.
const K1: f32 = 1.2;
const B: f32 = 0.5;

/// One article's words: which, and how much each counts.
struct Bag {
    /// Rising word numbers with their weights.
    words: Vec<(u32, f32)>,
    /// Its length relative to a usual one.
    length: f32,
}

/// For each of `articles` (in order of first publication) that `wanted` asks for, the places of
/// the earlier articles related to it, the nearest first, at most [`MOST`].
pub(crate) fn find(articles: &[&Article], wanted: impl Fn(usize) -> bool + Sync) -> Vec<Vec<usize>> {
    let bags = bags_of(articles);
    let vocabulary = bags.iter().flat_map(|bag| &bag.words).map(|&(word, _)| word as usize + 1).max().unwrap_or(0);
    let mut postings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); vocabulary];
    for (place, bag) in bags.iter().enumerate() {
        for &(word, weight) in &bag.words {
            postings[word as usize].push((place as u32, saturated(weight, bag.length)));
        }
    }
    let scratch = || Scratch { scores: vec![(0.0, 0); articles.len()], touched: Vec::new() };
    (0..articles.len())
        .into_par_iter()
        .map_init(
            scratch,
            |scratch, place| {
                if wanted(place) { scratch.nearest(place, &bags[place], &postings) } else { Vec::new() }
            },
        )
        .collect()
}

fn bags_of(articles: &[&Article]) -> Vec<Bag> {
    let counted: Vec<Vec<(String, f32)>> = articles.par_iter().map(|article| telling_words(article)).collect();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let usual: f32 = counted.iter().map(Vec::len).sum::<usize>() as f32 / counted.len().max(1) as f32;
    let number = |words: Vec<(String, f32)>| {
        let length = words.len() as f32 / usual.max(1.0);
        let mut words: Vec<(u32, f32)> = words
            .into_iter()
            .map(|(word, weight)| {
                let next = numbers.len() as u32;
                (*numbers.entry(word).or_insert(next), weight)
            })
            .collect();
        words.sort_unstable_by_key(|&(word, _)| word);
        Bag { words, length }
    };
    counted.into_iter().map(number).collect()
}

fn saturated(weight: f32, length: f32) -> f32 {
    weight * (K1 + 1.0) / (weight + K1 * (1.0 - B + B * length))
}

/// One thread's counters, emptied after each article.
struct Scratch {
    scores: Vec<(f32, u16)>,
    touched: Vec<u32>,
}

impl Scratch {
    fn nearest(&mut self, place: usize, bag: &Bag, postings: &[Vec<(u32, f32)>]) -> Vec<usize> {
        let mut best_possible = 0.0;
        for &(word, weight) in &bag.words {
            let earlier = &postings[word as usize];
            let earlier = &earlier[..earlier.partition_point(|&(other, _)| (other as usize) < place)];
            let rarity = rarity(earlier.len(), place);
            best_possible += rarity * saturated(weight, bag.length) * weight.min(1.0);
            if place >= 60 && earlier.len() * COMMON > place {
                continue;
            }
            for &(other, share) in &earlier[earlier.len().saturating_sub(MOST_POSTINGS)..] {
                let score = &mut self.scores[other as usize];
                if score.1 == 0 {
                    self.touched.push(other);
                }
                score.0 += rarity * share * weight.min(1.0);
                score.1 += 1;
            }
        }
        let mut near: Vec<(f32, u32)> = Vec::new();
        for other in self.touched.drain(..) {
            let (score, shared) = std::mem::take(&mut self.scores[other as usize]);
            if shared >= LEAST_WORDS && score >= LEAST_SHARE * best_possible {
                near.push((score, other));
            }
        }
        // Of two as near, the newer.
        near.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        near.into_iter().take(MOST).map(|(_, other)| other as usize).collect()
    }
}

/// How telling a word is that `holding` of `all` earlier articles hold.
fn rarity(holding: usize, all: usize) -> f32 {
    let (holding, all) = (holding as f32, all as f32);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}
