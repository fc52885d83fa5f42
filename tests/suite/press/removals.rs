//! Articles leave for a reason, and what stands in their place says which.

use crate::press::desk::{Desk, changed, content, item, read, tells};
use model::{Article, Moment, Redirect, RemovalReason, Tombstone};
use press::check_edition;
use serde_json::{Value, json};

fn feed() -> Vec<Value> {
    let dam = "سد الفرات يبلغ منسوب تخزينه الأعلى بعد أمطار الشتاء الغزيرة في وزارة الري";
    let mut items: Vec<Value> = (1..5).map(|n| item(n, &format!("خبر {n}"), &format!("نص رقم {n}"))).collect();
    items.push(item(10, "سد الفرات", dam));
    items.push(item(11, "سد الفرات ثانية", &format!("{dam} مجددًا")));
    items.into_iter().map(|item| changed(item, json!({ "_nashra": { "section": "اقتصاد" } }))).collect()
}

fn sound(desk: &Desk) {
    assert_eq!(check_edition(&desk.site()).unwrap().problems, []);
}

#[test]
fn a_takedown_leaves_no_word_of_the_article_in_the_site() {
    let mut desk = Desk::with_items(&feed());
    desk.build();
    let id = desk.article("سد الفرات").id;
    assert_eq!(desk.article("سد الفرات ثانية").related[0].id.as_ref(), Some(&id));
    for name in ["https://www.agency.example/10/?utm_source=x", id.as_str()] {
        desk.config = format!("[edition]\ntakedown = [\"{name}\"]");
        desk.build();
        let tombstone = desk.tombstone(&id);
        assert_eq!((tombstone.reason, tombstone.removed), (RemovalReason::TakenDown, desk.now));
        assert_eq!(desk.edition().removed, std::slice::from_ref(&id));
        assert_eq!(desk.edition().total, 5);
        assert_eq!(desk.article("سد الفرات ثانية").related, []);
        for (file, bytes) in content(&desk.site()) {
            assert!(!String::from_utf8_lossy(&bytes).contains("\"سد الفرات\""), "{file}");
        }
        sound(&desk);
    }
    // Its source still offers it; only when the list does not name it any more is it published again.
    desk.build();
    assert_eq!(desk.edition().total, 5);
    desk.config = String::new();
    desk.build();
    assert_eq!(desk.article("سد الفرات").id, id);
    assert_eq!(desk.edition().total, 6);
    sound(&desk);
}

#[test]
fn what_expires_leaves_when_its_time_is_over_whether_its_source_or_the_operator_set_it() {
    let mut desk = Desk::with_items(&feed());
    desk.config = "[[publishers]]\nname = \"وكالة\"\nexpiry_days = 60".to_owned();
    desk.build();
    let id = desk.article("خبر 1").id;
    // Published on 2 January.
    desk.now = Moment::parse("2026-03-02T23:59:59Z").unwrap();
    desk.build();
    assert_eq!(desk.article("خبر 1").id, id);
    desk.now = Moment::parse("2026-03-03T00:00:00Z").unwrap();
    let report = desk.build();
    assert_eq!(report.removed, 1);
    assert_eq!(desk.tombstone(&id).reason, RemovalReason::Expired);
    sound(&desk);
}

#[test]
fn pruning_a_source_removes_what_it_no_longer_has_and_nothing_else() {
    let desk = Desk::with_items(&feed());
    desk.feed("other.json", &[item(1, "خبر 1", "نص رقم 1"), item(30, "آخر", "نص آخر")]);
    desk.build();
    let (gone, kept) = (desk.article("خبر 2").id, desk.article("خبر 1").id);
    desk.feed("feed.json", &feed()[2..]);
    let mut request = desk.request();
    request.prune = vec![desk.path("sources/feed.json").display().to_string()];
    let report = press::build(&request).unwrap();
    assert_eq!((report.removed, report.articles), (1, 6));
    assert_eq!(desk.tombstone(&gone).reason, RemovalReason::Withdrawn);
    assert_eq!(desk.article("خبر 1").id, kept, "another source has it");
    sound(&desk);
    // A source that is there and cannot be read has lost nothing.
    desk.source("feed.json", "{");
    assert_eq!(press::build(&request).unwrap().removed, 0);
    request.prune = vec!["nowhere".to_owned()];
    assert!(tells(&press::build(&request).unwrap().problems, "no article came from a source of this name"));
    // One that is gone has lost everything, and what comes back is published again.
    std::fs::remove_file(desk.path("sources/feed.json")).unwrap();
    request.prune = vec![desk.path("sources").display().to_string()];
    assert_eq!(press::build(&request).unwrap().articles, 2);
    desk.feed("feed.json", &feed());
    assert_eq!(desk.build().articles, 7);
    assert_eq!(desk.article("خبر 2").id, gone);
    sound(&desk);
}

