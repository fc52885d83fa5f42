//! What a frame looks like, and to whom.

use super::{enter, host, inside, press, shows, value};
use crate::accessibility::{axe, violations};
use harness::{Stage, Test, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        theme_count_and_layout_are_what_the_address_asks_for,
        what_the_address_asks_for_is_bounded,
        axe_finds_nothing_in_frames,
        no_width_has_a_horizontal_scroll_bar,
        by_the_tag_nothing_moves_when_a_list_comes
            except Firefox: "it measures no layout shift" except Webkit: "it measures no layout shift",
        a_list_shorter_than_its_room_is_not_stretched_to_it,
    ]
}

/// As a script says what a list shows: its ground, its text, how many headlines, its layout.
const SEEN: &str = "const style = getComputedStyle(document.documentElement); \
    return [style.backgroundColor, style.color, [...document.querySelectorAll('main li')].filter((it) => it.checkVisibility()).length, document.documentElement.dataset.layout]";

async fn theme_count_and_layout_are_what_the_address_asks_for(stage: &mut Stage) {
    let site = stage.fifty().await;
    for (asked, seen) in [
        ("?theme=light&count=3", json!(["rgb(253, 252, 248)", "rgb(26, 24, 19)", 3, "list"])),
        ("?theme=dark&layout=cards&count=4", json!(["rgb(21, 20, 15)", "rgb(235, 230, 217)", 4, "cards"])),
        ("?theme=%23fed,rgb(1,2,3),teal", json!(["rgb(255, 238, 221)", "rgb(1, 2, 3)", 5, "list"])),
    ] {
        let host = host(&site, &[(asked, "")]);
        stage.browser.open_plain(&host.url("/")).await;
        enter(&stage.browser, 0).await;
        assert_eq!(stage.browser.script(SEEN, vec![]).await, seen, "{asked}");
    }
}

async fn what_the_address_asks_for_is_bounded(stage: &mut Stage) {
    let site = stage.fifty().await;
    for (asked, count) in
        [("?count=-3", 5), ("?count=1e9", 30), ("?count=NaN", 5), ("?count=2.9", 2), ("?count=30", 30)]
    {
        let asked = format!("{asked}&theme=url(javascript:alert(1)),x&layout=%22%3E%3Cscript%3E&lang=__proto__");
        let host = host(&site, &[(&asked, "")]);
        stage.browser.open_plain(&host.url("/")).await;
        enter(&stage.browser, 0).await;
        let seen = stage.browser.script(SEEN, vec![]).await;
        assert_eq!((&seen[2], &seen[3]), (&json!(count), &json!("list")), "{asked}");
    }
}

async fn axe_finds_nothing_in_frames(stage: &mut Stage) {
    stage.expect_errors("404");
    let axe = axe(stage);
    let site = stage.fifty().await;
    let mut found = Vec::new();
    for asked in [
        "?theme=light",
        "?theme=dark&layout=cards",
        "?layout=ticker&theme=light",
        "?section=no&theme=light",
        "?lang=en&theme=dark",
    ] {
        let host = host(&site, &[(asked, "")]);
        stage.browser.open_plain(&host.url("/")).await;
        enter(&stage.browser, 0).await;
        stage.browser.until("it is settled", "return !document.querySelector('[aria-busy]')").await;
        found.extend(violations(&stage.browser, &axe).await.into_iter().map(|line| format!("{asked}: {line}")));
        if asked == "?theme=light" {
            press(&stage.browser, "main li .story-link").await;
            shows(&stage.browser, "أقرّ مجلس المدينة خطة").await;
            stage.browser.until("it is settled", "return !document.querySelector('[aria-busy]')").await;
            found.extend(violations(&stage.browser, &axe).await.into_iter().map(|line| format!("article: {line}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn no_width_has_a_horizontal_scroll_bar(stage: &mut Stage) {
    for width in [240, 320, 600, 1100] {
        let _servers = inside(stage, "?count=30", &format!("style='width: {width}px'")).await;
        let over = "[document.documentElement.scrollWidth - document.documentElement.clientWidth, [...document.querySelectorAll('main *')].filter((it) => it.getBoundingClientRect().right > innerWidth + 1 || it.getBoundingClientRect().left < -1).length]";
        assert_eq!(value(&stage.browser, over).await, json!([0, 0]), "{width}");
        press(&stage.browser, "main li .story-link").await;
        shows(&stage.browser, "أقرّ مجلس المدينة خطة").await;
        assert_eq!(value(&stage.browser, over).await, json!([0, 0]), "an article, {width}");
    }
}

/// Opens a page with the tag, whose script is there before the page is drawn.
async fn with_the_tag(stage: &mut Stage, attributes: &str) -> (harness::Served, harness::Server) {
    let site = stage.demo().await;
    let watch = "var moved = 0; try { new PerformanceObserver((list) => { for (const { value } of list.getEntries()) \
        moved += value }).observe({ type: 'layout-shift', buffered: true }) } catch {} var told = 0; \
        addEventListener('nashra:ready', () => told++); var roots = []; var attach = Element.prototype.attachShadow; \
        Element.prototype.attachShadow = function (how) { const root = attach.call(this, how); roots.push(root); return root }";
    let page = format!(
        "<!DOCTYPE html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>Partner</title><script>{watch}</script><script src='{}'></script><h1>Partner</h1>\
         <nashra-widget {attributes}></nashra-widget><p>Below.</p>",
        site.url("/widget.js")
    );
    let host = harness::Server::start();
    host.answer("/", harness::Answer::html(page));
    host.answer("/favicon.ico", harness::Answer::of(204, "image/x-icon", ""));
    stage.browser.open_plain(&host.url("/")).await;
    stage.browser.until("the frame is ready", "return told === 1").await;
    (site, host)
}

/// Goes into the frame of the tag, which is in a closed tree.
async fn enter_tag(browser: &harness::Browser) {
    let frame = browser.driver.execute("return roots[0].querySelector('iframe')", vec![]).await;
    let frame = frame.and_then(|found| found.element()).expect("the tag has a frame");
    frame.enter_frame().await.expect("it can be entered");
}

async fn by_the_tag_nothing_moves_when_a_list_comes(stage: &mut Stage) {
    for attributes in ["count=4", "count=6", "count=3 layout=cards", "layout=ticker"] {
        let _servers = with_the_tag(stage, attributes).await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(value(&stage.browser, "moved").await, json!(0), "{attributes}");
        enter_tag(&stage.browser).await;
        let bars = "[innerWidth - document.documentElement.clientWidth, document.body.getBoundingClientRect().height <= innerHeight]";
        assert_eq!(value(&stage.browser, bars).await, json!([0, true]), "{attributes}");
        super::leave(&stage.browser).await;
    }
}

async fn a_list_shorter_than_its_room_is_not_stretched_to_it(stage: &mut Stage) {
    let _servers = with_the_tag(stage, "count=30 section=science").await;
    enter_tag(&stage.browser).await;
    stage.browser.until("the section is there", "return !('waits' in document.documentElement.dataset)").await;
    super::leave(&stage.browser).await;
    let room = "return document.querySelector('nashra-widget').getBoundingClientRect().height";
    enter_tag(&stage.browser).await;
    let high = value(&stage.browser, "Math.ceil(document.body.getBoundingClientRect().height)").await;
    super::leave(&stage.browser).await;
    let fits = format!("{} === arguments[0]", room);
    stage.browser.until_with("the tag is as high as the list", &fits, vec![high.clone()]).await;
    assert!(high.as_f64().is_some_and(|high| high < 1500.0), "{high}");
}
