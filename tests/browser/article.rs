//! An article.

use harness::{Answer, Browser, PATIENCE, Query, Served, Stage, Test, fixture, tests};
use serde_json::json;
use std::time::{Duration, Instant};

pub fn tests() -> Vec<Test> {
    tests![
        the_head_has_headline_standfirst_section_dateline_byline_and_reading_time,
        the_attribution_has_every_field_in_the_editions_numerals_and_months,
        our_own_story_has_no_attribution,
        related_stories_come_each_with_its_section,
        previous_and_next_lead_through_the_section,
        previous_and_next_that_come_late_wait_until_the_end_is_out_of_sight,
        previous_and_next_of_an_article_shorter_than_the_screen_move_nothing,
        a_click_on_a_headline_opens_its_article_without_loading_a_document,
        the_head_says_nothing_of_the_article_that_was_open_before,
        share_copies_the_link_with_its_attribution_where_there_is_no_share_sheet
            except Webkit: "its driver cannot grant the clipboard",
        share_hands_the_story_to_the_devices_share_sheet,
        copying_a_passage_keeps_its_attribution,
        a_broken_picture_leaves_its_caption except Webkit: "its driver has no proxy that could serve the picture",
        pictures_are_lazy_sized_and_asked_for_without_a_referrer
            except Webkit: "its driver has no proxy that could serve the picture",
        every_kind_of_block_is_drawn,
        the_tab_is_called_by_the_headline,
        links_to_other_sites_tell_them_nothing,
        words_in_another_language_are_marked_as_such,
        pictures_that_come_late_move_nothing except Webkit: "its driver has no proxy that could serve the picture",
    ]
}

async fn the_head_has_headline_standfirst_section_dateline_byline_and_reading_time(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    assert_eq!(browser.text(&Query::css("h1")).await, fixture::FULL);
    let article = browser.text(&Query::part("article")).await;
    for part in
        ["وافق المجلس على خطة من ثلاث مراحل تبدأ في الربيع.", "سياسة", "حلب", "بقلم", "سمر الحلبي", "Karim Haddad"]
    {
        assert!(article.contains(part), "{part} is missing");
    }
    // 41 paragraphs of 23 words and a heading of two: 945 words, 200 a minute.
    assert!(article.contains("٥ دقائق للقراءة"), "{article}");
    assert!(article.contains("ترميم") && article.contains("أسواق"), "tags");
}

async fn the_attribution_has_every_field_in_the_editions_numerals_and_months(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    let attribution = browser.text(&Query::part("attribution")).await;
    for part in [
        "العنوان الأصلي",
        fixture::FULL_ORIGINAL,
        "الناشر",
        "وكالة المثال",
        "agency.example/1",
        "١٠ شباط ٢٠٢٦، ٠٧:٣٨",
        "١٠ شباط ٢٠٢٦، ٠٩:٠٠",
        "المواد المعاد نشرها تعبّر عن رأي أصحابها.",
    ] {
        assert!(attribution.contains(part), "{part} is missing in: {attribution}");
    }
    let href = browser.attribute(&Query::role("link").naming("agency.example/1").in_part("attribution"), "href").await;
    assert_eq!(href.as_deref(), Some("https://agency.example/1"));
    let times = "return [...document.querySelectorAll('[data-part=attribution] time')].map(t => t.dateTime)";
    let times = browser.script(times, vec![]).await;
    assert_eq!(times, json!(["2026-02-10T04:38:00Z", "2026-02-10T06:00:00Z"]));
}

async fn our_own_story_has_no_attribution(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url(&site.article(fixture::OWN))).await;
    stage.browser.sees("يستحق أن يعرف المصدر").await;
    assert_eq!(stage.browser.count(&Query::part("attribution")).await, 0);
}

async fn related_stories_come_each_with_its_section(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    let related = browser.text(&Query::part("related")).await;
    assert!(related.contains("أخبار ذات صلة") && related.contains(fixture::EARLIER), "{related}");
    let bare = "return [...document.querySelectorAll('[data-part=related] li')].filter(li => !li.querySelector('a[href*=\"/section/\"]')).length";
    assert_eq!(browser.script(bare, vec![]).await, json!(0), "each has its section");
    assert_eq!(browser.count(&Query::link(fixture::FULL).in_part("related")).await, 0, "never itself");
    browser.click(&Query::link(fixture::EARLIER).in_part("related")).await;
    browser.until_path(&site.article(fixture::EARLIER)).await;
    browser.sees("طالب حرفيو الأسواق").await;
}

