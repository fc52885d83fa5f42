//! Documents told apart by content; our own as sources; what is cut off is refused, never half read.

use super::{assert_reports, only_item, read, read_from, str_of};
use model::{Article, Direction, Edition, OperatorPage};
use serde_json::json;
use wire::DecodeError;
use wire::edition::{ChainDirectory, Document, HeadlinePage, decode, encode};
use wire::json::NativeJson;

fn text(words: &str) -> serde_json::Value {
    let dir = Direction::of(words).unwrap_or(Direction::Rtl).as_str();
    json!({ "text": words, "dir": dir })
}

fn article() -> serde_json::Value {
    json!({
        "format": "nashra-article/1", "id": "0a1b2c3d4e", "rev": 3, "title": text("عنوان"), "standfirst": text("ملخص"),
        "section": { "slug": "politics", "name": text("سياسة") }, "published": "2026-02-10T07:38:00Z", "language": "ar",
        "blocks": [{ "paragraph": { "dir": "rtl", "inlines": [{ "text": "نص" }] } }], "words": 1, "tags": [text("وسم")],
        "same_story": [{
            "id": "1b2c3d4e5f", "title": text("عنوان آخر"), "publisher": text("b.example"), "published": "2026-02-10T07:00:00Z"
        }],
        "original": {
            "title": text("الأصل"), "publisher": { "name": text("a.example"), "site": "https://a.example" },
            "url": "https://a.example/7", "author": text("سلمى"), "fetched": "2026-02-10"
        },
        "rights": { "body": "excerpt", "canonical": "original", "index": false, "images": "link", "notice": text("بإذن") }
    })
}

#[test]
fn an_article_of_ours_is_an_item_that_keeps_its_original() {
    let item = only_item(&article().to_string());
    assert_eq!((str_of(&item.title), str_of(&item.original_title)), (Some("عنوان"), Some("الأصل")));
    assert_eq!(item.publisher.as_ref().unwrap().name.as_str(), "a.example");
    assert_eq!(item.url.as_ref().unwrap().as_str(), "https://a.example/7");
    assert_eq!((item.source_id.as_deref(), item.version), (Some("0a1b2c3d4e"), Some(3)));
    assert_eq!(item.sections[0].as_str(), "سياسة");
    assert_eq!(item.byline[0].as_str(), "سلمى");
    assert_eq!(item.fetched.unwrap().to_string(), "2026-02-10");
    assert_eq!((item.excerpt, item.format_has_url, item.blocks.len()), (true, true, 1));
    assert_eq!(str_of(&item.notice), Some("بإذن"));
}

#[test]
fn an_original_that_is_an_e_mail_address_has_no_address() {
    let mut article = article();
    article["original"]["url"] = json!("mailto:desk@a.example");
    let ingested = read(&article.to_string());
    assert_eq!(ingested.items[0].url, None);
    assert_reports(&ingested, "original: mailto:desk@a.example: not a web address: left out");
}

#[test]
fn the_sites_own_article_has_no_publisher_and_needs_no_address() {
    let mut own = article();
    own.as_object_mut().unwrap().remove("original");
    let item = only_item(&own.to_string());
    assert!(item.publisher.is_none() && item.url.is_none() && !item.format_has_url);
}

#[test]
fn a_mirrored_picture_is_written_as_it_was_read() {
    let picture = json!({
        "src": "media/0a1b2c3d4e5f-960.webp", "size": [960, 640], "alt": text("وصف"), "colour": 679_004
    });
    let with = |picture: &serde_json::Value| {
        let mut article = article();
        article["image"] = picture.clone();
        article["blocks"] = json!([{ "figure": { "image": picture } }]);
        article.to_string()
    };
    let read: Article = decode(&NativeJson::parse(with(&picture).as_bytes()).unwrap()).unwrap();
    assert_eq!(read.image.as_ref().unwrap().colour, Some(0x000a_5c5c));
    let written: serde_json::Value = serde_json::from_slice(&encode(&read)).unwrap();
    assert_eq!((&written["image"], &written["blocks"][0]["figure"]["image"]), (&picture, &picture));
    for (member, wrong) in
        [("colour", json!("red;")), ("colour", json!(-1)), ("size", json!([960])), ("src", json!("media/../a"))]
    {
        let mut picture = picture.clone();
        picture[member] = wrong;
        let read = decode::<Article>(&NativeJson::parse(with(&picture).as_bytes()).unwrap());
        assert!(matches!(read, Err(DecodeError::Invalid { .. })), "{picture}");
    }
}

