//! The page of saved articles: drawn into the place that the viewer's page has for it, and what the reader does there.

use super::keeper::{Keeper, promised};
use super::taking::{self, Taking, along, is_metered, know_sections};
use super::{DESK, files, removals};
use crate::export::Entry;
use crate::list::{Order, listed};
use crate::page::{Told, View, saved_list};
use crate::shelf::Fault;
use gloo_events::EventListener;
use model::Text;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use viewer::browser::page::{before_paint, closest, document, focus_first, window};
use viewer::browser::storage;
use viewer::browser::task::{self, Timer};
use viewer::marks::{HISTORY_KEY, Marks, SAVED_KEY};
use viewer::pages::SAVED_PLACE;
use viewer::parts::Context;
use viewer::parts::element::{Mountable, MountedElement, Render};
use viewer::route::Route;
use viewer::screen::Frame;
use viewer::text::saved_strings;
use viewer::ui::Ui;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement};

/// So many rows are drawn before the first paint; the others after it.
const A_SCREENFUL: usize = 16;

/// What is on the page, and what the reader has asked for there.
#[derive(Default)]
pub struct Desk {
    drawn: RefCell<Option<MountedElement>>,
    /// Where the page was opened last.
    place: RefCell<Option<Element>>,
    ui: RefCell<Option<Ui>>,
    order: Cell<Order>,
    words: RefCell<String>,
    told: RefCell<Option<Told>>,
    undo: RefCell<Option<Entry>>,
    fault: Cell<Option<Fault>>,
    promise: Cell<Option<bool>>,
    rows: Cell<usize>,
    rest: RefCell<Option<Timer>>,
    listeners: RefCell<Vec<EventListener>>,
    /// Taking the edition along.
    pub taking: Taking,
    /// Whether the site was asked, since this page was opened, what it has removed.
    asked: Cell<bool>,
}

/// Draws what is saved for a reader who reads as `ui` says.
pub async fn show(keeper: &Rc<Keeper>, ui: Ui) {
    let desk = DESK.with(Rc::clone);
    desk.ui.replace(Some(ui));
    let place = document().get_element_by_id(SAVED_PLACE);
    // The page was opened, and not only drawn again.
    let is_new = place != desk.place.replace(place.clone());
    if is_new {
        desk.rows.set(A_SCREENFUL);
        desk.told.take();
        desk.undo.take();
    }
    desk.load_and_draw(keeper).await;
    if is_new {
        let (later, keeper) = (Rc::clone(&desk), Rc::clone(keeper));
        before_paint(move || {
            // After this frame is on the screen.
            let desk = Rc::clone(&later);
            let rest = task::after(0, move || {
                desk.rows.set(usize::MAX);
                desk.draw(&keeper);
            });
            later.rest.replace(Some(rest));
        });
    }
    if desk.listeners.borrow().is_empty() {
        desk.listen(keeper);
        let promise = promised().await;
        if promise != desk.promise.replace(promise) {
            desk.draw(keeper);
        }
    }
    if !desk.asked.replace(true) {
        removals::look_for(keeper).await;
        know_sections(&desk).await;
        desk.draw(keeper);
    }
}

/// Draws again, where what is saved is on the screen.
pub async fn refresh(keeper: &Rc<Keeper>) {
    let desk = DESK.with(Rc::clone);
    if desk.is_in_place() {
        desk.load_and_draw(keeper).await;
    }
}

impl Desk {
    fn is_in_place(&self) -> bool {
        let place = document().get_element_by_id(SAVED_PLACE);
        let drawn = self.drawn.borrow();
        let root = drawn.as_ref().and_then(|drawn| drawn.elements().into_iter().next());
        matches!((place, root), (Some(place), Some(root)) if place.contains(Some(&root)))
    }

    async fn load_and_draw(&self, keeper: &Keeper) {
        self.fault.set(keeper.load().await.err());
        let lost = keeper.take_lost();
        if lost > 0 {
            self.told.replace(Some(Told::Lost(lost)));
        }
        self.draw(keeper);
    }

    /// Draws the page as things stand.
    pub fn draw(&self, keeper: &Keeper) {
        let (Some(place), Some(ui)) = (document().get_element_by_id(SAVED_PLACE), self.ui.borrow().clone()) else {
            return;
        };
        let words = saved_strings(ui.language);
        let marks = Marks::new(storage::read(SAVED_KEY), storage::read(HISTORY_KEY));
        let frame = Frame {
            offline: None,
            ui,
            site: None,
            sections: Vec::new(),
            lasting: true,
            total: None,
            updated: None,
            route: Route::Saved,
            notices: Vec::new(),
            settings_open: false,
            marks: Some(Arc::new(marks)),
        };
        let loaded = keeper.loaded();
        let told = self.told.borrow();
        let taken = along();
        let whole = saved_list(&View {
            context: Context::new(&frame),
            words,
            saved: &loaded.saved,
            listed: &listed(&loaded.saved, self.order.get(), &self.words.borrow()),
            drawn: self.rows.get(),
            damaged: &loaded.damaged,
            order: self.order.get(),
            told: told.as_ref().map(|told| (told, self.undo.borrow().is_some())),
            fault: self.fault.get(),
            promise: self.promise.get(),
            along: taken.as_ref().map(|along| (along, self.taking.going.get())),
            choice: &self.taking.choice.borrow(),
            sections: &self.taking.sections.borrow(),
            tells_network: is_metered().is_some(),
        });
        let mut drawn = self.drawn.borrow_mut();
        match &mut *drawn {
            Some(there) => whole.rebuild(there),
            None => *drawn = Some(whole.build()),
        }
        if let Some(there) = &mut *drawn
            && !there.elements().iter().all(|root| place.contains(Some(root)))
        {
            place.set_text_content(None);
            there.mount(&place, None);
        }
    }

