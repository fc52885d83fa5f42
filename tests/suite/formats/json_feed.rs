//! JSON Feed 1.0 and 1.1, each way in which feeds misbehave.

use super::{assert_reports, only_item, problems, read, read_from, str_of, strs, words};
use model::{ImageAddress, Moment, NewsItem};
use wire::DecodeError;

/// A feed at example.org with these items, and these members before them.
fn feed(members: &str, items: &str) -> String {
    let head = r#""version":"https://jsonfeed.org/version/1.1","title":"صحيفة","language":"ar""#;
    let home = r#""home_page_url":"https://example.org/","feed_url":"https://example.org/feed.json""#;
    format!("{{{head},{home},{members}\"items\":[{items}]}}")
}

/// The only item of such a feed.
fn item(members: &str) -> NewsItem {
    only_item(&feed("", &format!("{{{members}}}")))
}

#[test]
fn a_whole_item_comes_out_field_by_field() {
    let ingested = read(&feed(
        "",
        r#"{"id":"7","url":"/news/7?utm_source=rss","title":"عنوان","summary":"ملخص","date_published":"2026-02-10T09:38:00+02:00",
            "date_modified":"2026-02-11T07:38:00Z","authors":[{"name":"سلمى"},{"name":"WHO"}],"tags":["صحة","صحة","طب"],
            "image":"/7.jpg","content_html":"<p>نص <b>مهم</b></p>"}"#,
    ));
    assert_eq!(problems(&ingested), Vec::<String>::new());
    assert_eq!(str_of(&ingested.title), Some("صحيفة"));
    let item = &ingested.items[0];
    assert_eq!(item.source_id.as_deref(), Some("7"));
    assert_eq!(item.url.as_ref().unwrap().as_str(), "https://example.org/news/7");
    assert!(item.format_has_url);
    assert_eq!((str_of(&item.title), str_of(&item.standfirst)), (Some("عنوان"), Some("ملخص")));
    assert_eq!(item.published, Some(Moment::parse("2026-02-10T07:38:00Z").unwrap()));
    assert_eq!(item.updated, Some(Moment::parse("2026-02-11T07:38:00Z").unwrap()));
    assert_eq!((strs(&item.byline), strs(&item.tags)), (vec!["سلمى", "WHO"], vec!["صحة", "طب"]));
    let ImageAddress::Linked(image) = &item.image.as_ref().unwrap().src else { panic!("the image is elsewhere") };
    assert_eq!(image.as_str(), "https://example.org/7.jpg");
    assert_eq!(words(item), "نص مهم\n");
    let publisher = item.publisher.as_ref().unwrap();
    assert_eq!((publisher.name.as_str(), publisher.site.as_ref().unwrap().as_str()), ("صحيفة", "https://example.org/"));
    assert!(item.sections.is_empty() && item.original_title.is_none() && !item.excerpt);
}

#[test]
fn our_extension_names_the_original() {
    let item = item(
        r#""id":"1","url":"https://example.org/1","title":"هنا","content_text":"نص","_nashra":{"original_title":"هناك",
           "publisher":{"name":"عنب بلدي","site":"https://enabbaladi.net"},"fetched":"2026-02-10","rights":"بإذن",
           "section":"سياسة","dateline":"دمشق","updated":"2026-02-12T00:00:00Z"}"#,
    );
    let publisher = item.publisher.unwrap();
    assert_eq!((publisher.name.as_str(), publisher.site.unwrap().as_str()), ("عنب بلدي", "https://enabbaladi.net/"));
    assert_eq!((str_of(&item.original_title), str_of(&item.notice)), (Some("هناك"), Some("بإذن")));
    assert_eq!((str_of(&item.dateline), strs(&item.sections)), (Some("دمشق"), vec!["سياسة"]));
    assert_eq!(item.fetched.unwrap().to_string(), "2026-02-10");
    assert_eq!(item.updated.unwrap().to_string(), "2026-02-12T00:00:00Z");
}

