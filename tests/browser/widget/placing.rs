//! Wherever a partner puts the tag, the frame has its height and the page stays as it was.

use super::partner::{
    FALLBACK_SEEN, frames_asked_for, page, partner, serve, site, snippet, tag, until_high, until_ready, value,
};
use harness::{Answer, Browser, Served, Server, Stage, Test, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        in_a_page_that_reads_from_left_to_right_and_resets_everything,
        in_a_page_that_reads_from_right_to_left,
        in_a_column_of_240_pixels,
        in_a_part_that_is_shown_later,
        in_a_part_that_is_turned_and_scrolled,
        in_a_shadow_root,
        twelve_on_a_page_load_one_script_and_the_frames_that_are_near,
        under_a_policy_that_allows_the_site_alone,
        under_a_policy_without_its_script_what_it_holds_stays,
        where_the_page_forbids_scripts_made_of_text,
        in_a_page_of_xhtml,
        before_its_script_and_after_it_and_with_two_of_it,
        where_the_script_does_not_know_itself,
        where_the_tag_names_its_site,
        in_a_page_of_the_site_itself_the_frame_has_no_origin,
        in_a_page_that_has_no_origin,
        a_tag_that_is_hidden_stays_so,
    ]
}

/// What five headlines of the stand-in take.
const HIGH: u32 = 436;

/// What one takes: some engines load only frames that are on the screen.
const LOW: u32 = 132;

/// Every computed value of what the partner's page shows, but sizes that follow from how long the page is.
const STYLES: &str = "return ['html', 'body', 'h1', '.above', '.below'].map((it) => { \
    const style = getComputedStyle(document.querySelector(it)); \
    return [...style].filter((name) => !/height|block-size|origin|inset|^top|^bottom/.test(name)) \
        .map((name) => name + ':' + style.getPropertyValue(name)).join(';') })";

/// Opens `/` of `host` and checks the tag and what is around it.
async fn check(browser: &Browser, host: &Server) {
    browser.open_plain(&host.url("/")).await;
    until_high(browser, HIGH).await;
    well_kept(browser).await;
}

/// No frame of ours makes a page wider than it was.
async fn well_kept(browser: &Browser) {
    let wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(value(browser, wider).await, json!(0), "a page that scrolls sideways");
}

/// Opens the page of `body` with its script and without, and gives what differs in how the partner's own is drawn.
async fn check_both(stage: &Stage, site: &Served, head: &str, body: &str) {
    let host = partner(site, &page(head, body), "");
    check(&stage.browser, &host).await;
    let with = stage.browser.script(STYLES, vec![]).await;
    let host = partner(site, &page(head, &body.replace("SITE/widget.js", "data:text/javascript,")), "");
    stage.browser.open_plain(&host.url("/")).await;
    let without = stage.browser.script(STYLES, vec![]).await;
    let [with, without] = [with, without].map(|it| it.as_array().cloned().unwrap_or_default());
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
    check_both(stage, &site, head, &snippet("section=culture count=5")).await;
}

async fn in_a_page_that_reads_from_right_to_left(stage: &mut Stage) {
    let site = site(stage).await;
    let head =
        "<script>document.documentElement.dir = 'rtl'</script><style>body { margin: 0; font: 40px serif }</style>";
    check_both(stage, &site, head, &snippet("section=culture")).await;
    let host = partner(&site, &page(head, &snippet("section=culture")), "");
    check(&stage.browser, &host).await;
    let narrower = "document.body.clientWidth - document.querySelector('nashra-widget').clientWidth";
    assert_eq!(value(&stage.browser, narrower).await, json!(0));
}

async fn in_a_column_of_240_pixels(stage: &mut Stage) {
    let site = site(stage).await;
    let head = "<style>.column { width: 240px; float: right }</style>";
    check_both(stage, &site, head, &format!("<div class=column>{}</div>", snippet("count=5"))).await;
}

async fn in_a_part_that_is_shown_later(stage: &mut Stage) {
    let site = site(stage).await;
    let body = format!("<div id=tab style='display: none'>{}</div>", snippet("count=5"));
    let host = partner(&site, &page("", &body), "");
    stage.browser.open_plain(&host.url("/")).await;
    stage.browser.until("the tag is known", "return !!customElements.get('nashra-widget')").await;
    stage.browser.script("document.getElementById('tab').style.display = ''", vec![]).await;
    until_high(&stage.browser, HIGH).await;
    until_ready(&stage.browser, 1).await;
    well_kept(&stage.browser).await;
}

