//! Feeds, sitemaps and what else stands beside the pages; those with addresses only where the site's own is known.

use super::Build;
use super::lists::newest_articles;
use crate::archive::ArticleRecord;
use crate::assets::{ICON, ViewerAssets};
use crate::prerender::{OEMBED, OEMBED_FRONT, Pages, TAG_LISTED_FROM, absolute, is_widget_link};
use crate::serve::has_hash;
use crate::site_files::feeds::{Entry, Feed, image_of};
use crate::site_files::sitemaps::{ARTICLES_A_SITEMAP, Listed, MOST_IN_A_SITEMAP, MOST_NEWS, NEWS_SECONDS, News};
use crate::site_files::{headers, icons, manifest, sitemaps};
use anyhow::Result;
use model::{Edition, SectionSummary, Text};
use redb::ReadableTable;
use std::collections::BTreeSet;
use viewer::pages::tag_page;
use viewer::route::Route;
use wire::edition::HEADLINES_A_PAGE;

/// How many headline pages make one sitemap.
const PAGES_A_SITEMAP: u32 = ARTICLES_A_SITEMAP / HEADLINES_A_PAGE as u32;

impl Build<'_, '_> {
    /// Writes them; `edition` is as it is published.
    pub(super) fn write_site_files(&mut self, edition: &Edition, viewer: Option<&ViewerAssets>) -> Result<()> {
        let Some(viewer) = viewer else { return Ok(()) };
        self.write_server_files(edition, viewer)?;
        self.write_oembed()?;
        if self.absolute("").is_none() {
            self.remove_addressed()?;
            return self.put("robots.txt", &sitemaps::robots(None));
        }
        self.write_feed("", edition.site.title.as_str(), Some(0), edition)?;
        for section in &edition.sections {
            // The operator's own has feeds before it has articles.
            let chain = self.known_sections.get(&section.slug).map(|record| record.chain.number);
            if self.anew || chain.is_none_or(|chain| self.changes.chains.contains(&chain)) {
                let title = format!("{} – {}", section.name.as_str(), edition.site.title.as_str());
                self.write_feed(&format!("section/{}/", section.slug), &title, chain, edition)?;
            }
        }
        self.write_sitemaps(edition)
    }

    /// Removes feeds and sitemaps: they hold an address that the site no longer has.
    fn remove_addressed(&mut self) -> Result<()> {
        let mut stale = [self.tables.paths_under("feed.")?, self.tables.paths_under("sitemap")?].concat();
        for section in self.tables.folders_in("section/")? {
            stale.extend(self.tables.paths_under(&format!("section/{section}/feed."))?);
        }
        stale.iter().try_for_each(|path| self.publication.remove(&mut self.tables, path))
    }

    fn put(&mut self, path: &str, text: &str) -> Result<()> {
        self.publication.put(&mut self.tables, path, text.as_bytes())
    }

    /// The address on the web of the file at `path` in the site.
    fn absolute(&self, path: &str) -> Option<String> {
        absolute(&self.site, &self.config.base.file(path))
    }

    fn page_address(&self, route: &Route) -> Option<String> {
        absolute(&self.site, &route.path(&self.config.base))
    }

    fn write_server_files(&mut self, edition: &Edition, viewer: &ViewerAssets) -> Result<()> {
        let Some(pages) = &self.pages else { return Ok(()) };
        let base = self.config.base.as_str();
        let operator_pages: Vec<&str> = self.operator_pages.iter().map(|page| page.slug.as_str()).collect();
        let hashed: Vec<&str> = viewer.files().map(|(name, _)| name).filter(|name| has_hash(name)).collect();
        let icon = viewer.find_file(ICON);
        let files = [
            ("_headers", headers::netlify(base, pages.policy(), &operator_pages, &hashed)),
            ("nginx.conf", headers::nginx(base, pages.policy())),
            ("manifest.webmanifest", manifest::manifest(self.config, &edition.sections, icon.map(|(name, _)| name))),
        ];
        for (name, text) in files {
            self.put(name, &text)?;
        }
        if let Some((_, svg)) = icon {
            for icon in &icons::ICONS {
                self.publication.put(&mut self.tables, icon.name, &icons::draw(icon, svg)?)?;
            }
        }
        match &self.config.security {
            Some(text) => self.put(SECURITY, &text.clone()),
            None => self.publication.remove(&mut self.tables, SECURITY),
        }
    }

