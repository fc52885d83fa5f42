//! OPML as a list of feeds, JSON lines as a list of articles.

use super::{assert_reports, feeds_in, only_item, problems, read, str_of, strs, words};
use serde_json::json;

fn opml(body: &str) -> String {
    format!("<?xml version='1.0'?><opml version='2.0'><head><title>مصادري</title></head><body>{body}</body></opml>")
}

#[test]
fn opml_lists_feeds_with_the_outline_around_them_as_their_section() {
    let list = feeds_in(&opml(
        "<outline text='سياسة'><outline text='أ' xmlUrl='https://a.example/rss' type='rss'/>\
         <outline text='أعمق'><outline title='ب' text='x' xmlUrl='https://b.example/?a=1&amp;b=2'></outline></outline></outline>\
         <outline text='ج' xmlUrl='/c.xml'/><outline text='ج' xmlUrl='/c.xml'/>",
    ));
    let feeds: Vec<_> =
        list.feeds.iter().map(|feed| (str_of(&feed.title), feed.url.as_str(), str_of(&feed.section))).collect();
    assert_eq!(str_of(&list.title), Some("مصادري"));
    assert_eq!(
        feeds,
        [
            (Some("أ"), "https://a.example/rss", Some("سياسة")),
            (Some("ب"), "https://b.example/?a=1&b=2", Some("أعمق")),
            (Some("ج"), "https://example.org/c.xml", None),
        ]
    );
}

#[test]
fn an_unsafe_address_in_opml_is_reported_and_a_cut_list_keeps_what_came() {
    let list = feeds_in(&opml("<outline xmlUrl='file:///etc/passwd'/><outline xmlUrl='https://a.example/'/>"));
    assert_eq!(list.feeds.len(), 1);
    assert!(list.problems[0].what.contains("file:///etc/passwd"), "{:?}", list.problems);
    let whole = opml("<outline text='أ' xmlUrl='https://a.example/'/><outline text='ب' xmlUrl='https://b.example/'/>");
    assert_eq!(feeds_in(&whole[..whole.len() - 40]).feeds.len(), 1);
    let deep = opml(&"<outline text='x'>".repeat(100_000));
    assert!(feeds_in(&deep).feeds.is_empty());
}

fn record() -> serde_json::Value {
    json!({"id": "7", "url": "https://a.example/7", "source": "Jawhara FM", "section": "culture", "title": "عنوان",
           "time": "2017-01-20T21:43:00+01:00", "abstract": "ملخص", "body": "نص\nثان"})
}

#[test]
fn a_record_a_line_comes_out_field_by_field() {
    let ingested = read(&format!("{}\n\n{}\n", record(), json!({"title": "ب", "body": "", "source": ""})));
    let item = &ingested.items[0];
    assert_eq!((str_of(&item.title), str_of(&item.standfirst)), (Some("عنوان"), Some("ملخص")));
    assert_eq!((words(item).as_str(), strs(&item.sections)), ("نص\nثان\n", vec!["culture"]));
    assert_eq!(item.published.unwrap().to_string(), "2017-01-20T20:43:00Z");
    assert_eq!(item.publisher.as_ref().unwrap().name.as_str(), "Jawhara FM");
    assert_eq!(
        problems(&ingested),
        [
            "lines name no author: left missing",
            "lines name no language: left missing",
            "line 3: no address, no publisher, no date, no text: left missing",
        ]
    );
}

#[test]
fn dates_without_names_of_months_are_read_where_one_of_them_tells_the_order() {
    let dates = |dates: &[&str]| {
        let lines: Vec<_> =
            dates.iter().map(|date| json!({"title": "أ", "body": "نص", "time": date}).to_string()).collect();
        let ingested = read(&lines.join("\n"));
        ingested.items.iter().map(|item| item.published.map(|date| date.to_string())).collect::<Vec<_>>()
    };
    let read = |date: &str| Some(date.to_owned());
    assert_eq!(dates(&["03/04/2017", "13/07/2016"]), [read("2017-04-03"), read("2016-07-13")]);
    assert_eq!(dates(&["03/04/2017", "05/07/2016"]), [None, None]);
    assert_eq!(dates(&["13/04/2017", "05/17/2016"]), [None, None]);
}

#[test]
fn a_lone_record_is_an_article_too() {
    assert_eq!(str_of(&only_item(&record().to_string()).title), Some("عنوان"));
}

#[test]
fn a_broken_line_costs_no_other() {
    let ingested = read(&format!("{}\n{{\"title\": \n[]\n{}\n", record(), record()));
    assert_eq!(ingested.items.len(), 2);
    assert_reports(&ingested, "line 3: not an article: skipped");
    assert!(problems(&ingested).iter().any(|line| line.starts_with("line 2: not JSON") && line.ends_with("skipped")));
}

#[test]
fn lines_may_be_articles_of_ours_and_items_of_json_feed() {
    let ours = json!({"format": "nashra-article/1", "id": "0a1b2c3d4e", "rev": 1, "title": {"text": "أ", "dir": "rtl"},
        "blocks": [], "words": 0, "tags": [], "rights": {"body": "full", "canonical": "self", "index": true, "images": "link"}});
    let item = json!({"id": "1", "url": "https://a.example/1", "title": "ب", "content_html": "<p>نص"});
    let ingested = read(&format!("{item}\n{ours}\n"));
    let titles: Vec<_> = ingested.items.iter().map(|item| str_of(&item.title)).collect();
    assert_eq!(titles, [Some("ب"), Some("أ")], "{:?}", problems(&ingested));
    assert_eq!(words(&ingested.items[0]), "نص\n");
}
