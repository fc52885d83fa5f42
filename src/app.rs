//! The app: listens to the reader, fetches what the open page lacks, and draws the state.

mod arrival;
mod load;

use crate::browser::events::{self, Gesture, Listeners};
use crate::browser::history::{self, Location};
use crate::browser::intl::Intl;
use crate::browser::share::{self, Shared};
use crate::browser::{clock, page, storage};
use crate::pages::whole_page;
use crate::route::{BasePath, Route};
use crate::screen::{Notice, Screen};
use crate::settings::Settings;
use crate::store::{Source, State, Wanted};
use arrival::Arrival;
use leptos::prelude::*;
use model::{Article, Lang, SafeUrl, Text, UiLanguage};
use wasm_bindgen_futures::spawn_local;

/// Under which name the reader's settings are kept; boot.js reads it too.
const SETTINGS_KEY: &str = "nashra:settings";

/// After how many seconds away a returning reader's edition is looked up again.
const FRESH_SECONDS: i64 = 300;

/// The running app: its state and what it does next. Copies are handles to one app.
#[derive(Clone, Copy)]
pub struct App {
    state: RwSignal<State>,
    arrival: StoredValue<Arrival>,
    /// When the edition was last asked for, in seconds since 1970; 0 for never.
    edition_asked: StoredValue<i64>,
}

/// Takes the page over. What is returned must live as long as the page.
pub fn start() -> (Listeners, impl Sized) {
    let base = BasePath::new(&page::meta("nashra:base").unwrap_or_default());
    let location = history::location();
    let language = page::language().and_then(|tag| Lang::parse(&tag).ok());
    let language = language.and_then(|lang| UiLanguage::for_lang(&lang)).unwrap_or(UiLanguage::Ar);
    let settings = storage::read(SETTINGS_KEY).map_or_else(Settings::default, |stored| Settings::from_stored(&stored));
    let route = Route::parse(&location.path, &base);
    let mut state = State::new(route, base, source(&location), settings, language, &Intl);
    state.online = page::is_online();
    let app = App {
        state: RwSignal::new(state),
        arrival: StoredValue::new(Arrival::first(history::take_over(), &location.fragment)),
        edition_asked: StoredValue::new(0),
    };
    app.settle();
    page::clear_body();
    let view = move || app.state.with(|state| app.draw(state));
    let body = page::document().body().expect("a page has a body");
    let mounted = leptos::mount::mount_to(body, move || view);
    let listeners = events::listen(move |gesture| app.handle(gesture), move |words| app.with_attribution(words));
    (listeners, mounted)
}

fn source(location: &Location) -> Source {
    if let Some(address) = page::meta("nashra:source").and_then(|address| load::absolute(&address)) {
        return Source::Named(address);
    }
    let requested = location.query.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("source="));
    match requested.and_then(load::query_value).and_then(|address| SafeUrl::parse(&address).ok()) {
        Some(address) if address.is_web() => Source::Requested(address),
        _ => Source::Edition,
    }
}

impl App {
    fn draw(&self, state: &State) -> AnyView {
        let (frame, screen) = (state.frame(), state.screen());
        page::describe(&frame, &screen);
        if let Some(site) = &frame.site {
            page::apply_theme(&site.theme);
        }
        let settled = !matches!(screen, Screen::Loading(_));
        let arrival = self.arrival;
        page::before_paint(move || {
            if settled {
                arrival.update_value(Arrival::arrive);
                page::mark_ready();
            }
        });
        whole_page(frame, screen)
    }

    /// Changes the state, then fetches what the page lacks.
    fn update(&self, change: impl FnOnce(&mut State)) {
        self.state.update(change);
        self.settle();
    }

    fn settle(&self) {
        let wanted = self.state.with_untracked(State::wanted);
        for wanted in wanted {
            if wanted == Wanted::Edition && !self.ask_for_edition() {
                continue;
            }
            self.state.update_untracked(|state| state.ask_for(&wanted));
            self.fetch(wanted);
        }
    }

    /// Whether the edition may be asked for now: it is not on its way already.
    fn ask_for_edition(&self) -> bool {
        let now = clock::now().order_key();
        let first = self.edition_asked.get_value() == 0;
        if first {
            self.edition_asked.set_value(now);
        }
        first
    }

    fn fetch(&self, wanted: Wanted) {
        let app = *self;
        let base = self.state.with_untracked(|state| state.base.clone());
        let surrounding = self.state.with_untracked(|state| state.ui().language.dir());
        spawn_local(async move {
            let received = load::load(wanted, &base, surrounding).await;
            app.update(|state| state.receive(received));
        });
    }

