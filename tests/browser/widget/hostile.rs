//! What other frames, and one that was taken over, can make a partner's page do: nothing.

use super::partner::{
    address, directed_site, inside, page, partner, serve, snippet, until, until_high, until_ready, value,
};
use harness::{Answer, Browser, Served, Server, Stage, Test, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        no_other_frame_is_taken_for_that_of_the_site,
        the_frame_itself_is_heard_once_and_only_as_agreed,
        a_secret_of_before_opens_nothing,
        over_its_port_a_frame_says_nothing_but_what_was_agreed,
    ]
}

/// Messages that are no hello of the frame whose secret is `nonce`, whoever sends them: scripts that send each.
const MALFORMED: [&str; 19] = [
    "send(null)",
    "send(undefined)",
    "send('')",
    "send(1)",
    "send([1, nonce, true])",
    "send(JSON.stringify({ nashra: 1, nonce, hello: true }))",
    "send({ nonce, hello: true })",
    "send({ nashra: '1', nonce, hello: true })",
    "send({ nashra: 2, nonce, hello: true })",
    "send({ nashra: true, nonce, hello: true })",
    "send({ nashra: 1, hello: true })",
    "send({ nashra: 1, nonce: '', hello: true })",
    "send({ nashra: 1, nonce: [nonce], hello: true })",
    "send({ nashra: 1, nonce: nonce.toUpperCase() + ' ', hello: true })",
    "send({ nashra: 1, nonce: '0'.repeat(32), hello: true })",
    "send({ nashra: 1, nonce, hello: 1 })",
    "send({ nashra: 1, nonce, hello: 'true' })",
    "send(JSON.parse('{\"__proto__\":{\"nashra\":1,\"hello\":true},\"constructor\":{\"prototype\":{\"nashra\":1}}}'))",
    "send({ nashra: 1, nonce, port: true, height: 900, ready: true, error: 'down', open: '0123456789' })",
];

/// What only the frame itself may say, word by word, and what goes with it.
const WELL_FORMED: [&str; 6] = [
    "send({ nashra: 1, nonce, hello: true })",
    "send({ nashra: 1, nonce, hello: true, height: 900 })",
    "send({ nashra: 1, nonce, hello: true }, [new MessageChannel().port1])",
    "const own = new MessageChannel(); own.port1.onmessage = ({ data }) => got.push(data); send({ nashra: 1, nonce, hello: true, port: true }, [own.port2])",
    "for (let n = 0; n < 1000; n++) send({ nashra: 1, nonce, hello: true })",
    "for (let n = 0; n < 1000; n++) send({ nashra: 1, nonce, height: n, hello: true }, [new MessageChannel().port2])",
];

/// Runs each of `scripts` with `nonce` in the window that `expression` of the page names, one after another, and waits
/// until all that they sent has arrived.
async fn run_in(browser: &Browser, window: &str, nonce: &str, scripts: &[&str]) {
    let before = value(browser, "marks").await.as_u64().unwrap_or_default();
    let mut all = format!("const nonce = {nonce:?};");
    for script in scripts {
        all.push_str(&format!("{{ {script} }};"));
    }
    all.push_str("send('mark')");
    let all = format!("{{ {all} }}");
    browser.script(&format!("({window}).postMessage({{ run: arguments[0] }}, '*')"), vec![json!(all)]).await;
    until(browser, &format!("marks === {}", before + 1)).await;
}

/// A page with a tag whose frame has said nothing yet, beside three other frames: of the site's own origin, of a third
/// one, and of none.
async fn besieged(stage: &mut Stage) -> (Served, Server, Server) {
    let site = directed_site(stage).await;
    let sibling = || Answer::html(include_str!("sibling.html"));
    site.answer("/sibling", sibling());
    let third = serve(sibling());
    let body = format!(
        "{}<iframe src='SITE/sibling?own'></iframe><iframe src='{}?third'></iframe>\
         <iframe sandbox=allow-scripts src='SITE/sibling?none'></iframe>",
        snippet("section=silent count=5"),
        third.url("/")
    );
    let host = partner(&site, &page("", &body), "");
    stage.browser.open_plain(&address(&host)).await;
    until(&stage.browser, "Object.keys(siblings).length === 3 && roots.length === 1 && here === 1").await;
    stage.browser.script("window.kept = frame().style.height", vec![]).await;
    (site, third, host)
}

async fn nonce(browser: &Browser) -> String {
    value(browser, "nonceOf()").await.as_str().unwrap_or_default().to_owned()
}

/// That nothing came of it: no event, no other height, no port, no frame of animation.
async fn unmoved(browser: &Browser) {
    let state =
        "[told.length, heard.length, parseInt(kept) > 300 && frame().style.height === kept, asked, ({}).nashra ?? 0]";
    assert_eq!(value(browser, state).await, json!([0, 0, true, 0, 0]));
}

