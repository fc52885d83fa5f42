//! From what sources hold to what an edition holds.

use crate::adopt::{self, Draft};
use crate::chains::{self, NamedFile};
use crate::config::Config;
use crate::output::hex_digest;
use crate::sections::Sections;
use crate::sources::Document;
use crate::state::{KnownArticle, State};
use crate::{duplicates, identity, related, versions};
use model::{
    Article, ArticleId, Edition, Headline, Moment, OperatorPage, Problem, RelatedStory, SectionSlug, SectionSummary,
};
use std::collections::{BTreeMap, BTreeSet};
use wire::edition::{self as documents, LATEST_HEADLINES, WHOLE_EDITION};

/// An edition, ready to be written.
pub(crate) struct Assembled {
    /// Its front document.
    pub edition: Edition,
    /// Its articles.
    pub articles: BTreeMap<ArticleId, Article>,
    /// `latest/`, `chains/` and `headlines/`.
    pub lists: Vec<NamedFile>,
    /// The operator's own pages.
    pub pages: Vec<OperatorPage>,
    /// How many items were merged into others.
    pub merged: usize,
    /// Whether an article of the last build is gone.
    pub removed: bool,
}

/// Makes the edition of `sources` at `now`; `state` is brought up to date with it.
pub(crate) fn assemble(
    sources: Vec<Document<'_>>,
    config: &Config,
    state: &mut State,
    now: Moment,
    problems: &mut Vec<Problem>,
) -> Assembled {
    let mut sections = Sections::new(config, state);
    let mut candidates = Vec::new();
    for document in sources {
        candidates.extend(adopt::candidates(document, config, problems));
    }
    let mut drafts = Vec::new();
    for versions::Newest { candidate, others } in versions::newest(candidates, config, state, now, problems) {
        let Some(mut draft) = adopt::adopt(candidate, config, &mut sections, state, now, problems) else { continue };
        for other in others {
            let copy = adopt::adopt(other, config, &mut sections, state, now, &mut Vec::new());
            copy.and_then(|copy| copy.article.original)
                .into_iter()
                .for_each(|also| duplicates::credit(&mut draft, also));
        }
        drafts.push(draft);
    }
    let (drafts, merged) = duplicates::merge(drafts, state);
    let lead = config.lead.as_deref().and_then(|lead| {
        let named = drafts.iter().find(|draft| is_named(draft, lead, state)).map(|draft| draft.key.clone());
        if named.is_none() {
            problems.push(Problem {
                source: "nashra.toml".to_owned(),
                place: "edition.lead".to_owned(),
                what: format!("no article has the address or id {lead}"),
                done: "the newest leads".to_owned(),
            });
        }
        named
    });
    let mut articles = remember(drafts, state, now, problems);
    chains::extend(&articles, state);
    relate(&mut articles, state);
    number_pages(&mut articles, state);
    let removed = state.articles.keys().any(|id| !articles.contains_key(id));
    state.articles.retain(|id, _| articles.contains_key(id));
    let (summaries, mut lists) = list_sections(&articles, &sections, state);
    let whole = chains::files(WHOLE_EDITION, &articles, state);
    let latest = chains::latest(articles.values());
    let lead = lead.and_then(|key| articles.get(state.ids.get(&key)?)).map(Headline::of);
    let edition = Edition {
        site: config.site.clone(),
        updated: now,
        total: articles.len() as u32,
        sections: summaries,
        lead: lead.or_else(|| latest.first().cloned()),
        latest,
        chain: whole.as_ref().map(|(reference, _)| reference.clone()),
    };
    lists.extend(whole.into_iter().flat_map(|(_, files)| files));
    Assembled { edition, articles, lists, pages: Vec::new(), merged, removed }
}

fn is_named(draft: &Draft, name: &str, state: &State) -> bool {
    let id = state.ids.get(&draft.key).unwrap_or(&draft.article.id);
    id.as_str() == name || draft.key == name || draft.address.as_ref().is_some_and(|url| url.as_str() == name)
}

