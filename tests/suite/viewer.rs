//! The viewer's pages, rendered natively.

mod dates;
mod pages;
mod samples;
mod states;
mod words;

use viewer::render::body_html;
use viewer::screen::{Frame, Screen};

/// A page as HTML.
fn html(frame: &Frame, screen: &Screen) -> String {
    body_html(frame.clone(), screen.clone())
}

/// The text of a page as a browser would show it: tags gone, entities decoded.
fn shown(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').expect("every tag ends");
        if !matches!(tag.trim_start_matches('/').split(' ').next(), Some("bdi" | "b" | "strong" | "em" | "a" | "span"))
        {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The words of `expected` that `page` does not show, in order.
fn missing_words<'a>(page: &str, expected: &'a str) -> Vec<&'a str> {
    expected.split_whitespace().filter(|word| !page.contains(word)).collect()
}
