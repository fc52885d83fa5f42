//! The document: its title, its language, what its head asks for, focus and scrolling.

use crate::screen::{Frame, Screen};
use js_sys::{Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, FocusOptions, HtmlElement, HtmlSelectElement, Window};

/// The window.
pub fn window() -> Window {
    web_sys::window().expect("the viewer runs in a window")
}

/// The document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// What is drawn into.
pub fn body() -> Element {
    document().body().expect("a page has a body").into()
}

/// The content of `<meta name=…>`.
pub fn meta(name: &str) -> Option<String> {
    document().query_selector(&format!("meta[name='{name}']")).ok()??.get_attribute("content")
}

/// The language the document is marked with.
pub fn language() -> Option<String> {
    document().document_element()?.get_attribute("lang")
}

/// What the browser thinks of the network; it is sure only when it says there is none.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Whether the reader asked the browser to save data (<https://wicg.github.io/savedata/>), where it can tell.
pub fn saves_data() -> bool {
    let member = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
    let connection = member(&window().navigator(), "connection").filter(JsValue::is_object);
    connection.and_then(|connection| member(&connection, "saveData")).is_some_and(|saves| saves.is_truthy())
}

/// Sets title, language, direction, theme and text size of the document.
pub fn describe(frame: &Frame, screen: &Screen) {
    let title = crate::pages::document_title(frame, screen);
    if document().title() != title {
        document().set_title(&title);
    }
    if let Some(root) = document().document_element() {
        let ui = &frame.ui;
        for (name, value) in [
            ("lang", ui.language.as_str()),
            ("dir", ui.language.dir().as_str()),
            ("data-theme", ui.theme.as_str()),
            ("data-text-size", ui.text_size.as_str()),
        ] {
            // Only what differs: writing an attribute, even its own value, restyles the page.
            if root.get_attribute(name).as_deref() != Some(value) {
                let _ = root.set_attribute(name, value);
            }
        }
    }
}

/// Removes what the head says of the page that was loaded and of no other: a browser's own share button takes
/// the canonical address, not the address bar's.
pub fn forget_metadata() {
    const OF_THAT_PAGE: &str = "link[rel=canonical],link[type$=oembed],meta[property],meta[name=description],\
        meta[name^=twitter],script[type$='ld+json']";
    while let Ok(Some(element)) = document().query_selector(OF_THAT_PAGE) {
        element.remove();
    }
}

/// Puts the edition's colours into force, through the style sheet's own object model: no inline
/// style, so no exception in the page's policy.
pub fn apply_theme(tokens: &[model::ThemeToken]) {
    let Some(root) = document().document_element().and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    for token in tokens {
        let _ = root.style().set_property(&format!("--nashra-{}", token.name()), token.value());
    }
}

/// The page that was prerendered, where this document is one.
pub fn prerendered() -> Option<Element> {
    document().query_selector("body[data-page] > #top").ok()?
}

/// Whether an article's end can be drawn without moving anything that is on screen: it stands there, or what
/// it moves is out of sight.
pub fn can_grow() -> bool {
    let find = |selector: &str| document().query_selector(selector).ok().flatten();
    if find(".neighbours").is_some() {
        return true;
    }
    let bottom = |selector: &str| find(selector).map(|element| element.get_bounding_client_rect().bottom());
    let (Some(main), Some(story)) = (bottom("main"), bottom(".story")) else { return true };
    let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    main >= screen || main - story > ROOM
}

/// As much room, in CSS pixels, is enough for the links to an article's neighbours.
const ROOM: f64 = 320.0;

/// Makes the list of a setting show `value`, whatever the reader has chosen in it.
pub fn show_setting(name: &str, value: &str) {
    let list = document().query_selector(&format!("select[data-setting={name}]")).ok().flatten();
    if let Some(list) = list.and_then(|list| list.dyn_into::<HtmlSelectElement>().ok()) {
        list.set_value(value);
    }
}

