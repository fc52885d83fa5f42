//! An edition built from addresses, and what becomes of it when a server fails later.

use super::server::{Asked, Server, redirect, reply, stay_silent};
use crate::press::desk::{Desk, content, item, tells};
use press::{BuildReport, BuildRequest, FetchState, build};
use serde_json::{Value, json};
use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

type Answer = Box<dyn Fn(&Asked, &mut TcpStream) + Send + Sync>;

/// A server whose answer can change, a desk that may ask it, and the source's address.
pub struct Subscription {
    pub server: Server,
    pub desk: Desk,
    answer: Arc<Mutex<Arc<Answer>>>,
}

impl Subscription {
    pub fn new(answer: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let answer: Arc<Mutex<Arc<Answer>>> = Arc::new(Mutex::new(Arc::new(Box::new(answer))));
        let server = Server::start({
            let answer = Arc::clone(&answer);
            move |asked, stream| {
                let answer = Arc::clone(&answer.lock().unwrap());
                answer(asked, stream);
            }
        });
        let mut desk = Desk::new();
        desk.config = config(&server, "");
        Self { server, desk, answer }
    }

    /// From now on, the server answers so.
    pub fn answers(&self, answer: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) {
        *self.answer.lock().unwrap() = Arc::new(Box::new(answer));
    }

    pub fn request(&self) -> BuildRequest {
        BuildRequest { sources: vec![self.server.url("/feed").into()], ..self.desk.request() }
    }

    pub fn build(&self) -> BuildReport {
        build(&self.request()).expect("the edition builds")
    }

    /// What a build says, whether it was done or not.
    pub fn said(&self) -> String {
        match build(&self.request()) {
            Ok(report) => report.problems.iter().map(|problem| format!("{problem}\n")).collect(),
            Err(error) => format!("{error:#}"),
        }
    }
}

/// A configuration that lets `server` be asked, at once.
pub fn config(server: &Server, more: &str) -> String {
    format!("[fetch]\nallow = [\"{}\"]\ndelay = 0\nbackoff = 0\n{more}", server.address)
}

/// A JSON Feed of `items`, with `more` fields.
pub fn feed(items: &[Value], more: Value) -> Vec<u8> {
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "وكالة", "language": "ar",
        "home_page_url": "https://agency.example/", "items": items,
    });
    more.as_object().unwrap().iter().for_each(|(name, value)| feed[name] = value.clone());
    feed.to_string().into_bytes()
}

/// One item's feed.
pub fn small_feed() -> Vec<u8> {
    feed(&[item(1, "خبر", "نص")], json!({}))
}

pub fn json(stream: &mut TcpStream, body: &[u8]) {
    reply(stream, "200 OK", &[("Content-Type", "application/feed+json")], body);
}

#[test]
fn a_feed_is_read_from_its_address_and_relative_links_are_relative_to_where_it_came_from() {
    let subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/feed" => redirect(stream, "/moved/feed.json"),
        _ => {
            let relative = json!({ "id": "1", "url": "story/1", "title": "خبر", "content_text": "نص" });
            json(stream, &feed(&[relative], json!({})));
        }
    });
    let report = subscription.build();
    assert_eq!((report.articles, report.fetched[0].state, report.fetched[0].items), (1, FetchState::Read, 1));
    let url = subscription.desk.article("خبر").original.unwrap().url.unwrap();
    assert_eq!(url.as_str(), subscription.server.url("/moved/story/1"));
}

