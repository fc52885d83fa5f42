//! The page for partners: what is chosen is what is shown and what is copied.

use super::partner::{allow_frames_without_an_origin, enter, fits, frames_asked_for, leave, site, value};
use crate::accessibility::{axe, violations};
use harness::{Answer, Browser, PATIENCE, Query, Served, Stage, Test, fixture, tests};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

pub fn tests() -> Vec<Test> {
    tests![
        a_choice_changes_the_preview_and_every_form_of_it,
        own_colours_and_a_name_are_part_of_what_is_pasted,
        one_article_is_found_by_its_address,
        an_address_that_is_no_articles_says_so_and_copies_nothing,
        what_could_not_be_reached_is_asked_for_again_and_stops_no_other_choice,
        a_press_copies_or_selects_what_is_to_be_pasted,
        without_scripts_it_shows_what_to_paste_for_the_whole_edition
            except Webkit: "its driver asks a script what is displayed",
        it_fits_a_phone_and_offers_nothing_that_needs_the_viewer
            except Webkit: "MiniBrowser's window does not get narrower than 447 px",
        every_footer_leads_to_it,
        axe_finds_nothing_on_it,
    ]
}

async fn code(browser: &Browser, id: &str) -> String {
    let text = value(browser, &format!("document.getElementById('{id}').textContent")).await;
    text.as_str().unwrap_or_default().to_owned()
}

async fn choose(browser: &Browser, name: &str, chosen: &str) {
    let choose = "const field = document.getElementById('options').elements[arguments[0]]; field.value = arguments[1]; \
        field.dispatchEvent(new Event('input', { bubbles: true }))";
    browser.script(choose, vec![json!(name), json!(chosen)]).await;
}