#[test]
fn authors_may_be_an_object_a_string_or_version_1s_author_and_fall_back_to_the_feeds() {
    for authors in [r#""authors":{"name":"سلمى"}"#, r#""authors":["سلمى"]"#, r#""author":{"name":"سلمى"}"#]
    {
        assert_eq!(strs(&item(authors).byline), ["سلمى"], "{authors}");
    }
    let of_feed = feed(r#""author":{"name":"التحرير"},"#, r#"{"id":"1"},{"id":"2","author":{"name":"سلمى"}}"#);
    let bylines: Vec<_> = read(&of_feed).items.iter().map(|item| strs(&item.byline).join(",")).collect();
    assert_eq!(bylines, ["التحرير", "سلمى"]);
    assert!(item(r#""authors":[{"url":"https://example.org/me"},{"name":" "},null,7]"#).byline.is_empty());
}

#[test]
fn a_numeric_id_is_an_id() {
    assert_eq!(item(r#""id":40000"#).source_id.as_deref(), Some("40000"));
    assert_eq!(item(r#""id":{"a":1}"#).source_id, None);
}

#[test]
fn an_unsafe_address_is_reported_and_left_out() {
    for address in ["javascript:alert(1)", "data:text/html,x", "mailto:a@example.org", "https://"] {
        let ingested = read(&feed("", &format!(r#"{{"id":"1","url":"{address}"}}"#)));
        assert_eq!(ingested.items[0].url, None, "{address}");
        assert_reports(&ingested, &format!("item 1: url: {address}: not a web address: left out"));
    }
}

#[test]
fn a_page_elsewhere_or_an_id_that_is_an_address_stands_for_a_missing_url() {
    let elsewhere = item(r#""id":"1","external_url":"https://elsewhere.example/a""#);
    assert_eq!(elsewhere.url.unwrap().as_str(), "https://elsewhere.example/a");
    let both = item(r#""url":"https://example.org/1","external_url":"https://elsewhere.example/a""#);
    assert_eq!(both.url.unwrap().as_str(), "https://example.org/1");
    assert_eq!(item(r#""id":"https://example.org/by-id""#).url.unwrap().as_str(), "https://example.org/by-id");
}

#[test]
fn a_blank_title_is_a_missing_title() {
    let ingested = read(&feed("", r#"{"id":"1","url":"/1","title":" \u200f\u00a0","content_text":"نص"}"#));
    assert_eq!(ingested.items[0].title, None);
    assert_reports(&ingested, "item 1: no title, no date, no author: left missing");
}

#[test]
fn a_date_that_cannot_be_read_stays_missing_and_one_without_a_zone_keeps_its_day() {
    let ingested = read(&feed("", r#"{"date_published":"yesterday"},{"date_published":"2017-01-22T185600"}"#));
    assert_eq!(ingested.items[0].published, None);
    assert_reports(&ingested, "item 1: date_published: yesterday: no date can be read from it: left out");
    assert_eq!(ingested.items[1].published.unwrap().to_string(), "2017-01-22");
    assert_reports(&ingested, "item 2: date_published: 2017-01-22T185600 (the time has no zone): only its day is kept");
}

#[test]
fn next_url_is_followed_unless_it_is_the_feed_itself() {
    let next = |members: &str| read(&feed(members, "")).next.map(|next| next.to_string());
    assert_eq!(next(r#""next_url":"/feed.json?page=2","#).as_deref(), Some("https://example.org/feed.json?page=2"));
    assert_eq!(next(r#""next_url":"https://example.org/feed.json","#), None);
    assert_reports(&read(&feed(r#""next_url":"feed.json","#, "")), "next_url is the feed itself: not followed");
    let page = feed(r#""next_url":"/feed.json?page=2","#, "");
    let second = read_from(Some("https://example.org/feed.json?page=2"), page.as_bytes()).unwrap();
    assert_eq!(second.next, None);
}

#[test]
fn an_items_language_falls_back_to_the_feeds() {
    let read = read(&feed("", r#"{"id":"1"},{"id":"2","language":"en-GB"},{"id":"3","language":"arabic, mostly"}"#));
    let languages: Vec<_> = read.items.iter().map(|item| item.language.as_ref().unwrap().as_str()).collect();
    assert_eq!(languages, ["ar", "en-GB", "ar"]);
    assert_reports(&read, "item 3: no language tag: arabic, mostly: left out");
}

#[test]
fn text_and_summary_are_text_not_html() {
    let item = item(r#""content_text":"<b>1 & 2</b>\n\nسطر\nثان","summary":"<i>&amp;</i>","title":"a &lt; b""#);
    assert_eq!(words(&item), "<b>1 & 2</b>\nسطر\nثان\n");
    assert_eq!(item.blocks.len(), 2);
    assert_eq!((str_of(&item.standfirst), str_of(&item.title)), (Some("<i>&amp;</i>"), Some("a &lt; b")));
    assert_eq!(self::item(r#""content_text":"سطر\nثان""#).blocks.len(), 2);
}

#[test]
fn a_summary_stands_for_a_missing_text_and_says_so() {
    let ingested = read(&feed("", r#"{"id":"1","summary":"ملخص","content_html":"<script>x</script>"}"#));
    let item = &ingested.items[0];
    assert!(item.excerpt && item.standfirst.is_none());
    assert_eq!(words(item), "ملخص\n");
    assert_reports(&ingested, "item 1: it has no text but its summary: its summary stands for the text");
}

#[test]
fn an_image_that_opens_the_body_is_not_shown_twice() {
    let body = r#""content_html":"<img src='https://example.org/7-300x200.jpg' alt='صورة'><p>نص</p>""#;
    assert_eq!(item(&format!(r#"{body},"image":"https://example.org/7.jpg""#)).image, None);
    assert!(item(&format!(r#"{body},"banner_image":"https://example.org/8.jpg""#)).image.is_some());
}

#[test]
fn attachments_and_an_ended_feed_are_told() {
    let ingested =
        read(&feed(r#""expired":true,"#, r#"{"id":"1","attachments":[{"url":"https://example.org/a.mp3"}]}"#));
    assert_reports(&ingested, "item 1: it has attachments: left out");
    assert_reports(&ingested, "the feed says that it is finished: its items are read all the same");
}

#[test]
fn what_is_no_item_is_skipped_and_the_rest_is_read() {
    let ingested = read(&feed("", r#"null,7,"x",[],{"id":"1"}"#));
    assert_eq!(ingested.items.len(), 1);
    assert_reports(&ingested, "item 4: not an item: skipped");
}

#[test]
fn a_feed_without_version_or_items_is_read_and_one_of_version_2_is_refused() {
    assert_reports(&read(r#"{"title":"x","items":[]}"#), "the feed names no version: read as JSON Feed 1.1");
    assert!(read(&feed("", "")).items.is_empty());
    assert!(read(r#"{"version":"https://jsonfeed.org/version/1","title":"x","items":[]}"#).problems.is_empty());
    let later = read_from(None, br#"{"version":"https://jsonfeed.org/version/2","items":[]}"#);
    assert!(matches!(later, Err(DecodeError::UnsupportedVersion { .. })), "{later:?}");
}

#[test]
fn a_feed_without_a_title_is_known_by_the_host_of_its_articles() {
    let item = only_item(
        r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://www.example.org/1"}]}"#,
    );
    let publisher = item.publisher.unwrap();
    assert_eq!((publisher.name.as_str(), publisher.site.unwrap().as_str()), ("example.org", "https://www.example.org"));
}
