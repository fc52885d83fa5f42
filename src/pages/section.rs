//! A section.

use crate::parts::headlines::{headline_list, more};
use crate::parts::states::{empty, main_heading};
use crate::parts::{Context, Element, element};
use crate::screen::SectionScreen;
use model::Text;

/// A section's newest headlines and the way to older ones.
pub fn section_page(context: Context<'_>, screen: &SectionScreen) -> Element {
    let page = element("section").class("section-page").child(section_head(
        context,
        &screen.section.name,
        Some(screen.section.count),
    ));
    if screen.headlines.is_empty() {
        return page.child(empty(context.strings.states.empty_section));
    }
    page.child(
        element("div")
            .part("headlines")
            .child(headline_list(context, "columns", "h2", &screen.headlines, false))
            .children(more(context, &screen.older)),
    )
}

/// A section's name as the page's heading, with how many articles it holds, where the page may say so.
pub fn section_head(context: Context<'_>, name: &Text, count: Option<u32>) -> Element {
    let count = count.map(|count| context.plural(&context.strings.articles, u64::from(count)));
    element("header")
        .class("section-head")
        .child(main_heading([context.text("bdi", name)]))
        .children(count.map(|count| element("p").class("count").children(count)))
}
