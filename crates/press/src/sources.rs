//! Where articles come from: files and folders, in an order that depends on their names alone.

use crate::config::{Config, SourceChoice};
use model::Problem;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use wire::native::{NativeHtml, NativeUrls};
use wire::{Ingest, Ingested, read_document};

/// The largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 512 * 1024 * 1024;

/// A file with what the configuration says of it.
#[derive(Clone, Debug)]
struct SourceFile<'a> {
    path: PathBuf,
    choice: &'a SourceChoice,
}

/// What one file came to.
pub(crate) struct Document<'a> {
    /// The file, as problems name it.
    pub name: String,
    /// What the configuration says of it.
    pub choice: &'a SourceChoice,
    /// Its items.
    pub ingested: Ingested,
}

/// Reads every file of `sources`, in the order of `sources` and of their names in a folder.
///
/// What cannot be read, or is of no format that is known here, is a problem; the others are read
/// all the same.
pub(crate) fn read<'a>(sources: &'a [SourceChoice], config: &Config) -> (Vec<Document<'a>>, Vec<Problem>) {
    let mut problems = Vec::new();
    let files: Vec<SourceFile<'a>> = sources.iter().flat_map(|choice| files_of(choice, &mut problems)).collect();
    let read: Vec<Result<Document<'a>, Problem>> = files.par_iter().map(|file| read_file(file, config)).collect();
    let mut documents = Vec::with_capacity(read.len());
    for result in read {
        match result {
            Ok(mut document) => {
                problems.append(&mut document.ingested.problems);
                documents.push(document);
            }
            Err(problem) => problems.push(problem),
        }
    }
    (documents, problems)
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

fn read_file<'a>(file: &SourceFile<'a>, config: &Config) -> Result<Document<'a>, Problem> {
    let path = &file.path;
    let size = std::fs::metadata(path).map(|metadata| metadata.len()).unwrap_or(0);
    if size > MAX_FILE_BYTES {
        return Err(left_out(path, "larger than 512 MiB"));
    }
    let bytes = std::fs::read(path).map_err(|error| left_out(path, format!("it cannot be read: {error}")))?;
    let name = path.display().to_string();
    let ingest = Ingest {
        source: &name,
        address: file.choice.publisher.as_ref().and_then(|publisher| publisher.site.as_ref()),
        urls: &NativeUrls,
        html: &NativeHtml { urls: &NativeUrls },
        surrounding: config.site.dir,
    };
    // A parser's panic costs its file, not the edition.
    let ingested = catch_unwind(AssertUnwindSafe(|| read_document(&bytes, &ingest)))
        .map_err(|_| left_out(path, "reading it failed: please report this file"))?
        .map_err(|error| left_out(path, error.to_string()))?;
    Ok(Document { name, choice: file.choice, ingested })
}
