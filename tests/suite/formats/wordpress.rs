//! WordPress's posts, each way in which sites misbehave.

use super::{assert_reports, only_item, problems, read, read_from, str_of, strs, words};
use model::{ImageAddress, NewsItem};
use wire::DecodeError;

/// A post with these members besides the least that a post has.
fn post(members: &str) -> String {
    let comma = if members.is_empty() { "" } else { "," };
    format!(
        r#"{{"id":7,"status":"publish","link":"https://news.example.org/7/","title":{{"rendered":"عنوان"}},
            "content":{{"rendered":"<p>نص</p>","protected":false}},"_embedded":{{}}{comma}{members}}}"#
    )
}

fn item(members: &str) -> NewsItem {
    only_item(&post(members))
}

#[test]
fn a_whole_post_comes_out_field_by_field() {
    let ingested = read(&format!(
        "[{}]",
        post(
            r#""date":"2017-02-01T23:08:00","date_gmt":"2017-02-01T22:08:00","modified_gmt":"2017-02-02T00:00:00",
               "title":{"rendered":"سوريون لترامب : &#8221;منحبك&#8221;!"},"excerpt":{"rendered":"<p>بداية النص [&hellip;]</p>\n"},
               "yoast_head_json":{"og_site_name":"أخبار &amp; آراء","og_locale":"ar_SY"},
               "_embedded":{"author":[{"name":"هيئة التحرير"}],
                 "wp:term":[[{"taxonomy":"category","name":"ثقافة &amp; فن","slug":"culture"},{"taxonomy":"category","name":"غير مصنف","slug":"uncategorized"}],
                            [{"taxonomy":"post_tag","name":"سينما","slug":"x"}]],
                 "wp:featuredmedia":[{"source_url":"https://cdn.example.org/1.jpg","alt_text":"صورة","media_details":{"width":4000,"height":2000,
                   "sizes":{"large":{"source_url":"https://cdn.example.org/1-1024x512.jpg","width":1024,"height":512}}}}]}"#
        )
    ));
    assert_eq!(problems(&ingested), Vec::<String>::new());
    let item = &ingested.items[0];
    assert_eq!(item.source_id.as_deref(), Some("7"));
    assert_eq!(item.url.as_ref().unwrap().as_str(), "https://news.example.org/7/");
    assert_eq!(str_of(&item.title), Some("سوريون لترامب : ”منحبك”!"));
    assert_eq!(str_of(&item.standfirst), Some("بداية النص…"));
    assert_eq!(item.published.unwrap().to_string(), "2017-02-01T22:08:00Z");
    assert_eq!(item.updated.unwrap().to_string(), "2017-02-02T00:00:00Z");
    assert_eq!((strs(&item.byline), strs(&item.tags)), (vec!["هيئة التحرير"], vec!["سينما"]));
    assert_eq!(strs(&item.sections), ["ثقافة & فن"]);
    assert_eq!(item.language.as_ref().unwrap().as_str(), "ar-SY");
    let publisher = item.publisher.as_ref().unwrap();
    assert_eq!(publisher.name.as_str(), "أخبار & آراء");
    assert_eq!(publisher.site.as_ref().unwrap().as_str(), "https://news.example.org");
    let image = item.image.as_ref().unwrap();
    assert_eq!((image.size, str_of(&image.alt)), (Some((1024, 512)), Some("صورة")));
    assert_eq!(words(item), "نص\n");
}

