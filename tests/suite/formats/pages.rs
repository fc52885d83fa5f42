//! HTML pages: an article by what it says of itself, or the feeds that it links.

use super::{feeds_of_page, only_item, read_from, read_source_from, str_of, strs, words};
use model::ImageAddress;
use wire::{DecodeError, SourceDocument};

const TEXT: &str = "أكد محسن مرزوق الأمين العام لحركة مشروع تونس على هامش إشرافه على المجلس الجهوي الموسع للحركة في المنستير أن \
    موفى شهر مارس القادم سيكون موعدا للإعلان عن البديل السياسي الجديد، الذي لا يهم الأمور السياسية فقط، بل يهم الجانب الاقتصادي والاجتماعي.";

/// A page with these elements in its head, an article among a menu and a footer in its body.
fn page(head: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=ar><head><meta charset=utf-8>{head}</head><body><nav><a href=/>الرئيسية</a><a href=/s>رياضة</a></nav>\
         <article><h1>عنوان</h1><p>{TEXT}</p><p>{TEXT} <a href=more>المزيد</a></p><p>{TEXT}</p></article>\
         <footer>جميع الحقوق محفوظة</footer></body></html>"
    )
}

const LINKED_DATA: &str = r##"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
    {"@type":"WebSite","name":"موقع"},{"@id":"#salma","@type":"Person","name":"سلمى"},
    {"@type":["NewsArticle"],"headline":"عنوان &amp; آخر","description":"ملخص","author":[{"@id":"#salma"},{"name":"WHO"}],
     "publisher":{"@type":"Organization","name":"صحيفة"},"datePublished":"2026-02-10T09:38:00+02:00","dateModified":"2026-02-11",
     "articleSection":"سياسة","keywords":"تونس، سياسة","image":{"url":"/7.jpg"},"inLanguage":"ar-TN"}]}</script>
    <link rel=canonical href="https://example.org/7">"##;

#[test]
fn an_article_is_read_by_its_linked_data() {
    let item = only_item(&page(LINKED_DATA));
    assert_eq!((str_of(&item.title), str_of(&item.standfirst)), (Some("عنوان & آخر"), Some("ملخص")));
    assert_eq!((strs(&item.byline), strs(&item.sections)), (vec!["سلمى", "WHO"], vec!["سياسة"]));
    assert_eq!(strs(&item.tags), ["تونس", "سياسة"]);
    assert_eq!(item.published.unwrap().to_string(), "2026-02-10T07:38:00Z");
    assert_eq!(item.updated.unwrap().to_string(), "2026-02-11");
    assert_eq!(item.language.as_ref().unwrap().as_str(), "ar-TN");
    assert_eq!(item.url.as_ref().unwrap().as_str(), "https://example.org/7");
    assert_eq!(item.publisher.as_ref().unwrap().name.as_str(), "صحيفة");
    let Some(ImageAddress::Linked(image)) = item.image.as_ref().map(|image| &image.src) else { panic!("no image") };
    assert_eq!(image.as_str(), "https://example.org/7.jpg");
    let text = words(&item);
    assert_eq!(text.matches("المنستير").count(), 3);
    assert!(!text.contains("الرئيسية") && !text.contains("الحقوق"), "{text}");
    assert!(format!("{:?}", item.blocks).contains("https://example.org/more"));
}

#[test]
fn an_article_is_read_by_opengraph_and_meta_where_it_has_no_linked_data() {
    let item = only_item(&page(
        "<title>عنوان | صحيفة</title><meta property=og:type content=article><meta property=og:site_name content=صحيفة>\
         <meta property=og:url content='https://example.org/7'><meta name=author content=سلمى><meta property=article:section content=سياسة>\
         <meta property=article:published_time content='2026-02-10T07:38:00Z'><meta property=article:tag content=تونس>",
    ));
    assert_eq!((str_of(&item.title), strs(&item.byline)), (Some("عنوان"), vec!["سلمى"]));
    assert_eq!((strs(&item.sections), strs(&item.tags)), (vec!["سياسة"], vec!["تونس"]));
    assert_eq!(item.published.unwrap().to_string(), "2026-02-10T07:38:00Z");
    assert_eq!(
        (item.url.as_ref().unwrap().as_str(), item.language.as_ref().unwrap().as_str()),
        ("https://example.org/7", "ar")
    );
}

