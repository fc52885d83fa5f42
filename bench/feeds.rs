//! How fast RSS and Atom are read against `feed-rs` alone on the same files in one run, and what hostile
//! input costs: `cargo bench --bench feeds`.
//!
//! Parsing is everything up to typed blocks: decoding, repair, `feed-rs`, fields. What turns HTML into
//! blocks is measured apart, since `feed-rs` alone hands HTML on as it stands.

#[path = "peak_memory.rs"]
mod peak_memory;

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
    hostile();
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

/// Each is to take under a second and 256 MiB.
fn hostile() {
    let rss = |inner: &str| format!("<rss version='2.0'><channel><title>t</title>{inner}</channel></rss>");
    let page = |inner: &str| format!("<!DOCTYPE html><meta property=og:type content=article><article><p>x{inner}");
    let most = 15 << 20;
    let fill = |piece: &str| piece.repeat(most / piece.len());
    let entities: String = (1..100).map(|n| format!("<!ENTITY a{n} \"&a{};&a{};\">", n - 1, n - 1)).collect();
    let attributes: String = (0..1_000_000).map(|n| format!(" a{n}=''")).collect();
    let inputs = [
        (
            "entities",
            format!("<!DOCTYPE rss [<!ENTITY a0 \"x\">{entities}]>{}", rss("<item><title>&a99;</title></item>")),
        ),
        ("attributes", rss(&format!("<item{attributes}/>"))),
        ("depth", rss(&fill("<item><x>"))),
        ("groups", rss(&format!("<item xmlns:media='http://search.yahoo.com/mrss/'>{}", fill("<media:group>")))),
        ("items", rss(&fill("<item><title>x</title></item>"))),
        ("fields", rss(&format!("<item>{}</item>", fill("<category>x</category>")))),
        ("quotation marks", rss(&fill("<a b=\""))),
        ("references", rss(&format!("<item><title>{}", fill("&nbsp;&")))),
        ("bare signs", rss(&fill("<"))),
        ("unmatched ends", rss(&format!("<item>{}", fill("</x>")))),
        ("html 5,000 deep", page(&"<div>".repeat(5_000))),
        ("html 50,000 deep", page(&"<div>".repeat(50_000))),
        ("html formatting", page(&"<b><i><u>".repeat(50_000))),
        ("html tables", page(&"<table><tr><td>".repeat(50_000))),
        ("html paragraphs", page(&"<p>كلمة، كلمة، كلمة".repeat(60_000))),
        ("html links", page(&"<p><a href=x>كلمة، كلمة</a>".repeat(60_000))),
    ];
    for (what, input) in inputs {
        let time = timed(|| read(input.as_bytes(), &NativeHtml { urls: &NativeUrls }));
        let peak = peak_memory::peak_mebibytes().unwrap_or(f64::NAN);
        println!(
            "feeds: {what:18} {:5.1} MB in {:4.0} ms, peak so far {peak:.0} MiB",
            input.len() as f64 / 1e6,
            time.as_secs_f64() * 1e3
        );
    }
}
