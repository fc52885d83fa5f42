//! What strict parsers refuse is mended, and said.

use super::{atom, numbered, rdf, rss, titles, titles_in};
use crate::formats::{assert_reports, problems, read, read_from, str_of, words};
use wire::DecodeError;

#[test]
fn rss_without_a_version_or_with_an_unknown_one_is_read_as_2_0() {
    let feed = |version: &str| format!("<rss{version}><channel><title>t</title>{}</channel></rss>", numbered(1));
    let without = read(&feed(""));
    assert_eq!(titles(&without), ["خبر 1"]);
    assert_reports(&without, "it names no version of RSS: read as RSS 2.0");
    let unknown = read(&feed(" version='9'"));
    assert_eq!(titles(&unknown), ["خبر 1"]);
    assert_reports(&unknown, "it names a version of RSS that nobody knows: read as RSS 2.0");
}

#[test]
fn entities_that_only_html_has_are_resolved() {
    let ingested = read(&rss(
        "",
        "<item><title>&laquo;عنوان&raquo;&nbsp;&hellip;</title><description a='&nbsp;'>&copy;</description></item>",
    ));
    assert_eq!(str_of(&ingested.items[0].title), Some("«عنوان» …"));
    assert_eq!(words(&ingested.items[0]), "©\n");
    assert_reports(&ingested, "it holds entities that XML does not know: resolved as in HTML");
}

#[test]
fn bare_ampersands_and_signs_stand_for_themselves() {
    let ingested = read(&rss("", "<item><title>AT&T & 1 < 2</title><link>https://example.org/?a=1&b=2</link></item>"));
    assert_eq!(str_of(&ingested.items[0].title), Some("AT&T & 1 < 2"));
    assert_eq!(ingested.items[0].url.as_ref().unwrap().as_str(), "https://example.org/?a=1&b=2");
    assert_reports(&ingested, "it holds a bare < or &: taken for itself");
}

#[test]
fn characters_that_do_not_exist_cost_no_more_than_themselves() {
    let ingested = read(&rss("", "<item><title>أ&#0;ب&#xD800;ج\u{0}\u{8}د</title></item>"));
    assert_eq!(str_of(&ingested.items[0].title), Some("أبجد"));
    assert_reports(&ingested, "it holds control characters: removed");
}

#[test]
fn what_stands_before_the_declaration_or_after_the_end_is_left_out() {
    let feed = format!("\n PHP Warning: x\n{}<!-- 0.2 s --><b>", rss("", &numbered(1)));
    let ingested = read(&feed);
    assert_eq!(titles(&ingested), ["خبر 1"]);
    assert_reports(&ingested, "something stands before its beginning: left out");
    assert_reports(&ingested, "something stands after its end: left out");
    assert!(!problems(&read(&rss("", ""))).iter().any(|problem| problem.contains("stands")));
}

#[test]
fn tags_that_do_not_match_are_closed_where_they_have_to_be() {
    let ingested = read(&rss(
        "",
        "<item><title>أ</item><item><description><p>نص<br>ثان<img src='https://a.example/1.jpg'></description></item><item><title>ج</b></title>",
    ));
    assert_eq!(ingested.items.len(), 2, "the last one has no end");
    assert_eq!(str_of(&ingested.items[0].title), Some("أ"));
    assert!(words(&ingested.items[1]).starts_with("نص\nثان"), "{}", words(&ingested.items[1]));
    assert_reports(&ingested, "its tags do not match: closed where they have to be");
    let unclosed = read(&rss("", "<item><title>أ</title><item><title>ب</title></item>"));
    assert_eq!(titles(&unclosed), ["أ", "ب"]);
    assert_reports(&unclosed, "an item has no end: it ends where the next begins");
}

#[test]
fn attributes_without_quotation_marks_are_read() {
    let feed = rss(
        "",
        "<item><guid isPermaLink=false>https://example.org/1</guid><media:thumbnail url=https://example.org/t.jpg width=5 width=6></item>",
    );
    let item = read(&feed).items.remove(0);
    assert!(item.url.is_none() && item.image.is_some());
}

#[test]
fn prefixes_that_nothing_declares_mean_what_they_always_do_or_nothing() {
    let feed = "<rss version='2.0'><channel><title>t</title><item><title>أ</title><media:title>ب</media:title><foo:title>ج</foo:title>\
        <dc:creator>سلمى</dc:creator><content:encoded>&lt;p>نص</content:encoded></item></channel></rss>";
    let item = read(feed).items.remove(0);
    assert_eq!((str_of(&item.title), words(&item).as_str()), (Some("أ"), "نص\n"));
    assert_eq!(item.byline[0].as_str(), "سلمى");
}

