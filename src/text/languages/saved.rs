//! What is said of saved articles, one file a language.

mod ar;
mod en;
mod fa;
mod he;
mod ur;

use crate::text::SavedStrings;
use model::UiLanguage;

/// What is said of saved articles in `language`.
pub fn saved_strings(language: UiLanguage) -> &'static SavedStrings {
    match language {
        UiLanguage::Ar => &ar::STRINGS,
        UiLanguage::Fa => &fa::STRINGS,
        UiLanguage::Ur => &ur::STRINGS,
        UiLanguage::He => &he::STRINGS,
        UiLanguage::En => &en::STRINGS,
    }
}
