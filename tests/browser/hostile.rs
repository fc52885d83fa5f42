//! Hostile content runs nothing, asks for nothing, leads nowhere.

use crate::hostile_inputs::hostile_inputs;
use harness::{Answer, Browser, Served, Stage, Test, fixture, tests};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        hostile_text_in_every_field_runs_nothing_and_asks_for_nothing
            except Webkit: "its driver tells of no request and no console",
        hostile_sections_and_addresses_run_nothing except Webkit: "its driver tells of no request and no console",
        a_hostile_feed_read_directly_runs_nothing except Webkit: "its driver tells of no request and no console",
        hostile_addresses_of_the_page_itself_run_nothing,
    ]
}

/// What ends a title, an attribute, a comment, CDATA and a text in JSON, and then runs.
const HARM: &str =
    r#"--></title></script>]]>"><script>window.__ran('text')</script><img src=x onerror=window.__ran('text')>"#;

/// How many articles are opened in one call of the driver.
const AT_ONCE: usize = 200;

/// One article for each hostile input: `change` puts it where it is tried.
fn hostile_feed(folder: &Path, limit: usize, change: fn(&mut Value, &str)) -> Vec<u8> {
    let inputs = hostile_inputs(folder);
    let items: Vec<Value> = inputs
        .iter()
        .take(limit)
        .enumerate()
        .map(|(n, (name, input))| {
            let mut item = fixture::item(n as u32, name, "سياسة", "2026-02-10T07:38:00Z", "<p>نص.</p>", |_| {});
            change(&mut item, input);
            item
        })
        .collect();
    fixture::feed(&items)
}

/// The paths of all articles of an edition.
pub(crate) fn articles(site: &Served) -> Vec<String> {
    let files = std::fs::read_dir(site.folder().join("edition/articles")).expect("the edition has articles");
    let names = files.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    let mut paths: Vec<String> =
        names.filter_map(|name| name.strip_suffix(".json").map(|id| format!("/article/{id}/"))).collect();
    paths.sort();
    paths
}

