//! Lines of state lie over the foot of the screen: what is being read does not move for them.

use crate::geometry::words;
use crate::offline::{OFFLINE, expect_no_network};
use crate::saved::{open_saved, save};
use crate::settings::{choose, open_settings};
use crate::states::set_offline;
use harness::{Answer, Browser, Engine, Query, Served, Stage, Test, fixture, tests};
use serde_json::{Value, json};

pub fn tests() -> Vec<Test> {
    tests![
        a_network_that_goes_and_comes_in_mid_article_moves_no_line
            except Webkit: "its driver cannot take the network away",
        the_end_of_a_page_and_the_focus_are_scrolled_clear_of_a_notice
            except Webkit: "its driver cannot take the network away",
        what_offers_to_go_on_reading_gives_way_to_a_notice,
        a_notice_of_the_saved_articles_stands_on_the_others except Webkit: "its driver cannot take the network away",
        notices_take_a_third_of_the_screen_at_most except Webkit: "its driver cannot take the network away",
        paper_has_no_notices except Webkit: "its driver cannot take the network away",
    ]
}

/// A line in the middle of the long article.
const MIDDLE: &str = "ثلاث مراحل";

const SIZES: [(u32, u32); 2] = [(360, 640), (1280, 900)];

/// The boxes of everything that matches, from the top left of the viewport, and the height of that.
async fn boxes(browser: &Browser, selector: &str) -> (Vec<(f64, f64)>, f64) {
    let script = "return { all: [...document.querySelectorAll(arguments[0])].map((it) => it.getBoundingClientRect()) \
        .map(({ top, bottom }) => [top, bottom]), height: document.documentElement.clientHeight }";
    let found = browser.script(script, vec![json!(selector)]).await;
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let all = found["all"].as_array().into_iter().flatten().map(|it| (number(&it[0]), number(&it[1]))).collect();
    (all, number(&found["height"]))
}

/// The box of the only one that matches, and the height of the viewport.
async fn only_box(browser: &Browser, selector: &str) -> (f64, f64, f64) {
    let (all, height) = boxes(browser, selector).await;
    let [(top, bottom)] = all[..] else { panic!("{} match {selector}", all.len()) };
    (top, bottom, height)
}

async fn goes_offline(stage: &Stage) {
    set_offline(stage, true).await;
    stage.browser.sees(OFFLINE).await;
}

async fn comes_back(stage: &Stage) {
    set_offline(stage, false).await;
    stage.browser.gone(&Query::css("[data-notice=offline]")).await;
}

async fn a_network_that_goes_and_comes_in_mid_article_moves_no_line(stage: &mut Stage) {
    let measures = stage.browser.engine == Engine::Chromium;
    let site = stage.small().await;
    for (width, height) in SIZES {
        let browser = &stage.browser;
        browser.set_viewport(width, height).await;
        browser.open(&site.url(&site.article(fixture::FULL))).await;
        browser.find(&Query::css(".neighbours")).await;
        browser.script("document.querySelector('.prose h2').scrollIntoView({ block: 'center' })", vec![]).await;
        let shifted = browser.shifts().await.0;
        let before = words(browser, ".prose", MIDDLE).await.top;
        goes_offline(stage).await;
        let (_, bottom, height) = only_box(&stage.browser, "[data-notice=offline]").await;
        assert!((bottom - height).abs() < 1.0, "the notice ends at {bottom} of {height} px");
        assert_eq!(words(&stage.browser, ".prose", MIDDLE).await.top, before, "the network went");
        comes_back(stage).await;
        let browser = &stage.browser;
        assert_eq!(words(browser, ".prose", MIDDLE).await.top, before, "the network came back");
        if measures {
            assert_eq!(browser.shifts().await.0, shifted, "{width} px");
            // What a notice in the text would be.
            browser.script("document.querySelector('.prose').prepend('x')", vec![]).await;
            assert!(browser.shifts().await.0 > shifted, "a shift is measured");
        }
    }
}

async fn the_end_of_a_page_and_the_focus_are_scrolled_clear_of_a_notice(stage: &mut Stage) {
    let site = stage.small().await;
    for (width, height) in SIZES {
        stage.browser.set_viewport(width, height).await;
        for path in ["/about/".to_owned(), site.article(fixture::FULL)] {
            stage.browser.open(&site.url(&path)).await;
            goes_offline(stage).await;
            let browser = &stage.browser;
            browser.script("scrollTo({ top: 1e6, behavior: 'instant' })", vec![]).await;
            let (notice, ..) = only_box(browser, "[data-notice=offline]").await;
            let (_, footer, _) = only_box(browser, "[data-part=footer]").await;
            assert!(
                footer <= notice,
                "{path} at {width} px: the footer ends at {footer}, the notice begins at {notice}"
            );
            let focus =
                "scrollTo({ top: 0, behavior: 'instant' }); document.querySelector('[data-part=footer] .up a').focus()";
            browser.script(focus, vec![]).await;
            let (_, focused, _) = only_box(browser, "[data-part=footer] .up a").await;
            assert!(
                focused <= notice,
                "{path} at {width} px: the focus ends at {focused}, the notice begins at {notice}"
            );
            comes_back(stage).await;
        }
    }
}

