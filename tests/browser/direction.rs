//! Which way everything reads, and that nothing of it is torn apart.

use crate::geometry::{content_box, style, words};
use harness::{Browser, Query, Served, Stage, Test, fixture, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        language_and_direction_are_markup_in_the_first_bytes,
        no_style_sheet_sets_a_direction,
        arabic_lines_begin_at_the_right_edge,
        an_arabic_paragraph_that_opens_with_latin_begins_at_the_right_edge,
        an_arabic_title_that_opens_with_latin_begins_at_the_right_edge,
        an_english_quotation_is_laid_out_from_the_left_and_marked_english,
        an_english_story_in_an_arabic_page_is_laid_out_from_the_left,
        a_count_after_a_name_stays_at_its_end,
        a_count_after_a_latin_name_stays_at_its_end,
        two_latin_names_side_by_side_stay_two,
        punctuation_of_a_latin_word_in_an_arabic_title_stays_with_it,
        phone_numbers_addresses_and_mail_are_isolated_left_to_right,
        bidi_overrides_and_isolates_are_gone_and_joiners_stay,
        a_tab_title_that_opens_with_latin_opens_with_a_mark,
        bullets_and_numbers_of_lists_stand_at_the_right,
        columns_of_an_arabic_table_run_from_the_right,
        columns_of_a_latin_table_run_from_the_left,
        the_settings_panel_has_the_pages_direction,
        arrows_point_the_way_that_the_page_reads,
        nothing_hidden_makes_the_page_scroll_sideways,
        a_range_of_years_reads_in_order_in_both_digit_sets,
        quotation_marks_are_the_sources_own,
    ]
}

async fn open(stage: &mut Stage, title: &str) -> Served {
    let site = stage.small().await;
    stage.browser.open(&site.url(&site.article(title))).await;
    site
}

async fn use_english(browser: &Browser) {
    browser.script("localStorage.setItem('nashra:settings', 'language=en')", vec![]).await;
    browser.reload().await;
}

