//! A server on this machine that says exactly what a test tells it to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A request, as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    fields: Vec<(String, String)>,
}

impl Asked {
    /// A header field; empty where there is none.
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}

/// It listens until it is dropped.
pub struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    connections: Arc<AtomicUsize>,
    ends: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

impl Server {
    /// `answer` writes whatever it likes, and the connection ends where it returns. It is not asked for
    /// robots.txt: there is none.
    pub fn start(answer: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> Self {
        Self::start_with_robots(move |asked, stream| match asked.path.as_str() {
            "/robots.txt" => reply(stream, "404 Not Found", &[], b""),
            _ => answer(asked, stream),
        })
    }

    /// [`Server::start`], with robots.txt left to `answer`.
    pub fn start_with_robots(answer: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (asked, connections, ends) = <(Arc<Mutex<Vec<Asked>>>, Arc<AtomicUsize>, Arc<AtomicBool>)>::default();
        let answer = Arc::new(answer);
        let listening = std::thread::spawn({
            let (asked, connections, ends) = (Arc::clone(&asked), Arc::clone(&connections), Arc::clone(&ends));
            move || {
                for stream in listener.incoming() {
                    if ends.load(Ordering::SeqCst) {
                        return;
                    }
                    connections.fetch_add(1, Ordering::SeqCst);
                    let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
                    std::thread::spawn(move || {
                        let Ok(mut stream) = stream else { return };
                        let Some(request) = read_request(&stream) else { return };
                        asked.lock().unwrap().push(request.clone());
                        answer(&request, &mut stream);
                    });
                }
            }
        });
        Self { address, asked, connections, ends, listening: Some(listening) }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Requests so far, those for robots.txt apart.
    pub fn asked(&self) -> Vec<Asked> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|asked| asked.path != "/robots.txt").cloned().collect()
    }

    /// Their paths.
    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }

    /// How often robots.txt was asked for.
    pub fn robots_asked(&self) -> usize {
        self.asked.lock().unwrap().iter().filter(|asked| asked.path == "/robots.txt").count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // Wakes the listener, so that it sees the end.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

fn read_request(stream: &TcpStream) -> Option<Asked> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let mut fields = Vec::new();
    for line in lines {
        let line = line.ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        fields.push((name.to_owned(), value.trim().to_owned()));
    }
    Some(Asked { path, fields })
}

/// A well-formed answer.
pub fn reply(stream: &mut TcpStream, status: &str, fields: &[(&str, &str)], body: &[u8]) {
    let fields: String = fields.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!("HTTP/1.1 {status}\r\n{fields}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    // Whoever asked may have gone.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// A redirect.
pub fn redirect(stream: &mut TcpStream, location: &str) {
    reply(stream, "302 Found", &[("Location", location)], b"");
}

/// Says nothing more, until whoever asked goes away.
pub fn stay_silent(stream: &mut TcpStream) {
    let _ = stream.read(&mut [0; 64]);
}
