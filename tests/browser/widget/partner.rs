//! A partner's page: served from an origin of its own, with the tag of a site in it.

use harness::{Answer, Browser, Served, Server, Stage};
use serde_json::{Value, json};

/// What the tag holds for who cannot see the frame.
pub(super) const FALLBACK: &str = "أخبار الثقافة في نشرة";

/// The site that partners embed.
pub(super) async fn site(stage: &mut Stage) -> Served {
    stage.small().await
}

/// The site with a frame in the place of its own that says what a test sends it to say: what no frame of ours would.
pub(super) async fn directed_site(stage: &mut Stage) -> Served {
    let site = stage.small().await;
    site.answer("/embed/", Answer::html(include_str!("stand_in.html")));
    site
}

/// As the pages of a site say that knows its address: WebKit takes 'self' in a frame without an origin for nothing.
pub(super) fn allow_frames_without_an_origin(site: &Served) {
    site.rewrite("'self'", &format!("'self' {}", site.origin()));
}

/// The script and a tag with `attributes`, as a partner pastes them.
pub(super) fn snippet(attributes: &str) -> String {
    format!("<script async src='SITE/widget.js'></script>{}", tag(attributes))
}

/// The tag alone.
pub(super) fn tag(attributes: &str) -> String {
    format!("<nashra-widget {attributes}><blockquote><a href='SITE/'>{FALLBACK}</a></blockquote></nashra-widget>")
}

/// A whole page with `head` and `body`, `SITE` standing for the address of the site.
pub(super) fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Partner</title>\
         <meta name=viewport content='width=device-width'><script src=/host.js></script>{head}</head>\
         <body><main><h1>Partner</h1><p class=above>Words of the partner.</p>{body}<p class=below>More words.</p></main></body></html>"
    )
}

/// Serves `page` at `/` with the policy `policy`, where there is one; `SITE` in both is the address of `site`.
pub(super) fn partner(site: &Server, page: &str, policy: &str) -> Server {
    let answer = Answer::html(page.replace("SITE", &site.origin()));
    serve(if policy.is_empty() {
        answer
    } else {
        answer.with_header("Content-Security-Policy", &policy.replace("SITE", &site.origin()))
    })
}

/// Where the front page of `host` is: on another site than ours, not only another origin of this machine.
pub(super) fn address(host: &Server) -> String {
    host.url("/").replace("127.0.0.1", "localhost")
}

/// Serves `answer` at `/`, with what every page here loads.
pub(super) fn serve(answer: Answer) -> Server {
    let server = Server::start();
    server.answer("/", answer);
    server.answer("/host.js", Answer::of(200, "text/javascript", include_str!("host.js")));
    server.answer("/favicon.ico", Answer::of(204, "image/x-icon", ""));
    server
}

/// Goes into the frame of the tag that is number `at` of those that are there, counted from 0. It is in a closed tree.
pub(super) async fn enter(browser: &Browser, at: usize) {
    let frame = browser.driver.execute("return frame(arguments[0])", vec![json!(at)]).await;
    let frame =
        frame.and_then(|found| found.element()).unwrap_or_else(|error| panic!("tag {at} has no frame: {error}"));
    frame.enter_frame().await.unwrap_or_else(|error| panic!("frame {at} cannot be entered: {error}"));
}

/// Goes back to the partner's page.
pub(super) async fn leave(browser: &Browser) {
    browser.driver.enter_default_frame().await.expect("the page is there");
}

/// In a frame of the site's: what it shows is there, and there is as much room as it takes, to the pixel, with no scroll
/// bar in any direction; gives how high that is.
const FITS: &str = "const root = document.documentElement; const { dataset } = root; \
    const high = Math.ceil(document.body.getBoundingClientRect().height); \
    const shown = [...document.querySelectorAll('main li')].filter((it) => it.checkVisibility()).length; \
    const is = { ready: 'ready' in dataset, waits: 'waits' in dataset, shown, high, room: innerHeight, \
        bars: [innerWidth - root.clientWidth, innerHeight - root.clientHeight, root.scrollWidth - root.clientWidth] }; \
    if (is.ready && !is.waits && shown === arguments[0] && Math.abs(innerHeight - high) <= 1 && !is.bars.some(Boolean)) return high; \
    throw new Error(JSON.stringify(is))";

