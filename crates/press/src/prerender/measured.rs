//! All pages of the articles of a built edition, made and thrown away: what the benchmark measures.

use super::Pages;
use crate::assets::ViewerAssets;
use crate::check::read_edition;
use anyhow::{Context, Result};
use model::{Article, SectionRef};
use rayon::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};
use viewer::route::BasePath;
use wire::edition::decode;
use wire::json::NativeJson;

/// What making pages took.
#[derive(Clone, Debug)]
pub struct Prerendered {
    /// How many pages.
    pub pages: usize,
    /// Their bytes.
    pub bytes: usize,
    /// For making them, on all cores; reading and decoding the articles is not counted.
    pub took: Duration,
    /// A digest of all of them, in order of their ids.
    pub digest: String,
}

/// Makes the page of every article in the edition at `folder`, for the viewer at `viewer`; nothing is written.
///
/// # Errors
/// An edition or a viewer that cannot be read.
pub fn prerender_articles(folder: &Path, viewer: &Path) -> Result<Prerendered> {
    let edition = read_edition(folder)?;
    let viewer = ViewerAssets::find(Some(viewer))?.context("there is no viewer")?;
    let own = edition.sections.iter().filter(|section| edition.site.sections.contains(&section.slug));
    let own: Vec<SectionRef> =
        own.map(|section| SectionRef { slug: section.slug.clone(), name: section.name.clone() }).collect();
    let base = BasePath::new(edition.site.url.as_ref().map_or("/", crate::config::path_of));
    let pages = Pages::new(edition.site.clone(), &base, &viewer, &own, true);
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("edition/articles"))?
        .map(|entry| Ok(entry?.path()))
        .filter(|path| path.as_ref().is_ok_and(|path| path.extension().is_some_and(|ending| ending == "json")))
        .collect::<Result<_>>()?;
    paths.sort();
    let articles: Vec<Article> =
        paths.par_iter().filter_map(|path| decode(&NativeJson::parse(&std::fs::read(path).ok()?).ok()?).ok()).collect();
    let start = Instant::now();
    let made: Vec<Vec<u8>> = articles.into_par_iter().map(|article| pages.article(article, None)).collect();
    let took = start.elapsed();
    let parts: Vec<&[u8]> = made.iter().map(Vec::as_slice).collect();
    let digest = crate::output::Digest::of_parts(&parts).to_string();
    Ok(Prerendered { pages: made.len(), bytes: made.iter().map(Vec::len).sum(), took, digest })
}
