//! What a reader does in a frame.

use super::{NO_ORIGIN, enter, host, inside, leave, press, shows, value};
use crate::preferences::prefer;
use harness::{Query, Stage, Test, fixture, keys, tests};
use serde_json::json;
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        an_article_opens_in_place_with_its_attribution_and_leads_out_by_new_tabs,
        escape_and_the_way_back_lead_to_the_headline_that_was_pressed,
        sections_filter_in_place_and_the_hosts_history_stays,
        nothing_but_the_page_and_its_script_is_loaded_before_someone_acts,
        a_frame_without_an_origin_shows_filters_and_opens,
        a_related_story_opens_in_place_too,
        twelve_frames_load_the_script_once,
        nothing_is_stored,
        without_scripts_headlines_lead_out_and_sections_stay,
        a_section_that_was_asked_for_is_what_comes_first,
        the_section_that_is_shown_is_in_view_in_a_narrow_bar,
        an_article_alone_has_no_list_to_return_to,
        an_article_that_moved_is_shown_under_its_old_address,
        headlines_take_turns_until_they_are_held,
        headlines_follow_each_other_unless_less_motion_is_asked_for
            except Firefox: "its driver cannot change what the device prefers"
            except Webkit: "its driver cannot change what the device prefers",
        the_keyboard_reaches_everything_in_order,
    ]
}

async fn an_article_opens_in_place_with_its_attribution_and_leads_out_by_new_tabs(stage: &mut Stage) {
    let (site, _host) = inside(stage, "?count=4", "").await;
    let browser = &stage.browser;
    press(browser, "main li .story-link").await;
    for words in ["أقرّ مجلس المدينة خطة", "العنوان الأصلي", "وكالة المثال", "اقرأ عند وكالة المثال"]
    {
        shows(browser, words).await;
    }
    let focused = "document.activeElement.matches('h1[tabindex]') && document.activeElement.closest('main') !== null";
    assert_eq!(value(browser, focused).await, json!(true));
    let leads = value(
        browser,
        "[...document.querySelectorAll('.choices a')].map(({ href, target, rel, textContent }) => [href, target, rel])",
    )
    .await;
    let article = site.article(fixture::FULL);
    assert_eq!(
        leads,
        json!([["https://agency.example/1", "_blank", "noopener"], [site.url(&article), "_blank", "noopener"]])
    );
    assert_eq!(value(browser, "document.querySelectorAll('[data-action]').length").await, json!(0));
    leave(browser).await;
    let said = value(browser, "said.filter(({ height }) => !height)").await;
    let id = article.trim_matches('/').trim_start_matches("article/");
    assert_eq!(said, json!([{ "ready": true }, { "open": id }]), "the host is told nothing else");
}

async fn escape_and_the_way_back_lead_to_the_headline_that_was_pressed(stage: &mut Stage) {
    let _servers = inside(stage, "?count=4", "").await;
    let browser = &stage.browser;
    let second = "main li:nth-child(2) .story-link";
    let focused = format!("document.activeElement === document.querySelector('{second}')");
    for way in ["escape", "button"] {
        press(browser, second).await;
        shows(browser, "قالت الوكالة إن المسبار").await;
        if way == "escape" {
            browser.press(keys::ESCAPE).await;
        } else {
            browser.click(&Query::role("button").named("العودة إلى القائمة")).await;
        }
        browser.until("the headline has the focus again", &format!("return {focused}")).await;
        assert_eq!(value(browser, "document.querySelectorAll('main li').length > 4").await, json!(true), "{way}");
    }
}

async fn sections_filter_in_place_and_the_hosts_history_stays(stage: &mut Stage) {
    let _servers = inside(stage, "?count=3", "").await;
    let browser = &stage.browser;
    leave(browser).await;
    let before = value(browser, "history.length").await;
    enter(browser, 0).await;
    browser.click(&Query::role("link").named("رياضة")).await;
    shows(browser, "انطلاق سباق الدراجات").await;
    let state = "[document.querySelector('[aria-current]').textContent, [...document.querySelectorAll('main li')].filter((it) => it.checkVisibility()).length, document.title.startsWith('رياضة')]";
    assert_eq!(value(browser, state).await, json!(["رياضة", 3, true]));
    let more = value(browser, "document.querySelector('.foot a').pathname").await;
    assert!(more.as_str().is_some_and(|path| path.starts_with("/section/")), "{more}");
    press(browser, "main li .story-link").await;
    shows(browser, "فاز المنتخب بهدفين").await;
    press(browser, ".back button").await;
    browser.click(&Query::role("link").named("الرئيسية")).await;
    shows(browser, fixture::FULL).await;
    assert_eq!(value(browser, "location.pathname + location.search").await, json!("/embed/?count=3"));
    leave(browser).await;
    assert_eq!(value(browser, "history.length").await, before);
}

