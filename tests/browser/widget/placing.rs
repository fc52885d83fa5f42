//! Wherever a partner puts the tag, the frame has its height and the page stays as it was.

use super::partner::{
    FALLBACK_SEEN, address, allow_frames_without_an_origin, fits, frames_asked_for, leave, page, partner, serve, site,
    snippet, tag, until_ready, value,
};
use harness::{Answer, Browser, Query, Served, Server, Stage, Test, tests};
use serde_json::{Value, json};

pub fn tests() -> Vec<Test> {
    tests![
        in_a_page_that_reads_from_left_to_right_and_resets_everything,
        in_a_page_that_reads_from_right_to_left,
        in_a_column_of_240_pixels,
        in_a_part_that_is_shown_later,
        in_a_part_that_is_turned_and_scrolled,
        in_a_shadow_root,
        twelve_on_a_page_load_all_once_and_the_frames_that_are_near,
        under_a_policy_that_allows_the_site_alone,
        under_a_policy_without_its_script_what_it_holds_stays,
        a_bare_frame_on_a_page_that_forbids_scripts,
        where_the_page_forbids_scripts_made_of_text,
        in_a_page_of_xhtml,
        before_its_script_and_after_it_and_with_two_of_it,
        where_the_script_does_not_know_itself,
        where_the_tag_names_its_site,
        in_a_page_of_the_site_itself_the_frame_has_no_origin,
        in_a_page_that_has_no_origin,
        a_tag_that_is_hidden_stays_so,
        what_goes_wrong_in_the_page_is_noticed,
    ]
}

/// Every computed value of what the partner's page shows, but sizes that follow from how long the page is.
const STYLES: &str = "return ['html', 'body', 'h1', '.above', '.below'].map((it) => document.querySelector(it)).filter(Boolean).map((it) => { \
    const style = getComputedStyle(it); \
    return [...style].filter((name) => !/height|block-size|origin|inset|^top|^bottom/.test(name)) \
        .map((name) => name + ':' + style.getPropertyValue(name)).join(';') })";

/// Opens `/` of `host` and checks the tag, whose frame shows `headlines`, and what is around it.
async fn check(browser: &Browser, host: &Server, headlines: u32) {
    browser.open_plain(&address(host)).await;
    until_ready(browser, 1).await;
    fits(browser, 0, headlines).await;
    well_kept(browser).await;
}

/// No frame of ours makes a page wider than it was.
async fn well_kept(browser: &Browser) {
    let wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(value(browser, wider).await, json!(0), "a page that scrolls sideways");
    // Without the tag there may be no scroll bar, and all of the page wider.
    let widths = "document.documentElement.style.overflowY = 'scroll'";
    browser.script(widths, vec![]).await;
    let with = browser.script(STYLES, vec![]).await;
    let taken = "for (const tag of document.querySelectorAll('nashra-widget')) tag.remove()";
    browser.script(taken, vec![]).await;
    alike(&with, &browser.script(STYLES, vec![]).await);
}

/// Opens the page of `body`, whose frame shows `headlines`, with its script and without: the partner's own is drawn alike.
async fn check_both(stage: &Stage, site: &Served, head: &str, body: &str, headlines: u32) {
    // A longer page gets a scroll bar: here it has one before.
    let head = &format!("<style>html:root {{ overflow-y: scroll !important }}</style>{head}");
    let host = partner(site, &page(head, body), "");
    stage.browser.open_plain(&address(&host)).await;
    fits(&stage.browser, 0, headlines).await;
    let with = stage.browser.script(STYLES, vec![]).await;
    well_kept(&stage.browser).await;
    let host = partner(site, &page(head, &body.replace("SITE/widget.js", "data:text/javascript,")), "");
    stage.browser.open_plain(&address(&host)).await;
    let without = stage.browser.script(STYLES, vec![]).await;
    alike(&with, &without);
}

/// Fails where what [`STYLES`] gave, with the tag and without, differs.
fn alike(with: &Value, without: &Value) {
    let [with, without] = [with, without].map(|it| it.as_array().cloned().unwrap_or_default());
    assert!(with.len() > 1 && with.len() == without.len(), "{} and {}", with.len(), without.len());
    for (with, without) in with.iter().zip(&without) {
        let [with, without] = [with, without].map(|it| it.as_str().unwrap_or_default().split(';').collect::<Vec<_>>());
        let other: Vec<_> = with.iter().zip(&without).filter(|(with, without)| with != without).collect();
        assert!(with.len() > 100 && other.is_empty(), "{} values, of them other: {other:?}", with.len());
    }
}

