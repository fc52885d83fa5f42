//! `nashra serve`: statuses, encodings, caching, and nothing outside its folder.

use crate::press::desk::{Desk, item};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// A site that is served by the `nashra` command until it is dropped.
struct Served {
    desk: Desk,
    process: Child,
    address: String,
}

impl Served {
    fn start(desk: Desk) -> Self {
        let mut process = Command::new(nashra())
            .arg("serve")
            .arg(desk.site())
            .args(["--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("nashra starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("serving http://").expect(&line).to_owned();
        Self { desk, process, address }
    }

    fn host(&self) -> &str {
        self.address.split('/').next().unwrap()
    }

    fn get(&self, path: &str) -> Response {
        self.ask("GET", path, &[])
    }

    fn ask(&self, method: &str, path: &str, fields: &[(&str, &str)]) -> Response {
        let mut stream = TcpStream::connect(self.host()).unwrap();
        send(&mut stream, method, path, fields, true);
        Response::read(&mut BufReader::new(stream), method == "HEAD")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself in a test of that.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The command under test, built anew where it changed: this test's own build does not include it.
pub fn nashra() -> &'static Path {
    static COMMAND: OnceLock<PathBuf> = OnceLock::new();
    COMMAND.get_or_init(|| {
        if let Some(command) = std::env::var_os("NASHRA_BIN") {
            return command.into();
        }
        let build = ["build", "--quiet", "--package", "nashra-press", "--bin", "nashra"];
        let mut cargo = Command::new(env!("CARGO"));
        // What cargo tells this test of its own package, build scripts would take for a change.
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
                cargo.env_remove(name);
            }
        }
        let built = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args(build).status();
        assert!(built.expect("cargo starts").success(), "nashra builds");
        // .../debug/deps/suite-… -> .../debug/nashra
        let this = std::env::current_exe().expect("a test is a file");
        let folder = this.ancestors().nth(2).expect("tests lie two folders deep");
        folder.join(format!("nashra{}", std::env::consts::EXE_SUFFIX))
    })
}

fn send(stream: &mut TcpStream, method: &str, path: &str, fields: &[(&str, &str)], close: bool) {
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n");
    for (name, value) in fields {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str(if close { "Connection: close\r\n\r\n" } else { "\r\n" });
    stream.write_all(request.as_bytes()).unwrap();
}

struct Response {
    status: u16,
    fields: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Response {
    fn read(reader: &mut BufReader<TcpStream>, without_body: bool) -> Self {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).expect(&line).parse().unwrap();
        let mut fields = BTreeMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            fields.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        let length = fields.get("content-length").map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; if without_body { 0 } else { length }];
        reader.read_exact(&mut body).unwrap();
        Self { status, fields, body }
    }

    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A site with a viewer of three small files.
fn site() -> Served {
    let items: Vec<_> = (0..40)
        .map(|n| {
            let changes = json!({ "_nashra": { "section": "sport" } });
            crate::press::desk::changed(item(n, &format!("خبر {n}"), &format!("نص {n}")), changes)
        })
        .collect();
    let mut desk = Desk::with_items(&items);
    std::fs::write(desk.path("about.md"), "# عنا\n\nنص").unwrap();
    desk.config =
        "[site]\ntitle = \"عنوان <b>\"\n[pages]\nabout = \"about.md\"\n[theme]\naccent = \"#123456\"".to_owned();
    let mut request = desk.request();
    request.viewer = Some(desk.viewer());
    assert!(press::build(&request).unwrap().viewer);
    Served::start(desk)
}

#[test]
fn page_addresses_are_answered_by_what_the_edition_holds() {
    let site = site();
    let id = site.desk.article("خبر 3").id;
    for page in [
        "/",
        "/section/sport/",
        "/section/sport",
        "/section/sport/1/",
        "/page/1/",
        "/about/",
        &format!("/article/{id}/"),
        "/?x=1",
    ] {
        let answer = site.get(page);
        assert_eq!((answer.status, answer.field("content-type")), (200, "text/html; charset=utf-8"), "{page}");
        assert!(answer.text().contains("<script id=\"boot\""), "{page}");
    }
    for page in ["/section/none/", "/section/sport/9/", "/page/2/", "/article/0000000000/", "/nothing/", "/a/b/c"] {
        let answer = site.get(page);
        assert_eq!((answer.status, answer.field("content-type")), (404, "text/html; charset=utf-8"), "{page}");
        assert!(answer.text().contains("<script id=\"boot\""), "{page}");
    }
    assert_eq!(site.get("/article/0000000000/?source=https://a.example").status, 200);
}

#[test]
fn an_address_without_its_last_slash_leads_to_the_page_with_what_it_asks_for() {
    let site = site();
    for (path, leads) in [
        ("/embed?section=sport&count=3", "/embed/?section=sport&count=3"),
        ("/embed/section/sport", "/embed/section/sport/"),
        ("/widget", "/widget/"),
    ] {
        let response = site.get(path);
        assert_eq!((response.status, response.field("location")), (301, leads), "{path}");
    }
    for path in ["/embed/section", "/nowhere", "//embed", "/%2Fembed"] {
        assert!(site.get(path).field("location").is_empty(), "{path}");
    }
}

#[test]
fn missing_files_are_404_in_plain_text_never_the_shell() {
    let site = site();
    for path in [
        "/edition/articles/0000000000.json",
        "/edition/none",
        "/edition/",
        "/viewer-ffff.js",
        "/media/x.webp",
        "/favicon.ico",
    ] {
        let answer = site.get(path);
        assert_eq!((answer.status, answer.field("content-type")), (404, "text/plain; charset=utf-8"), "{path}");
        assert!(answer.body.len() < 40 && !answer.text().contains('<'), "{path}");
    }
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let site = site();
    std::fs::write(site.desk.path("secret.txt"), "secret").unwrap();
    std::fs::write(site.desk.site().join(".hidden"), "secret").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.desk.path("secret.txt"), site.desk.site().join("link.txt")).unwrap();
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/x/../../secret.txt",
        "/.hidden",
        "/link.txt",
        "//etc/passwd",
        "/%00",
        "/%",
    ] {
        let answer = site.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("secret") && !answer.text().contains("root:"), "{path}");
    }
}

