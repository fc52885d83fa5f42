//! An HTTP server that misbehaves to order.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What a server answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A status, headers beside `Content-Length`, and a body.
    Full(u16, Vec<(String, String)>, Vec<u8>),
    /// What `.1` would be, after `.0`.
    Late(Duration, Box<Answer>),
    /// What `.0` would be, cut at the bytes `.1` of its body, with a pause of `.2` before each piece but the first.
    InPieces(Box<Answer>, Vec<usize>, Duration),
    /// The beginning of an answer that promises `.0` more bytes than come.
    CutShort(Box<Answer>, usize),
    /// The connection is closed without a word.
    Closed,
}

impl Answer {
    /// JSON that any page may read.
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::of(200, "application/json", body).readable_by_anyone()
    }

    /// JSON without CORS headers: only a page of the same origin may read it.
    pub fn json_without_cors(body: impl Into<Vec<u8>>) -> Self {
        Self::of(200, "application/json", body)
    }

    /// A page that any page may read.
    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::of(200, "text/html; charset=utf-8", body).readable_by_anyone()
    }

    /// An error status with a short page.
    pub fn status(status: u16) -> Self {
        Self::of(status, "text/html; charset=utf-8", format!("<h1>{status}</h1>")).readable_by_anyone()
    }

    /// `status` with `body` of a media type.
    pub fn of(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::Full(status, vec![("Content-Type".to_owned(), media_type.to_owned())], body.into())
    }

    fn readable_by_anyone(self) -> Self {
        self.with_header("Access-Control-Allow-Origin", "*")
    }

    /// The same answer with one more header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Self::Full(_, headers, _) = &mut self {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }
}

/// A request that a server received.
#[derive(Clone, Debug)]
pub struct Received {
    /// `GET`.
    pub method: String,
    /// Path with query; a proxy receives whole addresses.
    pub path: String,
    /// Header lines, their names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Received {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct State {
    answers: HashMap<String, Vec<Answer>>,
    received: Vec<Received>,
    behind: Option<SocketAddr>,
    everything: Option<Answer>,
    rewritten: Vec<(String, String)>,
}

/// A server on 127.0.0.1. What it was told to answer it answers; all else it passes on to the server
/// [behind](Server::in_front_of) it, or answers 404.
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    down: Arc<AtomicBool>,
    sent: Arc<AtomicUsize>,
}

impl Server {
    /// A server that knows nothing yet.
    ///
    /// # Panics
    /// When no port is free.
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let server = Self { address, state: Arc::default(), down: Arc::default(), sent: Arc::default() };
        let (state, down, sent) = (Arc::clone(&server.state), Arc::clone(&server.down), Arc::clone(&server.sent));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, down) = (Arc::clone(&state), Arc::clone(&down));
                let sent = Arc::clone(&sent);
                if !down.load(Ordering::Relaxed) {
                    std::thread::spawn(move || serve(stream, &state, &down, sent));
                }
            }
        });
        server
    }

    /// A server that passes on what it has no answer of its own for.
    pub fn in_front_of(port: u16) -> Self {
        let server = Self::start();
        server.state().behind = Some((Ipv4Addr::LOCALHOST, port).into());
        server
    }

    /// Passes on to the server at `port` from now on.
    pub fn pass_on_to(&self, port: u16) {
        self.state().behind = Some((Ipv4Addr::LOCALHOST, port).into());
    }

    /// From now on every address answers so, as behind a captive portal; as before where none is given.
    pub fn answer_everything(&self, answer: Option<Answer>) {
        self.state().everything = answer;
    }

    /// How many bytes it has sent so far, heads included.
    pub fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address of `path` (from `/`) on it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Its origin.
    pub fn origin(&self) -> String {
        self.url("")
    }

    /// From now on `path` answers so, however often it is asked.
    pub fn answer(&self, path: &str, answer: Answer) {
        self.state().answers.insert(path.to_owned(), vec![answer]);
    }

    /// `path` answers so in turn; the last stays.
    pub fn answer_in_turn(&self, path: &str, answers: Vec<Answer>) {
        self.state().answers.insert(path.to_owned(), answers);
    }

    /// From now on `from` reads `to` in every answer that is passed on.
    pub fn rewrite(&self, from: &str, to: &str) {
        self.state().rewritten.push((from.to_owned(), to.to_owned()));
    }

    /// Takes back what `path` was told to answer.
    pub fn forget(&self, path: &str) {
        self.state().answers.remove(path);
    }

    /// Forgets what it was told to answer and what it received.
    pub fn start_anew(&self) {
        let mut state = self.state();
        state.answers.clear();
        state.rewritten.clear();
        state.received.clear();
    }

    /// Every connection is closed without an answer, until [`Self::come_back`].
    pub fn go_down(&self) {
        self.down.store(true, Ordering::Relaxed);
    }

    /// Answers again.
    pub fn come_back(&self) {
        self.down.store(false, Ordering::Relaxed);
    }

    /// What it has received so far.
    pub fn received(&self) -> Vec<Received> {
        self.state().received.clone()
    }

    /// How often `path` was asked for.
    pub fn asked_for(&self, path: &str) -> usize {
        self.state().received.iter().filter(|request| request.path == path).count()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A header of what `url` answers to a plain request.
///
/// # Panics
/// When the server cannot be asked.
pub fn header_of(url: &str, name: &str) -> Option<String> {
    let rest = url.strip_prefix("http://").expect("an address of a server here");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host).expect("the server is there");
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it can be asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it answers");
    let answer = String::from_utf8_lossy(&answer);
    let head = answer.split("\r\n\r\n").next()?;
    let mut fields = head.lines().filter_map(|line| line.split_once(':'));
    fields.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
}

