//! How long `nashra build` takes on 10,161 real articles, and what it needs: `cargo bench --bench edition`.
//!
//! Prints figures and fails nothing; without `NASHRA_DATA` it says so.

#[path = "ant_feed.rs"]
mod ant_feed;

use model::Moment;
use press::{BuildReport, BuildRequest, Compression, Config, build};
use std::path::Path;
use std::time::{Duration, Instant};

fn main() {
    let Some(data) = std::env::var_os("NASHRA_DATA") else {
        println!("edition: skipped: NASHRA_DATA is not set");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let source = folder.path().join("ant.json");
    let feed = ant_feed::ant_feed(Path::new(&data), usize::MAX).expect("the corpus can be read");
    std::fs::write(&source, &feed).expect("the feed can be written");
    drop(feed);
    let request = BuildRequest {
        config: Config::default(),
        sources: vec![source],
        out: folder.path().join("site"),
        state: None,
        now: Moment::parse("2026-02-10T08:00:00Z").expect("a moment"),
        viewer: None,
        compression: Compression::None,
    };
    let (first, report) = timed(&request);
    let (second, again) = timed(&request);
    println!(
        "edition: {} articles, {} merged, {} files, {:.1} MB, {} problems",
        report.articles,
        report.merged,
        report.files,
        report.bytes as f64 / 1e6,
        report.problems.len(),
    );
    println!(
        "edition: first build {:.2} s, {:.0} articles a second",
        first.as_secs_f64(),
        report.articles as f64 / first.as_secs_f64()
    );
    println!(
        "edition: second build {:.2} s ({:.2} of the first), {} files written",
        second.as_secs_f64(),
        second.as_secs_f64() / first.as_secs_f64(),
        again.written,
    );
    if let Some(peak) = peak_memory() {
        println!("edition: peak memory {peak} (with the reading of the corpus)");
    }
}

fn timed(request: &BuildRequest) -> (Duration, BuildReport) {
    let start = Instant::now();
    let report = build(request).expect("the edition builds");
    (start.elapsed(), report)
}

/// The high-water mark of resident memory, where the system tells it (Linux).
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}
