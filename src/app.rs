//! The app: listens to the reader, fetches what the open page lacks, and draws the state.

mod acting;
mod ahead;
mod arrival;
mod keeping;
mod load;
mod reach;
mod sharing;
mod taking_over;

use crate::browser::events::{self, Gesture, Listeners};
use crate::browser::fetch::{self, Contact};
use crate::browser::history::{self, Location};
use crate::browser::intl::Intl;
use crate::browser::task::{self, Timer};
use crate::browser::{clock, page, storage, words};
use crate::pages::whole_page;
use crate::parts::element::MountedElement;
use crate::parts::save::CONTINUE;
use crate::route::{BasePath, Route};
use crate::screen::Screen;
use crate::settings::Settings;
use crate::store::{Source, State, Wanted};
use arrival::Arrival;
use leptos::tachys::view::{Mountable, Render};
use model::{Direction, Lang, SafeUrl, UiLanguage};
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

/// Under which name the reader's settings are kept; boot.js reads it too.
const SETTINGS_KEY: &str = "nashra:settings";

/// How long a page that was opened waits for what it lacks before it is drawn without it: a reader does not
/// notice less than a tenth of a second. (Nielsen, "Usability Engineering", 1993, chapter 5.)
const PATIENCE_MS: u32 = 60;

/// As many headlines of another page are drawn before the rest: laying out Arabic takes most of the time of
/// a press on a section, and the rest is below the screen.
const A_SCREENFUL: usize = 12;

/// After how many seconds away a returning reader's edition is looked up again.
const FRESH_SECONDS: i64 = 300;

/// The running app: its state and what it does next. Clones are handles to one app.
#[derive(Clone)]
pub struct App(Rc<Running>);

struct Running {
    state: RefCell<State>,
    arrival: RefCell<Arrival>,
    /// When the edition was last asked for, in seconds since 1970; 0 for never.
    edition_asked: Cell<i64>,
    /// How far the open article was read on this visit, in thousandths of its text.
    furthest: Cell<u32>,
    /// What is on screen.
    page: RefCell<Option<MountedElement>>,
    /// What the reader asked for before a prerendered page was taken over.
    deferred: RefCell<Option<String>>,
    /// A page that was opened and waits a moment for what it lacks, before it is drawn without it.
    opening: RefCell<Option<Timer>>,
    /// When the site is asked again that could not be reached.
    asking_again: RefCell<Option<Timer>>,
    /// How long that takes, in milliseconds.
    pause: Cell<u32>,
    /// When the reader is taken to stay where the page is scrolled to.
    resting: RefCell<Option<Timer>>,
    /// Whether an article's neighbours are known and not on screen, since they would move what is read.
    waits_to_grow: Cell<bool>,
    /// Whether the page to be drawn is another one than that on screen: it is read from its top.
    is_another: Cell<bool>,
}

/// Takes the page over. What is returned must live as long as the page.
///
/// # Panics
/// Without the words of the page's language: boot.js starts the viewer when they have come, and tells the reader of
/// one that dies.
pub async fn start() -> Listeners {
    let base = BasePath::new(&page::meta("nashra:base").unwrap_or_default());
    let location = history::location();
    let language = page::language().and_then(|tag| Lang::parse(&tag).ok());
    let language = language.and_then(|lang| UiLanguage::for_lang(&lang)).unwrap_or(UiLanguage::Ar);
    let settings = storage::read(SETTINGS_KEY).map_or_else(Settings::default, |stored| Settings::from_stored(&stored));
    words::fetch(settings.language.unwrap_or(language)).await.expect("the words came before the viewer");
    let route = Route::parse(&location.path, &base);
    let mut state = State::new(route, base, source(&location), settings, language, &Intl);
    state.online = page::is_online();
    state.marks = keeping::marks();
    let place = history::take_over();
    state.prerendered = page::prerendered().is_some() && state.reads_edition();
    let arrival = if state.prerendered && location.fragment != CONTINUE {
        Arrival::prerendered(place)
    } else {
        Arrival::first(place, &location.fragment)
    };
    let app = App(Rc::new(Running {
        state: RefCell::new(state),
        arrival: RefCell::new(arrival),
        edition_asked: Cell::new(0),
        furthest: Cell::new(0),
        page: RefCell::new(None),
        deferred: RefCell::new(None),
        opening: RefCell::new(None),
        asking_again: RefCell::new(None),
        pause: Cell::new(reach::FIRST_PAUSE_MS),
        resting: RefCell::new(None),
        waits_to_grow: Cell::new(false),
        is_another: Cell::new(false),
    }));
    if app.state().prerendered {
        app.take_over();
    } else {
        app.settle();
        app.draw();
    }
    let copying = app.clone();
    events::listen(move |gesture| app.handle(gesture), move |words| copying.with_attribution(words))
}

