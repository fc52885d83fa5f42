//! `nashra check`: what is wrong with a built edition.

mod addresses;
mod previews;
mod tags;

use crate::pictures::{MEDIA, images};
use crate::prerender::{OEMBED, OEMBED_FRONT, is_widget_link, oembed_path, page_path};
use crate::publication::STAGING_FOLDER;
use anyhow::{Context, Result};
use model::{
    Article, ArticleId, ChainRef, Edition, Headline, Image, OperatorPage, Problem, Redirect, SectionSlug, TagSlug,
    Tombstone,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use viewer::route::Route;
use wire::edition::{self as documents, ChainDirectory, Document, HeadlinePage, WHOLE_EDITION};
use wire::json::{JsonText, NativeJson, Value};

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// How many articles the edition has.
    pub articles: usize,
    /// Whether a build is writing to it, or was interrupted: counts may differ until the next one
    /// has ended.
    pub unsettled: bool,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Whether `folder` holds a built edition.
pub fn is_edition(folder: &Path) -> bool {
    folder.join(documents::edition_path()).is_file()
}

/// Checks every document of the edition in `folder`: that it decodes in a version that is read here, that what it
/// refers to exists, pictures (also those for previews) and pages of tags among it, that republished articles name their
/// origin, that no article is listed twice in a chain and no address is unsafe; that counts are right, unless a build is
/// on its way or was interrupted.
///
/// # Errors
/// An `edition.json` that cannot be read: nothing can be said of the rest.
pub fn check_edition(folder: &Path) -> Result<Checked> {
    let unsettled = folder.join(STAGING_FOLDER).exists();
    let edition = read_edition(folder)?;
    let has_pages = folder.join(page_path(&Route::Front)).is_file();
    let media = names_in(&folder.join(MEDIA));
    let mut check = Check { folder, unsettled, has_pages, problems: Vec::new(), gone: BTreeMap::new(), media };
    let articles = check.articles();
    let sections: BTreeSet<&SectionSlug> = edition.sections.iter().map(|section| &section.slug).collect();
    check.edition(&edition, &articles);
    for (id, article) in &articles {
        check.article(id, article, &articles, &sections);
    }
    check.stand_ins(&edition, &articles);
    check.oembed(&articles);
    if check.has_pages {
        check.tags(&articles);
    }
    check.previews(&edition, &articles);
    let problems = {
        check.problems.sort();
        check.problems
    };
    Ok(Checked { articles: articles.len(), unsettled, problems })
}

/// The edition's front document.
///
/// # Errors
/// A file that cannot be read or decoded.
pub(crate) fn read_edition(folder: &Path) -> Result<Edition> {
    let path = folder.join(documents::edition_path());
    let bytes = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let json = NativeJson::parse(&bytes).with_context(|| path.display().to_string())?;
    documents::decode(&json).with_context(|| path.display().to_string())
}

struct Check<'a> {
    folder: &'a Path,
    unsettled: bool,
    /// Whether articles have pages as HTML.
    has_pages: bool,
    problems: Vec<Problem>,
    /// What stands in place of articles that are gone, and where that leads, if anywhere.
    gone: BTreeMap<ArticleId, Option<ArticleId>>,
    /// The names of mirrored pictures' files.
    media: BTreeSet<String>,
}

/// What one article says of others.
struct Summary {
    section: Option<SectionSlug>,
    same_story: Vec<ArticleId>,
    related: Vec<ArticleId>,
    tags: Vec<TagSlug>,
    without_title: bool,
    without_publisher: bool,
    /// The files of its mirrored pictures.
    media: Vec<String>,
}

/// What lies where an article may be.
enum Found {
    Article(ArticleId, Summary),
    InItsPlace(ArticleId, Option<ArticleId>),
}

type Articles = BTreeMap<ArticleId, Summary>;

