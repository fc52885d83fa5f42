//! Pages: what a [`Screen`] looks like, one file a kind of page.

mod article;
#[cfg(feature = "ssr")]
mod embedded;
mod front;
mod older;
mod operator;
mod saved;
mod section;
#[cfg(feature = "ssr")]
mod tag;
mod title;

#[cfg(feature = "ssr")]
pub use embedded::{embedded_page, embedded_path};
pub use saved::PLACE as SAVED_PLACE;
#[cfg(feature = "ssr")]
pub use tag::tag_page;
pub use title::document_title;

use crate::parts::footer::footer;
use crate::parts::masthead::{Opening, masthead, section_bar};
use crate::parts::notices::notices;
use crate::parts::settings::settings_panel;
use crate::parts::{Context, Element, element, states};
use crate::screen::{Frame, Screen, Skeleton};

/// Everything inside `<body>`: skip link, masthead, section bar, notices, the screen, footer.
///
/// One element whatever the screen, so that the app redraws by patching it in place.
pub fn whole_page(frame: &Frame, screen: &Screen) -> Element {
    let context = Context::new(frame);
    let skip = element("a").class("skip").attribute("href", "#main").child(context.strings.skip_to_content);
    let announcer = element("div")
        .part("announcer")
        .attribute("id", "announcer")
        .class("visually-hidden")
        .attribute("aria-live", "polite");
    element("div")
        .attribute("id", "top")
        .class("page")
        .child(skip)
        .child(masthead(context, opening(screen)))
        .child(settings_panel(context))
        .children(section_bar(context, screen.section()))
        .child(notices(context))
        .child(element("main").attribute("id", "main").attribute("tabindex", "-1").child(content(context, screen)))
        .child(footer(context))
        .child(announcer)
}

fn opening(screen: &Screen) -> Opening {
    match screen {
        Screen::Front(_) => Opening::Front,
        Screen::Loading(Skeleton::Front) => Opening::FrontToCome,
        _ => Opening::Inside,
    }
}

fn content(context: Context<'_>, screen: &Screen) -> Element {
    match screen {
        Screen::Loading(skeleton) => states::skeleton(context, *skeleton),
        Screen::Front(front) => front::front_page(context, front),
        Screen::Section(section) => section::section_page(context, section),
        Screen::Older(older) => older::older_page(context, older),
        #[cfg(feature = "ssr")]
        Screen::Tag(tag) => tag::tag_page_of(context, tag),
        Screen::Article(article) => article::article_page(context, article),
        Screen::Operator(page) => operator::operator_page(context, page),
        Screen::Saved => saved::saved_page(context),
        Screen::Missing(what) => states::missing(context, *what),
        Screen::Failed { failure, source } => states::failed(context, failure, source.as_ref()),
    }
}
