//! Another build is deployed: when a reader moves to it, and what becomes of pages of the one before.

use crate::offline::{EDITION, OFFLINE, expect_no_network, kept, until_kept};
use harness::{Answer, Browser, Query, Served, Stage, Test, fixture, tests};
use serde_json::{Value, json};
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        a_new_build_waits_and_one_press_moves_to_it_keeping_page_section_and_scroll
            except Webkit: "its automated windows have no service worker",
        an_open_tab_keeps_its_own_files_across_a_deploy except Webkit: "its automated windows have no service worker",
        of_two_tabs_only_the_one_that_asked_moves except Webkit: "its automated windows have no service worker",
        files_of_the_build_before_go_when_no_page_is_open
            except Webkit: "its automated windows have no service worker",
        what_only_some_readers_load_is_in_the_new_shell_of_those_alone
            except Webkit: "its automated windows have no service worker",
        a_wasm_of_another_build_under_an_old_name_is_not_run
            except Webkit: "its automated windows have no service worker",
        a_worker_that_is_not_found_changes_nothing except Webkit: "its automated windows have no service worker",
        a_page_in_place_of_the_worker_changes_nothing except Webkit: "its automated windows have no service worker",
        a_worker_with_a_syntax_error_changes_nothing except Webkit: "its automated windows have no service worker",
        a_worker_that_throws_when_it_answers_never_takes_over
            except Webkit: "its automated windows have no service worker",
        a_worker_that_throws_on_every_fetch_leaves_the_network
            except Webkit: "its automated windows have no service worker",
        a_shell_that_did_not_come_whole_is_not_moved_to except Webkit: "its automated windows have no service worker",
        the_kill_switch_ends_the_worker_and_leaves_what_the_reader_kept
            except Webkit: "its automated windows have no service worker",
    ]
}

const WORKER: &str = "/sw.js";

/// The build that the page belongs to.
async fn build(browser: &Browser) -> String {
    let build = browser.script("return document.getElementById('boot').dataset.build", vec![]).await;
    build.as_str().unwrap_or_default().to_owned()
}

/// Opens the front page and waits until a worker keeps it.
async fn opened(stage: &mut Stage) -> Served {
    let site = stage.offline().await;
    stage.browser.open(&site.url("/")).await;
    until_kept(&stage.browser, &["/", EDITION]).await;
    site
}

/// Asks for the worker again, and waits until that has come to something.
async fn look_for_update(browser: &Browser) {
    let looked = "return navigator.serviceWorker.ready.then((it) => it.update()).then(async (it) => { \
        const { installing } = it; if (!installing) return true; \
        await new Promise((done) => { if (installing.state !== 'installing') done(); \
        installing.addEventListener('statechange', () => installing.state !== 'installing' && done()); }); \
        return true }).catch(() => true)";
    browser.script(looked, vec![]).await;
}

/// What a worker that is not moved to leaves: the page of the build before, also without a network.
async fn goes_on_as_before(stage: &Stage, site: &Served, before: &str) {
    let browser = &stage.browser;
    look_for_update(browser).await;
    let workers = "return navigator.serviceWorker.getRegistration().then((it) => [!!it.waiting, !!it.active])";
    assert_eq!(browser.script(workers, vec![]).await, json!([false, true]), "nothing waits");
    assert_eq!(browser.count(&Query::action("update")).await, 0);
    site.go_down();
    browser.open(&site.url("/")).await;
    browser.sees(fixture::FULL).await;
    browser.sees(OFFLINE).await;
    assert_eq!(build(browser).await, before);
}

