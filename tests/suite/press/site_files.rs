//! Feeds, sitemaps and what else stands beside the pages: they say what is there now, and go with it.

use super::desk::{Desk, changed, content, files, item};
use super::prerendering::{CONFIG, desk, in_section};
use model::Moment;
use serde_json::{Value, json};

#[test]
fn sitemaps_list_what_may_be_listed_and_news_what_is_new() {
    let new = json!({ "date_published": "2026-02-09T10:00:00Z", "language": "ar-SY" });
    let recent = changed(in_section(3, "sport"), new);
    let mut desk = desk(&[in_section(1, "sport"), recent]);
    desk.build_site();
    let [first, recent] = ["خبر 1 عن موضوع 1", "خبر 3 عن موضوع 3"].map(|title| desk.article(title).id);
    let articles = desk.text("sitemap-1.xml");
    assert!(articles.contains(first.as_str()) && articles.contains(recent.as_str()), "{articles}");
    let news = desk.text("sitemap-news.xml");
    assert!(!news.contains(first.as_str()) && news.contains(recent.as_str()), "{news}");
    let index = desk.text("sitemap.xml");
    for name in ["sitemap-1.xml", "sitemap-news.xml", "sitemap-pages.xml"] {
        assert!(index.contains(&format!("https://bulletin.example/news/{name}")), "{index}");
    }
    assert!(desk.text("robots.txt").contains("Sitemap: https://bulletin.example/news/sitemap.xml"));
    assert!(news.contains("<news:language>ar</news:language>"), "{news}");
    desk.now = Moment::parse("2026-03-10T08:00:00Z").unwrap();
    desk.build_site();
    assert!(!desk.site().join("sitemap-news.xml").exists(), "a sitemap of nothing is none");
    assert!(!desk.text("sitemap.xml").contains("sitemap-news.xml"));
}

#[test]
fn without_an_address_of_its_own_a_site_has_no_absolute_links() {
    let mut desk = desk(&[in_section(1, "sport")]);
    desk.config = String::new();
    desk.build_site();
    assert!(!desk.site().join("feed.xml").exists() && !desk.site().join("sitemap.xml").exists());
    let front = desk.text("index.html");
    assert!(!front.contains("rel=\"alternate\"") && !front.contains("og:url"), "{front}");
}

#[test]
fn with_the_sites_address_go_the_files_that_hold_it() {
    let mut desk = desk(&[in_section(1, "sport")]);
    desk.build_site();
    assert!(desk.site().join("section/sport/feed.atom").exists() && desk.site().join("sitemap-1.xml").exists());
    desk.config = CONFIG.replace("url = \"https://bulletin.example/news/\"\n", "");
    desk.build_site();
    for (file, bytes) in content(&desk.site()) {
        assert!(!String::from_utf8_lossy(&bytes).contains("bulletin.example"), "{file}");
    }
}

#[test]
fn security_txt_is_written_as_configured_and_goes_with_its_configuration() {
    let mut desk = desk(&[in_section(1, "sport")]);
    desk.config.push_str("[security]\ncontact = \"mailto:security@bulletin.example\"\nexpires = \"2027-01-01\"\n");
    desk.build_site();
    let text = desk.text(".well-known/security.txt");
    assert_eq!(text, "Contact: mailto:security@bulletin.example\nExpires: 2027-01-01T00:00:00Z\n");
    desk.config = CONFIG.to_owned();
    desk.build_site();
    assert!(!desk.site().join(".well-known/security.txt").exists());
}

#[test]
fn a_section_that_leaves_takes_its_pages_and_feeds_along() {
    let mut desk = desk(&[in_section(1, "sport"), in_section(2, "science")]);
    desk.build_site();
    let of_section = |desk: &Desk, slug: &str| -> Vec<String> {
        let ours = [format!("section/{slug}/"), format!("embed/section/{slug}/"), format!("edition/latest/{slug}.")];
        let is_ours = |file: &String| ours.iter().any(|ours| file.starts_with(ours.as_str()));
        files(&desk.site()).into_iter().filter(is_ours).collect()
    };
    assert_eq!(of_section(&desk, "science").len(), 6, "two pages, three feeds, the newest headlines");
    desk.config = format!("{CONFIG}[edition]\ntakedown = [\"https://agency.example/2\"]\n");
    desk.build_site();
    assert_eq!(of_section(&desk, "science"), [] as [String; 0]);
    for (file, bytes) in content(&desk.site()) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!["موضوع 2", "خلاصة 2", "نص الخبر 2"].iter().any(|words| text.contains(words)), "{file}");
    }
    // One that the operator named, and which never had an article.
    assert_eq!(of_section(&desk, "culture").len(), 6);
    desk.config = CONFIG.replace("culture = { name = \"ثقافة\" }\n", "");
    desk.build_site();
    assert_eq!(of_section(&desk, "culture"), [] as [String; 0]);
    assert_eq!(of_section(&desk, "sport").len(), 6);
}

