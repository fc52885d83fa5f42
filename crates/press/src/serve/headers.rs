//! Header values by a file's name, and their comparison.

use crate::pictures::MEDIA;
use crate::site_files::headers::{IMMUTABLE, WIDGET, WIDGET_CACHE};

/// The content type of a file of this name, with its charset where it is text.
pub(super) fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "wasm" => "application/wasm",
        "xml" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// For ever for a file whose name holds the hash of its content; else asked for each time, but for what partners load.
pub(super) fn cache_control(path: &str) -> &'static str {
    match path {
        WIDGET => WIDGET_CACHE,
        _ if has_hash(path) => IMMUTABLE,
        _ => "no-cache",
    }
}

/// Whether a name holds a run of at least eight hexadecimal digits with a digit among them, set
/// off by `-`, `_` or `.`: `viewer-0a1b2c3d4e5f6a7b_bg.wasm`, `all-1.0a1b2c3d4e5f.json`.
pub(crate) fn has_hash(path: &str) -> bool {
    // Article ids are hashes of names, not of contents.
    if path.starts_with("edition/articles/") {
        return false;
    }
    if path.starts_with(MEDIA) {
        return true;
    }
    let name = path.rsplit('/').next().unwrap_or("");
    let Some((stem, _)) = name.rsplit_once('.') else { return false };
    stem.split(['-', '_', '.']).skip(1).any(|part| {
        part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit()) && part.bytes().any(|b| b.is_ascii_digit())
    })
}

/// Whether `If-None-Match` names `etag` (RFC 9110 section 13.1.2: weak comparison).
pub(super) fn none_match(field: &str, etag: &str) -> bool {
    field.trim() == "*" || field.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_the_hash_of_their_content_are_immutable() {
        for hashed in [
            "viewer-0a1b2c3d4e5f6a7b.js",
            "viewer-0a1b2c3d4e5f6a7b_bg.wasm",
            "edition/headlines/all-1.0a1b2c3d4e5f.json",
            "media/0a1b2c3d4e5f-480.webp",
        ] {
            assert!(has_hash(hashed), "{hashed}");
        }
        for stable in [
            "boot.js",
            "edition/edition.json",
            "edition/articles/0a1b2c3d4e.json",
            "edition/latest/a-deadbeef.json",
            "0a1b2c3d",
        ] {
            assert!(!has_hash(stable), "{stable}");
        }
    }

    #[test]
    fn an_etag_is_compared_weakly() {
        assert!(none_match("\"a\", W/\"b\"", "\"b\""));
        assert!(none_match("*", "\"b\""));
        assert!(!none_match("\"ab\"", "\"b\"") && !none_match("", "\"b\""));
    }
}