impl Check<'_> {
    fn report(&mut self, source: &str, place: impl Into<String>, what: impl Into<String>) {
        self.problems.push(Problem {
            source: source.to_owned(),
            place: place.into(),
            what: what.into(),
            done: "only reported".to_owned(),
        });
    }

    /// The document at `path`; what is wrong with it is reported. Unsafe addresses are looked for in
    /// the JSON itself: the types would refuse them without saying which.
    fn read<T: Document>(&mut self, path: &str) -> Option<T> {
        match read_document(self.folder, path) {
            Ok(document) => Some(document),
            Err(problems) => {
                problems.into_iter().for_each(|what| self.report(path, "", what));
                None
            }
        }
    }

    fn articles(&mut self) -> Articles {
        let entries = std::fs::read_dir(self.folder.join("edition/articles"));
        let mut names: Vec<String> = entries
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(".json"))
            .collect();
        names.sort();
        let read: Vec<_> = names
            .par_iter()
            .map(|name| {
                let path = format!("edition/articles/{name}");
                let found = read_article(self.folder, &path);
                (path, found)
            })
            .collect();
        let mut articles = BTreeMap::new();
        for (path, found) in read {
            match found {
                Ok(Found::Article(id, _) | Found::InItsPlace(id, _)) if path != documents::article_path(&id) => {
                    self.report(&path, "id", format!("it calls itself {id}: two files may have one id"));
                }
                Ok(Found::Article(id, summary)) => drop(articles.insert(id, summary)),
                Ok(Found::InItsPlace(id, to)) => drop(self.gone.insert(id, to)),
                Err(problems) => problems.into_iter().for_each(|what| self.report(&path, "", what)),
            }
        }
        articles
    }

    /// What stands in place of articles leads to articles; removals that the edition tells of are such.
    fn stand_ins(&mut self, edition: &Edition, articles: &Articles) {
        for (id, to) in std::mem::take(&mut self.gone) {
            if let Some(to) = to.filter(|to| !articles.contains_key(to)) {
                self.report(&documents::article_path(&id), "to", format!("article {to} is missing or broken"));
            }
        }
        for id in edition.removed.iter().filter(|id| articles.contains_key(*id) && !self.unsettled) {
            self.problems.push(Problem {
                source: documents::edition_path().to_owned(),
                place: "removed".to_owned(),
                what: format!("article {id} is still there"),
                done: "only reported".to_owned(),
            });
        }
    }

    /// Where pages say what other sites may show of them, that is there, and of nothing else.
    fn oembed(&mut self, articles: &Articles) {
        let found = names_in(&self.folder.join(OEMBED));
        if found.is_empty() || self.unsettled {
            return;
        }
        let wanted: BTreeSet<String> = articles.keys().map(oembed_path).chain([OEMBED_FRONT.to_owned()]).collect();
        let found: BTreeSet<String> =
            found.into_iter().filter(|name| name.ends_with(".json")).map(|name| format!("{OEMBED}{name}")).collect();
        for path in wanted.difference(&found) {
            self.report(path, "", "it is missing: other sites show nothing of its page");
        }
        for path in found.difference(&wanted) {
            self.report(path, "", "there is no such article");
        }
    }

    fn edition(&mut self, edition: &Edition, articles: &Articles) {
        let path = documents::edition_path();
        self.headlines(path, edition.lead.iter().chain(&edition.latest), articles);
        if edition.total as usize != articles.len() && !self.unsettled {
            self.report(path, "total", format!("it says {} articles and there are {}", edition.total, articles.len()));
        }
        let listed = self.chain(edition.chain.as_ref(), WHOLE_EDITION, articles);
        let unlisted = |id: &&ArticleId| listed.as_ref().is_some_and(|listed| !listed.contains(*id));
        let missing = articles.keys().filter(|_| !self.unsettled).find(unlisted);
        if let Some(id) = missing {
            self.report(path, "chain", format!("no headline page lists article {id}"));
        }
        for section in &edition.sections {
            let path = documents::latest_path(&section.slug);
            let Some(latest) = self.read::<HeadlinePage>(&path) else { continue };
            self.headlines(&path, latest.headlines.iter(), articles);
            self.chain(section.chain.as_ref(), &documents::section_chain(&section.slug), articles);
            let of_section = |article: &&Summary| article.section.as_ref() == Some(&section.slug);
            let count = articles.values().filter(of_section).count();
            if section.count as usize != count && !self.unsettled {
                let what = format!("it says {} articles and there are {count}", section.count);
                self.report(documents::edition_path(), format!("section {}", section.slug), what);
            }
        }
        for page in edition.site.pages.iter().filter(|page| !is_widget_link(page)) {
            self.read::<OperatorPage>(&documents::operator_page_path(&page.slug));
        }
    }

    /// Checks a chain from its directory down; the articles it lists, where it has a directory.
    fn chain(&mut self, chain: Option<&ChainRef>, name: &str, articles: &Articles) -> Option<BTreeSet<ArticleId>> {
        let chain = chain?;
        if chain.name != name {
            self.report(documents::edition_path(), format!("chain {name}"), format!("it names {}", chain.name));
        }
        let directory_path = documents::chain_path(chain);
        let directory: ChainDirectory = self.read(&directory_path)?;
        let mut listed = BTreeSet::new();
        for reference in &directory.pages {
            let path = documents::headlines_path(name, reference);
            let Some(page) = self.read::<HeadlinePage>(&path) else { continue };
            if page.page != Some(reference.page) || page.headlines.len() != reference.count as usize {
                self.report(&path, "", "its number or count is not what its directory says");
            }
            self.headlines(&path, page.headlines.iter(), articles);
            for headline in page.headlines {
                if listed.contains(&headline.id) {
                    self.report(&path, format!("article {}", headline.id), "the chain lists it twice");
                }
                listed.insert(headline.id);
            }
        }
        Some(listed)
    }

    fn headlines<'h>(&mut self, path: &str, headlines: impl Iterator<Item = &'h Headline>, articles: &Articles) {
        for headline in headlines {
            let place = || format!("article {}", headline.id);
            if !articles.contains_key(&headline.id) {
                self.report(path, place(), "its file is missing or broken");
            }
            for name in headline.image.iter().flat_map(Image::mirrored_files).filter(|name| !self.media.contains(name))
            {
                self.problems.push(missing_picture(path, place(), &name));
            }
            let page = page_path(&Route::Article(headline.id.clone()));
            if self.has_pages && !self.folder.join(&page).is_file() {
                self.report(path, format!("article {}", headline.id), format!("its page {page} is missing"));
            }
        }
    }

    /// What was drawn for previews of pages is there, and nothing for articles that are not.
    fn previews(&mut self, edition: &Edition, articles: &Articles) {
        let sections = edition.sections.iter().map(|section| Route::Section(section.slug.clone()));
        let articles_pages = articles.keys().map(|id| Route::Article(id.clone()));
        let pages: Vec<Route> = std::iter::once(Route::Front).chain(sections).chain(articles_pages).collect();
        let named = pages.par_iter().map(page_path).filter_map(|path| {
            let name = previews::drawn_for(self.folder, &path)?;
            (!self.media.contains(&name)).then(|| missing_picture(&path, String::new(), &name))
        });
        let missing: Vec<Problem> = named.collect();
        self.problems.extend(missing);
        let of_no_article = |name: &&String| {
            let page = previews::page_of(name).filter(|page| *page != "front");
            page.and_then(|page| ArticleId::parse(page).ok()).is_some_and(|id| !articles.contains_key(&id))
        };
        for name in self.media.iter().filter(|_| !self.unsettled).filter(of_no_article).cloned().collect::<Vec<_>>() {
            self.report(&format!("{MEDIA}{name}"), "", "it was drawn for an article that is not there");
        }
    }

    fn article(&mut self, id: &ArticleId, article: &Summary, articles: &Articles, sections: &BTreeSet<&SectionSlug>) {
        let path = documents::article_path(id);
        for (list, stories) in [("same_story", &article.same_story), ("related", &article.related)] {
            for story in stories {
                if story == id {
                    self.report(&path, list, "it names the article itself");
                } else if !articles.contains_key(story) {
                    self.report(&path, list, format!("article {story} is missing or broken"));
                }
            }
        }
        if let Some(story) = article.same_story.iter().find(|story| article.related.contains(story)) {
            self.report(&path, "related", format!("article {story} is named as the same story too"));
        }
        if let Some(section) = article.section.as_ref().filter(|section| !self.unsettled && !sections.contains(section))
        {
            self.report(&path, "section", format!("the edition has no section {section}"));
        }
        for name in article.media.iter().filter(|name| !self.media.contains(*name)) {
            self.problems.push(missing_picture(&path, String::new(), name));
        }
        if article.without_title {
            self.report(&path, "original.title", "the attribution names no original title");
        }
        if article.without_publisher {
            self.report(&path, "original.publisher", "the attribution names no original publisher");
        }
    }
}