#[test]
fn a_section_without_articles_has_the_feeds_that_its_page_names() {
    let desk = desk(&[in_section(1, "sport")]);
    desk.build_site();
    let page = desk.text("section/culture/index.html");
    for name in ["feed.xml", "feed.atom", "feed.json"] {
        assert!(page.contains(&format!("href=\"/news/section/culture/{name}\"")), "{page}");
        let feed = std::fs::read(desk.site().join("section/culture").join(name)).unwrap();
        let feed = feed_rs::parser::parse(&feed[..]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(feed.entries.len(), 0);
    }
}

#[test]
fn a_later_change_is_dated_in_sitemaps_and_feeds() {
    let first = in_section(1, "sport");
    let mut desk = desk(&[first.clone(), in_section(2, "sport")]);
    desk.build_site();
    let id = desk.article("خبر 1 عن موضوع 1").id;
    let lastmod = |desk: &Desk| {
        let sitemap = desk.text("sitemap-1.xml");
        let entry = sitemap.split("<url>").find(|entry| entry.contains(id.as_str())).expect(&sitemap).to_owned();
        entry.split("<lastmod>").nth(1).and_then(|rest| rest.split('<').next()).expect(&entry).to_owned()
    };
    assert!(lastmod(&desk).starts_with("2026-01-02"), "{}", lastmod(&desk));
    // Its source says when; nothing of its headline changes.
    let text = json!({ "content_text": "نص الخبر 1 بعد تصحيحه.", "date_modified": "2026-02-03T04:05:06Z" });
    desk.feed("feed.json", &[changed(first.clone(), text), in_section(2, "sport")]);
    desk.build_site();
    assert_eq!(lastmod(&desk), "2026-02-03T04:05:06Z");
    for name in ["feed.atom", "feed.json", "section/sport/feed.atom", "section/sport/feed.json"] {
        assert!(desk.text(name).contains("2026-02-03T04:05:06Z"), "{name}: {}", desk.text(name));
    }
    // Its source does not say when: it was found now.
    desk.now = Moment::parse("2026-02-11T08:00:00Z").unwrap();
    let text = json!({ "content_text": "نص آخر للخبر 1.", "date_modified": "2026-02-03T04:05:06Z" });
    desk.feed("feed.json", &[changed(first, text), in_section(2, "sport")]);
    desk.build_site();
    assert_eq!(lastmod(&desk), "2026-02-11T08:00:00Z");
    assert!(desk.text("section/sport/feed.atom").contains("<updated>2026-02-11T08:00:00Z</updated>"));
}

#[test]
fn what_may_not_be_listed_takes_no_place_of_what_may() {
    let dated = |item: Value, at: &str| changed(item, json!({ "date_published": at }));
    let desk = desk(&[dated(in_section(1, "sport"), "2026-02-09T10:00:00Z")]);
    // As many as a news sitemap may hold, all newer.
    let newer: Vec<Value> =
        (2..1003).map(|n| dated(item(n, &format!("خبر {n}"), &format!("نص {n}")), "2026-02-09T11:00:00Z")).collect();
    let other = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "أخرى", "language": "ar",
        "home_page_url": "https://other.example/", "items": newer,
    });
    desk.source("other.json", &other.to_string().replace("agency.example", "other.example"));
    let mut desk = desk;
    desk.config = format!("{CONFIG}[[publishers]]\nname = \"أخرى\"\nindex = false\n");
    desk.build_site();
    let news = desk.text("sitemap-news.xml");
    assert!(news.contains("خبر 1 عن موضوع 1") && news.matches("<url>").count() == 1, "{news}");
}

#[test]
fn a_page_in_place_of_any_other_names_no_address_and_lists_say_what_they_are() {
    let items: Vec<Value> = (0..140).map(|n| in_section(n, "sport")).collect();
    let desk = desk(&items);
    desk.build_site();
    let not_found = desk.text("404.html");
    assert!(!not_found.contains("rel=\"canonical\"") && !not_found.contains("og:url"), "{not_found}");
    for path in ["index.html", "page/1/index.html", "section/sport/index.html", "section/sport/1/index.html"] {
        assert!(desk.text(path).contains("<meta name=\"description\" content=\""), "{path}");
    }
}
