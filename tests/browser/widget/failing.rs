//! Where the frame cannot come, the page is told, and shows what the tag holds.

use super::partner::{
    FALLBACK_SEEN, address, directed_site, enter, fits, frames_asked_for, inside, leave, page, partner, site, snippet,
    tag, until, until_failed, until_high, until_ready, value,
};
use crate::states::set_offline;
use harness::{Answer, Query, Stage, Test, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        under_a_policy_without_frames,
        with_the_site_down,
        a_frame_that_says_nothing_is_given_up_ten_seconds_after_it_has_loaded,
        what_fails_within_the_frame_is_told_and_the_frame_stays,
        what_is_not_there_or_not_whole_is_said_in_the_frames_language_and_told,
        without_an_address_of_a_site,
        after_a_failure_another_attribute_is_another_try,
        without_a_network_the_frame_says_so_and_comes_back
            except Webkit: "its driver cannot take the network away",
    ]
}

/// Makes the page's clock run a hundred times as fast, and remember what it was asked for.
const FAST: &str = "<script>var waits = []; var wait = setTimeout; \
    window.setTimeout = (then, ms, ...rest) => { waits.push(ms); return wait(then, ms / 100, ...rest) }</script>";

async fn under_a_policy_without_frames(stage: &mut Stage) {
    for named in ["policy: frame-src", "Content Security Policy", "Content-Security-Policy", "frame-src"] {
        stage.expect_errors(named);
    }
    let site = site(stage).await;
    let policy = "default-src 'self' SITE 'unsafe-inline'; frame-src 'self'";
    let host = partner(&site, &page("", &snippet("count=5")), policy);
    stage.browser.open_plain(&address(&host)).await;
    until_failed(&stage.browser, "down").await;
    assert_eq!(value(&stage.browser, "[told.length, listening]").await, json!([1, 0]));
    assert_eq!(frames_asked_for(&site), Vec::<String>::new());
}

async fn with_the_site_down(stage: &mut Stage) {
    for named in ["net::ERR", "Failed to load resource"] {
        stage.expect_errors(named);
    }
    let site = site(stage).await;
    let host = partner(&site, &page(FAST, "<script async src='SITE/widget.js'></script>"), "");
    stage.browser.open_plain(&address(&host)).await;
    stage.browser.until("the tag is known", "return !!customElements.get('nashra-widget')").await;
    site.go_down();
    let put = tag("count=5").replace("SITE", &site.origin());
    let put = format!("document.body.insertAdjacentHTML('beforeend', {put:?})");
    stage.browser.script(&put, vec![]).await;
    until_failed(&stage.browser, "down").await;
    // A tag that holds nothing, or no more than a space, has a link to the site.
    let put = format!(
        "document.body.insertAdjacentHTML('beforeend', \"<nashra-widget lang=en site='{}'> </nashra-widget>\")",
        site.origin()
    );
    stage.browser.script(&put, vec![]).await;
    let link = "const link = roots[1]?.querySelector('a'); return link?.getClientRects().length ? [link.href, link.textContent] : null";
    let link = stage.browser.until("there is a link", link).await;
    assert_eq!(link, json!([site.url("/"), "News"]));
    // Of an address that is none there is no link, nor of the one before.
    stage.browser.script("roots[1].host.setAttribute('site', 'http://[')", vec![]).await;
    until(&stage.browser, "told.at(-1)[1] === 'missing'").await;
    assert_eq!(value(&stage.browser, "roots[1].querySelector('a')").await, json!(null));
}

async fn a_frame_that_says_nothing_is_given_up_ten_seconds_after_it_has_loaded(stage: &mut Stage) {
    let site = directed_site(stage).await;
    // The frame may take its time to load.
    let fast = FAST.replace("ms / 100", "ms === 30000 ? ms : ms / 100");
    let host = partner(&site, &page(&fast, &snippet("section=silent")), "");
    stage.browser.open_plain(&address(&host)).await;
    until_failed(&stage.browser, "down").await;
    assert_eq!(value(&stage.browser, "[waits.includes(10000), told.length, listening]").await, json!([true, 1, 0]));
}

async fn what_fails_within_the_frame_is_told_and_the_frame_stays(stage: &mut Stage) {
    let site = directed_site(stage).await;
    let host = partner(&site, &page("", &snippet("count=5")), "");
    stage.browser.open_plain(&address(&host)).await;
    until_ready(&stage.browser, 1).await;
    inside(&stage.browser, "for (const error of ['offline', 'missing', 'broken', 'down']) say({ error })").await;
    until(&stage.browser, "told.length === 5").await;
    let told =
        json!([["ready", ""], ["error", "offline"], ["error", "missing"], ["error", "broken"], ["error", "down"]]);
    assert_eq!(value(&stage.browser, "told").await, told);
    until_high(&stage.browser, 436).await;
    inside(&stage.browser, "say({ open: '0123456789' })").await;
    until(&stage.browser, "told.length === 6").await;
    assert_eq!(value(&stage.browser, "told[5]").await, json!(["open", "0123456789"]));
}

