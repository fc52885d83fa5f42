//! The foot of every page.

use super::context::external_link;
use super::{Context, Element, element};
use crate::route::Route;
use model::Site;

/// Who is answerable, the operator's pages, the way up.
pub fn footer(context: Context<'_>) -> Element {
    let site = context.frame.site.as_deref();
    let name = site.map(|site| context.text("p", &site.title).class("name"));
    // Where both have one name it stands once.
    let named_otherwise = |site: &&Site| site.publisher.as_ref().is_some_and(|publisher| publisher.name != site.title);
    let publisher = site.filter(named_otherwise).and_then(|site| site.publisher.as_ref()).map(|publisher| {
        let name = context.text("bdi", &publisher.name);
        element("p").child(match &publisher.site {
            Some(url) => external_link(url).child(name),
            None => name,
        })
    });
    let pages = site.filter(|site| !site.pages.is_empty()).map(|site| {
        let links = site.pages.iter().map(|page| {
            element("li")
                .child(context.link(&Route::Operator(page.slug.clone())).child(context.text("bdi", &page.title)))
        });
        element("nav")
            .attribute("aria-label", context.strings.about_site)
            .child(element("ul").attribute("role", "list").children(links))
    });
    let up = element("p").class("up").child(element("a").attribute("href", "#top").child(context.strings.to_top));
    element("footer").part("footer").children(name).children(publisher).children(pages).child(up)
}