async fn in_a_page_that_reads_from_left_to_right_and_resets_everything(stage: &mut Stage) {
    let site = site(stage).await;
    let head = "<style>* { all: revert !important; direction: ltr !important } \
        iframe { height: 1px !important; width: 9999px !important; position: fixed !important; display: none !important } \
        nashra-widget { height: 1px !important; max-height: 2px !important; overflow: hidden !important }</style>";
    check_both(stage, &site, head, &snippet("section=culture count=5"), 3).await;
}

async fn in_a_page_that_reads_from_right_to_left(stage: &mut Stage) {
    let site = site(stage).await;
    let head =
        "<script>document.documentElement.dir = 'rtl'</script><style>body { margin: 0; font: 40px serif }</style>";
    check_both(stage, &site, head, &snippet("section=politics"), 5).await;
    let host = partner(&site, &page(head, &snippet("section=politics")), "");
    stage.browser.open_plain(&address(&host)).await;
    fits(&stage.browser, 0, 5).await;
    let narrower = "document.body.clientWidth - document.querySelector('nashra-widget').clientWidth";
    assert_eq!(value(&stage.browser, narrower).await, json!(0));
}

async fn in_a_column_of_240_pixels(stage: &mut Stage) {
    let site = site(stage).await;
    let head = "<style>.column { width: 240px; float: right }</style>";
    check_both(stage, &site, head, &format!("<div class=column>{}</div>", snippet("count=5")), 5).await;
}

async fn in_a_part_that_is_shown_later(stage: &mut Stage) {
    let site = site(stage).await;
    let body = format!("<div id=tab style='display: none'>{}</div>", snippet("count=5"));
    let host = partner(&site, &page("", &body), "");
    stage.browser.open_plain(&address(&host)).await;
    stage.browser.until("the tag is known", "return !!customElements.get('nashra-widget')").await;
    stage.browser.script("document.getElementById('tab').style.display = ''", vec![]).await;
    until_ready(&stage.browser, 1).await;
    fits(&stage.browser, 0, 5).await;
    well_kept(&stage.browser).await;
}

async fn in_a_part_that_is_turned_and_scrolled(stage: &mut Stage) {
    let site = site(stage).await;
    let head = "<style>.view { width: 300px; height: 200px; overflow: auto; transform: rotate(2deg) scale(.9) } \
        .long { height: 3000px }</style>";
    let body = format!("<div class=view><p class=long></p>{}</div>", snippet("count=5"));
    let host = partner(&site, &page(head, &body), "");
    stage.browser.open_plain(&address(&host)).await;
    stage.browser.until("the tag is known", "return !!customElements.get('nashra-widget')").await;
    stage.browser.script("document.querySelector('.view').scrollTop = 3000", vec![]).await;
    until_ready(&stage.browser, 1).await;
    fits(&stage.browser, 0, 5).await;
    let sideways = "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.view'))";
    assert_eq!(value(&stage.browser, sideways).await, json!(0));
    well_kept(&stage.browser).await;
}

async fn in_a_shadow_root(stage: &mut Stage) {
    let site = site(stage).await;
    let head = "<script>addEventListener('DOMContentLoaded', () => { const root = document.querySelector('.above') \
        .attachShadow({ mode: 'open' }); root.append(document.getElementById('within').content) })</script>";
    let body = format!("<template id=within>{}</template><script async src='SITE/widget.js'></script>", tag("count=5"));
    let host = partner(&site, &page(head, &body), "");
    stage.browser.open_plain(&address(&host)).await;
    until_ready(&stage.browser, 1).await;
    fits(&stage.browser, 0, 5).await;
    well_kept(&stage.browser).await;
}

