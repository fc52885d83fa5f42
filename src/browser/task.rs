//! Work that waits for the network.

use std::future::Future;

/// Runs `task` beside what the reader does.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}
