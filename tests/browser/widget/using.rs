//! Through the tag, as readers of a partner's page use it: by keyboard, and with what reads a screen.

use super::partner::{address, enter, fits, leave, page, partner, site, snippet, until_ready, value};
use crate::accessibility::{axe, violations};
use harness::{Browser, Query, Stage, Test, fixture, keys, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        the_keyboard_goes_in_through_everything_and_out_again,
        by_keyboard_an_article_opens_and_escape_leads_back,
        axe_finds_nothing_in_the_page_and_in_its_frame,
        its_language_and_direction_are_not_the_pages,
    ]
}

/// A page with a link before the tag and one after it; the first has the focus.
async fn opened(stage: &mut Stage, attributes: &str) -> (harness::Served, harness::Server) {
    let site = site(stage).await;
    let body =
        format!("<p><a id=before href='#'>Before</a></p>{}<p><a id=after href='#'>After</a></p>", snippet(attributes));
    let host = partner(&site, &page("", &body), "");
    let browser = &stage.browser;
    browser.open_plain(&address(&host)).await;
    until_ready(browser, 1).await;
    browser.script("document.getElementById('before').focus()", vec![]).await;
    (site, host)
}

/// Where the focus is: an id of the page's, or the part of the frame and what it says.
async fn focus(browser: &Browser) -> (String, String) {
    // In the frame first: there are engines whose page says that its own link still has it.
    enter(browser, 0).await;
    let inside = "(() => { const it = document.activeElement; return document.hasFocus() && it !== document.body && \
        [(it.closest('main') ?? it.closest('header, nav, footer'))?.localName ?? '', it.textContent.trim()] })()";
    let inside = value(browser, inside).await;
    leave(browser).await;
    if inside == json!(false) {
        let page = value(browser, "document.activeElement.id").await;
        return (page.as_str().unwrap_or_default().to_owned(), String::new());
    }
    let word = |at: usize| inside[at].as_str().unwrap_or_default().to_owned();
    (word(0), word(1))
}

/// Presses `key` where the focus is: some drivers send it to the process of the page that they are in.
async fn press(browser: &Browser, key: &str) {
    let (part, _) = focus(browser).await;
    if part == "before" || part == "after" {
        browser.press(key).await;
        return;
    }
    enter(browser, 0).await;
    browser.press(key).await;
    leave(browser).await;
}

async fn the_keyboard_goes_in_through_everything_and_out_again(stage: &mut Stage) {
    let _servers = opened(stage, "count=2").await;
    let browser = &stage.browser;
    fits(browser, 0, 2).await;
    browser.script("document.getElementById('before').focus()", vec![]).await;
    let mut reached = vec![focus(browser).await];
    while reached.len() < 40 && reached.last().is_some_and(|(part, _)| part != "after") {
        press(browser, keys::TAB).await;
        reached.push(focus(browser).await);
    }
    let mut order: Vec<&str> = reached.iter().map(|(part, _)| part.as_str()).collect();
    order.dedup();
    // Some engines stop at the frame itself, before what it holds.
    order.retain(|part| !part.is_empty());
    assert_eq!(order, ["before", "header", "nav", "main", "footer", "after"], "{reached:?}");
    let in_list: Vec<&str> = reached.iter().filter(|(part, _)| part == "main").map(|(_, says)| says.as_str()).collect();
    let shown = ["سياسة", fixture::FULL, "ثقافة", fixture::LATIN_FIRST];
    assert_eq!(in_list, shown, "what is shown, each once, and no more");
}

async fn by_keyboard_an_article_opens_and_escape_leads_back(stage: &mut Stage) {
    let (site, _host) = opened(stage, "count=2").await;
    let browser = &stage.browser;
    fits(browser, 0, 2).await;
    browser.script("document.getElementById('before').focus()", vec![]).await;
    let mut presses = 0;
    while focus(browser).await.1 != fixture::FULL {
        presses += 1;
        assert!(presses < 20, "the headline is reached");
        press(browser, keys::TAB).await;
    }
    let before = value(browser, "[location.href, history.length]").await;
    press(browser, keys::ENTER).await;
    enter(browser, 0).await;
    browser.sees("أقرّ مجلس المدينة خطة").await;
    leave(browser).await;
    assert_eq!(focus(browser).await, ("main".to_owned(), fixture::FULL.to_owned()), "the heading has the focus");
    let id = site.article(fixture::FULL).trim_matches('/').replace("article/", "");
    assert_eq!(value(browser, "told").await, json!([["ready", ""], ["open", id]]));
    press(browser, keys::ESCAPE).await;
    fits(browser, 0, 2).await;
    assert_eq!(focus(browser).await, ("main".to_owned(), fixture::FULL.to_owned()), "the headline has it again");
    enter(browser, 0).await;
    let ring = "getComputedStyle(document.activeElement).outlineStyle";
    assert_eq!(value(browser, ring).await, json!("solid"), "and is seen to have it");
    leave(browser).await;
    assert_eq!(value(browser, "[location.href, history.length]").await, before);
}

async fn axe_finds_nothing_in_the_page_and_in_its_frame(stage: &mut Stage) {
    let axe = axe(stage);
    let mut found = Vec::new();
    for attributes in ["count=3 theme=light", "count=3 theme=dark layout=cards lang=en", "layout=ticker theme=light"] {
        let _servers = opened(stage, attributes).await;
        let browser = &stage.browser;
        // The closed tree of the tag is read by nothing: what it holds is looked at by itself.
        let frame = "const { title, localName } = frame(); return [localName, title.length > 0]";
        assert_eq!(browser.script(frame, vec![]).await, json!(["iframe", true]));
        let mut note = |where_: &str, lines: Vec<String>| {
            found.extend(lines.into_iter().map(|line| format!("{attributes}, {where_}: {line}")));
        };
        note("the page", violations(browser, &axe).await);
        enter(browser, 0).await;
        browser.until("it is settled", "return !document.querySelector('[aria-busy]')").await;
        note("the list", violations(browser, &axe).await);
        let headline =
            "[...document.querySelectorAll('main li .story-link')].find((it) => it.checkVisibility()).click()";
        browser.script(headline, vec![]).await;
        browser.find(&Query::css("main h1")).await;
        browser.until("it is settled", "return !document.querySelector('[aria-busy]')").await;
        note("an article", violations(browser, &axe).await);
        leave(browser).await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn its_language_and_direction_are_not_the_pages(stage: &mut Stage) {
    for (attributes, back, dir) in
        [("count=2", "العودة إلى القائمة", "rtl"), ("count=2 lang=en", "Back to the list", "ltr")]
    {
        let _servers = opened(stage, attributes).await;
        let browser = &stage.browser;
        enter(browser, 0).await;
        let root = "[document.documentElement.lang.slice(0, 2), getComputedStyle(document.body).direction]";
        assert_eq!(value(browser, root).await, json!(["ar", "rtl"]), "what the site says is the site's");
        browser.click(&Query::css("main li .story-link")).await;
        let button = browser.find(&Query::role("button").named(back)).await;
        assert_eq!(button.attr("dir").await.ok().flatten().as_deref(), Some(dir));
        leave(browser).await;
    }
}
