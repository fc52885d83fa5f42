//! Missing, offline, stale and broken are different states with different words and ways on.

use harness::{Answer, Query, Served, Stage, Test, fixture, tests};
use serde_json::json;
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        an_article_that_is_not_there_says_so_and_leads_home,
        an_address_that_names_no_page_says_so,
        an_edition_that_is_forbidden_says_so_and_opens_after_retry,
        an_html_page_in_place_of_the_edition_says_so,
        a_truncated_edition_says_so,
        an_edition_of_a_newer_version_says_so_and_offers_no_retry,
        json_that_is_no_edition_says_so,
        an_edition_with_a_field_missing_says_so,
        an_edition_nested_too_deep_says_so,
        an_edition_that_is_gone_says_so,
        a_server_error_says_its_code_and_opens_after_retry,
        a_connection_that_breaks_says_so,
        an_empty_edition_says_so,
        a_broken_article_file_says_so_and_the_rest_works,
        a_slow_edition_shows_a_skeleton_that_does_not_shift,
        a_page_that_goes_offline_says_so_and_keeps_what_it_has except Webkit: "its driver cannot take the network away",
        an_article_opened_offline_says_offline_and_comes_with_the_network
            except Webkit: "its driver cannot take the network away",
        an_edition_that_could_not_be_renewed_stays_and_is_called_old,
        a_viewer_that_dies_shows_a_plain_page,
    ]
}

const EDITION: &str = "/edition/edition.json";
const RETRY: &str = "أعد المحاولة";

/// Opens the front page, where it is not prerendered, with `answer` in place of the edition, and waits for its heading.
async fn failing(stage: &mut Stage, answer: Answer, heading: &str) -> Served {
    let site = stage.small().await;
    site.answer(EDITION, answer);
    stage.browser.open(&site.url(fixture::SHELL)).await;
    stage.browser.find(&Query::role("heading").named(heading)).await;
    site
}

/// Presses retry once the edition is there again.
async fn recovers(stage: &Stage, site: &Served) {
    site.forget(EDITION);
    stage.browser.click(&Query::role("button").named(RETRY)).await;
    stage.browser.find(&Query::part("lead")).await;
}

async fn an_article_that_is_not_there_says_so_and_leads_home(stage: &mut Stage) {
    stage.expect_errors("404");
    let site = stage.small().await;
    stage.browser.open(&site.url("/article/aaaaaaaaaa/")).await;
    stage.browser.find(&Query::role("heading").named("هذا المقال غير موجود")).await;
    assert_eq!(stage.browser.count(&Query::role("button").named(RETRY)).await, 0);
    stage.browser.click(&Query::role("link").named("الرئيسية")).await;
    stage.browser.find(&Query::part("lead")).await;
}

async fn an_address_that_names_no_page_says_so(stage: &mut Stage) {
    stage.expect_errors("404");
    let site = stage.small().await;
    stage.browser.open(&site.url("/no/such/page/")).await;
    stage.browser.find(&Query::role("heading").named("لا صفحة بهذا العنوان")).await;
}

async fn an_edition_that_is_forbidden_says_so_and_opens_after_retry(stage: &mut Stage) {
    stage.expect_errors("403");
    let site = failing(stage, Answer::status(403), "المصدر يمنع الوصول إليه").await;
    recovers(stage, &site).await;
}

async fn an_html_page_in_place_of_the_edition_says_so(stage: &mut Stage) {
    let login = Answer::html("<!DOCTYPE html><title>Log in</title><form><input type=password></form>");
    let site = failing(stage, login, "وصلت صفحة ويب مكان الأخبار، كصفحة تسجيل دخول").await;
    recovers(stage, &site).await;
}

