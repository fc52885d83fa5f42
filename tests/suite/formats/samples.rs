//! The shared samples, counted: what comes out of each file, and what is said about it.

use super::{problems, read_from};
use model::NewsItem;
use std::collections::BTreeMap;
use std::path::Path;

/// Reads one file and compares its count of items and of each kind of problem (the number of an
/// item left out).
fn check(file: &Path, items: usize, expected: &[(usize, &str)]) {
    let ingested = read_from(None, &std::fs::read(file).unwrap()).unwrap();
    let mut kinds = BTreeMap::<String, usize>::new();
    for problem in problems(&ingested) {
        let kind = match problem.split_once(": ") {
            Some((place, kind)) if place.starts_with("item ") => kind.to_owned(),
            _ => problem,
        };
        *kinds.entry(kind).or_default() += 1;
    }
    let expected: BTreeMap<_, _> = expected.iter().map(|(count, kind)| ((*kind).to_owned(), *count)).collect();
    assert_eq!((ingested.items.len(), kinds), (items, expected), "{}", file.display());
    for item in &ingested.items {
        assert!(!item.blocks.is_empty(), "an item of {} has no text", file.display());
    }
}

const NO_AUTHOR: &str = "no author: left missing";
const NO_LANGUAGE: &str = "no language: left missing";
const DROPPED: &str = "tracking pixels; a script: dropped from its body";
const DESCRIPTION: &str = "it has no text but a description: its description stands for the text";
const PICTURE: (usize, &str) = (1, "a picture, not a text: skipped");
const SOUND: (usize, &str) = (1, "a sound, not a text: skipped");
const VIDEO: (usize, &str) = (1, "a video, not a text: skipped");
const EVENT: (usize, &str) = (1, "an event, not a text: skipped");
const LATEST_DATE: (usize, &str) = (1, "it has no date but its latest version's: taken for its date");
const BUSINESSWIRE: &str = "no publisher is named at www.businesswire.com: its host stands for the name";
const EXAMPLE: &str = "no publisher is named at ninjs.example.com: its host stands for the name";
const ADDB: &str = "no publisher is named at antidopingdatabase.com: its host stands for the name";
const WORDPRESS: [(usize, &str); 2] = [
    (1, "no publisher is named at news.example.org: its host stands for the name"),
    (1, "posts name no language: left missing"),
];

#[test]
fn every_article_of_the_sample_json_feeds_comes_out() {
    let Some(data) = crate::sample_data::folder("every_article_of_the_sample_json_feeds_comes_out") else { return };
    let feed = [
        (68, NO_AUTHOR),
        (1, "no title, no author: left missing"),
        (1, "date_published: yesterday: no date can be read from it: left out"),
        (18, DROPPED),
    ];
    check(&data.join("feeds/feed.json"), 150, &feed);
    check(&data.join("same-story.json"), 240, &[(240, NO_AUTHOR)]);
}

