//! What fetching may do: the operator's permissions, and limits.

use std::time::Duration;

/// What is permitted, how long things may take, how politely hosts are asked.
#[derive(Clone, Debug, PartialEq)]
pub struct FetchPolicy {
    /// Hosts that are asked whatever their address: `intranet.example`, `127.0.0.1:8080`. With a
    /// port, that port is permitted too.
    pub allow: Vec<String>,
    /// The ports of all other hosts.
    pub ports: Vec<u16>,
    /// Hosts whose robots.txt is not asked for: the operator has an agreement with them.
    pub ignore_robots: Vec<String>,
    /// Certificates of authorities, in PEM, beside those that browsers trust.
    pub certificates: Option<String>,
    /// The longest that looking up a name, and then connecting, may take each.
    pub connect_timeout: Duration,
    /// The longest silence of a server.
    pub read_timeout: Duration,
    /// The longest that one request and its answer may take.
    pub total_timeout: Duration,
    /// How long after the first request for a source another page of it is asked for.
    pub source_timeout: Duration,
    /// How often a request is repeated after 429 and 5xx.
    pub retries: u32,
    /// The wait before the first repetition; it doubles with each.
    pub backoff: Duration,
    /// The longest that a server's `Retry-After` is waited for; one that asks for more is not asked
    /// again before then, in later builds too.
    pub longest_wait: Duration,
    /// Requests to one host at the same time.
    pub per_host: usize,
    /// Requests at the same time to all hosts together.
    pub at_once: usize,
    /// The pause after a request before its host is asked again.
    pub delay: Duration,
    /// How many pages of one source are read.
    pub pages: usize,
    /// How many feeds of lists are read.
    pub feeds: usize,
    /// What requests call us.
    pub user_agent: String,
}

impl Default for FetchPolicy {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            ports: vec![80, 443],
            ignore_robots: Vec::new(),
            certificates: None,
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(20),
            total_timeout: Duration::from_secs(120),
            source_timeout: Duration::from_secs(300),
            retries: 2,
            backoff: Duration::from_secs(2),
            longest_wait: Duration::from_secs(30),
            per_host: 2,
            at_once: 8,
            delay: Duration::from_millis(500),
            pages: 20,
            feeds: 500,
            user_agent: user_agent(None),
        }
    }
}

/// How we introduce ourselves, with where to complain.
pub(crate) fn user_agent(site: Option<&str>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    site.map_or_else(|| format!("Nashra/{version}"), |site| format!("Nashra/{version} (+{site})"))
}

impl FetchPolicy {
    /// Whether the operator names `host`, with or without a port.
    pub(super) fn allows_host(&self, host: &str) -> bool {
        self.allow.iter().any(|entry| split_port(entry).0.eq_ignore_ascii_case(host))
    }

    /// Whether `port` of `host` may be asked.
    pub(super) fn allows_port(&self, host: &str, port: u16) -> bool {
        let named = |entry: &String| {
            let (name, own) = split_port(entry);
            name.eq_ignore_ascii_case(host) && own == Some(port)
        };
        self.ports.contains(&port) || self.allow.iter().any(named)
    }

    pub(super) fn ignores_robots_of(&self, host: &str) -> bool {
        self.ignore_robots.iter().any(|entry| split_port(entry).0.eq_ignore_ascii_case(host))
    }
}

/// Host and port of an entry: `a.example:8080`, `[::1]:80`, `a.example`.
pub(crate) fn split_port(entry: &str) -> (&str, Option<u16>) {
    match entry.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && !port.contains(']') => match port.parse() {
            Ok(port) => (host, Some(port)),
            Err(_) => (entry, None),
        },
        _ => (entry, None),
    }
}

/// How much of one answer is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Bytes as they are sent.
    pub sent: u64,
    /// Bytes after decompression.
    pub bytes: u64,
    /// The most bytes that one compressed byte may become, once there is more than a mebibyte.
    pub ratio: u64,
}

impl Limits {
    /// For feeds and pages.
    pub const DOCUMENT: Self = Self { sent: 32 << 20, bytes: 64 << 20, ratio: 100 };
}