async fn a_truncated_edition_says_so(stage: &mut Stage) {
    let half = Answer::json(r#"{"format":"nashra-edition/1","site":{"title":{"text":"نش"#);
    let site = failing(stage, half, "وصل النص مبتورًا أو تالفًا").await;
    recovers(stage, &site).await;
}

async fn an_edition_of_a_newer_version_says_so_and_offers_no_retry(stage: &mut Stage) {
    failing(stage, Answer::json(r#"{"format":"nashra-edition/2"}"#), "كُتبت هذه النشرة لإصدار أحدث من هذا البرنامج")
        .await;
    assert_eq!(stage.browser.count(&Query::role("button").named(RETRY)).await, 0);
}

async fn json_that_is_no_edition_says_so(stage: &mut Stage) {
    failing(stage, Answer::json(r#"{"hello":"world"}"#), "وصلت بيانات بصيغة لا نعرفها").await;
}

async fn an_edition_with_a_field_missing_says_so(stage: &mut Stage) {
    let site = failing(stage, Answer::json(r#"{"format":"nashra-edition/1"}"#), "في بيانات هذه النشرة خلل").await;
    recovers(stage, &site).await;
}

async fn an_edition_nested_too_deep_says_so(stage: &mut Stage) {
    let deep = format!(r#"{{"format":"nashra-edition/1","x":{}{}}}"#, "[".repeat(5000), "]".repeat(5000));
    let site = failing(stage, Answer::json(deep), "المصدر أكبر من أن يُقرأ هنا").await;
    recovers(stage, &site).await;
}

async fn an_edition_that_is_gone_says_so(stage: &mut Stage) {
    stage.expect_errors("404");
    failing(stage, Answer::status(404), "لم يعد المصدر في مكانه").await;
}

async fn a_server_error_says_its_code_and_opens_after_retry(stage: &mut Stage) {
    stage.expect_errors("503");
    let site = failing(stage, Answer::status(503), "في خادم المصدر عطل (الرمز ٥٠٣)").await;
    recovers(stage, &site).await;
}

async fn a_connection_that_breaks_says_so(stage: &mut Stage) {
    stage.expect_errors("net::ERR");
    stage.expect_errors("Failed to load resource");
    let heading = "تعذّر الوصول إلى المصدر، أو لا يسمح المصدر بالقراءة من هنا";
    let site = failing(stage, Answer::Closed, heading).await;
    recovers(stage, &site).await;
}

async fn an_empty_edition_says_so(stage: &mut Stage) {
    let site = stage.small().await;
    let mut edition = site.file(EDITION);
    for list in ["latest", "sections"] {
        edition[list] = json!([]);
    }
    edition["total"] = json!(0);
    let members = edition.as_object_mut().expect("an edition is an object");
    members.remove("lead");
    members.remove("chain");
    site.answer(EDITION, Answer::json(edition.to_string()));
    stage.browser.open(&site.url(fixture::SHELL)).await;
    stage.browser.sees("لا مقالات في هذه النشرة بعد.").await;
}

async fn a_broken_article_file_says_so_and_the_rest_works(stage: &mut Stage) {
    let site = stage.small().await;
    let file = site.article_file(fixture::EARLIER);
    site.answer(&file, Answer::json(r#"{"format":"nashra-article/1","id":"#));
    stage.browser.open(&site.url("/")).await;
    stage.browser.click(&Query::link(fixture::EARLIER)).await;
    stage.browser.find(&Query::role("heading").named("وصل النص مبتورًا أو تالفًا")).await;
    site.forget(&file);
    stage.browser.click(&Query::role("button").named(RETRY)).await;
    stage.browser.sees("طالب حرفيو الأسواق").await;
    stage.browser.back().await;
    stage.browser.find(&Query::part("lead")).await;
}

async fn a_slow_edition_shows_a_skeleton_that_does_not_shift(stage: &mut Stage) {
    let site = stage.small().await;
    let slow = Answer::Late(Duration::from_secs(2), Box::new(Answer::json(site.file(EDITION).to_string())));
    site.answer(EDITION, slow);
    let browser = &stage.browser;
    browser.open_plain(&site.url(fixture::SHELL)).await;
    browser.until("a skeleton stands there", "return document.querySelector('[aria-busy=true]') !== null").await;
    browser.sees("جارٍ التحميل").await;
    let main = "const r = document.querySelector('main').getBoundingClientRect(); return r.top";
    let before = browser.script(main, vec![]).await.as_f64().unwrap_or_default();
    browser.find(&Query::part("lead")).await;
    let after = browser.script(main, vec![]).await.as_f64().unwrap_or_default();
    // The section bar appears with the edition: more than that would be a jump.
    assert!((after - before).abs() < 160.0, "the content moved by {} px", after - before);
}

/// Takes the network from the page, or gives it back.
pub(crate) async fn set_offline(stage: &Stage, offline: bool) {
    let browser = &stage.browser;
    let condition = if offline { json!({ "type": "offline" }) } else { json!(null) };
    let tab = browser.tab();
    let bidi = browser.bidi().expect("this engine has BiDi");
    let conditions = json!({ "networkConditions": condition, "contexts": [tab] });
    if let Err(error) = bidi.send_raw("emulation.setNetworkConditions", conditions).await {
        panic!("the network cannot be taken away: {error}");
    }
}

async fn a_page_that_goes_offline_says_so_and_keeps_what_it_has(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    set_offline(stage, true).await;
    stage.browser.sees("لا اتصال بالموقع الآن. ما تراه محفوظ على جهازك من قبل.").await;
    stage.browser.find(&Query::part("lead")).await;
    set_offline(stage, false).await;
    stage.browser.gone(&Query::css("[data-notice=offline]")).await;
}

async fn an_article_opened_offline_says_offline_and_comes_with_the_network(stage: &mut Stage) {
    stage.expect_errors("ERR_INTERNET_DISCONNECTED");
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    set_offline(stage, true).await;
    stage.browser.click(&Query::link(fixture::EARLIER)).await;
    stage.browser.find(&Query::role("heading").named("لا اتصال بالإنترنت")).await;
    set_offline(stage, false).await;
    stage.browser.sees("طالب حرفيو الأسواق").await;
}

/// The reader comes back to the tab, `minutes` after the page was opened.
async fn comes_back(stage: &Stage, minutes: u32) {
    let later = "const now = window.opened ??= Date.now(); window.Date.now = () => now + arguments[0] * 60000; \
        document.dispatchEvent(new Event('visibilitychange'))";
    stage.browser.script(later, vec![json!(minutes)]).await;
}

async fn an_edition_that_could_not_be_renewed_stays_and_is_called_old(stage: &mut Stage) {
    stage.expect_errors("503");
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let asked = site.asked_for(EDITION);
    comes_back(stage, 1).await;
    browser.sees(fixture::FULL).await;
    assert_eq!(site.asked_for(EDITION), asked, "a minute is not long");
    site.answer(EDITION, Answer::status(503));
    comes_back(stage, 10).await;
    browser.sees("قد لا تكون هذه أحدث نشرة؛ تاريخها").await;
    browser.find(&Query::part("lead")).await;
    site.forget(EDITION);
    comes_back(stage, 20).await;
    browser.gone(&Query::css("[data-notice=stale]")).await;
    browser.find(&Query::part("lead")).await;
}

async fn a_viewer_that_dies_shows_a_plain_page(stage: &mut Stage) {
    stage.expect_errors("unreachable");
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    // A panic of the viewer is a trap; this is the same error from the same place.
    // All of it the page's own: Firefox runs a driver's scripts in a world beside the page's.
    let trap = "const bytes = new window.Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,116,0,0,10,5,1,3,0,0,11]); \
        const { Instance, Module } = window.WebAssembly; window.setTimeout(new Instance(new Module(bytes)).exports.t, 0);";
    stage.browser.script(trap, vec![]).await;
    stage.browser.find(&Query::role("heading").named("تعذّر تشغيل الصفحة")).await;
}