async fn a_new_build_waits_and_one_press_moves_to_it_keeping_page_section_and_scroll(stage: &mut Stage) {
    let site = opened(stage).await;
    let before = build(&stage.browser).await;
    stage.browser.set_viewport(500, 600).await;
    stage.browser.click(&Query::css("[data-part=sections] a[href='/section/sport/']")).await;
    stage.browser.find(&Query::role("heading").named("رياضة")).await;
    stage.deploy(&site).await;
    let browser = &stage.browser;
    look_for_update(browser).await;
    browser.sees("نسخة أحدث من القارئ جاهزة.").await;
    assert_eq!(build(browser).await, before, "nothing moves by itself");
    browser.script("window.scrollTo(0, 700)", vec![]).await;
    browser.until("it has scrolled", "return window.scrollY === 700").await;
    // By its own button, without scrolling to it.
    browser.script("document.querySelector('[data-action=update]').click()", vec![]).await;
    browser
        .until_with(
            "the page is of the new build",
            "return document.documentElement.hasAttribute('data-ready') && document.getElementById('boot').dataset.build !== arguments[0]",
            vec![json!(before)],
        )
        .await;
    assert_eq!(browser.path().await, "/section/sport/");
    browser.find(&Query::role("heading").named("رياضة")).await;
    browser.until("it is scrolled to where it was", "return Math.abs(window.scrollY - 700) < 60").await;
    assert_eq!(browser.count(&Query::action("update")).await, 0);
}

async fn an_open_tab_keeps_its_own_files_across_a_deploy(stage: &mut Stage) {
    let site = opened(stage).await;
    let before = build(&stage.browser).await;
    stage.deploy(&site).await;
    let browser = &stage.browser;
    look_for_update(browser).await;
    // What it has not used yet: articles, another language of the interface.
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.sees("طالب حرفيو الأسواق").await;
    browser.click(&Query::action("settings")).await;
    let language = "const s = document.querySelector('[data-setting=language]'); s.value = 'en'; \
        s.dispatchEvent(new window.Event('change', { bubbles: true }))";
    browser.script(language, vec![]).await;
    browser.sees("Settings").await;
    assert_eq!(build(browser).await, before);
    let all = kept(browser).await;
    let shells: std::collections::BTreeSet<&str> =
        all.iter().filter_map(|line| line.split(' ').next()).filter(|name| name.starts_with("nashra-shell-")).collect();
    assert_eq!(shells.len(), 2, "the new build's shell beside its own: {shells:?}");
}

async fn of_two_tabs_only_the_one_that_asked_moves(stage: &mut Stage) {
    let site = opened(stage).await;
    let before = build(&stage.browser).await;
    let first = stage.browser.driver.window().await.expect("a tab");
    let second = stage.browser.driver.new_tab().await.expect("another tab");
    stage.browser.driver.switch_to_window(second.clone()).await.expect("it can be switched to");
    stage.browser.open(&site.url("/section/sport/")).await;
    stage.browser.script("document.documentElement.setAttribute('data-mark', '')", vec![]).await;
    stage.browser.driver.switch_to_window(first.clone()).await.expect("it can be switched to");
    stage.deploy(&site).await;
    let browser = &stage.browser;
    look_for_update(browser).await;
    browser.click(&Query::action("update")).await;
    let moved = "return document.documentElement.hasAttribute('data-ready') && document.getElementById('boot').dataset.build !== arguments[0]";
    browser.until_with("the first tab has moved", moved, vec![json!(before)]).await;
    browser.driver.switch_to_window(second).await.expect("it can be switched to");
    let stays =
        "return [document.documentElement.hasAttribute('data-mark'), document.getElementById('boot').dataset.build]";
    assert_eq!(browser.script(stays, vec![]).await, json!([true, before]), "the second is where it was");
    browser.click(&Query::css("[data-part=sections] a[href='/']")).await;
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.sees("طالب حرفيو الأسواق").await;
    browser.driver.close_window().await.expect("it closes");
    browser.driver.switch_to_window(first).await.expect("it can be switched to");
}

async fn files_of_the_build_before_go_when_no_page_is_open(stage: &mut Stage) {
    let site = opened(stage).await;
    let before = build(&stage.browser).await;
    stage.deploy(&site).await;
    let browser = &stage.browser;
    look_for_update(browser).await;
    browser.click(&Query::action("update")).await;
    let moved = "return document.documentElement.hasAttribute('data-ready') && document.getElementById('boot').dataset.build !== arguments[0]";
    browser.until_with("the page has moved", moved, vec![json!(before)]).await;
    let old = format!("nashra-shell-{before}");
    assert!(kept(browser).await.iter().any(|line| line.starts_with(&old)), "a page of it may be open still");
    // Away, and back: none of the site's pages is open in between.
    browser.open_plain("about:blank").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    browser.open(&site.url("/")).await;
    let gone = "return window.caches.has(arguments[0]).then((has) => !has || null)";
    browser.until_with("its files are gone", gone, vec![json!(old)]).await;
    browser.sees(fixture::FULL).await;
}

