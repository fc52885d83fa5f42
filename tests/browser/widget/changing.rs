//! The frame follows its content and the tag its attributes; what is taken away leaves nothing behind.

use super::partner::{
    address, directed_site, fits, frames_asked_for, inside, page, partner, site, snippet, tag, until, until_high,
    until_ready, value,
};
use harness::{Browser, Served, Server, Stage, Test, fixture, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        a_frame_grows_with_its_content_and_shrinks_again_within_bounds,
        a_thousand_heights_in_one_frame_of_animation_are_one_resize,
        attributes_changed_together_load_the_frame_once,
        another_height_or_title_loads_nothing,
        a_tag_that_moves_gets_a_new_frame_with_a_new_secret,
        a_tag_that_is_taken_away_leaves_no_listener,
        a_frame_that_loads_itself_again_is_heard_again,
        the_frame_is_titled_lazy_and_in_a_sandbox,
    ]
}

/// Opens a partner's page with one tag of `site`, and waits until its frame is ready.
async fn open(stage: &Stage, site: Served, attributes: &str) -> (Served, Server) {
    let host = partner(&site, &page("", &snippet(attributes)), "");
    stage.browser.open_plain(&address(&host)).await;
    until_ready(&stage.browser, 1).await;
    (site, host)
}

async fn opened(stage: &mut Stage, attributes: &str) -> (Served, Server) {
    let site = site(stage).await;
    open(stage, site, attributes).await
}

/// The same with a frame that says what it is sent.
async fn opened_directed(stage: &mut Stage, attributes: &str) -> (Served, Server) {
    let site = directed_site(stage).await;
    open(stage, site, attributes).await
}

async fn set(browser: &Browser, script: &str) {
    let script = format!("const tag = document.querySelector('nashra-widget'); {script}");
    browser.script(&script, vec![]).await;
}

async fn a_frame_grows_with_its_content_and_shrinks_again_within_bounds(stage: &mut Stage) {
    let _opened = opened_directed(stage, "count=5").await;
    for (said, high) in [("900", 900), ("200.2", 201), ("1e9", 10_000), ("-5", 64), ("436", 436)] {
        inside(&stage.browser, &format!("say({{ height: {said} }})")).await;
        until_high(&stage.browser, high).await;
    }
    set(&stage.browser, "tag.setAttribute('height', '300')").await;
    until_high(&stage.browser, 300).await;
    inside(&stage.browser, "say({ height: 9999 }); say({ height: 250 })").await;
    until_high(&stage.browser, 250).await;
    inside(&stage.browser, "say({ height: 9999 })").await;
    until_high(&stage.browser, 300).await;
    set(&stage.browser, "tag.removeAttribute('height')").await;
    until_high(&stage.browser, 9999).await;
}

async fn a_thousand_heights_in_one_frame_of_animation_are_one_resize(stage: &mut Stage) {
    let _opened = opened_directed(stage, "count=5").await;
    until_high(&stage.browser, 436).await;
    stage.browser.script("window.held = []", vec![]).await;
    let flood = "for (let n = 0; n < 1000; n++) say({ height: 500 + n }); say({ error: 'broken' })";
    inside(&stage.browser, flood).await;
    until(&stage.browser, "told.some(([name]) => name === 'error')").await;
    assert_eq!(value(&stage.browser, "[held.length, frame().style.height]").await, json!([1, "436px"]));
    stage.browser.script("released()", vec![]).await;
    assert_eq!(value(&stage.browser, "frame().style.height").await, json!("1499px"));
}

/// The addresses that tags gave their frames; those of sections are asked for from within.
fn opened_by(site: &Served) -> Vec<String> {
    frames_asked_for(site).into_iter().filter(|path| path.starts_with("/embed/?")).collect()
}

async fn attributes_changed_together_load_the_frame_once(stage: &mut Stage) {
    let (site, _host) = opened(stage, "count=5 section=politics").await;
    let id = site.article(fixture::FULL).trim_matches('/').replace("article/", "");
    let change = format!(
        "tag.setAttribute('section', 'sport'); tag.setAttribute('count', '3'); tag.setAttribute('theme', '#fff,#111,#06c'); \
        tag.setAttribute('lang', 'fa'); tag.setAttribute('layout', 'article={id}'); tag.setAttribute('height', '700'); \
        tag.setAttribute('title', 'News & more')"
    );
    // In a task of the page's own: after a driver's script some engines run what waits for its end in its midst.
    set(&stage.browser, &format!("return new Promise((done) => setTimeout(() => {{ {change}; done(true) }}))")).await;
    until_ready(&stage.browser, 2).await;
    until_high(&stage.browser, 700).await;
    let asked = opened_by(&site);
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert_eq!(asked[0], "/embed/?section=politics&count=5");
    let wanted = format!(
        "/embed/?layout=article&article={id}&section=sport&count=3&theme=%23fff%2C%23111%2C%2306c&lang=fa&height=700&title=News+%26+more"
    );
    assert_eq!(asked[1], wanted);
    // What is as it was is no change.
    set(&stage.browser, "tag.setAttribute('section', 'sport'); tag.setAttribute('data-mine', '1')").await;
    set(&stage.browser, "tag.setAttribute('count', '4')").await;
    until_ready(&stage.browser, 3).await;
    assert_eq!(opened_by(&site).len(), 3);
}

