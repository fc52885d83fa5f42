//! How far articles were read: the way back to them, their marks, and wiping all of it.

use harness::{Browser, Query, Served, Stage, Test, fixture, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        an_article_that_was_left_halfway_is_offered_on_the_front_page_and_goes_on_there,
        an_article_that_was_left_halfway_offers_its_place_when_it_is_opened_again,
        what_is_offered_to_go_on_with_can_be_dismissed,
        an_article_that_was_read_to_its_end_is_marked_on_its_card_though_its_reader_went_up_to_leave,
        one_press_in_the_settings_wipes_what_was_read,
    ]
}

/// Opens the long article, reads down to `top` pixels, and leaves it by the link to the front page.
async fn read_down_to(browser: &Browser, site: &Served, top: u32) {
    browser.open(&site.url("/")).await;
    browser.click(&Query::link(fixture::FULL)).await;
    browser.sees("أقرّ مجلس المدينة خطة").await;
    browser.script("scrollTo({ top: arguments[0], behavior: 'instant' })", vec![json!(top)]).await;
    // A frame: scrolling is heard with it. The link is at the top: to press it is to scroll there.
    browser
        .driver
        .execute_async("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))", vec![])
        .await
        .expect("frames are drawn");
    browser.click(&Query::css("[data-part=masthead] .name")).await;
    browser.find(&Query::part("lead")).await;
}

const SCROLLED: &str = "return scrollY > 1200";

async fn an_article_that_was_left_halfway_is_offered_on_the_front_page_and_goes_on_there(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    let leave =
        "scrollTo({ top: 1600, behavior: 'instant' }); document.querySelector('[data-part=masthead] .name').click()";
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    // The document of a page that was prerendered is fetched when there is nothing better to do.
    browser.find(&Query::css(".neighbours")).await;
    browser.script(leave, vec![]).await;
    browser.find(&Query::link(fixture::FULL).in_part("continue")).await;
    browser.reload().await;
    browser.click(&Query::link(fixture::FULL).in_part("continue")).await;
    browser.sees("أقرّ مجلس المدينة خطة").await;
    browser.until("the page is where it was left", SCROLLED).await;
}

async fn an_article_that_was_left_halfway_offers_its_place_when_it_is_opened_again(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    read_down_to(browser, &site, 0).await;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    browser.find(&Query::css(".neighbours")).await;
    browser.script("scrollTo({ top: 1600, behavior: 'instant' })", vec![]).await;
    browser.driver.goto(&site.url("/about/")).await.expect("another page opens");
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    browser.until("an article that is opened anew opens at its top", "return scrollY === 0").await;
    browser.click(&Query::role("link").named("تابع القراءة").in_part("article")).await;
    browser.until("the page is where it was left", SCROLLED).await;
}

async fn what_is_offered_to_go_on_with_can_be_dismissed(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    browser.find(&Query::css(".neighbours")).await;
    let leave =
        "scrollTo({ top: 1600, behavior: 'instant' }); document.querySelector('[data-part=masthead] .name').click()";
    browser.script(leave, vec![]).await;
    browser.click(&Query::role("button").named("إغلاق").in_part("continue")).await;
    browser.gone(&Query::part("continue")).await;
    browser.reload().await;
    browser.find(&Query::part("lead")).await;
    assert_eq!(browser.count(&Query::part("continue")).await, 0);
}

async fn an_article_that_was_read_to_its_end_is_marked_on_its_card_though_its_reader_went_up_to_leave(
    stage: &mut Stage,
) {
    let site = stage.small().await;
    let browser = &stage.browser;
    read_down_to(browser, &site, 1_000_000).await;
    let mark = Query::css("[data-part=lead] .read");
    assert_eq!(browser.text(&mark).await, "قُرئ");
    assert_eq!(browser.count(&Query::part("continue")).await, 0, "there is nothing to go on with");
    browser.reload().await;
    browser.find(&mark).await;
}

async fn one_press_in_the_settings_wipes_what_was_read(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    read_down_to(browser, &site, 1_000_000).await;
    browser.find(&Query::css(".read")).await;
    browser.click(&Query::action("settings")).await;
    browser.click(&Query::action("forget")).await;
    browser.sees("مُحي سجلّ القراءة من هذا الجهاز.").await;
    browser.gone(&Query::css(".read")).await;
    let stored = browser.script("return localStorage.getItem('nashra:history')", vec![]).await;
    assert!(stored.as_str().unwrap_or_default().is_empty(), "{stored}");
    browser.reload().await;
    browser.find(&Query::part("lead")).await;
    assert_eq!(browser.count(&Query::css(".read")).await, 0);
}
