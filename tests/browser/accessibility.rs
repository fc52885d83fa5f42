//! axe-core finds nothing, on every type of page in every theme.

use crate::page_types::{PAGE_TYPES, open_page_type};
use harness::{Answer, Browser, Query, Stage, Test, fixture, tests};
use serde_json::{Value, json};

pub fn tests() -> Vec<Test> {
    tests![
        axe_finds_nothing_in_the_light_theme,
        axe_finds_nothing_in_the_dark_theme,
        axe_finds_nothing_in_the_sepia_theme,
        axe_finds_nothing_from_left_to_right,
        axe_finds_nothing_on_a_phone except Webkit: "MiniBrowser's window does not get narrower than 447 px",
        axe_finds_nothing_where_something_went_wrong,
        axe_finds_what_is_wrong,
    ]
}

/// What axe-core says of the page: each rule that is broken, and where; of contrast also what it could not judge.
pub async fn violations(browser: &Browser, axe: &str) -> Vec<String> {
    // In the driver's own world: no policy of the page's is in its way, and the page does not see it.
    let script = format!("{axe}; {}", include_str!("axe.js"));
    let result = browser.driver.execute_async(script, vec![]).await.unwrap_or_else(|error| panic!("axe: {error}"));
    let found: Option<&Vec<Value>> = result.json().as_array();
    found.expect("axe gives a list").iter().map(|line| line.as_str().unwrap_or("").to_owned()).collect()
}

pub fn axe(stage: &Stage) -> String {
    let path = stage.places.axe();
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("axe-core is not at {}: {error}", path.display()))
}

/// In one engine on every page; in the others on every page in the light theme and on every fourth in the rest.
async fn nothing_on_every_page(stage: &mut Stage, stored: &str) {
    for named in ["404", "503"] {
        stage.expect_errors(named);
    }
    let axe = axe(stage);
    let site = stage.fifty().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.script("localStorage.setItem('nashra:settings', arguments[0])", vec![json!(stored)]).await;
    let mut found = Vec::new();
    let one_in = if stored == "theme=light" { 1 } else { browser.engine.one_in() };
    for page in PAGE_TYPES.into_iter().step_by(one_in) {
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

/// What stands on no page of its own: notices, a feed that failed, the plain page of a viewer that did not start.
async fn axe_finds_nothing_where_something_went_wrong(stage: &mut Stage) {
    for named in ["503", "integrity"] {
        stage.expect_errors(named);
    }
    let axe = axe(stage);
    let site = stage.fifty().await;
    let dead = stage.fifty().await;
    dead.answer(&dead.asset("_bg.wasm"), Answer::status(503));
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let chain = site.file("edition/edition.json")["chain"].clone();
    let chain = format!(
        "/edition/chains/{}.{}.json",
        chain["name"].as_str().unwrap_or(""),
        chain["hash"].as_str().unwrap_or("")
    );
    let mut found = Vec::new();
    for theme in ["light", "dark", "sepia"].into_iter().step_by(browser.engine.one_in()) {
        browser.script("localStorage.setItem('nashra:settings', 'theme=' + arguments[0])", vec![json!(theme)]).await;
        let mut note = |what: &str, lines: Vec<String>| {
            found.extend(lines.into_iter().map(|line| format!("{theme}, {what}: {line}")));
        };
        site.answer(&chain, Answer::status(503));
        browser.open(&site.url("/")).await;
        browser.click(&Query::action("more")).await;
        browser.find(&Query::css(".more [role=alert]")).await;
        note("more failed", violations(browser, &axe).await);
        site.forget(&chain);
        browser.open(&site.url("/?source=http%3A%2F%2Felsewhere.example%2Ffeed.json")).await;
        browser.find(&Query::css(".state .address")).await;
        note("a feed that is not allowed", violations(browser, &axe).await);
        browser.open(&site.url(&site.article(fixture::FULL))).await;
        let refuse = "window.Navigator.prototype.share = undefined; delete window.Navigator.prototype.share; \
            if (navigator.clipboard) navigator.clipboard.writeText = () => window.Promise.reject(new window.DOMException('no', 'NotAllowedError'))";
        browser.script(refuse, vec![]).await;
        browser.click(&Query::action("copy")).await;
        browser.find(&Query::part("notice")).await;
        note("a notice", violations(browser, &axe).await);
        browser.open_plain(&dead.url(fixture::SHELL)).await;
        browser.script("localStorage.setItem('nashra:settings', 'theme=' + arguments[0])", vec![json!(theme)]).await;
        browser.open_plain(&dead.url(fixture::SHELL)).await;
        browser.find(&Query::css(".boot-failure h1")).await;
        note("a viewer that does not start", violations(browser, &axe).await);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
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
