//! Pages that are written before anybody asks for them, and the files beside them.

use super::desk::{Desk, changed, files, item};
use feed_rs::parser;
use model::Moment;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

pub(super) const CONFIG: &str = "[site]\ntitle = \"نشرة\"\nurl = \"https://bulletin.example/news/\"\npublisher = \"نشرة\"\n\
    [sections]\nsport = { name = \"رياضة\" }\nculture = { name = \"ثقافة\" }\n[rights]\nindex = true\ncanonical = \"original\"\n";

pub(super) fn desk(items: &[Value]) -> Desk {
    Desk::configured(CONFIG, items)
}

fn all(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    let read = |name: String| {
        let bytes = std::fs::read(desk.site().join(&name)).unwrap();
        (name, bytes)
    };
    files(&desk.site()).into_iter().map(read).collect()
}

pub(super) fn in_section(number: u32, section: &str) -> Value {
    let title = format!("خبر {number} عن موضوع {number}");
    let changes = json!({ "_nashra": { "section": section }, "summary": format!("خلاصة {number}") });
    changed(item(number, &title, &format!("نص الخبر {number} كله.")), changes)
}

#[test]
fn every_kind_of_page_is_written_where_its_address_says() {
    let items: Vec<Value> = (0..140).map(|n| in_section(n, "sport")).collect();
    let mut desk = desk(&items);
    std::fs::write(desk.path("about.md"), "# عنا\n\nنص").unwrap();
    desk.config.push_str("[pages]\nabout = \"about.md\"\n");
    desk.build_site();
    let id = desk.article("خبر 7 عن موضوع 7").id;
    for path in [
        "index.html",
        "section/sport/index.html",
        "section/culture/index.html",
        "section/sport/1/index.html",
        "section/sport/2/index.html",
        "page/1/index.html",
        "page/2/index.html",
        "about/index.html",
        "404.html",
        "shell.html",
        &format!("article/{id}/index.html"),
    ] {
        let page = desk.text(path);
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains("id=\"boot\""), "{path}: {page}");
        assert_eq!(page.contains("<body data-page>"), path != "shell.html", "{path}");
    }
    let article = desk.text(&format!("article/{id}/index.html"));
    for words in ["خبر 7 عن موضوع 7", "نص الخبر 7 كله.", "خلاصة 7", "وكالة", "https://agency.example/7"]
    {
        assert!(article.contains(words), "{words}: {article}");
    }
    assert!(desk.text("section/sport/index.html").contains("href=\"/news/section/sport/2/\""), "paging is a link");
    assert!(!desk.site().join("early.js").exists(), "what is part of every page is no file");
}

#[test]
fn a_new_article_touches_no_page_but_those_that_list_it() {
    let items: Vec<Value> = (0..260).map(|n| in_section(n, if n % 2 == 0 { "sport" } else { "culture" })).collect();
    let mut desk = desk(&items);
    desk.build_site();
    let before = all(&desk);
    desk.now = Moment::parse("2026-02-10T09:00:00Z").unwrap();
    desk.feed("later.json", &[in_section(400, "sport")]);
    desk.build_site();
    let after = all(&desk);
    let touched: Vec<&String> =
        before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)).map(|(name, _)| name).collect();
    assert!(touched.iter().all(|name| !name.starts_with("article/")), "{touched:?}");
    let older =
        |name: &str| name.starts_with("page/") || name.starts_with("section/sport/") && name.matches('/').count() == 3;
    let older: Vec<_> = touched.iter().filter(|name| older(name)).collect();
    assert_eq!(older, ["page/3/index.html", "section/sport/2/index.html"].iter().collect::<Vec<_>>(), "{touched:?}");
    assert!(touched.len() < 30, "{touched:?}");
    let added = after.keys().filter(|name| !before.contains_key(*name) && name.contains("article")).count();
    assert_eq!(added, 2, "a document and a page");
}

#[test]
fn a_missing_page_is_found_by_a_check_and_written_again() {
    let desk = desk(&[in_section(1, "sport"), in_section(2, "sport")]);
    desk.build_site();
    assert_eq!(press::check_edition(&desk.site()).unwrap().problems, []);
    let id = desk.article("خبر 1 عن موضوع 1").id;
    let path = desk.site().join(format!("article/{id}/index.html"));
    std::fs::remove_file(&path).unwrap();
    let found = press::check_edition(&desk.site()).unwrap().problems;
    assert!(!found.is_empty() && found.iter().all(|problem| problem.to_string().contains("its page")), "{found:?}");
    // What else may be lost is not known: everything is compared when the front document is not as it was left.
    std::fs::remove_file(desk.site().join("edition/edition.json")).unwrap();
    desk.build_site();
    assert!(path.exists());
}