#[test]
fn a_vocabulary_that_rss_does_not_have_hides_no_item() {
    for uri in ["http://backend.userland.com/rss2", "http://www.w3.org/2005/Atom", "http://a.example/"] {
        let feed = format!("<rss version='2.0' xmlns='{uri}'><channel><title>t</title>{}</channel></rss>", numbered(1));
        assert_eq!(titles_in(&feed), ["خبر 1"], "{uri}");
    }
}

#[test]
fn media_and_podcast_elements_that_parsers_fail_on_cost_nothing() {
    let feed = rss(
        "",
        "<item><title>أ</title><media:title type='odd'>x</media:title><media:description/><media:thumbnail url='https://a.example/t.jpg' \
         time='99999999999999999999:00:00'/></item><item><title>ب</title></item>",
    );
    assert_eq!(titles_in(&feed), ["أ", "ب"]);
}

/// Cuts `feed` at every byte: no panic, and of its items, numbered from 1, those that came whole.
fn check_cuts(feed: &str, end: &str) {
    let ends: Vec<usize> = feed.match_indices(end).map(|(at, end)| at + end.len()).collect();
    for cut in 0..feed.len() {
        let whole = ends.iter().filter(|end| **end <= cut).count();
        match read_from(None, &feed.as_bytes()[..cut]) {
            Ok(ingested) => {
                let expected: Vec<String> = (1..=whole).map(|number| format!("خبر {number}")).collect();
                assert_eq!(titles(&ingested), expected, "cut at {cut}");
            }
            Err(error) => {
                assert_eq!(whole, 0, "cut at {cut}: {error}");
                assert!(matches!(error, DecodeError::NotJson { .. } | DecodeError::NotThisFormat { .. }), "{error:?}");
            }
        }
    }
    assert_eq!(titles_in(feed).len(), ends.len());
}

#[test]
fn a_feed_of_each_kind_cut_at_any_byte_keeps_its_whole_items() {
    let items: String = (1..=3).map(numbered).collect();
    check_cuts(&rss("<description>وصف</description>", &items), "</item>");
    check_cuts(&rdf(&items), "</item>");
    let entry = |number| {
        format!(
            "<entry><title>خبر {number}</title><link href='https://example.org/{number}'/><content type='xhtml'><div><p>نص</p></div></content></entry>"
        )
    };
    check_cuts(&atom("", &(1..=3).map(entry).collect::<String>()), "</entry>");
}

#[test]
fn a_cut_feed_says_that_it_is_cut() {
    let feed = rss("", &format!("{}{}", numbered(1), numbered(2)));
    let cut = read(&feed[..feed.len() - 60]);
    assert_eq!(titles(&cut), ["خبر 1"]);
    assert_reports(&cut, "it is cut off: what came whole is kept");
}

#[test]
fn xml_of_another_kind_is_no_feed_and_says_what_it_is() {
    for (xml, found) in
        [("<?xml version='1.0'?><data/>", "<data>"), ("<svg xmlns='http://www.w3.org/2000/svg'/>", "<svg>")]
    {
        let error = read_from(None, xml.as_bytes()).unwrap_err();
        assert_eq!(error, DecodeError::NotThisFormat { expected: "a feed", found: Some(found.to_owned()) });
    }
}

#[test]
fn an_item_begins_where_the_one_before_it_forgot_to_end_and_one_of_its_elements_too() {
    for open in ["<guid>1", "<media:group>", "<x:item>", "<pubDate>x<y>"] {
        let feed = rss("xmlns:x='urn:x'", &format!("<item><title>أ</title>{open}<item><title>ب</title></item>"));
        assert_eq!(titles_in(&feed), ["أ", "ب"], "{open}");
    }
}

#[test]
fn a_declaration_in_the_middle_costs_its_item_nothing() {
    for declaration in
        ["<?xml version='1.0' encoding='windows-1256'?>", "<?xml version='1.0' encoding='utf-16'?>", "<?php x ?>"]
    {
        let feed = rss("", &format!("<item><title>أ{declaration}ب</title>{declaration}</item>{}", numbered(1)));
        assert_eq!(titles_in(&feed), ["أب", "خبر 1"], "{declaration}");
    }
}