#[test]
fn an_array_of_our_articles_is_read_past_a_broken_one() {
    let ingested =
        read(&json!([article(), { "format": "nashra-article/1" }, { "format": "nashra-article/2" }]).to_string());
    assert_eq!(ingested.items.len(), 1);
    assert_reports(&ingested, "item 3: version nashra-article/2 is not supported; nashra-article/1 is: skipped");
    assert_eq!(ingested.problems[0].place, "item 2");
}

#[test]
fn our_other_documents_and_unknown_json_are_no_feeds_and_say_what_they_are() {
    for (text, found) in [
        (r#"{"format":"nashra-edition/1","site":{}}"#, Some("nashra-edition/1")),
        (r#"{"version":"3.14","rows":[]}"#, Some("3.14")),
        ("{}", None),
        ("7", None),
        ("null", None),
        (r#""text""#, None),
        ("[1,2]", None),
        (r#"{"items":7}"#, None),
        (r#"{"uri":"x"}"#, None),
    ] {
        let expected = DecodeError::NotThisFormat { expected: "a feed", found: found.map(str::to_owned) };
        assert_eq!(read_from(None, text.as_bytes()), Err(expected), "{text}");
    }
    assert!(read("[]").items.is_empty());
    let other_major = read_from(None, br#"{"format":"nashra-article/2"}"#);
    assert!(matches!(other_major, Err(DecodeError::UnsupportedVersion { .. })));
}

#[test]
fn a_page_in_place_of_json_is_told_as_one() {
    let page = read_from(None, b"<!DOCTYPE html><title>Log in</title>");
    assert!(matches!(page, Err(DecodeError::NotJson { looks_like_html: true, .. })), "{page:?}");
    assert!(matches!(read_from(None, b""), Err(DecodeError::NotJson { looks_like_html: false, .. })));
}

/// Cuts the document off at every byte: each time a typed error. The whole of it decodes.
fn check_cuts<T: Document + PartialEq + std::fmt::Debug>(value: &serde_json::Value) {
    let read = |bytes: &[u8]| NativeJson::parse(bytes).and_then(|json| decode::<T>(&json));
    let mut with_format = value.clone();
    with_format["format"] = T::FORMAT.into();
    let document = read(with_format.to_string().as_bytes()).unwrap();
    let bytes = encode(&document);
    assert_eq!(read(&bytes).as_ref(), Ok(&document));
    for end in 0..bytes.len() {
        let error = read(&bytes[..end]).unwrap_err();
        assert!(matches!(error, DecodeError::NotJson { .. }), "{} cut at {end}: {error}", T::FORMAT);
        let as_source = read_from(None, &bytes[..end]);
        assert!(matches!(as_source, Err(DecodeError::NotJson { .. })), "{} cut at {end}: {as_source:?}", T::FORMAT);
    }
}

#[test]
fn each_of_our_documents_cut_off_at_any_byte_is_a_typed_error() {
    let headline = json!({ "id": "0a1b2c3d4e", "title": text("عنوان"), "published": "2026-02-10T07:38:00Z" });
    check_cuts::<Article>(&article());
    check_cuts::<HeadlinePage>(&json!({ "chain": "all", "page": 1, "headlines": [headline] }));
    check_cuts::<ChainDirectory>(&json!({ "chain": "all", "pages": [{ "page": 1, "count": 1, "hash": "0a1b" }] }));
    check_cuts::<OperatorPage>(&operator_page());
    check_cuts::<Edition>(&edition(headline));
}

fn operator_page() -> serde_json::Value {
    json!({ "slug": "about", "title": text("من نحن"), "blocks": [{ "paragraph": { "dir": "rtl", "inlines": [{ "text": "نص" }] } }] })
}

fn edition(headline: serde_json::Value) -> serde_json::Value {
    json!({
        "site": {
            "title": text("نشرة"), "lang": "ar", "dir": "rtl", "url": "https://example.org/",
            "locale": { "ui": "ar", "digits": "arabic-indic", "time_zone": "Asia/Damascus" },
            "theme": [["accent", "#0a5"]], "pages": [{ "slug": "about", "title": text("من نحن") }]
        },
        "updated": "2026-02-10T07:38:00Z", "total": 1,
        "sections": [{ "slug": "politics", "name": text("سياسة"), "count": 1 }],
        "lead": headline, "latest": [headline], "chain": { "name": "all", "hash": "0a1b" }
    })
}
