//! What style may not do to letters that join, stack and descend.

use crate::geometry::style;
use harness::{Browser, Stage, Test, fixture, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        no_arabic_letter_is_spaced_slanted_or_transformed,
        lines_leave_room_for_vowel_signs_and_descenders,
        nothing_clips_a_line,
        urdu_is_set_in_nastaliq_with_room_for_it,
        lam_and_alef_form_one_ligature,
        no_element_begins_inside_an_arabic_word,
        lines_are_ragged_and_break_at_spaces,
    ]
}

/// Number of CSS pixels in a computed length.
async fn pixels(browser: &Browser, selector: &str, property: &str) -> f64 {
    style(browser, selector, property).await.trim_end_matches("px").parse().unwrap_or(f64::NAN)
}

async fn no_arabic_letter_is_spaced_slanted_or_transformed(stage: &mut Stage) {
    let site = stage.small().await;
    let wrong = "return [...document.querySelectorAll('body *')].filter(e => /[\\u0600-\\u06FF]/.test([...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(''))) \
        .filter(e => { const s = getComputedStyle(e); return !['normal', '0px'].includes(s.letterSpacing) || s.fontStyle !== 'normal' || s.textTransform !== 'none'; }) \
        .map(e => e.tagName + ': ' + e.textContent.slice(0, 40))";
    for path in ["/".to_owned(), site.article(fixture::FULL), site.article(fixture::BLOCKS)] {
        stage.browser.open(&site.url(&path)).await;
        assert_eq!(stage.browser.script(wrong, vec![]).await, json!([]), "{path}");
    }
}

async fn lines_leave_room_for_vowel_signs_and_descenders(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    for (selector, least) in [(".prose h2 + p", 1.7), ("h1", 1.35), (".prose h2", 1.35), ("[data-part=related] a", 1.3)]
    {
        let ratio = pixels(browser, selector, "lineHeight").await / pixels(browser, selector, "fontSize").await;
        assert!(ratio >= least, "{selector}: {ratio}");
    }
}

async fn nothing_clips_a_line(stage: &mut Stage) {
    let site = stage.small().await;
    let clipped = "return [...document.querySelectorAll('body *')].filter(e => { const s = getComputedStyle(e); \
        return s.clip === 'auto' && s.clipPath === 'none' && ['hidden', 'clip'].includes(s.overflowY) && e.innerText?.trim() && e.scrollHeight > e.clientHeight + 1; }) \
        .map(e => e.tagName + '.' + e.className)";
    for path in ["/".to_owned(), site.article(fixture::LONG), "/section/politics/".to_owned()] {
        for width in [360, 1280] {
            stage.browser.set_viewport(width, 900).await;
            stage.browser.open(&site.url(&path)).await;
            assert_eq!(stage.browser.script(clipped, vec![]).await, json!([]), "{path} at {width}");
        }
    }
}

async fn urdu_is_set_in_nastaliq_with_room_for_it(stage: &mut Stage) {
    let feed: fn() -> Vec<u8> = || {
        let body = "<p>وزیر اعظم نے کہا کہ منصوبہ اگلے ماہ شروع ہوگا۔</p>";
        let item = fixture::item(
            1,
            "وزیر اعظم کا نیا منصوبہ",
            "خبریں",
            "2026-02-10T07:38:00Z",
            body,
            |item| {
                item["language"] = json!("ur");
            },
        );
        fixture::feed(&[item])
    };
    let config = fixture::CONFIG.replace("lang = \"ar\"", "lang = \"ur\"").replace("[locale]", "[locale]\nui = \"ur\"");
    let site = stage.edition("urdu", feed, &config).await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article("وزیر اعظم کا نیا منصوبہ"))).await;
    for (selector, least) in [(".prose p", 2.2), ("h1", 2.0)] {
        let family = style(browser, selector, "fontFamily").await;
        assert!(family.starts_with("\"Noto Nastaliq Urdu\""), "{selector}: {family}");
        let ratio = pixels(browser, selector, "lineHeight").await / pixels(browser, selector, "fontSize").await;
        assert!(ratio >= least, "{selector}: {ratio}");
    }
}

async fn lam_and_alef_form_one_ligature(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::BLOCKS))).await;
    let widths = "const context = document.createElement('canvas').getContext('2d'); const s = getComputedStyle(document.querySelector('.prose p')); \
        context.font = s.fontSize + ' ' + s.fontFamily; return [context.measureText('لا').width, context.measureText('ل').width + context.measureText('ا').width]";
    let widths = browser.script(widths, vec![]).await;
    assert!(widths[0].as_f64() < widths[1].as_f64(), "{widths}");
}

async fn no_element_begins_inside_an_arabic_word(stage: &mut Stage) {
    let site = stage.small().await;
    let cut = "const letter = /[\\u0620-\\u06FF]/; const found = []; \
        const lineOf = (node) => { let e = node.parentElement; while (getComputedStyle(e).display === 'inline') e = e.parentElement; return e; }; \
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); let last = '', line = null; \
        while (walker.nextNode()) { const node = walker.currentNode; if (!node.data) continue; const now = lineOf(node); \
          if (now === line && letter.test(last) && letter.test(node.data[0])) found.push(now.innerText.slice(0, 60)); \
          last = node.data.at(-1); line = now; } return found";
    for path in ["/".to_owned(), site.article(fixture::BLOCKS), site.article(fixture::FULL)] {
        stage.browser.open(&site.url(&path)).await;
        assert_eq!(stage.browser.script(cut, vec![]).await, json!([]), "{path}");
    }
}

async fn lines_are_ragged_and_break_at_spaces(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    for selector in [".prose p", "h1", "[data-part=attribution] dd"] {
        let align = style(browser, selector, "textAlign").await;
        assert!(matches!(align.as_str(), "start" | "right" | "center"), "{selector}: {align}");
        assert_ne!(style(browser, selector, "wordBreak").await, "break-all", "{selector}");
        assert!(matches!(style(browser, selector, "hyphens").await.as_str(), "manual" | "none"), "{selector}");
    }
}
