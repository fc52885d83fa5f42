//! JSON by the browser's own parser.

use wasm_bindgen::{JsCast, JsValue};
use wire::DecodeError;
use wire::json::{JsonText, MAX_BYTES, MAX_DEPTH, Value, looks_like_html, nesting_depth};

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
    fn value(&self) -> Value {
        walk(&self.0)
    }
}

/// Depth is bounded by [`MAX_DEPTH`].
fn walk(value: &JsValue) -> Value {
    if let Some(text) = value.as_string() {
        Value::String(text)
    } else if let Some(number) = value.as_f64() {
        Value::Number(number)
    } else if let Some(truth) = value.as_bool() {
        Value::Bool(truth)
    } else if let Some(items) = value.dyn_ref::<js_sys::Array>() {
        Value::Array(items.iter().map(|item| walk(&item)).collect())
    } else if let Some(object) = value.dyn_ref::<js_sys::Object>() {
        let keys = js_sys::Object::keys(object);
        let values = js_sys::Object::values(object);
        let members = keys.iter().zip(values.iter());
        Value::Object(members.map(|(key, value)| (key.as_string().unwrap_or_default(), walk(&value))).collect())
    } else {
        Value::Null
    }
}
