//! What of the edition is kept on this device, as boot.js finds it in the browser's caches.

use model::ArticleId;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Ids, one a line. Rejects where the browser keeps nothing.
    #[wasm_bindgen(catch, js_name = nashraKept)]
    async fn kept() -> Result<JsValue, JsValue>;
}

/// The articles that can be read without a network.
pub async fn articles() -> Vec<ArticleId> {
    let ids = kept().await.ok().and_then(|ids| ids.as_string()).unwrap_or_default();
    ids.lines().filter_map(|id| ArticleId::parse(id).ok()).collect()
}
