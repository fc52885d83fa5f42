//! What the interface says, one file a language, and how it counts.
//!
//! Natively every language is at hand. A reader needs one: in a browser its words are a file of their own, which
//! is fetched, and none of them are in the wasm.

pub mod dates;
#[cfg(target_arch = "wasm32")]
mod fetched;
#[cfg(not(target_arch = "wasm32"))]
mod languages;
mod listed;
mod numbers;
mod plural;
mod saved_strings;
mod strings;

#[cfg(target_arch = "wasm32")]
pub use fetched::{keep, keep_saved, saved_strings, strings};
#[cfg(not(target_arch = "wasm32"))]
pub use languages::{saved_strings, strings};
pub use listed::Listed;
pub use numbers::{digits, number};
pub use plural::{Plural, plural_form};
pub use saved_strings::SavedStrings;
pub use strings::{Attribution, Settings, States, Strings};

use model::UiLanguage;

/// A language's name in itself.
pub fn language_name(language: UiLanguage) -> &'static str {
    match language {
        UiLanguage::Ar => "العربية",
        UiLanguage::Fa => "فارسی",
        UiLanguage::Ur => "اردو",
        UiLanguage::He => "עברית",
        UiLanguage::En => "English",
    }
}

/// Fills `{0}` and `{1}` of `template` where no markup is needed: in a document's title.
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(place.parse::<usize>().ok().and_then(|at| values.get(at)).copied().unwrap_or(""));
        rest = after;
    }
    filled.push_str(rest);
    filled
}
