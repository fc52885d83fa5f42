//! The page opens, or says why it does not.

use harness::{Answer, Query, Stage, Test, fixture, tests};

pub fn tests() -> Vec<Test> {
    tests![
        the_built_page_is_ready,
        the_demo_edition_is_ready,
        every_kind_of_page_is_ready_by_its_own_address,
        a_first_visit_asks_for_nothing_elsewhere except Webkit: "WebKitGTK's driver tells of no request",
        garbage_in_place_of_the_wasm_shows_a_plain_page,
        a_wasm_whose_hash_is_wrong_is_not_run,
        a_missing_script_shows_a_plain_page,
        what_fails_once_is_tried_once_more,
        what_came_broken_and_is_in_the_cache_is_asked_for_past_it,
        words_that_come_at_the_second_asking_start_the_page,
        without_its_words_the_page_stays_as_it_was_written_and_its_links_work,
        words_of_another_build_leave_the_page_as_it_was_written,
        the_plain_page_starts_anew_when_asked,
        without_scripts_a_page_that_is_not_prerendered_says_what_is_needed_and_leads_to_one_that_is
            except Webkit: "its driver cannot switch scripts off",
    ]
}

/// What the plain page is called.
const FAILED: &str = "تعذّر تشغيل الصفحة";

async fn the_built_page_is_ready(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url("/")).await;
    stage.browser.sees("نشرة الاختبار").await;
}

async fn the_demo_edition_is_ready(stage: &mut Stage) {
    let site = stage.demo().await;
    stage.browser.open(&site.url("/")).await;
    stage.browser.find(&Query::part("lead")).await;
}

async fn every_kind_of_page_is_ready_by_its_own_address(stage: &mut Stage) {
    let site = stage.small().await;
    for path in ["/section/culture/".to_owned(), site.article(fixture::FULL), site.article(fixture::ENGLISH)] {
        stage.browser.open(&site.url(&path)).await;
        stage.browser.find(&Query::role("heading").naming("")).await;
    }
}

