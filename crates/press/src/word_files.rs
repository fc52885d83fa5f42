//! The words of the interface, a file a language: a reader's viewer fetches one of them, and a second one, of what is
//! said of saved articles, for who keeps some.

use model::UiLanguage;
use viewer::text::{Listed, saved_strings, strings};

/// The name and the text of each file: a JSON array of strings, in the order of the viewer's own tables.
pub fn word_files() -> Vec<(String, String)> {
    let file = |name: String, list: Vec<&str>| (name, serde_json::json!(list).to_string());
    let all = UiLanguage::ALL.map(|language| file(language.as_str().to_owned(), strings(language).to_list()));
    let saved =
        UiLanguage::ALL.map(|language| file(format!("saved-{}", language.as_str()), saved_strings(language).to_list()));
    all.into_iter().chain(saved).collect()
}
