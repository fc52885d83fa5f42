//! Where articles come from: files and folders, in an order that depends on their names alone, then
//! web addresses, in the order in which they are named.

mod known;
mod pages;
mod web;

pub(crate) use known::{Known, is_within};
pub use web::{FetchReport, FetchState, Progress};
pub(crate) use web::{Web, WebRead, WebSource};

use crate::config::{Config, SourceChoice, SourcePlace};
use crate::fetch::{ListedFeed, Signpost};
use crate::output::Digest;
use model::{Problem, SafeUrl};
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use wire::native::{NativeHtml, NativeUrls};
use wire::{FeedList, Ingest, Ingested, LinkedFeed, SourceDocument, read_source};

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

/// What one file, or one page of what is fetched, came to.
pub(crate) struct Document<'a> {
    /// The source: the file, or the address of the first page.
    pub name: String,
    /// Which of its pages this is, from 1.
    pub page: usize,
    /// What the configuration says of it.
    pub choice: &'a SourceChoice,
    /// What the source is known by, see [`digest_of`]; `None` where not all of it was read.
    pub digest: Option<Digest>,
    /// Its items.
    pub ingested: Ingested,
}

/// Where something is on the page numbered `page`, for problems.
pub(crate) fn on_page(page: usize, place: &str) -> String {
    match (page, place) {
        (1, place) => place.to_owned(),
        (page, "") => format!("page {page}"),
        (page, place) => format!("page {page}, {place}"),
    }
}

/// What a source is known by: a digest of its bytes' digest and of how it is read.
pub(crate) fn digest_of(bytes: Digest, described: &str) -> Digest {
    Digest::of_parts(&[bytes.to_string().as_bytes(), described.as_bytes()])
}

/// What came of a file.
pub(crate) enum Read<'a> {
    /// Its items.
    Document(Box<Document<'a>>),
    /// It holds no articles and says where they are.
    Elsewhere(Elsewhere<'a>),
    /// It is as it was when it was last read.
    Unchanged(String),
    /// The source of this name could not be read; what was published from it stays.
    Failed(String, Problem),
}

/// A document that holds no articles and says where they are.
pub(crate) struct Elsewhere<'a> {
    /// The source.
    pub name: String,
    /// What the configuration says of it.
    pub choice: &'a SourceChoice,
    /// The feeds to read.
    pub feeds: Vec<ListedFeed>,
    /// What is odd in it.
    pub problems: Vec<Problem>,
}

/// What a document holds.
enum Content {
    Articles(Ingested),
    Elsewhere(Signpost, Vec<Problem>),
}

/// What is read, in order; what cannot even be listed is a problem.
pub(crate) fn files<'a>(sources: &'a [SourceChoice], problems: &mut Vec<Problem>) -> Vec<SourceFile<'a>> {
    sources.iter().flat_map(|choice| files_of(choice, problems)).collect()
}

/// Reads `files` in their order, a few at a time, all cores at once. A file that is
/// `known` and unchanged is not looked into.
pub(crate) fn read_in_turn<'f, 'a: 'f>(
    files: &'f [SourceFile<'a>],
    config: &'f Config,
    known: &'f Known,
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
        (!now.is_empty()).then(|| now.par_iter().map(|file| read_file(file, config, known)).collect())
    })
}

fn left_out(source: impl std::fmt::Display, what: impl Into<String>) -> Problem {
    Problem { source: source.to_string(), place: String::new(), what: what.into(), done: "left out".to_owned() }
}

fn files_of<'a>(choice: &'a SourceChoice, problems: &mut Vec<Problem>) -> Vec<SourceFile<'a>> {
    let mut paths = Vec::new();
    if let SourcePlace::Path(path) = &choice.place {
        collect(path, &mut paths, problems);
    }
    paths.into_iter().map(|path| SourceFile { path, choice }).collect()
}

/// All files under `path`, by name; hidden ones and linked folders are passed over.
fn collect(path: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return files.push(path.to_owned()),
        Err(error) => return problems.push(left_out(path.display(), format!("it cannot be read: {error}"))),
    }
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return problems.push(left_out(path.display(), format!("the folder cannot be read: {error}"))),
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

fn read_file<'a>(file: &SourceFile<'a>, config: &Config, known: &Known) -> Read<'a> {
    let name = file.path.display().to_string();
    match read_document_of(file, &name, config, known) {
        Ok(read) => read,
        Err(what) => Read::Failed(name.clone(), left_out(name, what)),
    }
}

fn read_document_of<'a>(file: &SourceFile<'a>, name: &str, config: &Config, known: &Known) -> Result<Read<'a>, String> {
    let size = std::fs::metadata(&file.path).map(|metadata| metadata.len()).unwrap_or(0);
    if size > MAX_FILE_BYTES {
        return Err("larger than 512 MiB".to_owned());
    }
    let bytes = std::fs::read(&file.path).map_err(|error| format!("it cannot be read: {error}"))?;
    let digest = digest_of(Digest::of(&bytes), &format!("{:?}", file.choice));
    if known.is_unchanged(name, digest) {
        return Ok(Read::Unchanged(name.to_owned()));
    }
    let site = file.choice.publisher.as_ref().and_then(|publisher| publisher.site.as_ref());
    match read_bytes(&bytes, None, name, site, config)? {
        Content::Articles(ingested) => {
            let (name, digest) = (name.to_owned(), Some(digest));
            Ok(Read::Document(Box::new(Document { name, page: 1, choice: file.choice, digest, ingested })))
        }
        Content::Elsewhere(signpost, problems) => {
            let feeds = match signpost {
                Signpost::Feed(url) => vec![ListedFeed { url, section: None }],
                Signpost::List(feeds) => feeds,
            };
            Ok(Read::Elsewhere(Elsewhere { name: name.to_owned(), choice: file.choice, feeds, problems }))
        }
    }
}

/// Reads a document of the source `name`, in `charset` where its server says so; its relative addresses are relative to `address`.
///
/// # Errors
/// Why it cannot be read.
fn read_bytes(
    bytes: &[u8],
    charset: Option<&str>,
    name: &str,
    address: Option<&SafeUrl>,
    config: &Config,
) -> Result<Content, String> {
    let ingest = Ingest {
        source: name,
        address,
        urls: &NativeUrls,
        html: &NativeHtml { urls: &NativeUrls },
        surrounding: config.site.dir,
    };
    // A parser's panic costs its document, not the edition.
    let read = catch_unwind(AssertUnwindSafe(|| read_source(bytes, charset, &ingest)));
    let read =
        read.map_err(|_| "reading it failed: please report it".to_owned())?.map_err(|error| error.to_string())?;
    match read {
        SourceDocument::Articles(ingested) => Ok(Content::Articles(ingested)),
        SourceDocument::PageOfFeeds(FeedList { feeds, problems, .. }) => {
            // The others are its comments, or the same in another format.
            let first = feeds.into_iter().next().ok_or("it links no feed")?;
            Ok(Content::Elsewhere(Signpost::Feed(first.url), problems))
        }
        SourceDocument::Feeds(FeedList { feeds, problems, .. }) => {
            let listed = |LinkedFeed { url, section, .. }| {
                let section = section.map(|section| section.as_str().to_owned());
                ListedFeed { url, section }
            };
            match feeds.is_empty() {
                true => Err("it lists no feeds".to_owned()),
                false => Ok(Content::Elsewhere(Signpost::List(feeds.into_iter().map(listed).collect()), problems)),
            }
        }
    }
}
