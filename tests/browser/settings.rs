//! The reader's own settings.

use crate::states::set_offline;
use harness::{Answer, Browser, Query, Stage, Test, fixture, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        every_theme_changes_the_colours_and_stays,
        text_size_changes_and_stays,
        digits_change_everywhere_and_stay,
        month_names_change_and_stay,
        the_calendar_changes_and_stays,
        times_are_told_by_the_readers_own_clock_for_who_chooses_it,
        the_language_changes_the_whole_interface_and_its_direction,
        a_language_chosen_without_a_network_leaves_the_page_as_it_is_and_comes_with_the_network
            except Webkit: "its driver cannot take the network away",
        a_language_whose_words_do_not_come_leaves_the_page_as_it_is_and_says_so,
        what_was_chosen_is_in_force_before_the_first_paint except Webkit: "nothing runs before a page's own scripts",
        a_page_whose_storage_is_blocked_works_and_says_so except Webkit: "nothing runs before a page's own scripts",
        what_is_stored_from_another_build_harms_nothing,
    ]
}

pub(crate) async fn open_settings(browser: &Browser) {
    browser.click(&Query::action("settings")).await;
    browser.find(&Query::part("settings")).await;
}

/// Chooses `value` for `setting`, as the mouse does.
pub(crate) async fn choose(browser: &Browser, setting: &str, value: &str) {
    let selector = format!(
        "select[data-setting='{setting}'] option[value='{value}'], input[data-setting='{setting}'][value='{value}']"
    );
    let element = browser.find(&Query::css(&selector).even_hidden()).await;
    let script = "const e = arguments[0]; if (e.tagName === 'OPTION') { e.selected = true; \
        e.parentElement.dispatchEvent(new Event('change', { bubbles: true })); } else e.click();";
    browser.script(script, vec![element.to_json().expect("an element")]).await;
}

async fn every_theme_changes_the_colours_and_stays(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let mut colours = Vec::new();
    for theme in ["light", "dark", "sepia"] {
        open_settings(browser).await;
        choose(browser, "theme", theme).await;
        let in_force = format!("return document.documentElement.getAttribute('data-theme') === '{theme}'");
        browser.until("the theme is in force", &in_force).await;
        browser.reload().await;
        browser.until("the theme stayed", &in_force).await;
        let colour = "return getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor";
        colours.push(browser.script(colour, vec![]).await.to_string());
    }
    colours.sort();
    colours.dedup();
    assert_eq!(colours.len(), 3, "each theme has its own paper: {colours:?}");
}

async fn text_size_changes_and_stays(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    let size = "return parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)";
    let mut last = 0.0;
    for step in ["small", "medium", "large", "huge"] {
        open_settings(browser).await;
        choose(browser, "text-size", step).await;
        browser.reload().await;
        let now = browser.script(size, vec![]).await.as_f64().unwrap_or_default();
        assert!(now > last, "{step}: {now} after {last}");
        last = now;
    }
}

async fn digits_change_everywhere_and_stay(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    for (digits, date, count) in [
        ("european", "10 شباط 2026", "5"),
        ("extended-arabic-indic", "۱۰ شباط ۲۰۲۶", "۵"),
        ("arabic-indic", "١٠ شباط ٢٠٢٦", "٥"),
    ] {
        open_settings(browser).await;
        choose(browser, "digits", digits).await;
        browser.sees(date).await;
        browser.reload().await;
        browser.sees(date).await;
        let bar = browser.text(&Query::role("link").naming("سياسة").in_part("sections")).await;
        assert!(bar.contains(count), "{digits}: {bar}");
    }
}

