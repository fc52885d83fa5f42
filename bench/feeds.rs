//! How fast RSS and Atom are read against `feed-rs` alone on the same files in one run:
//! `cargo bench --bench feeds`.
//!
//! Parsing is everything up to typed blocks: decoding, repair, `feed-rs`, fields. What turns HTML into
//! blocks is measured apart, since `feed-rs` alone hands HTML on as it stands.

use model::{Block, Direction, InlineText, SafeUrl};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use wire::native::{NativeHtml, NativeUrls};
use wire::{HtmlContent, HtmlContext, HtmlReader, Ingest, read_source};

/// Each side is measured so often, by turns; the best time of each counts.
const ROUNDS: usize = 40;

/// Takes any HTML for a paragraph of one word: instead of nothing at all, something else would be read.
struct NoHtml;

impl HtmlReader for NoHtml {
    fn read(&self, _html: &str, _context: &HtmlContext<'_>) -> HtmlContent {
        HtmlContent {
            blocks: InlineText::plain("x", Direction::Ltr).map(Block::Paragraph).into_iter().collect(),
            ..HtmlContent::default()
        }
    }
}

fn main() {
    match std::env::var_os("NASHRA_DATA") {
        Some(data) => against_feed_rs(Path::new(&data)),
        None => println!("feeds: skipped: NASHRA_DATA is not set"),
    }
}

fn against_feed_rs(data: &Path) {
    for name in ["rss.xml", "rss-windows-1256.xml", "atom.xml", "bbc-urdu.rss.xml"] {
        let bytes = std::fs::read(data.join("feeds").join(name)).expect("the sample feed can be read");
        let html = NativeHtml { urls: &NativeUrls };
        let (mut alone, mut parsed, mut whole) = (Duration::MAX, Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            alone = alone.min(timed(|| drop(black_box(feed_rs::parser::parse(black_box(&bytes[..]))))));
            parsed = parsed.min(timed(|| read(&bytes, &NoHtml)));
            whole = whole.min(timed(|| read(&bytes, &html)));
        }
        println!(
            "feeds: {name:22} feed-rs alone {:6.1} MB/s, parsed here {:6.1} MB/s: {:.2} of its time; with HTML to blocks {:.2}",
            speed(&bytes, alone),
            speed(&bytes, parsed),
            parsed.as_secs_f64() / alone.as_secs_f64(),
            whole.as_secs_f64() / alone.as_secs_f64(),
        );
    }
}

fn speed(bytes: &[u8], time: Duration) -> f64 {
    bytes.len() as f64 / 1e6 / time.as_secs_f64()
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn read(bytes: &[u8], html: &dyn HtmlReader) {
    let address = SafeUrl::parse("https://example.org/").ok();
    let urls = &NativeUrls;
    let ingest = Ingest { source: "bench", address: address.as_ref(), urls, html, surrounding: Direction::Rtl };
    drop(black_box(read_source(black_box(bytes), None, &ingest)));
}
