//! A tag's page, still and native only: the viewer does not run on it.

use super::section::section_head;
use crate::parts::headlines::headline_list;
use crate::parts::{Context, Element, element};
use crate::route::{BasePath, tag_path};
use crate::screen::TagScreen;
use model::TagSlug;

/// The path of a page of a tag under `base`: of the newest one, or of page `page`, counted from the oldest.
pub fn tag_page(tag: TagSlug, page: Option<u32>, base: &BasePath) -> String {
    let newest = tag_path(tag, base);
    page.map_or(newest.clone(), |page| format!("{newest}{page}/"))
}

/// A tag's headlines, with links to the pages beside this one.
pub(super) fn tag_page_of(context: Context<'_>, screen: &TagScreen) -> Element {
    let count = screen.page.is_none().then_some(screen.count);
    let list = headline_list(context, "columns", "h2", &screen.headlines, true);
    element("section")
        .class("section-page")
        .child(section_head(context, &screen.name, count))
        .child(element("div").part("headlines").child(list))
        .children(pager(context, screen))
}

fn pager(context: Context<'_>, screen: &TagScreen) -> Option<Element> {
    let link = |page: Option<u32>| element("a").attribute("href", tag_page(screen.slug, page, &context.ui().base));
    let newer = screen.page.map(|_| link(screen.newer).class("newer").child(context.strings.newer));
    let older = screen.older.map(|older| link(Some(older)).class("older").child(context.strings.older));
    let position = screen.page.map(|page| {
        let position = vec![context.number(page.into())];
        element("span").children(context.message(context.strings.page_number, position))
    });
    (newer.is_some() || older.is_some()).then(|| {
        element("nav")
            .part("pager")
            .attribute("aria-label", context.strings.pages)
            .children(newer)
            .children(position)
            .children(older)
    })
}
