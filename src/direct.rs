//! Feeds read straight in the browser: their items become articles of an edition in memory.

use crate::store::newest_first;
use model::{
    Article, ArticleId, Direction, Edition, Headline, Lang, LocaleDefaults, Moment, MonthNames, NewsItem, Original,
    PublicationStatus, Publisher, Rights, SafeUrl, SectionRef, SectionSlug, SectionSummary, Site, Text, UiLanguage,
};
use std::sync::Arc;

/// One page of a feed, as it came.
pub struct FeedPage {
    /// Its address.
    pub address: SafeUrl,
    /// What it calls itself.
    pub title: Option<Text>,
    /// Its items.
    pub items: Vec<NewsItem>,
    /// Its next page.
    pub next: Option<SafeUrl>,
    /// When it was fetched.
    pub fetched: Moment,
}

/// A feed as far as it has been read.
pub struct Reading {
    /// The edition that it makes.
    pub edition: Edition,
    /// Its articles, newest first.
    pub articles: Vec<Arc<Article>>,
    /// The headlines of each section, newest first.
    pub sections: Vec<(SectionSlug, Vec<Headline>)>,
}

/// Adds a page of a feed to what was read of it. `site` is the edition whose page asked for it; a
/// page that names its own feed has none.
pub fn read_on(known: Vec<Arc<Article>>, page: FeedPage, site: Option<&Site>, language: UiLanguage) -> Reading {
    let mut articles = known;
    for item in &page.items {
        if let Some(article) = adopt(item, &page)
            && articles.iter().all(|known| known.id != article.id)
        {
            articles.push(Arc::new(article));
        }
    }
    articles.sort_by_key(|article| std::cmp::Reverse(article.published.map(Moment::order_key)));
    let headlines: Vec<Headline> = articles.iter().map(|article| Headline::of(article)).collect();
    let mut sections: Vec<(SectionRef, Vec<Headline>)> = Vec::new();
    for (article, headline) in articles.iter().zip(&headlines) {
        let Some(section) = &article.section else { continue };
        match sections.iter_mut().find(|(known, _)| known.slug == section.slug) {
            Some((_, of_section)) => of_section.push(headline.clone()),
            None => sections.push((section.clone(), vec![headline.clone()])),
        }
    }
    let summary = |(section, headlines): &(SectionRef, Vec<Headline>)| SectionSummary {
        slug: section.slug.clone(),
        name: section.name.clone(),
        count: headlines.len() as u32,
        chain: None,
    };
    let edition = Edition {
        site: site_of(&page, site, language),
        updated: articles.first().and_then(|newest| newest.published).unwrap_or(page.fetched),
        total: articles.len() as u32,
        sections: sections.iter().map(summary).collect(),
        lead: headlines.first().cloned(),
        latest: newest_first(headlines.iter()),
        chain: None,
    };
    let sections = sections.into_iter().map(|(section, headlines)| (section.slug, headlines)).collect();
    Reading { edition, articles, sections }
}

fn site_of(page: &FeedPage, site: Option<&Site>, language: UiLanguage) -> Site {
    let surrounding = site.map_or_else(|| language.dir(), |site| site.dir);
    let host = || Text::new(page.address.host(), Direction::Ltr, None);
    let title = page.title.clone().or_else(host);
    let fallback = LocaleDefaults {
        ui: language,
        digits: language.default_digits(),
        months: MonthNames::default(),
        calendar: Default::default(),
        time_zone: "UTC".to_owned(),
    };
    Site {
        title: title.unwrap_or_else(|| Text::new("Nashra", Direction::Ltr, None).expect("a name with letters")),
        tagline: None,
        lang: site.map_or_else(|| Lang::parse(language.as_str()).expect("a known tag"), |site| site.lang.clone()),
        dir: surrounding,
        publisher: None,
        disclaimer: site.and_then(|site| site.disclaimer.clone()),
        url: None,
        locale: site.map_or(fallback, |site| site.locale.clone()),
        theme: site.map_or_else(Vec::new, |site| site.theme.clone()),
        pages: Vec::new(),
        direct_allow: site.map_or_else(Vec::new, |site| site.direct_allow.clone()),
    }
}

/// The article that `item` is; `None` for what may not be published, or has nothing to show.
fn adopt(item: &NewsItem, page: &FeedPage) -> Option<Article> {
    let now = page.fetched.order_key();
    let embargoed = item.embargo.is_some_and(|until| until.order_key() > now);
    let expired = item.expires.is_some_and(|at| at.order_key() <= now);
    let empty = item.title.is_none() && item.blocks.is_empty();
    if item.status != PublicationStatus::Usable || embargoed || expired || empty {
        return None;
    }
    let mut words = String::new();
    item.blocks.iter().for_each(|block| block.push_words(&mut words));
    let key = match (&item.url, &item.source_id) {
        (Some(url), _) => wire::address::normalised_permalink(url),
        (None, Some(id)) => format!("{} {id}", page.address.host()),
        (None, None) => format!("{} {}", item.title.as_ref().map_or("", Text::as_str), words),
    };
    let section =
        item.sections.first().map(|name| SectionRef { slug: SectionSlug::of_name(name.as_str()), name: name.clone() });
    Some(Article {
        id: ArticleId::of(&key, 0),
        rev: 1,
        title: item.title.clone(),
        standfirst: item.standfirst.clone(),
        section,
        dateline: item.dateline.clone(),
        byline: item.byline.clone(),
        published: item.published,
        updated: item
            .updated
            .filter(|updated| item.published.is_none_or(|first| updated.order_key() > first.order_key())),
        language: item.language.clone(),
        image: item.image.clone(),
        blocks: item.blocks.clone(),
        original: original(item, page),
        also_published: Vec::new(),
        rights: Rights {
            body: if item.excerpt { model::BodyRights::Excerpt } else { model::BodyRights::Full },
            notice: item.notice.clone(),
            ..Rights::default()
        },
        tags: item.tags.clone(),
        words: words.split_whitespace().count() as u32,
        related: item.related.clone(),
        headline_page: None,
    })
}

fn original(item: &NewsItem, page: &FeedPage) -> Option<Original> {
    let site_name = || {
        let url = item.url.as_ref().unwrap_or(&page.address);
        let site = url.origin().and_then(|origin| SafeUrl::parse(&origin).ok());
        Text::new(url.host(), Direction::Ltr, None).map(|name| Publisher { name, site })
    };
    Some(Original {
        title: item.original_title.clone().or_else(|| item.title.clone())?,
        publisher: item.publisher.clone().or_else(site_name)?,
        url: item.url.clone(),
        author: item.byline.first().cloned(),
        published: item.published,
        fetched: item.fetched.unwrap_or(page.fetched),
        language: item.language.clone(),
    })
}
