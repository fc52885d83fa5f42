//! The front page.

use crate::parts::headlines::{headline_list, lead, more};
use crate::parts::save::continue_reading;
use crate::parts::{Context, Element, element, states};
use crate::screen::FrontScreen;

/// How many headlines stand in the column beside the lead, where the page is wide: as high as a lead with its
/// picture, and as one without.
const BESIDE_LEAD: [usize; 2] = [4, 2];

/// The lead, the newest headlines beside and under it, the way to older ones.
pub fn front_page(context: Context<'_>, screen: &FrontScreen) -> Element {
    let page = element("div").class("front-page");
    if screen.lead.is_none() && screen.headlines.is_empty() {
        return page.child(states::empty(context.strings.states.empty_edition));
    }
    let beside = screen.lead.as_ref().map_or(0, |lead| BESIDE_LEAD[usize::from(lead.image.is_none())]);
    let (beside, under) = screen.headlines.split_at(beside.min(screen.headlines.len()));
    let list =
        |class, headlines| (!<[_]>::is_empty(headlines)).then(|| headline_list(context, class, "h3", headlines, true));
    let headlines = element("section")
        .part("headlines")
        .class("latest")
        .attribute("aria-labelledby", "latest-heading")
        .child(element("h2").attribute("id", "latest-heading").class("visually-hidden").child(context.strings.latest))
        .children(list("beside-lead", beside))
        .children(list("columns", under))
        .children(more(context, &screen.older));
    page.children(screen.lead.as_ref().map(|headline| lead(context, headline)))
        .child(headlines)
        .children(continue_reading(context))
}
