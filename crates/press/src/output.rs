//! Writing the site's folder: only what changed, whole files only.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The first `digits` hexadecimal digits of the SHA-256 of `bytes`.
pub(crate) fn hex_digest(bytes: &[u8], digits: usize) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        hex.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        hex.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
    }
    hex.truncate(digits);
    hex
}

/// The digest that stands in a file's name.
pub(crate) fn name_hash(bytes: &[u8]) -> String {
    hex_digest(bytes, 12)
}

/// Writes `bytes` to `path` unless it holds them already; whether it wrote.
///
/// The file is written beside its place and renamed, so that a server never sends half of it.
///
/// # Errors
/// Where the file or its folder cannot be written.
pub(crate) fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<bool> {
    let same_length = std::fs::metadata(path).is_ok_and(|metadata| metadata.len() == bytes.len() as u64);
    if same_length && std::fs::read(path).is_ok_and(|present| present == bytes) {
        return Ok(false);
    }
    let unwritable = || format!("{} cannot be written", path.display());
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".part");
    if std::fs::write(&temporary, bytes).is_err() {
        // The folder is missing in most cases: make it only then.
        let folder = path.parent().unwrap_or(Path::new(""));
        std::fs::create_dir_all(folder).with_context(unwritable)?;
        std::fs::write(&temporary, bytes).with_context(unwritable)?;
    }
    std::fs::rename(&temporary, path).with_context(unwritable)?;
    Ok(true)
}

/// Removes the files of `folder` that `keep` does not name, and the folder's compressed twins of them.
///
/// # Errors
/// Where a file cannot be removed: what was canceled would stay published.
pub(crate) fn remove_others(folder: &Path, keep: impl Fn(&str) -> bool) -> Result<usize> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(0) };
    let mut removed = 0;
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let whole = name.strip_suffix(".br").or(name.strip_suffix(".gz")).unwrap_or(&name);
        if !keep(whole) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            std::fs::remove_file(entry.path())
                .with_context(|| format!("{} cannot be removed", entry.path().display()))?;
            removed += 1;
        }
    }
    Ok(removed)
}