async fn previous_and_next_lead_through_the_section(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::OWN))).await;
    let neighbours = Query::role("navigation").named("في هذا القسم");
    let text = browser.text(&neighbours).await;
    assert!(text.contains(fixture::LONG) && text.contains(fixture::ENGLISH), "{text}");
    browser.click(&Query::role("link").naming(fixture::ENGLISH)).await;
    browser.until_path(&site.article(fixture::ENGLISH)).await;
}

/// Where the foot of the page begins.
const FOOT: &str = "return document.querySelector('[data-part=footer]').getBoundingClientRect().top";

/// Opens the article called `title`, whose section's headlines come three seconds late, and waits for nothing but
/// that they were asked for. What is returned is their address.
async fn open_before_its_neighbours(browser: &Browser, site: &Served, title: &str) -> String {
    let section =
        site.file(&site.article_file(title))["section"]["slug"].as_str().expect("it has a section").to_owned();
    let body = site.file(&format!("/edition/latest/{section}.json")).to_string();
    let updated = site.file("/edition/edition.json")["updated"].clone();
    let latest = format!("/edition/latest/{section}.json?{}", updated.as_str().expect("the edition is dated"));
    site.answer(&latest, Answer::Late(Duration::from_secs(3), Box::new(Answer::json(body))));
    browser.open(&site.url(&site.article(title))).await;
    let asked = Instant::now();
    while site.asked_for(&latest) == 0 {
        assert!(asked.elapsed() < PATIENCE, "the headlines of its section are not asked for");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    latest
}

async fn previous_and_next_that_come_late_wait_until_the_end_is_out_of_sight(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.set_viewport(360, 640).await;
    let latest = open_before_its_neighbours(browser, &site, fixture::FULL).await;
    browser.script("scrollTo({ top: 1e6, behavior: 'instant' })", vec![]).await;
    let before = browser.script(FOOT, vec![]).await;
    let come = "return performance.getEntriesByType('resource').some(({ name }) => name.endsWith(arguments[0]))";
    browser.until_with("the section's headlines have come", come, vec![json!(latest)]).await;
    browser.driver.execute_async("setTimeout(arguments[0], 300)", vec![]).await.expect("what has come is drawn");
    assert_eq!(browser.script(FOOT, vec![]).await, before, "the end of the page moved under its reader");
    assert_eq!(browser.count(&Query::css(".neighbours")).await, 0);
    browser.script("scrollTo({ top: 0, behavior: 'instant' })", vec![]).await;
    browser.find(&Query::role("navigation").named("في هذا القسم")).await;
    assert_eq!(browser.script("return scrollY", vec![]).await, json!(0));
}

async fn previous_and_next_of_an_article_shorter_than_the_screen_move_nothing(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.set_viewport(1280, 1000).await;
    open_before_its_neighbours(browser, &site, fixture::OWN).await;
    let story = "return document.querySelector('.story').getBoundingClientRect().bottom";
    let story = browser.script(story, vec![]).await.as_f64().expect("there is an article");
    // It ends in view, and there is less room below it than its neighbours take.
    browser.set_viewport(1280, story as u32 + 60).await;
    assert_eq!(browser.count(&Query::css(".neighbours")).await, 0);
    let height = browser.script("return innerHeight", vec![]).await.as_f64();
    let before = browser.script(FOOT, vec![]).await.as_f64();
    assert!(before >= height, "the foot begins in view: at {before:?} of {height:?} px");
    browser.find(&Query::role("navigation").named("في هذا القسم")).await;
    assert!(browser.script(FOOT, vec![]).await.as_f64() >= height);
}

async fn a_click_on_a_headline_opens_its_article_without_loading_a_document(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.script("window.stillHere = true", vec![]).await;
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.until_path(&site.article(fixture::EARLIER)).await;
    browser.sees("طالب حرفيو الأسواق").await;
    assert_eq!(browser.script("return window.stillHere === true", vec![]).await, json!(true));
}

async fn the_head_says_nothing_of_the_article_that_was_open_before(stage: &mut Stage) {
    let site = stage.demo().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let headline = "return document.querySelector('[data-part=lead] .story-link').pathname";
    let article = browser.script(headline, vec![]).await.as_str().expect("there is a lead").to_owned();
    browser.open(&site.url(&article)).await;
    let said = "const { head } = document; const id = arguments[0].split('/').at(-2); \
        return [...head.querySelectorAll('[href], [content], script[type]')].filter((it) => it.outerHTML.includes(id)).length";
    let before = browser.script(said, vec![json!(article)]).await;
    assert!(before.as_u64() > Some(2), "its address is in its head: {before}");
    browser.click(&Query::css(".neighbours a")).await;
    browser
        .until_with("another article is open", "return location.pathname !== arguments[0]", vec![json!(article)])
        .await;
    assert_eq!(browser.script(said, vec![json!(article)]).await, json!(0));
    let title = "return document.title.includes(document.querySelector('h1').textContent.trim())";
    browser.until("the title is the other's", title).await;
    let rest = "return ['description', 'og:title', 'twitter:card'].filter((name) => \
        document.querySelector(`meta[name='${name}'], meta[property='${name}']`))";
    assert_eq!(browser.script(rest, vec![]).await, json!([]));
}

async fn share_copies_the_link_with_its_attribution_where_there_is_no_share_sheet(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    // A headless browser may have a share sheet that no one can use: take it away, and watch the clipboard.
    let watch = "delete Navigator.prototype.share; Navigator.prototype.share = undefined; delete Navigator.prototype.share; \
        navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }";
    browser.script(watch, vec![]).await;
    browser.click(&Query::role("button").named("مشاركة")).await;
    browser.sees("نُسخ الرابط مع ذكر المصدر.").await;
    let copied = browser.script("return window.copied", vec![]).await;
    let copied = copied.as_str().unwrap_or("");
    for part in [
        site.url(&site.article(fixture::FULL)).as_str(),
        fixture::FULL_ORIGINAL,
        "وكالة المثال",
        "https://agency.example/1",
    ] {
        assert!(copied.contains(part), "{part} is missing in: {copied}");
    }
    // Refused: the address to copy by hand.
    browser
        .script(
            "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))",
            vec![],
        )
        .await;
    browser.click(&Query::role("button").named("نسخ الرابط")).await;
    browser.sees("تعذّر النسخ").await;
}

async fn share_hands_the_story_to_the_devices_share_sheet(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    let sheet = "window.Navigator.prototype.share = (data) => { window.shared = [data.title, data.url]; return window.Promise.resolve(); }";
    browser.script(sheet, vec![]).await;
    browser.click(&Query::role("button").named("مشاركة")).await;
    let shared = browser.until("the sheet has it", "return window.shared").await;
    assert_eq!(shared, json!([fixture::FULL, site.url(&site.article(fixture::FULL))]));
    assert!(!browser.shows("نُسخ الرابط").await, "nothing is copied as well");
}

async fn copying_a_passage_keeps_its_attribution(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    let copy = "getSelection().selectAllChildren(document.querySelector('.prose p')); \
        const event = new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData: new DataTransfer() }); \
        document.querySelector('.prose p').dispatchEvent(event); \
        return event.clipboardData ? event.clipboardData.getData('text/plain') : 'no clipboard data'";
    let copied = browser.script(copy, vec![]).await;
    let copied = copied.as_str().unwrap_or("");
    for part in ["أقرّ مجلس المدينة خطة", "وكالة المثال", "https://agency.example/1", &site.article(fixture::FULL)]
    {
        assert!(copied.contains(part), "{part} is missing in: {copied}");
    }
}

async fn a_broken_picture_leaves_its_caption(stage: &mut Stage) {
    stage.expect_errors("images.example");
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.catcher.answer(fixture::BROKEN_PICTURE, Answer::status(404));
    browser.open(&site.url(&site.article(fixture::PICTURES))).await;
    let figure = Query::role("figure").naming("ساحة السوق كما كانت");
    let element = browser.find(&figure).await;
    element.scroll_into_view().await.expect("a figure can be scrolled to");
    let broken =
        "return [...document.querySelectorAll('figure')].at(-1).querySelector('img')?.hasAttribute('data-broken')";
    browser.until("the picture is known to be broken", broken).await;
    browser.sees("ساحة السوق كما كانت").await;
}

async fn pictures_are_lazy_sized_and_asked_for_without_a_referrer(stage: &mut Stage) {
    stage.expect_errors("images.example");
    let site = stage.small().await;
    let browser = &stage.browser;
    let picture =
        "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='480'><rect width='640' height='480'/></svg>";
    browser.catcher.answer(fixture::GOOD_PICTURE, Answer::of(200, "image/svg+xml", picture));
    browser.open(&site.url(&site.article(fixture::PICTURES))).await;
    let loaded = "const img = document.querySelector('.prose img, [data-part=article] img'); img.scrollIntoView(); return img.naturalWidth > 0";
    browser.until("the picture is there", loaded).await;
    let requests = browser.catcher.received();
    let asked = requests.iter().find(|request| request.path == fixture::GOOD_PICTURE).expect("it was asked for");
    assert_eq!(asked.header("referer"), None);
    assert_eq!(asked.header("cookie"), None);
    let marks = "return [...document.querySelectorAll('[data-part=article] img')].map(i => [i.getAttribute('width') > 0, i.getAttribute('height') > 0, i.referrerPolicy])";
    assert_eq!(browser.script(marks, vec![]).await, json!([[true, true, "no-referrer"], [true, true, "no-referrer"]]));
    let last = "return [...document.querySelectorAll('[data-part=article] img')].at(-1).loading";
    assert_eq!(browser.script(last, vec![]).await, json!("lazy"));
}

async fn every_kind_of_block_is_drawn(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::BLOCKS))).await;
    for tag in ["p", "blockquote", "ul > li", "ol > li", "table th", "table td", "pre", "strong", "hr"] {
        let query = Query::css(&format!(".prose {tag}")).even_hidden();
        assert!(browser.count(&query).await > 0, "no {tag}");
    }
    assert!(browser.text(&Query::css(".prose blockquote")).await.contains("John Kennedy"));
    assert_eq!(browser.count(&Query::css("iframe")).await, 0, "an embed is a link, never loaded");
    assert!(browser.count(&Query::css(".prose a[href*='youtube.com']")).await > 0);
}

