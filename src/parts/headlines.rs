//! Headlines: the lead, lists of them, and the way to older ones.

use super::context::action;
use super::picture::{ABOVE, BESIDE, Fetch, picture};
use super::save::{read_mark, save_button};
use super::states::failure_text;
use super::{Context, Element, element};
use crate::route::Route;
use crate::screen::{Older, OlderState};
use crate::text::dates;
use model::{Headline, Moment};

/// The story on top of the front page.
pub fn lead(context: Context<'_>, headline: &Headline) -> Element {
    let image = headline.image.as_ref().map(|image| {
        let picture = picture(context, image, Fetch::Now, ABOVE).attribute("fetchpriority", "high");
        context
            .link(&Route::Article(headline.id.clone()))
            .class("lead-picture")
            .attribute("tabindex", "-1")
            .attribute("aria-hidden", "true")
            .child(picture)
    });
    let words = element("div")
        .class("lead-words")
        .children(kicker(context, headline))
        .child(element("h2").child(story_link(context, headline)))
        .children(headline.standfirst.as_ref().map(|standfirst| context.text("p", standfirst).class("standfirst")))
        .child(card_credits(context, headline));
    let lead = element("article").part("lead").children(image).child(words);
    context.laid_out_by(headline.title.as_ref(), lead)
}

/// A list of headlines, each a `heading` of the page: one level below what the list stands under.
/// `with_section` says the section of each: not on a section's own page.
pub fn headline_list(
    context: Context<'_>,
    class: &'static str,
    heading: &'static str,
    headlines: &[Headline],
    with_section: bool,
) -> Element {
    element("ul")
        .class(class)
        .attribute("role", "list")
        .children(headlines.iter().map(|item| headline(context, heading, item, with_section)))
}

fn headline(context: Context<'_>, heading: &'static str, headline: &Headline, with_section: bool) -> Element {
    let image =
        headline.image.as_ref().map(|image| picture(context, image, Fetch::WhenNear, BESIDE).class("thumbnail"));
    let section = if with_section { kicker(context, headline) } else { None };
    let standfirst = headline.standfirst.as_ref().map(|standfirst| context.text("p", standfirst).class("standfirst"));
    let story = element("article")
        .children(image)
        .children(section)
        .child(element(heading).child(story_link(context, headline)))
        .children(standfirst)
        .child(card_credits(context, headline));
    element("li").part("headline").child(context.laid_out_by(headline.title.as_ref(), story))
}

/// A headline that leads to its article.
pub fn story_link(context: Context<'_>, headline: &Headline) -> Element {
    let title = context.title("span", headline.title.as_ref());
    context.link(&Route::Article(headline.id.clone())).class("story-link").child(title)
}

/// The section above a headline, as a link.
fn kicker(context: Context<'_>, headline: &Headline) -> Option<Element> {
    let slug = headline.section.as_ref()?;
    let name = context.text("bdi", context.section_name(slug)?);
    Some(context.link(&Route::Section(slug.clone())).class("kicker").child(name))
}

/// A card's credit line, the button that saves it, and what only the viewer knows of it: that comes later than the others
/// and stands where it moves none of them.
fn card_credits(context: Context<'_>, headline: &Headline) -> Element {
    credit_line(context, headline, context.frame.updated)
        .children(save_button(context, &headline.id))
        .children(read_mark(context, &headline.id))
        .children(not_here(context, headline))
}

/// Says of a headline that its article cannot be opened while there is no network.
pub fn not_here(context: Context<'_>, headline: &Headline) -> Option<Element> {
    let is_here = context.frame.offline.as_ref().is_none_or(|kept| kept.contains(&headline.id));
    (!is_here).then(|| context.phrase("span").class("not-here").child(context.strings.not_here))
}

/// Who published it, and when; the year is told where it is not that of `near`.
pub fn credit_line(context: Context<'_>, headline: &Headline, near: Option<Moment>) -> Element {
    let publisher = headline.publisher.as_ref().map(|publisher| context.text("bdi", publisher).class("source"));
    let time = headline.published.map(|moment| context.time(moment, dates::brief_date(context.ui(), moment, near)));
    let between = (publisher.is_some() && time.is_some()).then_some(" · ");
    element("p").class("credit-line").children(publisher).children(between).children(time)
}

/// The way to what is older than a list: a link that works without scripts, and asks the app for
/// more where they run.
pub fn more(context: Context<'_>, older: &Older) -> Option<Element> {
    // A feed leads on to a next page without saying how much is on it.
    if older.remaining == 0 && older.next.is_none() {
        return None;
    }
    let count = (older.remaining > 0).then(|| {
        let count = context.plural(&context.strings.articles, u64::from(older.remaining));
        element("span").class("count").child(" (").children(count).child(")")
    });
    let label = std::iter::once(element("span").child(context.strings.more)).chain(count);
    let control = match &older.next {
        Some(next) => context.link(next).attribute("data-action", "more").children(label),
        None => element("button").attribute("type", "button").attribute("data-action", "more").children(label),
    };
    let more = element("div").class("more").child(control.class("button"));
    Some(match &older.state {
        OlderState::Idle => more,
        OlderState::Loading => more
            .attribute("aria-busy", "true")
            .child(element("p").attribute("role", "status").child(context.strings.loading)),
        OlderState::Failed(failure) => more.child(
            element("p")
                .attribute("role", "alert")
                .children(failure_text(context, failure))
                .child(" ")
                .children(failure.can_retry().then(|| action("more", context.strings.retry).class("link"))),
        ),
    })
}
