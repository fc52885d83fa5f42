//! What the tag of a site costs the page that it stands in: the main thread's time for the script and for making the tag
//! a frame, in Chromium as it is and slowed down four times.
//!
//! Beside it a frame without the tag, made by one line of the page's own: what the browser takes for any frame.
//!
//! By the clock, and by the processor's time of that thread, which a busy machine does not lengthen. The frame's own
//! page is another process in a browser that keeps sites apart, and is not loaded here.
//!
//! Prints figures and judges none. Needs what [`harness::Places`] names.

use harness::{Answer, Browser, Engine, Places, Server, Site, Start, fixture, press};
use serde_json::{Value, json};

/// How often the page is opened.
const ROUNDS: usize = 40;

/// A page of a partner's with the tag and no more. The script is run from its text, between two looks at the clock:
/// that is its compilation, its run and what becomes of the tag that is there already, its frame's element among it;
/// then the microtask in which the frame is made, and the layout that follows.
const PAGE: &str = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Partner</title><p>Words.</p>\
    <nashra-widget site='SITE/' section=culture count=5><blockquote><a href='SITE/'>News</a></blockquote></nashra-widget><p>Words.</p>";

const RUN: &str = "const [text, done] = arguments; const script = document.createElement('script'); script.textContent = text; \
    document.body.offsetHeight; const start = performance.now(); document.head.append(script); const ran = performance.now(); \
    queueMicrotask(() => { document.body.offsetHeight; const laid = performance.now(); done([ran - start, laid - start, \
    document.querySelector('nashra-widget').offsetHeight]) })";

/// The same for a frame of the page's own making, in place of the tag.
const FRAME_ALONE: &str = "const [site, done] = arguments; const tag = document.querySelector('nashra-widget'); \
    document.body.offsetHeight; const start = performance.now(); const frame = document.createElement('iframe'); \
    frame.loading = 'lazy'; frame.style.cssText = 'display:block;width:100%;height:800px;border:0'; \
    frame.src = site + '/embed/?section=culture&count=5'; tag.replaceWith(frame); const ran = performance.now(); \
    queueMicrotask(() => { document.body.offsetHeight; const laid = performance.now(); \
    done([ran - start, laid - start, frame.offsetHeight]) })";

fn main() {
    let places = Places::from_environment();
    std::fs::create_dir_all(&places.scratch).expect("the scratch folder can be made");
    let built = press(&places, "widget-host", &fixture::small(), fixture::CONFIG);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(measure(&places, &built.folder));
}

async fn measure(places: &Places, folder: &std::path::Path) {
    let site = Site::serve(places, folder).await;
    let script = std::fs::read_to_string(folder.join("widget.js")).expect("the site has its script");
    let host = Server::start();
    host.answer("/", Answer::html(PAGE.replace("SITE", site.url("").trim_end_matches('/'))));
    host.answer("/favicon.ico", Answer::of(204, "image/x-icon", ""));
    let browser =
        Browser::start(Engine::Chromium, places, Start::default()).await.unwrap_or_else(|error| panic!("{error}"));
    browser.cdp("Performance.enable", json!({ "timeDomain": "threadTicks" })).await;
    let origin = site.url("").trim_end_matches('/').to_owned();
    for slowdown in [1, 4] {
        browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": slowdown })).await;
        let (mut tag, mut frame) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            tag.push(cost(&browser, &host, RUN, &script).await);
            frame.push(cost(&browser, &host, FRAME_ALONE, &origin).await);
        }
        println!("on the main thread of the partner's page, CPU slowed {slowdown}x, {ROUNDS} pages:");
        for (what, costs, place) in [
            ("the tag's script", &tag, 0),
            ("the tag, its frame laid out", &tag, 1),
            ("  that, processor's time", &tag, 2),
            ("a frame without the tag", &frame, 1),
            ("  that, processor's time", &frame, 2),
        ] {
            let mut times: Vec<f64> = costs.iter().map(|cost| cost[place]).collect();
            times.sort_by(f64::total_cmp);
            let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
            println!("    {what:28} p50 {:5.2} ms   p95 {:5.2} ms", at(0.5), at(0.95));
        }
    }
    browser.end().await;
}

/// Opens the page and runs `script` with `argument`: until it has run, until the frame is laid out, and the processor's
/// time for that, in milliseconds.
async fn cost(browser: &Browser, host: &Server, script: &str, argument: &str) -> [f64; 3] {
    browser.open_plain(&host.url("/")).await;
    let before = processor_time(browser).await;
    let took = browser.driver.execute_async(script, vec![json!(argument)]).await;
    let took = took.unwrap_or_else(|error| panic!("the script: {error}")).json().clone();
    let at = |place: usize| took.get(place).and_then(Value::as_f64).unwrap_or(f64::NAN);
    assert!(at(2) > 100.0, "there is a frame");
    [at(0), at(1), processor_time(browser).await - before]
}

/// How long the main thread of the page has run scripts and laid out so far, in milliseconds of the processor's.
async fn processor_time(browser: &Browser) -> f64 {
    let metrics = browser.cdp("Performance.getMetrics", json!({})).await;
    let named = |name: &str| {
        let found = metrics["metrics"].as_array().into_iter().flatten().find(|metric| metric["name"] == name);
        found.and_then(|metric| metric["value"].as_f64()).unwrap_or(f64::NAN)
    };
    1000.0 * (named("ScriptDuration") + named("LayoutDuration") + named("RecalcStyleDuration"))
}
