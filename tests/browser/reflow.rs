//! Every page reflows, down to the narrowest phones, with text of any size.

use crate::page_types::{PAGE_TYPES, open_page_type};
use harness::{Browser, Stage, Test, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        every_page_fits_320_px except Webkit: "MiniBrowser's window does not get narrower than 447 px",
        every_page_fits_320_px_from_left_to_right except Webkit: "MiniBrowser's window does not get narrower than 447 px",
        every_page_fits_320_px_at_the_largest_text_size except Webkit: "MiniBrowser's window does not get narrower than 447 px",
        every_page_holds_text_of_twice_the_size,
        every_page_fills_a_wide_screen_without_long_lines,
        controls_are_large_enough_to_touch except Webkit: "MiniBrowser's window does not get narrower than 447 px",
    ]
}

/// What sticks out of the page sideways; what scrolls within itself does not.
const STICKS_OUT: &str = "const wide = document.documentElement.clientWidth; \
    const out = [...document.querySelectorAll('body *')].filter(e => { const r = e.getBoundingClientRect(); \
      if (r.width <= 1 || r.height <= 1 || e.closest('[hidden]')) return false; \
      for (let p = e.parentElement; p; p = p.parentElement) if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(p).overflowX)) return false; \
      return r.left < -1 || r.right > wide + 1; }).slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.innerText?.slice(0, 30)); \
    return [document.documentElement.scrollWidth - wide, out]";

async fn fits(browser: &Browser, what: &str) {
    let found = browser.script(STICKS_OUT, vec![]).await;
    assert_eq!(found, json!([0, []]), "{what}");
}

async fn on_every_page(stage: &mut Stage, width: u32, stored: &str, change: &str) {
    for named in ["404", "503"] {
        stage.expect_errors(named);
    }
    let site = stage.fifty().await;
    let browser = &stage.browser;
    browser.set_viewport(width, 640).await;
    browser.open(&site.url("/")).await;
    browser.script("localStorage.setItem('nashra:settings', arguments[0])", vec![json!(stored)]).await;
    for page in PAGE_TYPES {
        open_page_type(browser, &site, page).await;
        browser.script(change, vec![]).await;
        fits(browser, &format!("{page} at {width} px, {stored} {change}")).await;
    }
}

async fn every_page_fits_320_px(stage: &mut Stage) {
    on_every_page(stage, 320, "", "").await;
}

async fn every_page_fits_320_px_from_left_to_right(stage: &mut Stage) {
    on_every_page(stage, 320, "language=en", "").await;
}

async fn every_page_fits_320_px_at_the_largest_text_size(stage: &mut Stage) {
    on_every_page(stage, 320, "text-size=huge", "").await;
}

async fn every_page_holds_text_of_twice_the_size(stage: &mut Stage) {
    on_every_page(stage, 640, "", "document.documentElement.style.fontSize = '200%'").await;
}

async fn every_page_fills_a_wide_screen_without_long_lines(stage: &mut Stage) {
    on_every_page(stage, 1920, "", "").await;
    let site = stage.fifty().await;
    open_page_type(&stage.browser, &site, "article").await;
    let measure = "const p = document.querySelector('.prose h2 + p'), s = getComputedStyle(p); return p.getBoundingClientRect().width / parseFloat(s.fontSize)";
    let ems = stage.browser.script(measure, vec![]).await.as_f64().unwrap_or_default();
    assert!((25.0..=42.0).contains(&ems), "a line of {ems} em");
}

async fn controls_are_large_enough_to_touch(stage: &mut Stage) {
    for named in ["404", "503"] {
        stage.expect_errors(named);
    }
    let site = stage.fifty().await;
    let browser = &stage.browser;
    browser.set_viewport(360, 640).await;
    // WCAG 2.5.8: 24 by 24 CSS pixels, links within sentences aside.
    let small = "return [...document.querySelectorAll('button, select, input, nav a')].filter(e => e.checkVisibility()).map(e => [e, (e.closest('label') ?? e).getBoundingClientRect()]) \
        .filter(([, r]) => r.width > 1 && (r.width < 24 || r.height < 24)).map(([e, r]) => e.outerHTML.slice(0, 80) + r.width + 'x' + r.height)";
    for page in ["front", "article", "settings", "failed"] {
        open_page_type(browser, &site, page).await;
        assert_eq!(browser.script(small, vec![]).await, json!([]), "{page}");
    }
}
