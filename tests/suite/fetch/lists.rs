//! Lists of feeds, and pages that link theirs: what they name is fetched.

use super::building::{Subscription, config, feed, json};
use super::server::{Server, redirect, reply};
use crate::press::desk::{Desk, content, files, item, tells};
use press::{BuildReport, BuildRequest, FetchState, build};
use serde_json::{Value, json as value};
use std::net::TcpStream;

/// An OPML document with these outlines.
fn opml(outlines: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>قائمة</title></head><body>{outlines}</body></opml>"
    )
}

fn outline(address: &str) -> String {
    format!("<outline type=\"rss\" text=\"x\" xmlUrl=\"{address}\"/>")
}

fn xml(stream: &mut TcpStream, body: &str) {
    reply(stream, "200 OK", &[("Content-Type", "text/x-opml"), ("ETag", "\"list\"")], body.as_bytes());
}

fn news(number: u32) -> Value {
    item(number, &format!("خبر {number}"), &format!("نص الخبر {number}"))
}

/// The one item of `/<number>`.
fn numbered(path: &str, stream: &mut TcpStream) {
    match path.trim_start_matches('/').parse() {
        Ok(number) => json(stream, &feed(&[news(number)], value!({}))),
        Err(_) => reply(stream, "404 Not Found", &[], b""),
    }
}

fn states(report: &BuildReport) -> Vec<(String, FetchState)> {
    let path = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
    report.fetched.iter().map(|one| (path(one.address.as_str()), one.state)).collect()
}

fn paths(subscription: &Subscription) -> Vec<String> {
    let mut paths = subscription.server.paths();
    paths.sort();
    paths
}

#[test]
fn a_file_that_lists_feeds_stands_for_them_with_its_sections() {
    let subscription = Subscription::new(|asked, stream| numbered(&asked.path, stream));
    let [one, two] = [1, 2].map(|number| outline(&subscription.server.url(&format!("/{number}"))));
    subscription.desk.source("feeds.opml", &opml(&format!("<outline text=\"اقتصاد\">{one}</outline>{two}")));
    let report = subscription.desk.build();
    assert_eq!((report.articles, report.problems), (2, Vec::new()));
    let section =
        |title: &str| subscription.desk.article(title).section.map(|section| section.name.as_str().to_owned());
    assert_eq!((section("خبر 1").as_deref(), section("خبر 2")), (Some("اقتصاد"), None));
    assert_eq!(paths(&subscription), ["/1", "/2"]);
}

#[test]
fn an_address_that_lists_feeds_is_followed_also_when_it_did_not_change_itself() {
    let subscription = Subscription::new(|_, _| {});
    let list = opml(&[1, 2].map(|number| outline(&format!("/{number}"))).concat());
    subscription.answers({
        let list = list.clone();
        move |asked, stream| match asked.path.as_str() {
            "/feed" if asked.field("if-none-match") == "\"list\"" => reply(stream, "304 Not Modified", &[], b""),
            "/feed" => xml(stream, &list),
            path => numbered(path, stream),
        }
    });
    let report = subscription.build();
    assert_eq!((report.articles, report.fetched[0].feeds), (2, 2));
    let before = content(&subscription.desk.site());
    let report = subscription.build();
    assert_eq!((report.articles, report.written), (2, 0));
    assert_eq!(states(&report), ["feed", "1", "2"].map(|path| (path.to_owned(), FetchState::Unchanged)));
    assert_eq!(content(&subscription.desk.site()), before);
    // One leaves the list, another comes: absence removes nothing.
    let other = opml(&[2, 3].map(|number| outline(&format!("/{number}"))).concat());
    subscription.answers(move |asked, stream| match asked.path.as_str() {
        "/feed" => xml(stream, &other),
        path => numbered(path, stream),
    });
    assert_eq!(subscription.build().articles, 3);
}

#[test]
fn a_list_may_name_lists_and_these_only_feeds() {
    let subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/feed" => xml(stream, &opml(&[outline("/1"), outline("/inner")].concat())),
        // It names the first one too: that is read already.
        "/inner" => xml(stream, &opml(&[outline("/2"), outline("/innermost"), outline("/feed")].concat())),
        "/innermost" => xml(stream, &opml(&outline("/3"))),
        path => numbered(path, stream),
    });
    let report = subscription.build();
    assert_eq!(report.articles, 2, "{:?}", report.problems);
    assert!(
        tells(&report.problems, "/innermost: a list in a list names it, and it is a list"),
        "{:?}",
        report.problems
    );
    assert_eq!(paths(&subscription), ["/1", "/2", "/feed", "/inner", "/innermost"]);
}

