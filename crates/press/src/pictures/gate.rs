//! How much is decoded at once: memory is bounded by pixels, not by the number of threads.

use std::sync::{Condvar, Mutex, PoisonError};

/// A number of pixels that may be in work.
pub(super) struct Gate {
    free: Mutex<u64>,
    freed: Condvar,
}

/// Some of them; given back when dropped.
pub(super) struct Pass<'g> {
    gate: &'g Gate,
    pixels: u64,
}

impl Gate {
    pub fn new(pixels: u64) -> Self {
        Self { free: Mutex::new(pixels), freed: Condvar::new() }
    }

    /// Waits until `pixels`, which are at most all there are, are free.
    pub fn pass(&self, pixels: u64) -> Pass<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let enough = self.freed.wait_while(free, |free| *free < pixels);
        *enough.unwrap_or_else(PoisonError::into_inner) -= pixels;
        Pass { gate: self, pixels }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        *self.gate.free.lock().unwrap_or_else(PoisonError::into_inner) += self.pixels;
        self.gate.freed.notify_all();
    }
}
