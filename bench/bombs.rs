//! What inputs cost that are made to cost, each in a build of a process of its own, beside a feed of
//! one article: `cargo bench --bench bombs`. Each is to take under a second and 256 MiB.
//!
//! Peak memory is told where the system tells it (Linux). Prints figures and fails nothing.

#[path = "../tests/bombs.rs"]
mod bombs;
#[path = "peak_memory.rs"]
mod peak_memory;
#[path = "plain_build.rs"]
mod plain_build;
#[path = "processor_time.rs"]
mod processor_time;

use bombs::Bomb;
use plain_build::plain_build;
use press::{Config, build};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Marks the process that builds: its value is the folder to work in.
const CHILD: &str = "NASHRA_BENCH_CHILD";
/// The server that the process asks too.
const SERVER: &str = "NASHRA_BENCH_SERVER";

fn main() {
    if let Some(folder) = std::env::var_os(CHILD) {
        return build_once(Path::new(&folder));
    }
    measure("nothing of the kind", None);
    bombs::all().iter().for_each(|bomb| measure(bomb.name, Some(bomb)));
}

fn measure(name: &str, bomb: Option<&Bomb>) {
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let sources = folder.path().join("sources");
    std::fs::create_dir(&sources).expect("a folder for sources");
    let item = json!({ "id": "1", "url": "https://a.example/1", "title": "خبر", "content_text": "نص الخبر الأول." });
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "وكالة", "items": [item] });
    std::fs::write(sources.join("feed.json"), feed.to_string()).expect("a source is written");
    let this = std::env::current_exe().expect("this program has a path");
    let mut child = Command::new(this);
    child.env(CHILD, folder.path());
    let bytes = bomb.map(|bomb| (bomb.make)(15 << 20)).unwrap_or_default();
    let size = bytes.len();
    match bomb.map(|bomb| bomb.content_encoding) {
        None => {}
        Some(None) => std::fs::write(sources.join("bomb"), bytes).expect("a source is written"),
        Some(Some(encoding)) => drop(child.env(SERVER, serve(bytes, encoding).to_string())),
    }
    let output = child.output().expect("a child process runs");
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("the build failed: {}", String::from_utf8_lossy(&output.stderr)));
    let told = said["problems"].as_array().is_some_and(|problems| {
        problems.iter().any(|problem| bomb.is_some_and(|bomb| problem.as_str().unwrap_or("").contains(bomb.told)))
    });
    println!(
        "bombs: {name:28} {:9.3} MB: {:4.0} ms (at most 1000; {:4.0} ms of all cores), {:4.0} MiB (at most 256), {} articles, {}",
        size as f64 / 1e6,
        said["seconds"].as_f64().unwrap_or(f64::NAN) * 1e3,
        said["cpu"].as_f64().unwrap_or(f64::NAN) * 1e3,
        said["peak"].as_f64().unwrap_or(f64::NAN),
        said["articles"],
        if told { "told of" } else { "nothing told" },
    );
}

/// Serves `bytes` under every address but that of a robots.txt, until the process ends.
fn serve(bytes: Vec<u8>, encoding: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("the port is known");
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let is_robots = lines.next().is_some_and(|line| line.contains("/robots.txt"));
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let (status, body): (_, &[u8]) = if is_robots { ("404 Not Found", &[]) } else { ("200 OK", &bytes) };
            let length = body.len();
            let fields = format!("Content-Encoding: {encoding}\r\nContent-Length: {length}\r\nConnection: close");
            let head = format!("HTTP/1.1 {status}\r\n{fields}\r\n\r\n");
            // Whoever has seen enough hangs up.
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        }
    });
    address
}

fn build_once(folder: &Path) {
    let mut request = plain_build(folder.join("sources"), folder.join("site"), None);
    if let Ok(server) = std::env::var(SERVER) {
        let config = format!("[fetch]\nallow = [\"{server}\"]\ndelay = 0\nretries = 0\n");
        request.config = Config::parse(&config, folder).expect("the configuration is valid");
        request.sources.push(format!("http://{server}/feed").into());
    }
    let start = Instant::now();
    let report = build(&request).expect("the edition builds");
    let seconds = start.elapsed().as_secs_f64();
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    let (peak, cpu) = (peak_memory::peak_mebibytes(), processor_time::cpu_seconds());
    println!(
        "{}",
        json!({ "articles": report.articles, "seconds": seconds, "cpu": cpu, "peak": peak, "problems": problems })
    );
}
