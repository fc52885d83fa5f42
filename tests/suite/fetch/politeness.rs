//! How hosts are asked: conditionally, by name, as their robots.txt allows, and not before the time
//! they named.

use super::building::{Subscription, config, feed, json, small_feed};
use super::network::{TestNetwork, fetch, fetcher, quick};
use super::server::{Server, redirect, reply};
use crate::press::desk::{changed, content, files, item, tells};
use model::Moment;
use press::fetch::{Failure, FetchPolicy, Outcome};
use press::{BuildRequest, FetchState, build, rehearse};
use serde_json::json as value;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

fn later(subscription: &mut Subscription, seconds: i64) {
    subscription.desk.now = Moment::Instant(subscription.desk.now.order_key() + seconds);
}

#[test]
fn what_did_not_change_is_not_sent_again_and_stays_published() {
    let mut subscription = Subscription::new(|asked, stream| {
        let known = asked.field("if-none-match") == "\"v1\"" && asked.field("if-modified-since") == "yesterday";
        match known {
            true => reply(stream, "304 Not Modified", &[("ETag", "\"v1\"")], b""),
            false => reply(stream, "200 OK", &[("ETag", "\"v1\""), ("Last-Modified", "yesterday")], &small_feed()),
        }
    });
    subscription.build();
    let before = content(&subscription.desk.site());
    later(&mut subscription, 300);
    let report = subscription.build();
    assert_eq!((report.fetched[0].state, report.articles, report.written), (FetchState::Unchanged, 1, 0));
    assert_eq!(content(&subscription.desk.site()), before);
    let asked = subscription.server.asked();
    assert_eq!((asked[0].field("if-none-match"), asked[1].field("if-none-match")), ("", "\"v1\""));
}

#[test]
fn a_server_without_validators_is_known_by_its_bytes() {
    let subscription = Subscription::new(|_, stream| json(stream, &small_feed()));
    subscription.build();
    assert_eq!(subscription.build().fetched[0].state, FetchState::Unchanged);
    subscription.answers(|_, stream| json(stream, &feed(&[item(1, "خبر", "نص جديد")], value!({}))));
    let report = subscription.build();
    assert_eq!((report.fetched[0].state, report.written > 0), (FetchState::Read, true));
}

#[test]
fn validators_are_for_the_address_that_gave_them_and_survive_a_redirect() {
    let subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/feed" => redirect(stream, "/final"),
        _ if asked.field("if-none-match") == "\"f\"" => reply(stream, "304 Not Modified", &[], b""),
        _ => reply(stream, "200 OK", &[("ETag", "\"f\"")], &small_feed()),
    });
    subscription.build();
    assert_eq!(subscription.build().fetched[0].state, FetchState::Unchanged);
    let given = subscription.server.asked().into_iter().filter(|asked| asked.path == "/feed");
    assert!(given.into_iter().all(|asked| asked.field("if-none-match").is_empty()));
}

#[test]
fn a_lost_output_is_made_again_without_asking_for_what_did_not_change() {
    let subscription = Subscription::new(|asked, stream| match asked.field("if-none-match") {
        "" => reply(stream, "200 OK", &[("ETag", "\"v1\"")], &small_feed()),
        _ => reply(stream, "304 Not Modified", &[], b""),
    });
    subscription.build();
    let before = content(&subscription.desk.site());
    std::fs::remove_dir_all(subscription.desk.site()).unwrap();
    let report = subscription.build();
    assert_eq!((report.fetched[0].state, report.articles), (FetchState::Unchanged, 1));
    assert_eq!(content(&subscription.desk.site()), before);
}

#[test]
fn everything_is_asked_for_where_the_archive_is_gone_or_older_or_a_decision_is_another() {
    let edition = Arc::new(AtomicUsize::new(1));
    let mut subscription = Subscription::new({
        let edition = Arc::clone(&edition);
        move |asked, stream| {
            let number = edition.load(Ordering::SeqCst);
            let tag = format!("\"v{number}\"");
            let items = [item(number as u32, &format!("خبر {number}"), &format!("نص {number}"))];
            match asked.field("if-none-match") == tag {
                true => reply(stream, "304 Not Modified", &[], b""),
                false => reply(stream, "200 OK", &[("ETag", &tag)], &feed(&items, value!({}))),
            }
        }
    });
    subscription.build();
    let archive = subscription.desk.path(".nashra/site/archive.redb");
    let older = std::fs::read(&archive).unwrap();
    edition.store(2, Ordering::SeqCst);
    subscription.build();
    assert_eq!(subscription.build().fetched[0].state, FetchState::Unchanged);
    // An archive of before the second edition: its article is not in it, whatever `fetched.json` says.
    std::fs::write(&archive, older).unwrap();
    let report = subscription.build();
    assert_eq!((report.fetched[0].state, report.articles), (FetchState::Read, 2));
    std::fs::remove_file(&archive).unwrap();
    let report = subscription.build();
    assert_eq!((report.fetched[0].state, report.articles), (FetchState::Read, 1));
    subscription.desk.config.insert_str(0, "[rights]\nbody = \"excerpt\"\n");
    assert_eq!(subscription.build().fetched[0].state, FetchState::Read);
    assert_eq!(subscription.build().fetched[0].state, FetchState::Unchanged);
    // More pages of it are read now.
    subscription.desk.config.push_str("pages = 21");
    assert_eq!(subscription.build().fetched[0].state, FetchState::Read);
}

