//! Whose turn it is at a host: few requests at once, and a pause after each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

/// The hosts that were asked in this run.
#[derive(Debug, Default)]
pub(super) struct Turns {
    hosts: Mutex<HashMap<String, Arc<Host>>>,
}

#[derive(Debug)]
struct Host {
    places: Arc<Semaphore>,
    /// When the next request may begin.
    next: Mutex<Option<Instant>>,
}

/// A turn; dropped, the next one may begin after the pause.
#[derive(Debug)]
pub(super) struct Turn {
    host: Arc<Host>,
    pause: Duration,
    _place: OwnedSemaphorePermit,
}

impl Turns {
    /// Waits for a turn at `host`, where `at_once` requests may run and `pause` comes after each.
    pub async fn wait(&self, host: &str, at_once: usize, pause: Duration) -> Turn {
        let host = {
            let mut hosts = self.hosts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let new = || Host { places: Arc::new(Semaphore::new(at_once.max(1))), next: Mutex::new(None) };
            Arc::clone(hosts.entry(host.to_owned()).or_insert_with(|| Arc::new(new())))
        };
        let place = Arc::clone(&host.places).acquire_owned().await.expect("the semaphore is never closed");
        let begins = {
            let mut next = host.next.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let begins = next.unwrap_or_else(Instant::now).max(Instant::now());
            *next = Some(begins + pause);
            begins
        };
        sleep_until(begins).await;
        Turn { host, pause, _place: place }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut next = self.host.next.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *next = (*next).max(Some(Instant::now() + self.pause));
    }
}