async fn the_tab_is_called_by_the_headline(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    let title = format!("{} – نشرة الاختبار", fixture::FULL);
    browser
        .until_with("the title is the headline's", "return document.title === arguments[0]", vec![json!(title)])
        .await;
}

async fn links_to_other_sites_tell_them_nothing(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    let telling = "return [...document.querySelectorAll('a[href^=http]')].filter(a => a.origin !== location.origin && \
        a.referrerPolicy !== 'no-referrer' && !a.relList.contains('noreferrer')).map(a => a.href)";
    assert_eq!(browser.script(telling, vec![]).await, json!([]));
}

async fn words_in_another_language_are_marked_as_such(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::BLOCKS))).await;
    assert_eq!(
        browser.attribute(&Query::css(".prose p [lang]").named("template"), "lang").await.as_deref(),
        Some("en")
    );
    browser.open(&site.url(&site.article(fixture::ENGLISH))).await;
    let marked = "return ['h1', '.prose p'].map(s => document.querySelector(s + ' [lang], ' + s + '[lang]')?.lang ?? document.querySelector(s)?.closest('[lang]').lang)";
    assert_eq!(browser.script(marked, vec![]).await, json!(["en", "en"]));
}

async fn pictures_that_come_late_move_nothing(stage: &mut Stage) {
    stage.expect_errors("images.example");
    let site = stage.small().await;
    let browser = &stage.browser;
    let picture =
        "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='480'><rect width='640' height='480'/></svg>";
    let late = Answer::Late(Duration::from_secs(1), Box::new(Answer::of(200, "image/svg+xml", picture)));
    browser.catcher.answer(fixture::GOOD_PICTURE, late);
    browser.open(&site.url(&site.article(fixture::PICTURES))).await;
    let place = "return document.querySelector('.prose figcaption').getBoundingClientRect().top + scrollY";
    let before = browser.script(place, vec![]).await;
    let loaded = "const img = document.querySelector('.prose img'); img.scrollIntoView(); return img.naturalWidth > 0";
    browser.until("the picture is there", loaded).await;
    let moved = browser.script(place, vec![]).await.as_f64().zip(before.as_f64()).map(|(now, before)| now - before);
    // Firefox computes in sixtieths of a pixel.
    assert!(moved.is_some_and(|moved| moved.abs() < 0.1), "{moved:?}");
}
