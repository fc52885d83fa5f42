//! The feed reader: a module of WebAssembly that boot.js loads when it is first needed.

use crate::browser::clock;
use crate::browser::fetch::Fetched;
use crate::failure::Failure;
use model::Direction;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    type FeedReader;

    /// Rejects where the module cannot be had.
    #[wasm_bindgen(catch, js_name = nashraFeedReader)]
    async fn feed_reader() -> Result<JsValue, JsValue>;

    /// Throws the kind of a decoding error.
    #[wasm_bindgen(catch, method)]
    fn read(
        this: &FeedReader,
        text: &str,
        address: &str,
        answered_by: &str,
        pages: u32,
        is_rtl: bool,
        now: f64,
    ) -> Result<String, JsValue>;
}

/// Reads what was fetched from `address` as a page of a feed: the text of a `nashra-feed-page/1`.
///
/// # Errors
/// [`Failure::Unreachable`] without the feed reader, else what is wrong with the feed.
pub async fn read(fetched: &Fetched, address: &str, surrounding: Direction) -> Result<String, Failure> {
    let reader: FeedReader = feed_reader().await.map_err(|_| Failure::Unreachable)?.unchecked_into();
    let now = clock::now().order_key() as f64;
    let pages = fetched.total_pages.unwrap_or(0);
    reader
        .read(&fetched.text, address, &fetched.address, pages, surrounding == Direction::Rtl, now)
        .map_err(|kind| Failure::of_kind(&kind.as_string().unwrap_or_default()))
}
