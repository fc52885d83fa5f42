//! The site without a network: what was read opens, what was not says so, and all of it comes back by itself.

use harness::{Answer, Browser, PATIENCE, Query, Served, Site, Stage, Start, Test, fixture, tests};
use serde_json::{Value, json};
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        what_was_read_opens_after_a_cold_start_without_the_server except Webkit: "its driver keeps no profile",
        the_banner_follows_the_server_not_the_device except Webkit: "its automated windows have no service worker",
        cards_say_before_they_are_pressed_what_cannot_be_opened
            except Webkit: "its automated windows have no service worker",
        a_repeat_visit_transfers_at_most_three_kilobytes except Webkit: "its automated windows have no service worker",
        a_page_seen_before_is_painted_before_the_network_answers
            except Webkit: "its automated windows have no service worker",
        a_page_never_seen_waits_three_seconds_for_the_network_then_says_what_is_missing
            except Webkit: "its automated windows have no service worker",
        an_edition_that_comes_late_is_called_old_and_then_replaced
            except Webkit: "its automated windows have no service worker",
        an_article_taken_down_is_gone_from_the_caches_at_the_next_contact
            except Webkit: "its automated windows have no service worker",
        a_picture_of_the_sites_own_is_kept_for_all_its_widths_and_ranges_and_others_are_not_touched
            except Webkit: "its automated windows have no service worker",
        pictures_used_least_recently_go_first except Webkit: "its automated windows have no service worker",
        under_a_base_path_it_keeps_its_own_and_no_more except Webkit: "its automated windows have no service worker",
        a_frame_in_another_page_registers_no_worker except Webkit: "its automated windows have no service worker",
    ]
}

/// What the page says while the site cannot be reached.
pub(crate) const OFFLINE: &str = "لا اتصال بالموقع الآن. ما تراه محفوظ على جهازك من قبل.";
/// What stands where something is not kept.
pub(crate) const NOT_KEPT: &str = "ليس هذا محفوظًا على جهازك.";
const NOT_HERE: &str = "غير متاح دون اتصال";
pub(crate) const EDITION: &str = "/edition/edition.json";

/// Names the errors that browsers write into their consoles where nothing answers.
pub(crate) fn expect_no_network(stage: &mut Stage) {
    for named in
        ["net::ERR", "Failed to load resource", "FetchEvent", "NetworkError", "ServiceWorker", "Failed to fetch"]
    {
        stage.expect_errors(named);
    }
}

/// Waits until the page has a worker, and that has what the page at `path` is made of.
pub(crate) async fn until_kept(browser: &Browser, paths: &[&str]) {
    let kept = "return (async () => { const { caches, navigator, location } = window; \
        if (!navigator.serviceWorker.controller) return null; \
        const read = await caches.open('nashra-read'); \
        for (const path of arguments[0]) if (!(await read.match(path, { ignoreSearch: true }))) return null; return true })()";
    browser.until_with(&format!("{paths:?} are kept"), kept, vec![json!(paths)]).await;
}

