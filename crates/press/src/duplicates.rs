//! One text, published by several: one article with every attribution.

use crate::adopt::Draft;
use crate::output::hex_digest;
use crate::state::State;
use model::{Original, fold_key};
use std::collections::BTreeMap;

/// Texts of fewer words are one only where their titles are: "photos" is no story.
const WORDS_THAT_TELL: u32 = 20;

/// Merges drafts whose folded body text is the same; in the order of the drafts that stay.
///
/// What was published here first stays, else the site's own, else the oldest. The others'
/// attributions become its `also_published`.
pub(crate) fn merge(drafts: Vec<Draft>, state: &State) -> (Vec<Draft>, usize) {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        groups.entry(text_of(draft)).or_default().push(index);
    }
    let mut drafts: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    let mut merged = 0;
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort_by_cached_key(|&index| drafts[index].as_ref().map(|draft| seniority(draft, state)));
        merged += group.len() - 1;
        let others: Vec<Draft> = group[1..].iter().filter_map(|&index| drafts[index].take()).collect();
        if let Some(kept) = drafts[group[0]].as_mut() {
            for other in others {
                let also = std::iter::once(other.article.original).flatten().chain(other.article.also_published);
                also.for_each(|original| credit(kept, original));
            }
        }
    }
    (drafts.into_iter().flatten().collect(), merged)
}

/// Adds the attribution of another publication of the same text, once.
pub(crate) fn credit(draft: &mut Draft, original: Original) {
    let article = &mut draft.article;
    let same = |known: &Original| {
        known.url == original.url
            && fold_key(known.publisher.name.as_str()) == fold_key(original.publisher.name.as_str())
    };
    if !article.original.iter().chain(&article.also_published).any(same) {
        article.also_published.push(original);
    }
}

/// The lowest stays.
fn seniority(draft: &Draft, state: &State) -> (u64, bool, i64, String) {
    let id = state.ids.get(&draft.key);
    let known = state.chains.get(wire::edition::WHOLE_EDITION).and_then(|chain| {
        let id = id.filter(|id| state.articles.contains_key(*id))?;
        chain.iter().position(|other| other == id)
    });
    let known = known.map_or(u64::MAX, |place| place as u64);
    let published = draft.article.published.map_or(i64::MAX, model::Moment::order_key);
    (known, draft.article.original.is_some(), published, draft.key.clone())
}

/// What two drafts must share to be one article; the key itself where the text is too little.
fn text_of(draft: &Draft) -> String {
    let article = &draft.article;
    let mut words = String::new();
    article.blocks.iter().for_each(|block| block.push_words(&mut words));
    let folded: String = fold_key(&words).chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    if folded.is_empty() {
        return format!("no text {}", draft.key);
    }
    let title = article.title.as_ref().filter(|_| article.words < WORDS_THAT_TELL);
    hex_digest(format!("{}\n{folded}", title.map_or(String::new(), |title| fold_key(title.as_str()))).as_bytes(), 32)
}
