//! What is still to be done in the output folder, and doing it.

use super::STAGING_FOLDER;
use crate::archive::{Archive, Tables};
use crate::pictures::MEDIA;
use crate::service_worker::WORKER;
use anyhow::{Context, Result};
use rayon::prelude::*;
use redb::ReadableTable;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Step {
    /// Rename a staged file to its path.
    Renew {
        /// Its number among the staged files.
        number: u32,
        /// Its path under the output.
        path: String,
    },
    /// Remove a file.
    Remove {
        /// Its path under the output.
        path: String,
    },
}

impl Step {
    pub fn path(&self) -> &str {
        match self {
            Self::Renew { path, .. } | Self::Remove { path } => path,
        }
    }

    pub fn is_removal(&self) -> bool {
        matches!(self, Self::Remove { .. })
    }

    /// When its turn comes: what is referred to before what refers to it.
    pub fn turn(&self) -> u8 {
        let path = self.path();
        match self {
            Self::Renew { .. } if path.starts_with(MEDIA) => 0,
            // A service worker fetches what it lists, the shell among it.
            Self::Renew { .. } if path.starts_with("edition/edition.json") || path.starts_with(WORKER) => 5,
            // The front page and the pages of sections.
            Self::Renew { .. } if path.ends_with(".html") && path.matches('/').count() <= 2 && !is_article(path) => 4,
            Self::Renew { .. }
                if path.starts_with("edition/latest/") || path.ends_with(".html") && !is_article(path) =>
            {
                3
            }
            // Pages that start the viewer name its files.
            Self::Renew { .. } if is_article(path) => 2,
            Self::Renew { .. } => 1,
            Self::Remove { path } if path.ends_with(".br") || path.ends_with(".gz") => 0,
            Self::Remove { .. } => 7,
        }
    }
}

/// Where the pages of articles lie.
const ARTICLE_PAGES: &str = "article/";

fn is_article(path: &str) -> bool {
    path.starts_with(ARTICLE_PAGES)
}

/// The turn of tombstones and redirects: their articles are still listed before.
const AFTER_THE_EDITION: u8 = 6;

/// A step with its turn, as the journal keeps it.
#[derive(Serialize, Deserialize)]
struct Entry {
    turn: u8,
    step: Step,
}

/// Writes one staged file.
pub(super) fn write_staged(out: &Path, number: u32, bytes: &[u8]) -> std::io::Result<()> {
    let place = staged_place(out, number);
    match std::fs::write(&place, bytes) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            place.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(&place, bytes)
        }
        result => result,
    }
}

/// Staged files lie in so many folders: two cores that make files in one wait for each other, which
/// took a tenth of a first build.
const STAGING_FOLDERS: u32 = 16;

fn staged_place(out: &Path, number: u32) -> PathBuf {
    out.join(STAGING_FOLDER).join((number % STAGING_FOLDERS).to_string()).join(number.to_string())
}

/// So many files are brought to the disk one by one; of more, the whole file system at once.
const FEW_FILES: u32 = 1000;

/// Brings the first `staged` files to the disk.
pub(super) fn bring_to_disk(out: &Path, staged: u32) -> Result<()> {
    let staging = out.join(STAGING_FOLDER);
    let unsafe_disk = || format!("{} could not be brought to the disk", staging.display());
    #[cfg(target_os = "linux")]
    if staged > FEW_FILES {
        let folder = File::open(&staging).with_context(unsafe_disk)?;
        return rustix::fs::syncfs(&folder).with_context(unsafe_disk);
    }
    let files = (0..staged).into_par_iter();
    files.try_for_each(|number| File::open(staged_place(out, number))?.sync_all()).with_context(unsafe_disk)
}

/// Writes `steps` into the journal.
pub(super) fn write<'s>(tables: &mut Tables<'_>, steps: impl Iterator<Item = &'s Step>) -> Result<()> {
    for (number, step) in (0..).zip(steps) {
        let turn = if is_farewell(tables, step)? { AFTER_THE_EDITION } else { step.turn() };
        let entry = serde_json::to_vec(&Entry { turn, step: step.clone() })?;
        tables.journal.insert(number, entry.as_slice())?;
    }
    Ok(())
}