#[test]
fn a_page_that_was_the_newest_leads_on_when_there_is_a_newer_one() {
    let items: Vec<Value> = (0..100).map(|n| in_section(n, "sport")).collect();
    let desk = desk(&items);
    desk.build_site();
    let leads_on = |page: &str| page.contains("href=\"/news/page/2/\" class=\"newer\"");
    assert!(!leads_on(&desk.text("page/1/index.html")));
    desk.feed("later.json", &[in_section(400, "sport")]);
    desk.build_site();
    assert!(leads_on(&desk.text("page/1/index.html")));
    assert!(!desk.text("page/2/index.html").contains("class=\"newer\" href=\"/news/page/"));
}

#[test]
fn pages_come_out_the_same_from_one_build_and_from_two() {
    let items: Vec<Value> = (0..120).map(|n| in_section(n, "sport")).collect();
    let whole = desk(&items);
    whole.source("feed.json", "");
    whole.feed("a.json", &items[..70]);
    whole.feed("b.json", &items[70..]);
    whole.build_site();
    let first = all(&whole);
    whole.build_site();
    assert_eq!(first, all(&whole), "built again");
}

#[test]
fn what_is_gone_leaves_a_page_that_says_so_and_what_moved_one_that_leads_on() {
    let mut desk = desk(&[in_section(1, "sport"), in_section(2, "sport")]);
    desk.build_site();
    let [first, second] = ["خبر 1 عن موضوع 1", "خبر 2 عن موضوع 2"].map(|title| desk.article(title).id);
    desk.config = format!(
        "{CONFIG}[edition]\ntakedown = [\"https://agency.example/1\"]\n[redirects]\n\"https://old.example/x\" = \"{second}\"\n"
    );
    desk.build_site();
    let gone = desk.text(&format!("article/{first}/index.html"));
    assert!(gone.contains("أزال الموقع هذا المقال") && gone.contains("content=\"noindex\""), "{gone}");
    assert!(!gone.contains("نص الخبر 1"), "nothing of it is left: {gone}");
    let leads: Vec<String> = files(&desk.site()).into_iter().filter(|name| name.starts_with("article/")).collect();
    let leading = leads.iter().map(|name| desk.text(name)).find(|page| page.contains("http-equiv=\"refresh\""));
    assert!(leading.unwrap().contains(&format!("0; url=/news/article/{second}/")));
    for list in ["sitemap-1.xml", "feed.xml", "feed.atom", "feed.json", "index.html"] {
        assert!(!desk.text(list).contains(first.as_str()), "{list}");
    }
}

#[test]
fn the_head_follows_what_the_publisher_allows() {
    let mut desk = desk(&[in_section(1, "sport")]);
    desk.build_site();
    let id = desk.article("خبر 1 عن موضوع 1").id;
    let path = format!("article/{id}/index.html");
    let allowed = desk.text(&path);
    assert!(allowed.contains("<link rel=\"canonical\" href=\"https://agency.example/1\">"), "{allowed}");
    assert!(!allowed.contains("noindex"), "{allowed}");
    desk.config =
        CONFIG.replace("index = true", "index = false").replace("canonical = \"original\"", "canonical = \"self\"");
    desk.build_site();
    let own = desk.text(&path);
    assert!(
        own.contains(&format!("<link rel=\"canonical\" href=\"https://bulletin.example/news/article/{id}/\">")),
        "{own}"
    );
    assert!(own.contains("<meta name=\"robots\" content=\"noindex\">"), "{own}");
    assert!(!Path::new(&desk.site().join("sitemap-1.xml")).exists(), "what may not be listed is in no sitemap");
}

fn linked_data(page: &str) -> Value {
    let script = page.split("<script type=\"application/ld+json\">").nth(1).expect("the page has linked data");
    serde_json::from_str(script.split("</script>").next().unwrap()).expect("it is JSON")
}

#[test]
fn linked_data_names_the_original_and_the_way_from_the_front_page() {
    let desk = desk(&[in_section(1, "sport")]);
    desk.build_site();
    let id = desk.article("خبر 1 عن موضوع 1").id;
    let data = linked_data(&desk.text(&format!("article/{id}/index.html")));
    let graph = &data["@graph"];
    assert_eq!(graph[0]["@type"], "NewsArticle");
    assert_eq!(graph[0]["headline"], "خبر 1 عن موضوع 1");
    assert_eq!(graph[0]["isBasedOn"]["url"], "https://agency.example/1");
    assert_eq!(graph[0]["isBasedOn"]["publisher"]["name"], "وكالة");
    assert_eq!(graph[0]["inLanguage"], "ar");
    assert_eq!(graph[0]["datePublished"], "2026-01-02T00:00:00Z");
    let crumbs = graph[1]["itemListElement"].as_array().unwrap();
    assert_eq!(
        crumbs.iter().map(|crumb| crumb["name"].as_str().unwrap()).collect::<Vec<_>>(),
        ["نشرة", "رياضة", "خبر 1 عن موضوع 1"]
    );
}

