//! Atom, field by field.

use super::{atom, titles};
use crate::formats::{assert_reports, only_item, problems, read, str_of, strs, words};
use model::NewsItem;

fn entry(fields: &str) -> NewsItem {
    only_item(&atom("", &format!("<entry>{fields}</entry>")))
}

#[test]
fn a_whole_entry_comes_out_field_by_field() {
    let ingested = read(&atom(
        "<rights>بإذن</rights>",
        r#"<entry><title type="text">a &lt; b</title><id>tag:7</id><link rel="self" href="https://example.org/api/7"/>
        <link rel="alternate" type="text/html" href="https://example.org/7"/><updated>2026-02-11T07:38:00Z</updated>
        <published>2026-02-10T09:38:00+02:00</published><author><name>سلمى</name><email>s@example.org</email></author>
        <category term="politics" label="سياسة"/><category term="سوريا"/><summary>ملخص</summary>
        <content type="html">&lt;p&gt;نص &lt;b&gt;مهم&lt;/b&gt;&lt;/p&gt;</content></entry>"#,
    ));
    assert_eq!(problems(&ingested), Vec::<String>::new());
    let item = &ingested.items[0];
    assert_eq!((str_of(&item.title), str_of(&item.standfirst)), (Some("a < b"), Some("ملخص")));
    assert_eq!(
        (item.source_id.as_deref(), item.url.as_ref().unwrap().as_str()),
        (Some("tag:7"), "https://example.org/7")
    );
    assert_eq!(item.published.unwrap().to_string(), "2026-02-10T07:38:00Z");
    assert_eq!(item.updated.unwrap().to_string(), "2026-02-11T07:38:00Z");
    assert_eq!(
        (strs(&item.byline), strs(&item.sections), strs(&item.tags)),
        (vec!["سلمى"], vec!["سياسة"], vec!["سوريا"])
    );
    assert_eq!((words(item).as_str(), str_of(&item.notice)), ("نص مهم\n", Some("بإذن")));
}

#[test]
fn text_is_text_html_is_html_and_xhtml_is_markup() {
    let body = |content: &str| words(&entry(content));
    assert_eq!(body("<content>&lt;b&gt; 1 &amp; 2</content>"), "<b> 1 & 2\n");
    assert_eq!(body("<content type='text/plain'>&lt;b&gt;</content>"), "<b>\n");
    assert_eq!(body("<content type='HTML'>&lt;p>a&lt;p>b</content>"), "a\nb\n");
    let xhtml = "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>a<br/>b</p><script/><p>c</p></div></content>";
    assert_eq!(body(xhtml), "a\nb\nc\n");
}

#[test]
fn content_that_is_no_text_costs_no_more_than_itself() {
    let ingested = read(&atom(
        "",
        "<entry><title>أ</title><content type='image/png'>iVBOR</content><summary>ملخص</summary></entry><entry><title>ب</title></entry>",
    ));
    assert_eq!(titles(&ingested), ["أ", "ب"]);
    assert_reports(&ingested, "its content is of a kind that is no text: left out");
    assert_eq!(words(&ingested.items[0]), "ملخص\n");
}

#[test]
fn content_elsewhere_is_left_there() {
    let item =
        entry("<title>أ</title><content type='text/html' src='https://example.org/full'/><summary>ملخص</summary>");
    assert_eq!(words(&item), "ملخص\n");
}

#[test]
fn languages_and_bases_are_those_of_the_entry_or_of_its_content() {
    let feed = atom(
        "",
        "<entry xml:lang='fa' xml:base='https://a.example/'><link href='1'/><content type='html' xml:base='b/'>&lt;p>&lt;a href='c'>d&lt;/a></content></entry>\
         <entry><content xml:lang='en' type='html'>x</content></entry>",
    );
    let ingested = read(&feed);
    assert_eq!(ingested.items[0].language.as_ref().unwrap().as_str(), "fa");
    assert_eq!(ingested.items[0].url.as_ref().unwrap().as_str(), "https://a.example/1");
    assert!(format!("{:?}", ingested.items[0].blocks).contains("https://a.example/b/c"));
    assert_eq!(ingested.items[1].language.as_ref().unwrap().as_str(), "en");
}

#[test]
fn a_date_of_change_stands_for_a_missing_date_and_says_so() {
    let ingested = read(&atom("", "<entry><updated>2026-02-10T07:38:00Z</updated></entry>"));
    assert_eq!(ingested.items[0].published.unwrap().to_string(), "2026-02-10T07:38:00Z");
    assert_eq!(ingested.items[0].updated, None);
    assert_reports(&ingested, "item 1: it has no date but that of its last change: taken for its date");
}

#[test]
fn an_author_of_the_feed_is_the_author_of_entries_without_one() {
    let feed =
        atom("<author><name>التحرير</name></author>", "<entry/><entry><author><name>سلمى</name></author></entry>");
    let bylines: Vec<_> = read(&feed).items.iter().map(|item| strs(&item.byline).join(",")).collect();
    assert_eq!(bylines, ["التحرير", "سلمى"]);
}

#[test]
fn the_next_page_is_told() {
    let feed =
        atom("<link rel='self' href='https://example.org/a'/><link rel='next' href='https://example.org/a?2'/>", "");
    assert_eq!(read(&feed).next.unwrap().as_str(), "https://example.org/a?2");
    let loops =
        atom("<link rel='self' href='https://example.org/a'/><link rel='next' href='https://example.org/a'/>", "");
    assert_reports(&read(&loops), "its next page is the feed itself: not followed");
}

#[test]
fn an_entry_alone_and_atom_0_3_are_read() {
    let alone =
        "<entry xmlns='http://www.w3.org/2005/Atom'><title>أ</title><link href='https://example.org/1'/></entry>";
    assert_eq!(only_item(alone).url.unwrap().as_str(), "https://example.org/1");
    let old = "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>t</title><entry><title>أ</title>\
        <issued>2026-02-10T07:38:00Z</issued><content type='text/html' mode='escaped'>&lt;p>نص</content></entry></feed>";
    let item = only_item(old);
    assert_eq!((item.published.unwrap().to_string().as_str(), words(&item).as_str()), ("2026-02-10T07:38:00Z", "نص\n"));
}

#[test]
fn a_feed_whose_names_have_a_prefix_is_read() {
    let feed = "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>أ</a:title></a:entry></a:feed>";
    assert_eq!(titles(&read(feed)), ["أ"]);
}
