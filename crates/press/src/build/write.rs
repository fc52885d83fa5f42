//! Writing an edition and its site: `edition.json` last, so that a reader never meets a half.

use super::assemble::Assembled;
use super::{BuildReport, BuildRequest};
use crate::assets::ViewerAssets;
use crate::output::{self, hex_digest};
use crate::state::State;
use crate::{compress, shell};
use anyhow::Result;
use model::Moment;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use wire::edition as documents;

/// What was put where.
#[derive(Default)]
struct Written {
    /// Path under the output -> digest of its bytes.
    digests: BTreeMap<String, String>,
    bytes: u64,
    changed: usize,
}

impl Written {
    fn add(&mut self, other: Self) {
        self.digests.extend(other.digests);
        self.bytes += other.bytes;
        self.changed += other.changed;
    }
}

/// Writes `assembled` into the output folder of `request` and what is remembered into `state_folder`.
///
/// # Errors
/// Where something cannot be written or, of what is no longer published, removed.
pub(super) fn write(
    assembled: &Assembled,
    viewer: Option<&ViewerAssets>,
    request: &BuildRequest,
    state_folder: &Path,
    state: &mut State,
    report: &mut BuildReport,
) -> Result<()> {
    let put = |path: &str, bytes: &[u8]| put(request, path, bytes);
    let articles: Vec<_> = assembled.articles.values().collect();
    let articles: Vec<Written> = articles
        .par_iter()
        .map(|article| put(&documents::article_path(&article.id), &documents::encode(*article)))
        .collect::<Result<_>>()?;
    let lists: Vec<Written> =
        assembled.lists.par_iter().map(|(path, bytes)| put(path, bytes)).collect::<Result<_>>()?;
    let mut written = Written::default();
    articles.into_iter().chain(lists).for_each(|one| written.add(one));
    for page in &assembled.pages {
        written.add(put(&documents::operator_page_path(&page.slug), &documents::encode(page))?);
    }
    let mut site = Written::default();
    if let Some(viewer) = viewer {
        for (name, bytes) in viewer.files() {
            site.add(put(name, bytes)?);
        }
        let document = shell::compose(&assembled.edition.site, &request.config.base, viewer);
        for name in ["index.html", "404.html", "shell.html"] {
            site.add(put(name, document.as_bytes())?);
        }
    }
    let mut edition = assembled.edition.clone();
    edition.updated = Moment::Instant(0);
    let content = written.digests.iter().fold(hex_digest(&documents::encode(&edition), 64), |digest, (path, file)| {
        hex_digest(format!("{digest} {path} {file}").as_bytes(), 64)
    });
    edition.updated = match &state.updated {
        Some((moment, known)) if *known == content => *moment,
        _ => request.now,
    };
    state.updated = Some((edition.updated, content));
    let is_hashed = |path: &&String| path.starts_with("edition/chains/") || path.starts_with("edition/headlines/");
    let hashed: BTreeSet<String> = written.digests.keys().filter(is_hashed).cloned().collect();
    let former = std::mem::replace(&mut state.hashed_files, hashed);
    let former_assets = std::mem::replace(&mut state.assets, site.digests.keys().cloned().collect());
    state.save(state_folder)?;
    written.add(site);
    written.add(put(documents::edition_path(), &documents::encode(&edition))?);
    // A reader with yesterday's edition.json still asks for yesterday's pages, unless they list
    // what may no longer be shown.
    let kept_a_while = if assembled.removed { BTreeSet::new() } else { former };
    remove_stale(&request.out, |path| written.digests.contains_key(path) || kept_a_while.contains(path))?;
    for asset in former_assets.iter().filter(|path| viewer.is_some() && !written.digests.contains_key(*path)) {
        compress::remove_with_twins(&request.out.join(asset));
    }
    report.files = written.digests.len();
    report.bytes = written.bytes;
    report.written = written.changed;
    report.viewer = viewer.is_some();
    Ok(())
}

fn put(request: &BuildRequest, path: &str, bytes: &[u8]) -> Result<Written> {
    let place = request.out.join(path);
    let changed = output::write_if_changed(&place, bytes)?;
    compress::write_twins(&place, bytes, changed, request.compression)?;
    Ok(Written {
        digests: BTreeMap::from([(path.to_owned(), hex_digest(bytes, 24))]),
        bytes: bytes.len() as u64,
        changed: usize::from(changed),
    })
}

fn remove_stale(out: &Path, is_current: impl Fn(&str) -> bool) -> Result<()> {
    for folder in ["articles", "latest", "chains", "headlines", "pages"] {
        let within = format!("edition/{folder}");
        output::remove_others(&out.join(&within), |name| is_current(&format!("{within}/{name}")))?;
    }
    Ok(())
}
