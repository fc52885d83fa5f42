//! Whether the site can be reached: told by what came of asking it, and asked again while it cannot.

use super::App;
use crate::browser::fetch::Contact;
use crate::browser::{clock, page, shelf, task};
use crate::store::Wanted;
use std::sync::Arc;

/// How long after the first failure the site is asked again, in milliseconds; twice as long after each further one.
pub(super) const FIRST_PAUSE_MS: u32 = 2_000;

/// And at most.
const LONGEST_PAUSE_MS: u32 = 60_000;

impl App {
    /// What follows from how the site was reached last, where it `was_online` before.
    pub(super) fn heed(&self, contact: Contact, was_online: bool) {
        let online = self.state().online;
        if online && !was_online {
            self.retry();
        }
        if contact == Contact::Made {
            self.0.asking_again.replace(None);
            self.0.pause.set(FIRST_PAUSE_MS);
            return;
        }
        if !online && (was_online || self.state().shelf.is_none()) {
            let app = self.clone();
            task::spawn(async move {
                let shelf = shelf::articles().await;
                app.update(|state| state.shelf = Some(Arc::new(shelf)));
            });
        }
        let pause = self.0.pause.get();
        let app = self.clone();
        self.0.asking_again.replace(Some(task::after(pause, move || app.ask_again())));
        self.0.pause.set((pause * 2).min(LONGEST_PAUSE_MS));
    }

    /// Asks for the edition, to see whether the site can be reached.
    pub(super) fn ask_again(&self) {
        self.0.edition_asked.set(clock::now().order_key());
        self.fetch(Wanted::Edition);
    }

    /// The device's network came or went: the second is certain, the first is to be seen.
    pub(super) fn network_changed(&self) {
        let online = page::is_online();
        let reads_edition = self.state().reads_edition();
        if online && reads_edition {
            self.ask_again();
            return;
        }
        let was_online = self.state().online;
        self.update(|state| state.online = online);
        if reads_edition {
            self.heed(Contact::Lost, was_online);
        } else if online {
            self.retry();
        }
    }
}
