//! Feeds read straight in the browser, from a server that misbehaves in each way.

use harness::{Answer, Query, Served, Server, Stage, Test, fixture, tests};
use serde_json::{Value, json};
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        an_allowed_json_feed_is_read_with_no_build_step,
        an_allowed_wordpress_endpoint_is_read,
        an_allowed_ninjs_document_is_read,
        articles_of_a_feed_open_and_keep_the_source_in_their_address,
        tags_of_a_feed_are_no_links,
        a_feeds_next_page_is_read_on_demand,
        wordpress_pages_are_counted_by_their_headers,
        an_origin_that_is_not_allowed_is_never_asked,
        a_page_that_names_its_feed_reads_it,
        a_feed_without_cors_says_so,
        a_forbidden_feed_says_so_and_opens_after_retry,
        html_instead_of_json_says_so,
        a_truncated_feed_says_so,
        an_empty_feed_says_so,
        a_feed_of_another_version_says_so,
        json_that_is_no_feed_says_so,
        a_feed_that_is_gone_says_so,
        a_server_error_says_its_code,
        a_connection_that_breaks_says_so,
        a_body_cut_short_says_so,
        a_slow_feed_arrives,
        a_next_page_that_loops_ends,
        a_feed_is_asked_for_without_cookies_and_referrer,
    ]
}

const RETRY: &str = "أعد المحاولة";
const UNREACHABLE: &str = "تعذّر الوصول إلى المصدر، أو لا يسمح المصدر بالقراءة من هنا";

/// A feed server, and a site that allows its origin.
async fn allowed(stage: &mut Stage) -> (Server, Served) {
    let feed = Server::start();
    let site = stage.small().await;
    let mut edition = site.file("/edition/edition.json");
    edition["site"]["direct_allow"] = json!([feed.origin()]);
    site.answer("/edition/edition.json", Answer::json(edition.to_string()));
    // The pages of such a site let themselves connect there: by what they say themselves and by their header.
    site.rewrite("connect-src 'self'", &format!("connect-src 'self' {}", feed.origin()));
    (feed, site)
}

fn page_of(site: &Served, feed: &Server, path: &str) -> String {
    let source = feed
        .url(path)
        .replace(':', "%3A")
        .replace('/', "%2F")
        .replace('?', "%3F")
        .replace('&', "%26")
        .replace('=', "%3D");
    site.url(&format!("/?source={source}"))
}

/// A feed of `titles`, leading on to `next`.
fn json_feed(titles: &[&str], next: Option<String>) -> Vec<u8> {
    let items: Vec<Value> = titles
        .iter()
        .enumerate()
        .map(|(n, title)| {
            fixture::item(
                n as u32 + 1000,
                title,
                "عاجل",
                "2026-02-10T07:38:00+03:00",
                &format!("<p>نص {title}.</p>"),
                |_| {},
            )
        })
        .map(|mut item| {
            item["id"] = json!(format!("https://agency.example/{}", item["title"].as_str().unwrap_or("")));
            item["url"] = item["id"].clone();
            item
        })
        .collect();
    let mut feed: Value = serde_json::from_slice(&fixture::feed(&items)).expect("the fixture is JSON");
    if let Some(next) = next {
        feed["next_url"] = json!(next);
    }
    feed.to_string().into_bytes()
}

fn wordpress_post(id: u32, title: &str) -> Value {
    json!({
        "id": id, "date": "2026-02-10T10:00:00", "date_gmt": "2026-02-10T07:00:00", "slug": "post", "status": "publish", "type": "post",
        "link": format!("https://paper.example/{id}"), "title": { "rendered": title }, "featured_media": 0, "meta": [],
        "content": { "rendered": "<p>نص من موقع ووردبريس.</p>", "protected": false }, "excerpt": { "rendered": "", "protected": false },
        "_embedded": { "author": [{ "name": "ليلى" }], "wp:term": [[{ "taxonomy": "category", "name": "محليات", "slug": "local" }]] },
    })
}

/// Opens a page of `answer` and waits for the heading that explains it.
async fn failing(stage: &mut Stage, answer: Answer, heading: &str) -> (Server, Served) {
    let (feed, site) = allowed(stage).await;
    feed.answer("/feed.json", answer);
    stage.browser.open(&page_of(&site, &feed, "/feed.json")).await;
    stage.browser.find(&Query::role("heading").named(heading)).await;
    let source = stage.browser.attribute(&Query::role("link").named("افتح المصدر نفسه"), "href").await;
    assert_eq!(source, Some(feed.url("/feed.json")), "the source itself is one click away");
    (feed, site)
}

