//! What goes wrong around what is kept: networks that lie, storage that fails, clocks that are wrong.

use crate::offline::{EDITION, OFFLINE, expect_no_network, kept, until_kept};
use harness::{Answer, Browser, Query, Served, Stage, Start, Test, fixture, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        behind_a_captive_portal_what_was_read_opens_and_nothing_of_it_is_stored
            except Webkit: "its automated windows have no service worker",
        a_truncated_document_is_not_stored_and_the_whole_one_is_shown
            except Webkit: "its automated windows have no service worker",
        a_page_in_place_of_a_document_is_not_stored_and_the_document_is_shown
            except Webkit: "its automated windows have no service worker",
        with_its_shell_evicted_the_site_opens_and_is_whole_again
            except Webkit: "its automated windows have no service worker",
        with_its_documents_evicted_a_page_that_was_read_opens
            except Webkit: "its automated windows have no service worker",
        with_everything_but_the_worker_evicted_it_says_so_without_a_network
            except Webkit: "its automated windows have no service worker",
        with_a_full_quota_reading_goes_on
            except Firefox: "its driver cannot set a quota"
            except Webkit: "its automated windows have no service worker",
        in_a_private_window_reading_goes_on except Webkit: "its driver opens no private windows",
        with_a_clock_two_years_off_what_was_read_opens
            except Webkit: "its automated windows have no service worker",
    ]
}

const PORTAL: &str =
    "<!DOCTYPE html><html><head><title>Log in</title></head><body><h1>Hotel network</h1></body></html>";

/// Opens the front page and an article, and waits until both are kept.
async fn read(stage: &mut Stage) -> (Served, String) {
    let site = stage.offline().await;
    let article = site.article(fixture::FULL);
    let document = site.article_file(fixture::FULL);
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    until_kept(browser, &["/", EDITION]).await;
    browser.open(&site.url(&article)).await;
    until_kept(browser, &[&article, &document]).await;
    (site, article)
}

/// Everything that is kept as text holds no word of `words`.
async fn none_holds(browser: &Browser, words: &str) {
    let holding = "return (async () => { const all = []; for (const name of await window.caches.keys()) { \
        const cache = await window.caches.open(name); for (const key of await cache.keys()) \
        if ((await (await cache.match(key)).text()).includes(arguments[0])) all.push(key.url); } return all })()";
    assert_eq!(browser.script(holding, vec![json!(words)]).await, json!([]));
}

async fn behind_a_captive_portal_what_was_read_opens_and_nothing_of_it_is_stored(stage: &mut Stage) {
    expect_no_network(stage);
    for named in ["MIME", "sw.js", "Manifest", "manifest"] {
        stage.expect_errors(named);
    }
    let (site, article) = read(stage).await;
    let browser = &stage.browser;
    site.answer_everything(Some(Answer::html(PORTAL)));
    browser.open(&site.url("/")).await;
    browser.sees(fixture::FULL).await;
    browser.sees(OFFLINE).await;
    browser.open(&site.url(&article)).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    none_holds(browser, "Hotel network").await;
    site.answer_everything(None);
    browser.gone(&Query::css("[data-notice=offline]")).await;
    none_holds(browser, "Hotel network").await;
}

async fn a_truncated_document_is_not_stored_and_the_whole_one_is_shown(stage: &mut Stage) {
    expect_no_network(stage);
    let (site, article) = read(stage).await;
    let document = site.article_file(fixture::FULL);
    let whole = std::fs::read(site.folder().join(&document[1..])).expect("it can be read");
    let half = whole[..whole.len() / 2].to_vec();
    let browser = &stage.browser;
    for answer in [Answer::json(half.clone()), Answer::CutShort(Box::new(Answer::json(half)), whole.len() / 2)] {
        site.answer(&document, answer);
        let asked = site.asked_for(&document);
        // From the front page, without a page of its own that might show it.
        browser.open(&site.url("/")).await;
        browser.click(&Query::link(fixture::FULL)).await;
        browser.sees(fixture::FULL_ORIGINAL).await;
        assert!(site.asked_for(&document) > asked);
    }
    site.go_down();
    browser.open(&site.url("/")).await;
    browser.click(&Query::link(fixture::FULL)).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    assert_eq!(browser.path().await, article);
}

async fn a_page_in_place_of_a_document_is_not_stored_and_the_document_is_shown(stage: &mut Stage) {
    let (site, _) = read(stage).await;
    let document = site.article_file(fixture::FULL);
    site.answer(&document, Answer::html(PORTAL));
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.click(&Query::link(fixture::FULL)).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    none_holds(browser, "Hotel network").await;
}

/// Deletes caches whose names begin with one of `names`.
async fn evict(browser: &Browser, names: &[&str]) {
    let evict = "return window.caches.keys().then((all) => Promise.all(all \
        .filter((name) => arguments[0].some((begins) => name.startsWith(begins))).map((name) => window.caches.delete(name)))) \
        .then(() => true)";
    browser.script(evict, vec![json!(names)]).await;
}