#[test]
fn a_source_of_the_configuration_is_an_address_too_with_its_publisher() {
    let mut subscription = Subscription::new(|_, stream| json(stream, &small_feed()));
    let address = subscription.server.url("/feed");
    let described = format!("sources = [{{ path = \"{address}\", publisher = \"ناشر\" }}]\n");
    subscription.desk.config.insert_str(0, &described);
    let report = build(&BuildRequest { sources: Vec::new(), ..subscription.request() }).unwrap();
    assert_eq!(report.articles, 1);
    assert_eq!(subscription.desk.article("خبر").original.unwrap().publisher.name.as_str(), "ناشر");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A few bytes that brotli unpacks to 16 MiB.
fn brotli_bomb() -> Vec<u8> {
    let mut packed = Vec::new();
    brotli::CompressorWriter::new(&mut packed, 1 << 16, 1, 22).write_all(&vec![b' '; 16 << 20]).unwrap();
    packed
}

fn raw(bytes: impl Into<Vec<u8>>) -> Answer {
    let bytes = bytes.into();
    Box::new(move |_, stream| drop(stream.write_all(&bytes)))
}

fn page(status: &'static str, fields: &'static [(&str, &str)], body: impl Into<Vec<u8>>) -> Answer {
    let body = body.into();
    Box::new(move |_, stream| reply(stream, status, fields, &body))
}

/// A page that nothing but its looks calls an article.
fn apology() -> String {
    let words = "نعتذر عن توقف الخدمة لأعمال الصيانة، ونعمل على إعادتها في أقرب وقت ممكن، ونشكر لكم صبركم وتفهمكم. ";
    let paragraphs: String = (0..8).map(|_| format!("<p>{}</p>", words.repeat(4))).collect();
    format!("<!doctype html><html lang=ar><title>صيانة</title><body><article><h1>صيانة</h1>{paragraphs}</article>")
}

/// Name, more of the configuration, what the server does, what the build says of it.
fn misbehaviours() -> Vec<(&'static str, &'static str, Answer, &'static str)> {
    let short = "read_timeout = 0.2";
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"version\"";
    let bomb = gzip(&vec![b' '; 16 << 20]);
    let feed_of = |length: usize| {
        [format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n").into_bytes(), small_feed()].concat()
    };
    let stalls = move |_: &Asked, stream: &mut TcpStream| {
        let _ = stream.write_all(cut.as_bytes());
        stay_silent(stream);
    };
    let drips = |_: &Asked, stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while stream.write_all(b" ").is_ok() {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    let floods = |_: &Asked, stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(b"X-Flood: waters, waters and more waters\r\n").is_ok() {}
    };
    let one_long_field = |_: &Asked, stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX-Flood: ");
        while stream.write_all(&[b'a'; 4096]).is_ok() {}
    };
    let endless = |_: &Asked, stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        let chunk = [b"10000\r\n".as_slice(), &[b' '; 1 << 16], b"\r\n"].concat();
        while stream.write_all(&chunk).is_ok() {}
    };
    let circle =
        |asked: &Asked, stream: &mut TcpStream| redirect(stream, if asked.path == "/feed" { "/b" } else { "/feed" });
    let ladder = |asked: &Asked, stream: &mut TcpStream| redirect(stream, &format!("{}x", asked.path));
    vec![
        ("says nothing", short, Box::new(|_, stream| stay_silent(stream)), "no answer in time"),
        ("stops in the middle", short, Box::new(stalls), "stopped in the middle"),
        ("drips", "total_timeout = 0.5", Box::new(drips), "too long as a whole"),
        ("hangs up", "", raw(""), "cut off"),
        ("is cut off", "", raw(cut), "cut off"),
        ("promises less than it sends", "", raw(feed_of(20)), "JSON"),
        ("promises more than it sends", "", raw(feed_of(100_000)), "cut off"),
        ("promises a negative length", "", raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}"), "not HTTP"),
        (
            "contradicts its length",
            "",
            raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"),
            "not HTTP",
        ),
        (
            "promises a mountain",
            "",
            raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"),
            "more than 33554432 bytes",
        ),
        ("sends broken chunks", "", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "not HTTP"),
        ("never ends", "", Box::new(endless), "more than 33554432 bytes"),
        ("floods the header", "", Box::new(floods), "not HTTP"),
        ("sends a header field that never ends", "", Box::new(one_long_field), "not HTTP"),
        ("speaks another protocol", "", raw("SSH-2.0-OpenSSH_9.2\r\n"), "not HTTP"),
        ("redirects in a circle", "", Box::new(circle), "in a circle"),
        ("redirects on and on", "", Box::new(ladder), "more than 5 redirects"),
        ("redirects nowhere", "", page("302 Found", &[], ""), "without saying where to"),
        (
            "redirects to a private address",
            "",
            Box::new(|_, stream| redirect(stream, "http://10.0.0.1/")),
            "10.0.0.1 is a private address",
        ),
        ("redirects to a file", "", Box::new(|_, stream| redirect(stream, "file:///etc/passwd")), "not file"),
        (
            "forbids",
            "",
            page("403 Forbidden", &[("Content-Type", "text/html")], "<h1>403 Forbidden</h1>"),
            "answers 403",
        ),
        ("is gone", "", page("410 Gone", &[], ""), "answers 410"),
        ("fails", "", page("500 Internal Server Error", &[], ""), "answers 500"),
        ("is busy", "", page("429 Too Many Requests", &[("Retry-After", "3600")], ""), "come back in 3600 s"),
        ("sends a gzip bomb", "", page("200 OK", &[("Content-Encoding", "gzip")], bomb), "compressed further"),
        ("sends a brotli bomb", "", page("200 OK", &[("Content-Encoding", "br")], brotli_bomb()), "compressed further"),
        (
            "says gzip and sends text",
            "",
            page("200 OK", &[("Content-Encoding", "gzip")], small_feed()),
            "cannot be decompressed",
        ),
        (
            "compresses as nobody asked",
            "",
            page("200 OK", &[("Content-Encoding", "zstd")], small_feed()),
            "zstd was not asked for",
        ),
        (
            "sends a cut-off gzip",
            "",
            page("200 OK", &[("Content-Encoding", "gzip")], gzip(&small_feed())[..40].to_vec()),
            "cut off",
        ),
        (
            "sends a page instead of a feed",
            "",
            page(
                "200 OK",
                &[("Content-Type", "application/json")],
                "<!doctype html><title>Log in</title><form></form>",
            ),
            "",
        ),
        (
            "apologises at length",
            "",
            page("200 OK", &[("Content-Type", "text/html")], apology()),
            "stands in its place",
        ),
        ("sends nothing", "", page("200 OK", &[], ""), ""),
        ("says that nothing changed, unasked", "pages = 7", page("304 Not Modified", &[], ""), "answers 304"),
    ]
}