async fn what_only_some_readers_load_is_in_the_new_shell_of_those_alone(stage: &mut Stage) {
    let site = opened(stage).await;
    let before = build(&stage.browser).await;
    stage.browser.click(&Query::css("[data-action^='save:']")).await;
    let browser = &stage.browser;
    let old = format!("nashra-shell-{before} ");
    let module = "return window.caches.open(arguments[0].trim()).then((it) => it.keys()) \
        .then((keys) => keys.some(({ url }) => url.includes('/saved_module-')) || null)";
    browser.until_with("the module is kept", module, vec![json!(old)]).await;
    stage.deploy(&site).await;
    let browser = &stage.browser;
    look_for_update(browser).await;
    browser.sees("نسخة أحدث من القارئ جاهزة.").await;
    let all = kept(browser).await;
    let new: Vec<&String> =
        all.iter().filter(|line| line.starts_with("nashra-shell-") && !line.starts_with(&old)).collect();
    assert!(new.iter().any(|line| line.contains("/saved_module-")), "{new:?}");
    assert!(!new.iter().any(|line| line.contains("/direct-")), "{new:?}");
}

async fn a_wasm_of_another_build_under_an_old_name_is_not_run(stage: &mut Stage) {
    for named in ["integrity", "404", "wasm"] {
        stage.expect_errors(named);
    }
    let site = stage.offline().await;
    let wasm = site.asset("_bg.wasm");
    let mut bytes = std::fs::read(site.folder().join(&wasm[1..])).expect("the wasm can be read");
    // Not kept in the browser's own cache, which would have it for ever.
    site.answer(&wasm, Answer::of(200, "application/wasm", bytes.clone()));
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    until_kept(browser, &["/", EDITION]).await;
    bytes.extend_from_slice(&[0, 2, 1, b'x']);
    site.answer(&wasm, Answer::of(200, "application/wasm", bytes));
    // For good: what the page told the new worker that it had read may be stored a moment later.
    let evict = "return (async () => { for (const name of await window.caches.keys()) \
        await (await window.caches.open(name)).delete(arguments[0]); \
        await new Promise((done) => setTimeout(done, 300)); return !(await window.caches.match(arguments[0])) })()";
    browser.until_with("it is evicted", evict, vec![json!(wasm)]).await;
    browser.open_plain(&site.url("/")).await;
    browser.until("the viewer has been given up", "return !document.documentElement.hasAttribute('data-script')").await;
    browser.sees(fixture::FULL).await;
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.sees("طالب حرفيو الأسواق").await;
}

async fn a_worker_that_is_not_found_changes_nothing(stage: &mut Stage) {
    expect_no_network(stage);
    stage.expect_errors("404");
    let site = opened(stage).await;
    let before = build(&stage.browser).await;
    site.answer(WORKER, Answer::status(404));
    goes_on_as_before(stage, &site, &before).await;
}

async fn a_page_in_place_of_the_worker_changes_nothing(stage: &mut Stage) {
    expect_no_network(stage);
    stage.expect_errors("MIME");
    let site = opened(stage).await;
    let before = build(&stage.browser).await;
    site.answer(WORKER, Answer::html("<!DOCTYPE html><title>Log in</title>"));
    goes_on_as_before(stage, &site, &before).await;
}

async fn a_worker_with_a_syntax_error_changes_nothing(stage: &mut Stage) {
    expect_no_network(stage);
    stage.expect_errors("SyntaxError");
    let site = opened(stage).await;
    let before = build(&stage.browser).await;
    site.answer(WORKER, Answer::of(200, "text/javascript", "const BUILD = ;"));
    goes_on_as_before(stage, &site, &before).await;
}

