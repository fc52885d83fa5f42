//! Tags and their pages.

use super::desk::{Desk, changed, content, files, item, tells};
use model::{Moment, TagSlug};
use press::check_edition;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use viewer::pages::tag_page;
use viewer::route::{BasePath, Route, tag_path};

const CONFIG: &str = "[site]\ntitle = \"نشرة\"\nurl = \"https://bulletin.example/news/\"\npublisher = \"نشرة\"\n";

fn desk(items: &[Value]) -> Desk {
    Desk::configured(CONFIG, items)
}

fn tagged(number: u32, tags: &[&str]) -> Value {
    changed(item(number, &format!("خبر {number}"), &format!("نص الخبر {number} كله.")), json!({ "tags": tags }))
}

/// Where the page of a tag lies in the site.
fn path(tag: &str, page: Option<u32>) -> String {
    format!("{}index.html", &tag_page(TagSlug::of_name(tag), page, &BasePath::new("/"))[1..])
}

/// The titles on a page, in its order: numbers of articles.
fn listed(html: &str) -> Vec<u32> {
    let titles = html.split("class=\"story-link\"").skip(1);
    titles.map(|rest| rest.split("خبر ").nth(1).unwrap().split('<').next().unwrap().parse().unwrap()).collect()
}

/// The pages of tags that the site has.
fn tag_pages(desk: &Desk) -> BTreeSet<String> {
    files(&desk.site()).into_iter().filter(|name| name.starts_with("tag/")).collect()
}

fn sound(desk: &Desk) {
    assert_eq!(check_edition(&desk.site()).unwrap().problems, []);
}

#[test]
fn every_tag_of_an_article_is_a_link_to_a_page_that_lists_it() {
    let desk = desk(&[tagged(1, &["نجوم", "ملاحة"]), tagged(2, &["نجوم"]), tagged(3, &[])]);
    desk.build_site();
    let id = desk.article("خبر 1").id;
    let article = desk.text(&format!("article/{id}/index.html"));
    for (tag, articles) in [("نجوم", vec![2, 1]), ("ملاحة", vec![1])] {
        let address = tag_path(TagSlug::of_name(tag), &BasePath::new("/news"));
        assert!(article.contains(&format!("<a href=\"{address}\"><bdi dir=\"rtl\">{tag}</bdi></a>")), "{article}");
        assert_eq!(
            Route::parse(&address, &BasePath::new("/news")),
            Route::Unknown,
            "the viewer leaves it to the browser"
        );
        let html = desk.text(&path(tag, None));
        assert_eq!(listed(&html), articles);
        assert!(html.contains(&format!("<title>{tag} – نشرة</title>")), "{html}");
        assert!(
            html.contains(&format!("<link rel=\"canonical\" href=\"https://bulletin.example{address}\">")),
            "{html}"
        );
        assert!(html.contains(&format!("<h1 tabindex=\"-1\" data-focus><bdi dir=\"rtl\">{tag}</bdi></h1>")), "{html}");
    }
    assert_eq!(tag_pages(&desk).len(), 2);
    sound(&desk);
}

#[test]
fn a_still_page_starts_nothing_and_names_its_build() {
    let desk = desk(&[tagged(1, &["نجوم"])]);
    desk.build_site();
    let html = desk.text(&path("نجوم", None));
    let front = desk.text("index.html");
    let build = front.split("data-build=\"").nth(1).unwrap().split('"').next().unwrap();
    let root = html.split("<html").nth(1).unwrap().split('>').next().unwrap();
    assert!(root.contains(" data-still") && root.contains(&format!(" data-build=\"{build}\"")), "{root}");
    assert!(!html.contains("id=\"boot\"") && !html.contains("data-page"), "{html}");
    assert!(!front.contains("data-still"), "{front}");
}

#[test]
fn search_engines_list_a_tag_from_its_third_article_on() {
    let mut desk = desk(&[tagged(1, &["قليل"]), tagged(2, &["قليل"])]);
    desk.build_site();
    let noindex = "<meta name=\"robots\" content=\"noindex,follow\">";
    assert!(desk.text(&path("قليل", None)).contains(noindex));
    assert!(!desk.site().join("sitemap-tags-1.xml").exists());
    desk.feed("more.json", &[tagged(3, &["قليل"])]);
    desk.build_site();
    let html = desk.text(&path("قليل", None));
    assert!(!html.contains("\"robots\""), "{html}");
    let address = format!("https://bulletin.example{}", tag_path(TagSlug::of_name("قليل"), &BasePath::new("/news")));
    assert!(desk.text("sitemap-tags-1.xml").contains(&format!("<loc>{address}</loc>")));
    assert!(desk.text("sitemap.xml").contains("/news/sitemap-tags-1.xml"));
    desk.config.push_str("[edition]\ntakedown = [\"https://agency.example/3\"]\n");
    desk.build_site();
    assert!(desk.text(&path("قليل", None)).contains(noindex));
    assert!(!desk.site().join("sitemap-tags-1.xml").exists());
    assert!(!desk.text("sitemap.xml").contains("sitemap-tags"));
}