async fn in_a_part_that_is_turned_and_scrolled(stage: &mut Stage) {
    let site = site(stage).await;
    let head = "<style>.view { width: 300px; height: 200px; overflow: auto; transform: rotate(2deg) scale(.9) } \
        .long { height: 3000px }</style>";
    let body = format!("<div class=view><p class=long></p>{}</div>", snippet("count=5"));
    let host = partner(&site, &page(head, &body), "");
    stage.browser.open_plain(&host.url("/")).await;
    stage.browser.until("the tag is known", "return !!customElements.get('nashra-widget')").await;
    stage.browser.script("document.querySelector('.view').scrollTop = 3000", vec![]).await;
    until_ready(&stage.browser, 1).await;
    super::partner::until(&stage.browser, "document.querySelector('nashra-widget').offsetHeight === 436").await;
    well_kept(&stage.browser).await;
    let sideways = "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.view'))";
    assert_eq!(value(&stage.browser, sideways).await, json!(0));
}

async fn in_a_shadow_root(stage: &mut Stage) {
    let site = site(stage).await;
    let head = "<script>addEventListener('DOMContentLoaded', () => { const root = document.querySelector('.above') \
        .attachShadow({ mode: 'open' }); root.append(document.getElementById('within').content) })</script>";
    let body = format!("<template id=within>{}</template><script async src='SITE/widget.js'></script>", tag("count=5"));
    let host = partner(&site, &page(head, &body), "");
    stage.browser.open_plain(&host.url("/")).await;
    until_ready(&stage.browser, 1).await;
    super::partner::until(
        &stage.browser,
        "document.querySelector('.above').shadowRoot.querySelector('nashra-widget').offsetHeight === 436",
    )
    .await;
    well_kept(&stage.browser).await;
}

async fn twelve_on_a_page_load_one_script_and_the_frames_that_are_near(stage: &mut Stage) {
    let site = site(stage).await;
    let near: String = (1..=3).map(|n| snippet(&format!("section=s{n} count=1"))).collect();
    let far: String = (4..=12).map(|n| snippet(&format!("section=s{n} count=1"))).collect();
    let body = format!("{near}<p style='height: 30000px'></p>{far}");
    let host = partner(&site, &page("", &body), "");
    stage.browser.open_plain(&host.url("/")).await;
    until_ready(&stage.browser, 3).await;
    let near =
        format!("[...document.querySelectorAll('nashra-widget')].slice(0, 3).every((it) => it.offsetHeight === {LOW})");
    super::partner::until(&stage.browser, &near).await;
    assert_eq!(site.asked_for("/widget.js"), 1);
    assert_eq!(frames_asked_for(&site).len(), 3, "{:?}", frames_asked_for(&site));
    stage
        .browser
        .script("for (const tag of document.querySelectorAll('nashra-widget')) tag.scrollIntoView()", vec![])
        .await;
    for n in 4..=12 {
        let seen = format!("document.querySelectorAll('nashra-widget')[{}].scrollIntoView()", n - 1);
        stage.browser.script(&seen, vec![]).await;
        let ready = format!("heard.some(({{ search }}) => search.includes('section=s{n}&'))");
        super::partner::until(&stage.browser, &ready).await;
    }
    until_ready(&stage.browser, 12).await;
    until_high(&stage.browser, LOW).await;
    well_kept(&stage.browser).await;
    assert_eq!(site.asked_for("/widget.js"), 1);
}

async fn under_a_policy_that_allows_the_site_alone(stage: &mut Stage) {
    let site = site(stage).await;
    let body = page("", &snippet("count=5")).replace("<script src=/host.js></script>", "");
    let host = partner(&site, &body, "default-src 'self'; frame-src SITE; script-src SITE");
    check(&stage.browser, &host).await;
    assert_eq!(frames_asked_for(&site).len(), 1);
}

async fn under_a_policy_without_its_script_what_it_holds_stays(stage: &mut Stage) {
    for named in ["widget.js", "policy: script-src"] {
        stage.expect_errors(named);
    }
    let site = site(stage).await;
    let host = partner(&site, &page("", &snippet("count=5")), "default-src 'self'; script-src 'self'");
    stage.browser.open_plain(&host.url("/")).await;
    stage.browser.until("what the tag holds is seen", FALLBACK_SEEN).await;
    assert_eq!(frames_asked_for(&site), Vec::<String>::new());
    well_kept(&stage.browser).await;
}

async fn where_the_page_forbids_scripts_made_of_text(stage: &mut Stage) {
    let site = site(stage).await;
    let policy = "require-trusted-types-for 'script'; trusted-types 'none'";
    check(&stage.browser, &partner(&site, &page("", &snippet("count=5")), policy)).await;
    until_ready(&stage.browser, 1).await;
}

