//! The body of an item, from the richest text that it offers.

use super::role::{self, Roled};
use crate::html::HtmlContent;
use crate::json::Value;
use crate::reading::Reading;
use model::{Lang, SafeUrl};

/// The longest HTML body that has anything to show, else the longest plain one; NITF and other XML
/// are not read.
pub(super) fn read(
    item: &Value,
    base: Option<&SafeUrl>,
    language: Option<&Lang>,
    reading: &mut Reading<'_>,
) -> HtmlContent {
    let mut bodies = role::all(item, "bodies", "body");
    let count = bodies.len();
    bodies.retain(|body| body.is_html() || body.is_plain());
    if bodies.is_empty() && count > 0 {
        reading.report("its text is in no format that is read here", "left out");
    }
    bodies.sort_by_key(|body| (!is_html(body), std::cmp::Reverse(body.text.len())));
    for body in &bodies {
        let content = blocks(body, base, language, reading);
        if !content.blocks.is_empty() {
            return content;
        }
    }
    HtmlContent::default()
}

/// The blocks of one text.
pub(super) fn blocks(
    body: &Roled<'_>,
    base: Option<&SafeUrl>,
    language: Option<&Lang>,
    reading: &mut Reading<'_>,
) -> HtmlContent {
    if is_html(body) {
        return reading.html(body.text, base, language);
    }
    HtmlContent { blocks: reading.paragraphs(body.text), ..HtmlContent::default() }
}

fn is_html(body: &Roled<'_>) -> bool {
    body.is_html() || body.is_untold_html()
}