async fn month_names_change_and_stay(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    for (months, date) in [
        ("gulf", "١٠ فبراير ٢٠٢٦"),
        ("both", "١٠ فبراير/شباط ٢٠٢٦"),
        ("maghreb", "١٠ فيفري ٢٠٢٦"),
        ("morocco", "١٠ فبراير ٢٠٢٦"),
        ("mauritania", "١٠ فبراير ٢٠٢٦"),
        ("levant", "١٠ شباط ٢٠٢٦"),
    ] {
        open_settings(browser).await;
        choose(browser, "months", months).await;
        browser.sees(date).await;
        browser.reload().await;
        browser.sees(date).await;
    }
}

async fn the_calendar_changes_and_stays(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    open_settings(browser).await;
    choose(browser, "calendar", "gregorian-and-hijri").await;
    // Umm al-Qura: 10 February 2026 is 22 Shaban 1447.
    browser.sees("٢٢ شعبان ١٤٤٧").await;
    browser.reload().await;
    browser.sees("٢٢ شعبان ١٤٤٧").await;
    open_settings(browser).await;
    choose(browser, "calendar", "solar-hijri").await;
    browser.sees("٢١ بهمن ١٤٠٤").await;
}

async fn times_are_told_by_the_readers_own_clock_for_who_chooses_it(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    open_settings(browser).await;
    choose(browser, "digits", "european").await;
    let told_by = |zone: &str| {
        format!(
            "const time = document.querySelector('[data-part~=article] time[datetime*=T]'); \
            const wall = new Intl.DateTimeFormat('en-GB', {{ hour: '2-digit', minute: '2-digit', timeZone: {zone} }}); \
            return time !== null && time.textContent.includes(wall.format(new Date(time.dateTime)))"
        )
    };
    let (edition, device) = (told_by("'Asia/Damascus'"), told_by("undefined"));
    browser.until("times are the edition's", &edition).await;
    choose(browser, "clock", "device").await;
    browser.until("times are the device's", &device).await;
    browser.reload().await;
    browser.until("they stayed the device's", &device).await;
    open_settings(browser).await;
    choose(browser, "clock", "edition").await;
    browser.until("times are the edition's again", &edition).await;
}

async fn the_language_changes_the_whole_interface_and_its_direction(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    for (language, dir, words) in [
        ("fa", "rtl", "تنظیمات"),
        ("ur", "rtl", "ترتیبات"),
        ("he", "rtl", "הגדרות"),
        ("en", "ltr", "Settings"),
        ("ar", "rtl", "الإعدادات"),
    ] {
        open_settings(browser).await;
        choose(browser, "language", language).await;
        let in_force = format!(
            "return document.documentElement.lang.startsWith('{language}') && document.documentElement.dir === '{dir}'"
        );
        browser.until(&format!("{language} is in force"), &in_force).await;
        browser.sees(words).await;
        browser.reload().await;
        browser.until(&format!("{language} stayed"), &in_force).await;
        assert_eq!(
            browser.attribute(&Query::css("h1 [dir], h1[dir]"), "dir").await.as_deref(),
            Some("rtl"),
            "the headline is Arabic all the same"
        );
    }
}

const LANGUAGE_MISSING: &str = "تعذّر جلب كلمات هذه اللغة، فبقيت الصفحة كما هي.";

/// The page is in Arabic, says that Hebrew did not come, and its settings show Arabic.
async fn stays_arabic(browser: &Browser) {
    browser.sees(LANGUAGE_MISSING).await;
    let arabic = "return document.documentElement.lang === 'ar' && document.querySelector('[data-setting=language]').value === 'ar'";
    browser.until("the page and its settings are in Arabic", arabic).await;
    assert!(!browser.shows("הגדרות").await);
}

async fn chooses_hebrew(browser: &Browser) {
    choose(browser, "language", "he").await;
    let hebrew = "return document.documentElement.lang === 'he'";
    browser.until("Hebrew is in force", hebrew).await;
    browser.sees("הגדרות").await;
    browser.reload().await;
    browser.until("Hebrew stayed", hebrew).await;
    browser.sees("הגדרות").await;
}