async fn in_a_page_of_xhtml(stage: &mut Stage) {
    let site = site(stage).await;
    let body = "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml' lang='en'><head>\
        <title>Partner</title><script src='/host.js'></script></head><body><p>Words of the partner.</p>\
        <script async='async' src='SITE/widget.js'></script><nashra-widget section='culture' count='5'>\
        <blockquote><a href='SITE/'>News</a></blockquote></nashra-widget></body></html>";
    let page = Answer::of(200, "application/xhtml+xml", body.replace("SITE", &site.origin()));
    check(&stage.browser, &serve(page)).await;
    until_ready(&stage.browser, 1).await;
}

async fn before_its_script_and_after_it_and_with_two_of_it(stage: &mut Stage) {
    let site = site(stage).await;
    let script = "<script src='SITE/widget.js'></script>";
    let second = script.replace(".js", ".js?again");
    let body = format!("{}{script}{}{second}{}", tag("count=1"), tag("count=1"), tag("count=1"));
    stage.browser.open_plain(&partner(&site, &page("", &body), "").url("/")).await;
    let made = "const tag = document.createElement('nashra-widget'); tag.setAttribute('count', '1'); document.body.append(tag)";
    stage.browser.script(made, vec![]).await;
    until_ready(&stage.browser, 4).await;
    until_high(&stage.browser, LOW).await;
    assert_eq!(frames_asked_for(&site).len(), 4);
}

async fn where_the_script_does_not_know_itself(stage: &mut Stage) {
    let site = site(stage).await;
    // A module has no `currentScript`; a picture of this name is what a hostile guest of the page leaves there.
    let module = snippet("count=5").replace("async", "type=module");
    check(&stage.browser, &partner(&site, &page("", &module), "")).await;
    let picture = format!("<img name=currentScript src='data:image/gif,' alt=''>{}", snippet("count=5"));
    check(&stage.browser, &partner(&site, &page("", &picture), "")).await;
    assert_eq!(frames_asked_for(&site).len(), 2);
}

async fn where_the_tag_names_its_site(stage: &mut Stage) {
    let site = site(stage).await;
    let host = partner(&site, &page("", &snippet("count=5 site=SITE")).replace("SITE/widget.js", "/copy.js"), "");
    let script = std::fs::read_to_string(site.folder().join("widget.js")).expect("the site has its script");
    host.answer("/copy.js", Answer::of(200, "text/javascript", script));
    check(&stage.browser, &host).await;
    until_ready(&stage.browser, 1).await;
}

async fn in_a_page_of_the_site_itself_the_frame_has_no_origin(stage: &mut Stage) {
    let site = site(stage).await;
    site.answer("/host.js", Answer::of(200, "text/javascript", include_str!("host.js")));
    site.answer("/favicon.ico", Answer::of(204, "image/x-icon", ""));
    site.answer("/preview", Answer::html(page("", &snippet("count=5")).replace("SITE", &site.origin())));
    stage.browser.open_plain(&site.url("/preview")).await;
    until_ready(&stage.browser, 1).await;
    until_high(&stage.browser, HIGH).await;
    assert_eq!(value(&stage.browser, "heard[0].origin").await, json!("null"));
}

async fn in_a_page_that_has_no_origin(stage: &mut Stage) {
    let site = site(stage).await;
    let host = partner(&site, &page("", &snippet("count=5")), "sandbox allow-scripts");
    check(&stage.browser, &host).await;
    until_ready(&stage.browser, 1).await;
    assert_eq!(value(&stage.browser, "[self.origin, heard[0].origin]").await, json!(["null", "null"]));
}

async fn a_tag_that_is_hidden_stays_so(stage: &mut Stage) {
    let site = site(stage).await;
    let head = "<style>.away { display: none }</style>";
    let body = format!("{}{}{}", snippet("id=a hidden"), tag("id=b class=away"), tag("id=c"));
    let host = partner(&site, &page(head, &body), "");
    stage.browser.open_plain(&host.url("/")).await;
    until_ready(&stage.browser, 1).await;
    let heights = value(&stage.browser, "['a', 'b', 'c'].map((id) => document.getElementById(id).offsetHeight)").await;
    assert_eq!(heights, json!([0, 0, HIGH]));
    let shown = "for (const id of ['a', 'b']) { const tag = document.getElementById(id); tag.hidden = false; tag.className = '' }";
    stage.browser.script(shown, vec![]).await;
    until_high(&stage.browser, HIGH).await;
    until_ready(&stage.browser, 3).await;
}
