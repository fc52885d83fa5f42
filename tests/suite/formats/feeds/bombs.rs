//! XML made to cost: it ends, and within bounds. Nothing here is timed; without the bounds these would
//! run for minutes, take gigabytes or overflow the stack.

use super::{numbered, rss, titles, titles_in};
use crate::formats::{assert_reports, read, read_from};
use std::io::Write;
use wire::DecodeError;

#[test]
fn entities_that_a_document_declares_are_never_resolved() {
    let bomb = format!(
        "<!DOCTYPE rss [<!ENTITY a \"xxxxxxxxxx\">{}]>{}",
        (0..30).map(|n| format!("<!ENTITY a{n} \"&a;&a;&a;&a;\">")).collect::<String>(),
        rss("", "<item><title>أ &a29; ب</title></item>").split_once("?>").unwrap().1,
    );
    let ingested = read(&bomb);
    assert_eq!(titles(&ingested), ["أ &a29; ب"]);
    assert_reports(&ingested, "its document type declares entities: none is resolved");
}

#[test]
fn external_entities_are_never_fetched() {
    let feed = format!(
        "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY % y SYSTEM \"http://127.0.0.1/y.dtd\">%y;]>{}",
        rss("", "<item><title>&x;</title></item>").split_once("?>").unwrap().1,
    );
    assert_eq!(titles_in(&feed), ["&x;"]);
}

#[test]
fn the_hostile_documents_of_the_samples_are_refused() {
    let Some(data) = crate::sample_data::folder("the_hostile_documents_of_the_samples_are_refused") else { return };
    let mut count = 0;
    for file in std::fs::read_dir(data.join("hostile/xxe")).unwrap() {
        let path = file.unwrap().path();
        let error = read_from(None, &std::fs::read(&path).unwrap()).unwrap_err();
        assert!(matches!(error, DecodeError::NotThisFormat { .. }), "{}: {error:?}", path.display());
        count += 1;
    }
    assert_eq!(count, 6);
}

#[test]
fn deep_elements_are_left_out_and_the_rest_is_read() {
    for name in ["div", "media:group", "channel", "media:content"] {
        for depth in [200, 50_000] {
            let deep = format!("{}{}", format!("<{name}>").repeat(depth), format!("</{name}>").repeat(depth));
            let feed =
                rss("", &format!("<item><title>أ</title><description>{deep}</description></item>{}", numbered(2)));
            assert!(titles_in(&feed).contains(&"خبر 2".to_owned()), "{name} {depth}");
        }
    }
    let ingested = read(&rss("", &format!("<item><x>{}</x></item>", "<div>".repeat(5_000))));
    assert_reports(&ingested, "elements nested deeper than 128: left out");
}

#[test]
fn a_tag_with_thousands_of_attributes_or_namespaces_is_read() {
    for attribute in ["a", "xmlns:a", "xml:base"] {
        let attributes: String = (0..3_000).map(|n| format!(" {attribute}{n}='x'")).collect();
        let item = format!("<item{attributes}><title{attributes}>أ</title></item>");
        assert_eq!(titles_in(&rss("", &item.repeat(20))).len(), 20, "{attribute}");
    }
    let nested: String = (0..100).map(|n| format!("<x xmlns:a{n}='b' xmlns:b{n}='c'>")).collect();
    assert_eq!(titles_in(&rss("", &format!("<item>{nested}{}", numbered(2)))), ["خبر 2"]);
}

#[test]
fn what_never_ends_costs_no_square() {
    for piece in
        ["<a b=\"", "<a b='x ", "<", "&", "<![CDATA[", "<!--", "<!DOCTYPE [", "</", "<a ", "&#", "<?", "]]>", "\""]
    {
        let feed = rss("", &format!("{}<item><title>{}", numbered(1), piece.repeat(200_000)));
        assert_eq!(titles_in(&feed), ["خبر 1"], "{piece}");
    }
}

#[test]
fn more_items_and_elements_than_anyone_publishes_are_left_out() {
    let many = read(&rss("", &"<item><title>x</title></item>".repeat(10_001)));
    assert_eq!(many.items.len(), 10_000);
    assert_reports(&many, "it has more than 10,000 items: the rest is left out");
    let categories: String = (0..100_000).map(|n| format!("<category>{n}</category>")).collect();
    let wide = read(&rss("", &format!("<item><title>أ</title>{categories}</item>")));
    assert!(wide.items[0].tags.len() < 500);
    assert_reports(&wide, "more than 500 elements in one item: the rest of them is left out");
}

#[test]
fn nothing_is_mended_after_a_million_mistakes() {
    for piece in ["<", "&", "&nbsp;", "</x>"] {
        let feed = rss("", &format!("{}<item><title>{}</title></item>", numbered(1), piece.repeat(1_000_001)));
        let ingested = read(&feed);
        assert_eq!(titles(&ingested), ["خبر 1"], "{piece}");
        assert_reports(&ingested, "it has more than a million mistakes: what came whole before is kept");
    }
}

#[test]
fn a_feed_larger_than_16_mib_is_refused() {
    let large = rss("", &format!("<item><title>{}</title></item>", "x".repeat(16 << 20)));
    assert_eq!(read_from(None, large.as_bytes()), Err(DecodeError::TooLarge { limit: "16 MiB" }));
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn gzip_is_read_and_a_bomb_of_it_refused() {
    let feed = gzipped(rss("", &numbered(1)).as_bytes());
    assert_eq!(titles(&read_from(None, &feed).unwrap()), ["خبر 1"]);
    let bomb = gzipped(&vec![b' '; 64 << 20]);
    assert_eq!(read_from(None, &bomb), Err(DecodeError::TooLarge { limit: "100 times its compressed size" }));
    let nested = gzipped(&feed);
    assert!(matches!(read_from(None, &nested), Err(DecodeError::NotJson { .. })), "gzip in gzip is not followed");
    assert!(matches!(read_from(None, &feed[..feed.len() / 2]), Err(DecodeError::Invalid { .. })));
}
