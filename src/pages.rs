//! Pages: what a [`Screen`](crate::screen::Screen) looks like, one file a kind of page.

use crate::screen::{Frame, Screen};
use leptos::prelude::*;

/// Everything inside `<body>`: skip link, masthead, section bar, notices, the screen, footer.
pub fn whole_page(frame: Frame, screen: Screen) -> AnyView {
    let _ = (frame, screen);
    ().into_any()
}
