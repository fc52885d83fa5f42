//! Where words and elements are on the screen.

use harness::Browser;
use serde_json::json;

/// A box in CSS pixels from the top left of the viewport.
#[derive(Clone, Copy, Debug)]
pub struct Rect {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// The box of `text` where it first stands within `selector`, across elements.
pub async fn words(browser: &Browser, selector: &str, text: &str) -> Rect {
    let rect = browser
        .until_with(
            &format!("“{text}” stands in {selector}"),
            include_str!("geometry.js"),
            vec![json!(selector), json!(text), json!("first")],
        )
        .await;
    rect_of(&rect)
}

/// The box of the first element that matches `selector`, without its padding.
pub async fn content_box(browser: &Browser, selector: &str) -> Rect {
    let script = "const e = document.querySelector(arguments[0]); if (!e) return null; const r = e.getBoundingClientRect(), s = getComputedStyle(e); \
        return { left: r.left + parseFloat(s.paddingLeft) + parseFloat(s.borderLeftWidth), right: r.right - parseFloat(s.paddingRight) - parseFloat(s.borderRightWidth), top: r.top, bottom: r.bottom }";
    rect_of(&browser.until_with(&format!("{selector} is there"), script, vec![json!(selector)]).await)
}

/// A computed style of the first element that matches `selector`.
pub async fn style(browser: &Browser, selector: &str, property: &str) -> String {
    let script =
        "const e = document.querySelector(arguments[0]); return e && getComputedStyle(e)[arguments[1]] || null";
    let value =
        browser.until_with(&format!("{selector} is there"), script, vec![json!(selector), json!(property)]).await;
    value.as_str().unwrap_or("").to_owned()
}

fn rect_of(value: &serde_json::Value) -> Rect {
    let side = |name: &str| value[name].as_f64().unwrap_or(f64::NAN);
    Rect { left: side("left"), right: side("right"), top: side("top"), bottom: side("bottom") }
}
