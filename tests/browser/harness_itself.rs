//! The harness itself: a green run means something only if it can turn red.

use harness::{Answer, Query, Server, Stage, Test, keys, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        a_console_error_an_uncaught_error_a_rejection_and_a_policy_violation_are_all_noticed
            except Webkit: "WebKitGTK's driver tells of no console",
        elements_are_found_by_role_and_name_and_hidden_ones_are_not,
        requests_to_other_machines_are_recorded_and_go_nowhere except Webkit: "WebKitGTK's driver tells of no request",
        back_and_forward_and_keys_work,
        a_page_can_be_as_narrow_as_a_phone except Webkit: "MiniBrowser's window does not get narrower than 447 px",
    ]
}

/// A page with `body`, ready at once.
fn page(body: &str) -> Server {
    let server = Server::start();
    server.answer("/", Answer::html(format!("<!DOCTYPE html><html data-ready lang=en><title>t</title><body>{body}")));
    server.answer("/favicon.ico", Answer::of(204, "image/x-icon", ""));
    server
}

async fn a_console_error_an_uncaught_error_a_rejection_and_a_policy_violation_are_all_noticed(stage: &mut Stage) {
    let server = page("");
    let scripts = "<script src=/a.js></script><p onclick='x()'>";
    let body = format!("<!DOCTYPE html><html data-ready lang=en><body>{scripts}");
    server.answer("/", Answer::html(body).with_header("Content-Security-Policy", "script-src 'self'"));
    let script = "console.error('one'); Promise.reject(new Error('three')); throw new Error('two');";
    server.answer("/a.js", Answer::of(200, "text/javascript", script));
    stage.browser.open(&server.url("/")).await;
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    for expected in ["one", "two", "three", "policy: script-src"] {
        while !stage.browser.observations.so_far().errors.iter().any(|error| error.contains(expected)) {
            let errors = stage.browser.observations.so_far().errors;
            assert!(std::time::Instant::now() < deadline, "{expected} was not noticed, only {errors:?}");
            tokio::task::yield_now().await;
        }
    }
    for named in ["one", "two", "three", "policy: script-src", "Content Security Policy", "Content-Security-Policy"] {
        stage.expect_errors(named);
    }
}

async fn elements_are_found_by_role_and_name_and_hidden_ones_are_not(stage: &mut Stage) {
    let server = page(
        "<nav data-part=sections><a href=/x>Culture <span aria-hidden=true>12</span></a></nav>\
         <button aria-label=Share>s</button><button hidden>Gone</button>\
         <label>Digits <select><option>1</select></label><h1>News</h1>",
    );
    let browser = &stage.browser;
    browser.open(&server.url("/")).await;
    assert_eq!(browser.count(&Query::link("Culture")).await, 1);
    assert_eq!(browser.count(&Query::link("Culture").in_part("sections")).await, 1);
    assert_eq!(browser.count(&Query::link("Culture").in_part("footer")).await, 0);
    assert_eq!(browser.count(&Query::role("button").named("Share")).await, 1);
    assert_eq!(browser.count(&Query::role("button").named("Gone")).await, 0);
    assert_eq!(browser.count(&Query::role("combobox").naming("Digits")).await, 1);
    assert_eq!(browser.count(&Query::role("heading").named("News")).await, 1);
}

async fn requests_to_other_machines_are_recorded_and_go_nowhere(stage: &mut Stage) {
    let server = page("<img src=http://attacker.example/pixel.png alt=''>");
    stage.expect_errors("attacker.example");
    stage.browser.open(&server.url("/")).await;
    stage.browser.until("the image failed", "return document.images[0].complete").await;
    assert!(stage.browser.observations.so_far().requests.iter().any(|url| url == "http://attacker.example/pixel.png"));
    assert_eq!(stage.browser.catcher.asked_for("http://attacker.example/pixel.png"), 1);
}

async fn back_and_forward_and_keys_work(stage: &mut Stage) {
    let server = page("<a href=/two>next</a>");
    server.answer("/two", Answer::html("<!DOCTYPE html><html data-ready lang=en><title>2</title><p>second"));
    let browser = &stage.browser;
    browser.open(&server.url("/")).await;
    browser.press(keys::TAB).await;
    assert_eq!(browser.focused().await, "A next");
    browser.press(keys::ENTER).await;
    browser.until_path("/two").await;
    browser.sees("second").await;
    browser.back().await;
    browser.until_path("/").await;
    browser.forward().await;
    browser.until_path("/two").await;
}

async fn a_page_can_be_as_narrow_as_a_phone(stage: &mut Stage) {
    let server = page("<meta name=viewport content=width=device-width><p>narrow");
    stage.browser.open(&server.url("/")).await;
    stage.browser.set_viewport(320, 640).await;
    assert_eq!(stage.browser.script("return innerWidth", vec![]).await, json!(320));
}
