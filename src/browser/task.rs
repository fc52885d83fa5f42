//! Work that waits: for the network, for a while.

use gloo_timers::callback::Timeout;
use std::future::Future;

/// What [`after`] started; it is called off when it drops.
pub struct Timer {
    _timeout: Timeout,
}

/// Runs `then` in `ms` milliseconds.
pub fn after(ms: u32, then: impl FnOnce() + 'static) -> Timer {
    Timer { _timeout: Timeout::new(ms, then) }
}

/// Runs `task` beside what the reader does.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}
