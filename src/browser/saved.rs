//! What keeps articles: a module of WebAssembly that boot.js loads for readers who keep something.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Rejects where the module cannot be had.
    #[wasm_bindgen(catch, js_name = nashraSaved)]
    async fn saved_articles(request: &str) -> Result<JsValue, JsValue>;
}

/// Asks the module for something, `<action> <article> <how the reader reads>`, and gives what it answers; nothing where
/// it cannot be had.
pub async fn ask(request: &str) -> Option<String> {
    saved_articles(request).await.ok()?.as_string()
}