async fn nothing_but_the_page_and_its_script_is_loaded_before_someone_acts(stage: &mut Stage) {
    let (site, _host) = inside(stage, "?count=4", "").await;
    let asked = |site: &harness::Served| -> Vec<String> {
        let paths = site.received().into_iter().map(|request| request.path);
        paths.filter(|path| !path.starts_with("/media/") && path != "/favicon.ico").collect()
    };
    let before = asked(&site);
    assert!(before.len() == 2 && before[0] == "/embed/?count=4" && before[1].starts_with("/embed-"), "{before:?}");
    press(&stage.browser, "main li .story-link").await;
    shows(&stage.browser, "أقرّ مجلس المدينة خطة").await;
    let after = asked(&site).split_off(2);
    assert!(after.iter().all(|path| path.starts_with("/article/") || path.ends_with(".css")), "{after:?}");
}

async fn a_frame_without_an_origin_shows_filters_and_opens(stage: &mut Stage) {
    let _servers = inside(stage, "?count=4", NO_ORIGIN).await;
    let browser = &stage.browser;
    assert_eq!(value(browser, "self.origin").await, json!("null"));
    browser.click(&Query::role("link").named("رياضة")).await;
    shows(browser, "انطلاق سباق الدراجات").await;
    press(browser, "main li .story-link").await;
    shows(browser, "فاز المنتخب بهدفين").await;
    shows(browser, "وكالة المثال").await;
    let is_styled = "getComputedStyle(document.querySelector('[data-part=attribution]')).fontSize !== getComputedStyle(document.body).fontSize";
    assert_eq!(value(browser, is_styled).await, json!(true), "the whole style came");
    leave(browser).await;
    assert_eq!(value(browser, "said.some(({ ready }) => ready)").await, json!(true));
}

async fn a_related_story_opens_in_place_too(stage: &mut Stage) {
    let site = stage.demo().await;
    let host = host(&site, &[("?count=4", "")]);
    let browser = &stage.browser;
    browser.open_plain(&host.url("/")).await;
    enter(browser, 0).await;
    press(browser, "main li:nth-child(2) .story-link").await;
    let related = "main [data-part=related] .story-link";
    browser.find(&Query::css(related)).await;
    let title = value(browser, &format!("document.querySelector('{related}').textContent")).await;
    press(browser, related).await;
    let opened = "return document.querySelector('main h1').textContent === arguments[0]";
    browser.until_with("the related story is open", opened, vec![title]).await;
    // One step leads back to the list, however far a reader went.
    browser.press(keys::ESCAPE).await;
    browser.until("the list is back", "return document.querySelectorAll('main li .story-link').length > 4").await;
}

async fn twelve_frames_load_the_script_once(stage: &mut Stage) {
    let site = stage.fifty().await;
    let host = host(&site, &[("?count=3", ""); 12]);
    stage.browser.open_plain(&host.url("/")).await;
    stage.browser.until("all have begun", "return said.filter(({ ready }) => ready).length === 12").await;
    assert_eq!(site.asked_for(&site.frame_script()), 1);
}

async fn nothing_is_stored(stage: &mut Stage) {
    let _servers = inside(stage, "?count=4", "").await;
    let browser = &stage.browser;
    press(browser, "main li .story-link").await;
    shows(browser, "أقرّ مجلس المدينة خطة").await;
    let stored = "[document.cookie, localStorage.length, sessionStorage.length]";
    assert_eq!(value(browser, stored).await, json!(["", 0, 0]));
    let registered =
        "return navigator.serviceWorker ? navigator.serviceWorker.getRegistrations().then((all) => all.length) : 0";
    assert_eq!(browser.script(registered, vec![]).await, json!(0));
}

