//! Where nothing of ours connects to, whatever an address, a name or a redirect says.

use super::network::{TestNetwork, fetch, fetcher, quick};
use super::server::{Server, redirect, reply};
use press::fetch::{Failure, FetchPolicy, Outcome, Refusal};
use std::sync::{Arc, Mutex};

/// Forms of an address that is not the public internet; `PORT` is where a listener waits for whoever
/// falls for one of them.
const FORMS: &[&str] = &[
    // Loopback, in every spelling that some parser takes.
    "http://127.0.0.1:PORT/",
    "http://127.0.0.2:PORT/",
    "http://127.255.255.254:PORT/",
    "http://127.1:PORT/",
    "http://127.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f000001:PORT/",
    "http://0x7f.0.0.1:PORT/",
    "http://0x7F.1:PORT/",
    "http://017700000001:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://0177.0.0.01:PORT/",
    "http://127.0.0.1.:PORT/",
    "http://%31%32%37.0.0.1:PORT/",
    "http://127%2e0%2e0%2e1:PORT/",
    "http://①②⑦.⓪.⓪.①:PORT/",
    "http://１２７.０.０.１:PORT/",
    "http://127。0。0。1:PORT/",
    "http://[::1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://[0000::0001]:PORT/",
    "http://[::127.0.0.1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
    "http://[64:ff9b::127.0.0.1]:PORT/",
    "http://[64:ff9b:1::7f00:1]:PORT/",
    "http://[2002:7f00:1::]:PORT/",
    "http://[2001:0:7f00:1::]:PORT/",
    "http://[2606:4700::5efe:7f00:1]:PORT/",
    // This machine by another address.
    "http://0.0.0.0:PORT/",
    "http://0:PORT/",
    "http://[::]:PORT/",
    // Names that resolve to it.
    "http://localhost:PORT/",
    "http://LOCALHOST:PORT/",
    "http://localhost.:PORT/",
    "http://loopback.test:PORT/",
    "http://loopback6.test:PORT/",
    "http://mapped.test:PORT/",
    "http://private.test:PORT/",
    // With a user name that looks like the host.
    "http://feeds.test@127.0.0.1:PORT/",
    "http://feeds.test:80@localhost:PORT/",
    "http://feeds.test%00@127.0.0.1:PORT/",
    // Other networks that are not the public internet.
    "http://10.0.0.1:PORT/",
    "http://100.64.0.1:PORT/",
    "http://169.254.169.254:PORT/latest/meta-data/",
    "http://2852039166:PORT/latest/meta-data/",
    "http://172.16.0.1:PORT/",
    "http://192.168.1.1:PORT/",
    "http://192.0.2.1:PORT/",
    "http://198.18.0.1:PORT/",
    "http://224.0.0.1:PORT/",
    "http://255.255.255.255:PORT/",
    "http://[fc00::1]:PORT/",
    "http://[fe80::1]:PORT/",
    "http://[ff02::1]:PORT/",
    "http://[2001:db8::1]:PORT/",
];

/// Forms that only a redirect can carry: no source is written so.
const ONLY_REDIRECTS: &[&str] = &[
    "//127.0.0.1:PORT/",
    "\\\\127.0.0.1:PORT/",
    "/\\127.0.0.1:PORT/",
    "///127.0.0.1:PORT/",
    "http:/\\127.0.0.1:PORT/",
    "http:\\\\127.0.0.1:PORT/",
    "HTTP://0x7f.1:PORT/",
    "\thttp://127.0.0.1:PORT/",
    "file:///etc/passwd",
    "data:text/plain,x",
    "gopher://127.0.0.1:PORT/",
    "javascript:alert(1)",
    "ftp://127.0.0.1:PORT/",
];

/// A listener that should hear nothing, and a network in which bad names lead to it.
fn trap() -> (Server, TestNetwork) {
    let listener = Server::start(|_, stream| reply(stream, "200 OK", &[], b"caught"));
    let network = TestNetwork::default()
        .name("localhost", &[&["127.0.0.1", "::1"]])
        .name("loopback.test", &[&["127.0.0.1"]])
        .name("loopback6.test", &[&["::1"]])
        .name("mapped.test", &[&["::ffff:127.0.0.1"]])
        .name("private.test", &[&["10.0.0.1", "192.168.0.1"]]);
    (listener, network)
}

#[test]
fn no_form_of_a_forbidden_address_is_connected_to() {
    let (listener, network) = trap();
    let network = Arc::new(network);
    let fetcher = fetcher(FetchPolicy { ports: vec![listener.port()], ..quick() }, &network);
    assert!(FORMS.len() >= 40);
    for form in FORMS {
        let outcome = fetch(&fetcher, &form.replace("PORT", &listener.port().to_string()));
        assert!(matches!(outcome, Outcome::Failed(Failure::Refused(_))), "{form}: {outcome:?}");
    }
    assert_eq!((listener.connections(), network.connected()), (0, Vec::new()));
}