#[test]
fn a_check_of_addresses_reads_them_and_writes_nothing() {
    let odd = changed(item(1, "خبر", "نص"), value!({ "date_published": "soon" }));
    let body = feed(&[odd], value!({}));
    let subscription = Subscription::new(move |_, stream| reply(stream, "200 OK", &[("ETag", "\"v1\"")], &body));
    let report = rehearse(&subscription.request()).unwrap();
    assert_eq!((report.fetched[0].state, report.articles), (FetchState::Read, 1));
    let problems = report.problems;
    assert!(!problems.is_empty());
    assert_eq!(files(&subscription.desk.path("")), [] as [&str; 0]);
    subscription.build();
    let before = content(&subscription.desk.path(""));
    assert_eq!(rehearse(&subscription.request()).unwrap().problems, problems);
    let unchanged = content(&subscription.desk.path("")).into_iter().filter(|(name, _)| !name.ends_with(".redb"));
    assert!(unchanged.eq(before.into_iter().filter(|(name, _)| !name.ends_with(".redb"))));
}

#[test]
fn what_is_remembered_of_hosts_is_never_in_the_output_and_losing_it_costs_only_requests() {
    let subscription =
        Subscription::new(|_, stream| reply(stream, "200 OK", &[("ETag", "\"secret-tag\"")], &small_feed()));
    subscription.build();
    for (name, bytes) in content(&subscription.desk.site()) {
        assert!(!String::from_utf8_lossy(&bytes).contains("secret-tag"), "{name}");
    }
    let store = subscription.desk.path(".nashra/site/fetched.json");
    let kept = std::fs::read_to_string(&store).unwrap();
    assert!(kept.contains("secret-tag"));
    std::fs::write(&store, &kept[..kept.len() / 2]).unwrap();
    let report = subscription.build();
    assert_eq!(report.fetched[0].state, FetchState::Read);
    assert!(tells(&report.problems, "everything is fetched anew"), "{:?}", report.problems);
    assert_eq!(subscription.build().fetched[0].state, FetchState::Unchanged);
}

#[test]
fn who_asks_to_be_left_alone_is_left_alone_until_then_in_later_builds_too() {
    left_alone(true);
}

#[test]
fn who_asks_to_be_left_alone_before_anything_was_read_is_left_alone_too() {
    left_alone(false);
}

fn left_alone(had_an_edition: bool) {
    let busy = AtomicUsize::new(0);
    let busy_time = usize::from(had_an_edition);
    let mut subscription = Subscription::new(move |_, stream| match busy.fetch_add(1, Ordering::SeqCst) {
        time if time == busy_time => reply(stream, "429 Too Many Requests", &[("Retry-After", "3600")], b""),
        times => json(stream, &feed(&[item(times as u32, "خبر", "نص")], value!({}))),
    });
    if had_an_edition {
        subscription.build();
    }
    let first = subscription.said();
    assert!(first.contains("come back in 3600 s"), "{first}");
    // The state is what remembers; a build that wrote nothing has written that too.
    later(&mut subscription, 600);
    let said = subscription.said();
    assert!(said.contains("come back in 3000 s"), "{said}");
    let asked = 1 + usize::from(had_an_edition);
    assert_eq!(subscription.server.paths().len(), asked, "not asked meanwhile");
    later(&mut subscription, 3600);
    assert_eq!(subscription.build().fetched[0].state, FetchState::Read);
}

#[test]
fn we_say_who_asks_and_for_which_site() {
    let mut subscription = Subscription::new(|_, stream| json(stream, &small_feed()));
    subscription.build();
    subscription.desk.config.insert_str(0, "[site]\nurl = \"https://news.example/\"\n");
    subscription.build();
    let asked = subscription.server.asked();
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(asked[0].field("user-agent"), format!("Nashra/{version}"));
    assert_eq!(asked[1].field("user-agent"), format!("Nashra/{version} (+https://news.example/)"));
}

fn with_robots(status: &'static str, robots: &'static str) -> Server {
    Server::start_with_robots(move |asked, stream| match asked.path.as_str() {
        "/robots.txt" => reply(stream, status, &[("Location", "/robots.txt")], robots.as_bytes()),
        _ => reply(stream, "200 OK", &[], b"fetched"),
    })
}

