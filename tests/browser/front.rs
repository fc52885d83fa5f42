//! The front page.

use harness::{Query, Stage, Test, fixture, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        the_masthead_names_the_site_and_the_date_of_the_edition,
        the_newest_story_leads_when_none_is_named,
        each_headline_tells_its_section_source_and_time,
        an_edition_of_ten_offers_no_more,
        an_edition_of_thousands_offers_more_with_the_count,
        more_adds_older_headlines_below_and_keeps_the_place,
        more_works_again_after_it_failed,
        the_page_has_one_first_heading_and_named_landmarks,
        the_address_of_an_older_page_opens_it,
    ]
}

fn headlines() -> Query {
    Query::part("headline")
}

async fn the_masthead_names_the_site_and_the_date_of_the_edition(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    let masthead = stage.browser.text(&Query::part("masthead")).await;
    assert!(masthead.contains("نشرة الاختبار"), "{masthead}");
    assert!(masthead.contains("الثلاثاء، ١٠ شباط ٢٠٢٦"), "{masthead}");
}

async fn the_newest_story_leads_when_none_is_named(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    let lead = stage.browser.text(&Query::part("lead")).await;
    assert!(lead.contains(fixture::FULL), "{lead}");
    assert_eq!(stage.browser.count(&Query::link(fixture::FULL)).await, 1, "the lead is not repeated below");
}

async fn each_headline_tells_its_section_source_and_time(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    let rows = stage.browser.all(&headlines()).await;
    assert_eq!(rows.len(), 9);
    let text = rows[0].text().await.expect("a headline has text");
    for part in ["ثقافة", fixture::LATIN_FIRST, "وكالة المثال", "شباط"] {
        assert!(text.contains(part), "{part} is missing in: {text}");
    }
    let own = stage.browser.find(&Query::css("[data-part~=headline]").naming(fixture::OWN)).await;
    let text = own.text().await.expect("a headline has text");
    assert!(!text.contains("وكالة المثال"), "our own story names no other source: {text}");
}

async fn an_edition_of_ten_offers_no_more(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    assert_eq!(stage.browser.count(&headlines()).await, 9);
    assert_eq!(stage.browser.count(&Query::action("more")).await, 0);
}

async fn an_edition_of_thousands_offers_more_with_the_count(stage: &mut Stage) {
    let site = stage.large().await;
    stage.browser.open(&site.url("/")).await;
    let shown = stage.browser.count(&headlines()).await + stage.browser.count(&Query::part("lead")).await;
    assert!((29..=31).contains(&shown), "{shown} headlines are shown");
    let more = stage.browser.text(&Query::action("more")).await;
    assert!(more.contains("المزيد") && more.contains("٣٬٩٧٠"), "{more}");
}

async fn more_adds_older_headlines_below_and_keeps_the_place(stage: &mut Stage) {
    let site = stage.large().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let before = browser.count(&headlines()).await;
    browser.click(&Query::action("more")).await;
    let grown = "return document.querySelectorAll('[data-part~=headline]').length > arguments[0]";
    browser.until_with("older headlines are there", grown, vec![json!(before)]).await;
    assert_eq!(browser.path().await, "/", "more adds to the page");
    let titles = "return [...document.querySelectorAll('[data-part~=headline] h3')].map(h => h.innerText.trim())";
    let titles = browser.script(titles, vec![]).await;
    let titles: Vec<&str> = titles.as_array().into_iter().flatten().filter_map(|title| title.as_str()).collect();
    let mut once = titles.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), titles.len(), "no headline comes twice");
    assert!(titles.contains(&"خبر رقم 3969"), "the next older headline follows: {:?}", &titles[25..]);
    // Again, from the top of the same page.
    let before = browser.count(&headlines()).await;
    browser.click(&Query::action("more")).await;
    browser.until_with("still older headlines are there", grown, vec![json!(before)]).await;
}

async fn more_works_again_after_it_failed(stage: &mut Stage) {
    stage.expect_errors("500");
    let site = stage.large().await;
    let chain = site.file("edition/edition.json")["chain"].clone();
    let path = format!("/edition/chains/{}.{}.json", chain["name"].as_str().unwrap(), chain["hash"].as_str().unwrap());
    site.answer(&path, harness::Answer::status(500));
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let before = browser.count(&headlines()).await;
    browser.click(&Query::action("more")).await;
    browser.sees("في خادم المصدر عطل (الرمز ٥٠٠)").await;
    assert_eq!(browser.count(&headlines()).await, before, "what was there stays");
    site.forget(&path);
    browser.click(&Query::role("button").named("أعد المحاولة")).await;
    let grown = "return document.querySelectorAll('[data-part~=headline]').length > arguments[0]";
    browser.until_with("older headlines are there", grown, vec![json!(before)]).await;
}

async fn the_page_has_one_first_heading_and_named_landmarks(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    assert_eq!(browser.count(&Query::css("h1")).await, 1);
    assert_eq!(browser.count(&Query::role("main")).await, 1);
    assert_eq!(browser.count(&Query::role("navigation").named("الأقسام")).await, 1);
    let levels = "return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])";
    let levels = browser.script(levels, vec![]).await;
    let levels: Vec<u64> = levels.as_array().into_iter().flatten().filter_map(|level| level.as_u64()).collect();
    assert_eq!(levels[0], 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "headings skip no level: {levels:?}");
}

async fn the_address_of_an_older_page_opens_it(stage: &mut Stage) {
    let site = stage.large().await;
    let browser = &stage.browser;
    browser.open(&site.url("/page/1/")).await;
    browser.sees("خبر رقم 100").await;
    browser.sees("صفحة ١").await;
    browser.click(&Query::link("الأحدث").in_part("pager")).await;
    browser.until_path("/page/2/").await;
    browser.sees("خبر رقم 200").await;
}
