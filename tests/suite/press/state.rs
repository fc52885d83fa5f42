//! What is remembered from build to build: ids, dates fetched, versions, pages that never move.

use crate::press::desk::{Desk, changed, content, item, read};
use model::Moment;
use press::build;
use serde_json::{Value, json};
use wire::edition::{ChainDirectory, HeadlinePage, chain_path, headlines_path};

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

#[test]
fn a_second_build_of_the_same_sources_changes_no_file_not_even_the_editions_date() {
    let mut desk = Desk::with_items(&[item(1, "خبر", "نص"), item(2, "آخر", "غيره")]);
    desk.build();
    let before = content(&desk.site());
    desk.now = moment("2026-03-01T00:00:00Z");
    let report = desk.build();
    assert_eq!(report.written, 0);
    assert_eq!(content(&desk.site()), before);
}

#[test]
fn the_date_fetched_is_that_of_the_build_that_took_the_copy_shown() {
    let mut desk = Desk::with_items(&[item(1, "خبر", "نص"), item(3, "ثابت", "نص ثابت")]);
    let first = desk.now;
    desk.build();
    desk.now = moment("2026-03-01T00:00:00Z");
    desk.feed("feed.json", &[item(1, "خبر", "نص تغيّر"), item(3, "ثابت", "نص ثابت"), item(2, "جديد", "غيره")]);
    let report = desk.build();
    assert_eq!((report.added, report.updated), (1, 1));
    let changed = desk.article("خبر");
    assert_eq!((changed.original.unwrap().fetched, changed.rev), (desk.now, 2));
    let same = desk.article("ثابت");
    assert_eq!((same.original.unwrap().fetched, same.rev, same.updated), (first, 1, None));
    let new = desk.article("جديد");
    assert_eq!((new.original.unwrap().fetched, new.rev), (desk.now, 1));
    assert_eq!(desk.edition().updated, desk.now);
}

#[test]
fn a_changed_text_is_shown_as_updated_when_its_source_said_or_else_when_it_was_found() {
    let dated = |text: &str, modified: &str| changed(item(2, "مؤرخ", text), json!({ "date_modified": modified }));
    let mut desk = Desk::with_items(&[item(1, "خبر", "نص"), dated("نص آخر", "2026-02-01T00:00:00Z")]);
    desk.build();
    assert_eq!(desk.article("خبر").updated, None);
    desk.now = moment("2026-03-01T00:00:00Z");
    desk.feed("feed.json", &[item(1, "خبر", "نص تغيّر"), dated("نص آخر تغيّر", "2026-02-20T00:00:00Z")]);
    desk.build();
    assert_eq!(desk.article("خبر").updated, Some(desk.now));
    assert_eq!(desk.article("مؤرخ").updated, Some(moment("2026-02-20T00:00:00Z")));
    // And so it stays.
    let found = desk.now;
    desk.now = moment("2026-04-01T00:00:00Z");
    desk.config = "[rights]\nindex = true".to_owned();
    desk.build();
    let article = desk.article("خبر");
    assert_eq!((article.updated, article.original.unwrap().fetched), (Some(found), found));
    assert!(article.rights.index);
}

#[test]
fn later_articles_are_appended_however_old_they_are_and_a_removal_leaves_a_hole() {
    let numbered = |range: std::ops::Range<u32>| -> Vec<Value> {
        let dated = |n: u32| json!({ "date_published": format!("2026-01-01T{:02}:{:02}:00Z", n / 60, n % 60) });
        range.map(|n| changed(item(n, &format!("خبر {n}"), &format!("نص {n}")), dated(n))).collect()
    };
    let mut desk = Desk::with_items(&numbered(0..150));
    desk.build();
    let first_page = page(&desk, 0);
    let early = changed(item(900, "قديم", "نص قديم"), json!({ "date_published": "2001-01-01T00:00:00Z" }));
    desk.feed("late.json", &[early]);
    desk.build();
    assert_eq!(page(&desk, 0), first_page);
    assert_eq!(page(&desk, 1).headlines.last().unwrap().title.as_ref().unwrap().as_str(), "قديم");
    desk.config = "[edition]\nhidden = [\"https://agency.example/7\"]".to_owned();
    desk.build();
    assert_eq!(page(&desk, 0).headlines.len(), 99);
    assert_eq!(page(&desk, 1).headlines.len(), 51);
    desk.config = String::new();
    desk.build();
    assert_eq!(page(&desk, 0), first_page);
}

fn page(desk: &Desk, index: usize) -> HeadlinePage {
    let directory: ChainDirectory = read(&desk.site(), &chain_path(desk.edition().chain.as_ref().unwrap()));
    read(&desk.site(), &headlines_path("all", &directory.pages[index]))
}

#[test]
#[cfg(unix)]
fn a_state_on_a_disk_that_is_not_there_stops_the_build_and_is_not_begun_anew() {
    let desk = Desk::with_items(&[item(1, "خبر", "نص")]);
    let place = desk.path(".nashra/site/archive.redb");
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(desk.path("disk/archive.redb"), &place).unwrap();
    let error = format!("{:#}", build(&desk.request()).unwrap_err());
    assert!(error.contains("archive.redb"), "{error}");
    assert!(place.is_symlink() && !desk.site().exists());
}

#[test]
fn a_torn_state_stops_the_build_and_leaves_the_site_alone() {
    let desk = Desk::with_items(&[item(1, "خبر", "نص")]);
    desk.build();
    let path = desk.path(".nashra/site/archive.redb");
    let state = std::fs::read(&path).unwrap();
    std::fs::write(&path, &state[..state.len() / 2]).unwrap();
    let before = content(&desk.site());
    desk.feed("feed.json", &[item(2, "غيره", "نص آخر")]);
    let error = format!("{:#}", build(&desk.request()).unwrap_err());
    assert!(error.contains("archive.redb") && error.contains("cut off"), "{error}");
    assert_eq!(content(&desk.site()), before);
}
