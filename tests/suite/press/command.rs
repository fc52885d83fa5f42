//! The `nashra` command itself: exit codes, what goes to stdout and to stderr.

use crate::press::desk::{Desk, NOW, changed, item};
use crate::press::serving::nashra;
use serde_json::{Value, json};
use std::process::{Command, Output};

fn run(desk: &Desk, arguments: &[&str]) -> Output {
    std::fs::write(desk.path("nashra.toml"), &desk.config).unwrap();
    Command::new(nashra()).current_dir(desk.path("")).args(arguments).output().expect("nashra runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_clean_build_exits_0_and_says_when_there_is_no_viewer() {
    let item = changed(item(1, "خبر", "نص"), json!({ "language": "ar" }));
    let desk = Desk::with_items(&[item]);
    let output = run(&desk, &["build", "sources", "--now", NOW]);
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    let said = text(&output.stdout);
    assert!(said.contains("1 articles"), "{said}");
    assert_eq!(said.contains("edition/ only"), !desk.site().join("index.html").exists(), "{said}");
    let output = run(&desk, &["check", "site"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn problems_exit_1_one_a_line_with_source_place_what_and_what_was_done() {
    let desk = Desk::with_items(&[item(1, "خبر", "نص"), changed(item(2, "بلا رابط", "نص آخر"), json!({ "url": null }))]);
    for arguments in [["build", "sources", "--now", NOW], ["check", "sources", "--now", NOW]] {
        let output = run(&desk, &arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let line = "sources/feed.json: item 2: it is republished and has no link to the original: left out";
        assert!(text(&output.stderr).lines().any(|own| own == line), "{}", text(&output.stderr));
    }
}

#[test]
fn json_for_machines_is_one_document_on_stdout() {
    let desk = Desk::with_items(&[item(1, "خبر", "نص"), changed(item(2, "بلا رابط", "نص آخر"), json!({ "url": null }))]);
    let output = run(&desk, &["build", "sources", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&report["articles"], text(&output.stderr).as_str()), (&json!(1), ""));
    let is_second = |problem: &&Value| problem["place"] == "item 2" && problem["done"] == "left out";
    assert!(report["problems"].as_array().unwrap().iter().any(|problem| is_second(&problem)), "{report}");
    std::fs::remove_file(desk.site().join(format!("edition/articles/{}.json", desk.article("خبر").id))).unwrap();
    let output = run(&desk, &["check", "site", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(!report["problems"].as_array().unwrap().is_empty());
}

#[test]
fn what_writes_nothing_exits_2_and_says_why() {
    let mut desk = Desk::with_items(&[item(1, "خبر", "نص")]);
    for (arguments, why) in [
        (vec!["build", "nowhere"], "nowhere"),
        (vec!["build"], "nothing to read"),
        (vec!["build", "sources", "--viewer", "sources"], "no built viewer"),
        (vec!["build", "sources", "--now", "yesterday"], "RFC 3339"),
        (vec!["build", "sources", "--config", "none.toml"], "none.toml"),
        (vec!["serve", "nowhere"], "nowhere"),
        (vec!["fly"], "fly"),
    ] {
        let output = run(&desk, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(why), "{arguments:?}: {}", text(&output.stderr));
        assert!(!desk.site().exists(), "{arguments:?}");
    }
    desk.config = "[sit]\ntitle = \"x\"".to_owned();
    let output = run(&desk, &["build", "sources"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`sit`"), "{}", text(&output.stderr));
}

#[test]
fn compressed_twins_follow_the_files_they_stand_for() {
    let long = "كلمة وأخرى ".repeat(200);
    let desk = Desk::with_items(&[item(1, "خبر", &long)]);
    run(&desk, &["build", "sources", "--now", NOW, "--compress", "fast"]);
    let article = desk.site().join(format!("edition/articles/{}.json", desk.article("خبر").id));
    let twin = |ending: &str| std::path::PathBuf::from(format!("{}.{ending}", article.display()));
    let first = std::fs::read(twin("br")).unwrap();
    assert!(first.len() < std::fs::metadata(&article).unwrap().len() as usize / 3);
    desk.feed("feed.json", &[item(1, "خبر", &format!("{long} جديد"))]);
    run(&desk, &["build", "sources", "--now", NOW, "--compress", "fast"]);
    assert_ne!(std::fs::read(twin("br")).unwrap(), first);
    desk.feed("feed.json", &[item(1, "خبر", &format!("{long} أجدّ"))]);
    run(&desk, &["build", "sources", "--now", NOW, "--compress", "none"]);
    assert!(!twin("br").exists() && !twin("gz").exists(), "no twin of an older text stays");
    assert_eq!(run(&desk, &["check", "site"]).status.code(), Some(0));
}
