//! A page of the site in a frame on another origin's page: it opens and filters in place, also without an origin of its
//! own, without a script of the partner's, and without any.

mod lost_in_frames;
mod opened_in_frames;
mod said_by_frames;
mod seen_in_frames;

use harness::{Answer, Browser, Served, Server, Stage, Test};
use serde_json::{Value, json};

pub fn tests() -> Vec<Test> {
    [opened_in_frames::tests(), lost_in_frames::tests(), said_by_frames::tests(), seen_in_frames::tests()]
        .into_iter()
        .flatten()
        .collect()
}

/// A sandbox that leaves a frame no origin.
const NO_ORIGIN: &str = "sandbox='allow-scripts allow-popups'";

/// A secret as the tag makes them.
const NONCE: &str = "0123456789abcdef0123456789abcdef";

/// Serves a page on an origin of its own, with a frame for each of `frames`: what follows `/embed/` in its address, and
/// further attributes. The page hears them as the tag does, and remembers what they said.
fn host(site: &Served, frames: &[(&str, &str)]) -> Server {
    let frame = |(asked, attributes): &(&str, &str)| {
        let secret = if asked.contains('#') { String::new() } else { format!("#n={NONCE}") };
        format!("<iframe title=نشرة {attributes} src='{}{asked}{secret}'></iframe>", site.url("/embed/"))
    };
    let frames: String = frames.iter().map(frame).collect();
    let page = format!(
        "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Partner</title>\
         <style>iframe {{ width: 100%; height: 300px; border: 0 }}</style><p>Partner</p>{frames}<script>{}</script>",
        include_str!("framed/host.js")
    );
    let server = Server::start();
    server.answer("/", Answer::html(page));
    server.answer("/favicon.ico", Answer::of(204, "image/x-icon", ""));
    server
}

/// Opens a page with one frame and goes into it, when its script has begun.
async fn inside(stage: &mut Stage, asked: &str, attributes: &str) -> (Served, Server) {
    let site = stage.fifty().await;
    if attributes.contains("sandbox") {
        // As the pages of a site say that knows its address: WebKit takes 'self' in a frame without an origin for nothing.
        site.rewrite("'self'", &format!("'self' {}", site.origin()));
    }
    let host = host(&site, &[(asked, attributes)]);
    stage.browser.open_plain(&host.url("/")).await;
    enter(&stage.browser, 0).await;
    (site, host)
}

async fn enter(browser: &Browser, frame: u16) {
    browser.driver.enter_frame(frame).await.expect("the frame is there");
    browser.until("the frame's script has begun", "return document.documentElement.hasAttribute('data-ready')").await;
}

async fn leave(browser: &Browser) {
    browser.driver.enter_default_frame().await.expect("the page is there");
}

/// Waits until the text of what the frame shows holds `words`.
async fn shows(browser: &Browser, words: &str) {
    let shown = "const text = document.body.innerText; if (text.includes(arguments[0])) return true; throw new Error(text.slice(0, 300))";
    browser.until_with(&format!("{words} is shown"), shown, vec![json!(words)]).await;
}

async fn value(browser: &Browser, expression: &str) -> Value {
    browser.script(&format!("return ({expression})"), vec![]).await
}

/// Presses the first element that `selector` finds.
async fn press(browser: &Browser, selector: &str) {
    let found = browser.find(&harness::Query::css(selector)).await;
    found.click().await.unwrap_or_else(|error| panic!("{selector} cannot be pressed: {error}"));
}
