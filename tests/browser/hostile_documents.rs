//! Hostile content in every document that a build writes, opened as what it is: no viewer has drawn it anew.

use crate::hostile::{articles, hostile_edition, name_missing_pictures, nothing_else_was_asked_for, without_data};
use harness::{Answer, Browser, Served, Stage, Test, fixture, tests};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::Path;

pub fn tests() -> Vec<Test> {
    tests![
        hostile_text_in_a_page_of_every_type_runs_nothing
            except Webkit: "its driver tells of no request and no console",
        hostile_text_in_feeds_and_sitemaps_runs_nothing except Webkit: "its driver tells of no request and no console",
    ]
}

/// Of how many articles one is opened, and of how many older pages and tags, in the engine that opens most.
const ONE_ARTICLE_IN: usize = 40;
const ONE_PAGE_IN: usize = 4;
const ONE_TAG_IN: usize = 60;

/// Opens a page, and notes its pictures; gives how many of its scripts stand in it.
async fn open(browser: &Browser, site: &Served, path: &str, images: &mut HashSet<String>) -> Value {
    if path.starts_with("/tag/") || path == "/widget/" {
        browser.open_plain(&site.url(path)).await;
    } else {
        browser.open(&site.url(path)).await;
    }
    let script = concat!(include_str!("harmful.js"), include_str!("document.js"));
    let report = browser.script(script, vec![]).await;
    assert_eq!(report["wrong"], json!([]), "{path}");
    images.extend(report["images"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    report["inline"].clone()
}

/// The paths of the pages below `folder` of the site, in their order.
fn pages_below(site: &Served, folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut folders = vec![site.folder().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.ends_with("index.html") {
                paths.push(path_of(site, &folder) + "/");
            }
        }
    }
    paths.sort();
    paths
}

fn path_of(site: &Served, file: &Path) -> String {
    format!("/{}", file.strip_prefix(site.folder()).expect("it is a file of the site").display())
}

/// Fails unless what harm does is noticed where it is done: on a page that `nashra` did not write.
async fn harm_is_noticed(stage: &mut Stage, site: &Served) {
    for named in ["ran: control", "control.png"] {
        stage.expect_errors(named);
    }
    let image = "http://attacker.example/control.png";
    let page =
        format!("<!DOCTYPE html><title>x</title><script>window.__ran('control page')</script><img src=\"{image}\">");
    site.answer("/control/", Answer::html(page));
    let feed = "<feed><script xmlns=\"http://www.w3.org/1999/xhtml\">window.__ran('control feed')</script></feed>";
    site.answer("/control.xml", Answer::of(200, "application/xml", feed));
    let browser = &stage.browser;
    browser.open_plain(&site.url("/control/")).await;
    browser.open_plain(&site.url("/control.xml")).await;
    browser.script("return 0", vec![]).await;
    for _ in 0..200 {
        let seen = browser.observations.so_far();
        let told = |what: &str| seen.errors.iter().any(|error| error.contains(&format!("ran: control {what}")));
        if told("page") && told("feed") && seen.requests.iter().any(|url| url == image) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("harm was done and not noticed: {:?}", browser.observations.so_far().errors);
}

async fn hostile_text_in_a_page_of_every_type_runs_nothing(stage: &mut Stage) {
    if without_data(stage) {
        return;
    }
    name_missing_pictures(stage);
    stage.expect_errors("404");
    let site = hostile_edition(stage).await;
    let one_in = stage.browser.engine.one_in();
    let mut paths = vec!["/".to_owned(), "/about/".to_owned(), "/saved/".to_owned()];
    paths.extend(["/404.html", "/no/such/page/", fixture::SHELL].map(str::to_owned));
    let sections = pages_below(&site, "section");
    let (older, heads): (Vec<String>, _) = sections.into_iter().partition(|path| path.matches('/').count() > 3);
    assert!(heads.len() > 1, "{heads:?}");
    let older: Vec<String> = older.into_iter().chain(pages_below(&site, "page")).collect();
    assert!(older.len() > 40, "{} older pages", older.len());
    paths.extend(heads);
    paths.extend(older.into_iter().step_by(ONE_PAGE_IN * one_in));
    paths.extend(articles(&site).into_iter().step_by(ONE_ARTICLE_IN * one_in));
    let tags = pages_below(&site, "tag");
    assert!(tags.len() > 1000, "{} tags", tags.len());
    paths.extend(tags.into_iter().step_by(ONE_TAG_IN * one_in));
    paths.push("/widget/".to_owned());
    let frames = pages_below(&site, "embed");
    assert!(frames.len() > 2, "{frames:?}");
    paths.extend(frames);
    let browser = &stage.browser;
    let mut images = HashSet::new();
    for path in &paths {
        let inline = open(browser, &site, path, &mut images).await;
        assert_eq!(inline, json!(1), "{path}: the only script in the page is that of its first moment");
    }
    nothing_else_was_asked_for(browser, &[site.origin()], &images);
    harm_is_noticed(stage, &site).await;
}

async fn hostile_text_in_feeds_and_sitemaps_runs_nothing(stage: &mut Stage) {
    if without_data(stage) {
        return;
    }
    // A page of another name than ours asks for it.
    stage.expect_errors("favicon");
    let site = hostile_edition(stage).await;
    let names = ["feed.xml", "feed.atom", "feed.json"];
    let mut paths: Vec<String> = names.iter().map(|name| format!("/{name}")).collect();
    paths.extend(names.iter().map(|name| format!("/section/politics/{name}")));
    let files = std::fs::read_dir(site.folder()).expect("the site's folder can be read");
    let files = files.flatten().map(|file| path_of(&site, &file.path()));
    paths.extend(files.filter(|path| path.starts_with("/sitemap") && path.ends_with(".xml")));
    paths.push("/manifest.webmanifest".to_owned());
    for sitemap in ["/sitemap.xml", "/sitemap-pages.xml", "/sitemap-1.xml", "/sitemap-news.xml"] {
        assert!(paths.iter().any(|path| path == sitemap), "{sitemap}: {paths:?}");
    }
    for path in paths {
        let bytes = std::fs::read(site.folder().join(path.trim_start_matches('/'))).expect("the file can be read");
        // As `nashra serve` sends it; then as hosts do that know no better, and so that no browser saves it as a file.
        let kinds: &[&str] = if path.ends_with("xml") || path.ends_with("atom") {
            &["application/xml", "text/xml"]
        } else {
            &["application/json"]
        };
        let mut answers: Vec<String> = Vec::new();
        if path.ends_with("xml") {
            answers.push(path.clone());
        }
        for kind in kinds {
            let plain = format!("/as/{}{path}", kind.replace('/', "-"));
            site.answer(&plain, Answer::of(200, kind, bytes.clone()));
            answers.push(plain);
        }
        for answer in answers {
            stage.browser.open_plain(&site.url(&answer)).await;
            let shown = stage.browser.script("return document.documentElement.textContent.length", vec![]).await;
            assert!(shown.as_u64().unwrap_or_default() > 20, "{answer} is shown: {shown}");
            assert_eq!(stage.browser.path().await, answer, "it leads nowhere");
        }
    }
    nothing_else_was_asked_for(&stage.browser, &[site.origin()], &HashSet::new());
    harm_is_noticed(stage, &site).await;
}