#[test]
fn an_article_touches_the_pages_of_its_own_tags_alone() {
    let tag = |n: u32| format!("وسم {}", n % 20);
    let items: Vec<Value> = (0..100).map(|n| tagged(n, &[&tag(n)])).collect();
    let mut desk = desk(&items);
    desk.build_site();
    let before = content(&desk.site());
    desk.now = Moment::parse("2026-02-11T00:00:00Z").unwrap();
    desk.feed("later.json", &[tagged(400, &["وسم 7", "جديد"])]);
    desk.build_site();
    let after: BTreeSet<_> = content(&desk.site()).into_iter().filter(|(name, _)| name.starts_with("tag/")).collect();
    let written: BTreeSet<String> =
        after.iter().filter(|file| !before.contains(file)).map(|(name, _)| name.clone()).collect();
    assert_eq!(written, BTreeSet::from([path("وسم 7", None), path("جديد", None)]));
    assert_eq!(listed(&desk.text(&path("وسم 7", None))).len(), 6);
    // Another title, and other tags.
    let other = changed(tagged(400, &["جديد", "وسم 3"]), json!({ "title": "خبر 401" }));
    desk.feed("later.json", &[other]);
    desk.build_site();
    assert!(!listed(&desk.text(&path("وسم 7", None))).contains(&400));
    assert_eq!(listed(&desk.text(&path("جديد", None))), [401]);
    assert!(listed(&desk.text(&path("وسم 3", None))).contains(&401));
    sound(&desk);
}

#[test]
fn a_tag_whose_last_article_leaves_has_no_page_and_begins_anew() {
    let mut desk = desk(&[tagged(1, &["وحيد", "معا"]), tagged(2, &["معا"])]);
    desk.build_site();
    desk.config = format!("{CONFIG}[edition]\ntakedown = [\"https://agency.example/1\"]\n");
    desk.build_site();
    assert_eq!(tag_pages(&desk), BTreeSet::from([path("معا", None)]));
    assert_eq!(listed(&desk.text(&path("معا", None))), [2]);
    sound(&desk);
    desk.feed("more.json", &[tagged(3, &["وحيد"])]);
    desk.build_site();
    assert_eq!(listed(&desk.text(&path("وحيد", None))), [3]);
    sound(&desk);
    // What is hidden comes back to its tags.
    let without_one = desk.config.clone();
    desk.config.push_str("hidden = [\"https://agency.example/2\"]\n");
    desk.build_site();
    assert!(!desk.site().join(path("معا", None)).exists());
    desk.config = without_one;
    desk.build_site();
    assert_eq!(listed(&desk.text(&path("معا", None))), [2]);
    sound(&desk);
}

#[test]
fn older_articles_of_a_tag_are_on_pages_counted_from_the_oldest() {
    let items: Vec<Value> = (0..250).map(|n| tagged(n, &["كثير"])).collect();
    let mut desk = desk(&items[..100]);
    desk.build_site();
    assert_eq!(tag_pages(&desk), BTreeSet::from([path("كثير", None)]), "a hundred are one page");
    assert!(!desk.text(&path("كثير", None)).contains("data-part=\"pager\""));
    desk.feed("more.json", &items[100..]);
    desk.build_site();
    let [newest, second, first] = [None, Some(2), Some(1)].map(|number| desk.text(&path("كثير", number)));
    assert_eq!(tag_pages(&desk).len(), 3);
    assert_eq!([listed(&newest).len(), listed(&second).len(), listed(&first).len()], [100, 100, 100]);
    let all: BTreeSet<u32> = [&newest, &second, &first].into_iter().flat_map(|html| listed(html)).collect();
    assert_eq!(all, (0..250).collect());
    let address = tag_path(TagSlug::of_name("كثير"), &BasePath::new("/news"));
    let leads =
        |html: &str, class: &str, to: &str| html.contains(&format!("<a href=\"{address}{to}\" class=\"{class}\">"));
    assert!(leads(&newest, "older", "2/") && !newest.contains("class=\"newer\""));
    assert!(leads(&second, "newer", "") && leads(&second, "older", "1/"));
    assert!(leads(&first, "newer", "2/") && !first.contains("class=\"older\""));
    assert!(first.contains(&format!("<link rel=\"canonical\" href=\"https://bulletin.example{address}1/\">")));
    sound(&desk);
    // A removal leaves a hole; the others stay where they were.
    let gone = listed(&first)[50];
    desk.config.push_str(&format!("[edition]\ntakedown = [\"https://agency.example/{gone}\"]\n"));
    desk.build_site();
    assert_eq!(desk.text(&path("كثير", Some(2))), second);
    assert_eq!(listed(&desk.text(&path("كثير", Some(1)))).len(), 99);
    sound(&desk);
}