/// Waits until the preview has asked for a frame that is as `wanted`.
async fn until_asked_for(site: &Served, wanted: impl Fn(&str) -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !frames_asked_for(site).iter().any(|asked| wanted(asked)) {
        assert!(Instant::now() < deadline, "{:?}", frames_asked_for(site));
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

/// Lets a test see into the tag of the page, and its frame work in every engine.
fn watch(site: &Served) {
    allow_frames_without_an_origin(site);
    let script = std::fs::read_to_string(site.folder().join("widget.js")).expect("the site has its script");
    let watched = format!("{}\n{script}", include_str!("host.js"));
    site.answer("/widget.js", Answer::of(200, "text/javascript", watched));
}

async fn a_choice_changes_the_preview_and_every_form_of_it(stage: &mut Stage) {
    let site = site(stage).await;
    watch(&site);
    let browser = &stage.browser;
    browser.open_plain(&site.url("/widget/")).await;
    browser.find(&Query::css("#options")).await;
    assert_eq!(code(browser, "link").await, "<a href=\"http://bulletin.example/\">نشرة الاختبار</a>");
    for (name, chosen) in
        [("section", "culture"), ("count", "3"), ("theme", "dark"), ("layout", "cards"), ("lang", "fa")]
    {
        choose(browser, name, chosen).await;
    }
    let tag = "<script async src=\"http://bulletin.example/widget.js\"></script>\n\
        <nashra-widget section=\"culture\" count=\"3\" layout=\"cards\" theme=\"dark\" lang=\"fa\"><blockquote>\
        <a href=\"http://bulletin.example/section/culture/\">ثقافة – نشرة الاختبار</a></blockquote></nashra-widget>";
    assert_eq!(code(browser, "tag").await, tag);
    let address =
        "http://bulletin.example/embed/?section=culture&amp;count=3&amp;layout=cards&amp;theme=dark&amp;lang=fa";
    assert!(code(browser, "frame").await.starts_with(&format!("<iframe src=\"{address}\"")));
    assert_eq!(code(browser, "policy").await, "script-src http://bulletin.example; frame-src http://bulletin.example");
    let wanted = "/embed/?layout=cards&section=culture&count=3&theme=dark&lang=fa";
    until_asked_for(&site, |asked| asked == wanted).await;
    fits(browser, 0, 3).await;
}

async fn own_colours_and_a_name_are_part_of_what_is_pasted(stage: &mut Stage) {
    let site = site(stage).await;
    watch(&site);
    let browser = &stage.browser;
    browser.open_plain(&site.url("/widget/")).await;
    let colours = Query::css("#options [type=color]");
    assert_eq!(browser.count(&colours).await, 0);
    choose(browser, "theme", "own").await;
    browser.until_count(&colours, 3).await;
    choose(browser, "ground", "#fff8e7").await;
    choose(browser, "title", "أخبار \"الثقافة\"").await;
    let tag = code(browser, "tag").await;
    assert!(tag.contains(" theme=\"#fff8e7,#1a1a1a,#9c1c1c\""), "{tag}");
    assert!(tag.contains(" title=\"أخبار &quot;الثقافة&quot;\""), "{tag}");
    let wanted = "/embed/?count=5&theme=%23fff8e7%2C%231a1a1a%2C%239c1c1c&title=";
    until_asked_for(&site, |asked| asked.starts_with(wanted)).await;
    let frame = code(browser, "frame").await;
    assert!(frame.contains("theme=%23fff8e7%2C%231a1a1a%2C%239c1c1c\" title=\"أخبار &quot;الثقافة&quot;\""), "{frame}");
    choose(browser, "theme", "auto").await;
    browser.until_count(&colours, 0).await;
    assert!(!code(browser, "tag").await.contains("theme"));
}

async fn one_article_is_found_by_its_address(stage: &mut Stage) {
    let site = site(stage).await;
    watch(&site);
    let browser = &stage.browser;
    browser.open_plain(&site.url("/widget/")).await;
    choose(browser, "section", "culture").await;
    choose(browser, "layout", "article").await;
    assert_eq!(browser.count(&Query::css("#options [name=section], #options [name=count]")).await, 0);
    let path = site.article(fixture::FULL);
    let id = path.split('/').nth(2).unwrap_or_default();
    choose(browser, "article", &format!(" {}#comments ", site.url(&path))).await;
    let tag = format!(
        "<script async src=\"http://bulletin.example/widget.js\"></script>\n<nashra-widget layout=\"article={id}\">\
        <blockquote><a href=\"http://bulletin.example{path}\">{}</a></blockquote></nashra-widget>",
        fixture::FULL
    );
    browser
        .until_with(
            "the tag names it",
            "return document.getElementById('tag').textContent === arguments[0]",
            vec![json!(tag)],
        )
        .await;
    let frame = code(browser, "frame").await;
    let address = format!("http://bulletin.example/embed/?layout=article&amp;article={id}");
    assert!(frame.starts_with(&format!("<iframe src=\"{address}\" title=\"{}\"", fixture::FULL)), "{frame}");
    let wanted = format!("/embed/?layout=article&article={id}");
    until_asked_for(&site, |asked| asked == wanted).await;
    browser.until("the preview is there", "return frame().src.includes('layout=article') || null").await;
    enter(browser, 0).await;
    browser.find(&Query::role("heading").named(fixture::FULL)).await;
    leave(browser).await;
}

async fn an_address_that_is_no_articles_says_so_and_copies_nothing(stage: &mut Stage) {
    stage.expect_errors("404");
    let site = stage.edition("moved", fixture::small, &fixture::with_an_old_address()).await;
    let browser = &stage.browser;
    browser.open_plain(&site.url("/widget/")).await;
    let before = code(browser, "tag").await;
    choose(browser, "layout", "article").await;
    let enabled = Query::css("[data-copy]:enabled");
    // Nothing is wrong yet, and nothing can be shown.
    browser.until_count(&enabled, 0).await;
    assert_eq!(value(browser, "document.getElementById('article-trouble').textContent").await, json!(""));
    let [none, gone] = ["0123456789abcdef".to_owned(), "abcdefghjk".to_owned()];
    let tombstone =
        json!({ "format": "nashra-tombstone/1", "id": gone, "reason": "taken-down", "removed": "2026-02-10" });
    site.answer(&format!("/edition/articles/{gone}.json"), Answer::json(tombstone.to_string()));
    for address in [
        "https://elsewhere.example/story",
        &site.url(&format!("/article/{none}/")),
        &format!("/article/{gone}/"),
        &gone,
    ] {
        choose(browser, "article", address).await;
        browser.sees("ليس في موقعنا مقال بهذا الرابط.").await;
        browser.until_count(&Query::css("[name=article][aria-invalid=true]"), 1).await;
        browser.until_count(&enabled, 0).await;
        choose(browser, "article", "").await;
        browser.until_count(&Query::css("[name=article][aria-invalid=true]"), 0).await;
    }
    let moved = site.id_of("nashra-redirect/");
    choose(browser, "article", &site.url(&format!("/article/{moved}/"))).await;
    browser.until_count(&enabled, 4).await;
    let now = site.article(fixture::BLOCKS);
    assert!(code(browser, "link").await.contains(&format!("href=\"http://bulletin.example{now}\"")), "its own address");
    choose(browser, "layout", "list").await;
    assert_eq!(code(browser, "tag").await, before);
}

async fn what_could_not_be_reached_is_asked_for_again_and_stops_no_other_choice(stage: &mut Stage) {
    stage.expect_errors("503");
    let site = site(stage).await;
    let browser = &stage.browser;
    browser.open_plain(&site.url("/widget/")).await;
    let before = code(browser, "tag").await;
    let enabled = Query::css("[data-copy]:enabled");
    let (file, address) = (site.article_file(fixture::FULL), site.url(&site.article(fixture::FULL)));
    site.answer(&file, Answer::Late(Duration::from_secs(2), Box::new(Answer::status(503))));
    choose(browser, "layout", "article").await;
    choose(browser, "article", &address).await;
    // Other choices while it is on its way ask for it no more.
    choose(browser, "title", "اسم").await;
    choose(browser, "title", "").await;
    choose(browser, "layout", "list").await;
    let answered = "return performance.getEntriesByType('resource').some(({ name }) => name.includes('/edition/articles/')) || null";
    browser.until("the answer has come", answered).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(site.asked_for(&file), 1);
    assert_eq!((browser.count(&enabled).await, code(browser, "tag").await), (4, before.clone()));
    choose(browser, "layout", "article").await;
    browser.sees("تعذّر الوصول إلى الموقع.").await;
    browser.until_count(&enabled, 0).await;
    assert_eq!(code(browser, "tag").await, before);
    site.forget(&file);
    choose(browser, "article", &address).await;
    browser.until_count(&enabled, 4).await;
    assert_eq!(value(browser, "document.getElementById('article-trouble').textContent").await, json!(""));
}

async fn a_press_copies_or_selects_what_is_to_be_pasted(stage: &mut Stage) {
    let site = site(stage).await;
    let browser = &stage.browser;
    for (clipboard, said) in [
        ("{ writeText: async (text) => { window.copied = text } }", "نُسخ النص."),
        (
            "{ writeText: async () => { throw new Error('not allowed') } }",
            "لم يسمح المتصفح بالنسخ، وقد حُدِّد النص: انسخه بنفسك.",
        ),
        ("undefined", "لم يسمح المتصفح بالنسخ، وقد حُدِّد النص: انسخه بنفسك."),
    ] {
        browser.open_plain(&site.url("/widget/")).await;
        let replace = format!("Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }})");
        browser.script(&replace, vec![]).await;
        let buttons =
            value(browser, "[...document.querySelectorAll('[data-copy]')].map((it) => it.dataset.copy)").await;
        let forms: Vec<&str> = buttons.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert!(forms.len() >= 4 && forms.contains(&"frame"), "{forms:?}");
        for form in forms {
            browser.script("window.copied = undefined; getSelection().empty()", vec![]).await;
            browser.click(&Query::css(&format!("[data-copy={form}]"))).await;
            browser.sees(said).await;
            browser.until("something is got", "return !!(window.copied ?? getSelection().toString())").await;
            let got = value(browser, "window.copied ?? getSelection().toString()").await;
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(got.as_str().unwrap_or_default()), words(&code(browser, form).await), "{form}");
        }
    }
}

async fn without_scripts_it_shows_what_to_paste_for_the_whole_edition(stage: &mut Stage) {
    let site = site(stage).await;
    let browser = stage.without_scripts().await;
    browser.open_plain(&site.url("/widget/")).await;
    let source = browser.driver.source().await.expect("the page has a source");
    for part in ["http://bulletin.example/widget.js", "http://bulletin.example/embed/?count=5", "noindex"] {
        assert!(source.contains(part), "{part}");
    }
    for hidden in ["#options", "[data-copy]", "[data-action]"] {
        let shown = browser.driver.find_all(thirtyfour::By::Css(hidden)).await.expect("it can be looked for");
        for element in shown {
            assert!(!element.is_displayed().await.unwrap_or(true), "{hidden}");
        }
    }
}

async fn it_fits_a_phone_and_offers_nothing_that_needs_the_viewer(stage: &mut Stage) {
    let site = site(stage).await;
    let browser = &stage.browser;
    for (width, height) in [(320, 700), (360, 700), (1280, 900)] {
        browser.set_viewport(width, height).await;
        browser.open_plain(&site.url("/widget/")).await;
        browser.find(&Query::css("#options")).await;
        let wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(value(browser, wider).await, json!(0), "{width}");
    }
    assert_eq!(browser.count(&Query::css("button[data-action]")).await, 0);
    assert_eq!(value(browser, "document.documentElement.hasAttribute('data-ready')").await, json!(false));
    assert_eq!(
        value(browser, "[...document.querySelectorAll('pre')].every((it) => it.dir === 'ltr')").await,
        json!(true)
    );
}

async fn every_footer_leads_to_it(stage: &mut Stage) {
    let site = site(stage).await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.click(&Query::link("للمواقع الشريكة").in_part("footer")).await;
    browser.until_path("/widget/").await;
    browser.find(&Query::role("heading").named("أخبارنا في موقعك")).await;
}

async fn axe_finds_nothing_on_it(stage: &mut Stage) {
    stage.expect_errors("favicon");
    let axe = axe(stage);
    let site = site(stage).await;
    watch(&site);
    let browser = &stage.browser;
    let mut found = Vec::new();
    for (width, theme) in [(360, "dark"), (1280, "light"), (1280, "dark")] {
        browser.set_viewport(width, 900).await;
        browser.open_plain(&site.url("/icon.svg")).await;
        browser
            .script("localStorage.setItem('nashra:settings', arguments[0])", vec![json!(format!("theme={theme}"))])
            .await;
        browser.open_plain(&site.url("/widget/")).await;
        let shown = "return !document.getElementById('options').hidden && document.documentElement.dataset.theme === arguments[0]";
        browser.until_with("its theme is in force", shown, vec![json!(theme)]).await;
        // Some engines load only frames that are on the screen.
        browser.script("document.querySelector('nashra-widget').scrollIntoView()", vec![]).await;
        browser.until("the preview is there", "return told.some(([name]) => name === 'ready')").await;
        found.extend(violations(browser, &axe).await.into_iter().map(|line| format!("{width} {theme}: {line}")));
        choose(browser, "theme", "own").await;
        choose(browser, "layout", "article").await;
        choose(browser, "article", "https://elsewhere.example/").await;
        browser.sees("ليس في موقعنا مقال بهذا الرابط.").await;
        found.extend(violations(browser, &axe).await.into_iter().map(|line| format!("{width} {theme} wrong: {line}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
