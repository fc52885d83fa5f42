//! A page of a feed that is read without a build: its items as articles. `nashra-feed-page/1`.
//!
//! The feed reader encodes it and the viewer decodes it, both of one build: it is never stored.

use crate::Ingested;
use crate::address::normalised_permalink;
use model::{
    Article, ArticleId, BodyRights, Direction, Moment, NewsItem, Original, PublicationStatus, Publisher, Rights,
    SafeUrl, SectionRef, SectionSlug, Text,
};
use serde::Serialize;

/// One page of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedPage {
    /// Its address.
    pub address: SafeUrl,
    /// What the feed calls itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Its articles, in its own order, without those that may not be published or have nothing to show.
    pub articles: Vec<Article>,
    /// The next page, of the same origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<SafeUrl>,
    /// When it was fetched.
    pub fetched: Moment,
}

/// The page at `address` that holds what was read at `now`. `pages` is how many there are, where
/// the server says so.
pub fn of(read: Ingested, address: SafeUrl, now: Moment, pages: Option<u32>) -> FeedPage {
    let articles = read.items.into_iter().filter_map(|item| adopt(item, &address, now)).collect();
    let next = read.next.or_else(|| next_page(&address, pages));
    // A feed may lead on within its own origin only: that is what the site allowed.
    let next = next.filter(|next| next.origin() == address.origin() && *next != address);
    FeedPage { address, title: read.title, articles, next, fetched: now }
}

/// The page after `address` of a WordPress collection of `pages` pages.
fn next_page(address: &SafeUrl, pages: Option<u32>) -> Option<SafeUrl> {
    let whole = address.as_str().split('#').next()?;
    let (path, query) = whole.split_once('?').unwrap_or((whole, ""));
    let page: u32 =
        query.split('&').find_map(|pair| pair.strip_prefix("page=")).and_then(|n| n.parse().ok()).unwrap_or(1);
    if page >= pages? {
        return None;
    }
    let mut next = format!("{path}?");
    for pair in query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("page=")) {
        next.push_str(pair);
        next.push('&');
    }
    SafeUrl::parse(&format!("{next}page={}", page + 1)).ok()
}

/// The article that `item` is; `None` for what may not be published, or has nothing to show.
fn adopt(item: NewsItem, address: &SafeUrl, fetched: Moment) -> Option<Article> {
    let now = fetched.order_key();
    let embargoed = item.embargo.is_some_and(|until| until.order_key() > now);
    let expired = item.expires.is_some_and(|at| at.order_key() <= now);
    let empty = item.title.is_none() && item.blocks.is_empty();
    if item.status != PublicationStatus::Usable || embargoed || expired || empty {
        return None;
    }
    let mut words = String::new();
    item.blocks.iter().for_each(|block| block.push_words(&mut words));
    let key = match (&item.url, &item.source_id) {
        (Some(url), _) => normalised_permalink(url),
        (None, Some(id)) => format!("{} {id}", address.host()),
        (None, None) => format!("{} {}", item.title.as_ref().map_or("", Text::as_str), words),
    };
    let original = original(&item, address, fetched);
    let section =
        item.sections.into_iter().next().map(|name| SectionRef { slug: SectionSlug::of_name(name.as_str()), name });
    Some(Article {
        id: ArticleId::of(&key, 0),
        rev: 1,
        title: item.title,
        standfirst: item.standfirst,
        section,
        dateline: item.dateline,
        byline: item.byline,
        published: item.published,
        updated: item
            .updated
            .filter(|updated| item.published.is_none_or(|first| updated.order_key() > first.order_key())),
        language: item.language,
        image: item.image,
        blocks: item.blocks,
        original,
        also_published: Vec::new(),
        rights: Rights {
            body: if item.excerpt { BodyRights::Excerpt } else { BodyRights::Full },
            notice: item.notice,
            ..Rights::default()
        },
        corrections: Vec::new(),
        tags: item.tags,
        words: words.split_whitespace().count() as u32,
        same_story: Vec::new(),
        related: item.related,
        headline_page: None,
    })
}

fn original(item: &NewsItem, address: &SafeUrl, fetched: Moment) -> Option<Original> {
    let site_name = || {
        let url = item.url.as_ref().unwrap_or(address);
        let site = url.origin().and_then(|origin| SafeUrl::parse(&origin).ok());
        Text::new(url.host(), Direction::Ltr, None).map(|name| Publisher { name, site })
    };
    Some(Original {
        title: item.original_title.clone().or_else(|| item.title.clone())?,
        publisher: item.publisher.clone().or_else(site_name)?,
        url: item.url.clone(),
        author: item.byline.first().cloned(),
        published: item.published,
        fetched: item.fetched.unwrap_or(fetched),
        language: item.language.clone(),
    })
}
