//! How long a click on a section takes until its headlines are painted, on 10,161 articles, in Chromium
//! slowed down four times; what the page weighs in memory; what a first visit downloads.
//!
//! Prints figures and judges none. Needs the sample data (`NASHRA_DATA`) and what [`harness::Places`] names.

#[path = "ant_feed.rs"]
mod ant_feed;

use harness::{Browser, Engine, Places, Site, Start, press};
use serde_json::{Value, json};
use std::time::Duration;

/// As in the edition that the budget is set for.
const ARTICLES: usize = 10_161;
/// How often each section is clicked.
const ROUNDS: usize = 8;

const CONFIG: &str = "[site]\ntitle = \"ANT\"\nlang = \"ar\"\npublisher = \"Benchmark\"\n";

/// Waits for the `n`th section to be clicked; then `window.took` is the milliseconds from that event until the
/// frame with its headlines has been drawn. Gives the place of its link's middle.
const AWAIT_CLICK: &str = "const [n] = arguments; \
    const link = document.querySelectorAll('[data-part=sections] a')[n]; const path = link.pathname; \
    link.scrollIntoView({ block: 'nearest', inline: 'center', behavior: 'instant' }); \
    window.took = new Promise((done) => { link.addEventListener('click', (event) => { const start = event.timeStamp; \
      const look = () => { const there = location.pathname === path && !document.querySelector('[aria-busy=true]') && \
          document.querySelector('[data-part=sections] [aria-current]')?.pathname === path && document.querySelector('[data-part~=headline]'); \
        if (!there) return requestAnimationFrame(look); \
        const painted = new MessageChannel(); painted.port1.onmessage = () => done(performance.now() - start); painted.port2.postMessage(0); }; \
      requestAnimationFrame(look); }, { once: true, capture: true }); }); \
    const box = link.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]";

/// How long a finger or a button is down in a click; people take 80 to 120 ms.
const PRESS: Duration = Duration::from_millis(80);

/// Keeps the viewer's memory where it can be measured.
const KEEP_MEMORY: &str = "for (const name of ['instantiate', 'instantiateStreaming']) { const real = WebAssembly[name]; \
    WebAssembly[name] = async (...all) => { const made = await real(...all); window.wasmMemory = Object.values((made.instance ?? made).exports).find((it) => it instanceof WebAssembly.Memory); return made; }; }";

fn main() {
    let places = Places::from_environment();
    let Some(data) = places.data.clone() else {
        println!("section_click: skipped: NASHRA_DATA is not set");
        return;
    };
    if !places.nashra.exists() {
        println!("section_click: skipped: there is no {}", places.nashra.display());
        return;
    }
    std::fs::create_dir_all(&places.scratch).expect("the scratch folder can be made");
    let feed = ant_feed::feed_of(&ant_feed::ant_items(&data, ARTICLES).expect("the corpus can be read"));
    let built = press(&places, "ant", feed.as_bytes(), CONFIG);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(measure(&places, &built.folder));
}

async fn measure(places: &Places, folder: &std::path::Path) {
    let site = Site::serve(places, folder).await;
    let browser =
        Browser::start(Engine::Chromium, places, Start::default()).await.unwrap_or_else(|error| panic!("{error}"));
    first_visit(&browser, &site, folder).await;
    for slowdown in [1, 4] {
        clicks(&browser, &site, slowdown).await;
    }
    memory(&browser, &site).await;
    browser.end().await;
}

async fn first_visit(browser: &Browser, site: &Site, folder: &std::path::Path) {
    let articles = std::fs::read_dir(folder.join("edition/articles")).expect("the edition has articles");
    let first = articles.flatten().map(|file| file.file_name().to_string_lossy().replace(".json", "")).min();
    let article = format!("/article/{}/", first.unwrap_or_default());
    for (what, path) in [("article", article.as_str()), ("front page", "/")] {
        browser.cdp("Network.clearBrowserCache", json!({})).await;
        browser.open(&site.url(path)).await;
        let entries = "const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]; \
            return [all.length, all.reduce((sum, e) => sum + e.transferSize, 0), all.map(e => new URL(e.name).pathname + ' ' + e.transferSize)]";
        let seen = browser.script(entries, vec![]).await;
        println!("first visit, {what}: {} requests, {} bytes", seen[0], seen[1]);
        for line in seen[2].as_array().into_iter().flatten() {
            println!("    {}", line.as_str().unwrap_or(""));
        }
    }
}