async fn twelve_on_a_page_load_all_once_and_the_frames_that_are_near(stage: &mut Stage) {
    let site = site(stage).await;
    let widget = |n: usize| {
        let attributes = ["count=1", "section=politics count=2", "section=culture count=3 layout=cards"][n % 3];
        format!("<div style='width: 30rem; float: left'>{}</div>", snippet(attributes))
    };
    let near: String = (0..3).map(widget).collect();
    let far: String = (3..12).map(widget).collect();
    let body = format!("{near}<p style='clear: both; height: 30000px'></p>{far}");
    let host = partner(&site, &page("", &body), "");
    let browser = &stage.browser;
    browser.set_viewport(1600, 1100).await;
    browser.open_plain(&address(&host)).await;
    until_ready(browser, 3).await;
    for at in 0..3 {
        fits(browser, at, at as u32 + 1).await;
    }
    assert_eq!((site.asked_for("/widget.js"), site.asked_for(&site.frame_script())), (1, 1));
    assert_eq!(frames_asked_for(&site).len(), 3 + 2, "their pages, and two sections: {:?}", frames_asked_for(&site));
    for at in 3..12 {
        browser.script("roots[arguments[0]].host.scrollIntoView()", vec![json!(at)]).await;
        fits(browser, at, at as u32 % 3 + 1).await;
    }
    until_ready(browser, 12).await;
    well_kept(browser).await;
    assert_eq!((site.asked_for("/widget.js"), site.asked_for(&site.frame_script())), (1, 1));
}

async fn under_a_policy_that_allows_the_site_alone(stage: &mut Stage) {
    let site = site(stage).await;
    let body = page("", &snippet("count=5")).replace("src=/host.js", "src=SITE/host.js");
    site.answer("/host.js", Answer::of(200, "text/javascript", include_str!("host.js")));
    let host = partner(&site, &body, "default-src 'self'; frame-src SITE; script-src SITE");
    check(&stage.browser, &host, 5).await;
    assert_eq!(frames_asked_for(&site).len(), 1);
}

async fn under_a_policy_without_its_script_what_it_holds_stays(stage: &mut Stage) {
    for named in ["widget.js", "policy: script-src"] {
        stage.expect_errors(named);
    }
    let site = site(stage).await;
    let host = partner(&site, &page("", &snippet("count=5")), "default-src 'self'; script-src 'self'");
    stage.browser.open_plain(&address(&host)).await;
    stage.browser.until("what the tag holds is seen", FALLBACK_SEEN).await;
    assert_eq!(frames_asked_for(&site), Vec::<String>::new());
    well_kept(&stage.browser).await;
}

async fn a_bare_frame_on_a_page_that_forbids_scripts(stage: &mut Stage) {
    stage.expect_errors("script-src");
    let site = site(stage).await;
    let frame = "<iframe title=News src='SITE/embed/?count=3' style='width: 336px; height: 700px; border: 0'></iframe>";
    let host = partner(
        &site,
        &page("", frame),
        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-src SITE; script-src 'none'",
    );
    let browser = &stage.browser;
    browser.open_plain(&address(&host)).await;
    browser.driver.enter_frame(0).await.expect("the frame is there");
    let list = "const shown = [...document.querySelectorAll('main li')].filter((it) => it.checkVisibility()); \
        return 'ready' in document.documentElement.dataset && shown.length === 3 && shown.at(-1).getBoundingClientRect().bottom <= innerHeight";
    browser.until("three headlines are in view", list).await;
    browser.click(&Query::role("link").named("رياضة")).await;
    browser.sees("انطلاق سباق الدراجات").await;
    leave(browser).await;
    well_kept(browser).await;
}

async fn where_the_page_forbids_scripts_made_of_text(stage: &mut Stage) {
    let site = site(stage).await;
    let policy = "require-trusted-types-for 'script'; trusted-types 'none'";
    check(&stage.browser, &partner(&site, &page("", &snippet("count=5")), policy), 5).await;
}

async fn in_a_page_of_xhtml(stage: &mut Stage) {
    let site = site(stage).await;
    let body = "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml' lang='en'><head>\
        <title>Partner</title><script src='/host.js'></script></head><body><p>Words of the partner.</p>\
        <script async='async' src='SITE/widget.js'></script><nashra-widget section='culture' count='5'>\
        <blockquote><a href='SITE/'>News</a></blockquote></nashra-widget></body></html>";
    let page = Answer::of(200, "application/xhtml+xml", body.replace("SITE", &site.origin()));
    check(&stage.browser, &serve(page), 3).await;
}

