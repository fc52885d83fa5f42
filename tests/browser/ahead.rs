//! What is fetched before it is asked for, and for whom it is not.

use harness::{Query, Served, Stage, Test, fixture, tests};
use serde_json::json;
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        who_saves_data_downloads_no_document_before_acting
            except Firefox: "it does not tell pages of saving data"
            except Webkit: "it does not tell pages of saving data",
        a_headline_that_a_pointer_comes_to_is_fetched_before_it_is_pressed,
        on_a_fast_connection_what_stays_in_view_is_fetched_ahead
            except Firefox: "it does not tell pages how fast a connection is"
            except Webkit: "it does not tell pages how fast a connection is",
    ]
}

async fn who_saves_data_downloads_no_document_before_acting(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    let saves = json!({ "source": "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });" });
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", saves).await;
    browser.open(&site.url("/")).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(site.asked_for("/edition/edition.json"), 0);
    browser.click(&Query::action("settings")).await;
    browser.find(&Query::part("settings")).await;
    assert_eq!(site.asked_for("/edition/edition.json"), 1);
}

async fn a_headline_that_a_pointer_comes_to_is_fetched_before_it_is_pressed(stage: &mut Stage) {
    // What the site is asked for while it is away.
    stage.expect_errors("net::ERR");
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let link = browser.find(&Query::link(fixture::LATIN_FIRST)).await;
    assert_eq!(articles_asked_for(&site), 0);
    let over = "arguments[0].dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))";
    browser.driver.execute(over, vec![link.to_json().unwrap_or_default()]).await.expect("a pointer comes");
    browser
        .until(
            "its document is here",
            "return performance.getEntriesByType('resource').some(({ name }) => name.includes('/edition/articles/'))",
        )
        .await;
    site.go_down();
    browser.click(&Query::link(fixture::LATIN_FIRST)).await;
    browser.sees("قالت الوكالة إن المسبار").await;
    site.come_back();
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
        ("{ effectiveType: '4g', downlink: 10 }", 8),
    ] {
        let source =
            format!("Object.defineProperty(navigator, 'connection', {{ value: {connection}, configurable: true }})");
        let told = stage.browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
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
