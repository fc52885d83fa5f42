//! The masthead and the section bar.

use super::save::saved_link;
use super::settings::settings_button;
use super::states::main_heading;
use super::{Child, Context, Element, element};
use crate::route::Route;
use crate::screen::SectionTab;
use crate::text::dates;
use model::{SectionSlug, Text};

/// How a page opens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// The front page: the name stands large and is the page's heading.
    Front,
    /// The front page on its way: as large, so that nothing moves when it comes.
    FrontToCome,
    /// Any other page: the name stands small and leads to the front page.
    Inside,
}

/// The newspaper's name with its date and its settings.
pub fn masthead(context: Context<'_>, opening: Opening) -> Element {
    let site = context.frame.site.as_deref();
    let name = site.map(|site| context.text("bdi", &site.title));
    // Until the site's name is known there is no link: an empty one could not be told from nothing.
    let home = name.map(|name| context.link(&Route::Front).class("name").child(name));
    let title = if opening == Opening::Front { main_heading(home) } else { element("p").children(home) }.class("title");
    let date = context
        .frame
        .updated
        .map(|moment| context.time(moment, dates::full_date(context.ui(), moment)).class("edition-date"));
    let tagline =
        site.and_then(|site| site.tagline.as_ref()).map(|tagline| context.text("p", tagline).class("tagline"));
    element("header")
        .part("masthead")
        .class(if opening == Opening::Inside { "masthead" } else { "masthead front" })
        .child(title)
        .children(tagline)
        .child(
            element("div").class("ears").children(date).children(saved_link(context)).child(settings_button(context)),
        )
}

/// The sections, with how many articles each holds; on a page that says only what lasts, those of the
/// operator's own and `here`, that of the page.
pub fn section_bar(context: Context<'_>, here: Option<(&SectionSlug, &Text)>) -> Option<Element> {
    let frame = context.frame;
    let stands = |tab: &&SectionTab| tab.own || !frame.lasting;
    let shown = || frame.sections.iter().filter(stands);
    let here = here.filter(|(slug, _)| frame.lasting && shown().all(|tab| tab.slug != **slug));
    if shown().next().is_none() && here.is_none() {
        return None;
    }
    let front = context.link(&Route::Front);
    let front = tab(context, front, frame.route == Route::Front, [context.strings.front_page], frame.total);
    let current = frame.route.section();
    let section_tab = |slug: &SectionSlug, name: &Text, count: Option<u32>| {
        let link = context.link(&Route::Section(slug.clone()));
        tab(context, link, current == Some(slug), [context.text("bdi", name)], count)
    };
    let tabs = shown().map(|tab| section_tab(&tab.slug, &tab.name, (!frame.lasting).then_some(tab.count)));
    let here = here.map(|(slug, name)| section_tab(slug, name, None));
    Some(
        element("nav")
            .part("sections")
            .attribute("aria-label", context.strings.sections)
            .child(element("ul").attribute("role", "list").child(front).children(tabs).children(here)),
    )
}

fn tab<C: Into<Child>>(
    context: Context<'_>,
    link: Element,
    current: bool,
    name: [C; 1],
    count: Option<u32>,
) -> Element {
    let link = if current { link.attribute("aria-current", "page") } else { link };
    let link = link.children(name);
    let count = count.map(u64::from);
    // The number is seen, the words that make sense of it are heard.
    let seen = count.map(|count| context.number(count).class("count").attribute("aria-hidden", "true"));
    let heard = count.map(|count| {
        element("span")
            .class("visually-hidden")
            .child(context.strings.comma)
            .children(context.plural(&context.strings.articles, count))
    });
    let between = count.is_some().then_some(" ");
    element("li").child(link.children(between).children(seen).children(heard))
}