async fn before_its_script_and_after_it_and_with_two_of_it(stage: &mut Stage) {
    let site = site(stage).await;
    let script = "<script src='SITE/widget.js'></script>";
    let second = script.replace(".js", ".js?again");
    let body = format!("{}{script}{}{second}{}", tag("count=1"), tag("count=1"), tag("count=1"));
    stage.browser.open_plain(&address(&partner(&site, &page("", &body), ""))).await;
    let made = "const tag = document.createElement('nashra-widget'); tag.setAttribute('count', '1'); document.body.append(tag)";
    stage.browser.script(made, vec![]).await;
    for at in 0..4 {
        // Some engines load only frames that are on the screen.
        stage.browser.script("roots[arguments[0]].host.scrollIntoView()", vec![json!(at)]).await;
        fits(&stage.browser, at, 1).await;
    }
    assert_eq!(frames_asked_for(&site).len(), 4);
}

async fn where_the_script_does_not_know_itself(stage: &mut Stage) {
    let site = site(stage).await;
    // A module has no `currentScript`; a picture of this name is what a hostile guest of the page leaves there.
    let module = snippet("count=5").replace("async", "type=module");
    check(&stage.browser, &partner(&site, &page("", &module), ""), 5).await;
    let picture = format!("<img name=currentScript src='data:image/gif,' alt=''>{}", snippet("count=5"));
    check(&stage.browser, &partner(&site, &page("", &picture), ""), 5).await;
    assert_eq!(frames_asked_for(&site).len(), 2);
}

async fn where_the_tag_names_its_site(stage: &mut Stage) {
    let site = site(stage).await;
    let host = partner(&site, &page("", &snippet("count=5 site=SITE")).replace("SITE/widget.js", "/copy.js"), "");
    let script = std::fs::read_to_string(site.folder().join("widget.js")).expect("the site has its script");
    host.answer("/copy.js", Answer::of(200, "text/javascript", script));
    check(&stage.browser, &host, 5).await;
}

async fn in_a_page_of_the_site_itself_the_frame_has_no_origin(stage: &mut Stage) {
    let site = site(stage).await;
    allow_frames_without_an_origin(&site);
    site.answer("/host.js", Answer::of(200, "text/javascript", include_str!("host.js")));
    site.answer("/favicon.ico", Answer::of(204, "image/x-icon", ""));
    site.answer("/preview", Answer::html(page("", &snippet("count=5")).replace("SITE", &site.origin())));
    stage.browser.open_plain(&site.url("/preview")).await;
    until_ready(&stage.browser, 1).await;
    fits(&stage.browser, 0, 5).await;
    assert_eq!(value(&stage.browser, "met[0].origin").await, json!("null"));
}

async fn in_a_page_that_has_no_origin(stage: &mut Stage) {
    let site = site(stage).await;
    allow_frames_without_an_origin(&site);
    let host = partner(&site, &page("", &snippet("count=5")), "sandbox allow-scripts");
    check(&stage.browser, &host, 5).await;
    assert_eq!(value(&stage.browser, "[self.origin, met[0].origin]").await, json!(["null", "null"]));
}

async fn a_tag_that_is_hidden_stays_so(stage: &mut Stage) {
    let site = site(stage).await;
    let head = "<style>.away { display: none }</style>";
    let body = format!("{}{}{}", snippet("id=a count=1 hidden"), tag("id=b count=1 class=away"), tag("count=1"));
    let host = partner(&site, &page(head, &body), "");
    stage.browser.open_plain(&address(&host)).await;
    until_ready(&stage.browser, 1).await;
    fits(&stage.browser, 2, 1).await;
    let heights = value(&stage.browser, "['a', 'b'].map((id) => document.getElementById(id).offsetHeight)").await;
    assert_eq!(heights, json!([0, 0]));
    let shown = "for (const id of ['a', 'b']) { const tag = document.getElementById(id); tag.hidden = false; tag.className = '' }";
    stage.browser.script(shown, vec![]).await;
    until_ready(&stage.browser, 3).await;
    for at in 0..3 {
        fits(&stage.browser, at, 1).await;
    }
}

/// What [`fits`] takes for a fault, in engines whose driver tells of none as well.
async fn what_goes_wrong_in_the_page_is_noticed(stage: &mut Stage) {
    stage.expect_errors("on purpose");
    let site = site(stage).await;
    let faults = "<script>Promise.reject(new Error('one on purpose')); throw new Error('two on purpose')</script>";
    let host = partner(&site, &page("", faults), "");
    stage.browser.open_plain(&address(&host)).await;
    stage.browser.until("both are noticed", "return wrong.length === 2 || null").await;
    let wrong = value(&stage.browser, "wrong.sort().map((it) => it.replace(/^.*Error: /, ''))").await;
    assert_eq!(wrong, json!(["one on purpose", "two on purpose"]));
}