/// Titles and names that would end what they stand in.
const HOSTILE: &str = "</title></script><!--<script>alert(1)</script>\" onload=\"alert(2)\" ]]><x/>'";

#[test]
fn hostile_words_stay_words_in_every_page_head_feed_and_sitemap() {
    let hostile = changed(
        in_section(1, HOSTILE),
        json!({
            "title": HOSTILE, "summary": HOSTILE, "authors": [{ "name": HOSTILE }], "tags": [HOSTILE],
            "_nashra": { "section": HOSTILE, "original_title": HOSTILE, "publisher": { "name": HOSTILE } },
        }),
    );
    let desk = desk(&[hostile]);
    desk.build_site();
    let mut pages = 0;
    for name in files(&desk.site()) {
        let text = String::from_utf8_lossy(&std::fs::read(desk.site().join(&name)).unwrap()).into_owned();
        if name.ends_with(".html") {
            pages += 1;
            let scripts = text.matches("<script").count();
            assert!(scripts <= 3 && text.matches("</script>").count() == scripts, "{name}: {scripts} scripts: {text}");
            assert!(!text.contains("<script>alert") && !text.contains("<x/>"), "{name}: {text}");
            if text.contains("ld+json") {
                linked_data(&text);
            }
        } else if name.ends_with(".xml") || name.ends_with(".atom") {
            assert!(!text.contains("<script") && !text.contains("<x/>"), "{name}: {text}");
        }
    }
    assert!(pages >= 5, "{pages} pages");
    for name in ["feed.xml", "feed.atom", "feed.json"] {
        let feed = parser::parse(&std::fs::read(desk.site().join(name)).unwrap()[..])
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let title = feed.entries[0].title.as_ref().unwrap().content.clone();
        assert!(title.contains("alert(1)"), "{name}: {title}");
    }
}

#[test]
fn feeds_are_read_by_another_projects_parser_with_their_attribution() {
    let desk = desk(&[in_section(1, "sport"), in_section(2, "culture")]);
    desk.build_site();
    for (name, count) in [("feed.xml", 2), ("feed.atom", 2), ("feed.json", 2), ("section/sport/feed.xml", 1)] {
        let bytes = std::fs::read(desk.site().join(name)).unwrap();
        let feed = parser::parse(&bytes[..]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(feed.entries.len(), count, "{name}");
        let entry = feed
            .entries
            .iter()
            .find(|entry| entry.title.as_ref().is_some_and(|title| title.content.contains("خبر 1")))
            .unwrap();
        assert!(
            entry.links.iter().any(|link| link.href.starts_with("https://bulletin.example/news/article/")),
            "{name}"
        );
        assert!(entry.published.or(entry.updated).is_some(), "{name}");
        let summary = entry.summary.as_ref().map_or("", |text| &text.content);
        let content = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or("");
        let summary = format!("{summary}{content}");
        assert!(summary.contains("وكالة") && summary.contains("https://agency.example/1"), "{name}: {summary}");
    }
}

#[test]
fn an_edition_reads_anothers_feed_with_the_original_attribution() {
    let desk = desk(&[in_section(1, "sport")]);
    desk.build_site();
    let feed = std::fs::read_to_string(desk.site().join("feed.json")).unwrap();
    let other = Desk::new();
    other.source("other.json", &feed);
    other.build();
    let original = other.articles().remove(0).original.expect("it is republished");
    assert_eq!(original.publisher.name.as_str(), "وكالة");
    assert_eq!(original.title.as_str(), "خبر 1 عن موضوع 1");
}

#[test]
fn every_page_says_its_policy_and_holds_nothing_inline_that_it_does_not_name() {
    let mut desk = desk(&[in_section(1, "sport")]);
    desk.build_site();
    let id = desk.article("خبر 1 عن موضوع 1").id;
    desk.config.push_str(&format!("[redirects]\n\"https://old.example/x\" = \"{id}\"\n"));
    desk.build_site();
    for name in files(&desk.site()).into_iter().filter(|name| name.ends_with(".html")) {
        let text = desk.text(&name);
        let policy = text.split("content-security-policy\" content=\"").nth(1).unwrap_or_else(|| panic!("{name}"));
        let policy = policy.split('"').next().unwrap();
        for part in ["default-src 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{name}: {policy}");
        }
        if text.contains("http-equiv=\"refresh\"") {
            assert!(
                !policy.contains("-src 'self'") && !text.contains("<script"),
                "{name}: what leads on loads nothing"
            );
            continue;
        }
        assert!(policy.contains("require-trusted-types-for"), "{name}: {policy}");
        // The viewer does not run in frames.
        assert_ne!(policy.contains("'wasm-unsafe-eval'"), name.starts_with("embed/"), "{name}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval' 'unsafe"), "{name}: {policy}");
        assert!(!text.contains(" style=\"") && !text.contains(" onclick"), "{name}");
    }
    let headers = desk.text("_headers");
    let paths: Vec<&str> = headers.lines().filter(|line| line.starts_with('/')).collect();
    let once: std::collections::BTreeSet<&str> = paths.iter().copied().collect();
    assert_eq!(paths.len(), once.len(), "of two rules for one path some hosts take the last: {headers}");
    assert!(headers.contains("/news/*\n") && headers.contains("frame-ancestors"), "{headers}");
    let framed: Vec<&str> = headers
        .split("\n/")
        .filter(|rule| rule.contains("frame-ancestors 'none'"))
        .map(|rule| rule.lines().next().unwrap().trim_start_matches("news/").trim_end_matches('*'))
        .collect();
    for name in files(&desk.site()).into_iter().filter(|name| name.ends_with(".html") && !name.starts_with("embed/")) {
        let named = framed.iter().any(|rule| if rule.ends_with('/') { name.starts_with(rule) } else { name == *rule });
        assert!(named, "who may frame {name} is not said: {framed:?}");
    }
    let nginx = desk.text("nginx.conf");
    // It reads a brace outside of quotation marks as the end of an address, and `types` as all types that there are.
    let matched = nginx.lines().filter(|line| line.starts_with("location ~"));
    assert!(matched.clone().count() >= 3 && matched.clone().all(|line| line.starts_with("location ~ \"^")), "{nginx}");
    assert!(
        !nginx.contains("types {") && nginx.contains("_bg\\.wasm$\" {\n  default_type application/wasm;"),
        "{nginx}"
    );
    assert!(nginx.contains("location /news/embed/ {"));
    for rules in [
        headers.split("/news/widget.js\n").nth(1).and_then(|rest| rest.split("\n/").next()).expect(&headers),
        nginx.split("location = /news/widget.js {").nth(1).and_then(|rest| rest.split('}').next()).expect(&nginx),
    ] {
        for part in ["access-control-allow-origin", "cross-origin-resource-policy", "max-age=3600"] {
            assert!(rules.contains(part), "{part}: {rules}");
        }
    }
}

