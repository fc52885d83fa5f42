//! An older page of the edition or of a section.

use super::section::section_head;
use crate::parts::headlines::headline_list;
use crate::parts::states::{empty, main_heading};
use crate::parts::{Context, Element, element};
use crate::route::Route;
use crate::screen::OlderScreen;

/// Page `n`, counted from the oldest, with links to the pages beside it.
pub fn older_page(context: Context<'_>, screen: &OlderScreen) -> Element {
    let head = match &screen.section {
        Some(section) => section_head(context, &section.name, None),
        None => element("header").class("section-head").child(main_heading([context.strings.archive])),
    };
    let page = element("section").class("section-page").child(head);
    let page = if screen.headlines.is_empty() {
        page.child(empty(context.strings.states.empty_section))
    } else {
        let list = headline_list(context, "columns", "h2", &screen.headlines, screen.section.is_none());
        page.child(element("div").part("headlines").child(list))
    };
    page.child(pager(context, screen))
}

fn pager(context: Context<'_>, screen: &OlderScreen) -> Element {
    let route = |page: u32| match &screen.section {
        Some(section) => Route::SectionOlder(section.slug.clone(), page),
        None => Route::Older(page),
    };
    let newest = match &screen.section {
        Some(section) => Route::Section(section.slug.clone()),
        None => Route::Front,
    };
    let newer = if screen.is_newest { newest } else { route(screen.page + 1) };
    let newer = context.link(&newer).class("newer").child(context.strings.newer);
    let older =
        (screen.page > 1).then(|| context.link(&route(screen.page - 1)).class("older").child(context.strings.older));
    let position = vec![context.number(screen.page.into())];
    element("nav")
        .part("pager")
        .attribute("aria-label", context.strings.pages)
        .child(newer)
        .child(element("span").children(context.message(context.strings.page_number, position)))
        .children(older)
}
