//! The shared sample data, which is not part of the project: `NASHRA_DATA` names its folder.

use std::io::Write;
use std::path::PathBuf;

/// The sample-data folder; where `NASHRA_DATA` is not set, says that `test` is skipped and returns `None`.
///
/// A skipped test appends its name to the file that `NASHRA_SKIPPED` names, so that the closing
/// line of the whole run can count it.
pub fn folder(test: &str) -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("NASHRA_DATA") {
        let folder = PathBuf::from(folder);
        assert!(folder.is_dir(), "NASHRA_DATA names {}, which is no folder", folder.display());
        return Some(folder);
    }
    skip(test, "NASHRA_DATA is not set");
    None
}

/// Says that `test` is skipped, and why.
pub fn skip(test: &str, why: &str) {
    eprintln!("skipped: {test}: {why}");
    if let Some(list) = std::env::var_os("NASHRA_SKIPPED") {
        let mut list =
            std::fs::OpenOptions::new().create(true).append(true).open(list).expect("the list of skipped tests opens");
        writeln!(list, "{test}").expect("the list of skipped tests is writable");
    }
}
