//! The languages whose words were fetched.

use super::{Listed, SavedStrings, Strings};
use model::UiLanguage;
use std::sync::OnceLock;

/// By the order of [`UiLanguage::ALL`].
static FETCHED: [OnceLock<Strings>; UiLanguage::ALL.len()] = [const { OnceLock::new() }; UiLanguage::ALL.len()];

/// The same, of what is said of saved articles.
static FETCHED_SAVED: [OnceLock<SavedStrings>; UiLanguage::ALL.len()] =
    [const { OnceLock::new() }; UiLanguage::ALL.len()];

/// Keeps the words of `language` for as long as the page lives; whether they are what this build asks for.
pub fn keep(language: UiLanguage, list: impl Iterator<Item = String>) -> bool {
    // A visit has one language, a second one at the most.
    kept(&FETCHED[language as usize], list)
}

/// As [`keep`], for what is said of saved articles.
pub fn keep_saved(language: UiLanguage, list: impl Iterator<Item = String>) -> bool {
    kept(&FETCHED_SAVED[language as usize], list)
}

fn kept<T: Listed>(place: &OnceLock<T>, list: impl Iterator<Item = String>) -> bool {
    let read = T::from_list(list.map(|words| &*String::leak(words)));
    read.is_some_and(|strings| {
        place.get_or_init(|| strings);
        true
    })
}

/// What is said of saved articles in `language`, which was [kept](keep_saved).
pub fn saved_strings(language: UiLanguage) -> &'static SavedStrings {
    FETCHED_SAVED[language as usize].get().expect("these words were fetched before they are said")
}

/// The interface's words in `language`, which were [kept](keep): the store lets no other come into force.
pub fn strings(language: UiLanguage) -> &'static Strings {
    FETCHED[language as usize].get().expect("the words of a language in force were fetched")
}
