//! How many article pages a second are made of 10,161 articles, on all cores, without writing or compressing them;
//! and what the whole build takes with them and without.
//!
//! Prints figures and judges none. Needs the sample data (`NASHRA_DATA`) and a built viewer (`NASHRA_DIST`).

#[path = "ant_feed.rs"]
mod ant_feed;
#[path = "plain_build.rs"]
mod plain_build;

use plain_build::plain_build;
use press::{build, prerender_articles};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// As in the edition that the budget is set for.
const ARTICLES: usize = 10_161;
/// How often all pages are made.
const ROUNDS: usize = 5;

fn main() {
    let (Some(data), Some(viewer)) = (std::env::var_os("NASHRA_DATA"), std::env::var_os("NASHRA_DIST")) else {
        println!("pages: skipped: NASHRA_DATA or NASHRA_DIST is not set");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let items = ant_feed::ant_items(Path::new(&data), ARTICLES).expect("the corpus can be read");
    std::fs::write(folder.path().join("feed.json"), ant_feed::feed_of(&items)).expect("a source is written");
    let viewer = PathBuf::from(viewer);
    for (name, viewer) in [("edition alone", None), ("with its pages", Some(viewer.clone()))] {
        let request = plain_build(folder.path().join("feed.json"), folder.path().join(name), viewer);
        let start = Instant::now();
        let report = build(&request).expect("the edition builds");
        let seconds = start.elapsed().as_secs_f64();
        println!("build, {name}: {seconds:.2} s, {} articles, {} files", report.articles, report.files);
    }
    let mut digests = Vec::new();
    for _ in 0..ROUNDS {
        let made = prerender_articles(&folder.path().join("with its pages"), &viewer).expect("pages are made");
        let rate = made.pages as f64 / made.took.as_secs_f64();
        println!(
            "pages: {} in {:.2} s, {rate:.0} a second, {:.1} MB",
            made.pages,
            made.took.as_secs_f64(),
            made.bytes as f64 / 1e6
        );
        digests.push(made.digest);
    }
    digests.dedup();
    println!("pages: {} different results", digests.len());
}
