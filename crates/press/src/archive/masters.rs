//! Articles as their sources gave them, small.

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Read, Write};

/// `bytes`, deflated: Arabic in JSON takes a third.
pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes every byte")
}

/// What [`deflated`] was given.
///
/// # Errors
/// Bytes that it did not make.
pub(crate) fn inflated(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len() * 4);
    DeflateDecoder::new(bytes).read_to_end(&mut whole).context("an article in the archive is damaged")?;
    Ok(whole)
}
