//! How soon an article can be read on a slow phone and a slow network, against the same article as a bare HTML
//! file with the same style; and how soon the viewer answers.
//!
//! Chromium, slowed down four times, behind 150 ms of delay and 1.6 Mbit/s (Lighthouse's Slow 4G), its cache
//! emptied before each load. Rounds are interleaved, so that what disturbs one disturbs the other.
//!
//! Prints figures and judges none. Needs the sample data (`NASHRA_DATA`) and what [`harness::Places`] names.

use harness::{Browser, Engine, Places, Site, Start, press_samples};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often each page is loaded.
const ROUNDS: usize = 9;

/// Watches the paints, and when the viewer is there.
const WATCH: &str = "window.seen = {}; \
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.name === 'first-contentful-paint') seen.fcp = entry.startTime; }).observe({ type: 'paint', buffered: true }); \
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.lcp = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true }); \
    new MutationObserver(() => { if (document.documentElement?.hasAttribute('data-ready')) seen.ready ??= performance.now(); }).observe(document, { subtree: true, attributes: true, childList: true });";

fn main() {
    let places = Places::from_environment();
    std::fs::create_dir_all(&places.scratch).expect("the scratch folder can be made");
    let Some(data) = &places.data else {
        println!("first_paint: skipped: NASHRA_DATA is not set");
        return;
    };
    let built = press_samples(&places, data);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(measure(&places, &built.folder));
}

async fn measure(places: &Places, folder: &Path) {
    let pages = article_pages(folder);
    let median = pages[pages.len() / 2].clone();
    let longest = pages.last().expect("there are articles").clone();
    for (bytes, page) in [&median, &longest] {
        println!("{}: {bytes} bytes as they are", page.display());
        write_bare(folder, page);
    }
    let site = Site::serve(places, folder).await;
    let browser =
        Browser::start(Engine::Chromium, places, Start::default()).await.unwrap_or_else(|error| panic!("{error}"));
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
    browser.cdp("Network.enable", json!({})).await;
    let throughput = 1_600_000 / 8;
    let network =
        json!({ "offline": false, "latency": 150, "downloadThroughput": throughput, "uploadThroughput": throughput });
    browser.cdp("Network.emulateNetworkConditions", network).await;
    browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await;
    for (what, (_, page)) in [("median article", &median), ("longest article", &longest)] {
        let id = page.parent().and_then(Path::file_name).expect("a page has a folder").to_string_lossy().into_owned();
        let mut seen: [Vec<Value>; 2] = Default::default();
        for round in 0..=ROUNDS {
            for (at, path) in [format!("/bare/{id}/"), format!("/article/{id}/")].into_iter().enumerate() {
                let times = load(&browser, &site.url(&path), at == 1).await;
                // The first round warms up the server and the browser.
                if round > 0 {
                    seen[at].push(times);
                }
            }
        }
        for name in ["fcp", "lcp"] {
            let [bare, prerendered] = [&seen[0], &seen[1]].map(|times| median_of(times, name));
            println!(
                "{what}, {name}: bare {bare:.0} ms, prerendered {prerendered:.0} ms, ratio {:.3}",
                prerendered / bare
            );
        }
        println!("{what}, the viewer answers after {:.0} ms", median_of(&seen[1], "ready"));
    }
    browser.end().await;
}

/// Loads a page with an empty cache and gives what was seen of it.
async fn load(browser: &Browser, url: &str, with_viewer: bool) -> Value {
    browser.cdp("Network.clearBrowserCache", json!({})).await;
    browser.open_plain(url).await;
    let complete = if with_viewer { "return window.seen?.ready && seen.lcp" } else { "return window.seen?.lcp" };
    browser.until("the page is painted", complete).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    browser.script("return seen", vec![]).await
}

fn median_of(times: &[Value], name: &str) -> f64 {
    let mut times: Vec<f64> = times.iter().filter_map(|seen| seen[name].as_f64()).collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The pages of articles with their sizes, the smallest first.
fn article_pages(folder: &Path) -> Vec<(usize, PathBuf)> {
    let entries = std::fs::read_dir(folder.join("article")).expect("there are articles").flatten();
    let mut pages: Vec<(usize, PathBuf)> = entries
        .map(|entry| entry.path().join("index.html"))
        .map(|page| (std::fs::metadata(&page).map_or(0, |file| file.len() as usize), page))
        .collect();
    pages.sort();
    pages
}

/// Writes the same article as nothing but HTML: its words and its style, no script, no preload, no linked data.
fn write_bare(folder: &Path, page: &Path) {
    let html = std::fs::read_to_string(page).expect("a page can be read");
    let between = |from: &str, to: &str| {
        let start = html.find(from).unwrap_or_else(|| panic!("the page has {from}"));
        let end = start + html[start..].find(to).unwrap_or_else(|| panic!("the page has {to}")) + to.len();
        &html[start..end]
    };
    let bare = format!(
        "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{}{}<link rel=\"icon\" href=\"data:,\"></head>{}</html>\n",
        between("<title>", "</title>"),
        between("<style>", "</style>"),
        between("<body data-page>", "</body>"),
    );
    let name = page.parent().and_then(Path::file_name).expect("a page has a folder");
    let place = folder.join("bare").join(name);
    std::fs::create_dir_all(&place).expect("a folder can be made");
    std::fs::write(place.join("index.html"), bare).expect("a page can be written");
}