impl Summary {
    fn of(article: &Article) -> Self {
        let originals = || article.original.iter().chain(&article.also_published);
        Self {
            section: article.section.as_ref().map(|section| section.slug.clone()),
            same_story: article.same_story.iter().map(|story| story.id.clone()).collect(),
            related: article.related.iter().filter_map(|story| story.id.clone()).collect(),
            tags: article.tags.iter().map(|tag| TagSlug::of_name(tag.as_str())).collect(),
            without_title: originals().any(|original| original.title.as_str().is_empty()),
            without_publisher: originals().any(|original| original.publisher.name.as_str().is_empty()),
            media: images(article).flat_map(Image::mirrored_files).collect(),
        }
    }
}

fn missing_picture(source: &str, place: String, name: &str) -> Problem {
    let what = format!("its picture {MEDIA}{name} is missing");
    Problem { source: source.to_owned(), place, what, done: "only reported".to_owned() }
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// The article at `path`, or what stands in its place.
fn read_article(folder: &Path, path: &str) -> Result<Found, Vec<String>> {
    let bytes = std::fs::read(folder.join(path)).map_err(|error| vec![format!("it cannot be read: {error}")])?;
    let json = NativeJson::parse(&bytes).map_err(|error| vec![error.to_string()])?;
    let value = json.value();
    let format = value.get("format").as_str().unwrap_or_default().split('/').next();
    let what = |error: wire::DecodeError| vec![error.to_string()];
    if format == Some(Tombstone::NAME) {
        let tombstone: Tombstone = documents::decode_value(value).map_err(what)?;
        return Ok(Found::InItsPlace(tombstone.id, None));
    }
    if format == Some(Redirect::NAME) {
        let redirect: Redirect = documents::decode_value(value).map_err(what)?;
        return Ok(Found::InItsPlace(redirect.id, Some(redirect.to)));
    }
    let article: Article = decoded(value)?;
    Ok(Found::Article(article.id.clone(), Summary::of(&article)))
}

fn read_document<T: Document>(folder: &Path, path: &str) -> Result<T, Vec<String>> {
    let bytes = std::fs::read(folder.join(path)).map_err(|error| vec![format!("it cannot be read: {error}")])?;
    decoded(NativeJson::parse(&bytes).map_err(|error| vec![error.to_string()])?.value())
}

fn decoded<T: Document>(value: Value) -> Result<T, Vec<String>> {
    let unsafe_addresses = addresses::unsafe_addresses(&value);
    match documents::decode_value(value) {
        Ok(document) if unsafe_addresses.is_empty() => Ok(document),
        Err(error) if unsafe_addresses.is_empty() => Err(vec![error.to_string()]),
        _ => Err(unsafe_addresses),
    }
}
