//! What the module does in a browser, and what it gives to the viewer.

mod database;
mod drawing;
mod files;
mod keeper;
mod kept_files;
mod removals;
mod taking;
mod turn;

use crate::page::fault_words;
use crate::shelf::Fault;
use drawing::Desk;
use keeper::{Keeper, Outcome};
use model::UiLanguage;
use std::rc::Rc;
use viewer::browser::words;
use viewer::settings::Settings;
use viewer::text::{SavedStrings, fill, number, plural_form, saved_strings};
use viewer::ui::Ui;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static KEEPER: Rc<Keeper> = Rc::default();
    static DESK: Rc<Desk> = Rc::default();
}

/// Does what the viewer asks for, `<action> <article> <ui>`, and gives what to tell the reader: nothing is the empty text.
///
/// `toggle` saves the article `id`, or removes it; `show` draws what is saved into the page; `wake` gets ready to open
/// saved articles; `removed` notes that the site has removed the article `id`; `document` gives the document of the
/// article `id`. `ui` says how the reader reads.
#[wasm_bindgen]
pub async fn act(request: String) -> String {
    let keeper = KEEPER.with(Rc::clone);
    let mut parts = request.splitn(3, ' ').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let (action, id, ui) = (next(), next(), next());
    match &*action {
        "toggle" => {
            let ui = reader(&ui);
            let outcome = keeper.toggle(&id).await;
            let told = match words::fetch_saved(ui.language).await {
                Ok(()) => in_words(&ui, saved_strings(ui.language), outcome),
                Err(_) => String::new(),
            };
            drawing::refresh(&keeper).await;
            told
        }
        "show" => {
            let ui = reader(&ui);
            if words::fetch(ui.language).await.is_ok() && words::fetch_saved(ui.language).await.is_ok() {
                drawing::show(&keeper, ui).await;
            }
            String::new()
        }
        "removed" => {
            removals::note(&keeper, &id).await;
            String::new()
        }
        "document" => keeper.document(&id).await.unwrap_or_default(),
        _ => {
            keeper.wake().await;
            // Fetched now, for the time without a network.
            let _ = words::fetch_saved(reader(&ui).language).await;
            String::new()
        }
    }
}

/// How the reader reads, as the viewer's own settings say it.
fn reader(text: &str) -> Ui {
    let settings = Settings::from_stored(text);
    let zone = text.split('&').find_map(|pair| pair.strip_prefix("zone=")).unwrap_or("UTC");
    let language = settings.language.unwrap_or(UiLanguage::Ar);
    let defaults = model::LocaleDefaults {
        ui: language,
        digits: language.default_digits(),
        months: Default::default(),
        calendar: Default::default(),
        time_zone: zone.to_owned(),
    };
    let mut ui = Ui::from_defaults(&defaults, keeper::base(), &viewer::browser::intl::Intl);
    settings.apply(&mut ui, language, &defaults);
    ui
}

/// What came of a press on the button, in words.
fn in_words(ui: &Ui, words: &SavedStrings, outcome: Result<Outcome, Fault>) -> String {
    let counted = |forms, count: u32| {
        let form = plural_form(ui.language, forms, count.into());
        if count == 0 { String::new() } else { format!(" {}", fill(form, &[&number(count.into(), ui.digits)])) }
    };
    match outcome {
        Ok(Outcome::Saved { linked, missing }) => {
            let pictures = counted(&words.pictures_linked, linked) + &counted(&words.pictures_missing, missing);
            format!("{}{pictures}", words.saved)
        }
        Ok(Outcome::Removed) => words.unsaved.to_owned(),
        Ok(Outcome::NotFetched) => words.not_fetched.to_owned(),
        Err(fault) => fault_words(words, fault).to_owned(),
    }
}