#[test]
fn the_page_for_partners_is_in_every_footer_and_in_no_sitemap_and_the_viewer_leaves_it_alone() {
    let desk = desk(&[in_section(1, "sport")]);
    desk.build_site();
    let partners = desk.text("widget/index.html");
    for part in [
        "<meta name=\"robots\" content=\"noindex\">",
        "https://bulletin.example/news/widget.js",
        "<option value=\"sport\"",
        "href=\"/news/widget/page.css\"",
    ] {
        assert!(partners.contains(part), "{part}: {partners}");
    }
    assert!(!partners.contains("id=\"boot\"") && !partners.contains(" style=\""), "{partners}");
    let link = "<a href=\"/news/widget/\">";
    let id = desk.article("خبر 1 عن موضوع 1").id;
    for path in ["index.html", "404.html", "widget/index.html", &format!("article/{id}/index.html")] {
        assert!(desk.text(path).contains(link), "{path}");
    }
    for name in files(&desk.site()).into_iter().filter(|name| name.starts_with("sitemap")) {
        assert!(!desk.text(&name).contains("/widget/"), "{name}");
    }
}

#[test]
fn what_partners_paste_names_the_language_where_it_is_not_arabic() {
    let mut desk = desk(&[in_section(1, "sport")]);
    for (lang, named) in [("ar", false), ("en", true), ("ur", true)] {
        desk.config = CONFIG.replace("[site]\n", &format!("[site]\nlang = \"{lang}\"\n"));
        desk.build_site();
        let partners = desk.text("widget/index.html");
        let pasted = format!("&lt;nashra-widget count=&quot;5&quot; lang=&quot;{lang}&quot;&gt;");
        assert_eq!(partners.contains(&pasted), named, "{partners}");
        assert_eq!(partners.contains(&format!("<nashra-widget count=\"5\" lang=\"{lang}\">")), named, "{partners}");
    }
}

#[test]
fn without_an_address_the_page_for_partners_says_so() {
    let mut desk = desk(&[in_section(1, "sport")]);
    desk.config = CONFIG.replace("url = \"https://bulletin.example/news/\"\n", "");
    desk.build_site();
    let partners = desk.text("widget/index.html");
    assert!(partners.contains("لم يُذكر لهذا الموقع عنوان ثابت"), "{partners}");
    assert!(!partners.contains("bulletin.example"), "{partners}");
}
