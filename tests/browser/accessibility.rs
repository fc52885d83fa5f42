//! axe-core finds nothing, on every type of page in every theme.

use crate::page_types::{PAGE_TYPES, open_page_type};
use harness::{Browser, Stage, Test, tests};
use serde_json::{Value, json};
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        axe_finds_nothing_in_the_light_theme,
        axe_finds_nothing_in_the_dark_theme,
        axe_finds_nothing_in_the_sepia_theme,
        axe_finds_nothing_from_left_to_right,
        axe_finds_nothing_on_a_phone except Webkit: "MiniBrowser's window does not get narrower than 447 px",
        axe_finds_what_is_wrong,
    ]
}

/// What axe-core says of the page: each rule that is broken, and where.
async fn violations(browser: &Browser, axe: &str) -> Vec<String> {
    // In the driver's own world: no policy of the page's is in its way, and the page does not see it.
    let script = format!(
        "const done = arguments[arguments.length - 1]; {axe}; \
         axe.run(document, {{ resultTypes: ['violations'] }}).then(r => done(r.violations.map(v => \
         v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? '')).join(' | '))), e => done(['axe failed: ' + e]))"
    );
    browser.driver.set_script_timeout(Duration::from_secs(60)).await.expect("a timeout can be set");
    let result = browser.driver.execute_async(script, vec![]).await.unwrap_or_else(|error| panic!("axe: {error}"));
    let found: Option<&Vec<Value>> = result.json().as_array();
    found.expect("axe gives a list").iter().map(|line| line.as_str().unwrap_or("").to_owned()).collect()
}

fn axe(stage: &Stage) -> String {
    let path = stage.places.axe();
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("axe-core is not at {}: {error}", path.display()))
}

async fn nothing_on_every_page(stage: &mut Stage, stored: &str) {
    for named in ["404", "503"] {
        stage.expect_errors(named);
    }
    let axe = axe(stage);
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.script("localStorage.setItem('nashra:settings', arguments[0])", vec![json!(stored)]).await;
    let mut found = Vec::new();
    for page in PAGE_TYPES {
        open_page_type(browser, &site, page).await;
        found.extend(violations(browser, &axe).await.into_iter().map(|line| format!("{page}: {line}")));
    }
    assert!(found.is_empty(), "{stored}\n{}", found.join("\n"));
}

async fn axe_finds_nothing_in_the_light_theme(stage: &mut Stage) {
    nothing_on_every_page(stage, "theme=light").await;
}

async fn axe_finds_nothing_in_the_dark_theme(stage: &mut Stage) {
    nothing_on_every_page(stage, "theme=dark").await;
}

async fn axe_finds_nothing_in_the_sepia_theme(stage: &mut Stage) {
    nothing_on_every_page(stage, "theme=sepia").await;
}

async fn axe_finds_nothing_from_left_to_right(stage: &mut Stage) {
    nothing_on_every_page(stage, "theme=light&language=en").await;
}

async fn axe_finds_nothing_on_a_phone(stage: &mut Stage) {
    stage.browser.set_viewport(360, 640).await;
    nothing_on_every_page(stage, "theme=dark&language=he").await;
}

/// A green run means something only if it can turn red.
async fn axe_finds_what_is_wrong(stage: &mut Stage) {
    let axe = axe(stage);
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let harm = "const b = document.createElement('button'); document.querySelector('main').append(b); \
        const p = document.querySelector('[data-part=lead] p'); p.style.color = '#ddd'; p.style.background = '#fff';";
    browser.script(harm, vec![]).await;
    let found = violations(browser, &axe).await.join("\n");
    assert!(found.contains("button-name") && found.contains("color-contrast"), "{found}");
}
