//! How long a click on "saved" takes until the list is painted, with 1,000 saved articles, in Chromium as it is and
//! slowed down four times; how long the export of all of them and its import take, and whether both are equal.
//!
//! Prints figures and judges none. Needs the sample data (`NASHRA_DATA`) and what [`harness::Places`] names.

#[path = "ant_feed.rs"]
mod ant_feed;

use harness::{Browser, Engine, Places, Site, Start, press};
use serde_json::{Value, json};
use std::time::Instant;

const SAVED: usize = 1_000;
/// How often the list is opened.
const ROUNDS: usize = 40;

const CONFIG: &str = "[site]\ntitle = \"ANT\"\nlang = \"ar\"\npublisher = \"Benchmark\"\n";

/// Clicks the link to what is saved; gives the milliseconds from that event until the frame with its first rows has been
/// drawn.
const CLICK: &str = "const done = arguments[0]; const link = document.querySelector('[data-part=masthead] .ears a'); \
    link.addEventListener('click', (event) => { const start = event.timeStamp; const look = () => { \
        if (!document.querySelector('#saved [data-part~=headline]')) return requestAnimationFrame(look); \
        const painted = new MessageChannel(); painted.port1.onmessage = () => done(performance.now() - start); painted.port2.postMessage(0); }; \
      requestAnimationFrame(look); }, { once: true, capture: true }); link.click()";

fn main() {
    let places = Places::from_environment();
    let Some(data) = places.data.clone() else {
        println!("saved_list: skipped: NASHRA_DATA is not set");
        return;
    };
    std::fs::create_dir_all(&places.scratch).expect("the scratch folder can be made");
    let feed = ant_feed::feed_of(&ant_feed::ant_items(&data, SAVED + 50).expect("the corpus can be read"));
    let built = press(&places, "ant-saved", feed.as_bytes(), CONFIG);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(measure(&places, &built.folder));
}

async fn measure(places: &Places, folder: &std::path::Path) {
    let site = Site::serve(places, folder).await;
    let browser =
        Browser::start(Engine::Chromium, places, Start::default()).await.unwrap_or_else(|error| panic!("{error}"));
    let file = export_of(folder);
    println!("{SAVED} saved articles, {} KB as a file", file.len() / 1000);
    browser.open(&site.url("/saved/")).await;
    browser.find(&harness::Query::css("[data-do=import]")).await;
    let took = Instant::now();
    import(&browser, &file).await;
    let rows = format!("return document.querySelectorAll('#saved [data-part~=headline]').length === {SAVED}");
    browser.until("all rows are there", &rows).await;
    println!("import: {} ms", took.elapsed().as_millis());
    let took = Instant::now();
    let exported = export(&browser).await;
    println!("export: {} ms", took.elapsed().as_millis());
    println!("export and import are equal: {}", articles(&exported) == articles(&file));
    for slowdown in [1, 4] {
        browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": slowdown })).await;
        let (mut first, mut again) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS / 2 {
            // A new page has nothing in memory: what keeps articles is loaded when there is nothing better to do.
            browser.open(&site.url("/")).await;
            let loaded = "return performance.getEntriesByType('resource').some((it) => it.name.includes('words-saved') && it.responseEnd > 0)";
            browser.until("what keeps articles is loaded", loaded).await;
            first.push(click(&browser).await);
            browser.back().await;
            browser
                .until("the front page is there", "return document.querySelector('[data-part=lead]') !== null")
                .await;
            again.push(click(&browser).await);
        }
        browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 1 })).await;
        println!("click on \"saved\" to its list painted, CPU slowed {slowdown}x:");
        for (what, times) in [("the first time on a page", &mut first), ("again", &mut again)] {
            times.sort_by(f64::total_cmp);
            let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
            println!("    {what:26} p50 {:6.1} ms   p95 {:6.1} ms   ({} clicks)", at(0.5), at(0.95), times.len());
        }
    }
    browser.end().await;
}

async fn click(browser: &Browser) -> f64 {
    let took = browser.driver.execute_async(CLICK, vec![]).await;
    took.unwrap_or_else(|error| panic!("a click: {error}")).json().as_f64().unwrap_or(f64::NAN)
}

/// The first [`SAVED`] articles of the edition in `folder`, as a reader's file has them.
fn export_of(folder: &std::path::Path) -> String {
    let files = std::fs::read_dir(folder.join("edition/articles")).expect("the edition has articles");
    let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    let mut articles = Vec::new();
    for (at, path) in paths.iter().take(SAVED).enumerate() {
        let text = std::fs::read_to_string(path).expect("an article can be read");
        let article: Value = serde_json::from_str(&text).expect("an article is JSON");
        let mut headline = json!({ "id": article["id"] });
        for field in ["title", "standfirst", "published"] {
            if !article[field].is_null() {
                headline[field] = article[field].clone();
            }
        }
        let record = json!({ "headline": headline, "saved": 1_790_000_000 + at, "bytes": text.len(), "linked": 0, "missing": 0 });
        articles.push(json!({ "record": record, "article": article }));
    }
    json!({ "format": "nashra-saved/1", "articles": articles }).to_string()
}

async fn import(browser: &Browser, file: &str) {
    let choose = "const files = new DataTransfer(); files.items.add(new File([arguments[0]], 'saved.json')); \
        const input = document.querySelector('[data-do=import]'); input.files = files.files; \
        input.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.script(choose, vec![json!(file)]).await;
}

async fn export(browser: &Browser) -> String {
    let catch = "const make = URL.createObjectURL; window.file = new Promise((done) => { URL.createObjectURL = (blob) => { \
        done(blob.text()); return make.call(URL, blob); }; }); document.querySelector('[data-do=export]').click()";
    browser.script(catch, vec![]).await;
    let file = browser.driver.execute_async("window.file.then(arguments[0])", vec![]).await.expect("a file is made");
    file.json().as_str().unwrap_or_default().to_owned()
}

/// What each article of a file is, by its id: its document and when it was saved.
fn articles(file: &str) -> std::collections::BTreeMap<String, (Value, Value)> {
    let file: Value = serde_json::from_str(file).expect("the file is JSON");
    let articles = file["articles"].as_array().into_iter().flatten();
    articles
        .map(|it| (it["article"]["id"].to_string(), (it["article"].clone(), it["record"]["saved"].clone())))
        .collect()
}