fn source(location: &Location) -> Source {
    if let Some(address) = page::meta("nashra:source").and_then(|address| load::absolute(&address)) {
        return Source::Named(address);
    }
    let requested = location.query.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("source="));
    match requested.and_then(history::query_value).and_then(|address| SafeUrl::parse(&address).ok()) {
        Some(address) if address.is_web() => Source::Requested(address),
        _ => Source::Edition,
    }
}

impl App {
    fn state(&self) -> Ref<'_, State> {
        self.0.state.borrow()
    }

    /// Draws the state: the page that is there is patched in place.
    fn draw(&self) {
        self.0.opening.replace(None);
        let is_another = self.0.is_another.take();
        if is_another {
            page::scroll_to(0.0);
        }
        let (frame, mut screen) = {
            let state = self.state();
            (state.frame(), state.screen())
        };
        let is_kept = self.is_kept();
        let is_saved = matches!(screen, Screen::Saved);
        let is_said = self.state().passing_notice.is_some();
        if is_kept && is_saved && frame.site.is_none() && !is_said {
            self.ask_saved("show", "");
            page::mark_ready();
            return;
        }
        if is_kept && matches!(screen, Screen::Failed { .. }) {
            page::mark_ready();
            return;
        }
        if is_kept && self.state().awaits() {
            return;
        }
        page::describe(&frame, &screen);
        if let Some(site) = &frame.site {
            page::apply_theme(&site.theme);
        }
        let mut waits = false;
        if let Screen::Article(article) = &mut screen {
            let is_open = matches!(*self.0.arrival.borrow(), Arrival::Done);
            waits = is_open && (article.newer.is_some() || article.older.is_some()) && !page::can_grow();
            if waits {
                (article.newer, article.older) = (None, None);
            }
        }
        self.0.waits_to_grow.set(waits);
        let is_cut = is_another && screen.shorten(A_SCREENFUL);
        let whole = whole_page(&frame, &screen);
        let mut drawn = self.0.page.borrow_mut();
        match &mut *drawn {
            Some(page) => whole.rebuild(page),
            None => {
                *drawn = Some(match page::prerendered().filter(|_| is_kept) {
                    Some(there) => whole.adopt(there),
                    None => {
                        page::clear_body();
                        let mut page = whole.build();
                        page.mount(&page::body(), None);
                        page
                    }
                });
            }
        }
        drop(drawn);
        if is_saved && !is_said {
            self.ask_saved("show", "");
        }
        let deferred = self.0.deferred.take();
        let settled = !matches!(screen, Screen::Loading(_));
        let (app, drawn_route) = (self.clone(), self.state().route.clone());
        page::before_paint(move || {
            // Another page may have been asked for within this frame: whose arrival it is then.
            if settled && app.state().route == drawn_route {
                let left_at = app.left_at();
                app.0.arrival.borrow_mut().arrive(left_at);
            }
            if settled {
                page::mark_ready();
            }
            if let Some(action) = deferred {
                app.act(&action);
            }
            if is_kept {
                app.complete();
            }
            if is_cut {
                // After this frame is on screen.
                let rest = app.clone();
                app.0.opening.replace(Some(task::after(0, move || rest.draw())));
            }
        });
    }

    /// Changes the state, then fetches what the page lacks.
    fn update(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.state.borrow_mut());
        self.settle();
        self.draw();
    }

    /// Changes the state by what has just been loaded, and by how the site was reached for it.
    fn take_in(&self, change: impl FnOnce(&mut State)) {
        let (contact, was_online) = (fetch::take_contact(), self.state().online);
        self.update(|state| {
            change(state);
            match contact {
                Contact::Unknown => {}
                Contact::Made => state.online = true,
                Contact::Late => (state.online, state.stale) = (true, true),
                Contact::Lost => state.online = false,
            }
        });
        if contact != Contact::Unknown {
            self.heed(contact, was_online);
        }
    }

    /// Opens a page: drawn at once where it lacks nothing, else when what it lacks is there, or has let the
    /// reader wait. Drawing it twice would take twice as long where the cache has it.
    fn open(&self, route: Route) {
        self.0.furthest.set(0);
        self.0.waits_to_grow.set(false);
        if self.state().route != route {
            page::forget_metadata();
        }
        {
            let mut state = self.0.state.borrow_mut();
            state.marks = keeping::marks();
            state.open(route);
        }
        self.settle();
        let awaits = self.state().awaits();
        if awaits {
            let app = self.clone();
            self.0.opening.replace(Some(task::after(PATIENCE_MS, move || app.draw())));
        } else {
            self.draw();
        }
    }

    /// Fetches what the open page lacks.
    fn settle(&self) {
        let wanted = self.state().wanted();
        for wanted in wanted {
            if wanted == Wanted::Edition && !self.ask_for_edition() {
                continue;
            }
            self.0.state.borrow_mut().ask_for(&wanted);
            self.fetch(wanted);
        }
    }

    fn surroundings(&self) -> (BasePath, Direction) {
        let state = self.state();
        (state.base.clone(), state.ui().language.dir())
    }

    /// Whether the edition may be asked for now: it is not on its way already.
    fn ask_for_edition(&self) -> bool {
        let first = self.0.edition_asked.get() == 0;
        if first {
            self.0.edition_asked.set(clock::now().order_key());
        }
        first
    }

    fn fetch(&self, wanted: Wanted) {
        let app = self.clone();
        let (base, surrounding) = self.surroundings();
        let is_words = matches!(wanted, Wanted::Words(_));
        let keeps = self.state().marks.keeps();
        task::spawn(async move {
            let received = load::load(wanted, &base, surrounding, keeps).await;
            let route = app.state().route.clone();
            app.take_in(|state| {
                let language = state.settings.language;
                state.receive(received);
                if state.settings.language != language {
                    acting::keep_settings(state);
                }
            });
            let state = app.state();
            if is_words {
                page::show_setting("language", state.ui().language.as_str());
            }
            // An article that has another id now: the address bar says so.
            if state.route != route {
                history::replace(&format!("{}{}", state.route.path(&state.base), state.ui().query));
            }
        });
    }

    /// Does what the reader asked for; whether it was the app's to do.
    fn handle(&self, gesture: Gesture) -> bool {
        match gesture {
            Gesture::Follow { path, query, fragment } => return self.follow(&path, &query, &fragment),
            Gesture::Aim { path, query, acts } => self.aim(&path, &query, acts),
            Gesture::Act(action) => return self.act(&action),
            Gesture::Set(name, value) => self.set(&name, &value),
            Gesture::Escape => self.close_settings(),
            Gesture::Popped => {
                self.remember_reading();
                let place = history::popped();
                let location = history::location();
                self.0.arrival.replace(Arrival::back(place));
                let route = Route::parse(&location.path, &self.state().base);
                self.open(route);
            }
            Gesture::Away => self.remember_reading(),
            Gesture::Scrolled => self.scrolled(),
            Gesture::Leaving => {
                self.remember_reading();
                history::keep_place();
                history::hand_back();
            }
            Gesture::Shown => drop(history::take_over()),
            Gesture::NetworkChanged => self.network_changed(),
            Gesture::UpdateWaits => self.update(|state| state.update_waits = true),
            Gesture::Returned => {
                // Another tab may have kept or read something.
                self.0.state.borrow_mut().marks = keeping::marks();
                self.refresh();
            }
        }
        true
    }

    fn follow(&self, path: &str, query: &str, fragment: &str) -> bool {
        let here = history::location();
        if path == here.path && query == here.query && !fragment.is_empty() {
            return arrival::go_to(fragment, self.left_at());
        }
        let route = Route::parse(path, &self.state().base);
        if route == Route::Unknown || *query != *self.state().ui().query {
            return false;
        }
        self.remember_reading();
        let fragment_part = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        history::push(&format!("{path}{query}{fragment_part}"));
        self.0.arrival.replace(Arrival::new_page(fragment));
        self.0.is_another.set(true);
        self.open(route);
        true
    }

    fn retry(&self) {
        self.0.edition_asked.set(0);
        self.update(State::retry);
    }

    /// Looks for a newer edition, where the one on screen is old enough.
    fn refresh(&self) {
        let age = clock::now().order_key() - self.0.edition_asked.get();
        let from_edition = self.state().reads_edition() && self.state().edition().is_some();
        if from_edition && age > FRESH_SECONDS {
            self.0.edition_asked.set(clock::now().order_key());
            self.fetch(Wanted::Edition);
        }
    }
}