#[test]
fn no_more_feeds_of_lists_are_read_than_the_configuration_allows() {
    let outlines: String = (1..=9).map(|number| outline(&format!("/{number}"))).collect();
    let mut subscription = Subscription::new(move |asked, stream| match asked.path.as_str() {
        "/feed" => xml(stream, &opml(&outlines)),
        path => numbered(path, stream),
    });
    subscription.desk.config = config(&subscription.server, "feeds = 4");
    let report = subscription.build();
    assert_eq!((report.articles, subscription.server.paths().len()), (4, 5));
    assert!(tells(&report.problems, "5 of its feeds are more than the 4 that are read"), "{:?}", report.problems);
}

#[test]
fn a_feed_that_is_named_several_times_is_fetched_once_and_as_the_configuration_describes_it() {
    let mut subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/feed" | "/other" => xml(stream, &opml(&outline("/1"))),
        path => numbered(path, stream),
    });
    let [list, other, one] = ["/feed", "/other", "/1"].map(|path| subscription.server.url(path));
    let sources = format!("sources = [\"{list}\", \"{other}\", {{ path = \"{one}\", section = \"علوم\" }}]\n");
    subscription.desk.config.insert_str(0, &sources);
    let from_configuration = BuildRequest { sources: Vec::new(), ..subscription.request() };
    assert_eq!(build(&from_configuration).unwrap().articles, 1);
    assert_eq!(paths(&subscription), ["/1", "/feed", "/other"]);
    assert_eq!(subscription.desk.article("خبر 1").section.unwrap().name.as_str(), "علوم");
    // Also where only a list leads to it.
    let of_list = BuildRequest { sources: vec![list.into()], ..subscription.request() };
    assert_eq!(build(&of_list).unwrap().fetched[1].state, FetchState::Unchanged);
}

#[test]
fn a_list_leads_nowhere_that_an_address_may_not() {
    let listener = Server::start(|_, stream| reply(stream, "200 OK", &[], b"caught"));
    let forbidden = [listener.url("/"), "http://169.254.169.254/latest/".to_owned(), "http://localhost/".to_owned()];
    let outlines: String = forbidden.iter().map(|address| outline(address)).collect();
    let subscription = Subscription::new(move |asked, stream| match asked.path.as_str() {
        "/feed" => xml(stream, &opml(&[outline("/1"), outlines.clone()].concat())),
        path => numbered(path, stream),
    });
    let report = subscription.build();
    assert_eq!((report.articles, listener.connections()), (1, 0));
    for address in forbidden {
        assert!(tells(&report.problems, &format!("{address}: it is not fetched")), "{address}: {:?}", report.problems);
    }
}

#[test]
fn a_list_that_names_nothing_is_reported() {
    let subscription = Subscription::new(|_, stream| xml(stream, &opml("")));
    assert!(subscription.said().contains("/feed: it lists no feeds"));
}

/// A page that is no article, with these links to feeds.
fn page(feeds: &[&str]) -> String {
    let link = |href: &&str| format!("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"{href}\">");
    let links: String = feeds.iter().map(link).collect();
    format!(
        "<!doctype html><html lang=ar><head><title>صحيفة</title>{links}</head><body><a href=/x>خبر</a></body></html>"
    )
}

fn html(stream: &mut TcpStream, page: &str) {
    reply(stream, "200 OK", &[("Content-Type", "text/html; charset=utf-8"), ("ETag", "\"page\"")], page.as_bytes());
}

