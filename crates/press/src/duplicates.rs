//! One text, published by several: one article with every attribution.

use crate::output::Digest;
use model::{Block, NewsItem, fold_key};

/// Texts of fewer words are one only where their titles are: "photos" is no story.
const WORDS_THAT_TELL: usize = 20;

/// What two items must share to be one article: the words of their bodies, however they are
/// spelled; the key itself where there are none.
pub(crate) fn signature(item: &NewsItem, key: &str) -> Digest {
    let mut words = String::new();
    item.blocks.iter().for_each(|block: &Block| block.push_words(&mut words));
    let folded: String = fold_key(&words).chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    if folded.is_empty() {
        return Digest::of_parts(&[b"no text", key.as_bytes()]);
    }
    let tells = folded.split_whitespace().count() >= WORDS_THAT_TELL;
    let title = item.title.as_ref().filter(|_| !tells).map(|title| fold_key(title.as_str()));
    Digest::of_parts(&[b"text", title.unwrap_or_default().as_bytes(), folded.as_bytes()])
}