async fn recovers(stage: &Stage, feed: &Server) {
    feed.answer("/feed.json", Answer::json(json_feed(&["خبر بعد المحاولة"], None)));
    stage.browser.click(&Query::role("button").named(RETRY)).await;
    stage.browser.sees("خبر بعد المحاولة").await;
}

async fn an_allowed_json_feed_is_read_with_no_build_step(stage: &mut Stage) {
    let (feed, site) = allowed(stage).await;
    feed.answer("/feed.json", Answer::json(json_feed(&["الخبر المباشر", "خبر ثان"], None)));
    stage.browser.open(&page_of(&site, &feed, "/feed.json")).await;
    stage.browser.sees("الخبر المباشر").await;
    stage.browser.sees("وكالة المثال").await;
    assert!(!stage.browser.shows(fixture::FULL).await, "the site's own stories are not mixed in");
}

async fn tags_of_a_feed_are_no_links(stage: &mut Stage) {
    let (feed, site) = allowed(stage).await;
    feed.answer("/feed.json", Answer::json(fixture::small()));
    stage.browser.open(&page_of(&site, &feed, "/feed.json")).await;
    stage.browser.click(&Query::link(fixture::FULL)).await;
    stage.browser.until_count(&Query::css(".tags li"), 2).await;
    assert_eq!(stage.browser.count(&Query::css(".tags a")).await, 0, "the site has no page of them");
}

async fn an_allowed_wordpress_endpoint_is_read(stage: &mut Stage) {
    let (feed, site) = allowed(stage).await;
    let posts = json!([wordpress_post(1, "عنوان من ووردبريس &#8211; هنا")]);
    feed.answer("/wp-json/wp/v2/posts", Answer::json(posts.to_string()));
    stage.browser.open(&page_of(&site, &feed, "/wp-json/wp/v2/posts?_embed")).await;
    stage.browser.sees("عنوان من ووردبريس – هنا").await;
    stage.browser.sees("محليات").await;
}

async fn an_allowed_ninjs_document_is_read(stage: &mut Stage) {
    let (feed, site) = allowed(stage).await;
    let item = json!({
        "uri": "https://agency.example/n1", "type": "text", "version": "1", "language": "ar", "pubStatus": "usable",
        "versionCreated": "2026-02-10T07:00:00Z", "headlines": [{ "role": "main", "value": "عنوان من ninjs" }],
        "bodies": [{ "role": "main", "contentType": "text/html", "value": "<p>نص من وكالة.</p>" }],
    });
    feed.answer("/item.json", Answer::json(item.to_string()));
    stage.browser.open(&page_of(&site, &feed, "/item.json")).await;
    stage.browser.sees("عنوان من ninjs").await;
}

async fn articles_of_a_feed_open_and_keep_the_source_in_their_address(stage: &mut Stage) {
    let (feed, site) = allowed(stage).await;
    feed.answer("/feed.json", Answer::json(json_feed(&["الخبر المباشر", "خبر ثان"], None)));
    let browser = &stage.browser;
    browser.open(&page_of(&site, &feed, "/feed.json")).await;
    browser.click(&Query::link("خبر ثان")).await;
    browser.sees("نص خبر ثان.").await;
    let path = browser.path().await;
    assert!(path.starts_with("/article/") && path.contains("?source="), "{path}");
    browser.reload().await;
    browser.sees("نص خبر ثان.").await;
    browser.click(&Query::role("link").naming("عاجل")).await;
    browser.find(&Query::role("heading").named("عاجل")).await;
}

async fn a_feeds_next_page_is_read_on_demand(stage: &mut Stage) {
    let (feed, site) = allowed(stage).await;
    feed.answer("/feed.json", Answer::json(json_feed(&["أول"], Some(feed.url("/feed-2.json")))));
    feed.answer("/feed-2.json", Answer::json(json_feed(&["ثان"], None)));
    let browser = &stage.browser;
    browser.open(&page_of(&site, &feed, "/feed.json")).await;
    browser.sees("أول").await;
    assert_eq!(feed.asked_for("/feed-2.json"), 0, "not before it is asked for");
    browser.click(&Query::action("more")).await;
    browser.sees("ثان").await;
    browser.gone(&Query::action("more")).await;
}