/// What is sent is counted.
struct Counted {
    stream: TcpStream,
    sent: Arc<AtomicUsize>,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.stream.write(bytes)?;
        self.sent.fetch_add(written, Ordering::Relaxed);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.stream.flush()
    }
}

fn serve(stream: TcpStream, state: &Mutex<State>, down: &AtomicBool, sent: Arc<AtomicUsize>) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(30)));
    let _ = stream.set_nodelay(true);
    let Ok(output) = stream.try_clone() else { return };
    let mut output = Counted { stream: output, sent };
    let mut input = BufReader::new(stream);
    while let Some((request, head)) = read_request(&mut input) {
        if down.load(Ordering::Relaxed) {
            return;
        }
        let (answer, behind, rewritten) = {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            let path = request.path.split('?').next().unwrap_or("");
            let key = if state.answers.contains_key(&request.path) { &request.path } else { path };
            let own = state.answers.get_mut(key).map(|answers| match answers.len() {
                1 => answers[0].clone(),
                _ => answers.remove(0),
            });
            let answer = state.everything.clone().or(own);
            state.received.push(request);
            (answer, state.behind, state.rewritten.clone())
        };
        let done = match (answer, behind) {
            (Some(answer), _) => send(&mut output, answer),
            (None, Some(behind)) => pass_on(&mut output, behind, &head, &rewritten),
            (None, None) => send(&mut output, Answer::status(404)),
        };
        if done.is_err() {
            return;
        }
    }
}

/// One request's head, as values and as text; `None` at the end of the connection. Bodies are not read:
/// no page of ours sends one.
fn read_request(input: &mut impl BufRead) -> Option<(Received, String)> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if head.len() > 64 * 1024 || input.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    Some((Received { method, path, headers }, head))
}

fn send(output: &mut Counted, answer: Answer) -> std::io::Result<()> {
    match answer {
        Answer::Full(status, headers, body) => send_full(output, status, &headers, &body, body.len()),
        Answer::Late(delay, answer) => {
            std::thread::sleep(delay);
            send(output, *answer)
        }
        Answer::InPieces(answer, cuts, pause) => {
            let Answer::Full(status, headers, body) = *answer else { return send(output, *answer) };
            let first = cuts.first().copied().unwrap_or(body.len());
            send_full(output, status, &headers, &body[..first], body.len())?;
            let ends = cuts.iter().skip(1).copied().chain([body.len()]);
            for (from, to) in cuts.iter().copied().zip(ends) {
                std::thread::sleep(pause);
                output.write_all(&body[from..to])?;
            }
            Ok(())
        }
        Answer::CutShort(answer, missing) => {
            if let Answer::Full(status, headers, body) = *answer {
                send_full(output, status, &headers, &body, body.len() + missing)?;
            }
            Err(std::io::ErrorKind::ConnectionAborted.into())
        }
        Answer::Closed => Err(std::io::ErrorKind::ConnectionAborted.into()),
    }
}

fn send_full(
    output: &mut Counted,
    status: u16,
    headers: &[(String, String)],
    body: &[u8],
    length: usize,
) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {status} -\r\nContent-Length: {length}\r\n");
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("cache-control")) {
        head.push_str("Cache-Control: no-store\r\n");
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    output.write_all(head.as_bytes())?;
    output.write_all(body)?;
    output.flush()
}

/// Passes one request on and its answer back, then ends the connection: no need to know its length.
fn pass_on(
    output: &mut Counted,
    behind: SocketAddr,
    head: &str,
    rewritten: &[(String, String)],
) -> std::io::Result<()> {
    let mut upstream = TcpStream::connect(behind)?;
    // What is to be rewritten must not be compressed.
    let unwanted = |line: &str| {
        let line = line.to_ascii_lowercase();
        line.starts_with("connection:") || !rewritten.is_empty() && line.starts_with("accept-encoding:")
    };
    let kept: Vec<&str> = head.lines().filter(|line| !unwanted(line)).collect();
    write!(upstream, "{}", kept.join("\r\n").trim_end())?;
    upstream.write_all(b"\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer)?;
    for (from, to) in rewritten {
        answer = replaced(&answer, from.as_bytes(), to.as_bytes());
    }
    output.write_all(&with_connection_close(answer, rewritten.is_empty()))?;
    Err(std::io::ErrorKind::ConnectionAborted.into())
}

/// `bytes` with `to` in place of each `from`.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        made.extend_from_slice(&rest[..at]);
        made.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    made.extend_from_slice(rest);
    made
}

/// The answer, its head saying that the connection ends, and how long it is only where it is `as_sent`.
fn with_connection_close(answer: Vec<u8>, as_sent: bool) -> Vec<u8> {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return answer };
    let head = String::from_utf8_lossy(&answer[..end]);
    let unwanted = |line: &str| {
        ["connection:", "content-length:"][..if as_sent { 1 } else { 2 }]
            .iter()
            .any(|name| line.to_ascii_lowercase().starts_with(name))
    };
    let kept: Vec<&str> = head.lines().filter(|line| !unwanted(line)).collect();
    let mut whole = format!("{}\r\nConnection: close\r\n\r\n", kept.join("\r\n")).into_bytes();
    whole.extend_from_slice(&answer[end + 4..]);
    whole
}