#[test]
fn no_redirect_leads_to_a_forbidden_address() {
    let (listener, network) = trap();
    let location = Arc::new(Mutex::new(String::new()));
    let server = Server::start({
        let location = Arc::clone(&location);
        move |_, stream| redirect(stream, &location.lock().unwrap())
    });
    let network = Arc::new(network.name("feeds.test", &[&["127.0.0.1"]]));
    let policy =
        FetchPolicy { allow: vec![format!("feeds.test:{}", server.port())], ports: vec![listener.port()], ..quick() };
    let fetcher = fetcher(policy, &network);
    for form in FORMS.iter().chain(ONLY_REDIRECTS) {
        *location.lock().unwrap() = form.replace("PORT", &listener.port().to_string());
        let outcome = fetch(&fetcher, &format!("http://feeds.test:{}/feed", server.port()));
        assert!(matches!(outcome, Outcome::Failed(Failure::Refused(_))), "{form}: {outcome:?}");
    }
    let elsewhere: Vec<_> = network.connected().into_iter().filter(|to| *to != server.address).collect();
    assert_eq!((listener.connections(), elsewhere), (0, Vec::new()));
    assert_eq!(server.asked().len(), FORMS.len() + ONLY_REDIRECTS.len(), "each redirect was asked for");
}

#[test]
fn the_operator_allows_a_host_by_its_name_and_a_port_with_it() {
    let (listener, network) = trap();
    let network = Arc::new(network);
    let port = listener.port();
    let asked = |allow: String, ports: Vec<u16>, address: String| {
        let fetcher = fetcher(FetchPolicy { allow: vec![allow], ports, ..quick() }, &network);
        fetch(&fetcher, &address)
    };
    let loopback = format!("http://127.0.0.1:{port}/");
    let named = format!("http://loopback.test:{port}/");
    for (allow, ports, address) in [
        (format!("127.0.0.1:{port}"), vec![80], &loopback),
        ("127.0.0.1".to_owned(), vec![port], &loopback),
        (format!("loopback.test:{port}"), vec![80], &named),
    ] {
        let outcome = asked(allow, ports, address.clone());
        assert!(matches!(&outcome, Outcome::Fetched(fetched) if fetched.bytes == b"caught"), "{outcome:?}");
    }
    let caught = listener.connections();
    assert!(caught >= 3, "a listener that hears nothing would prove nothing");
    for (allow, ports, address) in [
        ("127.0.0.1".to_owned(), vec![80], &loopback),
        (format!("127.0.0.1:{port}"), vec![port], &named),
        (format!("loopback.test:{}", port ^ 1), vec![80], &named),
    ] {
        let outcome = asked(allow, ports, address.clone());
        assert!(matches!(outcome, Outcome::Failed(Failure::Refused(_))), "{outcome:?}");
    }
    assert_eq!(listener.connections(), caught);
}

#[test]
fn a_name_that_changes_its_address_is_connected_to_where_it_was_checked_or_not_at_all() {
    const PUBLIC: &str = "93.184.215.14";
    let public = Server::start(|_, stream| reply(stream, "200 OK", &[], b"public"));
    let (listener, network) = trap();
    let network = network.route(PUBLIC, public.address);
    // A check against one look-up and a connection by a second one would reach the listener.
    let network = Arc::new(network.name("rebind.test", &[&[PUBLIC], &["127.0.0.1"]]));
    let policy = FetchPolicy { ports: vec![listener.port()], ignore_robots: vec!["rebind.test".to_owned()], ..quick() };
    let fetcher = fetcher(policy, &network);
    let address = format!("http://rebind.test:{}/", listener.port());
    let first = fetch(&fetcher, &address);
    assert!(matches!(&first, Outcome::Fetched(fetched) if fetched.bytes == b"public"), "{first:?}");
    assert_eq!(network.looked_up().len(), 1);
    for _ in 0..2 {
        let outcome = fetch(&fetcher, &address);
        let refused = matches!(&outcome, Outcome::Failed(Failure::Refused(Refusal::Address(..))));
        assert!(refused, "{outcome:?}");
    }
    let only: std::net::SocketAddr = format!("{PUBLIC}:{}", listener.port()).parse().unwrap();
    assert_eq!((listener.connections(), network.connected()), (0, vec![only]));
}

#[test]
fn of_a_names_addresses_only_the_public_ones_are_tried() {
    const PUBLIC: &str = "93.184.215.14";
    let public = Server::start(|_, stream| reply(stream, "200 OK", &[], b"public"));
    let (listener, network) = trap();
    let network = network.route(PUBLIC, public.address).name("mixed.test", &[&["127.0.0.1", "::1", PUBLIC]]);
    let network = Arc::new(network);
    let fetcher = fetcher(FetchPolicy { ports: vec![listener.port()], ..quick() }, &network);
    let outcome = fetch(&fetcher, &format!("http://mixed.test:{}/", listener.port()));
    assert!(matches!(&outcome, Outcome::Fetched(fetched) if fetched.bytes == b"public"), "{outcome:?}");
    assert!(network.connected().iter().all(|to| to.ip().to_string() == PUBLIC));
    assert_eq!(listener.connections(), 0);
}
