//! The edition taken along: its size first, then all of it, whatever happens to the network.

use crate::saved::open_saved;
use harness::{Answer, Browser, Query, Served, Stage, Test, fixture, tests};
use serde_json::json;
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        the_newest_are_taken_along_with_their_size_told_first_and_open_without_a_network,
        a_section_is_taken_along_with_its_pictures,
        taking_along_is_held_and_gone_on_with_by_the_reader,
        taking_along_that_a_reload_interrupts_goes_on_where_it_was,
        a_network_that_dies_while_the_edition_is_taken_along_is_waited_for,
        an_article_that_comes_cut_off_is_not_kept_and_is_asked_for_again,
        who_cancels_has_nothing_of_it_left,
        a_size_that_cannot_be_found_out_says_so,
    ]
}

const START: &str = "ابدأ";
const WHOLE: &str = "صارت هنا ١٠ مقالات، وتُقرأ بلا اتصال.";

fn button(name: &str) -> Query {
    Query::role("button").named(name).in_part("along")
}

/// Finds out the size of what is chosen and starts.
async fn start(browser: &Browser) {
    browser.click(&button("احسب الحجم")).await;
    browser.sees("الحجم نحو ").await;
    browser.click(&button(START)).await;
}

/// How many documents are in the cache.
async fn kept(browser: &Browser, part: &str) -> u64 {
    let script = "const done = arguments[1]; caches.open('nashra-kept').then((it) => it.keys()) \
        .then((keys) => done(keys.filter((key) => key.url.includes(arguments[0])).length))";
    let kept = browser.driver.execute_async(script, vec![json!(part)]).await.expect("the cache can be asked");
    kept.json().as_u64().unwrap_or_default()
}

/// Opens the page of what is kept; the article called `title` takes a while to come.
async fn opened_with_a_slow(stage: &mut Stage, title: &str) -> Served {
    let site = stage.small().await;
    let file = site.article_file(title);
    let slow = Answer::Late(Duration::from_millis(2500), Box::new(Answer::json(site.file(&file).to_string())));
    site.answer(&file, slow);
    stage.browser.open(&site.url("/saved/")).await;
    stage.browser.find(&Query::part("along")).await;
    site
}

async fn the_newest_are_taken_along_with_their_size_told_first_and_open_without_a_network(stage: &mut Stage) {
    for error in ["ERR_", "Failed to load resource", "NetworkError"] {
        stage.expect_errors(error);
    }
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/saved/")).await;
    assert_eq!(browser.count(&button(START)).await, 0, "nothing starts before its size is told");
    start(browser).await;
    browser.sees(WHOLE).await;
    assert_eq!(kept(browser, "/edition/articles/").await, 10);
    browser.click(&Query::role("link").named("الرئيسية")).await;
    browser.find(&Query::part("lead")).await;
    site.go_down();
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.sees("طالب حرفيو الأسواق").await;
    site.come_back();
}

async fn a_section_is_taken_along_with_its_pictures(stage: &mut Stage) {
    let site = stage.small().await;
    let file = site.article_file(fixture::PICTURES);
    site.answer(&file, Answer::json(site.file(&file).to_string().replace(fixture::GOOD_PICTURE, "media/door-640.svg")));
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='480'/>";
    site.answer("/media/door-640.svg", Answer::of(200, "image/svg+xml", picture));
    let browser = &stage.browser;
    browser.open(&site.url("/saved/")).await;
    browser.find(&Query::css("[data-do=along-what] option[value=culture]").even_hidden()).await;
    let choose = "const list = document.querySelector('[data-do=along-what]'); list.value = 'culture'; \
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.script(choose, vec![]).await;
    browser.click(&Query::css("[data-do=along-pictures]")).await;
    start(browser).await;
    browser.sees("صارت هنا ٣ مقالات، وتُقرأ بلا اتصال.").await;
    assert_eq!((kept(browser, "/edition/articles/").await, kept(browser, "/media/").await), (3, 1));
}

async fn taking_along_is_held_and_gone_on_with_by_the_reader(stage: &mut Stage) {
    let _site = opened_with_a_slow(stage, fixture::EARLIER).await;
    let browser = &stage.browser;
    start(browser).await;
    browser.click(&button("توقّف")).await;
    browser.sees("متوقّف.").await;
    assert!(kept(browser, "/edition/articles/").await < 10);
    browser.click(&button("تابع")).await;
    browser.sees(WHOLE).await;
}