async fn no_other_frame_is_taken_for_that_of_the_site(stage: &mut Stage) {
    let _servers = besieged(stage).await;
    let browser = &stage.browser;
    // The worst: every one of them knows the secret.
    let nonce = nonce(browser).await;
    for sibling in ["own", "third", "none"] {
        let window = format!("siblings.{sibling}");
        run_in(browser, &window, &nonce, &MALFORMED).await;
        run_in(browser, &window, &nonce, &WELL_FORMED).await;
        unmoved(browser).await;
        run_in(browser, &window, &nonce, &["send({ got: got.length })"]).await;
    }
    assert_eq!(value(browser, "tally").await, json!([0, 0, 0]), "none of them was sent anything");
    // As the page's own window, and as nobody's.
    let own = "const data = { nashra: 1, nonce: arguments[0], hello: true }; postMessage(data, '*'); postMessage('mark', '*'); \
        dispatchEvent(new MessageEvent('message', { data, origin: new URL(frame().src).origin }))";
    let marks = value(browser, "marks").await.as_u64().unwrap_or_default();
    browser.script(own, vec![json!(nonce)]).await;
    until(browser, &format!("marks === {}", marks + 1)).await;
    unmoved(browser).await;
    // And the right one is still let in.
    inside(browser, "hello()").await;
    until_ready(browser, 1).await;
}

async fn the_frame_itself_is_heard_once_and_only_as_agreed(stage: &mut Stage) {
    let _servers = besieged(stage).await;
    let browser = &stage.browser;
    let nonce = nonce(browser).await;
    let frame = "frame().contentWindow";
    run_in(browser, frame, &nonce, &MALFORMED).await;
    unmoved(browser).await;
    run_in(browser, frame, &nonce, &WELL_FORMED).await;
    until_ready(browser, 1).await;
    run_in(browser, frame, &nonce, &MALFORMED).await;
    run_in(browser, frame, &nonce, &["hello(); hello()", "send({ got: got.length })"]).await;
    assert_eq!(value(browser, "[heard.map(({ ports }) => ports), tally]").await, json!([[1], [0]]));
}

async fn a_secret_of_before_opens_nothing(stage: &mut Stage) {
    let _servers = besieged(stage).await;
    let browser = &stage.browser;
    let old = nonce(browser).await;
    let loaded = "window.before = nonceOf(); document.querySelector('nashra-widget').setAttribute('count', '4')";
    browser.script(loaded, vec![]).await;
    until(browser, "frame() && nonceOf() !== before").await;
    until(browser, "(inside('send({ got: 0 })'), tally.length > 0)").await;
    run_in(browser, "frame().contentWindow", &old, &["send({ nashra: 1, nonce, hello: true })"]).await;
    assert_eq!(value(browser, "[told.length, heard.length]").await, json!([0, 0]));
    inside(browser, "hello()").await;
    until_ready(browser, 1).await;
}

async fn over_its_port_a_frame_says_nothing_but_what_was_agreed(stage: &mut Stage) {
    let _servers = besieged(stage).await;
    let browser = &stage.browser;
    inside(browser, "hello()").await;
    until_ready(browser, 1).await;
    until_high(browser, 436).await;
    let asked = value(browser, "asked").await;
    let said = [
        "null",
        "undefined",
        "''",
        "900",
        "[900]",
        "{}",
        "{ height: NaN }",
        "{ height: Infinity }",
        "{ height: -Infinity }",
        "{ height: '900' }",
        "{ height: '900px' }",
        "{ height: [900] }",
        "{ height: { valueOf: 900 } }",
        "{ height: new Number(900) }",
        "{ height: 900n }",
        "{ height: true }",
        "{ height: null }",
        "{ Height: 900, width: 900, style: 'height: 900px' }",
        "JSON.parse('{\"__proto__\":{\"height\":900,\"ready\":true},\"constructor\":{\"prototype\":{\"height\":900}}}')",
        "{ open: '' }",
        "{ open: 'javascript:alert(1)' }",
        "{ open: '../../etc/passwd' }",
        "{ open: '0123456789\\n' }",
        "{ open: 'ABCDEFGHJK' }",
        "{ open: '0'.repeat(25) }",
        "{ open: ['0123456789'] }",
        "{ open: 1234567890 }",
        "{ error: 'alert(1)' }",
        "{ error: ['down'] }",
        "{ error: true }",
        "{ ready: 1 }",
        "{ ready: 'true' }",
        "{ nashra: 1, hello: true }",
        "{ port: true }",
    ];
    let all: String = said.iter().map(|it| format!("say({it});")).collect();
    // The last of a port comes last.
    inside(browser, &format!("{all} say({{ error: 'offline' }})")).await;
    until(browser, "told.length === 2").await;
    assert_eq!(value(browser, "told[1]").await, json!(["error", "offline"]));
    assert_eq!(value(browser, "[asked, frame().style.height, ({}).height ?? 0]").await, json!([asked, "436px", 0]));
}