/// Opens `paths` in the running app, and gives the pictures that were drawn.
async fn walk(browser: &Browser, paths: &[String]) -> HashSet<String> {
    browser.driver.set_script_timeout(Duration::from_secs(300)).await.expect("a timeout can be set");
    let mut images = HashSet::new();
    let mut opened = 0;
    for some in paths.chunks(AT_ONCE) {
        let report = browser
            .driver
            .execute_async(concat!(include_str!("harmful.js"), include_str!("walk.js")), vec![json!(some)])
            .await;
        let report = report.unwrap_or_else(|error| panic!("{error}")).json().clone();
        assert_eq!(report["wrong"], json!([]));
        opened += report["opened"].as_u64().unwrap_or_default();
        images.extend(report["images"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    }
    assert_eq!(opened, paths.len() as u64, "every article was opened");
    images
}

/// Fails where anything was asked for that is neither of the page's own origin nor a picture of an article.
pub(crate) fn nothing_else_was_asked_for(browser: &Browser, origins: &[String], images: &HashSet<String>) {
    let own = |url: &str| origins.iter().any(|origin| url.starts_with(origin.as_str()));
    let requests = browser.observations.so_far().requests;
    assert!(!requests.is_empty(), "requests are seen");
    let drawn: HashSet<&str> = images.iter().map(|url| url.split('#').next().unwrap_or(url)).collect();
    let other = |url: &&String| !own(url) && !drawn.contains(url.split('#').next().unwrap_or(url));
    let elsewhere: Vec<_> = requests.iter().filter(other).take(20).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    for caught in browser.catcher.received() {
        assert!(!caught.path.contains("favicon"), "{}", caught.path);
        assert_eq!(caught.header("referer"), None, "{}", caught.path);
    }
}

pub(crate) fn without_data(stage: &mut Stage) -> bool {
    if stage.places.data.is_none() {
        stage.skip("NASHRA_DATA is not set");
    }
    stage.places.data.is_none()
}

/// Pictures of other sites do not load here; that is all that the console may say.
pub(crate) fn name_missing_pictures(stage: &mut Stage) {
    for named in ["Failed to load resource", "net::ERR", "Mixed Content"] {
        stage.expect_errors(named);
    }
}

/// An edition of every hostile input in every field, of a site whose own words are hostile too.
pub(crate) async fn hostile_edition(stage: &mut Stage) -> Served {
    let feed: fn() -> Vec<u8> = || {
        let folder = std::env::var_os("NASHRA_DATA").expect("it was there a moment ago");
        hostile_feed(Path::new(&folder), usize::MAX, |item, input| {
            for field in ["title", "summary", "content_html"] {
                item[field] = json!(input);
            }
            item["authors"] = json!([{ "name": input }]);
            item["tags"] = json!([input]);
            item["_nashra"]["original_title"] = json!(input);
            item["_nashra"]["publisher"]["name"] = json!(input);
            item["_nashra"]["rights"] = json!(input);
        })
    };
    let inputs = hostile_inputs(&stage.places.data.clone().expect("it was there a moment ago"));
    let page: Vec<String> = inputs.into_iter().map(|(_, input)| input).collect();
    let about = stage.places.scratch.join("hostile-about.md");
    std::fs::write(&about, format!("# {HARM}\n\n{}\n", page.join("\n\n"))).expect("a page can be written");
    let config = fixture::CONFIG
        .replace("\"نشرة الاختبار\"", &format!("'''نشرة {HARM}'''"))
        .replace("\"أخبار للاختبار\"", &format!("'''{HARM}'''"))
        .replace("\"المواد المعاد نشرها تعبّر عن رأي أصحابها.\"", &format!("'''{HARM}'''"))
        .replace("\"ثقافة\"", &format!("'''{HARM}'''"))
        .replace("\"about.md\"", &format!("'{}'", about.display()));
    // Sitemaps list only what search engines may.
    stage.edition("hostile", feed, &format!("{config}\n[rights]\nindex = true\n")).await
}

async fn hostile_text_in_every_field_runs_nothing_and_asks_for_nothing(stage: &mut Stage) {
    if without_data(stage) {
        return;
    }
    name_missing_pictures(stage);
    let site = hostile_edition(stage).await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let paths = articles(&site);
    assert!(paths.len() > 2000, "{} articles", paths.len());
    let paths = browser.engine.share(paths);
    let images = walk(browser, &paths).await;
    let images_of_lists = walk(browser, &["/section/politics/".to_owned(), "/page/1/".to_owned()]).await;
    nothing_else_was_asked_for(browser, &[site.origin()], &images.union(&images_of_lists).cloned().collect());
}

async fn hostile_sections_and_addresses_run_nothing(stage: &mut Stage) {
    if without_data(stage) {
        return;
    }
    name_missing_pictures(stage);
    let feed: fn() -> Vec<u8> = || {
        let folder = std::env::var_os("NASHRA_DATA").expect("it was there a moment ago");
        hostile_feed(Path::new(&folder), 300, |item, input| {
            item["_nashra"]["section"] = json!(input);
            item["url"] = json!(input);
            item["image"] = json!(input);
            item["content_html"] =
                json!(format!("<p>نص <a href=\"{0}\">رابط</a> <img src=\"{0}\"></p>", input.replace('"', "&quot;")));
            // Our own: an article without a usable address is published only where it needs no attribution.
            item["_nashra"]["publisher"] = json!({ "name": "نشرة الاختبار" });
        })
    };
    let site = stage.edition("hostile-addresses", feed, fixture::CONFIG).await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let mut paths = articles(&site);
    let edition = site.file("edition/edition.json");
    let slugs = edition["sections"].as_array().into_iter().flatten().filter_map(|section| section["slug"].as_str());
    paths.extend(slugs.take(40).map(|slug| format!("/section/{slug}/")));
    assert!(paths.len() > 200, "{} pages", paths.len());
    let images = walk(browser, &paths).await;
    nothing_else_was_asked_for(browser, &[site.origin()], &images);
}

async fn a_hostile_feed_read_directly_runs_nothing(stage: &mut Stage) {
    // Handlers in what is parsed inertly are refused, and told of, before they are dropped.
    for named in [
        "script-src-attr",
        "style-src-attr",
        "style-src-elem",
        "base-uri",
        "form-action",
        "inline event handler",
        "inline style",
    ] {
        stage.expect_errors(named);
    }
    if without_data(stage) {
        return;
    }
    name_missing_pictures(stage);
    let folder = stage.places.data.clone().expect("it was there a moment ago");
    let feed = hostile_feed(&folder, 1500, |item, input| {
        item["title"] = json!(format!("{} {input}", item["title"].as_str().unwrap_or("")));
        item["content_html"] = json!(input);
        item["_nashra"] = json!({ "section": "سياسة" });
    });
    let site = stage.small().await;
    let index = std::fs::read_to_string(site.folder().join("shell.html")).expect("the site has a shell");
    let meta = "<meta name=\"nashra:source\" content=\"/hostile.json\"><meta name=\"viewport\"";
    site.answer("/", Answer::html(index.replacen("<meta name=\"viewport\"", meta, 1)));
    site.answer("/hostile.json", Answer::json(feed));
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let links = "return [...document.querySelectorAll('.story-link')].map(a => a.pathname)";
    let paths = browser
        .until("the feed's stories are there", &format!("const p = (() => {{ {links} }})(); return p.length > 20 && p"))
        .await;
    let paths: Vec<String> =
        paths.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let paths: Vec<String> = paths.into_iter().step_by(browser.engine.one_in()).collect();
    let images = walk(browser, &paths).await;
    nothing_else_was_asked_for(browser, &[site.origin()], &images);
}

async fn hostile_addresses_of_the_page_itself_run_nothing(stage: &mut Stage) {
    for named in ["404", "400"] {
        stage.expect_errors(named);
    }
    let site = stage.small().await;
    for path in [
        "/?source=javascript%3Aalert(1)",
        "/?source=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/section/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E/",
        "/article/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E/",
        "/#%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/#javascript:alert(1)",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//attacker.example/",
    ] {
        stage.browser.open_plain(&site.url(path)).await;
        let harmless = "return document.readyState === 'complete' && !document.querySelector('img[src=x]') && location.hostname === '127.0.0.1'";
        stage.browser.until(&format!("{path} is harmless"), harmless).await;
    }
    let seen = stage.browser.observations.so_far();
    assert!(!seen.errors.iter().any(|error| error.contains("ran:")), "{:?}", seen.errors);
}