#[test]
fn whatever_a_server_does_the_edition_that_was_published_stands() {
    for (name, more, answer, says) in misbehaviours() {
        let mut subscription = Subscription::new(|_, stream| json(stream, &small_feed()));
        assert_eq!(subscription.build().articles, 1, "{name}");
        let before = content(&subscription.desk.site());
        subscription.answers(answer);
        subscription.desk.config = config(&subscription.server, more);
        let said = subscription.said();
        let line = said.lines().find(|line| line.starts_with(&subscription.server.url("/feed")));
        let line = line.unwrap_or_else(|| panic!("{name}: no problem names the source: {said}"));
        assert!(line.contains(says) && line.ends_with("what was published from it stays"), "{name}: {line}");
        assert_eq!(content(&subscription.desk.site()), before, "{name}");
        subscription.answers(|_, stream| json(stream, &small_feed()));
        subscription.desk.config = config(&subscription.server, "longest_wait = 1");
        if name != "is busy" {
            assert_eq!(subscription.build().articles, 1, "{name}: the next build is a good one again");
        }
    }
}

#[test]
fn a_source_that_fails_does_not_keep_the_others_from_being_read() {
    let subscription = Subscription::new(|asked, stream| match asked.path.as_str() {
        "/feed" => json(stream, &small_feed()),
        _ => reply(stream, "404 Not Found", &[], b""),
    });
    let sources = ["/gone", "/feed"].map(|path| subscription.server.url(path).into()).to_vec();
    let report = build(&BuildRequest { sources, ..subscription.request() }).unwrap();
    assert_eq!(report.articles, 1);
    assert!(tells(&report.problems, "/gone: the server answers 404: what was published from it stays"));
    assert_eq!(report.fetched.iter().map(|one| one.state).collect::<Vec<_>>(), [FetchState::Failed, FetchState::Read]);
}

#[test]
fn a_server_that_fails_once_or_twice_is_asked_again() {
    for status in ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"] {
        let times = AtomicUsize::new(0);
        let subscription = Subscription::new(move |_, stream| match times.fetch_add(1, Ordering::SeqCst) {
            0 => reply(stream, status, &[("Retry-After", "0")], b""),
            1 => reply(stream, status, &[], b""),
            _ => json(stream, &small_feed()),
        });
        let report = subscription.build();
        assert_eq!((report.articles, subscription.server.paths().len()), (1, 3), "{status}");
        assert!(!tells(&report.problems, "answers"), "{:?}", report.problems);
    }
    let subscription = Subscription::new(|_, stream| reply(stream, "500 Internal Server Error", &[], b""));
    assert!(subscription.said().contains("answers 500"));
    assert_eq!(subscription.server.paths().len(), 3, "twice again, and no more");
}

#[test]
fn compressed_feeds_are_read() {
    for (encoding, pack) in [
        ("gzip", gzip as fn(&[u8]) -> Vec<u8>),
        ("br", |bytes| {
            let mut packed = Vec::new();
            brotli::CompressorWriter::new(&mut packed, 4096, 5, 22).write_all(bytes).unwrap();
            packed
        }),
    ] {
        let subscription = Subscription::new(move |asked, stream| {
            assert_eq!(asked.field("accept-encoding"), "gzip, br");
            reply(stream, "200 OK", &[("Content-Encoding", encoding)], &pack(&small_feed()));
        });
        assert_eq!(subscription.build().articles, 1, "{encoding}");
    }
}

#[test]
fn a_server_may_say_in_which_encoding_a_feed_is() {
    let item = "<item><guid>1</guid><title>خبر</title><link>https://agency.example/1</link>\
                <description>نص</description></item>";
    for (declaration, content_type, odd) in [
        ("", "application/rss+xml; charset=windows-1256", None),
        (
            "<?xml version='1.0' encoding='windows-1256'?>",
            "text/xml;charset=\"UTF-8\"",
            Some("says UTF-8, it declares"),
        ),
        (
            "<?xml version='1.0' encoding='utf-8'?>",
            "text/xml; x=\"y\"; Charset=cp1256",
            Some("says windows-1256, it declares utf-8"),
        ),
    ] {
        let text = format!("{declaration}<rss version=\"2.0\"><channel><title>وكالة</title>{item}</channel></rss>");
        let body = encoding_rs::WINDOWS_1256.encode(&text).0.into_owned();
        let subscription =
            Subscription::new(move |_, stream| reply(stream, "200 OK", &[("Content-Type", content_type)], &body));
        let report = subscription.build();
        assert_eq!(subscription.desk.article("خبر").blocks.len(), 1, "{content_type}");
        assert_eq!(tells(&report.problems, "its server "), odd.is_some(), "{:?}", report.problems);
        assert!(odd.is_none_or(|odd| tells(&report.problems, odd)), "{content_type}: {:?}", report.problems);
    }
}
