//! JSON by the browser's own parser.

use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wire::DecodeError;
use wire::json::{JsonText, MAX_BYTES, MAX_DEPTH, looks_like_html, nesting_depth};

/// A text that `JSON.parse` has read.
pub struct BrowserJson(JsValue);

impl BrowserJson {
    /// Parses one JSON text.
    ///
    /// # Errors
    /// [`DecodeError::TooLarge`] past the limits, [`DecodeError::NotJson`] otherwise.
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        if text.len() > MAX_BYTES {
            return Err(DecodeError::TooLarge { limit: "64 MiB" });
        }
        let value = js_sys::JSON::parse(text.trim_start_matches('\u{FEFF}'))
            .map_err(|_| DecodeError::NotJson { detail: String::new(), looks_like_html: looks_like_html(text) })?;
        if nesting_depth(text) > MAX_DEPTH {
            return Err(DecodeError::TooLarge { limit: "100 levels" });
        }
        Ok(Self(value))
    }
}

impl JsonText for BrowserJson {
    fn decode<T: DeserializeOwned>(&self) -> Result<T, String> {
        serde_wasm_bindgen::from_value(self.0.clone()).map_err(|error| error.to_string())
    }
}
