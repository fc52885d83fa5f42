//! Compressed files, told apart by their first bytes.

use crate::DecodeError;
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::Read;

/// The largest text that a compressed file may hold, in bytes.
const MAX_BYTES: u64 = 128 * 1024 * 1024;

/// How many times its own size a compressed file may hold: news comes to 4 to 10.
const MAX_RATIO: u64 = 100;

/// What a small file may hold whatever its ratio: a page of one repeated line is no attack.
const ALWAYS_ALLOWED: u64 = 1024 * 1024;

/// The content of `bytes`, decompressed where they are gzip.
///
/// # Errors
/// [`DecodeError::TooLarge`] for more than 128 MiB or 100 times the size of `bytes`;
/// [`DecodeError::Invalid`] for what is torn.
pub(crate) fn decompressed(bytes: &[u8]) -> Result<Cow<'_, [u8]>, DecodeError> {
    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let by_ratio = (bytes.len() as u64).saturating_mul(MAX_RATIO).max(ALWAYS_ALLOWED);
    let most = by_ratio.min(MAX_BYTES);
    let mut content = Vec::new();
    let mut decoder = MultiGzDecoder::new(bytes).take(most + 1);
    decoder
        .read_to_end(&mut content)
        .map_err(|error| DecodeError::Invalid { detail: ["gzip: ", &error.to_string()].concat() })?;
    if content.len() as u64 > most {
        let limit = if most == MAX_BYTES { "128 MiB decompressed" } else { "100 times its compressed size" };
        return Err(DecodeError::TooLarge { limit });
    }
    Ok(Cow::Owned(content))
}