    /// Does what the reader asked for; whether it was the app's to do.
    fn handle(&self, gesture: Gesture) -> bool {
        match gesture {
            Gesture::Follow { path, query, fragment } => return self.follow(&path, &query, &fragment),
            Gesture::Act(action) => return self.act(&action),
            Gesture::Set(name, value) => self.set(&name, &value),
            Gesture::Escape => self.close_settings(),
            Gesture::Popped => {
                let place = history::popped();
                let location = history::location();
                self.arrival.set_value(Arrival::back(place));
                self.update(|state| state.open(Route::parse(&location.path, &state.base)));
            }
            Gesture::Leaving => history::keep_place(),
            Gesture::NetworkChanged => {
                let online = page::is_online();
                self.update(|state| state.online = online);
                if online {
                    self.retry();
                }
            }
            Gesture::Returned => self.refresh(),
        }
        true
    }

    fn follow(&self, path: &str, query: &str, fragment: &str) -> bool {
        let here = history::location();
        if path == here.path && query == here.query && !fragment.is_empty() {
            return page::go_to_fragment(fragment);
        }
        let route = self.state.with_untracked(|state| Route::parse(path, &state.base));
        if route == Route::Unknown || query != self.state.with_untracked(|state| state.ui().query.to_string()) {
            return false;
        }
        let fragment_part = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        history::push(&format!("{path}{query}{fragment_part}"));
        self.arrival.set_value(Arrival::new_page(fragment));
        page::scroll_to(0.0);
        self.update(|state| state.open(route));
        true
    }

    fn act(&self, action: &str) -> bool {
        match action {
            "more" => self.update(State::show_more),
            "retry" => self.retry(),
            "settings" => {
                let open = !self.state.with_untracked(|state| state.settings_open);
                if open {
                    self.update(|state| state.settings_open = true);
                } else {
                    self.close_settings();
                }
            }
            "close-settings" => self.close_settings(),
            "dismiss" => self.update(|state| state.passing_notice = None),
            "share" => self.hand_on(true),
            "copy" => self.hand_on(false),
            _ => return false,
        }
        true
    }

    fn set(&self, name: &str, value: &str) {
        self.update(|state| {
            state.settings.set(name, value);
            state.storage_works = storage::write(SETTINGS_KEY, &state.settings.to_stored()).is_ok();
        });
    }

    fn close_settings(&self) {
        if self.state.with_untracked(|state| state.settings_open) {
            self.update(|state| state.settings_open = false);
            page::focus_first("[data-action=settings]");
        }
    }

    fn retry(&self) {
        self.edition_asked.set_value(0);
        self.update(State::retry);
    }

    /// Looks for a newer edition, where the one on screen is old enough.
    fn refresh(&self) {
        let age = clock::now().order_key() - self.edition_asked.get_value();
        let from_edition = self.state.with_untracked(|state| state.reads_edition() && state.edition().is_some());
        if from_edition && age > FRESH_SECONDS {
            self.edition_asked.set_value(clock::now().order_key());
            self.fetch(Wanted::Edition);
        }
    }

    fn hand_on(&self, by_device: bool) {
        let Some(article) = self.state.with_untracked(|state| state.open_article().cloned()) else { return };
        let address = page::window().location().href().unwrap_or_default();
        let title = article.title.as_ref().map_or("", Text::as_str).to_owned();
        let text = format!("{title}\n{address}{}", attribution(&article));
        let app = *self;
        spawn_local(async move {
            let shared = if by_device { share::share(&title, &text, &address).await } else { share::copy(&text).await };
            let notice = match shared {
                Shared::ByDevice => None,
                Shared::Copied => Some(Notice::Copied),
                Shared::Refused => Some(Notice::CopyByHand(address)),
            };
            app.update(|state| state.passing_notice = notice);
        });
    }

    /// `words` copied out of the open article, with where they came from.
    fn with_attribution(&self, words: &str) -> Option<String> {
        let article = self.state.with_untracked(|state| state.open_article().cloned())?;
        let address = page::window().location().href().unwrap_or_default();
        Some(format!("{words}\n\n{address}{}", attribution(&article)))
    }
}

/// Original title, publisher and link, a line each, each line opened by a line feed.
fn attribution(article: &Article) -> String {
    let Some(original) = &article.original else { return String::new() };
    let mut lines = format!("\n{}\n{}", original.title.as_str(), original.publisher.name.as_str());
    if let Some(url) = &original.url {
        lines.push('\n');
        lines.push_str(url.as_str());
    }
    lines
}