    /// What other sites show of the front page. Without an address of the site's own no page has such a file.
    fn write_oembed(&mut self) -> Result<()> {
        match self.pages.as_ref().and_then(Pages::oembed_front) {
            Some(text) => self.put(OEMBED_FRONT, &text),
            None => {
                let stale = self.tables.paths_under(OEMBED)?;
                stale.iter().try_for_each(|path| self.publication.remove(&mut self.tables, path))
            }
        }
    }

    fn write_feed(&mut self, folder: &str, title: &str, chain: Option<u32>, edition: &Edition) -> Result<()> {
        let mut entries = Vec::new();
        for record in chain.map_or(Ok(Vec::new()), |chain| newest_articles(&self.tables, chain))? {
            entries.extend(self.entry(record, &edition.sections));
        }
        let Some(address) = self.absolute(folder) else { return Ok(()) };
        let site = self.site.clone();
        let feed = Feed { site: &site, title: title.to_owned(), page: address.clone(), folder: address, entries };
        for (name, text) in [("feed.xml", feed.rss()), ("feed.atom", feed.atom()), ("feed.json", feed.json())] {
            self.put(&format!("{folder}{name}"), &text)?;
        }
        Ok(())
    }

    fn entry(&self, record: ArticleRecord, sections: &[SectionSummary]) -> Option<Entry> {
        let page = self.page_address(&Route::Article(record.id().clone()))?;
        let slug = record.headline.section.as_ref();
        let section = sections.iter().find(|section| Some(&section.slug) == slug).map(|section| section.name.clone());
        let image = record.headline.image.as_ref().and_then(|image| image_of(image, |path| self.absolute(path)));
        let ArticleRecord { headline, original, first_seen, updated, .. } = record;
        let copy_note = original.as_ref().zip(self.pages.as_ref()).map(|(original, pages)| pages.copy_note(original));
        let copy_note = copy_note.unwrap_or_default();
        Some(Entry { headline, section, page, image, original, copy_note, first_seen, updated })
    }

    /// Writes the sitemaps of which something changed, their index, and robots.txt.
    fn write_sitemaps(&mut self, edition: &Edition) -> Result<()> {
        let last = self.meta.places.div_ceil(ARTICLES_A_SITEMAP);
        let changed: BTreeSet<u32> = if self.anew {
            (1..=last).collect()
        } else {
            let pages = self.changes.pages.range((0, 0)..(1, 0)).map(|(_, page)| 1 + (page - 1) / PAGES_A_SITEMAP);
            pages.chain(self.changes.searched.iter().map(|place| 1 + place / ARTICLES_A_SITEMAP)).collect()
        };
        for number in changed {
            let pages = self.listed((number - 1) * ARTICLES_A_SITEMAP..number * ARTICLES_A_SITEMAP)?;
            let path = sitemap_path(number);
            if pages.is_empty() {
                self.publication.remove(&mut self.tables, &path)?;
            } else {
                self.put(&path, &sitemaps::sitemap(&pages))?;
            }
        }
        let fronts = self.listed_fronts(edition);
        self.put("sitemap-pages.xml", &sitemaps::sitemap(&fronts))?;
        let news = self.news()?;
        // A sitemap lists one page at least: https://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd
        if news.is_empty() {
            self.publication.remove(&mut self.tables, NEWS_SITEMAP)?;
        } else {
            self.put(NEWS_SITEMAP, &sitemaps::news(&self.site.clone(), &news))?;
        }
        self.write_tag_sitemaps()?;
        let mut addresses = vec!["sitemap-pages.xml".to_owned()];
        addresses.extend(self.tables.paths_under(TAG_SITEMAPS)?);
        for path in std::iter::once(NEWS_SITEMAP.to_owned()).chain((1..=last).map(sitemap_path)) {
            if self.tables.file(&path)?.is_some() {
                addresses.push(path);
            }
        }
        let addresses: Vec<String> = addresses.iter().filter_map(|path| self.absolute(path)).collect();
        self.put("sitemap.xml", &sitemaps::index(&addresses))?;
        let index = self.absolute("sitemap.xml");
        self.put("robots.txt", &sitemaps::robots(index.as_deref()))
    }

