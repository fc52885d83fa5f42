//! Chains of headline pages: 100 a page, from the oldest, in order of first publication here.

use crate::output::name_hash;
use crate::state::State;
use model::{Article, ArticleId, ChainRef, Headline, HeadlinePageRef, SectionSlug};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use wire::edition::{self, ChainDirectory, HEADLINES_A_PAGE, HeadlinePage, LATEST_HEADLINES, WHOLE_EDITION};

/// A file of the edition: its path under the output folder and its bytes.
pub(crate) type NamedFile = (String, Vec<u8>);

/// What sorts articles that an edition sees for the first time, and the newest of them: the date
/// published, else the one fetched; undated ones come first.
pub(crate) fn date_order(article: &Article) -> (i64, &ArticleId) {
    let fetched = article.original.as_ref().map(|original| original.fetched);
    let date = article.published.or(fetched).map_or(i64::MIN, model::Moment::order_key);
    (date, &article.id)
}

/// Appends to the chains that `state` remembers what they do not hold yet, in order of date.
///
/// An article that is gone, or has changed its section, leaves its place empty.
pub(crate) fn extend(articles: &BTreeMap<ArticleId, Article>, state: &mut State) {
    let mut newcomers: Vec<&Article> = articles.values().collect();
    newcomers.sort_by_key(|article| date_order(article));
    let mut members: BTreeMap<String, BTreeSet<ArticleId>> =
        state.chains.iter().map(|(name, ids)| (name.clone(), ids.iter().cloned().collect())).collect();
    for article in newcomers {
        let own_section = article.section.as_ref().map(|section| edition::section_chain(&section.slug));
        for chain in std::iter::once(WHOLE_EDITION.to_owned()).chain(own_section) {
            if members.entry(chain.clone()).or_default().insert(article.id.clone()) {
                state.chains.entry(chain).or_default().push(article.id.clone());
            }
        }
    }
}

/// The number of the page that holds each article of a section's chain.
pub(crate) fn pages_of_sections(state: &State) -> BTreeMap<(&str, &ArticleId), u32> {
    let chains = state.chains.iter().filter(|(name, _)| *name != WHOLE_EDITION);
    chains.flat_map(|(name, ids)| ids.iter().enumerate().map(move |(at, id)| ((name.as_str(), id), page(at)))).collect()
}

fn page(place: usize) -> u32 {
    1 + (place / HEADLINES_A_PAGE) as u32
}

/// The newest of `articles` by date, newest first, at most 30.
pub(crate) fn latest<'a>(articles: impl Iterator<Item = &'a Article>) -> Vec<Headline> {
    let mut articles: Vec<&Article> = articles.collect();
    articles.sort_by_key(|article| std::cmp::Reverse(date_order(article)));
    articles.into_iter().take(LATEST_HEADLINES).map(Headline::of).collect()
}

/// `edition/latest/<section>.json`.
pub(crate) fn latest_file(section: &SectionSlug, headlines: Vec<Headline>) -> NamedFile {
    let page = HeadlinePage { chain: edition::section_chain(section), page: None, headlines };
    (edition::latest_path(section), edition::encode(&page))
}

/// The files of the chain `name` and the reference to its directory; `None` for an edition or a
/// section whose newest 30 headlines are all it has.
pub(crate) fn files(
    name: &str,
    articles: &BTreeMap<ArticleId, Article>,
    state: &State,
) -> Option<(ChainRef, Vec<NamedFile>)> {
    let chain = state.chains.get(name)?;
    let belongs = |article: &&Article| {
        name == WHOLE_EDITION
            || article.section.as_ref().is_some_and(|section| edition::section_chain(&section.slug) == name)
    };
    let present: Vec<(u32, &Article)> = chain
        .iter()
        .enumerate()
        .filter_map(|(at, id)| articles.get(id).filter(belongs).map(|article| (page(at), article)))
        .collect();
    if present.len() <= LATEST_HEADLINES {
        return None;
    }
    let runs: Vec<&[(u32, &Article)]> = present.chunk_by(|a, b| a.0 == b.0).collect();
    let (pages, mut files): (Vec<HeadlinePageRef>, Vec<NamedFile>) = runs
        .par_iter()
        .map(|run| {
            let headlines: Vec<Headline> = run.iter().map(|(_, article)| Headline::of(article)).collect();
            let number = run[0].0;
            let count = headlines.len() as u32;
            let bytes = edition::encode(&HeadlinePage { chain: name.to_owned(), page: Some(number), headlines });
            let reference = HeadlinePageRef { page: number, count, hash: name_hash(&bytes) };
            let path = edition::headlines_path(name, &reference);
            (reference, (path, bytes))
        })
        .unzip();
    let bytes = edition::encode(&ChainDirectory { chain: name.to_owned(), pages });
    let reference = ChainRef { name: name.to_owned(), hash: name_hash(&bytes) };
    files.push((edition::chain_path(&reference), bytes));
    Some((reference, files))
}
