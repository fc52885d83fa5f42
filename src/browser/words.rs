//! The interface's words: a file a language, which boot.js fetches; that of the reader's together with the wasm.

use crate::browser::page;
use crate::failure::Failure;
use crate::text;
use js_sys::Array;
use model::UiLanguage;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// The list in the file of a language. Rejects where it cannot be had.
    #[wasm_bindgen(catch, js_name = nashraWords)]
    async fn words_of(language: &str) -> Result<JsValue, JsValue>;
}

/// Fetches the words of `language`, so that [`text::strings`] has them.
///
/// # Errors
/// [`Failure::Broken`] where they are those of another build, else why they did not come.
pub async fn fetch(language: UiLanguage) -> Result<(), Failure> {
    let list = list_of(language.as_str()).await?;
    if text::keep(language, texts(&list)) { Ok(()) } else { Err(Failure::Broken) }
}

/// Fetches what is said of saved articles in `language`, so that [`text::saved_strings`] has it.
///
/// # Errors
/// As [`fetch`].
pub async fn fetch_saved(language: UiLanguage) -> Result<(), Failure> {
    let list = list_of(&format!("saved-{}", language.as_str())).await?;
    if text::keep_saved(language, texts(&list)) { Ok(()) } else { Err(Failure::Broken) }
}

async fn list_of(name: &str) -> Result<Array, Failure> {
    let out_of_reach = |_| if page::is_online() { Failure::Unreachable } else { Failure::Offline };
    words_of(name).await.map_err(out_of_reach)?.dyn_into().map_err(|_| Failure::Broken)
}

fn texts(list: &Array) -> impl Iterator<Item = String> {
    list.iter().map(|words| words.as_string().unwrap_or_default())
}