async fn another_height_or_title_loads_nothing(stage: &mut Stage) {
    let (site, _host) = opened_directed(stage, "count=5").await;
    set(&stage.browser, "tag.setAttribute('title', 'Culture'); tag.setAttribute('height', '200')").await;
    until_high(&stage.browser, 200).await;
    assert_eq!(value(&stage.browser, "frame().title").await, json!("Culture"));
    inside(&stage.browser, "say({ error: 'broken' })").await;
    until(&stage.browser, "told.some(([name]) => name === 'error')").await;
    assert_eq!(frames_asked_for(&site).len(), 1, "the same frame still speaks");
}

async fn a_tag_that_moves_gets_a_new_frame_with_a_new_secret(stage: &mut Stage) {
    let _opened = opened(stage, "count=5").await;
    set(&stage.browser, "document.querySelector('.above').before(tag)").await;
    until_ready(&stage.browser, 2).await;
    fits(&stage.browser, 0, 5).await;
    let secrets = value(&stage.browser, "met.map(({ nonce }) => nonce)").await;
    let secrets: Vec<&str> = secrets.as_array().into_iter().flatten().filter_map(|it| it.as_str()).collect();
    let is_secret = |it: &&str| it.len() == 32 && it.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(secrets.len() == 2 && secrets[0] != secrets[1] && secrets.iter().all(is_secret), "{secrets:?}");
    if value(&stage.browser, "'moveBefore' in document.body").await == json!(true) {
        set(&stage.browser, "document.body.moveBefore(tag, null)").await;
        until_ready(&stage.browser, 3).await;
    }
}

async fn a_tag_that_is_taken_away_leaves_no_listener(stage: &mut Stage) {
    let (_site, _host) = opened(stage, "count=5").await;
    assert_eq!(value(&stage.browser, "listening").await, json!(2));
    set(&stage.browser, "tag.setAttribute('count', '3'); tag.remove(); window.taken = tag").await;
    assert_eq!(value(&stage.browser, "[listening, !!frame()]").await, json!([0, false]));
    let back = format!("document.body.insertAdjacentHTML('beforeend', {:?})", tag("count=4"));
    stage.browser.script(&back, vec![]).await;
    until_ready(&stage.browser, 2).await;
    assert_eq!(value(&stage.browser, "[listening, !!frame(0), !!frame(1)]").await, json!([2, false, true]));
}

async fn a_frame_that_loads_itself_again_is_heard_again(stage: &mut Stage) {
    let (site, _host) = opened_directed(stage, "count=5").await;
    until(&stage.browser, "document.readyState === 'complete'").await;
    inside(&stage.browser, "location.reload()").await;
    until_ready(&stage.browser, 2).await;
    assert_eq!(value(&stage.browser, "heard.map(({ ports }) => ports)").await, json!([1, 1]));
    inside(&stage.browser, "say({ height: 333 })").await;
    until_high(&stage.browser, 333).await;
    assert_eq!(frames_asked_for(&site).len(), 2);
}

async fn the_frame_is_titled_lazy_and_in_a_sandbox(stage: &mut Stage) {
    let (_site, _host) = opened(stage, "count=5").await;
    let attributes = "Object.fromEntries([...frame().attributes].map(({ name, value }) => [name, value]))";
    let mut attributes = value(&stage.browser, attributes).await;
    for varies in ["src", "style"] {
        attributes.as_object_mut().and_then(|all| all.remove(varies)).unwrap_or_else(|| panic!("no {varies}"));
    }
    let sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-same-origin";
    let wanted = json!({ "loading": "lazy", "referrerpolicy": "strict-origin", "sandbox": sandbox, "title": "أخبار" });
    assert_eq!(attributes, wanted);
    for (attribute, title) in [("lang='he'", "חדשות"), ("lang='en-GB'", "News"), ("title='كل جديد' lang=en", "كل جديد")]
    {
        let other = format!("document.body.insertAdjacentHTML('beforeend', {:?})", tag(attribute));
        stage.browser.script(&other, vec![]).await;
        until(&stage.browser, &format!("roots.at(-1).querySelector('iframe')?.title === '{title}'")).await;
    }
}
