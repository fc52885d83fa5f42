//! Pages as HTML, natively: what press writes out.

pub use crate::pages::{document_title, embedded_path};

use crate::pages::{embedded_page, whole_page};
use crate::parts::Element;
use crate::screen::{Frame, Screen};
use leptos::prelude::RenderHtml;

/// What stands inside `<body>`: every word of the page, from the same parts that the browser draws.
pub fn body_html(frame: Frame, screen: Screen) -> String {
    whole_page(&frame, &screen).to_html()
}

/// The same, for a frame on another site's page: `screen` is the front page or a section.
pub fn embedded_html(frame: &Frame, screen: &Screen) -> String {
    embedded_page(frame, screen).to_html()
}

/// A part by itself, for pages that press alone makes.
pub fn element_html(element: Element) -> String {
    element.to_html()
}