/// Gives each draft the id, the date fetched and the count of versions that `state` remembers.
fn remember(
    drafts: Vec<Draft>,
    state: &mut State,
    now: Moment,
    problems: &mut Vec<Problem>,
) -> BTreeMap<ArticleId, Article> {
    let keys: BTreeSet<String> = drafts.iter().map(|draft| draft.key.clone()).collect();
    let ids = identity::name_articles(keys.iter().map(String::as_str), state, problems);
    let mut articles = BTreeMap::new();
    for Draft { key, mut article, fetched_by_source, .. } in drafts {
        article.id = ids[key.as_str()].clone();
        let known = state.articles.get(&article.id);
        if let (Some(known), Some(original), false) = (known, &mut article.original, fetched_by_source) {
            original.fetched = known.first_seen;
        }
        let digest = hex_digest(&documents::encode(&article), 24);
        let known = match known {
            Some(known) if known.digest == digest => known.clone(),
            Some(known) => KnownArticle { rev: known.rev + 1, digest, related_known: false, ..known.clone() },
            None => KnownArticle { first_seen: now, rev: 1, digest, related: Vec::new(), related_known: false },
        };
        article.rev = known.rev;
        state.articles.insert(article.id.clone(), known);
        articles.insert(article.id.clone(), article);
    }
    articles
}

/// Lists related stories: those remembered, where nothing but their targets' removal may change
/// them, else found anew. What a source itself names comes after them.
fn relate(articles: &mut BTreeMap<ArticleId, Article>, state: &mut State) {
    let order: Vec<ArticleId> = state.chains.get(WHOLE_EDITION).into_iter().flatten().cloned().collect();
    let order: Vec<ArticleId> = order.into_iter().filter(|id| articles.contains_key(id)).collect();
    let in_order: Vec<&Article> = order.iter().map(|id| &articles[id]).collect();
    let is_new: Vec<bool> = order.iter().map(|id| !state.articles[id].related_known).collect();
    let found = related::find(&in_order, |place| is_new[place]);
    for (place, found) in found.into_iter().enumerate() {
        if is_new[place] {
            let known = state.articles.get_mut(&order[place]).expect("every article is remembered");
            known.related = found.into_iter().map(|other| order[other].clone()).collect();
            known.related_known = true;
        }
    }
    let stories: BTreeMap<ArticleId, RelatedStory> = articles.values().map(|a| (a.id.clone(), story_of(a))).collect();
    for article in articles.values_mut() {
        let named = std::mem::take(&mut article.related);
        let found = state.articles[&article.id].related.iter().filter_map(|id| stories.get(id).cloned());
        article.related = found.take(related::MOST.saturating_sub(named.len())).collect();
        article.related.extend(named.into_iter().take(related::MOST));
    }
}

fn story_of(article: &Article) -> RelatedStory {
    RelatedStory { id: Some(article.id.clone()), title: article.title.clone(), section: article.section.clone() }
}

fn number_pages(articles: &mut BTreeMap<ArticleId, Article>, state: &State) {
    let pages = chains::pages_of_sections(state);
    for article in articles.values_mut() {
        article.headline_page = article
            .section
            .as_ref()
            .and_then(|section| pages.get(&(documents::section_chain(&section.slug).as_str(), &article.id)).copied());
    }
}

fn list_sections(
    articles: &BTreeMap<ArticleId, Article>,
    sections: &Sections,
    state: &State,
) -> (Vec<SectionSummary>, Vec<NamedFile>) {
    let mut by_section: BTreeMap<&SectionSlug, Vec<&Article>> = BTreeMap::new();
    for article in articles.values() {
        if let Some(section) = &article.section {
            by_section.entry(&section.slug).or_default().push(article);
        }
    }
    let mut order: Vec<(&SectionSlug, Vec<&Article>)> = by_section.into_iter().collect();
    order.sort_by_key(|(slug, articles)| (sections.rank(slug), std::cmp::Reverse(articles.len()), *slug));
    let mut summaries = Vec::new();
    let mut files = Vec::new();
    for (slug, members) in order {
        let chain = chains::files(&documents::section_chain(slug), articles, state);
        let name = members.iter().find_map(|article| article.section.as_ref()).expect("a section of its members");
        summaries.push(SectionSummary {
            slug: slug.clone(),
            name: name.name.clone(),
            count: members.len() as u32,
            chain: chain.as_ref().map(|(reference, _)| reference.clone()),
        });
        debug_assert!(chain.is_some() || members.len() <= LATEST_HEADLINES);
        files.extend(chain.into_iter().flat_map(|(_, files)| files));
        files.push(chains::latest_file(slug, chains::latest(members.into_iter())));
    }
    (summaries, files)
}