/// The address of the viewer's file whose name ends in `end`; between lies the digest of its content.
fn viewer_file(site: &Served, end: &str) -> String {
    let files = crate::press::desk::files(&site.desk.site());
    let name = files.iter().find(|name| name.starts_with("viewer-") && name.ends_with(end));
    format!("/{}", name.unwrap_or_else(|| panic!("no viewer in {files:?}")))
}

#[test]
fn files_have_types_that_browsers_take_and_may_be_used_by_other_origins() {
    let site = site();
    for (path, kind) in [
        (viewer_file(&site, "_bg.wasm"), "application/wasm"),
        (viewer_file(&site, ".js"), "text/javascript; charset=utf-8"),
        ("/edition/edition.json".to_owned(), "application/json; charset=utf-8"),
    ] {
        let answer = site.get(&path);
        assert_eq!((answer.status, answer.field("content-type")), (200, kind), "{path}");
        assert_eq!(answer.field("access-control-allow-origin"), "*");
        assert_eq!(answer.field("cross-origin-resource-policy"), "cross-origin");
        assert_eq!(answer.field("x-content-type-options"), "nosniff");
    }
    assert_eq!(site.get("/").field("access-control-allow-origin"), "");
}

#[test]
fn the_script_that_partners_load_is_theirs_to_use_and_kept_for_an_hour() {
    let site = site();
    let answer = site.get("/widget.js");
    assert_eq!((answer.status, answer.field("content-type")), (200, "text/javascript; charset=utf-8"));
    assert_eq!(answer.field("access-control-allow-origin"), "*");
    assert_eq!(answer.field("cross-origin-resource-policy"), "cross-origin");
    assert!(answer.field("cache-control").starts_with("public, max-age=3600"), "{}", answer.field("cache-control"));
}