async fn taking_along_that_a_reload_interrupts_goes_on_where_it_was(stage: &mut Stage) {
    let site = opened_with_a_slow(stage, fixture::EARLIER).await;
    let browser = &stage.browser;
    start(browser).await;
    browser.until("some are here", "return document.querySelector('.saved-page progress')?.value >= 50").await;
    browser.reload().await;
    browser.sees("متوقّف.").await;
    let asked = site.asked_for(&site.article_file(fixture::FULL));
    browser.click(&button("تابع")).await;
    browser.sees(WHOLE).await;
    assert_eq!(site.asked_for(&site.article_file(fixture::FULL)), asked, "what is here is not asked for again");
}

async fn a_network_that_dies_while_the_edition_is_taken_along_is_waited_for(stage: &mut Stage) {
    for error in ["ERR_", "Failed to load resource", "NetworkError"] {
        stage.expect_errors(error);
    }
    let site = opened_with_a_slow(stage, fixture::EARLIER).await;
    let browser = &stage.browser;
    start(browser).await;
    browser.until("some are here", "return document.querySelector('.saved-page progress')?.value >= 50").await;
    site.go_down();
    browser.sees("انقطع الاتصال. سيُستأنف حين يعود.").await;
    assert!(browser.count(&Query::css(".saved-page progress")).await == 1, "how far it has come stays");
    site.come_back();
    browser.sees(WHOLE).await;
    assert_eq!(kept(browser, "/edition/articles/").await, 10);
}

async fn an_article_that_comes_cut_off_is_not_kept_and_is_asked_for_again(stage: &mut Stage) {
    let site = stage.small().await;
    let file = site.article_file(fixture::OWN);
    let whole = site.file(&file).to_string();
    site.answer(&file, Answer::json(&whole.as_bytes()[..whole.len() / 2]));
    let browser = &stage.browser;
    browser.open(&site.url("/saved/")).await;
    let choose = "const list = document.querySelector('[data-do=along-what]'); list.value = '100'; \
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.find(&Query::part("along")).await;
    browser.script(choose, vec![]).await;
    // What the size is estimated from may be the very article.
    site.answer_in_turn(&file, vec![Answer::json(whole.clone()), Answer::json(&whole.as_bytes()[..whole.len() / 2])]);
    browser.click(&button("احسب الحجم")).await;
    browser.sees("الحجم نحو ").await;
    site.answer(&file, Answer::json(&whole.as_bytes()[..whole.len() / 2]).with_header("Cache-Control", "no-store"));
    browser.script("return caches.delete('nashra-kept').then(() => true)", vec![]).await;
    browser.click(&button(START)).await;
    browser.sees("انقطع الاتصال. سيُستأنف حين يعود.").await;
    let none = "const done = arguments[1]; caches.match(arguments[0]).then((it) => done(it === undefined))";
    let none = browser.driver.execute_async(none, vec![json!(file)]).await.expect("the cache can be asked");
    assert_eq!(*none.json(), json!(true), "half an article is not kept");
    site.forget(&file);
    browser.sees(WHOLE).await;
}

async fn who_cancels_has_nothing_of_it_left(stage: &mut Stage) {
    let _site = opened_with_a_slow(stage, fixture::EARLIER).await;
    let browser = &stage.browser;
    start(browser).await;
    browser.until("some are here", "return document.querySelector('.saved-page progress')?.value >= 50").await;
    browser.click(&button("ألغِ")).await;
    browser.find(&button("احسب الحجم")).await;
    let empty = "return caches.open('nashra-kept').then((it) => it.keys()).then((keys) => keys.length === 0)";
    browser.until("nothing is left", empty).await;
    browser.reload().await;
    browser.find(&button("احسب الحجم")).await;
}

async fn a_size_that_cannot_be_found_out_says_so(stage: &mut Stage) {
    for error in ["ERR_", "Failed to load resource", "NetworkError"] {
        stage.expect_errors(error);
    }
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    open_saved(browser).await;
    browser.find(&button("احسب الحجم")).await;
    site.go_down();
    browser.click(&button("احسب الحجم")).await;
    browser.sees("تعذّر حساب الحجم الآن. أعد المحاولة حين يعود الاتصال.").await;
    site.come_back();
    start(browser).await;
    browser.sees(WHOLE).await;
}
