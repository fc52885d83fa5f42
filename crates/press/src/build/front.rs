//! The edition's front document, the operator's pages, corrections and redirects, the viewer.

use super::Build;
use super::lists::newest;
use crate::archive::{SectionRecord, Tables};
use crate::assets::{ViewerAssets, is_inline};
use crate::output::Digest;
use crate::prerender::{WIDGET_PAGE, WIDGET_STYLE, WIDGET_STYLE_PATH, page_path};
use crate::service_worker::{KILL_SWITCH, SHELL, WORKER, worker};
use anyhow::Result;
use model::{ArticleId, ChainRef, Correction, Edition, Moment, Problem, Redirect, SafeUrl, SectionSummary};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use viewer::render::embedded_path;
use viewer::route::Route;
use wire::address::normalised_permalink;
use wire::edition::{self, WHOLE_EDITION, article_path, encode, section_chain};

/// Whether the output is as the last build left it, as far as its front document tells.
pub(super) fn is_as_left(tables: &Tables<'_>, out: &Path) -> Result<bool> {
    let Some(known) = tables.file(edition::edition_path())? else { return Ok(true) };
    let present = std::fs::read(out.join(edition::edition_path()));
    Ok(present.is_ok_and(|bytes| Digest::of(&bytes) == known.depends_on))
}

fn embedded_file(route: &Route) -> String {
    format!("{}index.html", embedded_path(route))
}

fn problem(place: &str, what: String, done: &str) -> Problem {
    Problem { source: "nashra.toml".to_owned(), place: place.to_owned(), what, done: done.to_owned() }
}

impl Build<'_, '_> {
    /// Finds the articles that corrections are about; those with other ones than before are made again.
    pub(super) fn correct(&mut self) -> Result<()> {
        for (name, correction) in &self.config.corrections {
            let id = match self.place_named(name)? {
                Some(place) => self.id_at(place)?,
                None => None,
            };
            match id {
                Some(id) => self.corrections.entry(id).or_default().push(correction.clone()),
                None => {
                    let what = format!("no article has the address or id {name}");
                    self.problems.push(problem("corrections", what, "the correction is not shown"));
                }
            }
        }
        let mut digests = BTreeMap::new();
        for (id, corrections) in &mut self.corrections {
            corrections.sort_by_key(|correction: &Correction| correction.date.order_key());
            digests.insert(id.clone(), Digest::of(format!("{corrections:?}").as_bytes()));
        }
        let before = std::mem::replace(&mut self.meta.corrections, digests);
        let both: BTreeSet<&ArticleId> = before.keys().chain(self.meta.corrections.keys()).collect();
        for id in both {
            if before.get(id) != self.meta.corrections.get(id) {
                self.changes.again.extend(self.tables.place_of_id(id)?);
            }
        }
        Ok(())
    }

    /// The id at `place`, which may be a newcomer's.
    fn id_at(&self, place: u32) -> Result<Option<ArticleId>> {
        match self.newcomers.get(&place) {
            Some(id) => Ok(Some(id.clone())),
            None => Ok(self.tables.article(place)?.map(|record| record.id().clone())),
        }
    }

    /// Writes a document for each id of old that stands for another now.
    pub(super) fn redirect(&mut self) -> Result<()> {
        let mut redirects = BTreeMap::new();
        for (old, new) in &self.config.redirects {
            let from = ArticleId::parse(old).ok().or_else(|| {
                let key = SafeUrl::parse(old).ok().map(|url| normalised_permalink(&url))?;
                Some(ArticleId::of(&key, 0))
            });
            let target = match self.place_named(new)? {
                Some(place) => self.tables.article(place)?.filter(|record| record.gone.is_none()),
                None => None,
            };
            let known = match &from {
                Some(from) => self.tables.place_of_id(from)?,
                None => None,
            };
            let published = match known {
                Some(place) => self.tables.article(place)?.is_some_and(|record| record.gone.is_none()),
                None => false,
            };
            let refused = match (&from, &target) {
                (None, _) => Some(format!("{old} is neither an address nor an id")),
                (_, None) => Some(format!("no article has the address or id {new}")),
                _ if published => Some(format!("{old} is an article that is published")),
                _ => None,
            };
            match (from, target, refused) {
                (Some(from), Some(target), None) => drop(redirects.insert(from, target.id().clone())),
                (.., Some(what)) => self.problems.push(problem("redirects", what, "left out")),
                _ => {}
            }
        }
        for (id, to) in &redirects {
            let document = Redirect { id: id.clone(), to: to.clone() };
            self.publication.put(&mut self.tables, &article_path(id), &encode(&document))?;
            if let Some(pages) = &self.pages {
                let path = page_path(&Route::Article(id.clone()));
                self.publication.put(&mut self.tables, &path, &pages.redirect(to))?;
            }
        }
        let before = std::mem::replace(&mut self.meta.redirects, redirects);
        for id in before.keys().filter(|id| !self.meta.redirects.contains_key(*id)) {
            match self.tables.place_of_id(id)? {
                Some(place) => drop(self.changes.left.insert(place)),
                None => {
                    self.publication.remove(&mut self.tables, &article_path(id))?;
                    self.publication.remove(&mut self.tables, &page_path(&Route::Article(id.clone())))?;
                }
            }
        }
        Ok(())
    }

