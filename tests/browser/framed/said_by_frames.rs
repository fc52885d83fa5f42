//! What the frame tells, and to whom.

use super::{NONCE, enter, host, inside, leave, press, shows, value};
use harness::{Query, Stage, Test, fixture, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        heights_grow_and_shrink_with_what_is_shown,
        the_frame_takes_a_port_once_and_only_as_agreed,
        wordpress_hears_how_high_the_frame_is_and_where_a_link_leads,
        wordpress_is_told_again_when_it_asks_and_under_a_secret_that_comes_late,
        wordpress_is_led_to_the_site_by_every_link_of_an_article,
        without_a_secret_nothing_is_told,
    ]
}

/// The height that was last told, when it is that of the frame's content.
async fn settled_height(stage: &Stage) -> f64 {
    let browser = &stage.browser;
    enter(browser, 0).await;
    let high = value(browser, "Math.ceil(document.body.getBoundingClientRect().height)").await;
    leave(browser).await;
    // One more where the engine rounds otherwise.
    let told =
        "const { height } = said.findLast(({ height }) => height) ?? {}; return [0, 1].includes(height - arguments[0])";
    browser.until_with("the host was told the height", told, vec![high.clone()]).await;
    high.as_f64().unwrap_or_default()
}

async fn heights_grow_and_shrink_with_what_is_shown(stage: &mut Stage) {
    let _servers = inside(stage, "?count=3", "").await;
    leave(&stage.browser).await;
    let list = settled_height(stage).await;
    enter(&stage.browser, 0).await;
    press(&stage.browser, "main li .story-link").await;
    shows(&stage.browser, "أقرّ مجلس المدينة خطة").await;
    leave(&stage.browser).await;
    let article = settled_height(stage).await;
    enter(&stage.browser, 0).await;
    press(&stage.browser, ".back button").await;
    leave(&stage.browser).await;
    // What comes first fills the room that there was for it.
    let again = settled_height(stage).await;
    assert!(article > 2.0 * list && list >= again && again > 150.0, "{list} {article} {again}");
    // As high as it holds: no scroll bar takes of its width.
    enter(&stage.browser, 0).await;
    let bars =
        "[innerWidth - document.documentElement.clientWidth, innerHeight - document.documentElement.clientHeight]";
    assert_eq!(value(&stage.browser, bars).await, json!([0, 0]));
}

async fn the_frame_takes_a_port_once_and_only_as_agreed(stage: &mut Stage) {
    let site = stage.fifty().await;

    let host = host(&site, &[("?count=3", ""), ("?count=3#", "")]);
    stage.browser.open_plain(&format!("{}?silent", host.url("/"))).await;
    stage.browser.until("both frames are there", "return frames.length === 2").await;
    enter(&stage.browser, 0).await;
    leave(&stage.browser).await;
    let attempts = "
        window.got = [];
        const target = frames[0];
        const nonce = arguments[0];
        const offer = (message, ports = 1, from = self) => {
          const channels = Array.from({ length: ports }, () => new MessageChannel());
          for (const { port1 } of channels) port1.onmessage = ({ data }) => got.push(data);
          target.postMessage(message, '*', channels.map(({ port2 }) => port2));
        };
        const good = { nashra: 1, nonce, port: true };
        for (const bad of [null, 0, '', [], 'port', { ...good, nonce: undefined }, { ...good, nonce: '0'.repeat(32) },
          { ...good, nonce: nonce.toUpperCase() }, { ...good, nonce: [nonce] }, { ...good, nashra: '1' }, { ...good, nashra: 2 },
          { ...good, port: 1 }, { ...good, port: undefined }, JSON.stringify(good), { hello: true, nonce, nashra: 1 },
          JSON.parse('{\"__proto__\":{\"nashra\":1}}')]) offer(bad);
        offer(good, 0);
        offer(good, 2);
        return new Promise((done) => setTimeout(() => done(got.length), 500));";
    assert_eq!(stage.browser.script(attempts, vec![json!(NONCE)]).await, json!(0), "none is taken");
    // A sibling that knows the secret is not who embedded it.
    stage.browser.driver.enter_frame(1).await.expect("the other frame is there");
    let sibling = "window.got = []; const { port1, port2 } = new MessageChannel(); port1.onmessage = ({ data }) => got.push(data);
        parent.frames[0].postMessage({ nashra: 1, nonce: arguments[0], port: true }, '*', [port2]);
        return new Promise((done) => setTimeout(() => done(got.length), 500));";
    assert_eq!(stage.browser.script(sibling, vec![json!(NONCE)]).await, json!(0));
    leave(&stage.browser).await;
    let twice = "
        const offers = [[], []].map((got) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => got.push(data);
          frames[0].postMessage({ nashra: 1, nonce: arguments[0], port: true }, '*', [port2]);
          return got;
        });
        return new Promise((done) => setTimeout(() => done(offers.map((got) => got.some(({ ready }) => ready))), 800));";
    assert_eq!(stage.browser.script(twice, vec![json!(NONCE)]).await, json!([true, false]));
}