async fn with_its_shell_evicted_the_site_opens_and_is_whole_again(stage: &mut Stage) {
    expect_no_network(stage);
    let (site, article) = read(stage).await;
    let browser = &stage.browser;
    evict(browser, &["nashra-shell"]).await;
    site.go_down();
    // The words of the page are there, if not what draws others.
    browser.open_plain(&site.url(&article)).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    site.come_back();
    browser.open(&site.url(&article)).await;
    let whole = "return (async () => { for (const name of await window.caches.keys()) if (name.startsWith('nashra-shell')) \
        for (const { url } of await (await window.caches.open(name)).keys()) if (url.endsWith('_bg.wasm')) return true; \
        return null })()";
    browser.until("the viewer is kept again", whole).await;
    site.go_down();
    browser.open(&site.url(&article)).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
}

async fn with_its_documents_evicted_a_page_that_was_read_opens(stage: &mut Stage) {
    expect_no_network(stage);
    let (site, article) = read(stage).await;
    let browser = &stage.browser;
    let evict = "return window.caches.open('nashra-read').then(async (cache) => { for (const key of await cache.keys()) \
        if (key.url.endsWith('.json')) await cache.delete(key); return true })";
    browser.script(evict, vec![]).await;
    site.go_down();
    browser.open(&site.url(&article)).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    site.come_back();
    browser.open(&site.url("/")).await;
    browser.sees(fixture::FULL).await;
}

async fn with_everything_but_the_worker_evicted_it_says_so_without_a_network(stage: &mut Stage) {
    expect_no_network(stage);
    stage.expect_errors("503");
    let (site, article) = read(stage).await;
    let browser = &stage.browser;
    evict(browser, &["nashra-"]).await;
    site.go_down();
    browser.open_plain(&site.url(&article)).await;
    browser.sees("لا اتصال بالإنترنت").await;
    let dir = "return [document.documentElement.dir, document.documentElement.lang]";
    assert_eq!(browser.script(dir, vec![]).await, json!(["rtl", "ar"]));
    site.come_back();
    browser.click(&Query::link("أعد المحاولة")).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
}

async fn with_a_full_quota_reading_goes_on(stage: &mut Stage) {
    stage.expect_errors("quota");
    stage.expect_errors("Quota");
    let (site, _) = read(stage).await;
    let browser = &stage.browser;
    browser.cdp("Storage.overrideQuotaForOrigin", json!({ "origin": site.origin(), "quotaSize": 1 })).await;
    browser.open(&site.url("/section/culture/")).await;
    browser.sees(fixture::LATIN_FIRST).await;
    for title in [fixture::LATIN_FIRST, fixture::BLOCKS] {
        browser.click(&Query::link(title)).await;
        browser.find(&Query::role("heading").naming(title)).await;
        browser.back().await;
    }
    browser.cdp("Storage.overrideQuotaForOrigin", json!({ "origin": site.origin() })).await;
    let page = site.article(fixture::BLOCKS);
    browser.open(&site.url(&page)).await;
    until_kept(browser, &[&page]).await;
}

async fn in_a_private_window_reading_goes_on(stage: &mut Stage) {
    let site = stage.offline().await;
    let start = Start { private: true, ..Start::default() };
    let browser = Browser::start(stage.browser.engine, &stage.places, start).await.expect("a browser starts");
    browser.open(&site.url("/")).await;
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.sees("طالب حرفيو الأسواق").await;
    browser.open(&site.url("/section/culture/")).await;
    browser.sees(fixture::LATIN_FIRST).await;
    let errors = browser.observations.so_far().errors;
    assert!(errors.is_empty(), "{errors:?}");
    browser.end().await;
}

async fn with_a_clock_two_years_off_what_was_read_opens(stage: &mut Stage) {
    expect_no_network(stage);
    const YEARS: i64 = 2 * 365 * 86_400_000;
    for off in [-YEARS, YEARS] {
        let site = stage.offline().await;
        let browser = &stage.browser;
        // The page's clock and the worker's; and so the server's is off from theirs.
        let shift = format!("{{const now=Date.now;Date.now=()=>now()+({off})}}");
        let worker = std::fs::read_to_string(site.folder().join("sw.js")).expect("the worker can be read");
        site.answer("/sw.js", Answer::of(200, "text/javascript", format!("{worker}\n{shift}")));
        let bidi = browser.bidi().expect("this engine has BiDi");
        let preload = json!({ "functionDeclaration": format!("() => {shift}") });
        let added = bidi.send_raw("script.addPreloadScript", preload).await.expect("the page's clock can be set");
        let article = site.article(fixture::FULL);
        browser.open(&site.url(&article)).await;
        until_kept(browser, &[&article, EDITION]).await;
        assert!(kept(browser).await.len() > 4);
        site.go_down();
        browser.open(&site.url(&article)).await;
        browser.sees(fixture::FULL_ORIGINAL).await;
        browser.sees(OFFLINE).await;
        site.come_back();
        browser.gone(&Query::css("[data-notice=offline]")).await;
        let remove = json!({ "script": added["script"] });
        bidi.send_raw("script.removePreloadScript", remove).await.expect("it can be taken back");
    }
}
