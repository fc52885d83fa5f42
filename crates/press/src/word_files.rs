//! The words of the interface, a file a language: a reader's viewer fetches one of them.

use model::UiLanguage;
use viewer::text::{Listed, strings};

/// The language and the text of each file: a JSON array of strings, in the order of the viewer's own tables.
pub fn word_files() -> Vec<(&'static str, String)> {
    let file = |language: UiLanguage| {
        let words = serde_json::json!(strings(language).to_list());
        (language.as_str(), words.to_string())
    };
    UiLanguage::ALL.map(file).into()
}