async fn wordpress_pages_are_counted_by_their_headers(stage: &mut Stage) {
    let (feed, site) = allowed(stage).await;
    let answer = |id, title| {
        Answer::json(json!([wordpress_post(id, title)]).to_string())
            .with_header("X-WP-TotalPages", "2")
            .with_header("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages")
    };
    feed.answer("/wp-json/wp/v2/posts?_embed", answer(1, "الصفحة الأولى من التدوينات"));
    feed.answer("/wp-json/wp/v2/posts?_embed&page=2", answer(2, "الصفحة الثانية من التدوينات"));
    let browser = &stage.browser;
    browser.open(&page_of(&site, &feed, "/wp-json/wp/v2/posts?_embed")).await;
    browser.sees("الصفحة الأولى من التدوينات").await;
    browser.click(&Query::action("more")).await;
    browser.sees("الصفحة الثانية من التدوينات").await;
    browser.gone(&Query::action("more")).await;
}

async fn an_origin_that_is_not_allowed_is_never_asked(stage: &mut Stage) {
    let (allowed_feed, site) = allowed(stage).await;
    let other = Server::start();
    other.answer("/feed.json", Answer::json(json_feed(&["لا ينبغي أن يظهر"], None)));
    stage.browser.open(&page_of(&site, &other, "/feed.json")).await;
    stage.browser.find(&Query::role("heading").named("لا يسمح هذا الموقع بقراءة هذا المصدر")).await;
    assert_eq!(other.received().len(), 0, "not even asked whether it may be read");
    assert_eq!(allowed_feed.received().len(), 0);
    assert_eq!(stage.browser.count(&Query::role("button").named(RETRY)).await, 0);
    for source in ["javascript:alert(1)", "data:application/json,%7B%7D", "//", "file:///etc/passwd"] {
        stage.browser.open(&site.url(&format!("/?source={}", source.replace(':', "%3A")))).await;
        assert!(!stage.browser.shows("لا ينبغي").await);
    }
    assert_eq!(other.received().len(), 0);
}

async fn a_page_that_names_its_feed_reads_it(stage: &mut Stage) {
    let site = stage.small().await;
    let index = std::fs::read_to_string(site.folder().join("index.html")).expect("the site has a first page");
    let meta = "<meta name=\"nashra:source\" content=\"/own-feed.json\"><meta name=\"viewport\"";
    site.answer("/", Answer::html(index.replacen("<meta name=\"viewport\"", meta, 1)));
    site.answer("/own-feed.json", Answer::json(json_feed(&["خبر الصفحة نفسها"], None)));
    stage.browser.open(&site.url("/")).await;
    stage.browser.sees("خبر الصفحة نفسها").await;
    assert_eq!(site.asked_for("/edition/edition.json"), 0, "no edition is needed");
}

async fn a_feed_without_cors_says_so(stage: &mut Stage) {
    stage.expect_errors("CORS");
    stage.expect_errors("ERR_FAILED");
    stage.expect_errors("Cross-Origin");
    let (feed, _site) = failing(stage, Answer::json_without_cors(json_feed(&["سر"], None)), UNREACHABLE).await;
    recovers(stage, &feed).await;
}

async fn a_forbidden_feed_says_so_and_opens_after_retry(stage: &mut Stage) {
    stage.expect_errors("403");
    let (feed, _site) = failing(stage, Answer::status(403), "المصدر يمنع الوصول إليه").await;
    recovers(stage, &feed).await;
}

async fn html_instead_of_json_says_so(stage: &mut Stage) {
    let page = Answer::html("<!DOCTYPE html><title>Just a moment...</title>");
    let (feed, _site) = failing(stage, page, "وصلت صفحة ويب مكان الأخبار، كصفحة تسجيل دخول").await;
    recovers(stage, &feed).await;
}

async fn a_truncated_feed_says_so(stage: &mut Stage) {
    let whole = json_feed(&["خبر"], None);
    let half = Answer::json(&whole[..whole.len() / 2]);
    let (feed, _site) = failing(stage, half, "وصل النص مبتورًا أو تالفًا").await;
    recovers(stage, &feed).await;
}

async fn an_empty_feed_says_so(stage: &mut Stage) {
    let (feed, _site) = failing(stage, Answer::json(json_feed(&[], None)), "لا أخبار في هذا المصدر").await;
    recovers(stage, &feed).await;
}

