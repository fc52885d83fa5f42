//! `nashra build`: sources in, a folder that any web server can serve out.
//!
//! An edition grows: what is new is read, what changed is written, and what a source no longer
//! offers stays. In order: `reading`, `leaving` and `choosing`, `adopting`, `lists`.

mod addresses;
mod adopting;
mod changes;
mod choosing;
mod front;
mod leaving;
mod lists;
mod merging;
mod named;
mod pictures;
mod placing;
mod reading;
mod relating;
mod sharing;
mod site_files;
mod sourcing;
mod tags;

use crate::archive::{Archive, Meta, SectionRecord, Tables};
use crate::assets::ViewerAssets;
use crate::config::{Config, SourceChoice, SourcePlace};
use crate::operator_pages;
use crate::output::Digest;
use crate::prerender::{Pages, widget_link};
use crate::publication::{self, Publication};
use crate::related::Reports;
use crate::sections::Sections;
use crate::share_pictures::SharePictures;
use crate::sources::{FetchReport, Progress, Web};
use anyhow::{Result, bail};
use changes::Changes;
use model::{ArticleId, Correction, Moment, OperatorPage, Problem, SectionSlug, Site};
use reading::Spool;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tags::Tagging;

/// The version of what is made of an item: another one makes every article anew.
const ADOPTION: u32 = 3;

/// What to build, from what, when.
#[derive(Clone, Debug)]
pub struct BuildRequest {
    /// The operator's decisions.
    pub config: Config,
    /// Files, folders and web addresses to read instead of those that the configuration names.
    pub sources: Vec<PathBuf>,
    /// Sources, or folders of them, whose articles leave when they no longer offer them.
    pub prune: Vec<String>,
    /// The site's folder.
    pub out: PathBuf,
    /// The folder of what is remembered; beside `out` where it is missing.
    pub state: Option<PathBuf>,
    /// The clock.
    pub now: Moment,
    /// The built viewer, where the one inside this binary is not meant.
    pub viewer: Option<PathBuf>,
    /// Whether to write compressed twins of every file.
    pub compression: Compression,
}

/// Whether files get compressed twins (`.br`, `.gz`) that a server can send as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// None: the server compresses.
    #[default]
    None,
    /// Brotli 5 and gzip 6.
    Fast,
    /// Brotli 11 and gzip 9.
    Best,
}

impl Compression {
    /// Whether there are twins.
    pub(crate) fn is_on(self) -> bool {
        self != Self::None
    }
}

/// What a build did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BuildReport {
    /// How many articles the edition holds.
    pub articles: usize,
    /// How many of them are new.
    pub added: usize,
    /// How many were published before and have changed.
    pub updated: usize,
    /// How many left.
    pub removed: usize,
    /// How many sections.
    pub sections: usize,
    /// How many items are part of another article of the same text.
    pub merged: usize,
    /// How many files the site has, compressed twins aside.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How many of them were written; the others had not changed.
    pub written: usize,
    /// How many pictures were copied.
    pub pictures: usize,
    /// How many are yet to be fetched, or to be tried again.
    pub pictures_awaited: usize,
    /// Whether the viewer was written beside the edition.
    pub viewer: bool,
    /// What became of the sources that are fetched.
    pub fetched: Vec<FetchReport>,
    /// What was odd, and what was done about it.
    pub problems: Vec<Problem>,
}

/// A build on its way: what is known, and what is about to change.
struct Build<'b, 't> {
    config: &'b Config,
    now: Moment,
    tables: Tables<'t>,
    meta: Meta,
    sections: Sections,
    /// Sections that have, or had, articles.
    known_sections: BTreeMap<SectionSlug, SectionRecord>,
    publication: Publication,
    changes: Changes,
    tagging: Tagging,
    fetched: Vec<FetchReport>,
    problems: Vec<Problem>,
    /// What the edition says of itself.
    site: Site,
    operator_pages: Vec<OperatorPage>,
    /// What makes pages, where there is a viewer that they start.
    pages: Option<Pages>,
    /// What draws pictures for previews, where there are to be some.
    share_pictures: Option<SharePictures>,
    /// Files that were drawn for previews and are shown no more.
    superseded: Vec<String>,
    spool: Spool,
    /// The ids of articles that have a place and no record yet.
    newcomers: BTreeMap<u32, ArticleId>,
    /// When and by whom articles appeared.
    reports: Reports,
    /// What was put right in articles.
    corrections: BTreeMap<ArticleId, Vec<Correction>>,
    /// The keys of pictures that some article showed and may show no longer.
    unshown: BTreeSet<Digest>,
    /// How many pictures were copied.
    copied: usize,
    /// Whether every source is read whatever it holds: a decision changed that its items depend on.
    reads_all: bool,
    /// Whether everything is made anew: a decision changed, or the output is not as it was left.
    anew: bool,
}

