//! The article in a page, by `dom_smoothie`.

use super::contents::Contents;
use crate::html::HtmlContent;
use crate::reading::Reading;
use dom_smoothie::{Config, Readability};
use model::{Lang, SafeUrl};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many elements the search goes through: each is scored several times.
const MAX_ELEMENTS: usize = 20_000;

/// The blocks of the page's article. `None` where none is found, and, unless `is_article` is known,
/// where what is found hardly reads like one.
pub(super) fn read(
    page: &Contents,
    is_article: bool,
    base: Option<&SafeUrl>,
    language: Option<&Lang>,
    reading: &mut Reading<'_>,
) -> Option<HtmlContent> {
    // What was parsed within bounds is written out again, so that a second parser meets no depth.
    let html = page.tree.to_html();
    let find = || {
        let config = Config {
            keep_classes: true,
            disable_json_ld: true,
            max_elements_to_parse: MAX_ELEMENTS,
            ..Config::default()
        };
        let mut search = Readability::new(html, None, Some(config)).ok()?;
        if !is_article && !search.is_probably_readable() {
            return None;
        }
        Some(search.parse().ok()?.content.to_string())
    };
    let html = catch_unwind(AssertUnwindSafe(find)).ok().flatten()?;
    Some(reading.html(&html, base, language)).filter(|content| !content.blocks.is_empty())
}
