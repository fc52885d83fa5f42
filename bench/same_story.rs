//! What finding the same story at other publishers, and lightly edited copies, adds to an article:
//! `cargo bench --bench same_story`.
//!
//! The corpus has one publisher, so nothing in it is compared. The same articles by five publishers
//! in turn are: each build is run both ways, and the difference in the time of all cores is told by
//! article and as a ratio (Linux).
//! Beyond the corpus' 10,161 the articles are synthetic, ten of a kind on one day: more alike than
//! any day's news. `NASHRA_BENCH_ARTICLES` names other sizes; without `NASHRA_DATA` it says so.

#[path = "ant_feed.rs"]
mod ant_feed;
#[path = "plain_build.rs"]
mod plain_build;
#[path = "processor_time.rs"]
mod processor_time;
#[path = "synthetic.rs"]
mod synthetic;

use plain_build::plain_build;
use press::build;
use processor_time::cpu_seconds;
use serde_json::{Value, json};
use std::path::Path;
use synthetic::Synthetic;

/// How many articles a source file holds.
const A_FILE: usize = 500;
/// How many are added to a finished edition.
const ADDED: usize = 50;
/// So many publishers take turns.
const PUBLISHERS: usize = 5;

fn main() {
    let Some(data) = std::env::var_os("NASHRA_DATA") else {
        println!("same_story: skipped: NASHRA_DATA is not set");
        return;
    };
    let articles = Synthetic::new(ant_feed::ant_items(Path::new(&data), usize::MAX).expect("the corpus can be read"));
    let sizes = std::env::var("NASHRA_BENCH_ARTICLES").unwrap_or_else(|_| "10161,40000".to_owned());
    for size in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        let (first_alone, more_alone, _) = measure(&articles, size, 1);
        let (first, more, joined) = measure(&articles, size, PUBLISHERS);
        println!("same_story: {size} items, {PUBLISHERS} publishers, {joined} articles name another's report");
        print("first build", size, first_alone, first);
        print(&format!("{ADDED} added"), ADDED, more_alone, more);
    }
}

fn print(what: &str, articles: usize, alone: f64, compared: f64) {
    let each = (compared - alone) * 1e3 / articles as f64;
    let ratio = compared / alone;
    println!("    {what:12} {compared:.2} s, by one publisher {alone:.2} s: {ratio:.2} times, {each:.3} ms an article");
}

/// Seconds of all cores for the first build and for [`ADDED`] more; how many articles name another's report.
fn measure(articles: &Synthetic, size: usize, publishers: usize) -> (f64, f64, usize) {
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let sources = folder.path().join("sources");
    std::fs::create_dir(&sources).expect("a folder for sources");
    let write = |from: usize, to: usize| {
        let items: Vec<Value> = (from..to).map(|n| published_by(n % publishers, articles.item(n))).collect();
        std::fs::write(sources.join(format!("{from:08}.json")), ant_feed::feed_of(&items))
            .expect("a source is written");
    };
    (0..size).step_by(A_FILE).for_each(|from| write(from, size.min(from + A_FILE)));
    let first = timed(folder.path());
    write(size, size + ADDED);
    let more = timed(folder.path());
    let files = std::fs::read_dir(folder.path().join("site/edition/articles")).expect("articles are written");
    let names_another = |entry: std::io::Result<std::fs::DirEntry>| {
        std::fs::read_to_string(entry.ok()?.path()).ok()?.contains("\"same_story\":").then_some(())
    };
    (first, more, files.filter_map(names_another).count())
}

fn published_by(publisher: usize, mut item: Value) -> Value {
    item["_nashra"]["publisher"] = json!(format!("publisher {publisher}"));
    item
}

/// How many seconds of all cores a build takes.
fn timed(folder: &Path) -> f64 {
    let request = plain_build(folder.join("sources"), folder.join("site"), None);
    let before = cpu_seconds().unwrap_or(f64::NAN);
    build(&request).expect("the edition builds");
    cpu_seconds().unwrap_or(f64::NAN) - before
}