async fn a_first_visit_asks_for_nothing_elsewhere(stage: &mut Stage) {
    let site = stage.small().await;
    stage.browser.open(&site.url(&site.article(fixture::FULL))).await;
    let requests = stage.browser.observations.so_far().requests;
    assert!(requests.len() > 3, "requests are seen: {requests:?}");
    let elsewhere: Vec<_> = requests.iter().filter(|url| !url.starts_with(&site.origin())).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

async fn garbage_in_place_of_the_wasm_shows_a_plain_page(stage: &mut Stage) {
    stage.expect_errors("wasm");
    stage.expect_errors("WebAssembly");
    stage.expect_errors("integrity");
    let site = stage.small().await;
    site.answer(&site.asset("_bg.wasm"), Answer::of(200, "application/wasm", "not wasm at all"));
    stage.browser.open_plain(&site.url(fixture::SHELL)).await;
    stage.browser.find(&Query::role("heading").named(FAILED)).await;
    stage.browser.find(&Query::role("button").named("أعد المحاولة")).await;
}

async fn a_wasm_whose_hash_is_wrong_is_not_run(stage: &mut Stage) {
    stage.expect_errors("integrity");
    let site = stage.small().await;
    let name = site.asset("_bg.wasm");
    let mut wasm = std::fs::read(site.folder().join(&name[1..])).expect("the wasm can be read");
    // A custom section at the end changes no behaviour, only the hash.
    wasm.extend_from_slice(&[0, 2, 1, b'x']);
    site.answer(&name, Answer::of(200, "application/wasm", wasm));
    stage.browser.open_plain(&site.url(fixture::SHELL)).await;
    stage.browser.find(&Query::role("heading").named(FAILED)).await;
}

async fn a_missing_script_shows_a_plain_page(stage: &mut Stage) {
    for named in ["404", "MIME", "dynamically imported", "Loading failed", "integrity"] {
        stage.expect_errors(named);
    }
    let site = stage.small().await;
    site.answer(&site.asset(".js"), Answer::status(404));
    stage.browser.open_plain(&site.url(fixture::SHELL)).await;
    stage.browser.find(&Query::role("heading").named(FAILED)).await;
}

async fn what_fails_once_is_tried_once_more(stage: &mut Stage) {
    stage.expect_errors("503");
    // An error page is not what was promised either.
    stage.expect_errors("integrity");
    let site = stage.small().await;
    let name = site.asset("_bg.wasm");
    let wasm = std::fs::read(site.folder().join(&name[1..])).expect("the wasm can be read");
    // The preload takes the first answer, the viewer's own request the second or the first.
    let good = Answer::of(200, "application/wasm", wasm);
    site.answer_in_turn(&name, vec![Answer::status(503), good]);
    stage.browser.open(&site.url(fixture::SHELL)).await;
    assert!(!stage.browser.shows(FAILED).await);
}

async fn what_came_broken_and_is_in_the_cache_is_asked_for_past_it(stage: &mut Stage) {
    stage.expect_errors("integrity");
    for (suffix, media_type) in [("_bg.wasm", "application/wasm"), (".js", "text/javascript")] {
        let site = stage.small().await;
        let name = site.asset(suffix);
        let whole = std::fs::read(site.folder().join(&name[1..])).expect("the file can be read");
        let kept = |body: &[u8]| {
            Answer::of(200, media_type, body).with_header("Cache-Control", "public, max-age=31536000, immutable")
        };
        let broken = [&whole[..whole.len() - 1], b"\n\n"].concat();
        site.answer_in_turn(&name, vec![kept(&broken), kept(&whole)]);
        stage.browser.open(&site.url(&site.article(fixture::FULL))).await;
        let asked = site.received().iter().filter(|it| it.path.split('?').next() == Some(&name)).count();
        assert_eq!(asked, 2, "{name}");
    }
}

async fn words_that_come_at_the_second_asking_start_the_page(stage: &mut Stage) {
    stage.expect_errors("503");
    let site = stage.small().await;
    let name = site.words("ar");
    let words = std::fs::read(site.folder().join(&name[1..])).expect("the words can be read");
    site.answer_in_turn(&name, vec![Answer::status(503), Answer::json(words)]);
    stage.browser.open(&site.url("/")).await;
    assert_eq!(site.asked_for(&name), 2);
}

/// What boot.js takes away where the viewer does not start.
const GIVEN_UP: &str = "return !document.documentElement.hasAttribute('data-script')";

async fn without_its_words_the_page_stays_as_it_was_written_and_its_links_work(stage: &mut Stage) {
    for named in ["404", "ERR_CONTENT_LENGTH_MISMATCH", "Failed to load resource"] {
        stage.expect_errors(named);
    }
    let site = stage.small().await;
    let name = site.words("ar");
    let words = std::fs::read_to_string(site.folder().join(&name[1..])).expect("the words can be read");
    let half: String = words.chars().take(words.chars().count() / 2).collect();
    let missing = words.len() - half.len();
    let answers = [
        Answer::status(404),
        Answer::json(half.clone()),
        Answer::CutShort(Box::new(Answer::json(half)), missing),
        Answer::html("<!DOCTYPE html><title>Log in</title>"),
    ];
    let mut asked = 0;
    for answer in answers {
        site.answer(&name, answer.clone());
        stage.browser.open_plain(&site.url("/")).await;
        stage.browser.until("the viewer has been given up", GIVEN_UP).await;
        assert_eq!(site.asked_for(&name), asked + 2, "one retry: {answer:?}");
        assert!(!stage.browser.shows(FAILED).await, "{answer:?}");
        stage.browser.find(&Query::part("lead")).await;
        stage.browser.click(&Query::link(fixture::EARLIER)).await;
        stage.browser.sees("طالب حرفيو الأسواق").await;
        stage.browser.until("the viewer has been given up", GIVEN_UP).await;
        asked = site.asked_for(&name);
    }
    site.forget(&name);
    stage.browser.open(&site.url("/")).await;
}

async fn words_of_another_build_leave_the_page_as_it_was_written(stage: &mut Stage) {
    for named in ["RuntimeError", "unreachable"] {
        stage.expect_errors(named);
    }
    let site = stage.small().await;
    site.answer(&site.words("ar"), Answer::json(r#"["الأقسام","الرئيسية"]"#));
    stage.browser.open_plain(&site.url("/")).await;
    stage.browser.until("the viewer has been given up", GIVEN_UP).await;
    assert!(!stage.browser.shows(FAILED).await);
    stage.browser.find(&Query::part("lead")).await;
}

async fn the_plain_page_starts_anew_when_asked(stage: &mut Stage) {
    stage.expect_errors("503");
    stage.expect_errors("integrity");
    let site = stage.small().await;
    let name = site.asset("_bg.wasm");
    site.answer(&name, Answer::status(503));
    stage.browser.open_plain(&site.url(fixture::SHELL)).await;
    stage.browser.find(&Query::role("heading").named(FAILED)).await;
    site.forget(&name);
    stage.browser.click(&Query::role("button").named("أعد المحاولة")).await;
    stage.browser.find(&Query::part("lead")).await;
}

async fn without_scripts_a_page_that_is_not_prerendered_says_what_is_needed_and_leads_to_one_that_is(
    stage: &mut Stage,
) {
    let site = stage.small().await;
    let url = site.url(fixture::SHELL);
    let browser = stage.without_scripts().await;
    browser.driver.goto(&url).await.expect("the page opens");
    let source =
        browser.driver.find(thirtyfour::By::Css("noscript a, body a")).await.expect("a link to the front page");
    let href = source.attr("href").await.expect("the link can be read").unwrap_or_default();
    assert_eq!(href, "/");
    let body = browser.driver.find(thirtyfour::By::Css("body")).await.expect("a body");
    let text = body.text().await.expect("its text");
    assert!(text.contains("JavaScript") && text.contains("WebAssembly"), "{text}");
}
