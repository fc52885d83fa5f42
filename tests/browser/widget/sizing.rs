//! The tag is as high as what its frame shows, at every moment; and what is below it moves only when a reader acts.

use super::partner::{address, enter, fits, leave, page, partner, snippet, tag, until_ready, value};
use harness::{Answer, Browser, Query, Served, Server, Stage, Test, tests};
use serde_json::json;
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        nothing_moves_when_the_list_comes except Firefox: "it measures no layout shift"
            except Webkit: "it measures no layout shift",
        the_measure_of_what_moves_sees_it except Firefox: "it measures no layout shift"
            except Webkit: "it measures no layout shift",
        nothing_moves_on_a_phone_when_the_script_comes_late_and_the_page_has_kept_room
            except Firefox: "it measures no layout shift" except Webkit: "it measures no layout shift",
        a_list_shorter_than_its_room_is_not_stretched_to_it,
        an_article_makes_it_higher_and_the_list_lower_again,
        a_wider_or_narrower_page_makes_it_lower_or_higher,
        higher_than_the_page_allows_it_scrolls_within,
        a_height_that_is_set_later_lets_it_scroll_and_taken_away_shows_it_whole,
    ]
}

/// What moves on the page that is not asked for.
const WATCH: &str = "<script>var moved = 0; try { new PerformanceObserver((list) => { for (const { value } of list.getEntries()) \
    moved += value }).observe({ type: 'layout-shift', buffered: true }) } catch {}</script>";

/// Opens a page whose script is there before the tag with `attributes` is drawn, and whose frame takes its time.
async fn opened(stage: &mut Stage, attributes: &str) -> (Served, Server) {
    let site = stage.demo().await;
    let page_of_frames = std::fs::read(site.folder().join("embed/index.html")).expect("there is a page for frames");
    let slow = Duration::from_millis(700);
    site.answer("/embed/", Answer::Late(slow, Box::new(Answer::html(page_of_frames))));
    let body = format!("<script src='SITE/widget.js'></script>{}", tag(attributes));
    let host = partner(&site, &page(WATCH, &body), "");
    stage.browser.open_plain(&address(&host)).await;
    until_ready(&stage.browser, 1).await;
    (site, host)
}

async fn nothing_moves_when_the_list_comes(stage: &mut Stage) {
    for attributes in ["count=4", "count=6", "count=3 layout=cards", "layout=ticker"] {
        let _servers = opened(stage, attributes).await;
        let browser = &stage.browser;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(value(browser, "moved").await, json!(0), "{attributes}");
        enter(browser, 0).await;
        let bars = "[innerWidth - document.documentElement.clientWidth, document.body.getBoundingClientRect().height <= innerHeight]";
        assert_eq!(value(browser, bars).await, json!([0, true]), "{attributes}");
        leave(browser).await;
    }
}

async fn the_measure_of_what_moves_sees_it(stage: &mut Stage) {
    let _servers = opened(stage, "count=4").await;
    let browser = &stage.browser;
    let moves = "frame().style.height = (frame().offsetHeight > 400 ? 300 : 500) + 'px'; return moved > 0";
    browser.until("what is below has moved", moves).await;
}

async fn nothing_moves_on_a_phone_when_the_script_comes_late_and_the_page_has_kept_room(stage: &mut Stage) {
    let site = stage.demo().await;
    let script = std::fs::read_to_string(site.folder().join("widget.js")).expect("the site has its script");
    let late = Answer::Late(Duration::from_millis(800), Box::new(Answer::of(200, "text/javascript", script)));
    site.answer("/widget.js", late);
    // Without room kept, what is below moves: the measure itself is seen to work.
    for (room, moves) in [("style='display:block;min-height:892px'", false), ("", true)] {
        for width in [340, 400, 600] {
            let host = partner(&site, &page(WATCH, &snippet(&format!("count=5 {room}"))), "");
            let browser = &stage.browser;
            browser.set_viewport(width, 1100).await;
            browser.open_plain(&address(&host)).await;
            until_ready(browser, 1).await;
            fits(browser, 0, 5).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            let moved = value(browser, "moved").await.as_f64().unwrap_or(f64::NAN);
            assert_eq!(moved > 0.0, moves, "{width} {room}: {moved}");
        }
    }
}

async fn a_list_shorter_than_its_room_is_not_stretched_to_it(stage: &mut Stage) {
    let _servers = opened(stage, "count=30 section=science").await;
    let browser = &stage.browser;
    enter(browser, 0).await;
    browser.until("the section is there", "return !('waits' in document.documentElement.dataset)").await;
    let shown = value(browser, "document.querySelectorAll('main li').length").await.as_u64().unwrap_or_default();
    leave(browser).await;
    assert!((3..30).contains(&shown), "{shown}");
    let high = fits(browser, 0, u32::try_from(shown).unwrap_or_default()).await;
    assert!(high < 1500.0, "{high}");
}

