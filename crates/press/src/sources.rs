//! Where articles come from: files and folders, in an order that depends on their names alone.

use crate::config::{Config, SourceChoice};
use crate::output::Digest;
use model::Problem;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use wire::native::{NativeHtml, NativeUrls};
use wire::{FeedList, Ingest, Ingested, SourceDocument, read_source};

/// The largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 512 * 1024 * 1024;

/// So many bytes of files are read at once: what is in memory is bounded, and every core is busy.
const BYTES_AT_ONCE: u64 = 8 * 1024 * 1024;

/// A file with what the configuration says of it.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile<'a> {
    path: PathBuf,
    choice: &'a SourceChoice,
}

/// What one file came to.
pub(crate) struct Document<'a> {
    /// The file, as problems name it.
    pub name: String,
    /// What the configuration says of it.
    pub choice: &'a SourceChoice,
    /// A digest of its content and of what the configuration says of it.
    pub digest: Digest,
    /// Its items.
    pub ingested: Ingested,
}

/// What came of a file.
pub(crate) enum Read<'a> {
    /// Its items.
    Document(Box<Document<'a>>),
    /// It is as it was when it was last read.
    Unchanged(String),
    /// It could not be read; what was published from it stays.
    Failed(Problem),
}

/// What is read, in order; what cannot even be listed is a problem.
pub(crate) fn files<'a>(sources: &'a [SourceChoice], problems: &mut Vec<Problem>) -> Vec<SourceFile<'a>> {
    sources.iter().flat_map(|choice| files_of(choice, problems)).collect()
}

/// Reads `files` in their order, a few at a time, all cores at once. A file of which `is_unchanged`
/// says that its digest is known is not looked into.
pub(crate) fn read_in_turn<'f, 'a: 'f>(
    files: &'f [SourceFile<'a>],
    config: &'f Config,
    is_unchanged: impl Fn(&str, Digest) -> bool + Sync + 'f,
) -> impl Iterator<Item = Vec<Read<'a>>> + 'f {
    let mut rest = files;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let size = |file: &SourceFile<'a>| std::fs::metadata(&file.path).map_or(0, |metadata| metadata.len());
        let several = rest.iter().take_while(|file| {
            let fits = bytes < BYTES_AT_ONCE;
            bytes += size(file);
            fits
        });
        let (now, later) = rest.split_at(several.count());
        rest = later;
        (!now.is_empty()).then(|| now.par_iter().map(|file| read_file(file, config, &is_unchanged)).collect())
    })
}

fn left_out(source: &Path, what: impl Into<String>) -> Problem {
    Problem {
        source: source.display().to_string(),
        place: String::new(),
        what: what.into(),
        done: "left out".to_owned(),
    }
}

fn files_of<'a>(choice: &'a SourceChoice, problems: &mut Vec<Problem>) -> Vec<SourceFile<'a>> {
    let name = choice.path.to_string_lossy();
    if name.starts_with("http://") || name.starts_with("https://") {
        problems.push(left_out(&choice.path, "addresses are not fetched yet; save it as a file"));
        return Vec::new();
    }
    let mut paths = Vec::new();
    collect(&choice.path, &mut paths, problems);
    paths.into_iter().map(|path| SourceFile { path, choice }).collect()
}

/// All files under `path`, by name; hidden ones and linked folders are passed over.
fn collect(path: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return files.push(path.to_owned()),
        Err(error) => return problems.push(left_out(path, format!("it cannot be read: {error}"))),
    }
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return problems.push(left_out(path, format!("the folder cannot be read: {error}"))),
    };
    let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        // A link to a folder above would never end.
        let linked_folder = entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir();
        if !hidden && !linked_folder {
            collect(&entry.path(), files, problems);
        }
    }
}

fn read_file<'a>(
    file: &SourceFile<'a>,
    config: &Config,
    is_unchanged: &(impl Fn(&str, Digest) -> bool + Sync),
) -> Read<'a> {
    read_document_of(file, config, is_unchanged).unwrap_or_else(Read::Failed)
}

fn read_document_of<'a>(
    file: &SourceFile<'a>,
    config: &Config,
    is_unchanged: &(impl Fn(&str, Digest) -> bool + Sync),
) -> Result<Read<'a>, Problem> {
    let path = &file.path;
    let size = std::fs::metadata(path).map(|metadata| metadata.len()).unwrap_or(0);
    if size > MAX_FILE_BYTES {
        return Err(left_out(path, "larger than 512 MiB"));
    }
    let bytes = std::fs::read(path).map_err(|error| left_out(path, format!("it cannot be read: {error}")))?;
    let name = path.display().to_string();
    let digest = Digest::of_parts(&[&bytes, format!("{:?}", file.choice).as_bytes()]);
    if is_unchanged(&name, digest) {
        return Ok(Read::Unchanged(name));
    }
    let ingest = Ingest {
        source: &name,
        address: file.choice.publisher.as_ref().and_then(|publisher| publisher.site.as_ref()),
        urls: &NativeUrls,
        html: &NativeHtml { urls: &NativeUrls },
        surrounding: config.site.dir,
    };
    // A parser's panic costs its file, not the edition.
    let read = catch_unwind(AssertUnwindSafe(|| read_source(&bytes, &ingest)))
        .map_err(|_| left_out(path, "reading it failed: please report this file"))?
        .map_err(|error| left_out(path, error.to_string()))?;
    match read {
        SourceDocument::Articles(ingested) => {
            Ok(Read::Document(Box::new(Document { name, choice: file.choice, digest, ingested })))
        }
        SourceDocument::Feeds(FeedList { feeds, .. }) => {
            Err(left_out(path, format!("it lists {} feeds; addresses are not fetched yet", feeds.len())))
        }
    }
}
