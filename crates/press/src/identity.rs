//! What makes two items one article, and the name an article keeps for ever.

use anyhow::{Result, bail};
use model::{ArticleId, NewsItem, Problem, Publisher, fold_key};
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

/// The id of the new article that `key` identifies: a longer one, and a problem, where `holder`
/// says that another key has the usual one.
///
/// # Errors
/// Those of `holder`.
pub(crate) fn new_id(
    key: &str,
    holder: impl Fn(&ArticleId) -> Result<Option<String>>,
    problems: &mut Vec<Problem>,
) -> Result<ArticleId> {
    for attempt in 0..8 {
        let id = ArticleId::of(key, attempt);
        let Some(other) = holder(&id)? else { return Ok(id) };
        problems.push(Problem {
            source: key.to_owned(),
            place: format!("article {id}"),
            what: format!("its id is already that of {other}"),
            done: "given a longer id".to_owned(),
        });
    }
    bail!("eight ids of {key} are taken: the hash is broken")
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
    fn a_taken_id_grows() {
        let mut problems = Vec::new();
        let holder = |id: &ArticleId| Ok((*id == ArticleId::of("new", 0)).then(|| "old".to_owned()));
        assert_eq!(new_id("new", holder, &mut problems).unwrap(), ArticleId::of("new", 1));
        assert_eq!(problems.len(), 1);
        assert_eq!(new_id("other", holder, &mut problems).unwrap(), ArticleId::of("other", 0));
        assert_eq!(problems.len(), 1);
    }
}
