//! What the device prefers is honoured, and each reader gets a whole interface.

use crate::page_types::open_page_type;
use harness::{Browser, Stage, Test, keys, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        a_dark_device_gets_dark_paper
            except Firefox: "its driver cannot change what the device prefers"
            except Webkit: "its driver cannot change what the device prefers",
        a_chosen_theme_goes_before_the_devices
            except Firefox: "its driver cannot change what the device prefers"
            except Webkit: "its driver cannot change what the device prefers",
        nothing_moves_for_those_who_asked_for_less_motion
            except Firefox: "its driver cannot change what the device prefers"
            except Webkit: "its driver cannot change what the device prefers",
        forced_colours_keep_controls_visible
            except Firefox: "its driver cannot change what the device prefers"
            except Webkit: "its driver cannot change what the device prefers",
        more_contrast_makes_quiet_text_loud
            except Firefox: "its driver cannot change what the device prefers"
            except Webkit: "its driver cannot change what the device prefers",
        each_language_is_whole,
    ]
}

pub(crate) async fn prefer(browser: &Browser, feature: &str, value: &str) {
    let media = json!({ "features": [{ "name": feature, "value": value }] });
    browser.cdp("Emulation.setEmulatedMedia", media).await;
}

/// How light the page's paper is, from 0 to 255.
async fn paper(browser: &Browser) -> f64 {
    let script = "for (const e of [document.body, document.documentElement]) { const c = getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number); \
        if (c.length < 4 || c[3] > 0) return (c[0] + c[1] + c[2]) / 3; } return 255";
    browser.script(script, vec![]).await.as_f64().unwrap_or(f64::NAN)
}

async fn a_dark_device_gets_dark_paper(stage: &mut Stage) {
    let site = stage.small().await;
    prefer(&stage.browser, "prefers-color-scheme", "dark").await;
    stage.browser.open(&site.url("/")).await;
    assert!(paper(&stage.browser).await < 60.0);
    prefer(&stage.browser, "prefers-color-scheme", "light").await;
    assert!(paper(&stage.browser).await > 200.0);
}

async fn a_chosen_theme_goes_before_the_devices(stage: &mut Stage) {
    let site = stage.small().await;
    prefer(&stage.browser, "prefers-color-scheme", "dark").await;
    stage.browser.open(&site.url("/")).await;
    stage.browser.script("localStorage.setItem('nashra:settings', 'theme=light')", vec![]).await;
    stage.browser.reload().await;
    assert!(paper(&stage.browser).await > 200.0);
    prefer(&stage.browser, "prefers-color-scheme", "light").await;
}

async fn nothing_moves_for_those_who_asked_for_less_motion(stage: &mut Stage) {
    let site = stage.small().await;
    prefer(&stage.browser, "prefers-reduced-motion", "reduce").await;
    stage.browser.open(&site.url("/")).await;
    let moving = "return [document.documentElement, ...document.querySelectorAll('body *')].filter(e => { const s = getComputedStyle(e); \
        return (s.animationName !== 'none' && parseFloat(s.animationDuration) > .05) || parseFloat(s.transitionDuration) > .05 || s.scrollBehavior === 'smooth'; }) \
        .map(e => e.tagName + '.' + e.className)";
    assert_eq!(stage.browser.script(moving, vec![]).await, json!([]));
    prefer(&stage.browser, "prefers-reduced-motion", "no-preference").await;
}

async fn forced_colours_keep_controls_visible(stage: &mut Stage) {
    let site = stage.small().await;
    prefer(&stage.browser, "forced-colors", "active").await;
    stage.browser.open(&site.url("/")).await;
    stage.browser.press(keys::TAB).await;
    let outlined = "const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0";
    assert_eq!(stage.browser.script(outlined, vec![]).await, json!(true), "an outline, which forced colours keep");
    prefer(&stage.browser, "forced-colors", "none").await;
}

async fn more_contrast_makes_quiet_text_loud(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    let quiet = "return getComputedStyle(document.querySelector('[data-part~=headline] time')).color";
    let before = stage.browser.script(quiet, vec![]).await;
    prefer(&stage.browser, "prefers-contrast", "more").await;
    assert_ne!(stage.browser.script(quiet, vec![]).await, before);
    prefer(&stage.browser, "prefers-contrast", "no-preference").await;
}

async fn each_language_is_whole(stage: &mut Stage) {
    for named in ["404", "503"] {
        stage.expect_errors(named);
    }
    let site = stage.fifty().await;
    let browser = &stage.browser;
    for (language, foreign) in [
        // Words of the interface in another script: Arabic's own letters are not Persian's or Urdu's.
        ("en", "[\\u0590-\\u06FF]"),
        ("he", "[\\u0600-\\u06FFa-zA-Z]"),
        ("ar", "[a-zA-Z\\u0590-\\u05FF\\u06A9\\u06CC\\u06BE\\u06D2]"),
        ("fa", "[a-zA-Z\\u0590-\\u05FF\\u0643\\u064A\\u0629\\u06D2\\u06BE]"),
        ("ur", "[a-zA-Z\\u0590-\\u05FF\\u0643\\u064A\\u0629]"),
    ] {
        browser.open(&site.url("/")).await;
        browser
            .script("localStorage.setItem('nashra:settings', 'language=' + arguments[0])", vec![json!(language)])
            .await;
        for page in ["front", "article", "missing", "failed", "settings"] {
            open_page_type(browser, &site, page).await;
            // Content carries its own direction; month samples and language names are each in their own language.
            let odd = "const foreign = new RegExp(arguments[0]); const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const found = []; \
                while (walker.nextNode()) { const n = walker.currentNode, e = n.parentElement; \
                  if (!n.data.trim() || e.closest('[dir], [lang], bdi, option, noscript, script, style, .boot-failure')?.closest('body')) continue; \
                  if (foreign.test(n.data)) found.push(n.data.trim()); } return found";
            let found = browser.script(odd, vec![json!(foreign)]).await;
            assert_eq!(found, json!([]), "{language}: {page}");
        }
    }
}