/// The addresses in every cache of the origin, each with the name of its cache.
pub(crate) async fn kept(browser: &Browser) -> Vec<String> {
    let all = "return (async () => { const all = []; for (const name of await window.caches.keys()) \
        for (const { url } of await (await window.caches.open(name)).keys()) all.push(name + ' ' + url); return all })()";
    let all = browser.script(all, vec![]).await;
    all.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The reader comes back to the tab: what is not reached is asked for again without waiting.
async fn mark(browser: &Browser) {
    browser.script("document.documentElement.setAttribute('data-mark', '')", vec![]).await;
}

async fn is_marked(browser: &Browser) -> bool {
    browser.script("return document.documentElement.hasAttribute('data-mark')", vec![]).await == json!(true)
}

/// The id of the article of this `title`.
fn id(site: &Served, title: &str) -> String {
    site.article(title).trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}

async fn what_was_read_opens_after_a_cold_start_without_the_server(stage: &mut Stage) {
    let served = stage.offline().await;
    let folder = served.folder().to_owned();
    let (read, unread) = (served.article(fixture::FULL), served.article(fixture::EARLIER));
    let document = served.article_file(fixture::FULL);
    let engine = stage.browser.engine;
    let profile = stage.places.scratch.join(format!("profile-{}", engine.as_str()));
    let _ = std::fs::remove_dir_all(&profile);
    std::fs::create_dir_all(&profile).expect("the profile's folder can be made");
    let start = Start { profile: Some(profile), ..Start::default() };
    let site = Site::serve(&stage.places, &folder).await;
    let (port, home) = (site.port(), site.url("/"));

    let browser = Browser::start(engine, &stage.places, start.clone()).await.expect("a browser starts");
    browser.open(&home).await;
    until_kept(&browser, &["/", EDITION]).await;
    browser.click(&Query::css("[data-part=sections] a[href='/section/culture/']")).await;
    browser.find(&Query::role("heading").named("ثقافة")).await;
    browser.open(&site.url(&read)).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    until_kept(&browser, &[&read, &document, "/edition/latest/culture.json"]).await;
    browser.end().await;
    drop(site);

    let browser = Browser::start(engine, &stage.places, start).await.expect("a browser starts");
    browser.open(&home).await;
    browser.sees(fixture::FULL).await;
    browser.sees(OFFLINE).await;
    mark(&browser).await;
    browser.click(&Query::css("[data-part=sections] a[href='/section/culture/']")).await;
    browser.sees(fixture::LATIN_FIRST).await;
    browser.click(&Query::css("[data-part=sections] a[href='/']")).await;
    browser.click(&Query::link(fixture::FULL)).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    browser.back().await;
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.sees(NOT_KEPT).await;
    assert!(is_marked(&browser).await, "all of it in one page");
    browser.open(&format!("http://127.0.0.1:{port}{read}")).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    browser.open(&format!("http://127.0.0.1:{port}/section/culture/")).await;
    browser.sees(fixture::LATIN_FIRST).await;
    browser.open(&format!("http://127.0.0.1:{port}{unread}")).await;
    browser.sees(NOT_KEPT).await;
    mark(&browser).await;

    let site = Site::serve_on(&stage.places, &folder, port).await;
    browser.sees("طالب حرفيو الأسواق").await;
    browser.gone(&Query::css("[data-notice=offline]")).await;
    assert!(is_marked(&browser).await, "without a reload");
    browser.end().await;
    drop(site);
}

async fn the_banner_follows_the_server_not_the_device(stage: &mut Stage) {
    expect_no_network(stage);
    let site = stage.offline().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    until_kept(browser, &["/", EDITION]).await;
    mark(browser).await;
    site.go_down();
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.sees(NOT_KEPT).await;
    browser.back().await;
    browser.sees(OFFLINE).await;
    assert_eq!(browser.script("return navigator.onLine", vec![]).await, json!(true), "the device has a network");
    site.come_back();
    browser.gone(&Query::css("[data-notice=offline]")).await;
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.sees("طالب حرفيو الأسواق").await;
    assert!(is_marked(browser).await, "without a reload");
}

async fn cards_say_before_they_are_pressed_what_cannot_be_opened(stage: &mut Stage) {
    expect_no_network(stage);
    let site = stage.offline().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    until_kept(browser, &["/", EDITION]).await;
    browser.click(&Query::link(fixture::LATIN_FIRST)).await;
    browser.sees("قالت الوكالة إن المسبار").await;
    until_kept(browser, &[&site.article_file(fixture::LATIN_FIRST)]).await;
    browser.back().await;
    browser.find(&Query::part("lead")).await;
    assert!(!browser.shows(NOT_HERE).await, "nothing is said while there is a network");
    site.go_down();
    browser.script("window.dispatchEvent(new window.Event('online'))", vec![]).await;
    browser.sees(NOT_HERE).await;
    let marked = "return [...document.querySelectorAll('main article')].filter((card) => card.querySelector('.story-link')) \
        .filter((card) => !card.querySelector('.not-here')).map((card) => card.querySelector('.story-link').pathname)";
    let here = browser.script(marked, vec![]).await;
    assert_eq!(here, json!([site.article(fixture::LATIN_FIRST)]), "only what was read is here");
    site.come_back();
    browser.gone(&Query::css(".not-here")).await;
}

async fn a_repeat_visit_transfers_at_most_three_kilobytes(stage: &mut Stage) {
    let site = stage.offline().await;
    for path in ["/".to_owned(), site.article(fixture::FULL)] {
        let browser = &stage.browser;
        browser.open(&site.url(&path)).await;
        until_kept(browser, &[&path, EDITION]).await;
        browser.open_plain("about:blank").await;
        let (before, asked) = (site.sent(), site.received().len());
        browser.open(&site.url(&path)).await;
        // What is looked up behind the page: the page, the edition, the worker, the article.
        let looked_up = async {
            while site.received().len() < asked + 3 || site.received()[asked..].iter().all(|it| it.path != "/sw.js") {
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
            tokio::time::sleep(Duration::from_millis(300)).await;
        };
        assert!(tokio::time::timeout(PATIENCE, looked_up).await.is_ok(), "{:?}", site.received());
        let paths: Vec<String> = site.received()[asked..].iter().map(|request| request.path.clone()).collect();
        let bytes = site.sent() - before;
        println!("{} repeat visit of {path}: {bytes} bytes for {paths:?}", stage.browser.engine.as_str());
        assert!(bytes <= 3_000, "{bytes} bytes for {paths:?}");
    }
}

async fn a_page_seen_before_is_painted_before_the_network_answers(stage: &mut Stage) {
    expect_no_network(stage);
    let site = stage.offline().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    until_kept(browser, &["/", EDITION]).await;
    browser.open_plain("about:blank").await;
    // Nothing is answered for longer than any test waits.
    site.answer_everything(Some(Answer::Late(Duration::from_secs(60), Box::new(Answer::Closed))));
    browser.open(&site.url("/")).await;
    browser.sees(fixture::FULL).await;
    browser.click(&Query::action("settings")).await;
    browser.find(&Query::part("settings")).await;
}

async fn a_page_never_seen_waits_three_seconds_for_the_network_then_says_what_is_missing(stage: &mut Stage) {
    expect_no_network(stage);
    let site = stage.offline().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    until_kept(browser, &["/", EDITION]).await;
    let unread = site.article(fixture::EARLIER);
    site.answer(&unread, Answer::Late(Duration::from_secs(60), Box::new(Answer::Closed)));
    browser.open(&site.url(&unread)).await;
    browser.sees("طالب حرفيو الأسواق").await;
    let shell = "return document.querySelector('body[data-page]') === null";
    assert_eq!(browser.script(shell, vec![]).await, json!(true), "the shell, with the article's document");
}

async fn an_edition_that_comes_late_is_called_old_and_then_replaced(stage: &mut Stage) {
    let site = stage.offline().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    until_kept(browser, &["/", EDITION]).await;
    let mut edition = site.file(EDITION);
    edition["updated"] = json!("2026-02-11T09:30:00Z");
    edition["lead"]["title"]["text"] = json!("خبر من نشرة أحدث");
    let late = Answer::Late(Duration::from_secs(5), Box::new(Answer::json(edition.to_string())));
    site.answer(EDITION, late);
    browser.open(&site.url("/")).await;
    browser.sees("قد لا تكون هذه أحدث نشرة؛ تاريخها الثلاثاء، ١٠ شباط ٢٠٢٦").await;
    browser.sees(fixture::FULL).await;
    site.answer(EDITION, Answer::json(edition.to_string()));
    browser.gone(&Query::css("[data-notice=stale]")).await;
    browser.sees("خبر من نشرة أحدث").await;
}

async fn an_article_taken_down_is_gone_from_the_caches_at_the_next_contact(stage: &mut Stage) {
    let site = stage.offline().await;
    let browser = &stage.browser;
    let (page, document) = (site.article(fixture::FULL), site.article_file(fixture::FULL));
    browser.open(&site.url(&page)).await;
    until_kept(browser, &[&page, &document, EDITION]).await;
    let mut edition = site.file(EDITION);
    edition["removed"] = json!([id(&site, fixture::FULL)]);
    site.answer(EDITION, Answer::json(edition.to_string()));
    browser.open(&site.url("/section/sport/")).await;
    let gone = "return (async () => { const read = await window.caches.open('nashra-read'); \
        return (await read.match(arguments[0])) || (await read.match(arguments[1])) ? null : true })()";
    browser.until_with("page and document are gone", gone, vec![json!(page), json!(document)]).await;
}

/// A red dot.
const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 144, 119, 83,
    222, 0, 0, 0, 12, 73, 68, 65, 84, 120, 156, 99, 248, 207, 192, 0, 0, 3, 1, 1, 0, 201, 254, 146, 239, 0, 0, 0, 0,
    73, 69, 78, 68, 174, 66, 96, 130,
];

async fn a_picture_of_the_sites_own_is_kept_for_all_its_widths_and_ranges_and_others_are_not_touched(
    stage: &mut Stage,
) {
    expect_no_network(stage);
    for named in ["images.example", "Content-Security-Policy", "404"] {
        stage.expect_errors(named);
    }
    let site = stage.offline().await;
    let picture = "/media/0a1b2c3d4e5f-320.png";
    let broken = "/media/0a1b2c3d4e5f-640.png";
    let portal = "/media/0a1b2c3d4e5f-960.png";
    site.answer(picture, Answer::of(200, "image/png", PNG));
    site.answer(broken, Answer::CutShort(Box::new(Answer::of(200, "image/png", PNG)), 100));
    site.answer(portal, Answer::html("<!DOCTYPE html><title>Log in</title>"));
    let browser = &stage.browser;
    // Its pictures are those of another site.
    let page = site.article(fixture::PICTURES);
    browser.open(&site.url(&page)).await;
    until_kept(browser, &[&page, EDITION]).await;
    let fetch = "return window.fetch(arguments[0], { headers: arguments[1] }).then(async (answer) => \
        [answer.status, answer.headers.get('content-range'), (await answer.arrayBuffer()).byteLength]).catch(() => 'failed')";
    for address in [picture, broken, portal] {
        browser.script(fetch, vec![json!(address), json!({})]).await;
    }
    let is_kept = "return window.caches.match(arguments[0], { cacheName: 'nashra-media' }).then((it) => !!it)";
    browser.until_with("the picture is kept", is_kept, vec![json!(picture)]).await;
    let all = kept(browser).await;
    assert!(
        all.iter().all(|line| line.split(' ').nth(1).is_some_and(|url| url.starts_with(&site.origin()))),
        "{all:?}"
    );
    assert!(!all.iter().any(|line| line.contains(broken) || line.contains(portal)), "{all:?}");
    site.go_down();
    let length = PNG.len();
    for (range, answer) in [
        (json!({}), json!([200, null, length])),
        (json!({ "range": "bytes=0-9" }), json!([206, format!("bytes 0-9/{length}"), 10])),
        (json!({ "range": "bytes=60-" }), json!([206, format!("bytes 60-{}/{length}", length - 1), length - 60])),
        (json!({ "range": "bytes=-4" }), json!([206, format!("bytes {}-{}/{length}", length - 4, length - 1), 4])),
        (json!({ "range": "bytes=900-" }), json!([416, format!("bytes */{length}"), 0])),
    ] {
        assert_eq!(browser.script(fetch, vec![json!(picture), range.clone()]).await, answer, "{range}");
    }
    // The other widths of it did not come whole before.
    assert_eq!(browser.script(fetch, vec![json!(portal), json!({})]).await, json!([200, null, length]));
    let another = "/media/0a1b2c3d4e5e-320.png";
    assert_eq!(browser.script(fetch, vec![json!(another), json!({})]).await, json!("failed"));
}

async fn pictures_used_least_recently_go_first(stage: &mut Stage) {
    let site = stage.offline().await;
    // Room for three pictures of these.
    site.rewrite(":48e6}", ":2e2}");
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    until_kept(browser, &["/", EDITION]).await;
    let fetch = "return window.fetch(arguments[0]).then((answer) => answer.arrayBuffer()).then(() => true)";
    let address = |n: usize| format!("/media/0a1b2c3d4e5f-{n}.png");
    // Room is made at every sixteenth picture or document that is stored.
    for n in 1..=40 {
        site.answer(&address(n), Answer::of(200, "image/png", PNG));
        browser.script(fetch, vec![json!(address(n))]).await;
        browser.script(fetch, vec![json!(address(1))]).await;
    }
    let first = "return (async () => { const keys = await (await window.caches.open('nashra-media')).keys(); \
        return keys.length < 25 ? keys.map(({ url }) => new window.URL(url).pathname) : null })()";
    let left = browser.until("room was made", first).await;
    let left: Vec<&str> = left.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert!(left.contains(&address(40).as_str()), "{left:?}");
    assert!(!left.contains(&address(2).as_str()), "{left:?}");
}

async fn under_a_base_path_it_keeps_its_own_and_no_more(stage: &mut Stage) {
    expect_no_network(stage);
    let config = fixture::with_worker().replace("http://bulletin.example/", "http://bulletin.example/news/");
    let site = stage.edition("offline-base", fixture::fifty, &config).await;
    let browser = &stage.browser;
    browser.open(&site.url("/news/")).await;
    until_kept(browser, &["/news/", "/news/edition/edition.json"]).await;
    let scope = "return navigator.serviceWorker.ready.then(({ scope }) => new window.URL(scope).pathname)";
    assert_eq!(browser.script(scope, vec![]).await, json!("/news/"));
    let all = kept(browser).await;
    let own = format!("{}/news/", site.origin());
    assert!(all.iter().all(|line| line.split(' ').nth(1).is_some_and(|url| url.starts_with(&own))), "{all:?}");
    site.go_down();
    browser.open(&site.url("/news/")).await;
    browser.sees(fixture::FULL).await;
    browser.open(&site.url("/news/section/sport/")).await;
    browser.sees(OFFLINE).await;
}

async fn a_frame_in_another_page_registers_no_worker(stage: &mut Stage) {
    stage.expect_errors("favicon");
    let site = stage.offline().await;
    let page = std::fs::read_to_string(site.folder().join("index.html")).expect("the page can be read");
    // As a page that may be framed.
    site.answer("/embed/", Answer::html(page));
    site.answer("/frame/", Answer::html("<!DOCTYPE html><title>A partner</title><iframe src=\"/embed/\"></iframe>"));
    let browser = &stage.browser;
    browser.open_plain(&site.url("/frame/")).await;
    let ready = "return document.querySelector('iframe').contentDocument?.documentElement.hasAttribute('data-ready')";
    browser.until("the frame has taken over", ready).await;
    // A worker is registered half a second after that, where one is.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let workers = "return navigator.serviceWorker.getRegistrations().then((all) => all.length)";
    assert_eq!(browser.script(workers, vec![]).await, json!(0));
    assert_eq!(site.asked_for("/sw.js"), 0);
}
