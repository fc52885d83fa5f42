//! `nashra build` with addresses: what it prints, and `--watch`.

use super::building::{Subscription, feed, json, small_feed};
use super::server::reply;
use crate::press::desk::{changed, item};
use crate::press::serving::nashra;
use press::build;
use serde_json::{Value, json as value};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

fn command(subscription: &Subscription, more: &[&str]) -> Command {
    std::fs::write(subscription.desk.path("nashra.toml"), &subscription.desk.config).unwrap();
    let mut command = Command::new(nashra());
    command.current_dir(subscription.desk.path("")).arg("build").arg(subscription.server.url("/feed")).args(more);
    command
}

fn run(subscription: &Subscription, more: &[&str]) -> Output {
    command(subscription, more).output().expect("nashra runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn each_address_gets_a_line_where_there_is_no_terminal_and_a_place_in_the_json() {
    let whole = changed(item(1, "خبر", "نص"), value!({ "language": "ar" }));
    let body = feed(&[whole], value!({}));
    let length = body.len();
    let subscription = Subscription::new(move |_, stream| json(stream, &body));
    let url = subscription.server.url("/feed");
    let output = run(&subscription, &[]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(said.lines().next(), Some(format!("{url}: 1 items on 1 pages, {length} bytes").as_str()));
    assert!(text(&run(&subscription, &[]).stdout).starts_with(&format!("{url}: unchanged\n")));
    let output = run(&subscription, &["--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!(
        (&report["fetched"][0]["address"], &report["fetched"][0]["state"]),
        (&value!(url), &value!("unchanged"))
    );
}

#[test]
fn a_source_that_fails_alone_exits_2_and_names_it() {
    let subscription = Subscription::new(|_, stream| reply(stream, "403 Forbidden", &[], b""));
    let output = run(&subscription, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("the server answers 403"), "{}", text(&output.stderr));
    assert!(!subscription.desk.site().exists());
}

/// A command that is ended when the test is over.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn watching_builds_again_and_again_and_a_failure_between_does_not_end_it() {
    let subscription = Subscription::new(|_, stream| json(stream, &small_feed()));
    let process =
        command(&subscription, &["--watch", "1", "--json"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut watching = Watching(process.expect("nashra starts"));
    let mut reports = BufReader::new(watching.0.stdout.take().unwrap()).lines();
    let mut report = || serde_json::from_str::<Value>(&reports.next().expect("another report").unwrap()).unwrap();
    let first = report();
    assert_eq!((&first["articles"], &first["fetched"][0]["state"]), (&value!(1), &value!("read")));
    subscription.answers(|_, stream| reply(stream, "404 Not Found", &[], b""));
    // A build may have asked before the server failed.
    let failed = (0..3).map(|_| report()).find(|report| report["fetched"][0]["state"] == "failed");
    assert_eq!(failed.expect("a build that failed to read it")["articles"], value!(1));
    // Between two builds, another one may use the state.
    let other = (0..50).find_map(|_| build(&subscription.request()).ok());
    assert!(other.is_some(), "the archive is let go between builds");
    subscription.answers(|_, stream| json(stream, &feed(&[item(1, "خبر", "نص"), item(2, "آخر", "غيره")], value!({}))));
    assert!((0..4).any(|_| report()["articles"] == value!(2)));
}

#[test]
fn a_watch_outlives_a_build_that_writes_nothing() {
    let subscription = Subscription::new(|_, stream| reply(stream, "404 Not Found", &[], b""));
    let process = command(&subscription, &["--watch", "1", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("nashra starts");
    let mut watching = Watching(process);
    let mut failures = BufReader::new(watching.0.stderr.take().unwrap()).lines();
    assert!(failures.by_ref().map_while(Result::ok).any(|line| line.contains("answers 404")));
    subscription.answers(|_, stream| json(stream, &small_feed()));
    let report = BufReader::new(watching.0.stdout.take().unwrap()).lines().next().expect("a report").unwrap();
    assert_eq!(serde_json::from_str::<Value>(&report).unwrap()["articles"], value!(1));
}

#[test]
fn watching_and_a_fixed_clock_exclude_each_other() {
    let subscription = Subscription::new(|_, stream| json(stream, &small_feed()));
    let output = run(&subscription, &["--watch", "1", "--now", "2026-02-10T08:00:00Z"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(subscription.server.paths().is_empty());
}
