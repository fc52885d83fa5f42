//! What the page of saved articles looks like: a function of its props, as every page.

mod taking;

use crate::along::{Along, Choice, Going};
use crate::export::Refusal;
use crate::list::Order;
use crate::record::Saved;
use crate::shelf::Fault;
use model::{Digits, RemovalReason, SectionRef};
use taking::taking_along;
use viewer::parts::headlines::{credit_line, not_here};
use viewer::parts::save::{link_to_place, read_mark};
use viewer::parts::{Child, Context, Element, element};
use viewer::route::Route;
use viewer::text::{Plural, SavedStrings, digits};

/// What is to be seen.
pub struct View<'a> {
    /// The surroundings.
    pub context: Context<'a>,
    /// The words.
    pub words: &'static SavedStrings,
    /// What is saved.
    pub saved: &'a [Saved],
    /// Of those, the places of what is listed, in order.
    pub listed: &'a [usize],
    /// How many of them are drawn: a screenful first.
    pub drawn: usize,
    /// Ids of records that cannot be read.
    pub damaged: &'a [String],
    /// How the list is sorted.
    pub order: Order,
    /// What the reader should know; whether it can be undone.
    pub told: Option<(&'a Told, bool)>,
    /// Why nothing can be listed.
    pub fault: Option<Fault>,
    /// Whether the browser promised to keep it; `None` where it cannot be asked.
    pub promise: Option<bool>,
    /// What is taken along, and how that stands.
    pub along: Option<(&'a Along, Going)>,
    /// What may be.
    pub choice: &'a Choice,
    /// The sections that may be taken.
    pub sections: &'a [SectionRef],
    /// Whether the browser tells what kind of network it has.
    pub tells_network: bool,
}

/// Something that a reader is told on this page.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// An article was removed: its title.
    Removed(String),
    /// It is back: its title.
    PutBack(String),
    /// So many were added from a file.
    Imported(u64),
    /// The file cannot be read.
    Refused(Refusal),
    /// The browser has lost so many.
    Lost(u64),
    /// What was asked for could not be done.
    Failed(Fault),
}

/// The words for a fault.
pub fn fault_words(words: &SavedStrings, fault: Fault) -> &'static str {
    words.faults[fault as usize]
}

/// The whole page under its heading.
pub fn saved_list(view: &View<'_>) -> Element {
    let place = element("div").class("saved-page").child(told(view));
    if let Some(fault) = view.fault {
        return place.child(element("p").class("empty").child(fault_words(view.words, fault)));
    }
    let is_empty = view.saved.is_empty() && view.damaged.is_empty();
    let list = if is_empty {
        element("p").class("empty").child(view.words.empty)
    } else if view.listed.is_empty() && view.damaged.is_empty() {
        element("p").class("empty").attribute("role", "status").child(view.words.nothing_found)
    } else {
        let rows = view.listed.iter().take(view.drawn).map(|&at| row(view, &view.saved[at]));
        let damaged = view.damaged.iter().map(|id| damaged_row(view, id));
        element("ul").class("saved-list").attribute("role", "list").children(damaged).children(rows)
    };
    place.children((!is_empty).then(|| tools(view))).child(list).child(taking_along(view)).child(about(view))
}

fn told(view: &View<'_>) -> Element {
    let words = view.words;
    let region = element("div").class("notices").attribute("role", "status");
    let Some((told, can_undo)) = view.told else { return region };
    let titled = |template: &'static str, title: &str| {
        view.context.message(template, vec![element("bdi").child(title.to_owned())])
    };
    let line = match told {
        Told::Removed(title) => titled(words.removed, title),
        Told::PutBack(title) => titled(words.put_back, title),
        Told::Imported(count) => counted(view, &words.imported, *count),
        Told::Refused(Refusal::Damaged(at)) => {
            view.context.message(words.refused[3], vec![view.context.number(*at as u64)])
        }
        Told::Refused(Refusal::NewerVersion) => vec![words.refused[2].into()],
        Told::Refused(Refusal::NotThisFormat) => vec![words.refused[1].into()],
        Told::Refused(Refusal::NotJson) => vec![words.refused[0].into()],
        Told::Lost(count) => counted(view, &words.lost, *count),
        Told::Failed(fault) => vec![fault_words(words, *fault).into()],
    };
    let undo = can_undo.then(|| button("undo", words.undo).class("link"));
    region.child(
        element("p")
            .part("notice")
            .attribute("data-notice", "saved")
            .child(element("span").children(line))
            .children(undo),
    )
}

fn counted(view: &View<'_>, forms: &Plural, count: u64) -> Vec<Child> {
    view.context.plural(forms, count)
}

