//! What the module gives to the viewer.

use browser::dom::BrowserHtml;
use browser::json::BrowserJson;
use browser::urls::BrowserUrls;
use model::{Direction, Moment, SafeUrl};
use wasm_bindgen::prelude::wasm_bindgen;
use wire::json::JsonText;
use wire::{DecodeError, Ingest, edition, feed_page};

/// Reads `text`, fetched from `address` at `now` (seconds since 1970) and answered by `answered_by`,
/// as a page of a feed: a `nashra-feed-page/1`. `pages` is how many pages the server says there
/// are, 0 where it does not; `is_rtl` is the direction of the page around it.
///
/// # Errors
/// [`DecodeError::kind`].
#[wasm_bindgen]
pub fn read(
    text: &str,
    address: &str,
    answered_by: &str,
    pages: u32,
    is_rtl: bool,
    now: f64,
) -> Result<String, String> {
    read_page(text, address, answered_by, pages, is_rtl, now).map_err(|error| error.kind().to_owned())
}

fn read_page(
    text: &str,
    address: &str,
    answered_by: &str,
    pages: u32,
    is_rtl: bool,
    now: f64,
) -> Result<String, DecodeError> {
    let value = BrowserJson::parse(text)?.value();
    let asked = SafeUrl::parse(address).map_err(|_| DecodeError::Invalid { detail: "address".to_owned() })?;
    let answered_by = SafeUrl::parse(answered_by).unwrap_or_else(|_| asked.clone());
    let ingest = Ingest {
        source: address,
        address: Some(&answered_by),
        urls: &BrowserUrls,
        html: &BrowserHtml,
        surrounding: if is_rtl { Direction::Rtl } else { Direction::Ltr },
    };
    let read = wire::read(&value, &ingest)?;
    let page = feed_page::of(read, asked, Moment::Instant(now as i64), (pages > 0).then_some(pages));
    Ok(String::from_utf8(edition::encode(&page)).unwrap_or_default())
}
