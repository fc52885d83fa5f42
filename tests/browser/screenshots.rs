//! Pictures of the main pages, for people to look at.

use crate::page_types::open_page_type;
use harness::{Browser, Engine, Places, Query, Served, Stage};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// Takes a picture of each main page at 360 and 1280 px, in each theme, in Arabic, Urdu and English, into `folder`.
///
/// # Panics
/// When a page does not open or a picture cannot be written.
pub async fn take(places: &Places, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut stage =
        Stage::start(Engine::Chromium, places, Arc::default()).await.unwrap_or_else(|error| panic!("{error}"));
    let site = stage.demo().await;
    for (width, height) in [(360, 1200), (1280, 1200)] {
        for theme in ["light", "dark", "sepia"] {
            for language in ["ar", "ur", "en"] {
                stage.browser.set_viewport(width, height).await;
                stage.browser.open(&site.url("/")).await;
                let stored = format!("theme={theme}&language={language}");
                stage
                    .browser
                    .script("localStorage.setItem('nashra:settings', arguments[0])", vec![json!(stored)])
                    .await;
                for page in ["front", "section", "article", "settings", "missing", "failed"] {
                    open(&stage.browser, &site, page).await;
                    let name = folder.join(format!("{page}-{width}-{theme}-{language}.png"));
                    stage
                        .browser
                        .driver
                        .screenshot(&name)
                        .await
                        .unwrap_or_else(|error| panic!("{}: {error}", name.display()));
                    println!("{}", name.display());
                }
            }
        }
    }
    stage.end().await;
}

async fn open(browser: &Browser, site: &Served, page: &str) {
    match page {
        "section" | "article" => {
            browser.open(&site.url("/")).await;
            let selector =
                if page == "section" { "[data-part=sections] li:nth-child(2) a" } else { "[data-part=lead] h2 a" };
            browser.click(&Query::css(selector)).await;
            browser
                .until(
                    "the page has come",
                    "return !document.querySelector('[aria-busy=true]') && location.pathname !== '/'",
                )
                .await;
            browser.script("document.activeElement?.blur()", vec![]).await;
        }
        other => open_page_type(browser, site, other).await,
    }
}
