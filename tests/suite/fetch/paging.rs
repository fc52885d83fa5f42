//! Sources that come in pages: as JSON Feed, `Link` and WordPress name the next one.

use super::building::{Subscription, config, feed, json};
use super::server::reply;
use crate::press::desk::{item, tells};
use press::FetchState;
use serde_json::{Value, json as value};
use std::net::TcpStream;
use std::time::Duration;

fn number_of(path: &str) -> u32 {
    path.rsplit(['=', '/']).next().and_then(|number| number.parse().ok()).unwrap_or(1)
}

fn items(page: u32) -> [Value; 1] {
    [item(page, &format!("خبر {page}"), &format!("نص {page}"))]
}

/// A JSON Feed page that names the next.
fn feed_page(stream: &mut TcpStream, page: u32, next: &str) {
    json(stream, &feed(&items(page), value!({ "next_url": next })));
}

#[test]
fn json_feed_pages_are_followed_to_the_last() {
    let subscription = Subscription::new(|asked, stream| match number_of(&asked.path) {
        3 => json(stream, &feed(&items(3), value!({}))),
        page => feed_page(stream, page, &format!("/feed/{}", page + 1)),
    });
    let report = subscription.build();
    assert_eq!((report.articles, report.fetched[0].pages, report.fetched[0].items), (3, 3, 3));
    assert_eq!(subscription.server.paths(), ["/feed", "/feed/2", "/feed/3"]);
}

#[test]
fn the_link_field_names_the_next_page_of_any_format() {
    let subscription = Subscription::new(|asked, stream| {
        let page = number_of(&asked.path);
        let link = format!("<?page={}>; rel=\"next\", </>; rel=\"first\"", page + 1);
        let fields: &[(&str, &str)] = if page < 3 { &[("Link", &link)] } else { &[] };
        reply(stream, "200 OK", fields, &feed(&items(page), value!({})));
    });
    assert_eq!(subscription.build().articles, 3);
    assert_eq!(subscription.server.paths(), ["/feed", "/feed?page=2", "/feed?page=3"]);
}

fn post(number: u32) -> Value {
    value!({
        "id": number, "date_gmt": "2026-01-01T00:00:00", "link": format!("https://agency.example/{number}"),
        "status": "publish", "type": "post", "slug": number.to_string(), "title": { "rendered": format!("خبر {number}") },
        "content": { "rendered": format!("<p>نص {number}</p>"), "protected": false },
        "excerpt": { "rendered": "", "protected": false },
    })
}

#[test]
fn wordpress_pages_are_counted() {
    let subscription = Subscription::new(|asked, stream| {
        let posts = value!([post(number_of(&asked.path))]).to_string();
        reply(stream, "200 OK", &[("X-WP-Total", "3"), ("X-WP-TotalPages", "3")], posts.as_bytes());
    });
    let report = subscription.build();
    assert_eq!((report.articles, report.fetched[0].pages), (3, 3), "{:?}", report.problems);
    assert_eq!(subscription.server.paths(), ["/feed", "/feed?page=2", "/feed?page=3"]);
}

#[test]
fn a_source_whose_pages_trickle_for_ever_ends_with_what_came_in_time() {
    let mut subscription = Subscription::new(|asked, stream| {
        let page = number_of(&asked.path);
        std::thread::sleep(Duration::from_millis(20));
        feed_page(stream, page, &format!("/feed/{}", page + 1));
    });
    subscription.desk.config = config(&subscription.server, "pages = 1000\nsource_timeout = 0.2");
    let report = subscription.build();
    assert!(tells(
        &report.problems,
        "its pages take too long together: the rest is left out: see fetch.source_timeout"
    ));
    let pages = report.fetched[0].pages;
    assert!(pages > 0 && pages < 1000 && report.articles == pages, "{pages} pages");
}

#[test]
fn pages_end_at_a_bound_and_where_they_lead_back() {
    let mut subscription = Subscription::new(|asked, stream| {
        let page = number_of(&asked.path);
        feed_page(stream, page, &format!("/feed/{}", page + 1));
    });
    subscription.desk.config = config(&subscription.server, "pages = 4");
    let report = subscription.build();
    assert_eq!((report.articles, subscription.server.paths().len()), (4, 4));
    assert!(tells(&report.problems, "/feed/5: it has more than 4 pages: the rest is left out"));
    let subscription = Subscription::new(|asked, stream| {
        let next = if asked.path == "/feed" { "/other" } else { "/feed" };
        feed_page(stream, asked.path.len() as u32, next);
    });
    let report = subscription.build();
    assert_eq!((report.articles, subscription.server.paths().len()), (2, 2));
    assert!(tells(&report.problems, "/feed: its pages lead back to one that was read: not read again"));
}

#[test]
fn a_source_of_which_a_page_fails_is_read_as_far_as_it_goes_and_anew_next_time() {
    let subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/feed" => feed_page(stream, 1, "/feed/2"),
        _ => reply(stream, "404 Not Found", &[], b""),
    });
    let report = subscription.build();
    assert_eq!((report.articles, report.fetched[0].state), (1, FetchState::Failed));
    assert!(tells(&report.problems, "/feed/2: the server answers 404"));
    subscription.answers(|asked, stream| match asked.path.as_str() {
        "/feed" => feed_page(stream, 1, "/feed/2"),
        _ => json(stream, &feed(&items(2), value!({}))),
    });
    let report = subscription.build();
    assert_eq!((report.articles, report.fetched[0].state), (2, FetchState::Read));
    assert_eq!(subscription.build().fetched[0].state, FetchState::Unchanged);
    assert_eq!(subscription.server.paths().len(), 5, "the first page did not change: the second is not asked for");
}

#[test]
fn a_next_page_is_an_address_like_any_other() {
    let subscription = Subscription::new(|_, stream| feed_page(stream, 1, "http://169.254.169.254/latest/"));
    let report = subscription.build();
    assert_eq!(report.articles, 1);
    assert!(tells(&report.problems, "169.254.169.254 is a link-local address"), "{:?}", report.problems);
}