#[test]
fn robots_txt_is_followed_and_read_once() {
    for (status, robots, open, closed) in [
        ("200 OK", "User-agent: *\nDisallow: /private", true, false),
        ("200 OK", "User-agent: Nashra\nDisallow: /private\nUser-agent: *\nDisallow: /", true, false),
        ("200 OK", "User-agent: *\nDisallow: /\nUser-agent: nashra\nAllow: /", true, true),
        ("200 OK", "<html>not a robots.txt", true, true),
        ("404 Not Found", "", true, true),
        ("403 Forbidden", "", true, true),
        ("302 Found", "", true, true),
        ("500 Internal Server Error", "", false, false),
        ("429 Too Many Requests", "", false, false),
    ] {
        let server = with_robots(status, robots);
        let policy = FetchPolicy { allow: vec![server.address.to_string()], retries: 0, ..quick() };
        let fetcher = fetcher(policy, &Arc::new(TestNetwork::default()));
        for (path, expected) in [("/feed", open), ("/private/feed", closed), ("/feed?2", open)] {
            let outcome = fetch(&fetcher, &server.url(path));
            let refused = matches!(outcome, Outcome::Failed(Failure::Robots | Failure::RobotsUnknown(_)));
            assert_eq!(!refused, expected, "{status} {robots:?} {path}: {outcome:?}");
            assert_eq!(matches!(outcome, Outcome::Fetched(_)), expected, "{status} {robots:?} {path}");
        }
        assert!(server.paths().iter().all(|path| !path.contains("private") || closed), "{robots:?}");
        assert_eq!(server.robots_asked(), 1, "{status} {robots:?}");
    }
}

#[test]
fn robots_txt_is_believed_for_a_day_and_an_agreement_stands_above_it() {
    let server = with_robots("200 OK", "User-agent: *\nDisallow: /x");
    let mut subscription = Subscription::new(|_, stream| json(stream, &small_feed()));
    let request = |subscription: &Subscription, path: &str| BuildRequest {
        sources: vec![server.url(path).into(), subscription.server.url("/feed").into()],
        ..subscription.request()
    };
    let more = |ignored: &'static str| {
        let both = format!("[fetch]\nallow = [\"{}\", ", server.address);
        move |subscription: &Subscription| config(&subscription.server, ignored).replace("[fetch]\nallow = [", &both)
    };
    subscription.desk.config = more("")(&subscription);
    let report = build(&request(&subscription, "/x")).unwrap();
    assert!(tells(&report.problems, "robots.txt asks not to fetch it"), "{:?}", report.problems);
    later(&mut subscription, 86_399);
    build(&request(&subscription, "/x")).unwrap();
    assert_eq!(server.robots_asked(), 1);
    later(&mut subscription, 1);
    let _ = build(&request(&subscription, "/x"));
    assert_eq!((server.robots_asked(), server.paths().len()), (2, 0));
    subscription.desk.config = more("ignore_robots = [\"127.0.0.1\"]")(&subscription);
    let _ = build(&request(&subscription, "/x"));
    assert_eq!((server.robots_asked(), server.paths().len()), (2, 1));
}

#[test]
fn no_more_requests_run_at_one_host_than_it_is_due() {
    #[derive(Default)]
    struct Hall {
        inside: Mutex<(usize, usize)>,
        came: Condvar,
    }
    let hall = Arc::new(Hall::default());
    let server = Server::start({
        let hall = Arc::clone(&hall);
        move |_, stream| {
            let mut inside = hall.inside.lock().unwrap();
            inside.0 += 1;
            inside.1 = inside.1.max(inside.0);
            hall.came.notify_all();
            // Stays until the second guest is there; a third one, if it may come, comes meanwhile.
            let waited = hall.came.wait_timeout_while(inside, Duration::from_secs(2), |inside| inside.1 < 2);
            let mut inside = waited.unwrap().0;
            inside.0 -= 1;
            drop(inside);
            reply(stream, "200 OK", &[], b"x");
        }
    });
    let policy = FetchPolicy { allow: vec![server.address.to_string()], per_host: 2, ..quick() };
    let fetcher = fetcher(policy, &Arc::new(TestNetwork::default()));
    std::thread::scope(|scope| {
        for number in 0..8 {
            let (fetcher, url) = (&fetcher, server.url(&format!("/{number}")));
            scope.spawn(move || assert!(matches!(fetch(fetcher, &url), Outcome::Fetched(_))));
        }
    });
    assert_eq!(hall.inside.lock().unwrap().1, 2);
    assert_eq!(server.paths().len(), 8);
}

#[test]
fn nothing_but_the_site_and_the_state_is_written() {
    let subscription = Subscription::new(|_, stream| json(stream, &small_feed()));
    subscription.build();
    let names = files(&subscription.desk.path(""));
    let elsewhere: Vec<_> =
        names.iter().filter(|name| !name.starts_with("site/") && !name.starts_with(".nashra/site/")).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}
