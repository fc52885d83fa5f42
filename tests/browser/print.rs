//! On paper.

use crate::geometry::style;
use harness::{Browser, Query, Stage, Test, fixture, tests};
use serde_json::json;
use thirtyfour::common::print::PrintParameters;

pub fn tests() -> Vec<Test> {
    tests![
        an_article_prints_on_pages_of_paper except Webkit: "its driver prints nothing",
        paper_has_the_article_and_its_attribution_and_no_controls
            except Firefox: "its driver cannot show a page as printed"
            except Webkit: "its driver cannot show a page as printed",
    ]
}

async fn an_article_prints_on_pages_of_paper(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url(&site.article(fixture::FULL))).await;
    let pdf = stage.browser.driver.print_page(PrintParameters::default()).await.expect("the page prints");
    assert!(pdf.starts_with(b"%PDF"), "a PDF");
    let pages = pdf.windows(11).filter(|window| *window == b"/Type /Page" || *window == b"/Type/Page\n").count();
    assert!(pdf.len() > 10_000, "{} bytes, {pages} pages", pdf.len());
}

async fn as_printed(browser: &Browser, media: &str) {
    browser.cdp("Emulation.setEmulatedMedia", json!({ "media": media })).await;
}

async fn paper_has_the_article_and_its_attribution_and_no_controls(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    as_printed(browser, "print").await;
    assert_eq!(browser.count(&Query::css("button")).await, 0, "no buttons");
    assert_eq!(browser.count(&Query::part("sections")).await, 0, "no section bar");
    browser.sees("أقرّ مجلس المدينة خطة").await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    browser.sees("agency.example/1").await;
    let dark = style(browser, ".prose p", "color").await;
    assert!(dark.starts_with("rgb(0") || dark.starts_with("rgb(2") || dark.starts_with("rgb(1"), "dark ink: {dark}");
    as_printed(browser, "").await;
}
