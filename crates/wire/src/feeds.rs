//! RSS 2.0 and 0.9x (<https://www.rssboard.org/rss-specification>), RSS 1.0
//! (<http://purl.org/rss/1.0/spec>) and Atom (RFC 4287), read only.
//!
//! `feed-rs` reads the text of each entry. Before it stands [`repair`], one pass that mends what no
//! strict parser takes, cuts what is made to cost, and notes what `feed-rs` leaves out: languages,
//! bases, permalinks, authors, dates as they are written, pictures.

mod entries;
mod fields;
mod items;
mod media;
mod people;
mod repair;

use crate::reading::Reading;
use crate::{DecodeError, Ingested};

/// The largest feed that is read, in bytes of text.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Whether a root element of this name is one of a feed.
pub(crate) fn is_root(name: &str) -> bool {
    matches!(crate::xml::split_name(name).1, "rss" | "feed" | "entry" | "RDF")
}

/// Reads a feed, or an Atom entry that stands alone.
///
/// # Errors
/// [`DecodeError::TooLarge`] for more than 16 MiB; [`DecodeError::NotThisFormat`] where the root is
/// none of a feed.
pub(crate) fn read(text: &str, mut reading: Reading<'_>) -> Result<Ingested, DecodeError> {
    if text.len() > MAX_BYTES {
        return Err(DecodeError::TooLarge { limit: "16 MiB" });
    }
    let length = text.len();
    let text = crate::xml::without_controls(text);
    if text.len() < length {
        reading.report_once("it holds control characters".to_owned(), "removed");
    }
    let Some(repaired) = repair::repair(&text) else {
        return Err(DecodeError::NotThisFormat {
            expected: "a feed",
            found: crate::xml::root(&text).map(str::to_owned),
        });
    };
    for repair in &repaired.repairs {
        reading.report_once(repair.what.to_owned(), repair.done);
    }
    items::read(&repaired, reading)
}
