//! The languages whose words were fetched.

use super::{Listed, Strings};
use model::UiLanguage;
use std::sync::OnceLock;

/// By the order of [`UiLanguage::ALL`].
static FETCHED: [OnceLock<Strings>; UiLanguage::ALL.len()] = [const { OnceLock::new() }; UiLanguage::ALL.len()];

/// Keeps the words of `language` for as long as the page lives; whether they are what this build asks for.
pub fn keep(language: UiLanguage, list: impl Iterator<Item = String>) -> bool {
    // A visit has one language, a second one at the most.
    let read = Strings::from_list(list.map(|words| &*String::leak(words)));
    read.is_some_and(|strings| {
        FETCHED[language as usize].get_or_init(|| strings);
        true
    })
}

/// The interface's words in `language`, which were [kept](keep): the store lets no other come into force.
pub fn strings(language: UiLanguage) -> &'static Strings {
    FETCHED[language as usize].get().expect("the words of a language in force were fetched")
}
