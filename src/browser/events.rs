//! What the reader does, heard once for the whole document.

use crate::browser::page::{closest, document, window};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, Element, Event, HtmlAnchorElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent, MouseEvent,
};

/// Something the reader did that the app handles.
pub enum Gesture {
    /// Pressed a link within this origin: its path, query and fragment.
    Follow {
        /// From the host's root.
        path: String,
        /// With its `?`, or empty.
        query: String,
        /// Without its `#`, or empty.
        fragment: String,
    },
    /// Is about to press a link within this origin, it seems: its path and query.
    Aim {
        /// From the host's root.
        path: String,
        /// With its `?`, or empty.
        query: String,
        /// Whether the reader does something; else the link has only stayed in view.
        acts: bool,
    },
    /// Pressed what carries this `data-action`.
    Act(String),
    /// Changed the control of a setting: its name and its value.
    Set(String, String),
    /// Pressed Escape.
    Escape,
    /// Went back or forward.
    Popped,
    /// Is about to leave.
    Leaving,
    /// The page is shown, for the first time or again.
    Shown,
    /// Came back to the tab.
    Returned,
    /// Scrolled.
    Scrolled,
    /// Went to another tab, or put the device away.
    Away,
    /// The network came or went.
    NetworkChanged,
    /// A newer viewer waits to be moved to: boot.js says so.
    UpdateWaits,
}

/// Hears for as long as it lives.
pub struct Listeners {
    _listeners: Vec<EventListener>,
}

/// Starts to hear. `handle` answers whether the app took the gesture: then the browser does not.
pub fn listen(
    handle: impl Fn(Gesture) -> bool + Clone + 'static,
    copied: impl Fn(&str) -> Option<String> + 'static,
) -> Listeners {
    let document = document();
    let window = window();
    let hears = EventListenerOptions::enable_prevent_default();
    let mut listeners = Vec::new();

    let on_click = handle.clone();
    listeners.push(EventListener::new_with_options(&document, "click", hears, move |event| clicked(event, &on_click)));

    let on_change = handle.clone();
    listeners.push(EventListener::new(&document, "change", move |event| {
        if let Some((name, value)) = setting(event) {
            on_change(Gesture::Set(name, value));
        }
    }));

    let on_key = handle.clone();
    listeners.push(EventListener::new(&document, "keydown", move |event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
            on_key(Gesture::Escape);
        }
    }));

    listeners
        .push(EventListener::new_with_options(&document, "copy", hears, move |event| keep_attribution(event, &copied)));

    // A press follows in a tenth of a second or two: long enough for what it will ask for. On a fast connection boot.js
    // tells of what stays in view.
    for (name, acts) in [("pointerover", true), ("touchstart", true), ("focusin", true), ("nashra:seen", false)] {
        let on_aim = handle.clone();
        listeners.push(EventListener::new(&document, name, move |event| {
            if let Some((path, query, _)) = closest(event.target(), "a[href]").and_then(inner_link) {
                on_aim(Gesture::Aim { path, query, acts });
            }
        }));
    }

    for (name, gesture) in [
        ("popstate", (|| Gesture::Popped) as fn() -> Gesture),
        ("pagehide", || Gesture::Leaving),
        ("pageshow", || Gesture::Shown),
        ("scroll", || Gesture::Scrolled),
        ("online", || Gesture::NetworkChanged),
        ("offline", || Gesture::NetworkChanged),
        ("nashra:update", || Gesture::UpdateWaits),
    ] {
        let handle = handle.clone();
        listeners.push(EventListener::new(&window, name, move |_| {
            handle(gesture());
        }));
    }
    listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
        let hidden = web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden());
        handle(if hidden { Gesture::Away } else { Gesture::Returned });
    }));
    Listeners { _listeners: listeners }
}

/// A press on a link or an action. Modified presses, other buttons and links to elsewhere stay the browser's.
fn clicked(event: &Event, handle: &impl Fn(Gesture) -> bool) {
    let Some(mouse) = event.dyn_ref::<MouseEvent>() else { return };
    let modified = mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key();
    if event.default_prevented() || mouse.button() != 0 || modified {
        return;
    }
    let Some(pressed) = closest(event.target(), "[data-action], a[href]") else { return };
    let taken = if let Some(action) = pressed.get_attribute("data-action") {
        handle(Gesture::Act(action))
    } else {
        let Some((path, query, fragment)) = inner_link(pressed) else { return };
        handle(Gesture::Follow { path, query, fragment })
    };
    if taken {
        event.prevent_default();
    }
}

/// Path, query and fragment of a link that stays within this origin and this tab.
fn inner_link(element: Element) -> Option<(String, String, String)> {
    let link = element.dyn_into::<HtmlAnchorElement>().ok()?;
    let here = window().location().origin().unwrap_or_default();
    let stays =
        link.origin() == here && matches!(link.target().as_str(), "" | "_self") && !link.has_attribute("download");
    stays.then(|| (link.pathname(), link.search(), link.hash().trim_start_matches('#').to_owned()))
}

fn setting(event: &Event) -> Option<(String, String)> {
    let control = closest(event.target(), "[data-setting]")?;
    let name = control.get_attribute("data-setting")?;
    let target = event.target()?;
    let value = match target.dyn_ref::<HtmlSelectElement>() {
        Some(select) => select.value(),
        None => target.dyn_ref::<HtmlInputElement>()?.value(),
    };
    Some((name, value))
}

/// What is copied out of an article takes its attribution along.
fn keep_attribution(event: &Event, copied: &impl Fn(&str) -> Option<String>) {
    let Some(event) = event.dyn_ref::<ClipboardEvent>() else { return };
    let Some(selection) = window().get_selection().ok().flatten() else { return };
    let from_article =
        selection.anchor_node().is_some_and(|node| closest(Some(node.into()), "[data-part=article]").is_some());
    let words = String::from(selection.to_string());
    if !from_article || words.trim().is_empty() {
        return;
    }
    if let (Some(with_attribution), Some(clipboard)) = (copied(&words), event.clipboard_data())
        && clipboard.set_data("text/plain", &with_attribution).is_ok()
    {
        event.prevent_default();
    }
}