#[test]
fn a_post_that_only_tells_its_local_time_keeps_its_day() {
    let ingested = read(&post(r#""date":"2017-02-01T23:08:00","date_gmt":"0000-00-00T00:00:00""#));
    assert_eq!(ingested.items[0].published.unwrap().to_string(), "2017-02-01");
    assert_reports(&ingested, "item 1: date: 2017-02-01T23:08:00 (the time has no zone): only its day is kept");
}

#[test]
fn a_protected_or_unpublished_post_is_skipped() {
    let protected = read(&post(r#""content":{"rendered":"","protected":true}"#));
    assert!(protected.items.is_empty());
    assert_reports(&protected, "item 1: protected by a password: skipped");
    for status in ["draft", "private", "future"] {
        let unpublished = read(&post(&format!(r#""status":"{status}""#)));
        assert!(unpublished.items.is_empty());
        assert_reports(&unpublished, "item 1: not published: skipped");
    }
}

#[test]
fn a_picture_that_cannot_be_had_is_told_and_none_is_nothing() {
    let media =
        r#""_embedded":{"wp:featuredmedia":[{"code":"rest_forbidden","message":"Sorry","data":{"status":401}}]}"#;
    let ingested = read(&post(media));
    assert_eq!(ingested.items[0].image, None);
    assert_reports(&ingested, "item 1: its picture cannot be had: rest_forbidden: Sorry: left out");
    for none in [r#""featured_media":0"#, r#""_embedded":{"wp:featuredmedia":[]}"#, r#""meta":[]"#] {
        let ingested = read(&post(none));
        assert_eq!(ingested.items[0].image, None);
        assert!(!problems(&ingested).iter().any(|problem| problem.contains("picture")), "{none}");
    }
}

#[test]
fn a_featured_picture_that_opens_the_body_is_not_shown_twice() {
    let item = item(
        r#""content":{"rendered":"<figure><img data-src='//cdn.example.org/1-300x169.jpg' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></figure><p>نص</p>"},
           "_embedded":{"wp:featuredmedia":[{"source_url":"https://cdn.example.org/1.jpg"}]}"#,
    );
    assert_eq!(item.image, None);
    let model::Block::Figure(figure) = &item.blocks[0] else { panic!("no figure: {:?}", item.blocks) };
    let ImageAddress::Linked(src) = &figure.image.src else { panic!("not linked") };
    assert_eq!(src.as_str(), "https://cdn.example.org/1-300x169.jpg");
}

#[test]
fn an_author_that_cannot_be_had_is_missing_and_never_guessed() {
    let ingested = read(&post(r#""author":4,"_embedded":{"author":[{"code":"rest_user_invalid_id","message":"x"}]}"#));
    assert!(ingested.items[0].byline.is_empty());
    assert_reports(&ingested, "item 1: no date, no author: left missing");
}

#[test]
fn posts_without_embedded_data_say_what_is_lost() {
    let ingested = read(&post(r#""_embedded":null,"categories":[7]"#));
    assert_eq!(ingested.items.len(), 1);
    assert_reports(&ingested, "item 1: nothing is embedded in it: read without author, section, tags and picture");
}

#[test]
fn an_excerpt_stands_for_a_missing_text() {
    let item = item(r#""content":{"rendered":"","protected":false},"excerpt":{"rendered":"<p>بداية [...]</p>"}"#);
    assert!(item.excerpt && item.standfirst.is_none());
    assert_eq!(words(&item), "بداية…\n");
}

#[test]
fn an_error_object_is_told_in_the_sites_words_and_the_page_after_the_last_is_empty() {
    let error = read_from(None, br#"{"code":"rest_no_route","message":"No route","data":{"status":404}}"#).unwrap_err();
    let found = Some("rest_no_route: No route".to_owned());
    assert_eq!(error, DecodeError::NotThisFormat { expected: "a feed", found });
    let after = r#"{"code":"rest_post_invalid_page_number","message":"x","data":{"status":400}}"#;
    assert!(read(after).items.is_empty());
}

#[test]
fn one_broken_post_does_not_hide_the_others() {
    let ingested = read(&format!(r#"[null,{{"id":1}},{}]"#, post("")));
    assert_eq!(ingested.items.len(), 1);
    assert_reports(&ingested, "item 1: not a post: skipped");
    assert_reports(&ingested, "item 2: not a post: skipped");
}