async fn wordpress_hears_how_high_the_frame_is_and_where_a_link_leads(stage: &mut Stage) {
    // As WordPress does: no origin, hidden until it speaks.
    let hidden = "sandbox='allow-scripts' style='position: absolute; visibility: hidden'";
    let (site, _host) = inside(stage, "?count=3#?secret=Ab12Cd34Ef", hidden).await;
    leave(&stage.browser).await;
    let told = "return others.find(({ message, secret, value }) => message === 'height' && secret === 'Ab12Cd34Ef' && value > 100 && value < 1500)";
    stage.browser.until("WordPress is told the height", told).await;
    stage.browser.script("document.querySelector('iframe').removeAttribute('style')", vec![]).await;
    enter(&stage.browser, 0).await;
    press(&stage.browser, ".foot a").await;
    leave(&stage.browser).await;
    let link = "return others.find(({ message }) => message === 'link')";
    let link = stage.browser.until("WordPress is told the link", link).await;
    assert_eq!(link, json!({ "message": "link", "secret": "Ab12Cd34Ef", "value": site.url("/") }));
}

async fn wordpress_is_told_again_when_it_asks_and_under_a_secret_that_comes_late(stage: &mut Stage) {
    // A list leaves most of this room empty.
    let high = "sandbox='allow-scripts' style='height: 1400px'";
    let (site, _host) = inside(stage, "?count=3#", high).await;
    let browser = &stage.browser;
    leave(browser).await;
    let told = |secret: &str| {
        let its = format!("it.message === 'height' && it.secret === '{secret}'");
        format!("return others.some((it) => {its} && it.value > 100 && it.value < 1000)")
    };
    let give = |secret: &str| {
        let address = site.url(&format!("/embed/?count=3#?secret={secret}"));
        format!("document.querySelector('iframe').src = '{address}'")
    };
    browser.script(&give("Ab12Cd34Ef"), vec![]).await;
    browser.until("WordPress is told", &told("Ab12Cd34Ef")).await;
    // As if it had not listened yet: its own script asks when it begins.
    let ask = "others.length = 0; frames[0].postMessage({ message: 'ready', secret: arguments[0] }, '*')";
    browser.script(ask, vec![json!("another")]).await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(value(browser, "others.length").await, json!(0), "another's secret asks for nothing");
    browser.script(ask, vec![json!("Ab12Cd34Ef")]).await;
    browser.until("WordPress is told again", &told("Ab12Cd34Ef")).await;
    browser.script(&give("Zy98Xw76Vu"), vec![]).await;
    browser.until("WordPress is told under its new secret", &told("Zy98Xw76Vu")).await;
}

async fn wordpress_is_led_to_the_site_by_every_link_of_an_article(stage: &mut Stage) {
    let id = stage.fifty().await.article(fixture::FULL).trim_matches('/').replace("article/", "");
    let hidden = "sandbox='allow-scripts' style='position: absolute; visibility: hidden'";
    let asked = format!("?layout=article&article={id}#?secret=Ab12Cd34Ef");
    let (site, _host) = inside(stage, &asked, hidden).await;
    let browser = &stage.browser;
    shows(browser, "أقرّ مجلس المدينة خطة").await;
    leave(browser).await;
    let told = "return others.some(({ message, value }) => message === 'height' && value > 500)";
    browser.until("WordPress is told how high the article is", told).await;
    browser.script("document.querySelector('iframe').removeAttribute('style')", vec![]).await;
    // Of other sites it follows none: the one to the publisher leads to the article's page, which has it.
    for link in ["اقرأ عند وكالة المثال", "افتح في نشرة الاختبار"] {
        browser.script("others.length = 0", vec![]).await;
        enter(browser, 0).await;
        browser.click(&Query::role("link").named(link)).await;
        leave(browser).await;
        let led = "return others.find(({ message }) => message === 'link')?.value";
        let led = browser.until("WordPress is told the link", led).await;
        assert_eq!(led, json!(site.url(&format!("/article/{id}/"))), "{link}");
    }
}

async fn without_a_secret_nothing_is_told(stage: &mut Stage) {
    let _servers = inside(stage, "?count=3#", "").await;
    press(&stage.browser, "main li .story-link").await;
    shows(&stage.browser, "أقرّ مجلس المدينة خطة").await;
    leave(&stage.browser).await;
    assert_eq!(value(&stage.browser, "[said.length, others.length]").await, json!([0, 0]));
}
