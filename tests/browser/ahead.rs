//! What is fetched before it is asked for, and for whom it is not.

use harness::{Browser, Query, Served, Stage, Test, fixture, tests};
use serde_json::{Value, json};
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        who_saves_data_downloads_no_document_before_acting
            except Firefox: "it does not tell pages of saving data"
            except Webkit: "it does not tell pages of saving data",
        a_headline_that_a_reader_comes_to_is_fetched_before_it_is_pressed,
        who_saves_data_is_sent_nothing_for_coming_to_a_headline
            except Firefox: "it does not tell pages of saving data"
            except Webkit: "it does not tell pages of saving data",
        a_page_that_nobody_touched_stays_as_it_is_on_a_fast_connection
            except Firefox: "it does not tell pages how fast a connection is"
            except Webkit: "it does not tell pages how fast a connection is",
        on_a_fast_connection_what_stays_in_view_is_fetched_ahead
            except Firefox: "it does not tell pages how fast a connection is"
            except Webkit: "it does not tell pages how fast a connection is",
    ]
}

async fn who_saves_data_downloads_no_document_before_acting(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    set_connection(browser, SAVES).await;
    browser.open(&site.url("/")).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(site.asked_for("/edition/edition.json"), 0);
    browser.click(&Query::action("settings")).await;
    browser.find(&Query::part("settings")).await;
    assert_eq!(site.asked_for("/edition/edition.json"), 1);
}

async fn a_headline_that_a_reader_comes_to_is_fetched_before_it_is_pressed(stage: &mut Stage) {
    // What the site is asked for while it is away.
    stage.expect_errors("net::ERR");
    let site = stage.small().await;
    let browser = &stage.browser;
    for (headline, words, comes) in [
        (fixture::LATIN_FIRST, "قالت الوكالة إن المسبار", COMES),
        (fixture::EARLIER, "طالب حرفيو الأسواق", TOUCHES),
        (fixture::FULL, "أقرّ مجلس المدينة خطة", "arguments[0].focus()"),
    ] {
        browser.open(&site.url("/")).await;
        let link = browser.find(&Query::link(headline)).await;
        let before = articles_asked_for(&site);
        browser.driver.execute(comes, vec![link.to_json().unwrap_or_default()]).await.expect("a reader comes");
        let here = "return performance.getEntriesByType('resource').some(({ name }) => name.endsWith(arguments[0]))";
        browser.until_with("its document is here", here, vec![json!(site.article_file(headline))]).await;
        assert_eq!(articles_asked_for(&site), before + 1, "{comes}");
        site.go_down();
        browser.click(&Query::link(headline)).await;
        browser.sees(words).await;
        site.come_back();
    }
}

/// From now on pages of this tab are told that their connection is `connection`, until what this gives is removed.
async fn set_connection(browser: &Browser, connection: &str) -> Value {
    let source =
        format!("Object.defineProperty(navigator, 'connection', {{ value: {connection}, configurable: true }})");
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await
}

const SAVES: &str = "{ saveData: true }";
const FAST: &str = "{ effectiveType: '4g', downlink: 10 }";
const TOUCHES: &str = "arguments[0].dispatchEvent(new Event('touchstart', { bubbles: true }))";
const COMES: &str = "arguments[0].dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))";

async fn who_saves_data_is_sent_nothing_for_coming_to_a_headline(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    for (connection, asked) in [(SAVES, 0), ("{ saveData: false }", 1)] {
        set_connection(browser, connection).await;
        browser.open(&site.url("/")).await;
        let link = browser.find(&Query::link(fixture::LATIN_FIRST)).await.to_json().unwrap_or_default();
        browser.driver.execute(COMES, vec![link.clone()]).await.expect("a pointer comes");
        tokio::time::sleep(Duration::from_millis(700)).await;
        browser.driver.execute(COMES, vec![link]).await.expect("it comes again, when the edition is there");
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(articles_asked_for(&site), asked, "{connection}");
        assert_eq!(site.asked_for("/edition/edition.json"), asked, "{connection}");
    }
}

async fn a_page_that_nobody_touched_stays_as_it_is_on_a_fast_connection(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    set_connection(browser, FAST).await;
    // So high that its end is in view, with a related story, and has room to grow.
    browser.set_viewport(1280, 5000).await;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    browser.find(&Query::link(fixture::EARLIER).in_part("related")).await;
    browser.find(&Query::css(".neighbours a")).await;
    let page = "return document.getElementById('top').outerHTML";
    let before = browser.script(page, vec![]).await;
    tokio::time::sleep(Duration::from_millis(3000)).await;
    assert_eq!(browser.script(page, vec![]).await, before);
    assert_eq!(articles_asked_for(&site), 2, "its own document, and the related story's");
}

/// Articles of which `site` was asked for the document.
fn articles_asked_for(site: &Served) -> usize {
    site.received().iter().filter(|asked| asked.path.starts_with("/edition/articles/")).count()
}

async fn on_a_fast_connection_what_stays_in_view_is_fetched_ahead(stage: &mut Stage) {
    // What the site is asked for while it is away.
    stage.expect_errors("net::ERR");
    let site = stage.small().await;
    for (connection, ahead) in [
        ("{ effectiveType: '4g', downlink: 10, saveData: true }", 0),
        ("{ effectiveType: '3g', downlink: 10 }", 0),
        ("{ effectiveType: '4g', downlink: 1.5 }", 0),
        (FAST, 8),
    ] {
        let told = set_connection(&stage.browser, connection).await;
        let browser = &stage.browser;
        browser.set_viewport(1280, 2400).await;
        browser.open(&site.url("/")).await;
        let before = articles_asked_for(&site);
        // Twice what it waits for.
        for _ in 0..40 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if ahead > 0 && articles_asked_for(&site) == before + ahead {
                break;
            }
        }
        assert_eq!(articles_asked_for(&site), before + ahead, "{connection}");
        if ahead > 0 {
            // It opens without the site.
            site.go_down();
            browser.click(&Query::link(fixture::LATIN_FIRST)).await;
            browser.sees("قالت الوكالة إن المسبار").await;
            site.come_back();
        }
        let identifier = told["identifier"].clone();
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": identifier })).await;
    }
}
