//! Taking the edition along: the choice, its size, how far it has come.

use super::{View, button, counted, size};
use crate::along::Going;
use viewer::parts::{Child, Element, element};

/// As many of the newest may be chosen.
const NEWEST: [u64; 3] = [30, 100, 300];

/// The part of the page where the edition is taken along.
pub(super) fn taking_along(view: &View<'_>) -> Element {
    let part = element("section")
        .part("along")
        .class("saved-about")
        .attribute("aria-labelledby", "along")
        .child(element("h2").attribute("id", "along").child(view.words.along));
    match view.along {
        Some((along, _)) if along.is_whole() => {
            let [.., drop] = view.words.along_actions;
            part.child(said(counted(view, &view.words.whole, along.ids.len() as u64)))
                .child(element("p").class("saved-ways").child(button("along-cancel", drop).class("button")))
        }
        Some(_) => on_its_way(view, part),
        None => choice(view, part),
    }
}

fn said(words: Vec<Child>) -> Element {
    element("p").attribute("role", "status").children(words)
}

fn on_its_way(view: &View<'_>, part: Element) -> Element {
    let Some((along, going)) = view.along else { return part };
    let [_, _, pause, resume, cancel, _] = view.words.along_actions;
    let numbers = [along.done, along.ids.len()].map(|number| view.context.number(number as u64));
    let bar = element("progress")
        .attribute("max", "100")
        .attribute("value", along.percent().to_string())
        .attribute("aria-labelledby", "along");
    let states = view.words.along_states;
    let state = match going {
        Going::Held => Some(states[0]),
        Going::Running => None,
        Going::Offline => Some(states[1]),
        Going::Metered => Some(states[2]),
        Going::Full => Some(states[3]),
    };
    let hold = match going {
        Going::Running | Going::Offline => button("along-pause", pause),
        Going::Held | Going::Metered | Going::Full => button("along-resume", resume),
    };
    part.child(element("p").child(bar).child(" ").children(view.context.message(view.words.progress, numbers.into())))
        .child(said(state.into_iter().map(Child::from).collect()))
        .child(
            element("p")
                .class("saved-ways")
                .child(hold.class("button"))
                .child(button("along-cancel", cancel).class("button")),
        )
}

fn choice(view: &View<'_>, part: Element) -> Element {
    let words = view.words;
    let option = |value: String, label: Vec<Child>| {
        let chosen = view.choice.what == value;
        element("option").attribute("value", value).flag("selected", chosen).children(label)
    };
    let newest = NEWEST.into_iter().map(|count| {
        // An option holds text alone.
        let form = viewer::text::plural_form(view.context.ui().language, &words.newest, count);
        let number = viewer::text::number(count, view.context.ui().digits);
        option(count.to_string(), vec![viewer::text::fill(form, &[&number]).into()])
    });
    let sections = view
        .sections
        .iter()
        .map(|section| option(section.slug.to_string(), vec![section.name.as_str().to_owned().into()]));
    let list = element("select").attribute("data-do", "along-what").children(newest).children(sections);
    let check = |name: &'static str, label: &'static str, checked: bool| {
        let input = element("input").attribute("type", "checkbox").attribute("data-do", name).flag("checked", checked);
        element("label").child(input).child(" ").child(element("span").child(label))
    };
    let [measure, start, ..] = words.along_actions;
    let known = match &view.choice.measured {
        Some((_, bytes)) => {
            let bytes = element("bdi").child(size(words, *bytes, view.context.ui().digits));
            view.context.message(words.estimated, vec![bytes])
        }
        None if view.choice.failed => vec![words.along_states[4].into()],
        None => Vec::new(),
    };
    let act = match view.choice.measured {
        Some(_) => button("along-start", start),
        None => button("along-measure", measure),
    };
    part.child(
        element("p")
            .class("saved-tools")
            .child(element("label").child(element("span").child(words.what)).child(list))
            .child(check("along-pictures", words.with_pictures, view.choice.pictures))
            .children(view.tells_network.then(|| check("along-unmetered", words.unmetered, view.choice.unmetered))),
    )
    .child(said(known))
    .child(element("p").class("saved-ways").child(act.class("button")))
}
