//! What was published stays: when some sources fail, when nothing changed, when a build is killed.

use super::building::{Subscription, config, feed, json};
use super::server::reply;
use crate::press::desk::{Desk, NOW, changed, content, item, tells};
use crate::press::serving::nashra;
use press::{BuildReport, BuildRequest, FetchState, build, check_edition};
use serde_json::{Value, json as value};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

fn news(number: u32) -> Value {
    item(number, &format!("خبر {number}"), &format!("نص الخبر {number}"))
}

fn gone(stream: &mut TcpStream) {
    reply(stream, "404 Not Found", &[], b"");
}

/// A feed of `numbers`, with a next page.
fn page(stream: &mut TcpStream, numbers: &[u32], next: &str) {
    let items: Vec<Value> = numbers.iter().map(|number| news(*number)).collect();
    let next = if next.is_empty() { value!({}) } else { value!({ "next_url": next }) };
    json(stream, &feed(&items, next));
}

fn build_all(subscription: &Subscription, paths: &[&str], prune: &[&str]) -> BuildReport {
    let sources = paths.iter().map(|path| subscription.server.url(path).into()).collect();
    let prune = prune.iter().map(|path| subscription.server.url(path)).collect();
    build(&BuildRequest { sources, prune, ..subscription.request() }).expect("the edition builds")
}

fn titles(desk: &Desk) -> Vec<String> {
    let mut titles: Vec<String> =
        desk.articles().into_iter().filter_map(|article| Some(article.title?.as_str().to_owned())).collect();
    titles.sort();
    titles
}

#[test]
fn of_several_sources_those_that_fail_keep_what_they_have_and_the_others_go_on() {
    let subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/a" => page(stream, &[1], ""),
        "/b" => page(stream, &[2], ""),
        _ => gone(stream),
    });
    subscription.desk.feed("file.json", &[news(3)]);
    let files = subscription.desk.path("sources");
    let all = |prune: &[&str]| {
        let mut sources = vec![files.clone()];
        sources.extend(["/a", "/b", "/c"].map(|path| subscription.server.url(path).into()));
        let prune = prune.iter().map(|path| subscription.server.url(path)).collect();
        build(&BuildRequest { sources, prune, ..subscription.request() }).unwrap()
    };
    assert_eq!(all(&[]).articles, 3);
    subscription.answers(|asked, stream| match asked.path.as_str() {
        "/a" => reply(stream, "500 Internal Server Error", &[], b""),
        "/b" => page(stream, &[4], ""),
        "/c" => page(stream, &[5], ""),
        _ => gone(stream),
    });
    let report = all(&[]);
    assert_eq!(titles(&subscription.desk), ["خبر 1", "خبر 2", "خبر 3", "خبر 4", "خبر 5"]);
    let state = |place: usize| report.fetched[place].state;
    assert_eq!([state(0), state(1), state(2)], [FetchState::Failed, FetchState::Read, FetchState::Read]);
    assert!(tells(&report.problems, "/a: the server answers 500: what was published from it stays"));
    assert_eq!(check_edition(&subscription.desk.site()).unwrap().problems, []);
}

#[test]
fn a_page_that_fails_in_the_middle_costs_nothing_that_was_published() {
    let subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/feed" => page(stream, &[3], "/p2"),
        "/p2" => page(stream, &[2], "/p3"),
        _ => page(stream, &[1], ""),
    });
    assert_eq!(subscription.build().articles, 3);
    subscription.answers(|asked, stream| match asked.path.as_str() {
        "/feed" => page(stream, &[4], "/p2"),
        "/p2" => reply(stream, "200 OK", &[], b"{\"version\": \"https://jsonfeed"),
        _ => page(stream, &[9], ""),
    });
    let report = build_all(&subscription, &["/feed"], &["/feed"]);
    assert_eq!(report.fetched[0].state, FetchState::Failed);
    assert_eq!((report.articles, report.removed), (4, 0), "{:?}", report.problems);
    assert!(tells(&report.problems, "/p2: ") && tells(&report.problems, "--prune: not all of it was read"));
    // The same first page again: it is not taken for all of it.
    subscription.answers(|asked, stream| match asked.path.as_str() {
        "/feed" => page(stream, &[4], "/p2"),
        "/p2" => page(stream, &[5], ""),
        _ => gone(stream),
    });
    let report = subscription.build();
    assert_eq!((report.fetched[0].state, report.articles), (FetchState::Read, 5));
    assert_eq!(subscription.build().fetched[0].state, FetchState::Unchanged);
}