async fn a_language_chosen_without_a_network_leaves_the_page_as_it_is_and_comes_with_the_network(stage: &mut Stage) {
    stage.expect_errors("ERR_INTERNET_DISCONNECTED");
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    open_settings(&stage.browser).await;
    set_offline(stage, true).await;
    choose(&stage.browser, "language", "he").await;
    stays_arabic(&stage.browser).await;
    set_offline(stage, false).await;
    stage.browser.gone(&Query::css("[data-notice=offline]")).await;
    chooses_hebrew(&stage.browser).await;
}

async fn a_language_whose_words_do_not_come_leaves_the_page_as_it_is_and_says_so(stage: &mut Stage) {
    stage.expect_errors("503");
    let site = stage.small().await;
    let browser = &stage.browser;
    site.answer(&site.words("he"), Answer::status(503));
    browser.open(&site.url("/")).await;
    open_settings(browser).await;
    choose(browser, "language", "he").await;
    stays_arabic(browser).await;
    choose(browser, "theme", "dark").await;
    browser.reload().await;
    browser.until("the theme stayed", "return document.documentElement.getAttribute('data-theme') === 'dark'").await;
    assert_eq!(browser.script("return document.documentElement.lang", vec![]).await, json!("ar"));
    site.forget(&site.words("he"));
    open_settings(browser).await;
    chooses_hebrew(browser).await;
}

async fn what_was_chosen_is_in_force_before_the_first_paint(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let stored = "localStorage.setItem('nashra:settings', 'language=en&theme=dark&text-size=large')";
    browser.script(stored, vec![]).await;
    // Runs when <body> appears: before anything of it can be painted.
    let preload = "() => { new MutationObserver((_, observer) => { if (document.body) { observer.disconnect(); \
        const root = document.documentElement; \
        window.atFirst = [root.dataset.theme, root.dataset.textSize, root.lang, root.dir]; } }).observe(document, { childList: true, subtree: true }); }";
    let script = serde_json::json!({ "functionDeclaration": preload });
    let bidi = browser.bidi().expect("this engine has BiDi");
    let added = bidi.send_raw("script.addPreloadScript", script).await.expect("a preload script can be added");
    browser.reload().await;
    let at_first = browser.script("return window.atFirst", vec![]).await;
    let removed = bidi.send_raw("script.removePreloadScript", json!({ "script": added["script"] })).await;
    removed.expect("a preload script can be removed");
    assert_eq!(at_first, json!(["dark", "large", "en", "ltr"]));
}

async fn a_page_whose_storage_is_blocked_works_and_says_so(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    let preload = "() => { for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, \
        { get() { throw new DOMException('blocked', 'SecurityError'); } }); }";
    let bidi = browser.bidi().expect("this engine has BiDi");
    let script = json!({ "functionDeclaration": preload });
    let added = bidi.send_raw("script.addPreloadScript", script).await.expect("a preload script can be added");
    browser.open(&site.url("/")).await;
    open_settings(browser).await;
    choose(browser, "theme", "dark").await;
    browser
        .until("the theme is in force", "return document.documentElement.getAttribute('data-theme') === 'dark'")
        .await;
    browser.sees("المتصفح يمنع الحفظ، فإعداداتك لهذه الزيارة وحدها.").await;
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser
        .until("the theme goes along", "return document.documentElement.getAttribute('data-theme') === 'dark'")
        .await;
    let removed = bidi.send_raw("script.removePreloadScript", json!({ "script": added["script"] })).await;
    removed.expect("a preload script can be removed");
}

async fn what_is_stored_from_another_build_harms_nothing(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    for stored in
        ["theme=neon&digits=&language=tlh", "{\"theme\":\"dark\"}", "%%%&&&===", "theme=\"><script>alert(1)</script>"]
    {
        browser.script("localStorage.setItem('nashra:settings', arguments[0])", vec![json!(stored)]).await;
        browser.reload().await;
        browser.sees("١٠ شباط ٢٠٢٦").await;
    }
}