#[test]
fn every_item_of_the_sample_xml_feeds_comes_out() {
    let Some(data) = crate::sample_data::folder("every_item_of_the_sample_xml_feeds_comes_out") else { return };
    let names: Vec<_> = std::fs::read_dir(data.join("feeds")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(names.iter().filter(|path| path.extension().is_some_and(|ending| ending == "xml")).count(), 4);
    check(&data.join("feeds/rss.xml"), 90, &[(12, DROPPED)]);
    check(&data.join("feeds/rss-windows-1256.xml"), 90, &[(12, DROPPED)]);
    check(&data.join("feeds/atom.xml"), 60, &[(8, DROPPED)]);
    let described = "it has no text but a description: its description stands for the text";
    check(&data.join("feeds/bbc-urdu.rss.xml"), 26, &[(26, described), (26, NO_AUTHOR)]);
}

#[test]
fn the_windows_1256_twin_is_equal_in_text() {
    let Some(data) = crate::sample_data::folder("the_windows_1256_twin_is_equal_in_text") else { return };
    let read = |name: &str| read_from(None, &std::fs::read(data.join("feeds").join(name)).unwrap()).unwrap();
    let (utf_8, windows) = (read("rss.xml"), read("rss-windows-1256.xml"));
    assert_eq!(utf_8.items.len(), windows.items.len());
    for (index, (one, other)) in utf_8.items.iter().zip(&windows.items).enumerate() {
        assert_eq!(one, other, "item {}", index + 1);
    }
    assert_eq!(utf_8.title, windows.title);
}

#[test]
fn the_urdu_feed_reads_right_to_left_in_its_own_language_with_its_pictures() {
    let test = "the_urdu_feed_reads_right_to_left_in_its_own_language_with_its_pictures";
    let Some(data) = crate::sample_data::folder(test) else { return };
    let feed = read_from(None, &std::fs::read(data.join("feeds/bbc-urdu.rss.xml")).unwrap()).unwrap();
    for item in &feed.items {
        assert_eq!(item.language.as_ref().unwrap().as_str(), "ur");
        assert_eq!(item.title.as_ref().unwrap().dir(), model::Direction::Rtl);
        assert!(item.image.as_ref().is_some_and(|image| image.size.is_some()), "{:?}", item.title);
        assert!(item.published.is_some() && item.excerpt);
    }
}

#[test]
fn every_line_of_the_corpus_comes_out_and_what_it_lacks_is_said() {
    let Some(data) = crate::sample_data::folder("every_line_of_the_corpus_comes_out_and_what_it_lacks_is_said") else {
        return;
    };
    let corpus = read_from(None, &std::fs::read(data.join("ant.jsonl.gz")).unwrap()).unwrap();
    assert_eq!(corpus.items.len(), 10_161);
    let lacking = |item: &&NewsItem| item.title.is_none() || item.blocks.is_empty();
    assert_eq!(corpus.items.iter().filter(lacking).count(), 27);
    assert_eq!(corpus.items.iter().filter(|item| item.sections.is_empty()).count(), 1);
    assert_eq!(corpus.items.iter().filter(|item| item.published.is_some()).count(), 10_161);
    let said = problems(&corpus);
    assert!(said.contains(&"lines name no language: left missing".to_owned()));
    assert_eq!(
        said.iter().filter(|line| line.contains("no title") || line.contains("no text")).count(),
        27,
        "{said:#?}"
    );
    let known = ["line ", "lines name no", "dates have no names of months", "no publisher is named at"];
    assert!(said.iter().all(|line| known.iter().any(|known| line.starts_with(known))), "{said:#?}");
    assert_eq!(said.iter().filter(|line| line.contains("the time has no zone")).count(), 7);
}

#[test]
fn every_post_of_the_sample_sites_comes_out_but_the_protected_one() {
    let test = "every_post_of_the_sample_sites_comes_out_but_the_protected_one";
    let Some(data) = crate::sample_data::folder(test) else { return };
    let [publisher, language] = WORDPRESS;
    let protected = (1, "protected by a password: skipped");
    check(&data.join("feeds/wordpress-posts-1.json"), 99, &[publisher, language, protected, (13, DROPPED)]);
    check(&data.join("feeds/wordpress-posts-2.json"), 100, &[publisher, language, (12, DROPPED)]);
    check(&data.join("feeds/wordpress-posts-3.json"), 100, &[publisher, language, (13, DROPPED)]);
    let not_embedded = (1, "nothing is embedded in it: read without author, section, tags and picture");
    check(&data.join("long-article.json"), 1, &[publisher, language, not_embedded, (1, NO_AUTHOR)]);
}

#[test]
fn every_text_among_iptcs_examples_comes_out_and_the_rest_is_skipped() {
    let test = "every_text_among_iptcs_examples_comes_out_and_the_rest_is_skipped";
    let Some(data) = crate::sample_data::folder(test) else { return };
    let ninjs = data.join("feeds/ninjs");
    let expected = iptc_examples();
    let names: Vec<&str> = expected.iter().map(|(name, ..)| *name).collect();
    let mut found = Vec::new();
    for version in ["1.4", "2.1", "3.0", "3.1"] {
        for file in std::fs::read_dir(ninjs.join(version)).unwrap() {
            found.push(format!("{version}/{}", file.unwrap().file_name().to_str().unwrap().trim_end_matches(".json")));
        }
    }
    found.sort();
    assert_eq!(found, names);
    for (name, items, problems) in expected {
        check(&ninjs.join(format!("{name}.json")), items, &problems);
    }
}

type Expected = (&'static str, usize, Vec<(usize, &'static str)>);