/// The worker of the other build, with `from` put in the place of `to` in it.
fn worker_with(site: &Served, from: &str, to: &str) -> Vec<u8> {
    let worker = std::fs::read_to_string(site.folder().join("sw.js")).expect("the worker can be read");
    assert!(worker.contains(from), "{from} is in the worker");
    let build = worker.split('"').nth(1).expect("the worker names its build");
    worker.replacen(build, "0a1b2c3d4e5f", 1).replace(from, to).into_bytes()
}

async fn a_worker_that_throws_when_it_answers_never_takes_over(stage: &mut Stage) {
    expect_no_network(stage);
    stage.expect_errors("TypeError");
    let site = opened(stage).await;
    let before = build(&stage.browser).await;
    // What it looks up first for every page and document.
    let broken = worker_with(&site, ".headers.get(\"x-nashra-build\")", ".headers.none.at(\"x-nashra-build\")");
    site.answer(WORKER, Answer::of(200, "text/javascript", broken));
    goes_on_as_before(stage, &site, &before).await;
    let shells = kept(&stage.browser).await;
    assert!(!shells.iter().any(|line| line.contains("0a1b2c3d4e5f")), "{shells:?}");
}

async fn a_worker_that_throws_on_every_fetch_leaves_the_network(stage: &mut Stage) {
    for named in ["broken on purpose", "FetchEvent", "Uncaught"] {
        stage.expect_errors(named);
    }
    let site = stage.offline().await;
    let broken = worker_with(
        &site,
        "addEventListener(\"fetch\",",
        "addEventListener(\"fetch\",()=>{throw new Error(\"broken on purpose\")});(()=>{})(",
    );
    site.answer(WORKER, Answer::of(200, "text/javascript", broken));
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.until("it has taken over", "return !!navigator.serviceWorker.controller").await;
    browser.open(&site.url("/section/culture/")).await;
    browser.sees(fixture::LATIN_FIRST).await;
    browser.click(&Query::link(fixture::LATIN_FIRST)).await;
    browser.sees("قالت الوكالة إن المسبار").await;
}

async fn a_shell_that_did_not_come_whole_is_not_moved_to(stage: &mut Stage) {
    expect_no_network(stage);
    for named in ["integrity", "did not come as it should"] {
        stage.expect_errors(named);
    }
    let site = opened(stage).await;
    let before = build(&stage.browser).await;
    let other = worker_with(&site, "nashra-media", "nashra-media");
    let html = Answer::html("<!DOCTYPE html><title>Log in</title></html>");
    site.answer("/shell.html", html);
    site.answer(WORKER, Answer::of(200, "text/javascript", other));
    goes_on_as_before(stage, &site, &before).await;
    let all = kept(&stage.browser).await;
    assert!(!all.iter().any(|line| line.contains("0a1b2c3d4e5f")), "all of it or nothing: {all:?}");
}

async fn the_kill_switch_ends_the_worker_and_leaves_what_the_reader_kept(stage: &mut Stage) {
    let site = opened(stage).await;
    let browser = &stage.browser;
    let keep = "return window.caches.open('nashra-kept').then((cache) => cache.put('/kept', new window.Response('x'))).then(() => true)";
    browser.script(keep, vec![]).await;
    let switch = std::fs::read(site.folder().join("sw-off.js")).expect("the kill switch is part of every site");
    site.answer(WORKER, Answer::of(200, "text/javascript", switch));
    browser.open(&site.url("/section/culture/")).await;
    browser.script("document.documentElement.setAttribute('data-mark', '')", vec![]).await;
    let ended = "return navigator.serviceWorker.getRegistrations().then(async (all) => \
        all.length === 0 && (await window.caches.keys()).join() === 'nashra-kept' || null)";
    // Browsers look for the worker after a page that it answered.
    look_for_update(browser).await;
    browser.until("the worker and its caches are gone", ended).await;
    browser.click(&Query::link(fixture::LATIN_FIRST)).await;
    browser.sees("قالت الوكالة إن المسبار").await;
    let mark = "return document.documentElement.hasAttribute('data-mark')";
    assert_eq!(browser.script(mark, vec![]).await, Value::Bool(true), "without a reload");
}