/// What a section's headlines come from when it is clicked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Click {
    /// By a mouse that comes, presses and lets go: the viewer sees it come.
    Pointer,
    /// By a script: nothing comes before it.
    Sudden,
}

async fn clicks(browser: &Browser, site: &Site, slowdown: u32) {
    browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": slowdown })).await;
    println!("section click to headlines painted, CPU slowed {slowdown}x:");
    for (how, name) in [(Click::Pointer, "a pointer's press"), (Click::Sudden, "nothing before the click")] {
        browser.cdp("Network.clearBrowserCache", json!({})).await;
        browser.open(&site.url("/")).await;
        let sections = section_tabs(browser).await;
        let (mut cold, mut cached, mut again) = (Vec::new(), Vec::new(), Vec::new());
        for &n in &sections {
            cold.push(click(browser, n, how).await);
        }
        for _ in 0..ROUNDS {
            // A new page has nothing in memory: what it needs comes from the browser's cache.
            browser.open(&site.url("/")).await;
            for &n in &sections {
                cached.push(click(browser, n, how).await);
            }
            for &n in &sections {
                again.push(click(browser, n, how).await);
            }
        }
        for (what, times) in
            [("cold", &mut cold), ("files in the browser's cache", &mut cached), ("read before", &mut again)]
        {
            times.sort_by(f64::total_cmp);
            let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
            println!(
                "    {:50} p50 {:6.1} ms   p95 {:6.1} ms   ({} clicks)",
                format!("{name}, {what}"),
                at(0.5),
                at(0.95),
                times.len()
            );
        }
    }
    browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 1 })).await;
}

/// The places of the sections in the section bar; the first is the front page.
async fn section_tabs(browser: &Browser) -> Vec<u64> {
    let tabs = browser.script("return document.querySelectorAll('[data-part=sections] a').length", vec![]).await;
    (1..tabs.as_u64().unwrap_or(1)).collect()
}

async fn click(browser: &Browser, section: u64, how: Click) -> f64 {
    let place = browser.script(AWAIT_CLICK, vec![json!(section)]).await;
    match how {
        Click::Pointer => {
            mouse(browser, "mouseMoved", &place).await;
            mouse(browser, "mousePressed", &place).await;
            tokio::time::sleep(PRESS).await;
            mouse(browser, "mouseReleased", &place).await;
        }
        Click::Sudden => {
            let press = "document.querySelectorAll('[data-part=sections] a')[arguments[0]].click()";
            browser.script(press, vec![json!(section)]).await;
        }
    }
    let took = browser.driver.execute_async("window.took.then(arguments[0])", vec![]).await;
    took.unwrap_or_else(|error| panic!("section {section}: {error}")).json().as_f64().unwrap_or(f64::NAN)
}

async fn mouse(browser: &Browser, what: &str, place: &Value) {
    let event = json!({ "type": what, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
    browser.cdp("Input.dispatchMouseEvent", event).await;
}

async fn memory(browser: &Browser, site: &Site) {
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": KEEP_MEMORY })).await;
    browser.open(&site.url("/")).await;
    print_memory(browser, "front page").await;
    for section in section_tabs(browser).await {
        click(browser, section, Click::Sudden).await;
    }
    print_memory(browser, "after every section").await;
    browser.open(&site.url("/")).await;
    for _ in 0..10 {
        let before = browser.script("return document.querySelectorAll('[data-part~=headline]').length", vec![]).await;
        browser.script("document.querySelector('[data-action=more]').click()", vec![]).await;
        let grown = "return document.querySelectorAll('[data-part~=headline]').length > arguments[0]";
        browser.until_with("more headlines are there", grown, vec![before]).await;
    }
    print_memory(browser, "after ten times \"more\"").await;
}

async fn print_memory(browser: &Browser, what: &str) {
    browser.cdp("HeapProfiler.collectGarbage", json!({})).await;
    let heap = browser.cdp("Runtime.getHeapUsage", json!({})).await;
    let wasm = browser.script("return window.wasmMemory?.buffer.byteLength ?? 0", vec![]).await;
    let mb = |bytes: f64| bytes / 1_048_576.0;
    let (heap, wasm) = (heap["usedSize"].as_f64().unwrap_or_default(), wasm.as_f64().unwrap_or_default());
    println!("memory, {what}: {:.1} MiB JS heap + {:.1} MiB wasm = {:.1} MiB", mb(heap), mb(wasm), mb(heap + wasm));
}