#[test]
fn a_problem_of_an_item_says_on_which_page_it_is_and_is_told_again_while_nothing_changes() {
    let odd = |number: u32| changed(news(number), value!({ "date_published": "soon" }));
    let subscription = Subscription::new(move |asked, stream| match asked.path.as_str() {
        "/feed" => json(stream, &feed(&[odd(1)], value!({ "next_url": "/p2" }))),
        _ => json(stream, &feed(&[news(2), odd(3)], value!({}))),
    });
    let problems = subscription.build().problems;
    let source = subscription.server.url("/feed");
    assert!(tells(&problems, &format!("{source}: item 1: ")), "{problems:?}");
    assert!(tells(&problems, &format!("{source}: page 2, item 2: ")), "{problems:?}");
    let report = subscription.build();
    assert_eq!((report.fetched[0].state, report.problems), (FetchState::Unchanged, problems.clone()));
    // The second page did not change; what was odd on it still is.
    subscription.answers(move |asked, stream| match asked.path.as_str() {
        "/feed" => json(stream, &feed(&[odd(1), news(4)], value!({ "next_url": "/p2" }))),
        _ => json(stream, &feed(&[news(2), odd(3)], value!({}))),
    });
    let report = subscription.build();
    assert_eq!((report.fetched[0].pages, report.articles), (1, 4));
    assert!(tells(&report.problems, "page 2, item 2: "), "{:?}", report.problems);
}

#[test]
fn an_embargo_on_a_page_that_did_not_change_ends_all_the_same() {
    let ninjs = value!({
        "uri": "https://agency.example/9", "type": "text", "version": "2026", "pubStatus": "usable", "language": "ar",
        "headlines": [{ "value": "خبر 9" }], "copyrightHolder": "وكالة", "embargoedUntil": "2026-02-10T09:00:00Z",
        "bodies": [{ "contentType": "text/plain", "value": "نص" }],
    });
    let serve = move |first: &'static [u32]| {
        let ninjs = ninjs.to_string();
        move |asked: &super::server::Asked, stream: &mut TcpStream| match asked.path.as_str() {
            "/feed" => page(stream, first, "/p2"),
            _ => json(stream, ninjs.as_bytes()),
        }
    };
    let mut subscription = Subscription::new(serve(&[1]));
    assert_eq!(subscription.build().articles, 1);
    subscription.answers(serve(&[1, 2]));
    let report = subscription.build();
    assert_eq!((report.articles, report.fetched[0].pages), (2, 1), "the second page is as it was");
    assert_eq!(subscription.build().fetched[0].state, FetchState::Unchanged);
    subscription.desk.now = model::Moment::parse("2026-02-10T09:00:01Z").unwrap();
    assert_eq!(subscription.build().articles, 3);
}

#[test]
fn where_nothing_changed_nothing_is_written_and_nothing_sent() {
    let mut subscription = Subscription::new(|asked, stream| {
        let tag = format!("\"{}\"", asked.path);
        match (asked.field("if-none-match") == tag, asked.path.as_str()) {
            (true, _) => reply(stream, "304 Not Modified", &[], b""),
            (false, "/feed") => {
                reply(stream, "200 OK", &[("ETag", &tag)], &feed(&[news(1)], value!({ "next_url": "/p2" })));
            }
            (false, path) => {
                let number = ["/p2", "/a", "/b", "/long"].iter().position(|known| *known == path).unwrap() as u32 + 2;
                reply(stream, "200 OK", &[("ETag", &tag)], &feed(&[news(number)], value!({})));
            }
        }
    });
    let all = ["/feed", "/a", "/b", "/long"];
    assert_eq!(build_all(&subscription, &all, &[]).articles, 5);
    let before = content(&subscription.desk.site());
    subscription.desk.now = model::Moment::Instant(subscription.desk.now.order_key() + 300);
    let report = build_all(&subscription, &all, &[]);
    assert!(report.fetched.iter().all(|one| one.state == FetchState::Unchanged && one.bytes == 0));
    assert_eq!((report.articles, report.added, report.updated, report.written), (5, 0, 0, 0));
    assert_eq!(content(&subscription.desk.site()), before);
    assert_eq!(
        subscription.server.paths().len(),
        5 + 4,
        "a page that follows one that did not change is not asked for"
    );
}

