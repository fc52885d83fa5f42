//! Pages for frames on other sites' pages.

use super::desk::{Desk, changed, item};
use model::Moment;
use serde_json::{Value, json};

const CONFIG: &str = "[site]\ntitle = \"نشرة\"\nurl = \"https://bulletin.example/news/\"\npublisher = \"نشرة\"\n\
    [sections]\nsport = { name = \"رياضة\" }\nculture = { name = \"ثقافة\" }\n";

fn desk(items: &[Value]) -> Desk {
    Desk::configured(CONFIG, items)
}

fn in_section(number: u32, title: &str, section: &str) -> Value {
    changed(item(number, title, "نص الخبر كله."), json!({ "_nashra": { "section": section } }))
}

#[test]
fn the_front_page_and_each_section_have_a_page_for_frames() {
    let desk = desk(&[in_section(1, "خبر الرياضة", "sport"), in_section(2, "خبر العلوم", "science")]);
    desk.build_site();
    let (front, sport) = (desk.text("embed/index.html"), desk.text("embed/section/sport/index.html"));
    for (page, has, lacks) in [(&front, "خبر العلوم", "خبر لا وجود له"), (&sport, "خبر الرياضة", "خبر العلوم")]
    {
        assert!(page.contains(has) && !page.contains(lacks), "{page}");
        // A press leads out of the frame, unless the script opens it in place.
        assert!(page.contains("<base target=\"_blank\">") && page.contains("noindex"), "{page}");
        assert!(!page.contains("data-action"), "nothing is offered that only the viewer does: {page}");
        assert!(!page.contains("viewer-"), "the viewer is not part of it: {page}");
    }
    assert!(front.contains("href=\"/news/embed/section/science/\""), "{front}");
    assert!(!front.contains("/news/embed/section/culture/"), "a section without articles is no choice: {front}");
    assert!(desk.text("embed/section/culture/index.html").contains("class=\"empty\""));
    for inline in ["embed.css", "embed-early.js", "embed.js"] {
        assert!(!desk.site().join(inline).exists(), "{inline} is part of the page, or has its digest in its name");
    }
}

#[test]
fn a_section_that_leaves_takes_its_page_for_frames_along() {
    let mut desk = desk(&[in_section(1, "خبر أول", "science"), in_section(2, "خبر ثان", "sport")]);
    desk.build_site();
    assert!(desk.site().join("embed/section/science/index.html").exists());
    desk.now = Moment::parse("2026-02-10T09:00:00Z").unwrap();
    desk.feed("feed.json", &[in_section(1, "خبر أول", "sport"), in_section(2, "خبر ثان", "sport")]);
    desk.build_site();
    assert!(!desk.site().join("embed/section/science/index.html").exists());
    assert!(desk.text("embed/section/sport/index.html").contains("خبر أول"));
    assert!(!desk.text("embed/index.html").contains("/embed/section/science/"));
}

#[test]
fn a_hostile_title_stays_text_in_a_frame() {
    let hostile = "</title></h2><script>alert(1)</script><img src=x onerror=alert(1)>";
    let desk = desk(&[in_section(1, hostile, "sport")]);
    desk.build_site();
    let page = desk.text("embed/index.html");
    assert!(page.contains("alert(1)"), "it is shown: {page}");
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{page}");
}

#[test]
fn anybody_may_frame_and_read_pages_for_frames_and_nobody_frames_the_others() {
    let desk = desk(&[in_section(1, "خبر", "sport")]);
    desk.build_site();
    let headers = desk.text("_headers");
    let rule = |path: &str| {
        let mut rules = headers.split("\n/").map(|rule| format!("/{}", rule.trim_start_matches('/')));
        rules.find(|rule| rule.starts_with(&format!("{path}\n"))).unwrap_or_else(|| panic!("{path}: {headers}"))
    };
    let framed = "frame-ancestors 'none'";
    assert!(!rule("/news/embed/*").contains(framed) && rule("/news/embed/*").contains("allow-origin: *"));
    // A frame without an origin of its own reads articles.
    assert!(rule("/news/article/*").contains(framed) && rule("/news/article/*").contains("allow-origin: *"));
    assert!(rule("/news/section/*").contains(framed) && !rule("/news/section/*").contains("allow-origin"));
    let page = desk.text("embed/index.html");
    // An engine takes 'self' in a frame without an origin for nothing.
    assert!(page.contains("script-src 'self' https://bulletin.example 'sha256-"), "{page}");
    // Hosts send the policy of all pages with each of them: it allows what those for frames hold in themselves.
    let own = page.split('\'').filter(|part| part.starts_with("sha256-"));
    let everywhere = rule("/news/*");
    assert_eq!(own.map(|hash| assert!(everywhere.contains(hash), "{hash}: {everywhere}")).count(), 3, "{page}");
}
