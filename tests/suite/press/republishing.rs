//! Attribution, rights, what may not be published, dates fetched.

use crate::press::desk::{Desk, NOW, changed, item, tells};
use model::{Block, BodyRights, Canonical, Moment, RemovalReason};
use serde_json::json;

const OWN: &str = "[site]\ntitle = \"صحيفتنا\"\nurl = \"https://ours.example/\"\npublisher = \"دار صحيفتنا\"\n";

#[test]
fn an_article_of_another_publisher_carries_its_attribution_and_our_own_none() {
    let mut desk = Desk::new();
    desk.config = OWN.to_owned();
    let own = changed(
        item(1, "خبرنا", "نصنا نحن"),
        json!({ "url": "https://www.ours.example/1", "_nashra": { "publisher": "دار صحيفتنا" } }),
    );
    let theirs = changed(
        item(2, "عنوان عندنا", "نصهم هم"),
        json!({ "_nashra": { "original_title": "عنوان عندهم", "fetched": "2026-02-01" } }),
    );
    desk.feed("feed.json", &[own, theirs]);
    desk.build();
    let ours = desk.article("خبرنا");
    assert_eq!(ours.original, None);
    assert_eq!((ours.rights.canonical, ours.rights.index), (Canonical::Own, true));
    let theirs = desk.article("عنوان عندنا").original.unwrap();
    assert_eq!(theirs.title.as_str(), "عنوان عندهم");
    assert_eq!(theirs.publisher.name.as_str(), "وكالة");
    assert_eq!(theirs.url.unwrap().as_str(), "https://agency.example/2");
    assert_eq!(theirs.fetched, Moment::parse("2026-02-01").unwrap());
    assert_eq!(theirs.author.unwrap().as_str(), "محرر");
}

#[test]
fn without_original_title_or_link_a_republished_article_is_left_out_with_a_problem() {
    let untitled = changed(item(1, "", "نص بلا عنوان"), json!({ "title": " " }));
    let unlinked = changed(item(2, "بلا رابط", "نص بلا رابط"), json!({ "url": null }));
    let desk = Desk::with_items(&[untitled, unlinked, item(3, "سليم", "نص سليم")]);
    let report = desk.build();
    assert_eq!(report.articles, 1);
    for what in ["no original title", "no link to the original"] {
        assert!(tells(&report.problems, what), "{what}: {:?}", report.problems);
    }
}

#[test]
fn a_urn_has_no_link_so_the_article_is_published_and_a_problem_says_so() {
    let desk = Desk::new();
    desk.source(
        "item.json",
        &json!({
            "uri": "urn:newsml:wire.example:1", "type": "text", "language": "ar", "pubStatus": "usable",
            "headlines": [{ "value": "عنوان من وكالة" }],
            "bodies": [{ "contentType": "text/plain", "value": "نص من وكالة" }],
            "infoSources": [{ "name": "وكالة بعيدة", "uri": "https://wire.example/" }],
        })
        .to_string(),
    );
    let report = desk.build();
    assert_eq!(report.articles, 1, "{:?}", report.problems);
    assert!(desk.article("عنوان من وكالة").original.unwrap().url.is_none());
    assert!(tells(&report.problems, "link"), "{:?}", report.problems);
}

#[test]
fn what_is_withheld_canceled_embargoed_or_expired_is_not_published() {
    let ninjs = |n: u32, status: &str, changes: serde_json::Value| {
        changed(
            json!({
                "uri": format!("https://wire.example/{n}"), "type": "text", "language": "ar", "pubStatus": status,
                "headlines": [{ "value": format!("عنوان {n}") }], "copyrightHolder": "وكالة",
                "bodies": [{ "contentType": "text/plain", "value": format!("نص {n}") }],
            }),
            changes,
        )
    };
    let desk = Desk::new();
    let items = [
        ninjs(1, "usable", json!({})),
        ninjs(2, "withheld", json!({})),
        ninjs(3, "canceled", json!({})),
        ninjs(4, "usable", json!({ "embargoedUntil": "2026-02-10T08:00:01Z" })),
        ninjs(5, "usable", json!({ "expires": NOW })),
        ninjs(6, "usable", json!({ "embargoedUntil": NOW, "expires": "2026-02-10T08:00:01Z" })),
    ];
    for (n, item) in items.iter().enumerate() {
        desk.source(&format!("{n}.json"), &item.to_string());
    }
    let report = desk.build();
    let mut titles: Vec<String> = desk.articles().into_iter().map(|a| a.title.unwrap().as_str().to_owned()).collect();
    titles.sort();
    assert_eq!(titles, ["عنوان 1", "عنوان 6"]);
    for why in ["withheld", "canceled", "embargo", "expired"] {
        assert!(tells(&report.problems, why), "{why}: {:?}", report.problems);
    }
}

#[test]
fn the_newest_version_wins_and_a_canceled_article_never_comes_back() {
    let version = |version: u32, status: &str, title: &str| {
        json!({
            "uri": "urn:wire:7", "type": "text", "version": version, "pubStatus": status, "language": "ar",
            "headlines": [{ "value": title }], "copyrightHolder": "وكالة",
            "bodies": [{ "contentType": "text/plain", "value": format!("نص {title}") }],
        })
        .to_string()
    };
    let desk = Desk::with_items(&[item(1, "غيره", "نص آخر")]);
    desk.source("a.json", &version(2, "usable", "الثانية")).source("b.json", &version(1, "usable", "الأولى"));
    desk.build();
    let id = desk.article("الثانية").id;
    desk.source("c.json", &version(3, "canceled", "الثالثة"));
    assert_eq!(desk.build().articles, 1);
    assert_eq!(desk.tombstone(&id).reason, RemovalReason::Withdrawn);
    desk.source("c.json", &version(4, "usable", "الرابعة"));
    let report = desk.build();
    assert_eq!(report.articles, 1);
    assert!(tells(&report.problems, "canceled before"));
}

#[test]
fn an_excerpt_holds_no_more_than_its_words_and_pictures_that_may_not_be_shown_are_gone() {
    let long = "كلمة ".repeat(200);
    let html = format!("<p>{long}</p><figure><img src=\"https://agency.example/a.jpg\" alt=\"\"></figure><p>نهاية</p>");
    let it = changed(
        item(1, "طويل", ""),
        json!({ "content_html": html, "image": "https://agency.example/b.jpg", "content_text": null }),
    );
    let mut desk = Desk::with_items(&[it]);
    desk.config = "[[publishers]]\nname = \"وكالة الأنباء\"\naliases = [\"وكاله\"]\nbody = \"excerpt\"\nexcerpt_words = 12\nimages = \"none\"\nnotice = \"بإذن\"".to_owned();
    desk.build();
    let article = desk.article("طويل");
    assert_eq!(article.words, 12);
    assert_eq!(article.rights.body, BodyRights::Excerpt);
    assert_eq!(article.rights.notice.unwrap().as_str(), "بإذن");
    assert_eq!(article.original.unwrap().publisher.name.as_str(), "وكالة الأنباء");
    assert_eq!(article.image, None);
    assert!(!article.blocks.iter().any(|block| matches!(block, Block::Figure(_))));
    let whole = std::fs::read_to_string(desk.site().join(format!("edition/articles/{}.json", article.id))).unwrap();
    assert!(!whole.contains("نهاية") && !whole.contains(".jpg"));
}
