//! What a page does that no one sees: console errors, rejections, policy violations, requests.

use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};

/// The name of the channel through which `observe.js` speaks.
pub(crate) const CHANNEL: &str = "observed";

/// What happened in a browser since the last [`Observations::take`]. Cloning shares it.
#[derive(Clone, Default)]
pub struct Observations(Arc<Mutex<Seen>>);

/// The lists behind [`Observations`].
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Console errors, uncaught errors, rejections, policy violations, calls of canaries.
    pub errors: Vec<String>,
    /// Every line of every console, for reports.
    pub console: Vec<String>,
    /// The address of every request, in order.
    pub requests: Vec<String>,
}

impl Observations {
    /// What was seen, and starts anew.
    pub fn take(&self) -> Seen {
        std::mem::take(&mut *self.lock())
    }

    /// What was seen so far.
    pub fn so_far(&self) -> Seen {
        self.lock().clone()
    }

    pub(crate) fn error(&self, text: String) {
        self.lock().errors.push(text);
    }

    /// Takes in an event of WebDriver BiDi.
    pub(crate) fn event(&self, method: &str, params: &Value) {
        let text = |path: &str| params.pointer(path).and_then(Value::as_str).unwrap_or("").to_owned();
        match method {
            "log.entryAdded" => {
                let line = format!("{} {}: {}", text("/level"), text("/type"), text("/text"));
                let is_error = text("/level") == "error";
                let mut seen = self.lock();
                if is_error {
                    seen.errors.push(line.clone());
                }
                seen.console.push(line);
            }
            "script.message" if text("/channel") == CHANNEL => {
                let line = text("/data/value");
                // The console tells of uncaught errors as well; once is enough.
                if !line.starts_with("error:") {
                    self.lock().errors.push(line.clone());
                }
                self.lock().console.push(line);
            }
            "network.beforeRequestSent" => {
                let url = text("/request/url");
                if !url.starts_with("data:") && !url.starts_with("blob:") {
                    self.lock().requests.push(url);
                }
            }
            _ => {}
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The errors that none of `named` is part of.
pub(crate) fn unnamed(errors: &[String], named: &[String]) -> Vec<String> {
    errors.iter().filter(|error| !named.iter().any(|name| error.contains(name.as_str()))).cloned().collect()
}