/// Waits until the frame of tag number `at` shows `headlines` and is as high as they are; gives how high that is.
pub(super) async fn fits(browser: &Browser, at: usize, headlines: u32) -> f64 {
    browser
        .until_with("the tag has a frame", "return !!(roots[arguments[0]] && frame(arguments[0]))", vec![json!(at)])
        .await;
    enter(browser, at).await;
    let high = browser.until_with("the frame fits what it shows", FITS, vec![json!(headlines)]).await;
    leave(browser).await;
    // A page may make it inline, of which engines tell the height in two ways.
    let whole = "const { host } = roots[arguments[0]]; const is = host.offsetHeight || host.getBoundingClientRect().height; \
        if (Math.abs(is - arguments[1]) <= 1) return true; throw new Error(is + ' and not ' + arguments[1])";
    browser.until_with("the tag shows all of its frame", whole, vec![json!(at), high.clone()]).await;
    let high = high.as_f64().unwrap_or_default();
    // One headline between the edition's name and the way to all of it.
    assert!(high > 100.0, "{high}");
    assert_eq!(value(browser, "wrong").await, json!([]), "a script of the page failed");
    high
}

/// Waits until each tag is `height` pixels high.
pub(super) async fn until_high(browser: &Browser, height: u32) {
    let all = "const tags = [...document.querySelectorAll('nashra-widget')]; \
        const heights = tags.map((tag) => tag.getBoundingClientRect().height); \
        if (tags.length && heights.every((height) => height === arguments[0])) return true; throw new Error(heights)";
    browser.until_with(&format!("the tag is {height} px high"), all, vec![json!(height)]).await;
}

/// Waits until the frame has said that it is ready, `count` of them.
pub(super) async fn until_ready(browser: &Browser, count: u32) {
    let ready = "return told.filter(([name]) => name === 'ready').length === arguments[0]";
    browser.until_with(&format!("{count} frames are ready"), ready, vec![json!(count)]).await;
}

/// Waits until the page was told of `failure`, and shows what the tag holds in the frame's place.
pub(super) async fn until_failed(browser: &Browser, failure: &str) {
    let failed = "return told.some(([name, reason]) => name === 'error' && reason === arguments[0])";
    browser.until_with("the page is told of the failure", failed, vec![json!(failure)]).await;
    browser.until("the fallback is seen", FALLBACK_SEEN).await;
    let around = "const box = (it) => it.getBoundingClientRect(); \
        return box(document.querySelector('nashra-widget')).height - box(document.querySelector('blockquote')).height";
    let around = browser.script(around, vec![]).await;
    assert!(around.as_f64().is_some_and(|blank| blank < 40.0), "no blank box: {around}");
}

/// Whether the link in the tag is drawn.
pub(super) const FALLBACK_SEEN: &str =
    "return document.querySelector('nashra-widget a').getClientRects().length > 0 || null";

/// Waits until the page's own script `condition` is true.
pub(super) async fn until(browser: &Browser, condition: &str) {
    browser.until(condition, &format!("return ({condition}) || null")).await;
}

/// The value of a script's expression in the page.
pub(super) async fn value(browser: &Browser, expression: &str) -> Value {
    browser.script(&format!("return {expression}"), vec![]).await
}

/// The addresses of frames that `site` was asked for.
pub(super) fn frames_asked_for(site: &Server) -> Vec<String> {
    site.received().into_iter().map(|asked| asked.path).filter(|path| path.starts_with("/embed/")).collect()
}

/// Runs `script` in the last frame of the site that said hello.
pub(super) async fn inside(browser: &Browser, script: &str) {
    browser.script("inside(arguments[0])", vec![json!(script)]).await;
}
