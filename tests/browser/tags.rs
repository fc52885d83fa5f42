//! Tags: from an article to the others on its subject and back, on pages without the viewer.

use crate::accessibility::{axe, violations};
use crate::offline::{EDITION, NOT_KEPT, expect_no_network, until_kept};
use harness::{Answer, Browser, Query, Stage, Test, fixture, tests};
use model::TagSlug;
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        a_tag_leads_to_its_articles_and_the_way_back_is_the_browsers,
        without_scripts_a_tag_leads_to_its_articles except Webkit: "its driver cannot switch scripts off",
        a_still_page_has_the_readers_colours_and_its_own_language,
        a_tags_page_that_was_read_opens_without_a_network_and_another_says_that_there_is_none
            except Webkit: "its automated windows have no service worker",
        a_page_that_could_not_be_reached_opens_by_itself_when_it_can
            except Webkit: "its automated windows have no service worker",
        axe_finds_nothing_on_a_tags_page,
    ]
}

/// The tag that two articles have.
const TAG: &str = "ترميم";

/// Where the page of a tag is.
pub fn tag_page(tag: &str) -> String {
    format!("/tag/{}/", TagSlug::of_name(tag))
}

fn tag() -> Query {
    Query::css(&format!(".tags a[href$='{}']", tag_page(TAG)))
}

async fn is_still(browser: &Browser) {
    let started = "const root = document.documentElement; \
        return [root.hasAttribute('data-ready'), root.hasAttribute('data-script'), document.querySelectorAll('script[src]').length, \
        [...document.querySelectorAll('button')].filter((button) => button.checkVisibility()).length]";
    assert_eq!(browser.script(started, vec![]).await, json!([false, false, 0, 0]), "nothing that needs the viewer");
}

async fn a_tag_leads_to_its_articles_and_the_way_back_is_the_browsers(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    let article = site.article(fixture::FULL);
    // Drawn by the viewer, not prerendered.
    browser.open(&site.url("/")).await;
    browser.click(&Query::link(fixture::FULL)).await;
    browser.until_path(&article).await;
    browser.click(&tag()).await;
    browser.until_path(&tag_page(TAG)).await;
    browser.find(&Query::role("heading").named(TAG)).await;
    browser.until_count(&Query::part("headline"), 2).await;
    is_still(browser).await;
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.until_path(&site.article(fixture::EARLIER)).await;
    browser.until("the viewer runs", "return document.documentElement.hasAttribute('data-ready')").await;
    browser.back().await;
    browser.until_path(&tag_page(TAG)).await;
    browser.find(&Query::role("heading").named(TAG)).await;
    browser.back().await;
    browser.until_path(&article).await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    browser.find(&tag()).await;
}

async fn without_scripts_a_tag_leads_to_its_articles(stage: &mut Stage) {
    let site = stage.small().await;
    let article = site.url(&site.article(fixture::FULL));
    let browser = stage.without_scripts().await;
    let find = |css: String| async move {
        let found = browser.driver.find(thirtyfour::By::Css(css.as_str())).await;
        found.unwrap_or_else(|error| panic!("{css}: {error}"))
    };
    let text = |css: &'static str| async move { find(css.to_owned()).await.text().await.expect("its text") };
    browser.driver.goto(&article).await.expect("the page opens");
    let href = find(format!(".tags a[href='{}']", tag_page(TAG))).await.prop("href").await;
    browser.driver.goto(&href.expect("an address").expect("an address")).await.expect("the link leads somewhere");
    assert!(text("h1").await.contains(TAG));
    let page = text("main").await;
    assert!(page.contains(fixture::FULL) && page.contains(fixture::EARLIER), "{page}");
}

async fn a_still_page_has_the_readers_colours_and_its_own_language(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let store = "localStorage.setItem('nashra:settings', 'language=en&theme=dark&text-size=large')";
    browser.script(store, vec![]).await;
    browser.open_plain(&site.url(&tag_page(TAG))).await;
    let root =
        "const { lang, dir, dataset } = document.documentElement; return [lang, dir, dataset.theme, dataset.textSize]";
    assert_eq!(browser.script(root, vec![]).await, json!(["ar", "rtl", "dark", "large"]));
    browser.sees("مقالان").await;
}

async fn a_tags_page_that_was_read_opens_without_a_network_and_another_says_that_there_is_none(stage: &mut Stage) {
    expect_no_network(stage);
    let site = stage.offline().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    until_kept(browser, &["/", EDITION]).await;
    let read = tag_page(TAG);
    browser.open_plain(&site.url(&read)).await;
    until_kept(browser, &[&read]).await;
    site.answer_everything(Some(Answer::Closed));
    browser.open_plain(&site.url(&read)).await;
    browser.sees(fixture::EARLIER).await;
    browser.open_plain(&site.url(&tag_page("أسواق"))).await;
    browser.sees(NOT_KEPT).await;
    // Nor does the viewer draw what stands in frames.
    browser.open_plain(&site.url("/embed/section/sport/")).await;
    browser.sees(NOT_KEPT).await;
    assert!(!browser.shows("لا صفحة بهذا العنوان").await, "missing is another thing than out of reach");
}

async fn a_page_that_could_not_be_reached_opens_by_itself_when_it_can(stage: &mut Stage) {
    expect_no_network(stage);
    let site = stage.offline().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    until_kept(browser, &["/", EDITION]).await;
    site.answer_everything(Some(Answer::Closed));
    browser.open_plain(&site.url(&tag_page(TAG))).await;
    browser.sees(NOT_KEPT).await;
    let steps = browser.script("return history.length", vec![]).await;
    site.answer_everything(None);
    browser.sees(fixture::EARLIER).await;
    assert_eq!(browser.script("return history.length", vec![]).await, steps, "no step more to go back");
}

async fn axe_finds_nothing_on_a_tags_page(stage: &mut Stage) {
    let axe = axe(stage);
    let site = stage.small().await;
    let browser = &stage.browser;
    let mut found = Vec::new();
    for (width, theme) in [(360, "dark"), (1280, "light"), (1280, "sepia")] {
        browser.set_viewport(width, 900).await;
        browser.open_plain(&site.url(&tag_page(TAG))).await;
        browser
            .script("localStorage.setItem('nashra:settings', arguments[0])", vec![json!(format!("theme={theme}"))])
            .await;
        browser.open_plain(&site.url(&tag_page(TAG))).await;
        let in_force = "return document.documentElement.dataset.theme === arguments[0]";
        browser.until_with("its theme is in force", in_force, vec![json!(theme)]).await;
        found.extend(violations(browser, &axe).await.into_iter().map(|line| format!("{width} {theme}: {line}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