/// Whether a step replaces an article by what says that it is not there.
fn is_farewell(tables: &Tables<'_>, step: &Step) -> Result<bool> {
    let Step::Renew { path, .. } = step else { return Ok(false) };
    let of_article = path.strip_prefix("edition/articles/").or_else(|| path.strip_prefix(ARTICLE_PAGES));
    let Some(name) = of_article else { return Ok(false) };
    let id = name.split(['.', '/']).next().unwrap_or(name);
    let place = tables.ids.get(id)?.map(|place| place.value());
    match place {
        Some(place) => Ok(tables.gone.get(place)?.is_some()),
        None => Ok(true),
    }
}

/// Does what the last build left to do, and clears away what it only prepared.
///
/// # Errors
/// An output that cannot be written.
pub(crate) fn recover(archive: &Archive, out: &Path) -> Result<()> {
    settle(archive, out)?;
    discard(out)
}

/// Follows the journal to its end and empties it.
///
/// # Errors
/// An output that cannot be written: the next build goes on from there.
pub(crate) fn settle(archive: &Archive, out: &Path) -> Result<()> {
    let transaction = archive.begin()?;
    {
        let mut tables = Tables::open(&transaction)?;
        let mut entries: Vec<Entry> = Vec::new();
        for entry in tables.journal.iter()? {
            entries.push(serde_json::from_slice(entry?.1.value())?);
        }
        if entries.is_empty() {
            return Ok(());
        }
        entries.sort_by_key(|entry| entry.turn);
        let lost = entries.chunk_by(|a, b| a.turn == b.turn).try_fold(false, |lost, turn| {
            make_folders(out, turn)?;
            let followed: Vec<bool> = turn.par_iter().map(|entry| follow(out, &entry.step)).collect::<Result<_>>()?;
            Ok::<_, anyhow::Error>(lost || followed.contains(&false))
        })?;
        bring_names_to_disk(out, &entries)?;
        tables.journal.retain(|_, _| false)?;
        if lost {
            let mut meta = tables.meta()?;
            meta.rewrite = true;
            tables.put_meta(&meta)?;
        }
    }
    transaction.commit()?;
    discard(out)
}

fn make_folders(out: &Path, entries: &[Entry]) -> Result<()> {
    for folder in folders(entries) {
        let folder = out.join(folder);
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    Ok(())
}

fn folders(entries: &[Entry]) -> BTreeSet<&str> {
    let renewed = entries.iter().filter(|entry| !entry.step.is_removal());
    renewed.map(|entry| entry.step.path().rsplit_once('/').map_or("", |(folder, _)| folder)).collect()
}

/// Does one step, or finds it done; `false` where its staged file is lost.
fn follow(out: &Path, step: &Step) -> Result<bool> {
    match step {
        Step::Renew { number, path } => {
            let place = out.join(path);
            match std::fs::rename(staged_place(out, *number), &place) {
                Ok(()) => Ok(true),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(place.exists()),
                Err(error) => Err(error).with_context(|| format!("{} cannot be written", place.display())),
            }
        }
        Step::Remove { path } => {
            let place = out.join(path);
            match std::fs::remove_file(&place) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    Err(error).with_context(|| format!("{} cannot be removed", place.display()))
                }
                _ => Ok(true),
            }
        }
    }
}

/// Brings the names of what was renamed to the disk, where folders can be.
fn bring_names_to_disk(out: &Path, entries: &[Entry]) -> Result<()> {
    if cfg!(unix) {
        for folder in folders(entries) {
            let folder = out.join(folder);
            let folder_file = File::open(&folder).with_context(|| folder.display().to_string())?;
            folder_file.sync_all().with_context(|| format!("{} could not be brought to the disk", folder.display()))?;
        }
    }
    Ok(())
}

/// Removes what is staged and belongs to no journal.
pub(crate) fn discard(out: &Path) -> Result<()> {
    let staging = out.join(STAGING_FOLDER);
    match std::fs::remove_dir_all(&staging) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", staging.display()))
        }
        _ => Ok(()),
    }
}