#[test]
fn a_page_in_windows_1256_is_read() {
    let text = page(LINKED_DATA).replace("utf-8", "windows-1256");
    let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(&text);
    let item = read_from(None, &bytes).unwrap().items.remove(0);
    assert_eq!((str_of(&item.title), words(&item).matches("المنستير").count()), (Some("عنوان & آخر"), 3));
}

#[test]
fn a_page_that_only_links_its_feeds_tells_them_in_its_order() {
    let list = feeds_of_page(
        "<!DOCTYPE html><title>صحيفة</title><link rel=alternate type=application/rss+xml title=الأخبار href=/feed>\
         <link rel='alternate home' type=application/atom+xml href='https://a.example/atom'><link rel=alternate type=application/rss+xml href=/feed>\
         <link rel=alternate hreflang=en href=/en><link rel=alternate type=application/rss+xml href='javascript:x'><p>نص",
    );
    let feeds: Vec<_> = list.feeds.iter().map(|feed| (str_of(&feed.title), feed.url.as_str())).collect();
    assert_eq!(feeds, [(Some("الأخبار"), "https://example.org/feed"), (None, "https://a.example/atom")]);
    assert_eq!(str_of(&list.title), Some("صحيفة"));
}

#[test]
fn an_article_that_links_a_feed_is_an_article() {
    let link = "<link rel=alternate type=application/rss+xml href=/feed>";
    let document = read_source_from(None, page(&format!("{link}{LINKED_DATA}")).as_bytes()).unwrap();
    assert!(matches!(document, SourceDocument::Articles(_)));
}

#[test]
fn a_page_that_says_nothing_is_an_article_where_it_reads_like_one() {
    assert_eq!(words(&only_item(&page(""))).matches("المنستير").count(), 3);
    for page in
        ["<!DOCTYPE html><title>Log in</title><form><input></form>", "<html><body><p>403 Forbidden</p></body></html>"]
    {
        let error = read_from(None, page.as_bytes()).unwrap_err();
        assert!(matches!(error, DecodeError::NotJson { looks_like_html: true, .. }), "{error:?}");
    }
}

#[test]
fn an_article_behind_a_wall_is_an_excerpt() {
    let locked = LINKED_DATA.replace("\"headline\"", "\"isAccessibleForFree\":\"False\",\"headline\"");
    assert!(only_item(&page(&locked)).excerpt);
    assert!(!only_item(&page(LINKED_DATA)).excerpt);
}

#[test]
fn linked_data_with_line_feeds_in_strings_or_none_that_parses_costs_nothing_else() {
    let torn = LINKED_DATA.replace("\"ملخص\"", "\"مل\nخص\"");
    assert_eq!(str_of(&only_item(&page(&torn)).standfirst), Some("مل خص"));
    let broken = format!("<script type='application/ld+json'>{{\"a\":</script>{LINKED_DATA}");
    assert_eq!(str_of(&only_item(&page(&broken)).standfirst), Some("ملخص"));
}

#[test]
fn a_video_whose_site_is_named_after_arabic_words_costs_the_article_no_text() {
    for video in [
        "<iframe src='https://www.youtube.com/embed/1' title='شاهد على youtube.com'></iframe>",
        "<iframe src='https://www.youtube.com/embed/1?title=عربي'></iframe>",
        "<embed src='https://a.example/م/archive.org'>",
    ] {
        let item = only_item(&page(LINKED_DATA).replace("<p>", &format!("{video}<p>")));
        assert_eq!(words(&item).matches("المنستير").count(), 3, "{video}");
    }
}

#[test]
fn deep_or_wide_pages_are_cut_before_the_article_is_looked_for() {
    for deep in
        ["<div>".repeat(5_000), "<div>".repeat(50_000), "<b><i>".repeat(25_000), "<table><tr><td>".repeat(20_000)]
    {
        let item = only_item(&page(LINKED_DATA).replace("<footer>", &format!("{deep}<footer>")));
        assert_eq!(words(&item).matches("المنستير").count(), 3);
    }
    let wide = page(LINKED_DATA).replace("<footer>", &format!("{}<footer>", "<p><a href=x>y</a>".repeat(30_000)));
    assert!(words(&only_item(&wide)).contains("المنستير"));
}
