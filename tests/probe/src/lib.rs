//! The viewer's readers of HTML and JSON, callable from a test page.
//!
//! The tests compare what they give in each engine with what the native readers give. Nothing of
//! this is part of the viewer.
#![cfg(target_arch = "wasm32")]

use browser::dom::BrowserHtml;
use browser::json::BrowserJson;
use browser::urls::BrowserUrls;
use model::{Direction, Edition, Lang, ResolveUrl, SafeUrl};
use wasm_bindgen::prelude::wasm_bindgen;
use wire::edition::decode;
use wire::{DecodeError, HtmlContext, HtmlReader};

/// The blocks of `html` as compact JSON, read by the browser's own parser on a page of `base`, in
/// Arabic surroundings.
#[wasm_bindgen]
pub fn html_to_blocks(html: &str, base: &str) -> String {
    let base = SafeUrl::parse(base).ok();
    let language = Lang::parse("ar").ok();
    let context = HtmlContext { base: base.as_ref(), surrounding: Direction::Rtl, language: language.as_ref() };
    serde_json::to_string(&BrowserHtml.read(html, &context).blocks).unwrap_or_default()
}

/// What reading `text` as an edition comes to: the name of the error's variant, or `Edition`.
#[wasm_bindgen]
pub fn decode_edition(text: &str) -> String {
    let decoded = BrowserJson::parse(text).and_then(|json| decode::<Edition>(&json));
    match decoded {
        Ok(_) => "Edition",
        Err(DecodeError::NotJson { .. }) => "NotJson",
        Err(DecodeError::NotThisFormat { .. }) => "NotThisFormat",
        Err(DecodeError::UnsupportedVersion { .. }) => "UnsupportedVersion",
        Err(DecodeError::Invalid { .. }) => "Invalid",
        Err(DecodeError::TooLarge { .. }) => "TooLarge",
    }
    .to_owned()
}

/// `address` resolved against `base` and checked; empty where nothing safe comes of it.
#[wasm_bindgen]
pub fn resolve_url(address: &str, base: &str) -> String {
    let resolved = BrowserUrls.resolve(address, Some(base)).and_then(|url| SafeUrl::parse(&url).ok());
    resolved.map(|url| url.as_str().to_owned()).unwrap_or_default()
}
