//! Writes every kind of page of a sample newspaper as HTML files, to look at the design:
//! `cargo run --features ssr --example preview -- FOLDER STYLESHEET`.

#[path = "../tests/suite/viewer/samples.rs"]
#[allow(dead_code)]
mod samples;

use model::{Calendar, Direction, Headline, UiLanguage};
use std::path::Path;
use viewer::failure::Failure;
use viewer::render::{body_html, document_title};
use viewer::route::Route;
use viewer::screen::{Frame, Missing, Notice, OlderScreen, Screen, Skeleton};
use viewer::screen_from::{article_screen, front_screen, section_screen};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, stylesheet] = arguments.as_slice() else { panic!("preview FOLDER STYLESHEET") };
    let (folder, style) = (Path::new(folder), std::fs::read_to_string(stylesheet)?);
    std::fs::create_dir_all(folder.join("media"))?;
    for (name, svg) in [("sample-1200.svg", PICTURE), ("sample-800.svg", PICTURE)] {
        std::fs::write(folder.join("media").join(name), svg)?;
    }
    for (name, frame, screen) in pages() {
        std::fs::write(folder.join(format!("{name}.html")), document(&frame, &screen, &style))?;
    }
    Ok(())
}

fn pages() -> Vec<(String, Frame, Screen)> {
    let edition = samples::edition();
    let culture = samples::slug("culture");
    let listed = |section: &str| -> Vec<Headline> {
        samples::headlines().into_iter().filter(|h| h.section == Some(samples::slug(section))).collect()
    };
    let mut pages = Vec::new();
    for language in UiLanguage::ALL {
        let frame = |route| samples::frame(route, (language != UiLanguage::Ar).then_some(language));
        let mut add = |name: &str, frame: Frame, screen| {
            pages.push((format!("{name}-{}", language.as_str()), frame, screen));
        };
        add("front", frame(Route::Front), front_screen(&edition));
        add("section", frame(Route::Section(culture.clone())), section_screen(&edition, &culture, listed("culture")));
        add("article", frame(Route::Article(samples::id(0))), article_screen(samples::article()));
        let mut open = frame(Route::Unknown);
        open.settings_open = true;
        open.ui.calendar = Calendar::GregorianAndHijri;
        open.notices = vec![Notice::Offline, Notice::Copied, Notice::CopyByHand("https://news.example/a/".into())];
        add("missing", open, Screen::Missing(Missing::Page));
        let source = Some(samples::url("https://feeds.example/latest.json"));
        add("failed", frame(Route::Front), Screen::Failed { failure: Failure::Server(503), source });
        add("loading", frame(Route::Front), Screen::Loading(Skeleton::Front));
        let older = OlderScreen { section: None, page: 6, is_newest: false, headlines: samples::headlines() };
        add("older", frame(Route::Older(6)), Screen::Older(older));
    }
    pages
}

fn document(frame: &Frame, screen: &Screen, style: &str) -> String {
    let language = frame.ui.language;
    let dir = if language.dir() == Direction::Rtl { "rtl" } else { "ltr" };
    let title = document_title(frame, screen).replace('<', "&lt;");
    format!(
        "<!doctype html><html lang=\"{}\" dir=\"{dir}\" data-theme=\"system\" data-text-size=\"medium\"><head>\
         <meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{style}</style></head><body>{}</body></html>",
        language.as_str(),
        body_html(frame.clone(), screen.clone()),
    )
}

/// A landscape: what a picture's place looks like when it is filled.
const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800" viewBox="0 0 1200 800">
<rect width="1200" height="800" fill="#c9d3d6"/><path d="M0 520 300 330 520 480 800 260 1200 540V800H0Z" fill="#7b8d92"/>
<path d="M0 620 260 540 620 640 900 560 1200 650V800H0Z" fill="#4c5b5c"/><circle cx="930" cy="190" r="70" fill="#f3e6c8"/></svg>"##;
