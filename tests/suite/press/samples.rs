//! The shared sample feeds: everything that their formats allow comes out.

use crate::press::desk::{Desk, articles, tells};
use model::{Article, Block, Moment};
use press::{BuildReport, check_edition};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn built(data: &Path) -> (Desk, BuildReport) {
    let desk = Desk::new();
    let mut request = desk.request();
    request.sources = vec![data.join("feeds"), data.join("long-article.json"), data.join("reference-article.txt")];
    let report = press::build(&request).unwrap();
    (desk, report)
}

fn json_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            json_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            found.push(path);
        }
    }
}

#[test]
fn every_article_of_the_sample_feeds_comes_out_or_a_problem_says_why_not() {
    let test = "press::samples::every_article_of_the_sample_feeds_comes_out_or_a_problem_says_why_not";
    let Some(data) = crate::sample_data::folder(test) else { return };
    let (desk, report) = built(&data);
    let articles = articles(&desk.site());
    assert_eq!(check_edition(&desk.site()).unwrap().problems, []);
    // An article's address, and its versions' and copies' addresses.
    let published: BTreeSet<String> = articles
        .iter()
        .flat_map(|article| article.original.iter().chain(&article.also_published))
        .filter_map(|original| Some(without_scheme(original.url.as_ref()?.as_str())))
        .collect();
    let mut accounted = BTreeMap::from([("published", 0), ("left out", 0)]);
    for name in ["feed.json", "wordpress-posts-1.json", "wordpress-posts-2.json", "wordpress-posts-3.json"] {
        let value: Value = serde_json::from_slice(&std::fs::read(data.join("feeds").join(name)).unwrap()).unwrap();
        let items = value.as_array().or(value["items"].as_array()).unwrap();
        for (index, item) in items.iter().enumerate() {
            let url = item["url"].as_str().or(item["link"].as_str()).or(item["external_url"].as_str()).unwrap_or("");
            let is_published = published.iter().any(|known| same_address(known, url));
            let left_out = report.problems.iter().any(|problem| {
                problem.source.ends_with(name)
                    && problem.place == format!("item {}", index + 1)
                    && matches!(problem.done.as_str(), "left out" | "skipped" | "not published")
            });
            assert!(is_published || left_out, "{name}, item {}: {url}", index + 1);
            *accounted.get_mut(if is_published { "published" } else { "left out" }).unwrap() += 1;
        }
    }
    assert!(accounted["published"] >= 445 && accounted["left out"] <= 5, "{accounted:?}");
    for name in ["rss.xml", "rss-windows-1256.xml", "atom.xml", "bbc-urdu.rss.xml", "long-article.json"] {
        let lost = report.problems.iter().filter(|p| p.source.ends_with(name) && p.done == "left out").count();
        assert_eq!(lost, 0, "{name}: {:#?}", report.problems);
    }
    let urdu = |article: &&Article| article.language.as_ref().is_some_and(|language| language.as_str() == "ur");
    let urdu: Vec<&Article> = articles.iter().filter(urdu).collect();
    assert_eq!(urdu.len(), 26);
    let is_right_to_left = |article: &Article| article.title.as_ref().is_some_and(|t| t.dir() == model::Direction::Rtl);
    assert!(urdu.into_iter().all(is_right_to_left));
    ninjs_are_accounted_for(&data.join("feeds/ninjs"), &articles, &published, &report);
}

/// Of the items of one URI, which are versions, one is published or said to be left out.
fn ninjs_are_accounted_for(folder: &Path, articles: &[Article], published: &BTreeSet<String>, report: &BuildReport) {
    let mut files = Vec::new();
    json_files(folder, &mut files);
    assert!(files.len() > 40);
    let mut accounted: BTreeMap<String, bool> = BTreeMap::new();
    for file in files {
        let item: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let uri = without_scheme(item["uri"].as_str().unwrap_or("?"));
        let titles = [&item["headline"], &item["headlines"][0]["value"], &item["title"]];
        let is_titled = |article: &Article| {
            article.title.as_ref().is_some_and(|title| titles.iter().any(|own| own.as_str() == Some(title.as_str())))
        };
        let left_out = report.problems.iter().any(|problem| {
            file.ends_with(&problem.source) && matches!(problem.done.as_str(), "left out" | "skipped" | "not published")
        });
        *accounted.entry(uri.clone()).or_default() |=
            left_out || published.contains(&uri) || articles.iter().any(is_titled);
    }
    let missing: Vec<&String> = accounted.iter().filter(|(_, known)| !**known).map(|(uri, _)| uri).collect();
    assert!(missing.is_empty(), "neither published nor in a problem: {missing:?}");
}

fn without_scheme(url: &str) -> String {
    url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/').to_owned()
}

/// Relative and scheme-less addresses are resolved, tracking parameters cut.
fn same_address(known: &str, given: &str) -> bool {
    let given = given.split(['?', '#']).next().unwrap_or("").trim_start_matches("http:").trim_start_matches("https:");
    let given = given.trim_matches('/');
    !given.is_empty() && (known == given || known.ends_with(given))
        || percent_decoded(known).ends_with(given) && !given.is_empty()
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn the_captured_article_keeps_its_attribution_heading_and_related_labels() {
    let test = "press::samples::the_captured_article_keeps_its_attribution_heading_and_related_labels";
    let Some(data) = crate::sample_data::folder(test) else { return };
    let (desk, report) = built(&data);
    let is_captured =
        |article: &Article| article.title.as_ref().is_some_and(|t| t.as_str().starts_with("التحالف الدولي يؤكد"));
    let captured = articles(&desk.site()).into_iter().find(is_captured).expect("the captured article");
    let original = captured.original.expect("it is republished");
    assert_eq!(original.title.as_str(), "“التحالف الدولي”: مستعدون للعمل مع سوريا لمحاربة تنظيم “الدولة”");
    assert!(original.publisher.name.as_str().contains("enabbaladi.net"), "{:?}", original.publisher);
    assert_eq!(original.publisher.site.unwrap().host(), "enabbaladi.net");
    assert_eq!(original.fetched, Moment::parse("2026-02-10").unwrap());
    assert!(captured.blocks.iter().any(|block| matches!(block, Block::Heading { .. })), "its sub-heading");
    let labels: Vec<String> = captured
        .related
        .iter()
        .filter(|story| story.id.is_none())
        .filter_map(|story| Some(story.section.as_ref()?.name.as_str().to_owned()))
        .collect();
    assert_eq!(labels, ["سياسة", "ثقافة", "سياسة", "سوريا محلي"]);
    assert!(tells(&report.problems, "reference-article.txt"), "that it has no link is a problem");
}
