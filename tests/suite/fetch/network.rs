//! This machine's network with names of a test's own, and a record of what was connected to.

use model::{Moment, SafeUrl};
use press::fetch::{Connecting, FetchPolicy, Fetcher, Limits, Network, Outcome, SystemNetwork};
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Answers to look-ups of a name, one after the other; the last one stays.
type Answers = Vec<Vec<IpAddr>>;

#[derive(Default)]
pub struct TestNetwork {
    names: Mutex<HashMap<String, Answers>>,
    /// Where connections to an address of the public internet end in truth.
    routes: HashMap<IpAddr, SocketAddr>,
    connected: Mutex<Vec<SocketAddr>>,
    looked_up: Mutex<Vec<String>>,
}

impl TestNetwork {
    pub fn name(self, name: &str, answers: &[&[&str]]) -> Self {
        let parse = |answer: &&[&str]| answer.iter().map(|address| address.parse().unwrap()).collect();
        self.names.lock().unwrap().insert(name.to_owned(), answers.iter().map(parse).collect());
        self
    }

    pub fn route(mut self, address: &str, to: SocketAddr) -> Self {
        self.routes.insert(address.parse().unwrap(), to);
        self
    }

    /// Every address that a connection was asked for.
    pub fn connected(&self) -> Vec<SocketAddr> {
        self.connected.lock().unwrap().clone()
    }

    /// Every name that was looked up.
    pub fn looked_up(&self) -> Vec<String> {
        self.looked_up.lock().unwrap().clone()
    }
}

impl Network for TestNetwork {
    fn look_up(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        self.looked_up.lock().unwrap().push(host.to_owned());
        let mut names = self.names.lock().unwrap();
        let Some(answers) = names.get_mut(host) else { return Err(io::Error::other("no such name here")) };
        Ok(if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() })
    }

    fn connect(&self, to: SocketAddr) -> Connecting<'_> {
        self.connected.lock().unwrap().push(to);
        SystemNetwork.connect(self.routes.get(&to.ip()).copied().unwrap_or(to))
    }
}

/// A policy that waits for nobody.
pub fn quick() -> FetchPolicy {
    FetchPolicy {
        connect_timeout: Duration::from_secs(5),
        read_timeout: Duration::from_secs(5),
        total_timeout: Duration::from_secs(20),
        backoff: Duration::ZERO,
        longest_wait: Duration::from_secs(2),
        delay: Duration::ZERO,
        ..FetchPolicy::default()
    }
}

/// A fetcher by `policy` over `network`.
pub fn fetcher(policy: FetchPolicy, network: &Arc<TestNetwork>) -> Fetcher {
    Fetcher::new(policy, Arc::clone(network) as Arc<dyn Network>, Moment::Instant(0)).unwrap()
}

/// What comes of asking `address`.
pub fn fetch(fetcher: &Fetcher, address: &str) -> Outcome {
    fetcher.fetch(&SafeUrl::parse(address).unwrap(), &Limits::DOCUMENT)
}
