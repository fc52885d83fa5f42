//! What makes two items one article, and the name an article keeps for ever.

use crate::state::State;
use model::{ArticleId, NewsItem, Problem, Publisher, fold_key};
use std::collections::BTreeMap;
use wire::address::normalised_permalink;

/// What identifies `item`: its normalised permalink; without one, the source's own id, within its
/// publisher unless it is a URI; else its original title and publisher. `None` with none of these.
pub(crate) fn key_of(item: &NewsItem, publisher: Option<&Publisher>) -> Option<String> {
    if let Some(url) = &item.url {
        return Some(normalised_permalink(url));
    }
    let origin = publisher.map(|publisher| match &publisher.site {
        Some(site) => site.origin().unwrap_or_default(),
        None => fold_key(publisher.name.as_str()),
    });
    if let Some(id) = &item.source_id {
        return Some(if id.contains(':') { id.clone() } else { format!("{} {id}", origin.unwrap_or_default()) });
    }
    let title = item.original_title.as_ref().or(item.title.as_ref())?;
    Some(format!("{} {}", origin.unwrap_or_default(), fold_key(title.as_str())))
}

/// Gives each of `keys` its id: the one that `state` remembers, else a new one.
///
/// A new key whose id another key already has gets a longer id, and a problem says so. The order
/// of `keys` decides which of two new ones keeps the short id.
pub(crate) fn name_articles<'a>(
    keys: impl IntoIterator<Item = &'a str>,
    state: &mut State,
    problems: &mut Vec<Problem>,
) -> BTreeMap<&'a str, ArticleId> {
    let mut taken: BTreeMap<ArticleId, String> = state.ids.iter().map(|(key, id)| (id.clone(), key.clone())).collect();
    let mut names = BTreeMap::new();
    for key in keys {
        let id = match state.ids.get(key) {
            Some(id) => id.clone(),
            None => new_id(key, &taken, problems),
        };
        taken.insert(id.clone(), key.to_owned());
        state.ids.insert(key.to_owned(), id.clone());
        names.insert(key, id);
    }
    names
}

fn new_id(key: &str, taken: &BTreeMap<ArticleId, String>, problems: &mut Vec<Problem>) -> ArticleId {
    let mut attempt = 0;
    loop {
        let id = ArticleId::of(key, attempt);
        let Some(other) = taken.get(&id) else { return id };
        problems.push(Problem {
            source: key.to_owned(),
            place: format!("article {id}"),
            what: format!("its id is already that of {other}"),
            done: "given a longer id".to_owned(),
        });
        attempt += 1;
        assert!(attempt < 8, "eight ids of one key are taken: the hash is broken");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Direction, SafeUrl, Text};

    #[test]
    fn a_permalink_identifies_before_an_id_and_an_id_before_a_title() {
        let title = Text::new("عنوان", Direction::Rtl, None);
        let publisher = Publisher { name: Text::new("وكالة", Direction::Rtl, None).unwrap(), site: None };
        let mut item = NewsItem { title, source_id: Some("7".into()), ..NewsItem::default() };
        assert_eq!(key_of(&item, Some(&publisher)).unwrap(), "وكاله 7");
        item.source_id = Some("urn:x:7".into());
        assert_eq!(key_of(&item, Some(&publisher)).unwrap(), "urn:x:7");
        item.source_id = None;
        assert_eq!(key_of(&item, Some(&publisher)).unwrap(), "وكاله عنوان");
        item.url = SafeUrl::parse("https://www.a.example/1/").ok();
        assert_eq!(key_of(&item, Some(&publisher)).unwrap(), "a.example/1");
        assert_eq!(key_of(&NewsItem::default(), None), None);
    }

    #[test]
    fn an_id_is_remembered_and_a_taken_one_grows() {
        let mut state = State::default();
        state.ids.insert("old".into(), ArticleId::of("new", 0));
        let mut problems = Vec::new();
        let names = name_articles(["old", "new"], &mut state, &mut problems);
        assert_eq!(names["old"], ArticleId::of("new", 0));
        assert_eq!(names["new"], ArticleId::of("new", 1));
        assert_eq!(problems.len(), 1);
        assert_eq!(name_articles(["new"], &mut state, &mut problems)["new"], ArticleId::of("new", 1));
        assert_eq!(problems.len(), 1);
    }
}
