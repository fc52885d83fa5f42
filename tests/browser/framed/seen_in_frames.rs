//! What a frame looks like, and to whom.

use super::{enter, host, inside, press, shows, value};
use crate::accessibility::{axe, violations};
use harness::{Stage, Test, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        theme_count_and_layout_are_what_the_address_asks_for,
        what_the_address_asks_for_is_bounded,
        axe_finds_nothing_in_frames,
        no_width_has_a_horizontal_scroll_bar,
        a_bare_frame_fills_its_room_and_stretches_nothing,
        as_high_as_its_snippet_says_a_bare_frame_needs_no_scroll_bar_on_a_phone,
    ]
}

/// As a script says what a list shows: its ground, its text, how many headlines, its layout.
const SEEN: &str = "const style = getComputedStyle(document.documentElement); \
    return [style.backgroundColor, style.color, [...document.querySelectorAll('main li')].filter((it) => it.checkVisibility()).length, document.documentElement.dataset.layout]";

async fn theme_count_and_layout_are_what_the_address_asks_for(stage: &mut Stage) {
    let site = stage.fifty().await;
    for (asked, seen) in [
        ("?theme=light&count=3", json!(["rgb(253, 252, 248)", "rgb(26, 24, 19)", 3, "list"])),
        ("?theme=dark&layout=cards&count=4", json!(["rgb(21, 20, 15)", "rgb(235, 230, 217)", 4, "cards"])),
        ("?theme=%23fed,rgb(1,2,3),teal", json!(["rgb(255, 238, 221)", "rgb(1, 2, 3)", 5, "list"])),
    ] {
        let host = host(&site, &[(asked, "")]);
        stage.browser.open_plain(&host.url("/")).await;
        enter(&stage.browser, 0).await;
        assert_eq!(stage.browser.script(SEEN, vec![]).await, seen, "{asked}");
    }
}

async fn what_the_address_asks_for_is_bounded(stage: &mut Stage) {
    let site = stage.fifty().await;
    for (asked, count) in
        [("?count=-3", 5), ("?count=1e9", 30), ("?count=NaN", 5), ("?count=2.9", 2), ("?count=30", 30)]
    {
        let asked = format!("{asked}&theme=url(javascript:alert(1)),x&layout=%22%3E%3Cscript%3E&lang=__proto__");
        let host = host(&site, &[(&asked, "")]);
        stage.browser.open_plain(&host.url("/")).await;
        enter(&stage.browser, 0).await;
        let seen = stage.browser.script(SEEN, vec![]).await;
        assert_eq!((&seen[2], &seen[3]), (&json!(count), &json!("list")), "{asked}");
    }
}

async fn axe_finds_nothing_in_frames(stage: &mut Stage) {
    stage.expect_errors("404");
    let axe = axe(stage);
    let site = stage.fifty().await;
    let mut found = Vec::new();
    for asked in [
        "?theme=light",
        "?theme=dark&layout=cards",
        "?layout=ticker&theme=light",
        "?section=no&theme=light",
        "?lang=en&theme=dark",
    ] {
        let host = host(&site, &[(asked, "")]);
        stage.browser.open_plain(&host.url("/")).await;
        enter(&stage.browser, 0).await;
        stage.browser.until("it is settled", "return !document.querySelector('[aria-busy]')").await;
        found.extend(violations(&stage.browser, &axe).await.into_iter().map(|line| format!("{asked}: {line}")));
        if asked == "?theme=light" {
            press(&stage.browser, "main li .story-link").await;
            shows(&stage.browser, "أقرّ مجلس المدينة خطة").await;
            stage.browser.until("it is settled", "return !document.querySelector('[aria-busy]')").await;
            found.extend(violations(&stage.browser, &axe).await.into_iter().map(|line| format!("article: {line}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn no_width_has_a_horizontal_scroll_bar(stage: &mut Stage) {
    for width in [240, 320, 600, 1100] {
        let _servers = inside(stage, "?count=30", &format!("style='width: {width}px'")).await;
        let over = "[document.documentElement.scrollWidth - document.documentElement.clientWidth, [...document.querySelectorAll('main *')].filter((it) => it.getBoundingClientRect().right > innerWidth + 1 || it.getBoundingClientRect().left < -1).length]";
        assert_eq!(value(&stage.browser, over).await, json!([0, 0]), "{width}");
        press(&stage.browser, "main li .story-link").await;
        shows(&stage.browser, "أقرّ مجلس المدينة خطة").await;
        assert_eq!(value(&stage.browser, over).await, json!([0, 0]), "an article, {width}");
    }
}

async fn a_bare_frame_fills_its_room_and_stretches_nothing(stage: &mut Stage) {
    let _servers = inside(stage, "?count=2#", "style='height: 900px'").await;
    let room = "(() => { const at = (it) => document.querySelector(it).getBoundingClientRect(); \
        const shown = [...document.querySelectorAll('main li')].filter((it) => it.checkVisibility()); \
        return [at('.page').height, at('.foot').bottom > 850, shown.at(-1).getBoundingClientRect().bottom < 500, \
            document.documentElement.scrollHeight] })()";
    assert_eq!(value(&stage.browser, room).await, json!([900, true, true, 900]));
}

async fn as_high_as_its_snippet_says_a_bare_frame_needs_no_scroll_bar_on_a_phone(stage: &mut Stage) {
    let site = stage.demo().await;
    stage.browser.open_plain(&site.url("/widget/")).await;
    for layout in ["list", "cards", "ticker"] {
        let choose = "const field = document.getElementById('options').elements.layout; field.value = arguments[0]; \
            field.dispatchEvent(new Event('input', { bubbles: true })); \
            return /height=\"(\\d+)\"/.exec(document.getElementById('frame').textContent)[1]";
        stage.browser.open_plain(&site.url("/widget/")).await;
        stage.browser.until("it can be chosen", "return !document.getElementById('options').hidden").await;
        let height = stage.browser.script(choose, vec![json!(layout)]).await;
        let style = format!("style='width: 336px; height: {}px'", height.as_str().unwrap_or_default());
        let host = host(&site, &[(&format!("?count=5&layout={layout}#"), &style)]);
        stage.browser.open_plain(&host.url("/")).await;
        enter(&stage.browser, 0).await;
        let over = "document.documentElement.scrollHeight - innerHeight";
        assert_eq!(value(&stage.browser, over).await, json!(0), "{layout}: {style}");
    }
}
