//! Pages as HTML, natively: what press writes out.

pub use crate::pages::document_title;

use crate::pages::whole_page;
use crate::screen::{Frame, Screen};
use leptos::prelude::RenderHtml;

/// What stands inside `<body>`: every word of the page, from the same parts that the browser draws.
pub fn body_html(frame: Frame, screen: Screen) -> String {
    whole_page(&frame, &screen).to_html()
}
