//! An edition grows: absence removes nothing, and only what changed is written.

use crate::press::desk::{Desk, changed, content, files, item, tells};
use model::Moment;
use press::check_edition;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn numbered(range: std::ops::Range<u32>) -> Vec<Value> {
    let one = |n: u32| {
        let section = ["سياسة", "رياضة", "اقتصاد"][n as usize % 3];
        let date = format!("2026-01-01T{:02}:{:02}:{:02}Z", n / 3600, n / 60 % 60, n % 60);
        let text = format!("نص الخبر رقم {n} عن شأن {} وما يليه من كلام", n % 7);
        let own = json!({ "date_published": date, "_nashra": { "section": section } });
        changed(item(n, &format!("خبر {n}"), &text), own)
    };
    range.map(one).collect()
}

fn sound(desk: &Desk) {
    let checked = check_edition(&desk.site()).unwrap();
    assert_eq!((checked.problems, checked.unsettled), (Vec::new(), false));
}

#[test]
fn what_slid_out_of_a_feed_stays() {
    let desk = Desk::with_items(&numbered(0..40));
    desk.build();
    let before: BTreeMap<String, Vec<u8>> = content(&desk.site().join("edition/articles")).into_iter().collect();
    desk.feed("feed.json", &numbered(35..45));
    let report = desk.build();
    assert_eq!((report.articles, report.added, report.updated, report.removed), (45, 5, 0, 0));
    let after: BTreeMap<String, Vec<u8>> = content(&desk.site().join("edition/articles")).into_iter().collect();
    assert!(before.iter().all(|(name, bytes)| after[name] == *bytes), "old articles keep their bytes");
    std::fs::remove_file(desk.path("sources/feed.json")).unwrap();
    desk.feed("other.json", &numbered(50..51));
    assert_eq!(desk.build().articles, 46);
    sound(&desk);
}

#[test]
fn a_source_that_can_no_longer_be_read_keeps_what_was_published_from_it() {
    let desk = Desk::with_items(&numbered(0..5));
    desk.build();
    desk.source("feed.json", "<!DOCTYPE html><title>Log in</title>");
    let report = desk.build();
    assert_eq!((report.articles, report.written), (5, 0));
    assert!(tells(&report.problems, "HTML page"));
}

#[test]
fn adding_a_few_articles_touches_few_files() {
    let desk = Desk::with_items(&numbered(0..700));
    desk.build();
    let before: BTreeMap<String, Vec<u8>> = content(&desk.site()).into_iter().collect();
    desk.feed("more.json", &numbered(700..703));
    let report = desk.build();
    let after: BTreeMap<String, Vec<u8>> = content(&desk.site()).into_iter().collect();
    let rewritten: Vec<&String> =
        before.keys().filter(|name| after.get(*name).is_some_and(|bytes| *bytes != before[*name])).collect();
    // edition.json and what is newest of each section.
    assert_eq!(rewritten.len(), 4, "{rewritten:?}");
    // The articles; of each of four chains, its last page and its directory.
    let added: Vec<&String> = after.keys().filter(|name| !before.contains_key(*name)).collect();
    assert_eq!(added.len(), 3 + 4 * 2, "{added:?}");
    assert_eq!(report.written, 4 + 3 + 4 * 2);
    // What an older edition.json leads to is kept for one more edition.
    assert!(before.keys().all(|name| after.contains_key(name)));
    desk.feed("more.json", &numbered(700..704));
    desk.build();
    let stale = before.keys().filter(|name| !desk.site().join(name).exists()).count();
    // The whole edition's last page was full, and stays.
    assert_eq!(stale, 4 * 2 - 1);
    sound(&desk);
}

#[test]
fn an_edition_that_grew_holds_what_one_built_at_once_does() {
    let grown = Desk::new();
    for (at, from) in (0..260).step_by(20).enumerate() {
        grown.feed(&format!("{at:02}.json"), &numbered(from..from + 20));
        grown.build();
    }
    let whole = Desk::with_items(&numbered(0..260));
    whole.build();
    let published = |desk: &Desk| -> BTreeSet<(String, Vec<u8>)> {
        // What is kept for readers of an earlier edition is there beside it.
        let current = |name: &str| !name.starts_with("chains/") && !name.starts_with("headlines/");
        content(&desk.site().join("edition")).into_iter().filter(|(name, _)| current(name)).collect()
    };
    assert!(published(&grown) == published(&whole));
    sound(&grown);
}

