//! The section filter: wholly in the browser, by URL.

use harness::{Query, Stage, Test, fixture, keys, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        a_click_on_a_section_shows_its_headlines_only,
        the_current_section_is_marked_for_everyone,
        each_section_tells_how_many_articles_it_has,
        a_click_on_a_section_loads_no_document,
        back_and_forward_restore_filter_scroll_and_focus,
        a_reload_keeps_section_and_scroll,
        a_section_that_the_edition_does_not_have_says_so,
        a_click_with_control_is_left_to_the_browser,
        a_section_opens_by_its_address_with_and_without_the_final_slash,
        a_section_of_thousands_offers_more,
        the_new_pages_heading_takes_the_focus_and_is_announced,
    ]
}

fn tab(name: &str) -> Query {
    Query::role("link").naming(name).in_part("sections")
}

async fn a_click_on_a_section_shows_its_headlines_only(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.click(&tab("رياضة")).await;
    browser.until_path("/section/sport/").await;
    browser.until_count(&Query::part("headline"), 2).await;
    browser.sees("المنتخب يفوز في مباراته الأولى").await;
    assert!(!browser.shows(fixture::FULL).await);
}

async fn the_current_section_is_marked_for_everyone(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/section/culture/")).await;
    assert_eq!(browser.attribute(&tab("ثقافة"), "aria-current").await.as_deref(), Some("page"));
    assert_eq!(browser.count(&Query::css("[aria-current=page]").in_part("sections")).await, 1);
    browser.click(&tab("سياسة")).await;
    browser
        .until(
            "the mark moves",
            "return document.querySelector('[data-part=sections] [aria-current=page]')?.innerText.includes('سياسة')",
        )
        .await;
}

async fn each_section_tells_how_many_articles_it_has(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    for (name, count) in [("سياسة", "٥"), ("ثقافة", "٣"), ("رياضة", "٢")] {
        let text = browser.text(&tab(name)).await;
        assert!(text.contains(count), "{name}: {text}");
    }
}

async fn a_click_on_a_section_loads_no_document(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.script("window.stillHere = true", vec![]).await;
    browser.click(&tab("ثقافة")).await;
    browser.until_count(&Query::part("headline"), 3).await;
    assert_eq!(browser.script("return window.stillHere === true", vec![]).await, json!(true));
}

async fn a_reload_keeps_section_and_scroll(stage: &mut Stage) {
    let site = stage.fifty().await;
    stage.browser.set_viewport(400, 500).await;
    stage.browser.open(&site.url("/")).await;
    let browser = &stage.browser;
    browser.click(&Query::css("[data-part=sections] a[href='/section/sport/']")).await;
    browser.find(&Query::role("heading").named("رياضة")).await;
    browser.script("window.scrollTo(0, 600)", vec![]).await;
    browser.until("its place is kept", "return window.scrollY === 600 && history.state[1] === 600").await;
    for _ in 0..2 {
        browser.reload().await;
        assert_eq!(browser.path().await, "/section/sport/");
        browser.until("it is where it was", "return Math.abs(window.scrollY - 600) < 3").await;
    }
}

async fn back_and_forward_restore_filter_scroll_and_focus(stage: &mut Stage) {
    let site = stage.large().await;
    let browser = &stage.browser;
    browser.set_viewport(800, 600).await;
    browser.open(&site.url("/section/culture/")).await;
    browser.until_count(&Query::part("headline"), 30).await;
    let link = "const link = document.querySelectorAll('[data-part~=headline] .story-link')[20]; \
        link.scrollIntoView({ block: 'center' }); link.focus({ preventScroll: true }); \
        return [scrollY, link.getAttribute('href')]";
    let before = browser.script(link, vec![]).await;
    assert!(before[0].as_f64().unwrap_or_default() > 300.0, "the page is scrolled: {before}");
    browser.press(keys::ENTER).await;
    browser.find(&Query::part("article")).await;
    browser.until("a new page opens at its top", "return scrollY < 5").await;
    browser.back().await;
    browser.until_path("/section/culture/").await;
    let restored =
        "return Math.abs(scrollY - arguments[0]) < 3 && document.activeElement?.getAttribute('href') === arguments[1]";
    let place = vec![before[0].clone(), before[1].clone()];
    browser.until_with("scroll and focus are back", restored, place).await;
    browser.forward().await;
    browser.find(&Query::part("article")).await;
    browser.back().await;
    let mark = "return document.querySelector('[data-part=sections] [aria-current=page]')?.innerText.includes('ثقافة')";
    browser.until("the filter is back", mark).await;
}

async fn a_section_that_the_edition_does_not_have_says_so(stage: &mut Stage) {
    stage.expect_errors("404");
    let site = stage.small().await;
    stage.browser.open(&site.url("/section/weather/")).await;
    stage.browser.find(&Query::role("heading").named("لا قسم بهذا الاسم")).await;
    stage.browser.click(&Query::role("link").named("الرئيسية")).await;
    stage.browser.find(&Query::part("lead")).await;
}

async fn a_click_with_control_is_left_to_the_browser(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    // Whether the app took the click is what matters; a tab that opens would outlive the test.
    let script = "const link = [...document.querySelectorAll('[data-part=sections] a')].at(-1); let taken = null; \
        addEventListener('click', (event) => { taken = event.defaultPrevented; event.preventDefault(); }, { once: true }); \
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...arguments[0] })); return taken";
    for keys in
        [json!({ "ctrlKey": true }), json!({ "metaKey": true }), json!({ "shiftKey": true }), json!({ "button": 1 })]
    {
        assert_eq!(browser.script(script, vec![keys.clone()]).await, json!(false), "{keys}");
    }
    assert_eq!(browser.path().await, "/");
    assert_eq!(browser.script(script, vec![json!({})]).await, json!(true), "a plain click is the app's");
}

async fn a_section_opens_by_its_address_with_and_without_the_final_slash(stage: &mut Stage) {
    let site = stage.small().await;
    for path in ["/section/sport/", "/section/sport"] {
        stage.browser.open(&site.url(path)).await;
        stage.browser.until_count(&Query::part("headline"), 2).await;
    }
}

async fn a_section_of_thousands_offers_more(stage: &mut Stage) {
    let site = stage.large().await;
    let browser = &stage.browser;
    browser.open(&site.url("/section/sport/")).await;
    // Those that the edition's own file names are there first.
    browser.until_count(&Query::part("headline"), 30).await;
    let more = browser.text(&Query::action("more")).await;
    assert!(more.contains("١٬٣٠٣"), "1333 less 30: {more}");
    browser.click(&Query::action("more")).await;
    let grown = "return document.querySelectorAll('[data-part~=headline]').length > 30";
    browser.until("older headlines are there", grown).await;
}

async fn the_new_pages_heading_takes_the_focus_and_is_announced(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.click(&tab("ثقافة")).await;
    let focus =
        "return document.activeElement?.tagName === 'H1' && document.activeElement.innerText.trim() === 'ثقافة'";
    browser.until("the heading has the focus", focus).await;
    let live = "return [...document.querySelectorAll('[aria-live]')].some(e => e.textContent.includes('ثقافة'))";
    browser.until("the change is announced", live).await;
}
