//! Names that try to lead out of a folder, as everything that could become one.

use crate::press::desk::{Desk, content, files};
use crate::sample_data;
use press::{BuildRequest, build};
use serde_json::{Value, json};
use std::path::Path;

/// What every hostile path tries to reach.
const FILE: &str = "nashra-was-led-astray";

fn hostile_paths() -> Option<Vec<String>> {
    let data = sample_data::folder("no_name_from_input_becomes_a_path")?;
    let paths = std::fs::read_to_string(data.join("hostile/path-traversal.txt")).expect("the list of hostile paths");
    Some(paths.lines().map(|line| line.replace("{FILE}", FILE)).collect())
}

fn feed_item(path: &str) -> Value {
    json!({
        "id": path, "url": format!("https://agency.example/{path}"), "title": format!("خبر {path}"), "content_text": path,
        "language": path, "tags": [path], "image": format!("images/{path}"),
        "content_html": format!("<p>نص</p><img src=\"{path}\" alt=\"\">"), "_nashra": { "section": path },
    })
}

fn post(path: &str) -> Value {
    json!({
        "id": path, "link": format!("https://blog.example/{path}"), "slug": path, "type": "post", "status": "publish",
        "title": { "rendered": format!("تدوينة {path}") }, "content": { "rendered": "<p>نص</p>", "protected": false },
        "excerpt": { "rendered": "" },
        "_embedded": {
            "wp:term": [[{ "taxonomy": "category", "name": path, "slug": path }]],
            "wp:featuredmedia": [{ "source_url": format!("https://blog.example/{path}") }],
        },
    })
}

fn ninjs(path: &str) -> Value {
    json!({
        "uri": path, "type": "text", "pubStatus": "usable", "title": format!("برقية {path}"), "slugline": path,
        "bodies": [{ "contentType": "text/plain", "value": path }], "subjects": [{ "name": path, "rel": path }],
        "infoSources": [{ "name": "وكالة", "role": "publisher" }],
    })
}

#[test]
fn no_name_from_input_becomes_a_path() {
    let Some(paths) = hostile_paths() else { return };
    assert!(paths.len() > 1000);
    let desk = Desk::new();
    let of = |item: fn(&str) -> Value| paths.iter().map(|path| item(path)).collect::<Vec<_>>();
    desk.feed("feed.json", &of(feed_item));
    desk.source("posts.json", &Value::from(of(post)).to_string());
    desk.source("wire.json", &Value::from(of(ninjs)).to_string());
    let before = content(&desk.path("sources"));
    let out = desk.path("deep/er/site");
    let report = build(&BuildRequest { out: out.clone(), ..desk.request() }).unwrap();
    // Those without a link to their original are left out; the test needs the others.
    assert!(report.articles > 1000, "{}", report.articles);
    assert_eq!(content(&desk.path("sources")), before);
    let elsewhere: Vec<String> = files(&desk.path(""))
        .into_iter()
        .filter(|name| !["sources/", "deep/er/site/", "deep/er/.nashra/site/"].iter().any(|own| name.starts_with(own)))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    for folder in out.ancestors().skip(1).chain([Path::new("/etc"), Path::new(".")]) {
        let names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
        let astray: Vec<_> = names.filter(|name| name.to_string_lossy().contains(FILE)).collect();
        assert!(astray.is_empty(), "{}: {astray:?}", folder.display());
    }
    let harmless = |name: &String| {
        name.split('/').all(|part| {
            !part.starts_with('.') && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        })
    };
    let odd: Vec<String> = files(&out).into_iter().filter(|name| !harmless(name) || name.contains("..")).collect();
    assert!(odd.is_empty(), "{odd:?}");
}