/// The field that searches and the list that sorts.
fn tools(view: &View<'_>) -> Element {
    let search = element("input")
        .attribute("type", "search")
        .attribute("data-do", "search")
        .attribute("dir", "auto")
        .attribute("autocomplete", "off");
    let orders = Order::ALL.iter().zip(view.words.orders).map(|(order, name)| {
        element("option").attribute("value", order.as_str()).flag("selected", *order == view.order).child(name)
    });
    let sort = element("select").attribute("data-do", "sort").children(orders);
    let labelled = |words: &'static str, control| element("label").child(element("span").child(words)).child(control);
    element("div")
        .class("saved-tools")
        .attribute("role", "search")
        .child(labelled(view.words.search, search))
        .child(labelled(view.words.sort, sort))
}

fn row(view: &View<'_>, saved: &Saved) -> Element {
    let (context, headline) = (view.context, &saved.headline);
    let title = context.title("span", headline.title.as_ref());
    let left_at = context.frame.marks.as_deref().and_then(|marks| marks.place(&headline.id));
    let heading = match (saved.removed, left_at) {
        (Some(_), _) => title,
        (None, Some(1..1000)) => link_to_place(context, &headline.id).class("story-link").child(title),
        (None, _) => context.link(&Route::Article(headline.id.clone())).class("story-link").child(title),
    };
    let notes = match saved.removed {
        Some(reason) => vec![note(vec![removal_words(context, reason).into()])],
        None => {
            let counts = [(&view.words.pictures_linked, saved.linked), (&view.words.pictures_missing, saved.missing)];
            let counts = counts.into_iter().filter(|(_, count)| *count > 0);
            counts.map(|(forms, count)| note(counted(view, forms, count.into()))).collect()
        }
    };
    let remove = button("remove", view.words.remove).class("link").attribute("data-id", headline.id.to_string());
    let story = element("article")
        .child(element("h2").child(heading))
        .child(
            credit_line(context, headline, None)
                .children(read_mark(context, &headline.id))
                .children(not_here(context, headline)),
        )
        .children(notes)
        .child(remove);
    element("li").part("headline").child(context.laid_out_by(headline.title.as_ref(), story))
}

fn removal_words(context: Context<'_>, reason: RemovalReason) -> &'static str {
    let missing = &context.strings.states.missing;
    match reason {
        RemovalReason::Other => missing[2],
        RemovalReason::TakenDown => missing[3],
        RemovalReason::Expired => missing[4],
        RemovalReason::Withdrawn => missing[5],
    }
}

fn note(words: Vec<Child>) -> Element {
    element("p").class("note").children(words)
}

/// A record that cannot be read: the way to the article, and out of the list.
fn damaged_row(view: &View<'_>, id: &str) -> Element {
    let context = view.context;
    let title = context.title("span", None);
    let link = match model::ArticleId::parse(id) {
        Ok(id) => context.link(&Route::Article(id)).class("story-link").child(title),
        Err(_) => title,
    };
    let remove = button("remove", view.words.remove).class("link").attribute("data-id", id.to_owned());
    let story =
        element("article").child(element("h2").child(link)).child(note(vec![view.words.damaged.into()])).child(remove);
    element("li").part("headline").child(story)
}

/// Where it is kept, for how long, and the way out of here and back.
fn about(view: &View<'_>) -> Element {
    let words = view.words;
    let bytes: u64 = view.saved.iter().map(|saved| saved.bytes).sum();
    let used = (bytes > 0).then(|| {
        let size = element("bdi").child(size(words, bytes, view.context.ui().digits));
        element("p").children(view.context.message(words.used, vec![size]))
    });
    let promise = words.promises[view.promise.map_or(2, |promised| usize::from(!promised))];
    let file = element("input")
        .attribute("type", "file")
        .attribute("accept", ".json,application/json")
        .attribute("data-do", "import")
        .class("visually-hidden");
    let ways = element("p")
        .class("saved-ways")
        .children((!view.saved.is_empty()).then(|| button("export", words.export).class("button")))
        .child(element("label").class("button").child(element("span").child(words.import)).child(file));
    element("section")
        .class("saved-about")
        .attribute("aria-labelledby", "saved-about")
        .child(element("h2").attribute("id", "saved-about").child(words.about))
        .children(used)
        .child(element("p").child(promise))
        .child(element("p").child(words.ios))
        .child(ways)
}

/// `bytes` in words: whole kilobytes, or megabytes to a tenth.
pub fn size(words: &SavedStrings, bytes: u64, shapes: Digits) -> String {
    let (unit, number) = if bytes < 1_000_000 {
        (words.sizes[0], bytes.div_ceil(1000).to_string())
    } else {
        let tenths = bytes.div_ceil(100_000);
        (words.sizes[1], format!("{}.{}", tenths / 10, tenths % 10))
    };
    let number = digits(&number, shapes);
    let number = if shapes == Digits::European { number } else { number.replace('.', "٫") };
    viewer::text::fill(unit, &[&number])
}

fn button(name: &'static str, label: &'static str) -> Element {
    element("button").attribute("type", "button").attribute("data-do", name).child(label)
}
