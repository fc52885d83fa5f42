//! What may be said in which place only.

use super::source::{self, Source, has_word};
use anyhow::Result;

const BROWSER_CRATES: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_net",
    "gloo_events",
    "gloo_timers",
    "gloo_utils",
    "serde_wasm_bindgen",
];
/// Where the browser's types are wrapped. Everything else is pure, and runs natively too.
const BROWSER_PLACES: &[&str] =
    &["src/browser.rs", "src/browser/", "crates/browser/", "crates/direct/src/reader.rs", "crates/saved/src/browser"];

/// Every line outside `src/browser/` that names a crate of the browser's types.
pub fn find_browser_types() -> Result<Vec<String>> {
    Ok(source::files(
        &["crates/browser", "crates/direct", "crates/model", "crates/press", "crates/saved", "crates/wire", "src"],
        &[".rs"],
    )?
    .iter()
    .flat_map(browser_types_in)
    .collect())
}

/// Every line with `unsafe` code, and every crate that does not forbid it.
pub fn find_unsafe() -> Result<Vec<String>> {
    let mut found: Vec<_> = source::rust()?.iter().flat_map(unsafe_in).collect();
    for manifest in source::files(&["Cargo.toml", "crates", "tests"], &["Cargo.toml"])? {
        if !manifest.text.contains("[lints]\nworkspace = true") {
            found.push(format!("{}: [lints] workspace = true is missing: it forbids unsafe code", manifest.name));
        }
    }
    Ok(found)
}

/// Every handler, store or fetch in what draws: pages and parts are functions of their props.
pub fn find_acting_parts() -> Result<Vec<String>> {
    Ok(source::files(&["src/pages", "src/pages.rs", "src/parts", "src/parts.rs"], &[".rs"])?
        .iter()
        .flat_map(actions_in)
        .collect())
}

fn browser_types_in(file: &Source) -> Vec<String> {
    if BROWSER_PLACES.iter().any(|place| file.name.starts_with(place)) {
        return Vec::new();
    }
    file.lines_where(|code| BROWSER_CRATES.iter().any(|name| has_word(code, name)))
}

fn unsafe_in(file: &Source) -> Vec<String> {
    file.lines_where(|code| {
        ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern"].iter().any(|form| code.contains(form))
    })
    .into_iter()
    // This check names them.
    .filter(|line| !line.starts_with("crates/xtask/src/tidy/"))
    .collect()
}

fn actions_in(file: &Source) -> Vec<String> {
    let has_handler = |code: &str| {
        code.match_indices("on:").any(|(start, _)| {
            code[..start].ends_with(char::is_whitespace)
                && code[start + 3..].starts_with(|letter: char| letter.is_ascii_lowercase())
                && code[start + 3..].contains('=')
        })
    };
    file.lines_where(|code| {
        has_handler(code)
            || code.contains("crate::store")
            || code.contains("crate::browser")
            || has_word(code, "Effect")
            || has_word(code, "Resource")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use source::sample;

    #[test]
    fn only_the_browser_folder_names_the_browsers_types() {
        let code = "use web_sys::Window;";
        assert!(browser_types_in(&sample("src/browser/clock.rs", code)).is_empty());
        assert_eq!(browser_types_in(&sample("src/store.rs", code)), ["src/store.rs:1: use web_sys::Window;"]);
        assert!(browser_types_in(&sample("src/store.rs", "// as web_sys does")).is_empty());
    }

    #[test]
    fn unsafe_code_is_found() {
        assert_eq!(unsafe_in(&sample("src/app.rs", "unsafe { *pointer }")).len(), 1);
        assert!(unsafe_in(&sample("src/app.rs", "let is_unsafe_url = true;")).is_empty());
    }

    #[test]
    fn what_draws_does_not_act() {
        assert_eq!(actions_in(&sample("src/parts/pager.rs", "<button on:click=more>")).len(), 1);
        assert_eq!(actions_in(&sample("src/parts/pager.rs", "use crate::store::Store;")).len(), 1);
        assert!(actions_in(&sample("src/parts/pager.rs", "<button data-action=\"more\">")).is_empty());
        assert!(actions_in(&sample("src/parts/pager.rs", "fn on(section: &str)")).is_empty());
    }
}
