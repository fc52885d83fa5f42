//! Feeds read straight in the browser: their pages become an edition in memory.

use crate::screen_from::newest_first;
use model::{
    Article, Direction, Edition, Headline, Lang, LocaleDefaults, Moment, MonthNames, SectionRef, SectionSlug,
    SectionSummary, Site, Text, UiLanguage,
};
use std::sync::Arc;
use wire::feed_page::FeedPage;

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
    let mut page = page;
    for article in std::mem::take(&mut page.articles) {
        if articles.iter().all(|known| known.id != article.id) {
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
        removed: Vec::new(),
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
        sections: Vec::new(),
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