#[test]
fn a_page_that_only_links_its_feed_is_read_through_that_feed_and_gives_it_its_name() {
    let subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/feed" => redirect(stream, "/front/"),
        "/front/" if asked.field("if-none-match") == "\"page\"" => reply(stream, "304 Not Modified", &[], b""),
        "/front/" => html(stream, &page(&["1", "/comments"])),
        "/front/1" => numbered("/1", stream),
        _ => reply(stream, "404 Not Found", &[], b""),
    });
    let report = subscription.build();
    assert_eq!((report.articles, report.fetched.len(), report.fetched[0].pages), (1, 1, 1), "{:?}", report.problems);
    assert_eq!(subscription.server.paths(), ["/feed", "/front/", "/front/1"]);
    // Neither changes; then only the feed does.
    let report = subscription.build();
    assert_eq!((report.fetched[0].state, report.written), (FetchState::Unchanged, 0));
    subscription.answers(|asked, stream| match asked.path.as_str() {
        "/feed" => redirect(stream, "/front/"),
        "/front/" => reply(stream, "304 Not Modified", &[], b""),
        _ => json(stream, &feed(&[news(2)], value!({}))),
    });
    assert_eq!(subscription.build().articles, 2);
    // The source is the page: what its feed no longer offers is pruned by its name.
    let prune = vec![subscription.server.url("/feed")];
    let report = build(&BuildRequest { prune, ..subscription.request() }).unwrap();
    assert_eq!((report.articles, report.removed), (1, 1), "{:?}", report.problems);
}

#[test]
fn a_saved_page_that_links_its_feed_leads_to_it() {
    let subscription = Subscription::new(|asked, stream| numbered(&asked.path, stream));
    subscription.desk.source("page.html", &page(&[&subscription.server.url("/7")]));
    assert_eq!(subscription.desk.build().articles, 1);
}

#[test]
fn from_a_page_there_is_one_hop() {
    for feeds in ["/feed", "/other", "/list"] {
        let subscription = Subscription::new(move |asked, stream| match asked.path.as_str() {
            "/feed" => html(stream, &page(&[feeds])),
            "/list" => xml(stream, &opml(&outline("/1"))),
            "/other" => html(stream, &page(&["/1"])),
            path => numbered(path, stream),
        });
        let said = subscription.said();
        assert!(said.contains("it holds no articles, and leads on to feeds"), "{feeds}: {said}");
        assert!(!subscription.server.paths().contains(&"/1".to_owned()), "{feeds}");
    }
}

#[test]
fn the_pages_of_a_feed_that_a_page_links_are_counted_from_the_feed() {
    let mut subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/feed" => html(stream, &page(&["/1"])),
        "/1" => json(stream, &feed(&[news(1)], value!({ "next_url": "/2" }))),
        path => numbered(path, stream),
    });
    subscription.desk.config = config(&subscription.server, "pages = 2");
    let report = subscription.build();
    assert_eq!((report.articles, report.fetched[0].pages), (2, 2), "{:?}", report.problems);
    assert!(!tells(&report.problems, "more than"), "{:?}", report.problems);
}

#[test]
fn the_sample_feeds_make_one_edition_by_address_and_from_files() {
    let test = "fetch::lists::the_sample_feeds_make_one_edition_by_address_and_from_files";
    let Some(data) = crate::sample_data::folder(test) else { return };
    let folder = data.join("feeds");
    let names = files(&folder);
    assert!(names.len() >= 50, "{names:?}");
    let list = opml(&names.iter().map(|name| outline(&format!("/files/{name}"))).collect::<String>());
    let served = folder.clone();
    let mut subscription = Subscription::new(move |asked, stream| match asked.path.strip_prefix("/files/") {
        Some(name) => reply(stream, "200 OK", &[], &std::fs::read(served.join(name)).unwrap()),
        None => xml(stream, &list),
    });
    subscription.desk.config = config(&subscription.server, "per_host = 8");
    let fetched = subscription.build();
    let desk = Desk::new();
    let read = build(&BuildRequest { sources: vec![folder.clone()], ..desk.request() }).unwrap();
    assert_eq!((fetched.articles, fetched.merged), (read.articles, read.merged));
    assert!(content(&subscription.desk.site()) == content(&desk.site()), "the same bytes");
    let lines = |report: &BuildReport, from: &str| -> Vec<String> {
        let mut lines: Vec<_> = report.problems.iter().map(|problem| problem.to_string().replace(from, "")).collect();
        lines.sort();
        lines
    };
    let address = subscription.server.url("/files/");
    assert_eq!(lines(&fetched, &address), lines(&read, &format!("{}/", folder.display())));
}
