//! One text, published by several: one article with every attribution.

mod copies;

pub(crate) use copies::Sketch;

use crate::output::Digest;
use crate::related::is_of_a_word;
use model::{NewsItem, fold_key};

/// Texts of fewer words are one only where their titles are: "photos" is no story.
const WORDS_THAT_TELL: usize = 20;

/// The words of an item's body, however they are spelled: paragraph by paragraph, one space between
/// words, without punctuation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FoldedText {
    paragraphs: Vec<String>,
}

impl FoldedText {
    /// The words of `item`.
    pub fn of(item: &NewsItem) -> Self {
        let mut paragraphs = Vec::with_capacity(item.blocks.len());
        let mut words = String::new();
        for block in &item.blocks {
            words.clear();
            block.push_words(&mut words);
            let folded = fold_key(&words);
            if !folded.is_empty() {
                paragraphs.push(folded.chars().filter(|c| is_of_a_word(*c) || *c == ' ').collect());
            }
        }
        Self { paragraphs }
    }

    /// What two items must share to be one article whoever published them: the words of their
    /// bodies; the key itself where there are none.
    pub fn signature(&self, item: &NewsItem, key: &str) -> Digest {
        let folded = self.paragraphs.join(" ");
        if folded.is_empty() {
            return Digest::of_parts(&[b"no text", key.as_bytes()]);
        }
        let tells = folded.split_whitespace().count() >= WORDS_THAT_TELL;
        let title = item.title.as_ref().filter(|_| !tells).map(|title| fold_key(title.as_str()));
        Digest::of_parts(&[b"text", title.unwrap_or_default().as_bytes(), folded.as_bytes()])
    }
}
