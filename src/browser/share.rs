//! Handing an article on: the device's share sheet, else the clipboard.

use crate::browser::page::window;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

/// What became of sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// The device took it, or the reader changed their mind.
    ByDevice,
    /// It is in the clipboard.
    Copied,
    /// Neither was allowed.
    Refused,
}

/// Opens the device's share sheet; where there is none, copies `text`.
pub async fn share(title: &str, text: &str, address: &str) -> Shared {
    let navigator = window().navigator();
    if Reflect::has(&navigator, &JsValue::from_str("share")).unwrap_or(false) {
        let data = ShareData::new();
        data.set_title(title);
        data.set_url(address);
        match JsFuture::from(navigator.share_with_data(&data)).await {
            Ok(_) => return Shared::ByDevice,
            Err(error) if name_of(&error) == "AbortError" => return Shared::ByDevice,
            Err(_) => {}
        }
    }
    copy(text).await
}

/// Copies `text`.
pub async fn copy(text: &str) -> Shared {
    let navigator = window().navigator();
    // Missing outside secure contexts.
    if Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|clipboard| clipboard.is_object())
        && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
    {
        return Shared::Copied;
    }
    Shared::Refused
}

fn name_of(error: &JsValue) -> String {
    Reflect::get(error, &JsValue::from_str("name")).ok().and_then(|name| name.as_string()).unwrap_or_default()
}