async fn a_feed_of_another_version_says_so(stage: &mut Stage) {
    let (_feed, _site) = failing(
        stage,
        Answer::json(r#"{"version":"https://jsonfeed.org/version/9","title":"x","items":[]}"#),
        "كُتبت هذه النشرة لإصدار أحدث من هذا البرنامج",
    )
    .await;
}

async fn json_that_is_no_feed_says_so(stage: &mut Stage) {
    let (feed, _site) = failing(stage, Answer::json(r#"{"ok":true}"#), "وصلت بيانات بصيغة لا نعرفها").await;
    recovers(stage, &feed).await;
}

async fn a_feed_that_is_gone_says_so(stage: &mut Stage) {
    stage.expect_errors("404");
    failing(stage, Answer::status(404), "لم يعد المصدر في مكانه").await;
}

async fn a_server_error_says_its_code(stage: &mut Stage) {
    stage.expect_errors("500");
    let (feed, _site) = failing(stage, Answer::status(500), "في خادم المصدر عطل (الرمز ٥٠٠)").await;
    recovers(stage, &feed).await;
}

async fn a_connection_that_breaks_says_so(stage: &mut Stage) {
    for named in ["net::ERR", "CORS", "Cross-Origin"] {
        stage.expect_errors(named);
    }
    let (feed, _site) = failing(stage, Answer::Closed, UNREACHABLE).await;
    recovers(stage, &feed).await;
}

async fn a_body_cut_short_says_so(stage: &mut Stage) {
    for named in ["net::ERR", "CORS", "Cross-Origin"] {
        stage.expect_errors(named);
    }
    let whole = json_feed(&["خبر"], None);
    let cut = Answer::CutShort(Box::new(Answer::json(&whole[..whole.len() / 2])), whole.len() / 2);
    let (feed, site) = allowed(stage).await;
    feed.answer("/feed.json", cut);
    stage.browser.open(&page_of(&site, &feed, "/feed.json")).await;
    // An engine may report the missing bytes, or hand over what came.
    let told = "const h = document.querySelector('h1')?.innerText ?? ''; return h.includes('تعذّر الوصول') || h.includes('مبتورًا')";
    stage.browser.until("the page says that something is missing", told).await;
    recovers(stage, &feed).await;
}

async fn a_slow_feed_arrives(stage: &mut Stage) {
    let (feed, site) = allowed(stage).await;
    let late = Answer::Late(Duration::from_secs(3), Box::new(Answer::json(json_feed(&["خبر متأخر"], None))));
    feed.answer("/feed.json", late);
    stage.browser.open_plain(&page_of(&site, &feed, "/feed.json")).await;
    stage.browser.sees("جارٍ التحميل").await;
    stage.browser.sees("خبر متأخر").await;
}

async fn a_next_page_that_loops_ends(stage: &mut Stage) {
    let (feed, site) = allowed(stage).await;
    feed.answer("/feed.json", Answer::json(json_feed(&["أول"], Some(feed.url("/b.json")))));
    feed.answer("/b.json", Answer::json(json_feed(&["ثان"], Some(feed.url("/feed.json")))));
    let browser = &stage.browser;
    browser.open(&page_of(&site, &feed, "/feed.json")).await;
    browser.click(&Query::action("more")).await;
    browser.sees("ثان").await;
    // Offered once more at most; nothing comes twice and nothing is asked for by itself.
    if browser.count(&Query::action("more")).await > 0 {
        browser.click(&Query::action("more")).await;
        browser.gone(&Query::action("more")).await;
    }
    assert_eq!(browser.count(&Query::link("أول")).await, 1);
    assert!(feed.received().len() <= 6, "{} requests", feed.received().len());
}

async fn a_feed_is_asked_for_without_cookies_and_referrer(stage: &mut Stage) {
    let (feed, site) = allowed(stage).await;
    feed.answer("/feed.json", Answer::json(json_feed(&["خبر"], None)));
    stage.browser.open(&site.url("/")).await;
    stage.browser.script("document.cookie = 'session=1; path=/'", vec![]).await;
    stage.browser.open(&page_of(&site, &feed, "/feed.json")).await;
    stage.browser.sees("خبر").await;
    let request = feed.received().into_iter().find(|request| request.path == "/feed.json").expect("it was asked for");
    assert_eq!((request.header("cookie"), request.header("referer")), (None, None));
}
