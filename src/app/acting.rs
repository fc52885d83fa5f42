//! What the app does when a button is pressed or a setting changed.

use super::{App, SETTINGS_KEY};
use crate::browser::{history, page, storage};
use crate::screen::Screen;
use crate::store::State;

impl App {
    /// Does what a button asks for; whether it was the app's to do.
    pub(super) fn act(&self, action: &str) -> bool {
        if self.is_kept() {
            // "More" is a link, which works as it stands.
            if action != "more" {
                self.0.deferred.replace(Some(action.to_owned()));
                let failed = matches!(self.state().screen(), Screen::Failed { .. });
                if failed {
                    self.retry();
                } else {
                    self.settle();
                }
            }
            return action != "more";
        }
        match action {
            "more" => self.update(State::show_more),
            "retry" => self.retry(),
            "settings" => {
                let open = !self.state().settings_open;
                if open {
                    self.update(|state| state.settings_open = true);
                } else {
                    self.close_settings();
                }
            }
            "close-settings" => self.close_settings(),
            // boot.js moves to the new build.
            "update" => history::keep_place(),
            "dismiss" => self.update(|state| state.passing_notice = None),
            "share" => self.hand_on(true),
            "copy" => self.hand_on(false),
            "dismiss-reading" => self.dismiss_reading(),
            "forget" => self.forget_reading(),
            _ => match action.strip_prefix("save:") {
                Some(id) => self.ask_saved("toggle", id),
                None => return false,
            },
        }
        true
    }

    /// Sets what a control stands for.
    pub(super) fn set(&self, name: &str, value: &str) {
        self.update(|state| {
            state.choose(name, value);
            keep_settings(state);
        });
    }

    /// Closes the settings; their button takes the focus.
    pub(super) fn close_settings(&self) {
        let open = self.state().settings_open;
        if open {
            self.update(|state| state.settings_open = false);
            // The button's action is still that of the open panel: the page is redrawn later.
            page::focus_first("[aria-controls=settings]");
        }
    }
}

/// Keeps the settings for the next visit; the page says where the browser does not.
pub(super) fn keep_settings(state: &mut State) {
    state.storage_works = storage::write(SETTINGS_KEY, &state.settings.to_stored()).is_ok();
}
