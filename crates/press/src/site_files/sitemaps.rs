//! Sitemaps (<https://www.sitemaps.org/protocol.html>) and robots.txt.

use super::xml::Xml;
use model::{Moment, Site};

/// How many articles one sitemap lists: fifty thousand are allowed, fewer make a change smaller.
pub(crate) const ARTICLES_A_SITEMAP: u32 = 1000;

/// As many pages as a sitemap may list.
pub(crate) const MOST_IN_A_SITEMAP: usize = 50_000;

/// News sitemaps list what is at most two days old, and at most a thousand of it.
pub(crate) const NEWS_SECONDS: i64 = 2 * 86_400;
/// See [`NEWS_SECONDS`].
pub(crate) const MOST_NEWS: usize = 1000;

/// A page that a sitemap lists.
pub(crate) struct Listed {
    pub address: String,
    pub changed: Option<Moment>,
}

/// An article that a news sitemap lists.
pub(crate) struct News {
    pub address: String,
    pub title: String,
    pub published: Moment,
    /// Two or three letters: no region is allowed here.
    pub lang: String,
}

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// A sitemap of `pages`.
pub(crate) fn sitemap(pages: &[Listed]) -> String {
    let mut xml = Xml::new();
    xml.open("urlset", &[NAMESPACE]);
    for page in pages {
        xml.open("url", &[]);
        xml.text("loc", &page.address);
        if let Some(changed) = page.changed {
            xml.text("lastmod", &changed.to_string());
        }
        xml.close();
    }
    xml.finish()
}

/// The sitemap of what is new (<https://www.google.com/schemas/sitemap-news/0.9>).
pub(crate) fn news(site: &Site, articles: &[News]) -> String {
    let mut xml = Xml::new();
    xml.open("urlset", &[NAMESPACE, ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9")]);
    for article in articles {
        xml.open("url", &[]);
        xml.text("loc", &article.address);
        xml.open("news:news", &[]);
        xml.open("news:publication", &[]);
        xml.text("news:name", site.title.as_str());
        xml.text("news:language", &article.lang);
        xml.close();
        xml.text("news:publication_date", &article.published.to_string());
        xml.text("news:title", &article.title);
        xml.close();
        xml.close();
    }
    xml.finish()
}

/// The index of `sitemaps`, by their addresses.
pub(crate) fn index(sitemaps: &[String]) -> String {
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[NAMESPACE]);
    for address in sitemaps {
        xml.open("sitemap", &[]);
        xml.text("loc", address);
        xml.close();
    }
    xml.finish()
}

/// robots.txt: everything may be read, and where the sitemaps are.
pub(crate) fn robots(index: Option<&str>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(index) = index {
        text.push_str(&format!("Sitemap: {index}\n"));
    }
    text
}
