//! Compressed twins of files, for servers that can send them as they are; and compression for ours.

use crate::build::Compression;
use crate::output;
use anyhow::Result;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Smaller files do not gain by it.
const LEAST_BYTES: usize = 512;

/// Writes `<path>.br` and `<path>.gz` as asked, or removes those of an older content.
///
/// # Errors
/// Where a twin cannot be written.
pub(crate) fn write_twins(path: &Path, bytes: &[u8], changed: bool, compression: Compression) -> Result<()> {
    let (quality, level) = match compression {
        Compression::Fast => (5, 6),
        Compression::Best => (11, 9),
        Compression::None => {
            if changed {
                twins(path).iter().for_each(|twin| drop(std::fs::remove_file(twin)));
            }
            return Ok(());
        }
    };
    if bytes.len() < LEAST_BYTES || !is_compressible(&path.to_string_lossy()) {
        return Ok(());
    }
    let [br, gz] = twins(path);
    if changed || !br.exists() || !gz.exists() {
        output::write_if_changed(&br, &brotli(bytes, quality))?;
        output::write_if_changed(&gz, &gzip(bytes, level))?;
    }
    Ok(())
}

/// Removes a file that may be missing, with its compressed twins.
pub(crate) fn remove_with_twins(path: &Path) {
    for path in twins(path).iter().map(PathBuf::as_path).chain([path]) {
        // A missing file is what is wanted.
        drop(std::fs::remove_file(path));
    }
}

fn twins(path: &Path) -> [PathBuf; 2] {
    ["br", "gz"].map(|ending| {
        let mut twin = path.as_os_str().to_owned();
        twin.push(".");
        twin.push(ending);
        twin.into()
    })
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
