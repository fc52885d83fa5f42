//! The words of an article that tell what it is about.

use model::{Article, fold_key, hash64};
use std::collections::BTreeMap;

/// How many words of standfirst and body count as its opening.
const OPENING_WORDS: usize = 80;

/// How much more a word of the title counts.
const TITLE_WEIGHT: f32 = 2.5;

/// The stems of the title and of what `opening_of` gives, with their weights, in order of the alphabet.
pub(super) fn telling_words(article: &Article, opening: &str) -> Vec<(String, f32)> {
    let mut words: BTreeMap<String, f32> = BTreeMap::new();
    for stem in stems(title_of(article)) {
        *words.entry(stem).or_default() += TITLE_WEIGHT;
    }
    for stem in stems(opening).take(OPENING_WORDS) {
        *words.entry(stem).or_default() += 1.0;
    }
    words.into_iter().collect()
}

/// The numbers in title and opening, in whatever digits: each sets one of 128 bits.
pub(super) fn numbers(article: &Article, opening: &str) -> u128 {
    let words = opening.split_whitespace().take(OPENING_WORDS).chain(title_of(article).split_whitespace());
    let mut bits = 0;
    for number in words.flat_map(|word| word.split(|c| digit(c).is_none())).filter(|number| !number.is_empty()) {
        let number: String = number.chars().filter_map(digit).collect();
        bits |= 1 << (hash64(number.as_bytes()) % 128);
    }
    bits
}

fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '٠'..='٩' => c as u32 - '٠' as u32,
        '۰'..='۹' => c as u32 - '۰' as u32,
        _ => return None,
    };
    char::from_digit(value, 10)
}

fn title_of(article: &Article) -> &str {
    article.title.as_ref().map_or("", |title| title.as_str())
}

/// Standfirst and body, as far as they may be needed.
pub(super) fn opening_of(article: &Article) -> String {
    let mut opening = article.standfirst.as_ref().map_or(String::new(), |text| format!("{}\n", text.as_str()));
    for block in &article.blocks {
        block.push_words(&mut opening);
        if opening.len() > OPENING_WORDS * 24 {
            break;
        }
    }
    opening
}

/// Whether words are made of `c`: letters and digits. Arabic's letters come first, since most are.
pub(crate) fn is_of_a_word(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}') || c.is_alphanumeric()
}

fn stems(text: &str) -> impl Iterator<Item = String> {
    let folded = fold_key(text);
    let words: Vec<String> =
        folded.split(|c: char| !is_of_a_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter().map(|word| stem(&word).to_owned()).filter(|stem| stem.chars().count() >= 3)
}

/// `word` without an Arabic conjunction, preposition or article before it, as long as three
/// letters stay: one word is written in many ways (وبالرئيس, الرئيس, رئيس).
fn stem(word: &str) -> &str {
    const PREFIXES: [&str; 9] = ["وبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و"];
    for prefix in PREFIXES {
        // A lone و opens many words of its own; it needs more letters after it.
        let least = if prefix == "و" { 4 } else { 3 };
        if let Some(rest) = word.strip_prefix(prefix).filter(|rest| rest.chars().count() >= least) {
            return rest;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_behind_its_article_and_conjunction() {
        for word in ["الرئيس", "والرئيس", "بالرئيس", "للرئيس", "ورئيس"] {
            assert_eq!(stem(word), "رئيس", "{word}");
        }
        for whole in ["وال", "الف", "وزير", "news"] {
            assert_eq!(stem(whole), whole);
        }
    }
}