#[test]
fn a_correction_stands_on_its_article_with_its_date_and_nowhere_else() {
    let mut desk = Desk::with_items(&feed());
    desk.config =
        "[[corrections]]\narticle = \"https://agency.example/2\"\ndate = \"2026-02-09\"\ntext = \"الصحيح 140 مترًا.\"\n\
                   [[corrections]]\narticle = \"https://agency.example/99\"\ndate = \"2026-02-09\"\ntext = \"لا شيء\"\n"
            .to_owned();
    let report = desk.build();
    assert!(tells(&report.problems, "https://agency.example/99"));
    let article = desk.article("خبر 2");
    assert_eq!(article.corrections[0].text.as_str(), "الصحيح 140 مترًا.");
    assert_eq!(article.corrections[0].date, Moment::parse("2026-02-09").unwrap());
    assert!(desk.article("خبر 3").corrections.is_empty());
    desk.config = String::new();
    let report = desk.build();
    assert_eq!(report.updated, 1);
    let article = desk.article("خبر 2");
    assert_eq!((article.corrections.len(), article.rev), (0, 2));
}

#[test]
fn an_address_of_old_leads_to_the_article_that_it_means_now() {
    let mut desk = Desk::with_items(&feed());
    desk.config = "[redirects]\n\"https://agency.example/old/\" = \"https://agency.example/2\"\n\
                   \"https://agency.example/1\" = \"https://agency.example/2\"\n"
        .to_owned();
    let report = desk.build();
    assert!(tells(&report.problems, "https://agency.example/1 is an article that is published"));
    let old = model::ArticleId::of("agency.example/old", 0);
    let path = wire::edition::article_path(&old);
    let redirect: Redirect = read(&desk.site(), &path);
    assert_eq!(redirect.to, desk.article("خبر 2").id);
    sound(&desk);
    desk.config = String::new();
    desk.build();
    assert!(!desk.site().join(path).exists());
}

#[test]
fn a_hidden_article_that_is_hidden_no_more_comes_back_as_it_was() {
    let mut desk = Desk::with_items(&feed());
    desk.build();
    let before: Article = desk.article("خبر 2");
    desk.config = "[edition]\nhidden = [\"https://agency.example/2\"]".to_owned();
    desk.build();
    let tombstone: Tombstone = desk.tombstone(&before.id);
    assert_eq!(tombstone.reason, RemovalReason::TakenDown);
    desk.config = String::new();
    desk.build();
    assert_eq!(desk.article("خبر 2"), before);
    sound(&desk);
}

#[test]
fn the_edition_tells_of_the_removals_that_caches_have_to_know_and_of_no_more_than_a_hundred() {
    let items: Vec<Value> = (0..130).map(|n| item(n, &format!("خبر {n}"), &format!("نص رقم {n}"))).collect();
    let mut desk = Desk::with_items(&items);
    desk.build();
    let last = desk.article("خبر 129").id;
    let names: Vec<String> = (0..129).map(|n| format!("\"https://agency.example/{n}\"")).collect();
    desk.config = format!("[edition]\ntakedown = [{}]", names.join(", "));
    desk.build();
    let edition = desk.edition();
    assert_eq!((edition.total, edition.removed.len()), (1, 100));
    assert_eq!(edition.latest[0].id, last);
    assert_eq!(edition.chain, None, "what is newest is all there is");
    sound(&desk);
}