#[test]
fn a_source_that_fails_while_a_decision_changes_is_read_whole_when_it_is_back() {
    let mut subscription = Subscription::new(|asked, stream| match asked.field("if-none-match") {
        "" => reply(stream, "200 OK", &[("ETag", "\"v1\"")], &feed(&[news(1), news(2)], value!({}))),
        _ => reply(stream, "304 Not Modified", &[], b""),
    });
    let usual = subscription.desk.config.clone();
    subscription.desk.config = format!("[edition]\nhidden = [\"https://agency.example/2\"]\n{usual}");
    assert_eq!(subscription.build().articles, 1);
    subscription.desk.config = usual;
    subscription.answers(|_, stream| gone(stream));
    assert_eq!(subscription.build().articles, 1);
    subscription.answers(|asked, stream| match asked.field("if-none-match") {
        "" => reply(stream, "200 OK", &[("ETag", "\"v1\"")], &feed(&[news(1), news(2)], value!({}))),
        _ => reply(stream, "304 Not Modified", &[], b""),
    });
    assert_eq!(subscription.build().articles, 2);
    assert_eq!(subscription.build().fetched[0].state, FetchState::Unchanged);
}

#[test]
fn pruning_removes_what_a_source_no_longer_offers_and_lets_be_what_was_not_read_whole() {
    let mut subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/a" => page(stream, &[1, 2], ""),
        "/b" => page(stream, &[3, 4], "/p2"),
        _ => page(stream, &[5], ""),
    });
    let sources = ["/a", "/b"];
    assert_eq!(build_all(&subscription, &sources, &[]).articles, 5);
    // One that fails.
    subscription.answers(|asked, stream| match asked.path.as_str() {
        "/a" => gone(stream),
        "/b" => page(stream, &[3, 4], "/p2"),
        _ => page(stream, &[5], ""),
    });
    let report = build_all(&subscription, &sources, &sources);
    assert_eq!((report.articles, report.removed), (5, 0), "{:?}", report.problems);
    assert!(tells(&report.problems, "/a: --prune: not all of it was read: nothing was removed"));
    // The other one did not change: it was read all the same, so as to know what it offers.
    assert_eq!(report.fetched[1].state, FetchState::Read);
    // One that has more pages than are read.
    subscription.desk.config = config(&subscription.server, "pages = 1");
    let report = build_all(&subscription, &["/b"], &["/b"]);
    assert_eq!((report.articles, report.removed), (5, 0), "{:?}", report.problems);
    // One that says that it did not change, though that was not asked.
    subscription.answers(|_, stream| reply(stream, "304 Not Modified", &[], b""));
    assert_eq!(build_all(&subscription, &["/b"], &["/b"]).removed, 0);
    // One that is whole; and, by its host's name, another that is not asked at all any more.
    subscription.desk.config = config(&subscription.server, "");
    subscription.answers(|_, stream| page(stream, &[4], ""));
    assert_eq!(build_all(&subscription, &["/b"], &["/b"]).removed, 2);
    assert_eq!(titles(&subscription.desk), ["خبر 1", "خبر 2", "خبر 4"]);
    assert_eq!(build_all(&subscription, &["/b"], &[""]).removed, 2);
    assert_eq!(titles(&subscription.desk), ["خبر 4"]);
    assert_eq!(check_edition(&subscription.desk.site()).unwrap().problems, []);
}

#[test]
fn pruning_lets_be_the_feeds_of_a_list_that_cannot_be_read() {
    let list = "<opml version=\"2.0\"><body><outline text=\"x\" xmlUrl=\"/one\"/></body></opml>";
    let subscription = Subscription::new(move |asked, stream| match asked.path.as_str() {
        "/list" => reply(stream, "200 OK", &[], list.as_bytes()),
        _ => page(stream, &[1], ""),
    });
    assert_eq!(build_all(&subscription, &["/list"], &[]).articles, 1);
    subscription.answers(|_, stream| gone(stream));
    let report = build_all(&subscription, &["/list"], &["/one"]);
    assert_eq!((report.articles, report.removed), (1, 0));
    assert!(tells(&report.problems, "/one: --prune: a list that it may be in could not be read"));
    subscription.answers(|asked, stream| match asked.path.as_str() {
        "/list" => {
            reply(stream, "200 OK", &[], b"<opml version=\"2.0\"><body><outline xmlUrl=\"/two\"/></body></opml>")
        }
        _ => page(stream, &[2], ""),
    });
    let report = build_all(&subscription, &["/list"], &["/one"]);
    assert_eq!((report.articles, report.removed), (1, 1), "{:?}", report.problems);
}