async fn language_and_direction_are_markup_in_the_first_bytes(stage: &mut Stage) {
    let site = stage.small().await;
    for path in ["index.html", "shell.html", "404.html"] {
        let html = std::fs::read_to_string(site.folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let start: String = html.chars().take(120).collect();
        assert!(start.contains("lang=\"ar\"") && start.contains("dir=\"rtl\""), "{path}: {start}");
    }
}

async fn no_style_sheet_sets_a_direction(stage: &mut Stage) {
    open(stage, fixture::FULL).await;
    let directed = "const found = []; const walk = (rules) => { for (const rule of rules) { \
        if (rule.style && (rule.style.direction || rule.style.unicodeBidi)) found.push(rule.cssText); \
        if (rule.cssRules) walk(rule.cssRules); } }; \
        for (const sheet of document.styleSheets) walk(sheet.cssRules); return found";
    assert_eq!(stage.browser.script(directed, vec![]).await, json!([]));
}

async fn arabic_lines_begin_at_the_right_edge(stage: &mut Stage) {
    open(stage, fixture::FULL).await;
    for (selector, first) in [("h1", "م"), (".prose p + h2", "ث"), (".prose h2 + p", "أ")] {
        let (letter, whole) =
            (words(&stage.browser, selector, first).await, content_box(&stage.browser, selector).await);
        assert!((whole.right - letter.right).abs() < 4.0, "{selector}: {letter:?} in {whole:?}");
    }
}

async fn an_arabic_paragraph_that_opens_with_latin_begins_at_the_right_edge(stage: &mut Stage) {
    open(stage, fixture::BLOCKS).await;
    let browser = &stage.browser;
    let (latin, whole) = (words(browser, ".prose p", "WHO").await, content_box(browser, ".prose p").await);
    assert!((whole.right - latin.right).abs() < 4.0, "{latin:?} in {whole:?}");
    assert_eq!(browser.attribute(&Query::css(".prose p").naming("WHO"), "dir").await.as_deref(), Some("rtl"));
}

async fn an_arabic_title_that_opens_with_latin_begins_at_the_right_edge(stage: &mut Stage) {
    open(stage, fixture::LATIN_FIRST).await;
    let (latin, whole) = (words(&stage.browser, "h1", "NASA").await, content_box(&stage.browser, "h1").await);
    assert!((whole.right - latin.right).abs() < 4.0, "{latin:?} in {whole:?}");
}

async fn an_english_quotation_is_laid_out_from_the_left_and_marked_english(stage: &mut Stage) {
    open(stage, fixture::BLOCKS).await;
    let browser = &stage.browser;
    let marks = "const q = document.querySelector('.prose blockquote'); const p = [...q.querySelectorAll('*'), q].find(e => e.lang); \
        return [q.dir, p?.lang]";
    assert_eq!(browser.script(marks, vec![]).await, json!(["ltr", "en"]));
    let (first, whole) =
        (words(browser, ".prose blockquote", "We").await, content_box(browser, ".prose blockquote p").await);
    assert!((first.left - whole.left).abs() < 4.0, "{first:?} in {whole:?}");
}

async fn an_english_story_in_an_arabic_page_is_laid_out_from_the_left(stage: &mut Stage) {
    open(stage, fixture::ENGLISH).await;
    let browser = &stage.browser;
    for (selector, first) in [("h1", "Aid"), (".prose p", "The")] {
        let (word, whole) = (words(browser, selector, first).await, content_box(browser, selector).await);
        assert!((word.left - whole.left).abs() < 4.0, "{selector}: {word:?} in {whole:?}");
    }
    let (days, end) = (words(browser, ".prose p", "3 days").await, words(browser, ".prose p", "days.").await);
    assert!(days.left < end.left, "the full stop stays at the end");
}

async fn a_count_after_a_name_stays_at_its_end(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let selector = "[data-part=sections] a[href$='/politics/']";
    let (name, count) = (words(browser, selector, "سياسة").await, words(browser, selector, "٥").await);
    assert!(count.right <= name.left + 1.0, "{count:?} after {name:?}");
}

async fn a_count_after_a_latin_name_stays_at_its_end(stage: &mut Stage) {
    let feed: fn() -> Vec<u8> =
        || fixture::feed(&[fixture::item(1, "خبر", "Science", "2026-02-10T07:38:00Z", "<p>نص.</p>", |_| {})]);
    let config = fixture::CONFIG.replace("politics = ", "science = { name = \"Science\" }\npolitics = ");
    let site = stage.edition("latin-section", feed, &config.replace("arabic-indic", "european")).await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let selector = "[data-part=sections] a[href$='/science/']";
    let (name, count) = (words(browser, selector, "Science").await, words(browser, selector, "1").await);
    assert!(count.right <= name.left + 1.0, "the page reads from the right: {count:?} after {name:?}");
}

async fn two_latin_names_side_by_side_stay_two(stage: &mut Stage) {
    open(stage, fixture::FULL).await;
    let (first, second) =
        (words(&stage.browser, ".byline", "Karim Haddad").await, words(&stage.browser, ".byline", "Lina Saleh").await);
    assert!(second.right <= first.left + 1.0 || second.top > first.bottom - 2.0, "{first:?} then {second:?}");
}

async fn punctuation_of_a_latin_word_in_an_arabic_title_stays_with_it(stage: &mut Stage) {
    open(stage, fixture::BLOCKS).await;
    let browser = &stage.browser;
    let (c, plus, mark) =
        (words(browser, "h1", "C").await, words(browser, "h1", "+").await, words(browser, "h1", "!").await);
    assert!(c.right <= plus.left + 1.0, "C++ reads as it is written: {c:?} {plus:?}");
    let arabic = words(browser, "h1", "لغة").await;
    assert!(c.left < arabic.left && mark.right <= arabic.left, "and stands after the Arabic: {arabic:?} {mark:?}");
}

async fn phone_numbers_addresses_and_mail_are_isolated_left_to_right(stage: &mut Stage) {
    open(stage, fixture::BLOCKS).await;
    let browser = &stage.browser;
    for (first, second) in [("+", "963 11 234 5678"), ("https", "agency.example/a/b?c=d"), ("news", "@agency.example")]
    {
        let (before, after) =
            (words(browser, ".prose p:nth-of-type(n+2)", first).await, words(browser, ".prose", second).await);
        assert!(
            before.left < after.right && before.right <= after.right + 1.0,
            "{first} {before:?} then {second} {after:?}"
        );
    }
    let plus = words(browser, ".prose", "+963").await;
    let sign = words(browser, ".prose", "+").await;
    assert!((sign.left - plus.left).abs() < 2.0, "the plus stands before the number: {sign:?} in {plus:?}");
}

async fn bidi_overrides_and_isolates_are_gone_and_joiners_stay(stage: &mut Stage) {
    let site = open(stage, fixture::BLOCKS).await;
    let browser = &stage.browser;
    browser.sees("می\u{200c}خواهم").await;
    browser.open(&site.url("/section/sport/")).await;
    browser.sees("المنتخب يفوز في مباراته الأولى").await;
    let controls = "return /[\\u202A-\\u202E\\u2066-\\u2069]/.test(document.documentElement.textContent)";
    assert_eq!(browser.script(controls, vec![]).await, json!(false));
}

async fn a_tab_title_that_opens_with_latin_opens_with_a_mark(stage: &mut Stage) {
    let site = open(stage, fixture::LATIN_FIRST).await;
    let browser = &stage.browser;
    browser.until("the mark is there", "return document.title.startsWith('\\u200FNASA')").await;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    browser.until("Arabic needs none", "return document.title.startsWith('مجلس')").await;
}

async fn bullets_and_numbers_of_lists_stand_at_the_right(stage: &mut Stage) {
    open(stage, fixture::BLOCKS).await;
    for list in [".prose ul", ".prose ol"] {
        let (item, whole) =
            (content_box(&stage.browser, &format!("{list} li")).await, content_box(&stage.browser, ".prose").await);
        assert!(whole.right - item.right > 8.0, "{list}: room for the mark at the right: {item:?} in {whole:?}");
        assert!(item.left - whole.left < 4.0, "{list}: none at the left: {item:?} in {whole:?}");
    }
}

async fn columns_of_an_arabic_table_run_from_the_right(stage: &mut Stage) {
    open(stage, fixture::BLOCKS).await;
    let (first, second) =
        (words(&stage.browser, ".prose table", "المدينة").await, words(&stage.browser, ".prose table", "العدد").await);
    assert!(first.left > second.right, "{first:?} {second:?}");
}

async fn columns_of_a_latin_table_run_from_the_left(stage: &mut Stage) {
    open(stage, fixture::BLOCKS).await;
    let (first, second) =
        (words(&stage.browser, ".prose table", "Name").await, words(&stage.browser, ".prose table", "Value").await);
    assert!(first.right < second.left, "{first:?} {second:?}");
    let marked = "return [...document.querySelectorAll('.prose table')].at(-1).closest('[dir=ltr]') !== null";
    assert_eq!(stage.browser.script(marked, vec![]).await, json!(true), "by markup");
}

async fn the_settings_panel_has_the_pages_direction(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.click(&Query::action("settings")).await;
    assert_eq!(style(browser, "[data-part=settings]", "direction").await, "rtl");
    use_english(browser).await;
    browser.click(&Query::action("settings")).await;
    assert_eq!(style(browser, "[data-part=settings]", "direction").await, "ltr");
}

async fn arrows_point_the_way_that_the_page_reads(stage: &mut Stage) {
    let site = stage.large().await;
    let browser = &stage.browser;
    browser.open(&site.url("/page/2/")).await;
    // ‹ and › are mirrored characters: in a right-to-left run the engine itself turns them round. They must
    // be real text in that direction, before and after the words.
    let place = "const [n, o] = ['.newer', '.older'].map(c => document.querySelector('[data-part=pager] ' + c).getBoundingClientRect()); return n.left > o.right";
    assert_eq!(browser.script(place, vec![]).await, json!(true), "newer stands at the right");
    assert_eq!(style(browser, "[data-part=pager] .newer", "direction").await, "rtl");
    use_english(browser).await;
    assert_eq!(browser.script(place, vec![]).await, json!(false), "newer stands at the left");
    assert_eq!(style(browser, "[data-part=pager] .newer", "direction").await, "ltr");
}

async fn nothing_hidden_makes_the_page_scroll_sideways(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    for path in ["/".to_owned(), site.article(fixture::BLOCKS)] {
        browser.open(&site.url(&path)).await;
        let sideways = "scrollTo({ left: -500, behavior: 'instant' }); const far = scrollX; scrollTo({ left: 500, behavior: 'instant' }); \
            return [far, scrollX, document.documentElement.scrollWidth - document.documentElement.clientWidth]";
        assert_eq!(browser.script(sideways, vec![]).await, json!([0, 0, 0]), "{path}");
    }
}

async fn a_range_of_years_reads_in_order_in_both_digit_sets(stage: &mut Stage) {
    open(stage, fixture::BLOCKS).await;
    let (from, to) = (words(&stage.browser, ".prose p", "1962").await, words(&stage.browser, ".prose p", "1984").await);
    assert!(from.left > to.right, "from the right, the earlier year first: {from:?} {to:?}");
}

async fn quotation_marks_are_the_sources_own(stage: &mut Stage) {
    open(stage, fixture::BLOCKS).await;
    stage.browser.sees("«نعمل من أجل “المستقبل” كله»").await;
    let (open, close) = (words(&stage.browser, ".prose", "«").await, words(&stage.browser, ".prose", "»").await);
    assert!(open.left > close.right || open.bottom < close.top + 4.0, "they open at the right: {open:?} {close:?}");
}
