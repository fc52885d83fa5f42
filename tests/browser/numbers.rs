//! Numbers, dates and words as readers of each language write them.

use harness::{Answer, Query, Stage, Test, fixture, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        reading_time_has_all_plural_forms,
        counts_of_articles_have_all_plural_forms,
        every_date_has_its_machine_readable_twin,
        large_numbers_have_the_separator_of_their_digits,
        digits_are_the_editions_whatever_the_engine_prefers,
        the_full_date_is_in_the_order_of_each_language,
        times_are_told_in_the_editions_time_zone,
    ]
}

async fn reading_time_has_all_plural_forms(stage: &mut Stage) {
    let site = stage.small().await;
    let file = site.article_file(fixture::FULL);
    let mut article = site.file(&file);
    for (words, expected) in [
        (150, "دقيقة واحدة للقراءة"),
        (400, "دقيقتان للقراءة"),
        (1000, "٥ دقائق للقراءة"),
        (2200, "١١ دقيقة للقراءة"),
        (20_000, "١٠٠ دقيقة للقراءة"),
    ] {
        article["words"] = json!(words);
        site.answer(&file, Answer::json(article.to_string()));
        stage.browser.open(&site.url(&site.article(fixture::FULL))).await;
        stage.browser.sees(expected).await;
    }
    article["words"] = json!(0);
    site.answer(&file, Answer::json(article.to_string()));
    stage.browser.open(&site.url(&site.article(fixture::FULL))).await;
    stage.browser.sees(fixture::FULL).await;
    assert!(!stage.browser.shows("للقراءة").await, "no words, no time");
}

async fn counts_of_articles_have_all_plural_forms(stage: &mut Stage) {
    let site = stage.small().await;
    let mut edition = site.file("/edition/edition.json");
    for (count, expected) in [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "٣ مقالات"),
        (11, "١١ مقالًا"),
        (100, "١٠٠ مقال"),
        (103, "١٠٣ مقالات"),
    ] {
        edition["sections"][0]["count"] = json!(count);
        site.answer("/edition/edition.json", Answer::json(edition.to_string()));
        let slug = edition["sections"][0]["slug"].as_str().expect("a section has a slug").to_owned();
        stage.browser.open(&site.url(&format!("/section/{slug}/"))).await;
        let head = stage.browser.text(&Query::css(".section-head")).await;
        assert!(head.ends_with(expected), "{count}: {head}");
    }
}

async fn every_date_has_its_machine_readable_twin(stage: &mut Stage) {
    let site = stage.small().await;
    let odd = "return [...document.querySelectorAll('time')].filter(t => !/^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}Z)?$/.test(t.dateTime)).map(t => t.outerHTML)";
    for path in ["/".to_owned(), site.article(fixture::FULL)] {
        stage.browser.open(&site.url(&path)).await;
        stage.browser.until("there are dates", "return document.querySelectorAll('time').length").await;
        assert_eq!(stage.browser.script(odd, vec![]).await, json!([]));
    }
}

async fn large_numbers_have_the_separator_of_their_digits(stage: &mut Stage) {
    let site = stage.large().await;
    for (digits, expected) in [("arabic-indic", "٣٬٩٧٠"), ("extended-arabic-indic", "۳٬۹۷۰"), ("european", "3,970")]
    {
        stage.browser.open(&site.url("/")).await;
        stage
            .browser
            .script("localStorage.setItem('nashra:settings', 'digits=' + arguments[0])", vec![json!(digits)])
            .await;
        stage.browser.reload().await;
        let more = stage.browser.text(&Query::action("more")).await;
        assert!(more.contains(expected), "{digits}: {more}");
    }
}

async fn digits_are_the_editions_whatever_the_engine_prefers(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url(&site.article(fixture::FULL))).await;
    let mixed = "return [...document.querySelectorAll('time, [data-part=sections] .count, .reading-time')].map(e => e.innerText).filter(t => /[0-9\\u06F0-\\u06F9]/.test(t))";
    assert_eq!(stage.browser.script(mixed, vec![]).await, json!([]));
}

async fn the_full_date_is_in_the_order_of_each_language(stage: &mut Stage) {
    let site = stage.small().await;
    for (language, expected) in [
        ("ar", "الثلاثاء، ١٠ شباط ٢٠٢٦"),
        ("fa", "سه‌شنبه ۱۰ فوریهٔ ۲۰۲۶"),
        ("ur", "منگل، 10 فروری 2026"),
        ("he", "יום שלישי, 10 בפברואר 2026"),
        ("en", "Tuesday, 10 February 2026"),
    ] {
        stage.browser.open(&site.url("/")).await;
        stage
            .browser
            .script("localStorage.setItem('nashra:settings', 'language=' + arguments[0])", vec![json!(language)])
            .await;
        stage.browser.reload().await;
        let masthead = stage.browser.text(&Query::part("masthead")).await;
        assert!(masthead.contains(expected), "{language}: {masthead}");
    }
}

async fn times_are_told_in_the_editions_time_zone(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url(&site.article(fixture::FULL))).await;
    // 04:38 in UTC; Damascus is three hours ahead the year round.
    stage.browser.sees("٠٧:٣٨").await;
}