#[test]
fn bodies_are_compressed_as_the_browser_accepts() {
    let site = site();
    let path = "/edition/edition.json";
    let plain = site.get(path);
    let gzip = site.ask("GET", path, &[("Accept-Encoding", "gzip")]);
    let brotli = site.ask("GET", path, &[("Accept-Encoding", "gzip, deflate, br")]);
    assert_eq!(
        (plain.field("content-encoding"), gzip.field("content-encoding"), brotli.field("content-encoding")),
        ("", "gzip", "br")
    );
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(gzip.body.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
    assert!(brotli.body.len() < gzip.body.len() && gzip.body.len() < plain.body.len() / 2);
    assert_eq!(brotli.field("vary"), "accept-encoding");
    let tags = [&plain, &gzip, &brotli].map(|answer| answer.field("etag").to_owned());
    assert!(tags[0] != tags[1] && tags[1] != tags[2], "{tags:?}");
}

#[test]
fn hashed_names_are_kept_for_ever_and_the_rest_is_revalidated() {
    let site = site();
    let headlines = &crate::press::desk::files(&site.desk.site().join("edition/headlines"))[0];
    for hashed in [viewer_file(&site, ".js"), format!("/edition/headlines/{headlines}")] {
        assert!(site.get(&hashed).field("cache-control").contains("immutable"), "{hashed}");
    }
    let first = site.get("/edition/edition.json");
    assert_eq!(first.field("cache-control"), "no-cache");
    let again = site.ask("GET", "/edition/edition.json", &[("If-None-Match", first.field("etag"))]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    std::fs::write(site.desk.site().join("edition/edition.json"), "{}").unwrap();
    let changed = site.ask("GET", "/edition/edition.json", &[("If-None-Match", first.field("etag"))]);
    assert_eq!((changed.status, changed.text().as_str()), (200, "{}"));
}

#[test]
fn one_connection_takes_many_requests_and_head_has_no_body() {
    let site = site();
    let mut stream = TcpStream::connect(site.host()).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    for path in ["/", "/edition/edition.json", "/nothing/", "/boot.js"] {
        send(&mut stream, "GET", path, &[], false);
        assert!(!Response::read(&mut reader, false).body.is_empty(), "{path}");
    }
    send(&mut stream, "HEAD", "/edition/edition.json", &[], false);
    let head = Response::read(&mut reader, true);
    assert_eq!(head.status, 200);
    assert!(head.field("content-length").parse::<usize>().unwrap() > 100);
    send(&mut stream, "POST", "/", &[("Content-Length", "0")], false);
    let post = Response::read(&mut reader, false);
    assert_eq!((post.status, post.field("allow")), (405, "GET, HEAD"));
}

#[test]
fn fifty_requests_at_once_are_all_answered() {
    let site = site();
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..50).map(|_| scope.spawn(|| site.get("/edition/edition.json").status)).collect();
        assert!(asked.into_iter().all(|thread| thread.join().unwrap() == 200));
    });
}

#[test]
fn the_shell_names_the_viewer_with_its_integrity_and_holds_the_sites_own_colours() {
    let site = site();
    let page = site.get("/shell.html").text();
    let [wasm, script] = ["_bg.wasm", ".js"].map(|end| viewer_file(&site, end));
    for part in [
        &format!("data-wasm=\"{wasm}\""),
        &format!("data-js=\"{script}\""),
        "<html lang=\"ar\" dir=\"rtl\" data-theme=\"system\" data-text-size=\"medium\">",
        "<meta name=\"nashra:base\" content=\"/\">",
        "<title>عنوان &lt;b&gt;</title>",
        "data-wasm-integrity=\"sha384-",
        "data-js-integrity=\"sha384-",
        "body{color:red}",
        "--nashra-accent:#123456",
        "<noscript>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("Trunk"), "{page}");
}

#[test]
fn every_page_says_where_the_interfaces_words_are_a_file_a_language() {
    let site = site();
    let page = site.get("/").text();
    let (_, rest) = page.split_once("data-words=\"").expect("the page names them");
    let (named, _) = rest.split_once('"').unwrap();
    for language in model::UiLanguage::ALL {
        let answer = site.get(&named.replace('*', language.as_str()));
        assert_eq!((answer.status, answer.field("content-type")), (200, "application/json; charset=utf-8"));
        assert!(answer.field("cache-control").contains("immutable"), "{named}");
        let words: Vec<String> = serde_json::from_slice(&answer.body).expect("a list of texts");
        assert!(words.contains(&viewer::text::strings(language).settings.heading.to_owned()), "{language:?}");
    }
}

#[test]
fn a_site_under_a_base_path_is_served_there() {
    let mut desk = Desk::with_items(&[item(1, "خبر", "نص")]);
    desk.config = "[site]\nurl = \"https://a.example/news/\"".to_owned();
    desk.build();
    let site = Served::start(desk);
    assert!(site.address.ends_with("/news/"), "{}", site.address);
    assert_eq!(site.get("/news/edition/edition.json").status, 200);
    assert_eq!(site.get("/edition/edition.json").status, 404);
    let home = site.get("/");
    assert_eq!((home.status, home.field("location")), (302, "/news/"));
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_the_server_in_order() {
    let mut site = site();
    let killed = Command::new("kill").args(["-INT", &site.process.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert!(site.process.wait().unwrap().success());
}