#[test]
fn a_build_that_ends_between_the_edition_and_what_is_remembered_of_hosts_asks_again_and_loses_nothing() {
    let edition = Arc::new(AtomicU32::new(1));
    let subscription = Subscription::new({
        let edition = Arc::clone(&edition);
        move |asked, stream| {
            let number = edition.load(Ordering::SeqCst);
            let tag = format!("\"{number}\"");
            match asked.field("if-none-match") == tag {
                true => reply(stream, "304 Not Modified", &[], b""),
                false => reply(stream, "200 OK", &[("ETag", &tag)], &feed(&[news(number)], value!({}))),
            }
        }
    });
    subscription.build();
    let remembered = subscription.desk.path(".nashra/site/fetched.json");
    let before = std::fs::read(&remembered).unwrap();
    edition.store(2, Ordering::SeqCst);
    assert_eq!(subscription.build().articles, 2);
    let published = content(&subscription.desk.site());
    // As a kill in between leaves it.
    std::fs::write(&remembered, before).unwrap();
    let report = subscription.build();
    assert_eq!((report.fetched[0].state, report.articles, report.written), (FetchState::Read, 2, 0));
    assert_eq!(content(&subscription.desk.site()), published);
    assert_eq!(subscription.build().fetched[0].state, FetchState::Unchanged);
    // Where it cannot be written, the edition is there and the next build asks again.
    edition.store(3, Ordering::SeqCst);
    std::fs::remove_file(&remembered).unwrap();
    std::fs::create_dir(&remembered).unwrap();
    let report = subscription.build();
    assert_eq!(report.articles, 3);
    assert!(tells(&report.problems, "what was fetched cannot be remembered"), "{:?}", report.problems);
    std::fs::remove_dir(&remembered).unwrap();
    let report = subscription.build();
    assert_eq!((report.fetched[0].state, report.articles, report.written), (FetchState::Read, 3, 0));
}

/// How many builds are killed.
const KILLS: u32 = 60;

fn command(subscription: &Subscription, site: &Path) -> Command {
    let mut command = Command::new(nashra());
    command.arg("build").args(["/feed", "/other"].map(|path| subscription.server.url(path)));
    command.arg("--config").arg(subscription.desk.path("nashra.toml")).arg("--out").arg(site).args(["--now", NOW]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn build_into(subscription: &Subscription, site: &Path) {
    let status = command(subscription, site).status().expect("nashra runs");
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
}

#[test]
fn builds_that_fetch_and_are_killed_at_any_moment_break_nothing_and_miss_nothing() {
    let round = Arc::new(AtomicU32::new(0));
    let subscription = Subscription::new({
        let round = Arc::clone(&round);
        move |asked, stream| {
            let round = round.load(Ordering::SeqCst);
            let tag = format!("\"{round}\"");
            // What is new is in the window of one round alone: who misses it has missed it.
            let (first, next) = match asked.path.as_str() {
                "/feed" => (1000 + round * 3, "/p2"),
                "/p2" => (2000 + round * 3, ""),
                _ => (3000 + round / 2, ""),
            };
            if asked.field("if-none-match") == tag {
                return reply(stream, "304 Not Modified", &[], b"");
            }
            let items: Vec<Value> = (first..first + 3).map(news).collect();
            let more = if next.is_empty() { value!({}) } else { value!({ "next_url": next }) };
            reply(stream, "200 OK", &[("ETag", &tag)], &feed(&items, more));
        }
    });
    std::fs::write(subscription.desk.path("nashra.toml"), &subscription.desk.config).unwrap();
    let (site, whole) = (subscription.desk.path("killed"), subscription.desk.path("whole"));
    let mut usual = Duration::from_millis(60);
    let mut killed = 0;
    for n in 0..KILLS {
        round.store(n, Ordering::SeqCst);
        let mut child = command(&subscription, &site).spawn().expect("nashra runs");
        std::thread::sleep(usual.mul_f64(f64::from(n * 37 % 100) / 90.0));
        // It may have ended by itself.
        let _ = child.kill();
        killed += u32::from(child.wait().expect("a child that was started").code().is_none());
        let start = Instant::now();
        build_into(&subscription, &site);
        usual = (usual * 7 + start.elapsed()) / 8;
        assert_eq!(check_edition(&site).unwrap().problems, [], "after kill {n}");
        build_into(&subscription, &whole);
    }
    assert!(killed >= KILLS / 3, "{killed} killed");
    assert!(content(&site) == content(&whole), "kills leave no trace");
}
