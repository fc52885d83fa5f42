//! What cannot be shown is said in the frame's language, with ways on; there is no blank box.

use super::{NO_ORIGIN, enter, host, inside, leave, press, shows, value};
use harness::{Answer, Query, Stage, Test, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        a_section_or_an_article_that_is_not_there_is_said_in_the_language_asked_for,
        without_an_origin_what_is_not_there_is_told_from_what_is_broken,
        a_site_that_goes_down_is_said_and_comes_back_by_trying_again,
        what_comes_in_place_of_an_article_is_not_shown,
        an_article_that_was_removed_is_missing,
        what_did_not_come_leads_back_to_what_was_pressed,
        a_ticker_of_a_section_that_is_not_there_leads_to_the_newest,
        a_script_that_does_not_come_leaves_the_list,
    ]
}

async fn a_section_or_an_article_that_is_not_there_is_said_in_the_language_asked_for(stage: &mut Stage) {
    stage.expect_errors("404");
    let site = stage.fifty().await;
    for (asked, words, language) in [
        ("?section=nowhere&lang=en", "This is no longer there.", "en"),
        ("?section=../../x&lang=fa", "این دیگر وجود ندارد.", "fa"),
        ("?layout=article&article=zzzzzzzzzz&lang=he", "הדף כבר אינו קיים.", "he"),
        ("?layout=article&article=%3Cscript%3E&lang=ur", "یہ اب موجود نہیں۔", "ur"),
        ("?layout=article&lang=xx", "لم يعد هذا موجودًا.", "ar"),
        ("?layout=article&lang=en-GB", "This is no longer there.", "en"),
    ] {
        let host = host(&site, &[(asked, "")]);
        stage.browser.open_plain(&host.url("/")).await;
        enter(&stage.browser, 0).await;
        shows(&stage.browser, words).await;
        let said = "const it = document.querySelector('[role=alert] p'); return [it.lang, it.dir, it.closest('[role=alert]').querySelectorAll('a').length]";
        let direction = if language == "en" { "ltr" } else { "rtl" };
        assert_eq!(stage.browser.script(said, vec![]).await, json!([language, direction, 1]), "{asked}");
        let focused = value(&stage.browser, "document.activeElement.localName").await;
        assert_eq!(focused, json!("body"), "where nobody acts nothing takes the focus");
        leave(&stage.browser).await;
        stage.browser.until("the host is told", "return said.some(({ error }) => error === 'missing')").await;
    }
}

async fn without_an_origin_what_is_not_there_is_told_from_what_is_broken(stage: &mut Stage) {
    stage.expect_errors("404");
    let _servers = inside(stage, "?layout=article&article=zzzzzzzzzz", NO_ORIGIN).await;
    shows(&stage.browser, "لم يعد هذا موجودًا.").await;
}

async fn a_site_that_goes_down_is_said_and_comes_back_by_trying_again(stage: &mut Stage) {
    for named in ["net::ERR", "Failed to load", "404"] {
        stage.expect_errors(named);
    }
    let (site, _host) = inside(stage, "?count=3", "").await;
    let browser = &stage.browser;
    site.go_down();
    browser.click(&Query::role("link").named("رياضة")).await;
    shows(browser, "تعذّر عرض هذا الآن.").await;
    site.come_back();
    browser.click(&Query::role("button").named("أعد المحاولة")).await;
    shows(browser, "انطلاق سباق الدراجات").await;
    site.go_down();
    press(browser, "main li:nth-child(2) .story-link").await;
    shows(browser, "تعذّر عرض هذا الآن.").await;
    browser.click(&Query::role("button").named("العودة إلى القائمة")).await;
    shows(browser, "انطلاق سباق الدراجات").await;
    site.come_back();
}

async fn what_comes_in_place_of_an_article_is_not_shown(stage: &mut Stage) {
    let (site, _host) = inside(stage, "?count=3", "").await;
    let path = value(&stage.browser, "document.querySelector('main li .story-link').pathname").await;
    let portal = Answer::html("<!DOCTYPE html><title>Log in</title><main><h1>Pay here</h1></main>");
    site.answer(path.as_str().expect("a link has a path"), portal);
    press(&stage.browser, "main li .story-link").await;
    shows(&stage.browser, "تعذّر عرض هذا الآن.").await;
    assert_eq!(value(&stage.browser, "document.body.innerText.includes('Pay here')").await, json!(false));
    site.start_anew();
}

