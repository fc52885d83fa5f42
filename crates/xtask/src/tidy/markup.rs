//! What would let text become markup, or markup break a strict content policy.

use super::source::{self, Source};
use anyhow::Result;

/// Ways into a document for text that is read as HTML.
const RAW_HTML: &[&str] = &[
    "inner_html",
    "innerHTML",
    "outer_html",
    "outerHTML",
    "insert_adjacent_html",
    "insertAdjacentHTML",
    "document.write",
    "createContextualFragment",
    "create_contextual_fragment",
    "set_html_unsafe",
    "setHTMLUnsafe",
    "srcdoc",
];

/// Every line of what runs in a page that could read text as HTML into it.
pub fn find_raw_html() -> Result<Vec<String>> {
    let sources = source::files(&["crates/wire/src", "index.html", "public", "src"], &[".rs", ".js", ".html"])?;
    Ok(sources.iter().flat_map(raw_html_in).collect())
}

/// Every `style` attribute: one breaks the content policy, and prerenders as markup.
pub fn find_style_attributes() -> Result<Vec<String>> {
    let sources = source::files(&["crates/press/src", "index.html", "public", "src"], &[".rs", ".js", ".html"])?;
    Ok(sources.iter().flat_map(style_attributes_in).collect())
}

fn raw_html_in(file: &Source) -> Vec<String> {
    file.lines_where(|code| RAW_HTML.iter().any(|way| code.contains(way)))
}

fn style_attributes_in(file: &Source) -> Vec<String> {
    let is_attribute = |code: &str| {
        code.match_indices("style").any(|(start, name)| {
            let after = &code[start + name.len()..];
            let is_directive = after.strip_prefix(':').is_some_and(|property| {
                property.starts_with(|letter: char| letter.is_ascii_lowercase() || letter == '-')
                    && property.split_once('=').is_some_and(|(property, _)| !property.contains(' '))
            });
            code[..start].ends_with([' ', '\t'])
                && (after.starts_with("=\"") || after.starts_with("={") || is_directive)
        })
    };
    file.lines_where(|code| is_attribute(code) || code.contains("setAttribute(\"style\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use source::sample;

    #[test]
    fn text_does_not_become_markup() {
        assert_eq!(raw_html_in(&sample("src/a.rs", "<div inner_html=body/>")).len(), 1);
        assert_eq!(raw_html_in(&sample("public/a.js", "box.innerHTML = text;")).len(), 1);
        assert!(raw_html_in(&sample("public/a.js", "box.textContent = text; // no innerHTML")).is_empty());
    }

    #[test]
    fn an_element_has_no_style_of_its_own() {
        assert_eq!(style_attributes_in(&sample("src/a.rs", "<p style=\"color: red\">")).len(), 1);
        assert_eq!(style_attributes_in(&sample("src/a.rs", "<p style:color=colour>")).len(), 1);
        assert!(style_attributes_in(&sample("src/a.rs", "Theme { style: Style::Dark }")).is_empty());
        assert!(style_attributes_in(&sample("src/a.rs", "let style = sheet();")).is_empty());
    }
}
