//! Which format a document is in, by its content alone.

use crate::json::Value;
use crate::reading::Reading;
use crate::{DecodeError, Ingest, Ingested, json_feed, ninjs, wordpress};

/// Reads a document of a foreign format: a JSON Feed, ninjs (an item, an array of them, or a bundle
/// in `associations`), WordPress posts (an array or one).
///
/// # Errors
/// [`DecodeError::NotThisFormat`] for JSON of any other kind: `found` says what it calls itself (a
/// document of ours) or, for an error of WordPress, its code and message;
/// [`DecodeError::UnsupportedVersion`] for a major version of a known format that is not known.
pub fn read(value: &Value, ingest: &Ingest<'_>) -> Result<Ingested, DecodeError> {
    let reading = Reading::new(ingest);
    if json_feed::is_feed(value) {
        return json_feed::read(value, reading);
    }
    let (entries, is_list) = match value {
        Value::Array(entries) => (entries.as_slice(), true),
        one => (std::slice::from_ref(one), false),
    };
    if is_list && entries.is_empty() {
        return Ok(Ingested::default());
    }
    // One broken entry must not hide what the others are.
    if entries.iter().any(wordpress::is_post) {
        return Ok(wordpress::read(entries, reading));
    }
    if entries.iter().any(ninjs::is_item) {
        return Ok(ninjs::read(entries, reading));
    }
    if let Some(message) = wordpress::error_message(value) {
        return wordpress::read_error(value, message);
    }
    let found = value.first_of(&["format", "version"]).as_str().map(str::to_owned);
    Err(DecodeError::NotThisFormat { expected: "a feed", found })
}
