//! One after another: what must not run twice at a time waits for its turn.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// A turn that one future has at a time.
#[derive(Default)]
pub struct Turn {
    taken: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// Has the turn, and gives it back when it drops.
pub struct Taken<'a>(&'a Turn);

impl Turn {
    /// Waits for the turn.
    pub async fn take(&self) -> Taken<'_> {
        poll_fn(|context| {
            if self.taken.replace(true) {
                self.waiting.borrow_mut().push(context.waker().clone());
                return Poll::Pending;
            }
            Poll::Ready(())
        })
        .await;
        Taken(self)
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.0.taken.set(false);
        self.0.waiting.take().into_iter().for_each(Waker::wake);
    }
}
