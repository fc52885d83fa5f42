//! A list of headlines for a frame on another site's page.

use crate::parts::headlines::headline_list;
use crate::parts::states::{empty, main_heading};
use crate::parts::{Context, Element, element};
use crate::route::Route;
use crate::screen::{Frame, Screen, SectionTab};
use model::Headline;

/// The site's name, its sections as links between pages of this kind, the newest headlines, and the way to more.
///
/// What is not for frames opens in a tab of its own, as the document's `<base>` says; `public/embed.js` opens articles
/// in place where scripts run. `screen` is the front page or a section.
pub fn embedded_page(frame: &Frame, screen: &Screen) -> Element {
    let context = Context::new(frame);
    let site = frame.site.as_deref();
    let home = site.map(|site| context.link(&Route::Front).class("name").child(context.text("bdi", &site.title)));
    let masthead = element("header").part("masthead").class("masthead").child(main_heading(home).class("title"));
    let (lead, headlines) = headlines_of(screen);
    let has_any = lead.is_some() || !headlines.is_empty();
    let with_section = frame.route == Route::Front;
    let all: Vec<Headline> = lead.into_iter().chain(headlines).cloned().collect();
    let list = headline_list(context, "columns", "h2", &all, with_section);
    let main = element("main").attribute("id", "main").attribute("tabindex", "-1").child(if has_any {
        element("div").part("headlines").child(list)
    } else {
        empty(context.strings.states.empty_section)
    });
    let more = context.link(&frame.route).child(context.strings.more);
    element("div")
        .attribute("id", "top")
        .class("page")
        .child(masthead)
        .child(tabs(context))
        .child(main)
        .child(element("footer").class("foot").child(more))
}

fn headlines_of(screen: &Screen) -> (Option<&Headline>, &[Headline]) {
    match screen {
        Screen::Front(front) => (front.lead.as_ref(), &front.headlines),
        Screen::Section(section) => (None, &section.headlines),
        _ => (None, &[]),
    }
}

/// Sections that have articles; a press stays in the frame.
fn tabs(context: Context<'_>) -> Element {
    let frame = context.frame;
    let link = |route: Route| {
        let link =
            element("a").attribute("href", frame.ui.base.file(&embedded_path(&route))).attribute("target", "_self");
        if route == frame.route { link.attribute("aria-current", "page") } else { link }
    };
    let front = link(Route::Front).child(element("bdi").child(context.strings.front_page));
    let section = |tab: &SectionTab| link(Route::Section(tab.slug.clone())).child(context.text("bdi", &tab.name));
    let sections = frame.sections.iter().filter(|tab| tab.count > 0).map(section);
    let items = std::iter::once(front).chain(sections).map(|link| element("li").child(link));
    element("nav")
        .part("sections")
        .attribute("aria-label", context.strings.sections)
        .child(element("ul").attribute("role", "list").children(items))
}

/// Where the page for frames of the front page or of a section is, under the site's base.
pub fn embedded_path(route: &Route) -> String {
    match route {
        Route::Section(slug) => format!("embed/section/{slug}/"),
        _ => "embed/".to_owned(),
    }
}