/// Builds the edition and, where there is a viewer, its site.
///
/// The same sources, state and clock give the same bytes, whatever the number of threads. A build
/// that fails, or is killed, leaves the output as it was, or as the next build completes it.
///
/// # Errors
/// Nothing to read, a state that is torn, in use or of another version, a folder that cannot be
/// written. What is wrong with a source is a problem of the report.
pub fn build(request: &BuildRequest) -> Result<BuildReport> {
    build_with_progress(request, &|_| {})
}

/// [`build`], with `progress` told how far fetching is.
///
/// # Errors
/// As [`build`].
pub fn build_with_progress(request: &BuildRequest, progress: &(dyn Fn(Progress<'_>) + Sync)) -> Result<BuildReport> {
    let state_folder = state_folder(request)?;
    let viewer = match (ViewerAssets::find(request.viewer.as_deref())?, &request.config.icon) {
        (Some(viewer), Some(icon)) => Some(viewer.with_icon(icon)?),
        (viewer, _) => viewer,
    };
    sourcing::choices(request)?;
    let archive = Archive::open(&state_folder)?;
    let is_new = !request.out.exists();
    publication::recover(&archive, &request.out)?;
    let web = Web::new(&request.config.fetch, request.now, &state_folder, progress);
    let made = make(request, &archive, &state_folder, viewer.as_ref(), &web, false);
    if made.is_err() {
        web.remember_hosts();
        publication::discard(&request.out)?;
        if is_new {
            // Only where nothing was written: a folder with anything in it stays.
            drop(std::fs::remove_dir(&request.out));
        }
    }
    let mut report = made?;
    publication::settle(&archive, &request.out)?;
    // Last: what is remembered as read is not sent again.
    report.problems.extend(web.remember());
    Ok(report)
}

/// What [`build`] would report, without writing anything.
///
/// # Errors
/// As [`build`].
pub fn rehearse(request: &BuildRequest) -> Result<BuildReport> {
    let state_folder = state_folder(request)?;
    let web = Web::new(&request.config.fetch, request.now, &state_folder, &|_| {});
    make(request, &Archive::open_if_there(&state_folder)?, &state_folder, None, &web, true)
}

/// Makes the edition, staged, and commits what is to be remembered; the journal is yet to be followed.
fn make(
    request: &BuildRequest,
    archive: &Archive,
    state_folder: &Path,
    viewer: Option<&ViewerAssets>,
    web: &Web<'_>,
    rehearsed: bool,
) -> Result<BuildReport> {
    let transaction = archive.begin()?;
    let report = {
        let tables = Tables::open(&transaction)?;
        let mut meta = tables.meta()?;
        let mut problems = Vec::new();
        let operator_pages = operator_pages::read(&request.config, &mut problems);
        let mut site = request.config.site.clone();
        site.pages = operator_pages.iter().map(operator_pages::link).collect();
        site.pages.extend(viewer.filter(|viewer| viewer.has_widget()).and_then(|_| widget_link(&site)));
        let own_sections = request.config.own_sections();
        let pages = viewer.map(|viewer| {
            let pages = Pages::new(site.clone(), &request.config.base, viewer, &own_sections, request.config.offline);
            pages.with_sisters(&request.config.editions)
        });
        let share_pictures = sharing::share_pictures(&request.config, pages.as_ref())?;
        let page_digest = sharing::page_digest(pages.as_ref(), share_pictures.as_ref());
        let decisions = Some(decisions(&request.config));
        let compression = format!("{:?}", request.compression);
        let distrusted = meta.rewrite || meta.compression != compression || !front::is_as_left(&tables, &request.out)?;
        let reads_all = meta.decisions != decisions;
        let other_pages = page_digest.is_some_and(|digest| meta.pages != Some(digest));
        (meta.decisions, meta.compression, meta.rewrite) = (decisions, compression, false);
        meta.pages = page_digest.or(meta.pages);
        let mut build = Build {
            config: &request.config,
            now: request.now,
            sections: Sections::new(&request.config, tables.section_names()?),
            known_sections: tables.sections()?,
            publication: Publication::new(&request.out, request.compression, distrusted, rehearsed),
            changes: Changes::default(),
            tagging: Tagging::default(),
            fetched: Vec::new(),
            problems,
            site,
            operator_pages,
            pages,
            share_pictures,
            superseded: Vec::new(),
            spool: Spool::new(state_folder)?,
            newcomers: BTreeMap::new(),
            reports: Reports::default(),
            corrections: BTreeMap::new(),
            unshown: BTreeSet::new(),
            copied: 0,
            tables,
            meta,
            reads_all,
            anew: distrusted || reads_all || other_pages,
        };
        let report = build.run(request, viewer, web, rehearsed)?;
        if rehearsed {
            return Ok(report);
        }
        let Build { mut tables, publication, meta, .. } = build;
        tables.put_meta(&meta)?;
        publication.seal(&mut tables)?;
        report
    };
    transaction.commit()?;
    Ok(report)
}

impl Build<'_, '_> {
    fn run(
        &mut self,
        request: &BuildRequest,
        viewer: Option<&ViewerAssets>,
        web: &Web<'_>,
        rehearsed: bool,
    ) -> Result<BuildReport> {
        let read = self.read_sources(request, web)?;
        if self.anew || !read.offers.is_empty() {
            self.reports = self.tables.reports()?;
        }
        self.let_go(&read, request)?;
        let chosen = self.choose(read)?;
        self.correct()?;
        self.adopt(chosen)?;
        self.expire()?;
        if !rehearsed {
            self.copy_pictures(web)?;
        }
        self.redirect()?;
        self.write_tombstones()?;
        self.write_lists()?;
        self.write_tags()?;
        self.drop_unshown_pictures()?;
        let sections = self.write_front(viewer)?;
        self.tell_of_undrawn();
        self.problems.sort();
        self.problems.dedup();
        let bytes = self.meta.bytes.saturating_add_signed(self.publication.growth());
        self.meta.bytes = bytes;
        Ok(BuildReport {
            articles: self.meta.whole.count as usize,
            added: self.changes.added.len(),
            updated: self.changes.updated.len(),
            removed: self.changes.left.len(),
            sections,
            merged: self.tables.merged_count()?,
            files: self.tables.file_count()?,
            bytes,
            written: self.publication.written(),
            pictures: self.copied,
            pictures_awaited: self.tables.awaited_count()?,
            viewer: viewer.is_some(),
            fetched: std::mem::take(&mut self.fetched),
            problems: std::mem::take(&mut self.problems),
        })
    }
}

/// A digest of the decisions that an article may depend on.
fn decisions(config: &Config) -> Digest {
    let site = &config.site;
    let site = (&site.title, &site.publisher, &site.url, &site.lang, site.dir);
    let text = format!(
        "{ADOPTION} {site:?} {:?}",
        (&config.sections, &config.default_section, &config.rights, &config.publishers, config.pictures.own)
    );
    Digest::of(text.as_bytes())
}

/// Where the state is: as asked, else in `.nashra/<output's name>` beside the output.
fn state_folder(request: &BuildRequest) -> Result<PathBuf> {
    let out = std::path::absolute(&request.out)?;
    let folder = match &request.state {
        Some(folder) => std::path::absolute(folder)?,
        None => {
            let name = out.file_name().map_or_else(|| "site".into(), std::ffi::OsStr::to_os_string);
            out.parent().unwrap_or(&out).join(".nashra").join(name)
        }
    };
    if folder.starts_with(&out) {
        bail!("the state folder {} lies inside the output: it would be published", folder.display());
    }
    Ok(folder)
}

/// A source of the command line, with what the configuration says of the same place.
///
/// # Errors
/// What begins like a web address and is none.
fn described(source: &Path, config: &Config) -> Result<SourceChoice> {
    let place = match source.to_str() {
        Some(written) => SourcePlace::parse(written, Path::new(""))?,
        None => SourcePlace::Path(source.to_owned()),
    };
    let choice = choice_of(&place, config).cloned();
    Ok(choice.unwrap_or(SourceChoice { place, publisher: None, section: None }))
}

/// What the configuration says of the source at `place`.
fn choice_of<'c>(place: &SourcePlace, config: &'c Config) -> Option<&'c SourceChoice> {
    config.sources.iter().find(|choice| match (&choice.place, place) {
        (SourcePlace::Path(a), SourcePlace::Path(b)) => {
            a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
        }
        (a, b) => a == b,
    })
}