    /// Writes the sitemaps of tags, where something of them changed.
    fn write_tag_sitemaps(&mut self) -> Result<()> {
        if !self.tagging.changed {
            return Ok(());
        }
        let tags = self.tables.tags()?.into_iter().filter(|(_, record)| record.count >= TAG_LISTED_FROM);
        let addresses: Vec<String> =
            tags.filter_map(|(tag, _)| absolute(&self.site, &tag_page(tag, None, &self.config.base))).collect();
        let mut stale: BTreeSet<String> = self.tables.paths_under(TAG_SITEMAPS)?.into_iter().collect();
        for (number, addresses) in (1..).zip(addresses.chunks(MOST_IN_A_SITEMAP)) {
            let path = format!("{TAG_SITEMAPS}{number}.xml");
            let listed = |address: &String| Listed { address: address.clone(), changed: None };
            self.put(&path, &sitemaps::sitemap(&addresses.iter().map(listed).collect::<Vec<_>>()))?;
            stale.remove(&path);
        }
        stale.into_iter().try_for_each(|path| self.publication.remove(&mut self.tables, &path))
    }

    /// The articles at `places` that search engines may list.
    fn listed(&self, places: std::ops::Range<u32>) -> Result<Vec<Listed>> {
        let mut listed = Vec::new();
        for (_, record) in self.tables.articles(places)? {
            if record.gone.is_some() || !record.listed {
                continue;
            }
            let address = self.page_address(&Route::Article(record.id().clone()));
            let changed = record.updated.or(record.headline.published);
            listed.extend(address.map(|address| Listed { address, changed }));
        }
        Ok(listed)
    }

    fn listed_fronts(&self, edition: &Edition) -> Vec<Listed> {
        let sections = edition.sections.iter().map(|section| Route::Section(section.slug.clone()));
        let pages = edition
            .site
            .pages
            .iter()
            .filter(|page| !is_widget_link(page))
            .map(|page| Route::Operator(page.slug.clone()));
        let routes = std::iter::once(Route::Front).chain(sections).chain(pages);
        routes.filter_map(|route| Some(Listed { address: self.page_address(&route)?, changed: None })).collect()
    }

    /// What was published in the last two days and may be listed.
    fn news(&self) -> Result<Vec<News>> {
        let since = self.now.order_key() - NEWS_SECONDS;
        let mut news = Vec::new();
        for entry in self.tables.dates.range((0, since, "")..(1, i64::MIN, ""))?.rev() {
            if news.len() == MOST_NEWS {
                break;
            }
            let Some(record) = self.tables.article(entry?.1.value())? else { continue };
            let address = self.page_address(&Route::Article(record.id().clone()));
            if let (true, Some(address), Some(published), Some(title)) =
                (record.listed, address, record.headline.published, &record.headline.title)
            {
                let lang = title.lang().unwrap_or(&self.site.lang).primary();
                news.push(News { address, title: Text::as_str(title).to_owned(), published, lang });
            }
        }
        Ok(news)
    }
}

/// Where security researchers look (RFC 9116).
const SECURITY: &str = ".well-known/security.txt";

const NEWS_SITEMAP: &str = "sitemap-news.xml";
/// How the names of sitemaps of tags begin.
const TAG_SITEMAPS: &str = "sitemap-tags-";

fn sitemap_path(number: u32) -> String {
    format!("sitemap-{number}.xml")
}
