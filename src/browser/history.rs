//! The browser's history: where the reader is, and where on the page they were.
//!
//! Each entry has a key in its state. Scroll and focus are remembered by key, since at `popstate`
//! the page that is left is still on screen while the URL is already the other one's.

use crate::browser::page::{self, window};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::ScrollRestoration;

/// Where a reader was on a page.
#[derive(Clone, Debug)]
pub struct Place {
    /// How far down, in CSS pixels.
    pub scroll_top: f64,
    /// The link that had the focus.
    pub focused: Option<String>,
}

thread_local! {
    static PLACES: RefCell<Vec<(f64, Place)>> = const { RefCell::new(Vec::new()) };
    static KEY: RefCell<f64> = const { RefCell::new(0.0) };
}

/// The path, query and fragment of the address bar.
pub struct Location {
    /// From the host's root.
    pub path: String,
    /// With its `?`, or empty.
    pub query: String,
    /// Without its `#`, or empty.
    pub fragment: String,
}

/// Where the address bar is.
pub fn location() -> Location {
    let location = window().location();
    Location {
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default(),
        fragment: location.hash().unwrap_or_default().trim_start_matches('#').to_owned(),
    }
}

/// A query parameter's value, its percent escapes undone.
pub fn query_value(escaped: &str) -> Option<String> {
    js_sys::decode_uri_component(escaped).ok().map(String::from)
}

/// Leaves scroll restoration to the browser again: it is earlier than the viewer when a page is opened.
pub fn hand_back() {
    restore_scroll(ScrollRestoration::Auto);
}

fn restore_scroll(by: ScrollRestoration) {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(by);
    }
}

/// Takes over scroll restoration; gives where the reader was when this entry was left or reloaded.
pub fn take_over() -> Option<Place> {
    restore_scroll(ScrollRestoration::Manual);
    let history = window().history().ok()?;
    let state = history.state().unwrap_or(JsValue::NULL);
    let (key, scroll_top) = read_state(&state);
    match key {
        Some(key) => KEY.set(key),
        None => {
            KEY.set(js_sys::Date::now());
            keep_state(0.0);
        }
    }
    scroll_top.map(|scroll_top| Place { scroll_top, focused: None })
}

/// Remembers where the reader is on the page that is being left.
pub fn remember_place() {
    let place = Place { scroll_top: page::scroll_top(), focused: page::focused_href() };
    let key = KEY.with_borrow(|key| *key);
    PLACES.with_borrow_mut(|places| {
        places.retain(|(known, _)| *known != key);
        places.push((key, place));
    });
}

/// Writes where the reader is into the entry itself, so that a reload finds it.
pub fn keep_place() {
    keep_state(page::scroll_top());
}

/// Adds an entry for `address`.
pub fn push(address: &str) {
    remember_place();
    keep_place();
    KEY.set(js_sys::Date::now());
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&state(0.0), "", Some(address));
    }
}

/// Gives this entry another `address`.
pub fn replace(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&state(page::scroll_top()), "", Some(address));
    }
}

/// After `popstate`: remembers the place that was left and gives the one that is returned to.
pub fn popped() -> Option<Place> {
    remember_place();
    let state = window().history().and_then(|history| history.state()).unwrap_or(JsValue::NULL);
    let (key, scroll_top) = read_state(&state);
    let key = key.unwrap_or_else(js_sys::Date::now);
    KEY.set(key);
    let remembered =
        PLACES.with_borrow(|places| places.iter().find(|(known, _)| *known == key).map(|(_, place)| place.clone()));
    remembered.or(scroll_top.map(|scroll_top| Place { scroll_top, focused: None }))
}

fn keep_state(scroll_top: f64) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state(&state(scroll_top), "");
    }
}

/// An entry's state: its key and scroll position, as an array of two numbers.
fn state(scroll_top: f64) -> JsValue {
    let key = KEY.with_borrow(|key| *key);
    js_sys::Array::of2(&key.into(), &scroll_top.into()).into()
}

fn read_state(state: &JsValue) -> (Option<f64>, Option<f64>) {
    if !js_sys::Array::is_array(state) {
        return (None, None);
    }
    let state = js_sys::Array::from(state);
    (state.get(0).as_f64(), state.get(1).as_f64())
}