    /// Writes everything that is not an article or a list, `edition.json` among it; how many sections
    /// there are.
    pub(super) fn write_front(&mut self, viewer: Option<&ViewerAssets>) -> Result<usize> {
        self.write_operator_pages()?;
        let latest = newest(&self.tables, 0)?;
        let sections = self.summaries();
        let lead = self.lead()?;
        let mut edition = Edition {
            site: self.site.clone(),
            updated: Moment::Instant(0),
            total: self.meta.whole.count,
            sections,
            lead: lead.or_else(|| latest.first().cloned()),
            latest,
            chain: self.meta.whole.directory.clone().map(|hash| ChainRef { name: WHOLE_EDITION.to_owned(), hash }),
            removed: self.meta.removed.clone(),
        };
        self.write_viewer(viewer, &edition.sections)?;
        edition.updated = self.meta.updated.unwrap_or(self.now);
        let path = edition::edition_path();
        let is_same = self.publication.is_current(&self.tables, path, Digest::of(&encode(&edition)))?;
        if !is_same || self.publication.changes_edition() {
            edition.updated = self.now;
        }
        self.meta.updated = Some(edition.updated);
        self.publication.put(&mut self.tables, path, &encode(&edition))?;
        self.prerender_front(&edition)?;
        self.write_site_files(&edition, viewer)?;
        Ok(edition.sections.len())
    }

    fn write_operator_pages(&mut self) -> Result<()> {
        let mut stale: BTreeSet<String> = self.tables.paths_under("edition/pages/")?.into_iter().collect();
        for page in &self.operator_pages {
            let path = edition::operator_page_path(&page.slug);
            self.publication.put(&mut self.tables, &path, &encode(page))?;
            if let Some(pages) = &self.pages {
                let path = page_path(&Route::Operator(page.slug.clone()));
                self.publication.put(&mut self.tables, &path, &pages.operator(page))?;
            }
            stale.remove(&path);
        }
        for path in stale {
            let slug = path.trim_start_matches("edition/pages/").trim_end_matches(".json");
            self.publication.remove(&mut self.tables, &format!("{slug}/index.html"))?;
            self.publication.remove(&mut self.tables, &path)?;
        }
        Ok(())
    }

    /// Writes the front page and the pages of sections, and those of them that are for frames.
    fn prerender_front(&mut self, edition: &Edition) -> Result<()> {
        if self.pages.is_none() {
            return Ok(());
        }
        let mut sections = Vec::with_capacity(edition.sections.len());
        for section in &edition.sections {
            let chain = self.known_sections.get(&section.slug).map(|record| record.chain.number);
            sections.push((section, chain.map_or(Ok(Vec::new()), |chain| newest(&self.tables, chain))?));
        }
        self.draw_fronts(edition, &sections)?;
        let Some(pages) = &self.pages else { return Ok(()) };
        let front = pages.front(edition, self.drawn_front());
        self.publication.put(&mut self.tables, "index.html", &front)?;
        if let Some(page) = pages.embedded_front(edition) {
            self.publication.put(&mut self.tables, &embedded_file(&Route::Front), &page)?;
        }
        for (section, headlines) in sections {
            let route = Route::Section(section.slug.clone());
            if let Some(page) = pages.embedded_section(edition, &section.slug, headlines.clone()) {
                self.publication.put(&mut self.tables, &embedded_file(&route), &page)?;
            }
            let page = pages.section(edition, section, headlines, self.drawn_section(section));
            self.publication.put(&mut self.tables, &page_path(&route), &page)?;
        }
        self.remove_other_sections(edition)
    }

