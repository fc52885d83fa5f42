//! Whole articles beside the blocks they come to: `tests/cases/html-<name>/`.

use super::read_as;
use model::Direction;
use std::path::Path;

/// Compares; with `NASHRA_ACCEPT=1` writes what came out, to be read before it is committed.
fn check(case: &str, surrounding: Direction, language: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(case);
    let source = std::fs::read_to_string(folder.join("source.html")).unwrap();
    let content = read_as(&source, surrounding, Some(language));
    let actual = serde_json::json!({ "blocks": content.blocks, "dropped": content.dropped });
    let actual = serde_json::to_string_pretty(&actual).unwrap() + "\n";
    let expected = folder.join("expected.json");
    if std::env::var_os("NASHRA_ACCEPT").is_some() {
        std::fs::write(&expected, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&expected).unwrap_or_default();
    assert!(actual == expected, "{case} comes to\n{actual}");
}

#[test]
fn a_wordpress_article_keeps_its_words_and_loses_its_quirks() {
    check("html-wordpress", Direction::Ltr, "en");
}

#[test]
fn an_arabic_article_keeps_its_directions_lists_and_table() {
    check("html-arabic", Direction::Rtl, "ar");
}

#[test]
fn malformed_soup_comes_to_the_blocks_a_browser_would_show() {
    check("html-soup", Direction::Ltr, "en");
}
