//! Hostile input through every reader: JSON that is none, and metadata that attacks.

use super::read_from;
use model::{Edition, NewsItem, Text, is_bidi_control};
use serde_json::json;
use std::path::Path;
use wire::DecodeError;
use wire::edition::decode;
use wire::json::NativeJson;

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect()
}

#[test]
fn the_json_test_suite_is_judged_as_it_says() {
    let Some(data) = crate::sample_data::folder("the_json_test_suite_is_judged_as_it_says") else { return };
    let mut counts = [0; 3];
    for (name, bytes) in files(&data.join("hostile/json")) {
        let edition = NativeJson::parse(&bytes).and_then(|json| decode::<Edition>(&json));
        let source = read_from(None, &bytes);
        match name.as_bytes()[0] {
            b'n' => {
                counts[0] += 1;
                assert!(matches!(edition, Err(DecodeError::NotJson { .. })), "{name}: {edition:?}");
                assert!(matches!(source, Err(DecodeError::NotJson { .. })), "{name}: {source:?}");
            }
            b'y' => {
                counts[1] += 1;
                assert!(matches!(edition, Err(DecodeError::NotThisFormat { .. })), "{name}: {edition:?}");
                let is_empty_list = source.as_ref().is_ok_and(|ingested| ingested.items.is_empty());
                assert!(
                    is_empty_list || matches!(source, Err(DecodeError::NotThisFormat { .. })),
                    "{name}: {source:?}"
                );
            }
            _ => {
                counts[2] += 1;
                assert!(edition.is_err(), "{name}: an edition");
            }
        }
    }
    assert_eq!(counts, [188, 95, 35]);
}

/// Every field of text that an item has.
fn texts(item: &NewsItem) -> Vec<&Text> {
    let single = [&item.title, &item.original_title, &item.standfirst, &item.dateline, &item.notice, &item.disclaimer];
    let mut texts: Vec<&Text> = single.into_iter().flatten().collect();
    texts.extend(item.sections.iter().chain(&item.byline).chain(&item.tags));
    texts.extend(item.publisher.iter().map(|publisher| &publisher.name));
    texts.extend(item.image.iter().filter_map(|image| image.alt.as_ref()));
    texts.extend(item.related.iter().filter_map(|story| story.section.as_ref()).map(|section| &section.name));
    texts
}

/// One item of each format with `line` in every field of metadata.
fn items_of(line: &str) -> Vec<serde_json::Value> {
    let named = json!([{ "name": line, "url": line, "taxonomy": "category" }]);
    vec![
        json!({
            "version": "https://jsonfeed.org/version/1.1", "title": line, "home_page_url": line, "next_url": line, "language": line,
            "items": [{
                "id": line, "url": line, "external_url": line, "title": line, "summary": line, "content_text": "نص", "image": line,
                "date_published": line, "authors": named, "tags": [line], "language": line,
                "_nashra": { "original_title": line, "publisher": { "name": line, "site": line }, "fetched": line, "rights": line,
                             "section": line, "dateline": line }
            }]
        }),
        json!({
            "uri": line, "type": "text", "versionCreated": line, "version": line, "language": line, "title": line, "by": line,
            "located": line, "pubStatus": "usable", "headlines": [{ "value": line }], "copyrightHolder": line, "copyrightNotice": line,
            "descriptions": [{ "value": line }], "bodies": [{ "value": "نص", "contentType": "text/plain" }], "subjects": named,
            "usageTerms": line, "embargoed": line, "expires": line,
            "associations": [{ "type": "picture", "renditions": [{ "href": line, "contentType": "image/png" }] }]
        }),
        json!({
            "id": line, "link": line, "date": line, "date_gmt": line, "lang": line, "title": { "rendered": line },
            "content": { "rendered": "نص" }, "excerpt": { "rendered": line }, "yoast_head_json": { "og_site_name": line },
            "_embedded": { "author": named, "wp:term": [named], "wp:featuredmedia": [{ "source_url": line, "alt_text": line }] }
        }),
    ]
}

fn is_web(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}

/// Reads `line` in every field of every format; each field is one line of plain text, each address
/// one of the web.
fn check_metadata(line: &str) {
    for document in items_of(line) {
        let ingested = read_from(Some("https://example.org/feed"), document.to_string().as_bytes()).unwrap();
        assert_eq!(ingested.items.len(), 1, "{line:?}");
        let item = &ingested.items[0];
        for text in texts(item).into_iter().chain(&ingested.title) {
            let unwanted = |c: char| is_bidi_control(c) || c.is_control() && c != '\n';
            assert!(!text.as_str().contains(unwanted) && !text.as_str().contains('\n'), "{line:?} -> {text:?}");
        }
        let site = item.publisher.iter().filter_map(|publisher| publisher.site.as_ref());
        for address in item.url.iter().chain(site).chain(&ingested.next) {
            assert!(is_web(address.as_str()), "{line:?} -> {address}");
        }
        if let Some(image) = &item.image {
            assert!(is_web(&String::from(image.src.clone())), "{line:?} -> {image:?}");
        }
        for problem in &ingested.problems {
            assert!(!problem.to_string().contains(['\n', '\r', '\u{1b}']), "{problem:?}");
        }
    }
}

#[test]
fn metadata_that_attacks_comes_out_as_plain_text() {
    for line in [
        "</title><script>alert(1)</script>",
        "javascript:alert(1)",
        "\u{202E}مقلوب\u{2066}\u{0}\u{1b}[2J\u{7f}",
        "\" onload=\"alert(1)",
        "سطر\r\nsample: item 9: forged: problem",
    ] {
        check_metadata(line);
    }
}

#[test]
fn a_title_of_markup_keeps_its_letters_where_the_format_says_text() {
    let title = "<script>alert(1)</script> & \"x\"";
    let documents = items_of(title);
    for document in &documents[..2] {
        let ingested = read_from(None, document.to_string().as_bytes()).unwrap();
        assert_eq!(ingested.items[0].title.as_ref().unwrap().as_str(), title);
    }
    let post = read_from(None, documents[2].to_string().as_bytes()).unwrap();
    assert_eq!(post.items[0].title.as_ref().unwrap().as_str(), "& \"x\"");
}

#[test]
fn every_hostile_line_as_metadata_comes_out_as_plain_text() {
    let Some(data) = crate::sample_data::folder("every_hostile_line_as_metadata_comes_out_as_plain_text") else {
        return;
    };
    let mut lines = 0;
    for (_, bytes) in files(&data.join("hostile/xss")) {
        for line in String::from_utf8_lossy(&bytes).lines() {
            check_metadata(line);
            lines += 1;
        }
    }
    let naughty = std::fs::read(data.join("hostile/naughty-strings.json")).unwrap();
    for line in serde_json::from_slice::<Vec<String>>(&naughty).unwrap() {
        check_metadata(&line);
        lines += 1;
    }
    assert!(lines > 1000, "only {lines} lines");
}

#[test]
fn every_prefix_of_a_document_of_each_format_is_read_or_refused_without_a_panic() {
    for document in items_of("عنوان <b>مهم</b> 2026-02-10") {
        let bytes = document.to_string().into_bytes();
        assert!(read_from(None, &bytes).is_ok());
        for end in 0..bytes.len() {
            let cut = read_from(None, &bytes[..end]);
            assert!(matches!(cut, Err(DecodeError::NotJson { .. })), "cut at {end}: {cut:?}");
        }
    }
}