    fn listen(&self, keeper: &Rc<Keeper>) {
        let Some(root) = self.drawn.borrow().as_ref().and_then(|drawn| drawn.elements().into_iter().next()) else {
            return;
        };
        let mut listeners = Vec::new();
        for name in ["click", "input", "change"] {
            let keeper = Rc::clone(keeper);
            listeners.push(EventListener::new(&root, name, move |event| heard(&keeper, event)));
        }
        // Another tab has saved or removed something.
        let keeper = Rc::clone(keeper);
        listeners.push(EventListener::new(&window(), "storage", move |_| {
            let keeper = Rc::clone(&keeper);
            task::spawn(async move { refresh(&keeper).await });
        }));
        self.listeners.replace(listeners);
    }
}

/// What the reader did, by the `data-do` of what it was done to.
fn heard(keeper: &Rc<Keeper>, event: &Event) {
    let Some(control) = closest(event.target(), "[data-do]") else { return };
    let desk = DESK.with(Rc::clone);
    let name = control.get_attribute("data-do").unwrap_or_default();
    match (&*event.type_(), &*name) {
        ("input", "search") => {
            desk.words.replace(control.dyn_into::<HtmlInputElement>().map_or_else(|_| String::new(), |it| it.value()));
            desk.draw(keeper);
        }
        ("change", "sort") => {
            desk.order.set(
                control
                    .dyn_into::<HtmlSelectElement>()
                    .map_or_else(|_| Order::default(), |it| Order::named(&it.value())),
            );
            desk.draw(keeper);
        }
        ("change", "import") => {
            let Ok(input) = control.dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let keeper = Rc::clone(keeper);
            task::spawn(async move {
                let told = files::import(&keeper, &file).await;
                // The same file may be chosen again.
                input.set_value("");
                desk.tell(&keeper, told, None);
            });
        }
        ("click", "remove") => {
            let id = control.get_attribute("data-id").unwrap_or_default();
            let keeper = Rc::clone(keeper);
            task::spawn(async move {
                match keeper.remove(&id).await {
                    Ok(entry) => {
                        let title = entry.as_ref().and_then(|entry| entry.record.headline.title.as_ref());
                        let title = title.map_or_else(String::new, |title| Text::as_str(title).to_owned());
                        desk.tell(&keeper, Told::Removed(title), entry);
                    }
                    Err(fault) => desk.tell(&keeper, Told::Failed(fault), None),
                }
                if is_focus_lost() && !focus_first("[data-do=undo]") {
                    focus_first("[data-focus]");
                }
            });
        }
        ("click", "undo") => {
            let Some(entry) = desk.undo.take() else { return };
            let keeper = Rc::clone(keeper);
            task::spawn(async move {
                let title = entry.record.headline.title.as_ref().map_or_else(String::new, |it| it.as_str().to_owned());
                let told = match keeper.put(vec![entry.clone()]).await {
                    Ok(()) => (Told::PutBack(title), None),
                    // It can be tried again.
                    Err(fault) => (Told::Failed(fault), Some(entry)),
                };
                desk.tell(&keeper, told.0, told.1);
                if is_focus_lost() {
                    focus_first("[data-focus]");
                }
            });
        }
        ("click" | "change", action) if action.starts_with("along-") => {
            let is_control = matches!(&*control.tag_name(), "SELECT" | "INPUT");
            if is_control != (event.type_() == "change") {
                return;
            }
            let value = control.dyn_ref::<HtmlSelectElement>().map(|it| it.value()).unwrap_or_default();
            let checked = control.dyn_ref::<HtmlInputElement>().is_some_and(|it| it.checked());
            taking::act(keeper, &desk, action, &value, checked);
        }
        ("click", "export") => {
            let keeper = Rc::clone(keeper);
            task::spawn(async move { files::export(&keeper).await });
        }
        _ => {}
    }
}

impl Desk {
    fn tell(&self, keeper: &Keeper, told: Told, undo: Option<Entry>) {
        self.told.replace(Some(told));
        self.undo.replace(undo);
        self.draw(keeper);
    }
}

/// Whether what had the focus is gone.
fn is_focus_lost() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}