#[test]
fn growing_gives_the_same_bytes_whatever_the_number_of_threads() {
    let mut outputs = Vec::new();
    for threads in [1, 2, 7] {
        let mut desk = Desk::with_items(&numbered(0..240));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| desk.build());
        desk.now = Moment::parse("2026-02-11T00:00:00Z").unwrap();
        desk.feed("more.json", &numbered(200..330));
        desk.config = "[edition]\ntakedown = [\"https://agency.example/7\"]".to_owned();
        pool.install(|| desk.build());
        outputs.push(content(&desk.site()));
    }
    assert!(outputs[0] == outputs[1] && outputs[0] == outputs[2]);
}

#[test]
fn a_lost_output_is_written_again_with_what_no_source_has_any_more() {
    let mut desk = Desk::with_items(&numbered(0..40));
    desk.build();
    desk.feed("feed.json", &numbered(39..40));
    desk.config = "[edition]\ntakedown = [\"https://agency.example/3\"]".to_owned();
    desk.build();
    let before: BTreeSet<(String, Vec<u8>)> = content(&desk.site().join("edition/articles")).into_iter().collect();
    std::fs::remove_dir_all(desk.site()).unwrap();
    desk.build();
    let after = content(&desk.site().join("edition/articles")).into_iter().collect();
    assert!(before == after);
    sound(&desk);
}

#[test]
fn decisions_reach_articles_that_no_source_has_any_more() {
    let long = "كلمة ".repeat(100);
    let mut desk = Desk::with_items(&[item(1, "قديم", &long)]);
    desk.build();
    desk.feed("feed.json", &[item(2, "جديد", "نص")]);
    desk.config = "[rights]\nbody = \"excerpt\"\nexcerpt_words = 10".to_owned();
    desk.build();
    assert_eq!(desk.article("قديم").words, 10);
    desk.config = String::new();
    desk.build();
    assert_eq!(desk.article("قديم").words, 100);
}

#[test]
fn two_feeds_that_describe_one_article_differently_do_not_take_turns() {
    let described = |by: &str| changed(item(1, "خبر", "نص"), json!({ "tags": [by] }));
    let desk = Desk::new();
    desk.feed("a.json", &[described("أول")]);
    desk.build();
    desk.feed("b.json", &[described("ثانٍ")]);
    assert_eq!(desk.build().updated, 0);
    desk.feed("a.json", &[described("أول"), item(2, "آخر", "نص آخر")]);
    assert_eq!(desk.build().updated, 0);
    desk.feed("b.json", &[described("ثالث")]);
    assert_eq!(desk.build().updated, 1);
    assert_eq!(desk.article("خبر").tags[0].as_str(), "ثالث");
}

#[test]
fn an_embargoed_item_is_published_when_its_time_has_come_though_its_file_is_the_same() {
    let ninjs = json!({
        "uri": "https://wire.example/1", "type": "text", "language": "ar", "pubStatus": "usable",
        "headlines": [{ "value": "عنوان" }], "copyrightHolder": "وكالة", "embargoedUntil": "2026-02-10T09:00:00Z",
        "bodies": [{ "contentType": "text/plain", "value": "نص" }],
    });
    let mut desk = Desk::with_items(&[item(1, "خبر", "نص غيره")]);
    desk.source("wire.json", &ninjs.to_string());
    assert_eq!(desk.build().articles, 1);
    desk.now = Moment::parse("2026-02-10T09:00:00Z").unwrap();
    assert_eq!(desk.build().articles, 2);
}

#[test]
fn what_is_reported_does_not_depend_on_whether_a_source_had_to_be_read_again() {
    let unlinked = changed(item(2, "بلا رابط", "نص آخر"), json!({ "url": null }));
    let desk = Desk::with_items(&[item(1, "خبر", "نص"), unlinked]);
    let first = desk.build().problems;
    assert!(tells(&first, "no link to the original"));
    assert_eq!(desk.build().problems, first);
    assert!(files(&desk.site()).iter().all(|name| !name.contains("staging")));
}