async fn without_scripts_headlines_lead_out_and_sections_stay(stage: &mut Stage) {
    let site = stage.fifty().await;
    let host = host(&site, &[("", "")]);
    let browser = stage.without_scripts().await;
    browser.open_plain(&host.url("/")).await;
    browser.driver.enter_frame(0).await.expect("the frame is there");
    let base = browser.find(&Query::css("base").even_hidden()).await;
    assert_eq!(base.attr("target").await.ok().flatten().as_deref(), Some("_blank"));
    let headline = browser.find(&Query::css("main li .story-link")).await;
    assert!(headline.is_displayed().await.unwrap_or(false));
    let tab = browser.find(&Query::css("[data-part=sections] li:last-child a")).await;
    let name = tab.text().await.unwrap_or_default();
    tab.click().await.expect("a section can be pressed");
    let current = browser.find(&Query::css("[data-part=sections] li:last-child a[aria-current]")).await;
    assert_eq!(current.text().await.unwrap_or_default(), name);
}

/// The name in addresses of the section called `name`.
fn slug(site: &harness::Served, name: &str) -> String {
    let edition = site.file("edition/edition.json");
    let sections = edition["sections"].as_array().expect("an edition has sections");
    let section = sections.iter().find(|section| section["name"].to_string().contains(name));
    section.and_then(|section| section["slug"].as_str()).unwrap_or_else(|| panic!("{name}: {edition}")).to_owned()
}

async fn a_section_that_was_asked_for_is_what_comes_first(stage: &mut Stage) {
    let site = stage.fifty().await;
    let host = host(&site, &[(&format!("?section={}&count=2", slug(&site, "رياضة")), "")]);
    stage.browser.open_plain(&host.url("/")).await;
    enter(&stage.browser, 0).await;
    shows(&stage.browser, "انطلاق سباق الدراجات").await;
    let state = "[document.querySelector('[aria-current]').textContent, document.activeElement === document.body]";
    assert_eq!(value(&stage.browser, state).await, json!(["رياضة", true]), "it takes no focus");
}

async fn the_section_that_is_shown_is_in_view_in_a_narrow_bar(stage: &mut Stage) {
    let site = stage.demo().await;
    let last = "science";
    let host = host(&site, &[(&format!("?section={last}&count=2"), "style='width: 240px'")]);
    let browser = &stage.browser;
    browser.open_plain(&host.url("/")).await;
    enter(browser, 0).await;
    let in_view = "(() => { const tab = document.querySelector('nav [aria-current]'); const at = tab.getBoundingClientRect(); \
        return [tab.pathname, at.left >= 0, at.right <= innerWidth] })()";
    let shown = format!("return String({in_view}) === '/embed/section/{last}/,true,true'");
    browser.until("its tab is in view", &shown).await;
    leave(browser).await;
    assert_eq!(value(browser, "[scrollX, scrollY]").await, json!([0, 0]));
}

async fn an_article_alone_has_no_list_to_return_to(stage: &mut Stage) {
    let site = stage.fifty().await;
    let id = site.article(fixture::FULL).trim_matches('/').replace("article/", "");
    let host = host(&site, &[(&format!("?layout=article&article={id}"), "")]);
    stage.browser.open_plain(&host.url("/")).await;
    enter(&stage.browser, 0).await;
    shows(&stage.browser, "أقرّ مجلس المدينة خطة").await;
    let state = "[document.querySelectorAll('.back').length, document.activeElement === document.body]";
    assert_eq!(value(&stage.browser, state).await, json!([0, true]));
    stage.browser.press(keys::ESCAPE).await;
    shows(&stage.browser, "أقرّ مجلس المدينة خطة").await;
    // What it links leads out: there is nothing in its frame to return from.
    let leaves = "const link = [...document.querySelectorAll('main a')].find((it) => !it.closest('.choices') && /[/](article|section)[/]/.test(it.pathname)); \
        addEventListener('click', (event) => { window.kept = event.defaultPrevented; event.preventDefault(); }); \
        link.click(); return [kept, link.target || document.querySelector('base').target]";
    assert_eq!(stage.browser.script(leaves, vec![]).await, json!([false, "_blank"]));
}