/// Leaves the long article halfway, so that the front page offers it.
async fn leave_halfway(browser: &Browser, site: &Served) {
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    browser.find(&Query::css(".neighbours")).await;
    let leave =
        "scrollTo({ top: 1600, behavior: 'instant' }); document.querySelector('[data-part=masthead] .name').click()";
    browser.script(leave, vec![]).await;
    browser.find(&Query::part("continue")).await;
}

async fn what_offers_to_go_on_reading_gives_way_to_a_notice(stage: &mut Stage) {
    stage.expect_errors("503");
    let site = stage.small().await;
    let browser = &stage.browser;
    leave_halfway(browser, &site).await;
    site.answer(&site.words("he"), Answer::status(503));
    open_settings(browser).await;
    for (width, height) in SIZES {
        browser.set_viewport(width, height).await;
        browser.script("document.querySelector('main').scrollIntoView({ behavior: 'instant' })", vec![]).await;
        let (_, offer, height) = only_box(browser, "[data-part=continue]").await;
        assert!((offer - height).abs() < 1.0, "{width} px: the offer ends at {offer} of {height}");
        choose(browser, "language", "he").await;
        browser.find(&Query::css("[data-notice=language-missing]")).await;
        browser.script("scrollTo({ top: 1e6, behavior: 'instant' })", vec![]).await;
        let (notice, ..) = only_box(browser, "[data-notice=language-missing]").await;
        let (_, offer, _) = only_box(browser, "[data-part=continue]").await;
        assert!(offer <= notice, "{width} px: the offer ends at {offer}, the notice begins at {notice}");
        browser.click(&Query::action("dismiss")).await;
        browser.gone(&Query::part("notice")).await;
    }
}

async fn a_notice_of_the_saved_articles_stands_on_the_others(stage: &mut Stage) {
    expect_no_network(stage);
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.set_viewport(360, 640).await;
    save(browser, &site, fixture::FULL).await;
    open_saved(browser).await;
    browser.click(&Query::css("[data-do=remove]")).await;
    browser.find(&Query::css("[data-notice=saved]")).await;
    goes_offline(stage).await;
    let browser = &stage.browser;
    let (_, saved, _) = only_box(browser, "[data-notice=saved]").await;
    let (offline, bottom, height) = only_box(browser, "[data-notice=offline]").await;
    assert!((saved - offline).abs() < 1.0, "one ends at {saved}, the other begins at {offline}");
    assert!((bottom - height).abs() < 1.0, "the lower one ends at {bottom} of {height} px");
    browser.click(&Query::css("[data-do=undo]")).await;
    browser.find(&Query::link(fixture::FULL)).await;
    comes_back(stage).await;
}

async fn notices_take_a_third_of_the_screen_at_most(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.set_viewport(360, 640).await;
    stage.browser.open(&site.url(&site.article(fixture::FULL))).await;
    goes_offline(stage).await;
    let browser = &stage.browser;
    let refuse = "window.Navigator.prototype.share = undefined; delete window.Navigator.prototype.share; \
        if (navigator.clipboard) navigator.clipboard.writeText = () => window.Promise.reject(new window.DOMException('no', 'NotAllowedError'))";
    browser.script(refuse, vec![]).await;
    browser.click(&Query::action("copy")).await;
    browser.find(&Query::css("[data-notice=copy-by-hand]")).await;
    // As a notice that is longer than any of ours.
    let long = "document.querySelector('[data-notice=copy-by-hand] span').prepend('كلمة '.repeat(400))";
    browser.script(long, vec![]).await;
    let (region, bottom, height) = only_box(browser, ".notices").await;
    assert!(bottom - region <= height / 3.0, "{} of {height} px", bottom - region);
    browser.click(&Query::role("button").named("إغلاق").in_part("notice")).await;
    browser.gone(&Query::css("[data-notice=copy-by-hand]")).await;
    comes_back(stage).await;
}

async fn paper_has_no_notices(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    goes_offline(stage).await;
    let shown = "return [...document.querySelectorAll('.notices')].map((it) => getComputedStyle(it).display)";
    assert_eq!(stage.browser.script(shown, vec![]).await, json!(["block"]));
    if stage.browser.engine == Engine::Chromium {
        stage.browser.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        assert_eq!(stage.browser.script(shown, vec![]).await, json!(["none"]));
        stage.browser.cdp("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
    }
    comes_back(stage).await;
}