async fn press(browser: &Browser, selector: &str) {
    let found = browser.find(&Query::css(selector)).await;
    found.click().await.unwrap_or_else(|error| panic!("{selector} cannot be pressed: {error}"));
}

async fn an_article_makes_it_higher_and_the_list_lower_again(stage: &mut Stage) {
    let site = stage.small().await;
    let host = partner(&site, &page("", &snippet("count=5 section=politics")), "");
    let browser = &stage.browser;
    browser.open_plain(&address(&host)).await;
    until_ready(browser, 1).await;
    let list = fits(browser, 0, 5).await;
    enter(browser, 0).await;
    press(browser, "main li .story-link").await;
    browser.sees("أقرّ مجلس المدينة خطة").await;
    browser.until("all of it is there", "return !document.querySelector('[aria-busy]')").await;
    let related = browser.count(&Query::css("main li")).await;
    leave(browser).await;
    let article = fits(browser, 0, u32::try_from(related).unwrap_or_default()).await;
    enter(browser, 0).await;
    press(browser, ".back button").await;
    leave(browser).await;
    let again = fits(browser, 0, 5).await;
    assert!(article > 2.0 * list && again <= list, "{list} {article} {again}");
    assert_eq!(value(browser, "told").await[0], json!(["ready", ""]));
}

async fn a_wider_or_narrower_page_makes_it_lower_or_higher(stage: &mut Stage) {
    let site = stage.small().await;
    let head = "<style>.part { max-width: 100%; width: 330px }</style>";
    let host = partner(&site, &page(head, &format!("<div class=part>{}</div>", snippet("count=6"))), "");
    let browser = &stage.browser;
    browser.open_plain(&address(&host)).await;
    until_ready(browser, 1).await;
    let mut high = fits(browser, 0, 6).await;
    for (width, changed) in [("1100px", "< 0.7 *"), ("330px", ">"), ("240px", ">")] {
        browser.script("document.querySelector('.part').style.width = arguments[0]", vec![json!(width)]).await;
        let follows = format!("return roots[0].host.offsetHeight {changed} {high}");
        browser.until(&format!("{width} wide its height is {changed} {high}"), &follows).await;
        high = fits(browser, 0, 6).await;
    }
}

async fn higher_than_the_page_allows_it_scrolls_within(stage: &mut Stage) {
    let site = stage.small().await;
    let slow = Duration::from_millis(300);
    let page_of_frames = std::fs::read(site.folder().join("embed/index.html")).expect("there is a page for frames");
    site.answer("/embed/", Answer::Late(slow, Box::new(Answer::html(page_of_frames))));
    let host = partner(&site, &page("", &snippet("count=9 height=260")), "");
    let browser = &stage.browser;
    browser.open_plain(&address(&host)).await;
    until_ready(browser, 1).await;
    enter(browser, 0).await;
    let last = "const all = [...document.querySelectorAll('main li')].filter((it) => it.checkVisibility()); const last = all.at(-1); \
        if (all.length !== 9) return null; last.scrollIntoView({ block: 'end' }); const { top, bottom } = last.getBoundingClientRect(); \
        return innerHeight === 260 && scrollY > 100 && top >= 0 && bottom <= 261";
    browser.until("the last can be scrolled to", last).await;
    leave(browser).await;
    assert_eq!(value(browser, "roots[0].host.offsetHeight").await, json!(260));
}

async fn a_height_that_is_set_later_lets_it_scroll_and_taken_away_shows_it_whole(stage: &mut Stage) {
    let site = stage.small().await;
    let host = partner(&site, &page("", &snippet("count=5")), "");
    let browser = &stage.browser;
    browser.open_plain(&address(&host)).await;
    let whole = fits(browser, 0, 5).await;
    let scrolls = |expected: bool| {
        format!("return (getComputedStyle(document.documentElement).overflowY === 'scroll') === {expected} || null")
    };
    for (change, expected) in [("setAttribute('height', '200')", true), ("removeAttribute('height')", false)] {
        browser.script(&format!("document.querySelector('nashra-widget').{change}"), vec![]).await;
        enter(browser, 0).await;
        browser.until(&format!("it scrolls: {expected}"), &scrolls(expected)).await;
        leave(browser).await;
    }
    assert!(fits(browser, 0, 5).await <= whole, "it is no higher than before");
}