    /// Removes pages and feeds of sections that the edition no longer has.
    fn remove_other_sections(&mut self, edition: &Edition) -> Result<()> {
        for folder in ["section/", "embed/section/"] {
            for name in self.tables.folders_in(folder)? {
                if edition.sections.iter().any(|section| section.slug.as_str() == name) {
                    continue;
                }
                for path in self.tables.paths_under(&format!("{folder}{name}/"))? {
                    self.publication.remove(&mut self.tables, &path)?;
                }
            }
        }
        Ok(())
    }

    fn lead(&mut self) -> Result<Option<model::Headline>> {
        let Some(name) = &self.config.lead else { return Ok(None) };
        let record = match self.place_named(name)? {
            Some(place) => self.tables.article(place)?.filter(|record| record.gone.is_none()),
            None => None,
        };
        if record.is_none() {
            let what = format!("no article has the address or id {name}");
            self.problems.push(problem("edition.lead", what, "the newest leads"));
        }
        Ok(record.map(|record| record.headline))
    }

    /// Sections that have articles: configured ones in their order, then the others by size.
    fn summaries(&mut self) -> Vec<SectionSummary> {
        let mut present: Vec<&SectionRecord> =
            self.known_sections.values().filter(|record| record.chain.count > 0).collect();
        present.sort_by_key(|record| {
            let slug = &record.section.slug;
            (self.sections.rank(slug), Reverse(record.chain.count), slug)
        });
        for record in &present {
            let source = record.met_in.as_deref().unwrap_or("nashra.toml");
            self.problems.extend(self.sections.problem(&record.section, source));
        }
        let summary = |record: &SectionRecord| SectionSummary {
            slug: record.section.slug.clone(),
            name: record.section.name.clone(),
            count: record.chain.count,
            chain: record.chain.directory.clone().map(|hash| {
                let name = section_chain(&record.section.slug);
                ChainRef { name, hash }
            }),
        };
        let mut summaries: Vec<SectionSummary> = present.into_iter().map(summary).collect();
        // The operator's own stand in every page's section bar, whether they have articles yet or not.
        for (at, own) in self.config.own_sections().into_iter().enumerate() {
            if summaries.iter().all(|section| section.slug != own.slug) {
                let empty = SectionSummary { slug: own.slug, name: own.name, count: 0, chain: None };
                summaries.insert(at.min(summaries.len()), empty);
            }
        }
        summaries
    }

    fn write_viewer(&mut self, viewer: Option<&ViewerAssets>, sections: &[SectionSummary]) -> Result<()> {
        let (Some(viewer), Some(pages)) = (viewer, &self.pages) else { return Ok(()) };
        let mut names = BTreeSet::new();
        for (name, bytes) in viewer.files().filter(|(name, _)| !is_inline(name)) {
            self.publication.put(&mut self.tables, name, bytes)?;
            names.insert(name.to_owned());
        }
        let mut made =
            vec![("404.html", pages.not_found()), ("saved/index.html", pages.saved()), (SHELL, pages.shell())];
        let kill_switch = || viewer.find_file(KILL_SWITCH).map(|(_, bytes)| bytes.to_vec());
        let worker = if self.config.offline { worker(&self.site, viewer, pages.build()) } else { kill_switch() };
        made.extend(worker.map(|worker| (WORKER, worker)));
        if viewer.has_widget() {
            made.push((WIDGET_PAGE, pages.widget(sections)));
            made.push((WIDGET_STYLE_PATH, WIDGET_STYLE.as_bytes().to_vec()));
        }
        for (name, bytes) in made {
            self.publication.put(&mut self.tables, name, &bytes)?;
            names.insert(name.to_owned());
        }
        let before = std::mem::replace(&mut self.meta.assets, names);
        for name in before.difference(&self.meta.assets.clone()) {
            self.publication.remove(&mut self.tables, name)?;
        }
        Ok(())
    }
}
