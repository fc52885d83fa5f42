//! What `nashra build` takes on 1,000, 10,161 and 100,000 articles, and what adding 50 to them takes:
//! `cargo bench --bench edition`.
//!
//! Real articles up to 10,161; beyond that synthetic ones, with words exchanged. Each build runs in
//! a process of its own, whose peak memory is measured (Linux). Prints figures and fails nothing;
//! without `NASHRA_DATA` it says so, and without `NASHRA_DIST` (a built viewer) it makes no pages.
//! `NASHRA_BENCH_ARTICLES` names other sizes: `1000,20000`.

#[path = "ant_feed.rs"]
mod ant_feed;
#[path = "peak_memory.rs"]
mod peak_memory;
#[path = "plain_build.rs"]
mod plain_build;
#[path = "processor_time.rs"]
mod processor_time;
#[path = "synthetic.rs"]
mod synthetic;

use plain_build::plain_build;
use press::build;
use processor_time::{cpu_seconds, own_cpu_seconds};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use synthetic::Synthetic;

/// How many articles a source file holds.
const A_FILE: usize = 500;
/// How many are added to a finished edition.
const ADDED: usize = 50;
/// Marks the process that builds: its value is the folder to work in.
const CHILD: &str = "NASHRA_BENCH_CHILD";
/// The folder of the viewer, where that process writes pages too.
const VIEWER: &str = "NASHRA_BENCH_VIEWER";

fn main() {
    if let Some(folder) = std::env::var_os(CHILD) {
        return build_once(Path::new(&folder));
    }
    let Some(data) = std::env::var_os("NASHRA_DATA") else {
        println!("edition: skipped: NASHRA_DATA is not set");
        return;
    };
    let items = ant_feed::ant_items(Path::new(&data), usize::MAX).expect("the corpus can be read");
    let sizes = std::env::var("NASHRA_BENCH_ARTICLES").unwrap_or_else(|_| format!("1000,{},100000", items.len()));
    let corpus = items.len();
    let articles = Synthetic::new(items);
    for size in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        measure(&articles, size, size > corpus);
    }
}

fn measure(articles: &Synthetic, size: usize, synthetic: bool) {
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let sources = folder.path().join("sources");
    std::fs::create_dir(&sources).expect("a folder for sources");
    let write = |from: usize, to: usize| {
        let items: Vec<Value> = (from..to).map(|n| articles.item(n)).collect();
        std::fs::write(sources.join(format!("{from:08}.json")), ant_feed::feed_of(&items))
            .expect("a source is written");
    };
    (0..size).step_by(A_FILE).for_each(|from| write(from, size.min(from + A_FILE)));
    let kind = if synthetic { "synthetic beyond the corpus" } else { "of the corpus" };
    let first = run(folder.path());
    println!(
        "edition: {size} items ({kind}), {} articles, {} files, {} MB",
        first.articles, first.files, first.megabytes
    );
    first.print("first build", first.articles);
    run(folder.path()).print("nothing new", first.articles);
    let before = files(&folder.path().join("site"));
    write(size, size + ADDED);
    let more = run(folder.path());
    more.print(&format!("{ADDED} added"), more.articles - first.articles);
    let after = files(&folder.path().join("site"));
    let changed = after.iter().filter(|(path, stamp)| before.get(*path).is_some_and(|before| before != *stamp)).count();
    let removed = before.keys().filter(|path| !after.contains_key(*path)).count();
    let added = after.keys().filter(|path| !before.contains_key(*path)).count();
    println!("    {added} files added, {changed} changed, {removed} removed");
    let state = files(&folder.path().join(".nashra")).len();
    let bytes: u64 =
        walk(&folder.path().join(".nashra")).iter().filter_map(|path| Some(path.metadata().ok()?.len())).sum();
    println!("    remembered: {:.1} MB in {state} files", bytes as f64 / 1e6);
    if let Some(viewer) = std::env::var_os("NASHRA_DIST").filter(|viewer| Path::new(viewer).is_dir()) {
        std::fs::remove_dir_all(folder.path().join("site")).expect("the site can be removed");
        std::fs::remove_dir_all(folder.path().join(".nashra")).expect("the state can be removed");
        let paged = run_with(folder.path(), &[(VIEWER, &viewer)]);
        paged.print("with pages", paged.articles);
    }
}

/// What a child process said.
struct Figures {
    articles: u64,
    files: u64,
    megabytes: f64,
    seconds: f64,
    cpu: f64,
    /// What of it was done in a row, by the thread that leads.
    own: f64,
    written: u64,
    peak: f64,
}

impl Figures {
    fn print(&self, what: &str, articles: u64) {
        let rate = articles as f64 / self.seconds;
        println!(
            "    {what:12} {:7.2} s, {rate:6.0} articles a second ({:.2} s of all cores, {:.2} s of them in a row), {} files written, peak memory {:.0} MiB",
            self.seconds, self.cpu, self.own, self.written, self.peak
        );
    }
}

fn run(folder: &Path) -> Figures {
    run_with(folder, &[])
}

fn run_with(folder: &Path, more: &[(&str, &OsStr)]) -> Figures {
    let this = std::env::current_exe().expect("this program has a path");
    let mut child = Command::new(this);
    child.env(CHILD, folder).envs(more.iter().copied());
    let output = child.output().expect("a child process runs");
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("the build failed: {}", String::from_utf8_lossy(&output.stderr)));
    Figures {
        articles: said["articles"].as_u64().unwrap_or(0),
        files: said["files"].as_u64().unwrap_or(0),
        megabytes: said["bytes"].as_f64().unwrap_or(0.0) / 1e6,
        seconds: said["seconds"].as_f64().unwrap_or(f64::NAN),
        cpu: said["cpu"].as_f64().unwrap_or(f64::NAN),
        own: said["own"].as_f64().unwrap_or(f64::NAN),
        written: said["written"].as_u64().unwrap_or(0),
        peak: said["peak"].as_f64().unwrap_or(f64::NAN),
    }
}

fn build_once(folder: &Path) {
    let request = plain_build(folder.join("sources"), folder.join("site"), std::env::var_os(VIEWER).map(PathBuf::from));
    let start = Instant::now();
    let report = build(&request).expect("the edition builds");
    let seconds = start.elapsed().as_secs_f64();
    let (articles, files, bytes, written) = (report.articles, report.files, report.bytes, report.written);
    println!(
        "{}",
        json!({ "articles": articles, "files": files, "bytes": bytes, "written": written, "seconds": seconds, "cpu": cpu_seconds(), "own": own_cpu_seconds(), "peak": peak_memory::peak_mebibytes() })
    );
}

/// What tells whether a file was written: every change is a rename, of a newer file.
fn files(folder: &Path) -> BTreeMap<PathBuf, (Option<std::time::SystemTime>, u64)> {
    let stamp = |path: PathBuf| {
        let metadata = path.metadata().ok()?;
        Some((path, (metadata.modified().ok(), metadata.len())))
    };
    walk(folder).into_iter().filter_map(stamp).collect()
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut left = vec![folder.to_owned()];
    while let Some(folder) = left.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { left.push(path) } else { found.push(path) }
        }
    }
    found
}
