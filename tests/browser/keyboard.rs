//! Everything by the keyboard alone.

use harness::{Browser, Query, Stage, Test, fixture, keys, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        the_first_tab_stop_skips_to_the_content,
        a_reader_goes_from_the_front_to_a_section_to_an_article_and_back,
        settings_open_change_and_close_by_keys,
        whatever_has_the_focus_shows_it,
        nothing_traps_the_focus,
    ]
}

/// Presses Tab until what has the focus holds `text`.
async fn tab_to(browser: &Browser, text: &str) {
    for _ in 0..80 {
        browser.press(keys::TAB).await;
        if browser.focused().await.contains(text) {
            return;
        }
    }
    panic!("80 tab stops do not lead to {text}");
}

async fn the_first_tab_stop_skips_to_the_content(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.press(keys::TAB).await;
    assert_eq!(browser.focused().await, "A انتقل إلى المحتوى");
    let visible =
        "const r = document.activeElement.getBoundingClientRect(); return r.width > 10 && r.top >= 0 && r.left >= 0";
    browser.until("the link is seen while it has the focus", visible).await;
    browser.press(keys::ENTER).await;
    browser.until("the content has the focus", "return document.activeElement?.closest('main') !== null").await;
}

async fn a_reader_goes_from_the_front_to_a_section_to_an_article_and_back(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    tab_to(browser, "ثقافة").await;
    browser.press(keys::ENTER).await;
    browser.until_path("/section/culture/").await;
    browser.until_count(&Query::part("headline"), 3).await;
    tab_to(browser, fixture::LATIN_FIRST).await;
    browser.press(keys::ENTER).await;
    browser.until_path(&site.article(fixture::LATIN_FIRST)).await;
    browser.sees("سيُطلق في الربيع").await;
    browser.back().await;
    browser.until_path("/section/culture/").await;
    let focus = "return document.activeElement?.innerText?.includes(arguments[0])";
    browser.until_with("the headline has the focus again", focus, vec![json!(fixture::LATIN_FIRST)]).await;
}

async fn settings_open_change_and_close_by_keys(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    tab_to(browser, "الإعدادات").await;
    browser.press(keys::ENTER).await;
    browser.find(&Query::part("settings")).await;
    for _ in 0..12 {
        browser.press(keys::TAB).await;
        let theme = "return document.activeElement?.getAttribute('data-setting') === 'theme'";
        if browser.script(theme, vec![]).await == json!(true) {
            break;
        }
    }
    // The arrow that points to the next radio button.
    browser.press("\u{e015}").await;
    browser.until("the theme follows", "return document.documentElement.getAttribute('data-theme') === 'light'").await;
    browser.press(keys::ESCAPE).await;
    browser.gone(&Query::part("settings")).await;
    browser
        .until("the focus is back", "return document.activeElement?.getAttribute('aria-controls') === 'settings'")
        .await;
}

async fn whatever_has_the_focus_shows_it(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    for _ in 0..12 {
        browser.press(keys::TAB).await;
        let shown = "const s = getComputedStyle(document.activeElement); \
            return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none' || document.activeElement.innerText";
        assert_eq!(browser.script(shown, vec![]).await, json!(true), "{}", browser.focused().await);
    }
}

async fn nothing_traps_the_focus(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    tab_to(browser, "إلى أعلى الصفحة").await;
}
