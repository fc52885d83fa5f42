//! `nashra check` finds each thing that can be wrong with an edition.

use crate::press::desk::{Desk, NOW, changed, files, item};
use press::{check_edition, rehearse};
use serde_json::{Value, json};

/// A sound edition of 40 articles, two of them related.
fn sound() -> Desk {
    let mut items: Vec<Value> = (0..38).map(|n| item(n, &format!("خبر {n}"), &format!("نص {n}"))).collect();
    let dam = "سد الفرات يبلغ منسوب تخزينه الأعلى بعد أمطار الشتاء الغزيرة";
    items.push(changed(item(100, "سد الفرات", dam), json!({ "date_published": "2026-01-01T00:00:00Z" })));
    items.push(changed(
        item(101, "سد الفرات ثانية", &format!("{dam} مجددًا")),
        json!({ "date_published": "2026-01-30T00:00:00Z" }),
    ));
    let items: Vec<Value> =
        items.into_iter().map(|item| changed(item, json!({ "_nashra": { "section": "اقتصاد" } }))).collect();
    let desk = Desk::with_items(&items);
    desk.build();
    assert_eq!(findings(&desk), Vec::<String>::new());
    desk
}

fn findings(desk: &Desk) -> Vec<String> {
    check_edition(&desk.site()).unwrap().problems.iter().map(ToString::to_string).collect()
}

/// Replaces text in the one file of `folder` whose name begins with `begins`.
fn break_file(desk: &Desk, folder: &str, begins: &str, from: &str, to: &str) {
    let names = files(&desk.site().join(folder));
    let name = names.iter().find(|name| name.starts_with(begins)).expect("the file is there");
    let path = desk.site().join(folder).join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from} is not in {text}");
    std::fs::write(&path, text.replace(from, to)).unwrap();
}

fn finds(desk: &Desk, what: &str) {
    let findings = findings(desk);
    assert!(findings.iter().any(|finding| finding.contains(what)), "{what}: {findings:#?}");
}

#[test]
fn a_missing_article_is_found_from_lists_and_from_related_stories() {
    let desk = sound();
    let id = desk.article("سد الفرات").id;
    std::fs::remove_file(desk.site().join(format!("edition/articles/{id}.json"))).unwrap();
    finds(&desk, &format!("edition/articles/{}.json: related", desk.article("سد الفرات ثانية").id));
    finds(&desk, &format!("article {id}: its file is missing"));
    finds(&desk, "it says 40 articles and there are 39");
}

#[test]
fn a_missing_or_wrong_headline_page_is_found_from_its_directory() {
    let desk = sound();
    let page = &files(&desk.site().join("edition/headlines"))[0];
    std::fs::remove_file(desk.site().join("edition/headlines").join(page)).unwrap();
    finds(&desk, page);
    let desk = sound();
    let id = desk.article("خبر 3").id;
    let other = desk.article("خبر 4").id;
    break_file(&desk, "edition/headlines", "all-1", id.as_str(), other.as_str());
    finds(&desk, "the chain lists it twice");
    finds(&desk, &format!("no headline page lists article {id}"));
}

#[test]
fn a_republished_article_without_title_or_publisher_is_found() {
    for field in ["title", "name"] {
        let desk = sound();
        let article = desk.article("خبر 3");
        let path = desk.site().join(format!("edition/articles/{}.json", article.id));
        let mut json: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let blank = json!({ "text": " ", "dir": "rtl" });
        match field {
            "title" => json["original"]["title"] = blank,
            _ => json["original"]["publisher"]["name"] = blank,
        }
        std::fs::write(&path, json.to_string()).unwrap();
        finds(&desk, "the attribution names no original");
    }
}

#[test]
fn unsafe_addresses_versions_and_broken_files_are_found_by_name() {
    let desk = sound();
    let id = desk.article("خبر 3").id;
    break_file(&desk, "edition/articles", id.as_str(), "https://agency.example/3", "javascript:alert(1)");
    finds(&desk, "unsafe address in url: \"javascript:alert(1)\"");
    let desk = sound();
    break_file(&desk, "edition/articles", id.as_str(), "nashra-article/1", "nashra-article/2");
    finds(&desk, "version nashra-article/2 is not supported");
    let desk = sound();
    break_file(&desk, "edition/latest", "", "}", "");
    finds(&desk, "not JSON");
    let desk = sound();
    break_file(&desk, "edition", "edition.json", "nashra-edition/1", "nashra-edition/9");
    assert!(format!("{:#}", check_edition(&desk.site()).unwrap_err()).contains("nashra-edition/9"));
}

#[test]
fn two_files_of_one_id_are_found() {
    let desk = sound();
    let (one, other) = (desk.article("خبر 3").id, desk.article("خبر 4").id);
    break_file(&desk, "edition/articles", one.as_str(), one.as_str(), other.as_str());
    finds(&desk, "two files may have one id");
}

#[test]
fn checking_sources_reports_what_a_build_would_and_writes_nothing() {
    let desk = Desk::with_items(&[changed(item(1, "بلا رابط", "نص"), json!({ "url": null })), item(2, "خبر", "نص آخر")]);
    let rehearsed = rehearse(&desk.request()).unwrap();
    assert!(!desk.site().exists() && !desk.path(".nashra").exists());
    assert_eq!(rehearsed.problems, desk.build().problems);
    assert!(!rehearsed.problems.is_empty(), "at {NOW}");
}