/// All of them by name, with the count of articles and the problems of each.
fn iptc_examples() -> Vec<Expected> {
    let wire = || vec![(1, BUSINESSWIRE), (1, NO_AUTHOR)];
    let simple = || vec![(1, EXAMPLE), (1, NO_LANGUAGE)];
    let full = || vec![(1, EXAMPLE)];
    let placeholder = "no title, no publisher, no date, no author, no language: left missing";
    let nitf = "3.0/20231008-anti-doping-measures-at-the-tour-down-under-will-be-the-toughest-ever-addb-ninjs-nitf";
    vec![
        ("1.4/businesswire-newsml-20130515006361", 1, wire()),
        ("1.4/businesswire-newsml-20130605006126", 1, wire()),
        ("1.4/businesswire-newsml-20130612006110", 1, wire()),
        ("1.4/businesswire-newsml-20130731006140", 1, wire()),
        (
            "1.4/ninjs-1-4-examples",
            1,
            vec![(1, EXAMPLE), (1, DESCRIPTION), (1, "no author, no language: left missing")],
        ),
        ("1.4/ninjsExComplex1", 1, full()),
        ("1.4/ninjsExComplex2", 1, full()),
        ("1.4/ninjsExMediumText1", 1, full()),
        ("1.4/ninjsExSimplePhoto1", 0, vec![PICTURE]),
        ("1.4/ninjsExSimpleText1", 1, simple()),
        ("2.1/SIPA_image_2", 0, vec![PICTURE]),
        ("2.1/ap_audio", 0, vec![SOUND]),
        ("2.1/ap_image", 0, vec![PICTURE]),
        ("2.1/ap_video", 0, vec![VIDEO]),
        ("2.1/businesswire-newsml-20130605006126", 1, wire()),
        ("2.1/businesswire-newsml-20130731006140", 1, wire()),
        ("2.1/dpa_text", 1, vec![LATEST_DATE]),
        ("2.1/imageEncodedRights", 0, vec![PICTURE]),
        ("2.1/imageLinkedRights", 0, vec![PICTURE]),
        ("2.1/ninjsExSimpleText_2", 1, simple()),
        ("2.1/ntb_text", 1, vec![(1, DESCRIPTION)]),
        ("2.1/tt_text_image_2", 1, vec![(1, NO_AUTHOR)]),
        ("3.0/20231004-UEFA-ChampionLeague", 0, vec![EVENT]),
        ("3.0/20231005-65-addb-event", 0, vec![EVENT]),
        (nitf, 1, vec![(1, ADDB), LATEST_DATE]),
        ("3.0/20231016-addb-example-press-conference", 0, vec![EVENT]),
        ("3.0/20231016-event-timeline-sample", 0, vec![(14, EVENT.1)]),
        ("3.0/SIPA_image_3", 0, vec![PICTURE]),
        ("3.0/ap_audio", 0, vec![SOUND]),
        ("3.0/ap_image", 0, vec![PICTURE]),
        ("3.0/ap_video", 0, vec![VIDEO]),
        ("3.0/businesswire-newsml-20130605006126", 1, wire()),
        ("3.0/businesswire-newsml-20130731006140", 1, wire()),
        ("3.0/dpa_text", 1, vec![LATEST_DATE]),
        ("3.0/imageEncodedRights", 0, vec![PICTURE]),
        ("3.0/imageLinkedRights", 0, vec![PICTURE]),
        ("3.0/ninjsExSimpleText_3", 1, simple()),
        ("3.0/ntb_text", 1, vec![(1, DESCRIPTION)]),
        ("3.0/simpleEvent", 0, vec![EVENT]),
        ("3.0/tt_event_pressconference_3.0", 0, vec![EVENT]),
        ("3.0/tt_text_image_3", 1, vec![(1, NO_AUTHOR)]),
        ("3.1/001_simple_example", 1, simple()),
        ("3.1/002_renditions_example", 1, vec![(1, placeholder)]),
        ("3.1/003_associations_example", 1, vec![(1, BUSINESSWIRE), (1, "no author, no language: left missing")]),
        ("3.1/004_simple_text_article", 1, simple()),
        ("3.1/005_complex_text_article", 1, full()),
        ("3.1/006_photo_only", 0, vec![PICTURE]),
        ("3.1/007_multimedia", 1, full()),
        ("3.1/008_event", 0, vec![EVENT]),
    ]
}
