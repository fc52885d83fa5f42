//! What stands where nothing can be shown, or not yet.

use super::context::{action, external_link};
use super::{Child, Context, Element, element};
use crate::failure::Failure;
use crate::route::Route;
use crate::screen::{Missing, Skeleton};
use crate::text::{digits, fill};
use model::{RemovalReason, SafeUrl};

/// The page's main heading: the one `h1`, which takes the focus when a page opens.
pub fn main_heading(children: impl IntoIterator<Item: Into<Child>>) -> Element {
    element("h1").attribute("tabindex", "-1").attribute("data-focus", "").children(children)
}

/// The words for `failure`: one sentence of its own, without its full stop.
pub fn failure_text(context: Context<'_>, failure: &Failure) -> Vec<Child> {
    let words = context.strings.states.failures[failure_index(failure)];
    match failure {
        Failure::Server(code) => {
            context.message(words, vec![element("bdi").child(digits(&code.to_string(), context.ui().digits))])
        }
        _ => vec![words.into()],
    }
}

/// The same words as plain text, for a document's title.
pub fn failure_words(context: Context<'_>, failure: &Failure) -> String {
    let code = if let Failure::Server(code) = failure { code.to_string() } else { String::new() };
    fill(context.strings.states.failures[failure_index(failure)], &[&digits(&code, context.ui().digits)])
}

/// The place of `failure`'s words among [`crate::text::States::failures`].
fn failure_index(failure: &Failure) -> usize {
    match failure {
        Failure::Offline => 0,
        Failure::Unreachable => 1,
        Failure::Missing | Failure::Removed(_) | Failure::Moved(_) => 2,
        Failure::Forbidden => 3,
        Failure::Server(_) => 4,
        Failure::HtmlInstead => 5,
        Failure::NotJson => 6,
        Failure::UnknownFormat => 7,
        Failure::NewerVersion => 8,
        Failure::Broken => 9,
        Failure::TooLarge => 10,
        Failure::Empty => 11,
        Failure::NotAllowed => 12,
    }
}

/// A page that could not be shown: why, and what the reader can do.
pub fn failed(context: Context<'_>, failure: &Failure, source: Option<&SafeUrl>) -> Element {
    let states = &context.strings.states;
    let can_retry = failure.can_retry();
    let advice = match can_retry {
        true if failure.is_of_network() && context.frame.offline.is_some() => states.not_kept,
        true => states.retry_advice,
        false => states.no_retry_advice,
    };
    let retry = can_retry.then(|| action("retry", context.strings.retry).class("button"));
    let open = source.map(|url| {
        let address = element("bdi").attribute("dir", "ltr").class("address").child(url.as_str().to_owned());
        element("p").child(external_link(url).child(states.open_source)).child(element("br")).child(address)
    });
    element("div")
        .class("state")
        .attribute("role", "alert")
        .child(main_heading(failure_text(context, failure)))
        .child(element("p").child(advice))
        .children(retry)
        .children(open)
}

/// A page, section or article that the site does not have.
pub fn missing(context: Context<'_>, what: Missing) -> Element {
    let states = &context.strings.states;
    let back = context.link(&Route::Front).class("button").child(context.strings.front_page);
    element("div")
        .class("state")
        .child(main_heading([states.missing[missing_index(what)]]))
        .children((missing_index(what) < 3).then(|| element("p").child(states.missing_advice)))
        .child(back)
}

/// The words that a document's title opens with where something is missing.
pub fn missing_title(context: Context<'_>, what: Missing) -> &'static str {
    context.strings.states.missing[missing_index(what)]
}

fn missing_index(what: Missing) -> usize {
    match what {
        Missing::Page => 0,
        Missing::Section => 1,
        Missing::Article | Missing::Removed(RemovalReason::Other) => 2,
        Missing::Removed(RemovalReason::TakenDown) => 3,
        Missing::Removed(RemovalReason::Expired) => 4,
        Missing::Removed(RemovalReason::Withdrawn) => 5,
    }
}

/// A note where a list has no items.
pub fn empty(words: &'static str) -> Element {
    element("p").class("empty").child(words)
}

/// Grey bars of the size of what comes.
pub fn skeleton(context: Context<'_>, what: Skeleton) -> Element {
    let bars = |class, count: usize| {
        element("div").class(class).attribute("aria-hidden", "true").children((0..count).map(|_| element("span")))
    };
    let heading = main_heading([context.strings.loading]).class("visually-hidden");
    let page = element("div").class("skeleton").attribute("aria-busy", "true").child(heading);
    match what {
        Skeleton::Front => page.child(bars("bars-lead", 4)).child(bars("bars-list", 12)),
        Skeleton::List => page.child(bars("bars-title", 1)).child(bars("bars-list", 18)),
        Skeleton::Article => page.child(bars("bars-title", 3)).child(bars("bars-text", 14)),
    }
}
