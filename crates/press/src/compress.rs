//! Compressed twins of files, for servers that can send them as they are; and compression for ours.

use crate::build::Compression;
use std::io::Write;

/// Smaller files do not gain by it.
const LEAST_BYTES: usize = 512;

/// The endings of compressed twins.
pub(crate) const TWINS: [&str; 2] = ["br", "gz"];

/// Whether the file at `path` gains by compressed twins.
pub(crate) fn has_twins(path: &str, bytes: &[u8]) -> bool {
    bytes.len() >= LEAST_BYTES && is_compressible(path)
}

/// The compressed twin of `bytes` with this `ending`.
pub(crate) fn twin(bytes: &[u8], ending: &str, compression: Compression) -> Vec<u8> {
    let (quality, level) = if compression == Compression::Best { (11, 9) } else { (5, 6) };
    if ending == "br" { brotli(bytes, quality) } else { gzip(bytes, level) }
}

/// Whether a file of this name is text or code, not something compressed already.
pub(crate) fn is_compressible(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or("");
    matches!(
        ending,
        "html" | "css" | "js" | "json" | "wasm" | "svg" | "xml" | "atom" | "txt" | "map" | "webmanifest" | "ico"
    )
}

/// `bytes` in brotli, at `quality` 0 to 11.
pub(crate) fn brotli(bytes: &[u8], quality: i32) -> Vec<u8> {
    let mut compressed = Vec::with_capacity(bytes.len() / 3);
    let parameters =
        brotli::enc::BrotliEncoderParams { quality, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut input = bytes;
    brotli::BrotliCompress(&mut input, &mut compressed, &parameters).expect("memory takes every byte");
    compressed
}

/// `bytes` in gzip, at `level` 0 to 9, with no date: the same bytes each time.
pub(crate) fn gzip(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut encoder =
        flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 3), flate2::Compression::new(level));
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes every byte")
}