async fn what_is_not_there_or_not_whole_is_said_in_the_frames_language_and_told(stage: &mut Stage) {
    stage.expect_errors("404");
    let site = site(stage).await;
    let browser = &stage.browser;
    let said = "const it = document.querySelector('[role=alert] p'); \
        return it && [it.textContent, it.lang, [...document.querySelectorAll('[role=alert] a')].map((it) => it.href)]";
    let host = partner(&site, &page("", &snippet("section=nowhere lang=en")), "");
    browser.open_plain(&address(&host)).await;
    until(browser, "told.some(([name, reason]) => name === 'error' && reason === 'missing')").await;
    enter(browser, 0).await;
    let shown = browser.until("the frame says that it is not there", said).await;
    assert_eq!(shown, json!(["This is no longer there.", "en", [site.url("/")]]));
    leave(browser).await;
    // What answers in place of an article is no article of the edition.
    let portal = Answer::html("<!DOCTYPE html><title>Log in</title><main><h1>Pay here</h1></main>");
    let host = partner(&site, &page("", &snippet("count=5 lang=ur")), "");
    browser.open_plain(&address(&host)).await;
    until_ready(browser, 1).await;
    enter(browser, 0).await;
    let headline = "const [it] = document.querySelectorAll('main li .story-link'); return it && it.pathname";
    let path = browser.until("there are headlines", headline).await;
    site.answer(path.as_str().unwrap_or_default(), portal);
    browser.click(&Query::css("main li .story-link")).await;
    let shown = browser.until("the frame says that it is not whole", said).await;
    assert_eq!(shown[1], "ur");
    leave(browser).await;
    until(browser, "told.some(([name, reason]) => name === 'error' && reason === 'broken')").await;
    site.start_anew();
}

async fn without_an_address_of_a_site(stage: &mut Stage) {
    let site = site(stage).await;
    for place in ["javascript:void(0)//", "data:text/html,x", "http://["] {
        let host = partner(&site, &page("", &snippet(&format!("site='{place}'"))), "");
        stage.browser.open_plain(&address(&host)).await;
        until_failed(&stage.browser, "missing").await;
    }
    assert_eq!(frames_asked_for(&site), Vec::<String>::new());
}

async fn after_a_failure_another_attribute_is_another_try(stage: &mut Stage) {
    let site = site(stage).await;
    let host = partner(&site, &page("", &snippet("site='http://['")), "");
    stage.browser.open_plain(&address(&host)).await;
    until_failed(&stage.browser, "missing").await;
    stage.browser.script("document.querySelector('nashra-widget').removeAttribute('site')", vec![]).await;
    until_ready(&stage.browser, 1).await;
    fits(&stage.browser, 0, 5).await;
    let seen = stage.browser.script(FALLBACK_SEEN, vec![]).await;
    assert!(seen.is_null(), "the frame stands in place of what the tag holds");
}

async fn without_a_network_the_frame_says_so_and_comes_back(stage: &mut Stage) {
    for named in ["ERR_INTERNET_DISCONNECTED", "NetworkError", "Failed to load"] {
        stage.expect_errors(named);
    }
    let site = site(stage).await;
    let host = partner(&site, &page("", &snippet("count=5 lang=fa")), "");
    stage.browser.open_plain(&address(&host)).await;
    until_ready(&stage.browser, 1).await;
    fits(&stage.browser, 0, 5).await;
    set_offline(stage, true).await;
    let browser = &stage.browser;
    enter(browser, 0).await;
    browser.click(&Query::role("link").named("رياضة")).await;
    let said = "const it = document.querySelector('[role=alert] p'); \
        return it && [it.textContent, it.lang, document.querySelector('[role=alert] a').pathname.startsWith('/section/')]";
    let said = browser.until("the frame says that there is no network", said).await;
    assert_eq!(said, json!(["اکنون نمی‌توان نشان داد: اتصال شبکه برقرار نیست.", "fa", true]));
    leave(browser).await;
    until(browser, "told.some(([name, reason]) => name === 'error' && reason === 'offline')").await;
    // What was there before is there still.
    enter(browser, 0).await;
    browser.click(&Query::role("button").named("بازگشت به فهرست")).await;
    leave(browser).await;
    fits(browser, 0, 5).await;
    enter(browser, 0).await;
    browser.click(&Query::role("link").named("رياضة")).await;
    browser.until("it is said again", "return document.querySelector('[role=alert]') !== null").await;
    set_offline(stage, false).await;
    browser.click(&Query::role("button").named("تلاش دوباره")).await;
    browser.sees("انطلاق سباق الدراجات").await;
    leave(browser).await;
    fits(browser, 0, 2).await;
}