#[test]
fn tags_give_the_same_bytes_whatever_the_number_of_threads_and_an_unchanged_build_writes_none() {
    let tags = |n: u32| [format!("وسم {}", n % 7), format!("وسم {}", n % 90), "كل".to_owned()];
    let items: Vec<Value> = (0..220).map(|n| tagged(n, &tags(n).each_ref().map(String::as_str))).collect();
    let mut outputs = Vec::new();
    for threads in [1, 2, 7] {
        let desk = desk(&items);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| desk.build_site());
        outputs.push(content(&desk.site()));
        assert_eq!(pool.install(|| desk.build_site()).written, 0);
    }
    assert!(outputs[0] == outputs[1] && outputs[0] == outputs[2]);
}

#[test]
fn an_edition_from_before_tags_had_pages_gets_them() {
    let desk = desk(&[tagged(1, &["نجوم"]), tagged(2, &["نجوم"])]);
    // As without a viewer: what is remembered comes first, pages later.
    desk.build();
    assert_eq!(tag_pages(&desk).len(), 0);
    desk.build_site();
    assert_eq!(tag_pages(&desk).len(), 1);
    std::fs::remove_dir_all(desk.site()).unwrap();
    desk.build_site();
    assert_eq!(listed(&desk.text(&path("نجوم", None))).len(), 2);
    sound(&desk);
}

#[test]
fn hostile_tags_are_harmless() {
    let long = "طويل".repeat(5000);
    let tags = [
        "../../etc/passwd",
        "</title><script>alert(1)</script>",
        "\u{202E}txt",
        long.as_str(),
        " ",
        "\u{200F}",
        "%2e%2e",
        "1",
    ];
    let many: Vec<String> = (0..500).map(|n| format!("كثرة {n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let desk = desk(&[tagged(1, &tags), tagged(2, &many)]);
    let report = desk.build_site();
    assert!(tells(&report.problems, "more than 50 tags"), "{:?}", report.problems);
    let article = desk.article("خبر 1");
    assert_eq!(article.tags.len(), 6, "{:?}", article.tags);
    for tag in &article.tags {
        let html = desk.text(&path(tag.as_str(), None));
        assert_eq!(listed(&html), [1]);
        assert!(!html.contains("<script>alert") && !html.contains('\u{202E}'), "{tag:?}");
    }
    let pages = tag_pages(&desk);
    assert_eq!(pages.len(), 6 + 50);
    let is_number =
        |path: &String| path[4..].strip_suffix("/index.html").is_some_and(|slug| slug.parse::<u64>().is_ok());
    assert!(pages.iter().all(is_number), "{pages:?}");
    sound(&desk);
}

#[test]
fn a_check_finds_pages_of_tags_that_are_missing_or_left_over() {
    let items: Vec<Value> = (0..150).map(|n| tagged(n, &["نجوم"])).collect();
    let desk = desk(&items);
    desk.build_site();
    sound(&desk);
    let newest = desk.site().join(path("نجوم", None));
    let html = std::fs::read_to_string(&newest).unwrap();
    let older = desk.site().join(path("نجوم", Some(1)));
    std::fs::remove_file(&older).unwrap();
    let found = check_edition(&desk.site()).unwrap().problems;
    assert!(tells(&found, "which is missing") && tells(&found, "lists it"), "{found:?}");
    std::fs::remove_file(&newest).unwrap();
    let found = check_edition(&desk.site()).unwrap().problems;
    assert!(tells(&found, "the page of one of its tags"), "{found:?}");
    desk.build_site();
    let left_over = desk.site().join("tag/17/index.html");
    std::fs::create_dir_all(left_over.parent().unwrap()).unwrap();
    std::fs::write(left_over, html).unwrap();
    let found = check_edition(&desk.site()).unwrap().problems;
    assert!(tells(&found, "no article has its tag"), "{found:?}");
}