async fn an_article_that_was_removed_is_missing(stage: &mut Stage) {
    let site = stage.fifty().await;
    // The page of one that was removed is as that of a missing one, with other words, under its own address.
    let page = std::fs::read(site.folder().join("404.html")).expect("the site has one");
    site.answer("/article/zzzzzzzzzz/", Answer::html(page));
    let host = host(&site, &[("?layout=article&article=zzzzzzzzzz&lang=fa", "")]);
    stage.browser.open_plain(&host.url("/")).await;
    enter(&stage.browser, 0).await;
    shows(&stage.browser, "این دیگر وجود ندارد.").await;
    leave(&stage.browser).await;
    stage.browser.until("the host is told", "return said.some(({ error }) => error === 'missing')").await;
}

async fn what_did_not_come_leads_back_to_what_was_pressed(stage: &mut Stage) {
    for named in ["net::ERR", "Failed to load", "404"] {
        stage.expect_errors(named);
    }
    let (site, _host) = inside(stage, "?count=3", "").await;
    let browser = &stage.browser;
    let focused = "document.activeElement.closest('li')?.matches(':nth-child(2)') ?? document.activeElement.localName";
    press(browser, "main li:nth-child(2) .story-link").await;
    browser.until("the article is open", "return !!document.querySelector('main h1')").await;
    press(browser, ".back button").await;
    assert_eq!(value(browser, focused).await, json!(true));
    site.go_down();
    press(browser, "main li:nth-child(2) a[href*='/section/']").await;
    shows(browser, "تعذّر عرض هذا الآن.").await;
    assert_eq!(value(browser, focused).await, json!("main"), "the focus is where its reader is");
    press(browser, ".choices button:nth-child(2)").await;
    browser.until("it was tried again", "return !document.querySelector('main').ariaBusy").await;
    assert_eq!(value(browser, focused).await, json!("main"), "and stays there");
    browser.press(harness::keys::ESCAPE).await;
    press(browser, "main li:nth-child(3) .story-link").await;
    shows(browser, "تعذّر عرض هذا الآن.").await;
    browser.press(harness::keys::ESCAPE).await;
    let third = "document.activeElement.closest('li')?.matches(':nth-child(3)') ?? false";
    assert_eq!(value(browser, third).await, json!(true));
    site.come_back();
}

async fn a_ticker_of_a_section_that_is_not_there_leads_to_the_newest(stage: &mut Stage) {
    stage.expect_errors("404");
    let _servers = inside(stage, "?layout=ticker&section=nowhere", "").await;
    let browser = &stage.browser;
    shows(browser, "لم يعد هذا موجودًا.").await;
    press(browser, ".choices button").await;
    let seen = "[...document.querySelectorAll('main li')].filter((it) => it.checkVisibility({ visibilityProperty: true })).length";
    assert_eq!(value(browser, seen).await, json!(1));
    assert_eq!(value(browser, "document.querySelectorAll('.turns').length").await, json!(1));
}

async fn a_script_that_does_not_come_leaves_the_list(stage: &mut Stage) {
    for named in ["404", "integrity", "Failed to load", "SHA-384", "NetworkError"] {
        stage.expect_errors(named);
    }
    let site = stage.fifty().await;
    site.answer(&site.frame_script(), Answer::of(200, "text/javascript", "damaged()"));
    for asked in ["?section=x&count=3", "?layout=ticker&count=3"] {
        let host = host(&site, &[(asked, "")]);
        stage.browser.open_plain(&host.url("/")).await;
        stage.browser.driver.enter_frame(0).await.expect("the frame is there");
        let seen = "return [...document.querySelectorAll('main li .story-link')].filter((it) => it.checkVisibility({ visibilityProperty: true })).length === 3";
        stage.browser.until("the newest are seen", seen).await;
        leave(&stage.browser).await;
    }
    site.start_anew();
}
