//! A prerendered page becomes the app's, as it stands.

use super::App;
use crate::browser::page;

impl App {
    /// Leaves a prerendered page as it stands and listens. What the page is made of is fetched when there is
    /// nothing better to do, so that the next action finds it; at once where the reader has other words than
    /// the edition's; and not before it is needed where the reader saves data.
    pub(super) fn take_over(&self) {
        let needed = self.state().settings.change_words();
        if needed {
            self.settle();
        } else if page::saves_data() {
            page::mark_ready();
        } else {
            let app = self.clone();
            page::when_idle(move || app.settle());
        }
    }

    /// Fetches what a prerendered page could not know, or draws what waited, where the page may grow at its end now.
    pub(super) fn complete(&self) {
        let lacks = self.state().prerendered && !self.is_kept();
        if !(lacks || self.0.waits_to_grow.get()) || !page::can_grow() {
            return;
        }
        if lacks {
            self.0.state.borrow_mut().prerendered = false;
            self.settle();
        } else {
            self.draw();
        }
    }

    /// Whether the page on screen is a prerendered one that is not the app's yet.
    pub(super) fn is_kept(&self) -> bool {
        self.state().prerendered && self.0.page.borrow().is_none()
    }
}