/// Runs `then` when the page has loaded and nothing else is to be done.
pub fn when_idle(then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    // Safari has no idle callbacks.
    let idle = Reflect::get(&window(), &JsValue::from_str("requestIdleCallback")).unwrap_or_default();
    let asked = idle.dyn_into::<Function>().and_then(|idle| idle.call1(&window(), &then));
    if asked.is_err() {
        before_paint_call(&then);
    }
}

/// Removes what stood in `<body>` before the app: the skeleton, the note for browsers without scripts.
pub fn clear_body() {
    if let Some(body) = document().body() {
        body.set_text_content(None);
    }
}

/// Says that the app has taken over.
pub fn mark_ready() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-ready", "");
    }
}

/// Tells a screen reader that another page is open.
pub fn announce(words: &str) {
    if let Some(announcer) = document().get_element_by_id("announcer") {
        announcer.set_text_content(Some(words));
    }
}

/// Moves the focus to the page's heading, without scrolling.
pub fn focus_heading() {
    focus_first("[data-focus]");
}

/// Moves the focus to the first element that matches, without scrolling; whether there was one.
pub fn focus_first(selector: &str) -> bool {
    let found =
        document().query_selector(selector).ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    found.is_some_and(|element| element.focus_with_options(&options).is_ok())
}

/// The `href` of the link that has the focus.
pub fn focused_href() -> Option<String> {
    document().active_element()?.get_attribute("href")
}

/// Moves the focus to the link with this `href`; whether there is one.
pub fn focus_link(href: &str) -> bool {
    let links = document().links();
    for at in 0..links.length() {
        if let Some(link) = links.item(at)
            && link.get_attribute("href").as_deref() == Some(href)
            && let Ok(link) = link.dyn_into::<HtmlElement>()
        {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            return link.focus_with_options(&options).is_ok();
        }
    }
    false
}

/// How far down the page is scrolled, in CSS pixels.
pub fn scroll_top() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

/// Scrolls, at once, to `top` CSS pixels.
pub fn scroll_to(top: f64) {
    window().scroll_to_with_x_and_y(0.0, top);
}

/// How far the open article was read, in thousandths of its text: what stands above the screen; all of it once its end
/// was on the screen. Nothing while there is no article.
pub fn reading_place() -> Option<u32> {
    let window = window();
    let height = window.inner_height().ok()?.as_f64()?;
    let text = prose()?;
    let (top, length) = (text.top(), text.height().max(1.0));
    if top + length <= height {
        return Some(crate::marks::FINISHED);
    }
    Some((-top / length * 1000.0).clamp(0.0, 999.0) as u32)
}

/// Scrolls to where the open article was read to, in thousandths of its text.
pub fn scroll_to_place(place: u32) {
    if let Some(text) = prose() {
        scroll_to(scroll_top() + text.top() + text.height() * f64::from(place) / 1000.0);
    }
}

fn prose() -> Option<web_sys::DomRect> {
    Some(document().query_selector(".prose").ok()??.get_bounding_client_rect())
}

/// Scrolls to the element that the fragment `id` names and focuses it; whether there is one.
pub fn go_to_fragment(id: &str) -> bool {
    match document().get_element_by_id(id) {
        Some(element) => {
            element.scroll_into_view();
            if let Some(element) = element.dyn_ref::<HtmlElement>() {
                let _ = element.focus();
            }
            true
        }
        None => false,
    }
}

/// Runs `then` after what has changed is laid out, before it is painted.
pub fn before_paint(then: impl FnOnce() + 'static) {
    before_paint_call(&Closure::once_into_js(then));
}

fn before_paint_call(then: &JsValue) {
    let _ = window().request_animation_frame(then.unchecked_ref());
}

/// The element at or above `node` that matches.
pub fn closest(node: Option<web_sys::EventTarget>, selector: &str) -> Option<Element> {
    let node = node?;
    match node.dyn_into::<Element>() {
        Ok(element) => element.closest(selector).ok().flatten(),
        Err(other) => other.dyn_into::<web_sys::Node>().ok()?.parent_element()?.closest(selector).ok().flatten(),
    }
}
