//! What the reader keeps and has read.

use super::App;
use crate::browser::{history, page, saved, storage, task};
use crate::marks::{HISTORY_KEY, Marks, SAVED_KEY};
use crate::screen::Notice;
use crate::settings::Settings;
use std::sync::Arc;

/// What the browser has stored of both.
pub fn marks() -> Arc<Marks> {
    Arc::new(stored())
}

fn stored() -> Marks {
    Marks::new(storage::read(SAVED_KEY), storage::read(HISTORY_KEY))
}

/// How long a reader who scrolled stays in one place to be taken to rest there, in milliseconds.
const REST_MS: u32 = 200;

impl App {
    /// Asks what keeps articles to do `action` with the article `id`, and says what came of it.
    pub(super) fn ask_saved(&self, action: &'static str, id: &str) {
        let ui = self.state().ui();
        let request = format!("{action} {id} {}&zone={}", Settings::of(&ui).to_stored(), ui.time_zone);
        let app = self.clone();
        task::spawn(async move {
            let told = saved::ask(&request).await;
            // Nothing to say.
            if told.as_deref() != Some("") {
                app.0.state.borrow_mut().marks = marks();
                app.tell(told);
            }
        });
    }

    /// Says `words`; without any, that what is kept is out of reach.
    fn tell(&self, words: Option<String>) {
        self.update(|state| {
            let otherwise = || crate::text::strings(state.ui().language).states.cannot_save.to_owned();
            state.passing_notice = Some(Notice::Told(words.unwrap_or_else(otherwise)));
        });
    }

    /// Remembers how far the open article was read.
    pub(super) fn remember_reading(&self) {
        // What stands on one screen is read without scrolling.
        self.come_so_far();
        let place = self.0.furthest.get();
        let article = self.state().open_article().filter(|_| self.state().reads_edition()).cloned();
        if let Some(article) = article {
            self.change_history(|marks| marks.remember(&article.id, article.title.as_ref(), place));
        }
    }

    fn change_history(&self, change: impl FnOnce(&mut Marks)) {
        // Another tab may have read something.
        let mut marks = stored();
        change(&mut marks);
        let _ = storage::write(HISTORY_KEY, marks.history());
        self.0.state.borrow_mut().marks = Arc::new(marks);
    }

    /// Offers the article read last no more.
    pub(super) fn dismiss_reading(&self) {
        self.change_history(Marks::dismiss);
        self.draw();
        page::focus_heading();
    }

    /// Wipes what was read and how far, and says so.
    pub(super) fn forget_reading(&self) {
        self.change_history(Marks::forget);
        let words = crate::text::strings(self.state().ui().language).states.forgotten;
        self.tell(Some(words.to_owned()));
        page::focus_first("[aria-controls=settings]");
    }

    /// How far the article that is open was read before.
    pub(super) fn left_at(&self) -> Option<u32> {
        let state = self.state();
        state.marks.place(&state.open_article()?.id)
    }

    /// Notes how far the reader has come: who has read to the end goes up again to leave.
    pub(super) fn come_so_far(&self) {
        let furthest = &self.0.furthest;
        furthest.set(furthest.get().max(page::reading_place().unwrap_or(0)));
    }

    /// Keeps where the reader is: a reload does not find what is written only as the page goes. The end of what
    /// is read may be out of sight now.
    pub(super) fn scrolled(&self) {
        self.come_so_far();
        let app = self.clone();
        let rest = move || {
            history::keep_place();
            app.complete();
        };
        self.0.resting.replace(Some(task::after(REST_MS, rest)));
    }
}
