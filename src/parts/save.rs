//! What the reader keeps and has read: the button on an article, the marks on cards, the ways back.

use super::context::action;
use super::{Context, Element, element};
use crate::marks::FINISHED;
use crate::route::Route;
use model::ArticleId;

/// Keeps an article for later, or no longer: `data-action="save:<id>"`.
pub fn save_button(context: Context<'_>, id: &ArticleId) -> Option<Element> {
    let saved = context.frame.marks.as_deref()?.is_saved(id);
    let button = element("button")
        .attribute("type", "button")
        .attribute("data-action", format!("save:{id}"))
        .attribute("aria-pressed", if saved { "true" } else { "false" })
        .class("save")
        .attribute("aria-label", context.strings.save);
    Some(button)
}

/// Says of a card that its article was read to its end.
pub fn read_mark(context: Context<'_>, id: &ArticleId) -> Option<Element> {
    let place = context.frame.marks.as_deref()?.place(id)?;
    (place >= FINISHED).then(|| element("span").class("read").child(context.strings.read))
}

/// The way to what is kept.
pub fn saved_link(context: Context<'_>) -> Option<Element> {
    context.frame.marks.as_deref()?;
    Some(context.link(&Route::Saved).child(context.strings.saved))
}

/// The fragment that leads to where an article was left.
pub const CONTINUE: &str = "continue";

/// The way to where the open article was left, where that is neither its beginning nor its end.
pub fn resume_link(context: Context<'_>, id: &ArticleId) -> Option<Element> {
    let place = context.frame.marks.as_deref()?.place(id)?;
    (1..FINISHED).contains(&place).then(|| link_to_place(context, id).child(context.strings.continue_reading))
}

/// A link to where the article was left.
pub fn link_to_place(context: Context<'_>, id: &ArticleId) -> Element {
    let path = context.ui().href(&Route::Article(id.clone()));
    element("a").attribute("href", format!("{path}#{CONTINUE}"))
}

/// The way back to the article that was read last and not to its end.
pub fn continue_reading(context: Context<'_>) -> Option<Element> {
    let (id, title) = context.frame.marks.as_deref()?.unfinished()?;
    let link = link_to_place(context, &id).child(context.text("span", &title));
    Some(
        element("p")
            .part("continue")
            .child(context.strings.continue_reading)
            .child(": ")
            .child(link)
            .child(action("dismiss-reading", context.strings.close).class("link")),
    )
}
