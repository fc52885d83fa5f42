//! Feeds as parsers of other projects read them: not the one that this project reads feeds with.

use super::desk::{Desk, files};
use press::{BuildRequest, Config};
use rss::validation::Validate;
use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;

/// What a JSON Feed 1.1 and its items may hold (<https://www.jsonfeed.org/version/1.1/>), extensions apart.
const FEED: [&str; 14] = [
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "description",
    "user_comment",
    "next_url",
    "icon",
    "favicon",
    "authors",
    "language",
    "expired",
    "hubs",
    "items",
];
const ITEM: [&str; 15] = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "image",
    "banner_image",
    "date_published",
    "date_modified",
    "authors",
    "tags",
    "language",
    "attachments",
];

#[test]
fn every_feed_of_the_demo_is_read_by_other_parsers() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo");
    let desk = Desk::new();
    let mut request = desk.request();
    request.config = Config::load(&demo.join("nashra.toml")).unwrap();
    request.sources = Vec::new();
    assert!(read_all(&desk, request) >= 24, "three feeds of the edition and of each of its sections");
}

#[test]
fn every_feed_of_the_samples_is_read_by_other_parsers() {
    let test = "press::feeds::every_feed_of_the_samples_is_read_by_other_parsers";
    let Some(data) = crate::sample_data::folder(test) else { return };
    let mut desk = Desk::new();
    desk.config = "[site]\ntitle = \"نشرة\"\nurl = \"https://bulletin.example/news/\"\n".to_owned();
    let mut request = desk.request();
    request.sources = vec![data.join("feeds"), data.join("reference-article.txt")];
    assert!(read_all(&desk, request) >= 12);
}

/// Builds, reads every feed that was written, and gives their number.
fn read_all(desk: &Desk, mut request: BuildRequest) -> usize {
    request.viewer = Some(desk.viewer());
    press::build(&request).unwrap();
    let mut feeds = 0;
    for name in files(&desk.site()) {
        let read = match Path::new(&name).file_name().and_then(|name| name.to_str()) {
            Some("feed.xml") => read_rss,
            Some("feed.atom") => read_atom,
            Some("feed.json") => read_json,
            _ => continue,
        };
        let bytes = std::fs::read(desk.site().join(&name)).unwrap();
        let entries = read(&name, &bytes);
        let different: HashSet<&String> = entries.iter().collect();
        assert!(!entries.is_empty() && different.len() == entries.len(), "{name}: {entries:?}");
        feeds += 1;
    }
    feeds
}

/// Whether the words of an entry say when its copy was taken and under which disclaimer.
fn tells_of_its_copy(html: &str) -> bool {
    html.contains("<time datetime=") && html.contains("class=\"disclaimer\"")
}

/// The ids of a feed's entries.
fn read_rss(name: &str, bytes: &[u8]) -> Vec<String> {
    let channel = rss::Channel::read_from(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    channel.validate().unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(!channel.title().is_empty() && !channel.description().is_empty(), "{name}");
    let items = channel.items().iter().map(|item| {
        assert!(item.title().is_some() && item.link().is_some(), "{name}: {item:?}");
        let dublin_core = item.dublin_core_ext().unwrap_or_else(|| panic!("{name}: {item:?}"));
        assert_eq!(dublin_core.creators().len(), 1, "{name}: {item:?}");
        let is_copy = !dublin_core.sources().is_empty();
        assert!(!is_copy || tells_of_its_copy(item.description().unwrap_or_default()), "{name}: {item:?}");
        assert_ne!(item.pub_date().is_some(), !dublin_core.dates().is_empty(), "one date: {name}: {item:?}");
        item.guid().unwrap_or_else(|| panic!("{name}: {item:?}")).value().to_owned()
    });
    items.collect()
}

fn read_atom(name: &str, bytes: &[u8]) -> Vec<String> {
    let feed = atom_syndication::Feed::read_from(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    let relations =
        |links: &[atom_syndication::Link]| links.iter().map(|link| link.rel().to_owned()).collect::<Vec<_>>();
    assert_eq!(relations(feed.links()), ["self", "alternate"], "{name}");
    let entries = feed.entries().iter().map(|entry| {
        assert!(relations(entry.links()).contains(&"alternate".to_owned()), "{name}: {entry:?}");
        assert!(!entry.authors().is_empty() && entry.updated() <= feed.updated(), "{name}: {entry:?}");
        let is_copy = relations(entry.links()).contains(&"via".to_owned());
        let summary = entry.summary().map_or("", |summary| summary.as_str());
        assert!(!is_copy || tells_of_its_copy(summary), "{name}: {entry:?}");
        entry.id().to_owned()
    });
    entries.collect()
}

fn read_json(name: &str, bytes: &[u8]) -> Vec<String> {
    let feed: Value = serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    let known = |value: &Value, allowed: &[&str]| {
        for (key, value) in value.as_object().unwrap() {
            assert!(allowed.contains(&key.as_str()) || key.starts_with('_') && value.is_object(), "{name}: {key}");
        }
    };
    known(&feed, &FEED);
    let items = feed["items"].as_array().unwrap().iter().map(|item| {
        known(item, &ITEM);
        assert!(item["content_html"].is_string() && item["authors"][0]["name"].is_string(), "{name}: {item}");
        let is_copy = item["_nashra"].is_object();
        assert!(!is_copy || item["_nashra"]["fetched"].is_string(), "{name}: {item}");
        item["id"].as_str().unwrap().to_owned()
    });
    items.collect()
}