async fn an_article_that_moved_is_shown_under_its_old_address(stage: &mut Stage) {
    let site = stage.edition("moved", fixture::small, &fixture::with_an_old_address()).await;
    let id = site.id_of("nashra-redirect/");
    let host = host(&site, &[(&format!("?layout=article&article={id}"), "")]);
    stage.browser.open_plain(&host.url("/")).await;
    enter(&stage.browser, 0).await;
    shows(&stage.browser, fixture::BLOCKS).await;
    assert_eq!(value(&stage.browser, "document.querySelectorAll('[role=alert]').length").await, json!(0));
}

async fn headlines_take_turns_until_they_are_held(stage: &mut Stage) {
    let _servers = inside(stage, "?layout=ticker&count=3", "").await;
    let browser = &stage.browser;
    let shown = "[...document.querySelectorAll('main li')].filter((it) => it.checkVisibility({ visibilityProperty: true })).map((it) => [...it.parentNode.children].indexOf(it))";
    assert_eq!(value(browser, shown).await, json!([0]));
    let height = "document.body.getBoundingClientRect().height";
    let high = value(browser, height).await;
    // One headline takes more lines than the others.
    browser.script("document.querySelectorAll('main li .story-link')[1].append(' كلمة'.repeat(200))", vec![]).await;
    let higher = value(browser, height).await;
    assert!(higher.as_f64() > high.as_f64(), "{higher} {high}");
    for (name, at) in [("التالي", 1), ("التالي", 2), ("التالي", 0), ("السابق", 2)] {
        browser.click(&Query::role("button").named(name)).await;
        assert_eq!(value(browser, shown).await, json!([at]), "{name}");
        assert_eq!(value(browser, height).await, higher, "nothing moves when it is another's turn");
    }
    let hold = Query::css(".turns button:last-child");
    let before = browser.text(&hold).await;
    browser.click(&hold).await;
    assert_ne!(browser.text(&hold).await, before);
    press(browser, "main li[data-current] .story-link").await;
    shows(browser, "العودة إلى القائمة").await;
    browser.press(keys::ESCAPE).await;
    browser.until("the turns are back where they were", &format!("return String({shown}) === '2'")).await;
}

async fn headlines_follow_each_other_unless_less_motion_is_asked_for(stage: &mut Stage) {
    let shown =
        "[...document.querySelectorAll('main li')].findIndex((it) => it.checkVisibility({ visibilityProperty: true }))";
    let hold = Query::css(".turns button:last-child");
    for (preference, word) in [("reduce", "تابع"), ("no-preference", "أوقف التتابع")] {
        prefer(&stage.browser, "prefers-reduced-motion", preference).await;
        let _servers = inside(stage, "?layout=ticker&count=3", "").await;
        let browser = &stage.browser;
        assert_eq!(browser.text(&hold).await, word);
        if preference == "reduce" {
            // One turn and more.
            tokio::time::sleep(Duration::from_millis(6600)).await;
            assert_eq!(value(browser, shown).await, json!(0));
        } else {
            browser.until("the second follows by itself", &format!("return {shown} === 1")).await;
        }
        leave(browser).await;
    }
}

async fn the_keyboard_reaches_everything_in_order(stage: &mut Stage) {
    let _servers = inside(stage, "?count=2", "").await;
    let browser = &stage.browser;
    leave(browser).await;
    browser.script("const first = document.createElement('a'); first.href = '#'; first.textContent = 'first'; document.body.prepend(first); first.focus()", vec![]).await;
    let mut reached = Vec::new();
    for _ in 0..40 {
        browser.press(keys::TAB).await;
        browser.driver.enter_frame(0).await.expect("the frame is there");
        let here = value(
            browser,
            "document.hasFocus() ? (document.activeElement.closest('header, nav, main, footer')?.localName ?? '') : ''",
        )
        .await;
        leave(browser).await;
        reached.push(here.as_str().unwrap_or_default().to_owned());
        if reached.last().is_some_and(|part| part == "footer") {
            break;
        }
    }
    let mut order = reached.clone();
    order.dedup();
    order.retain(|part| !part.is_empty());
    assert_eq!(order, ["header", "nav", "main", "footer"], "{reached:?}");
}
