//! Pictures that were drawn for previews of pages.

use crate::pictures::MEDIA;
use std::io::Read;
use std::path::Path;

/// How their names begin.
pub(super) const DRAWN: &str = "share-";

/// What a page says of itself is within so many bytes of its beginning.
const HEAD_BYTES: u64 = 16 * 1024;

/// The name under `media/` of the picture that was drawn for the page at `path` of the site in `folder`, where it
/// names one.
pub(super) fn drawn_for(folder: &Path, path: &str) -> Option<String> {
    let mut head = Vec::new();
    std::fs::File::open(folder.join(path)).ok()?.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
    let head = String::from_utf8_lossy(&head);
    let (_, address) = head.split_once("<meta property=\"og:image\" content=\"")?;
    let (_, name) = address[..address.find('"')?].rsplit_once(MEDIA)?;
    name.starts_with(DRAWN).then(|| name.to_owned())
}

/// The page that the picture called `name` was drawn for: an article's id, `front`, `section-<slug>`.
pub(super) fn page_of(name: &str) -> Option<&str> {
    Some(name.strip_prefix(DRAWN)?.rsplit_once('-')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_after_its_page() {
        assert_eq!(page_of("share-0a1b2c3d4e-0123.png"), Some("0a1b2c3d4e"));
        assert_eq!(page_of("share-section-world-news-0123.png"), Some("section-world-news"));
        assert_eq!(page_of("0a1b2c-480.webp"), None);
    }
}
