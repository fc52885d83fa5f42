//! An HTML document around what a page shows: what all pages of a site share is written once.

use super::policy;
use crate::assets::{EARLY, ViewerAssets};
use crate::compress;
use crate::output::{Digest, name_hash};
use crate::service_worker::WORKER;
use model::{Site, UiLanguage};
use std::fmt::Write;
use viewer::route::BasePath;

/// A style sheet that is at most so large in brotli is part of the page.
const INLINE_STYLE_BYTES: usize = 6 * 1024;

/// What the documents of a site have in common.
pub(crate) struct Template {
    /// Up to the last attribute of `<html>`.
    opening: String,
    /// From there to what the head says of the single page.
    head_start: String,
    /// What follows that in every page.
    head_end: String,
    /// What starts the viewer.
    boot: String,
    /// For browsers without scripts, where the page holds nothing of its own.
    without_script: String,
    /// What every page holds in itself, as a policy allows it.
    pub inline: policy::Inline,
    /// A digest of the templates, the viewer and its service worker: pages of one build share it.
    pub build: String,
}

impl Template {
    /// The template of `site` under `base`, whose pages start `viewer`, and its service worker where it is `offline`.
    ///
    /// Everything that comes from the configuration is escaped; a theme token cannot hold anything
    /// else than a name and a colour.
    pub fn new(site: &Site, base: &BasePath, viewer: &ViewerAssets, offline: bool) -> Self {
        let ui = site.locale.ui;
        let early = viewer.find_file(EARLY).map_or("", |(_, bytes)| std::str::from_utf8(bytes).unwrap_or(""));
        let early = early.trim_end();
        let (linked_style, style) = styles(site, base, viewer);
        let inline = policy::Inline::of(early, &style);
        let policy = policy::of_page(site, &inline);
        let opening = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\" data-theme=\"system\" data-text-size=\"medium\"",
            ui.as_str(),
            ui.dir().as_str(),
        );
        let head_start = format!(
            ">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"content-security-policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"nashra:base\" content=\"{}\">\n",
            escape(&policy),
            escape(base.as_str()),
        );
        let mut head_end = icon_link(base, viewer) + &linked_style;
        let _ = writeln!(head_end, "<link rel=\"manifest\" href=\"{}\">", escape(&base.file("manifest.webmanifest")));
        if !style.is_empty() {
            let _ = writeln!(head_end, "<style>{style}</style>");
        }
        let _ = writeln!(head_end, "<script>{early}</script>");
        let worker = viewer.worker().filter(|_| offline);
        let boot = boot_script(base, viewer, worker.is_some());
        let without_script = without_script(ui, base);
        let parts = [&opening, &head_start, &head_end, &boot, &without_script].map(String::as_str);
        let build = name_hash(&[parts.concat().as_bytes(), worker.unwrap_or_default()].concat());
        let boot = format!("<script id=\"boot\" data-build=\"{build}\"{boot}></script>\n");
        Self { opening, head_start, head_end, boot, without_script, inline, build }
    }

    /// A digest of all that is common.
    pub fn digest(&self) -> Digest {
        let parts = [&self.opening, &self.head_start, &self.head_end, &self.boot, &self.without_script];
        Digest::of_parts(&parts.map(String::as_bytes))
    }

    /// A page with `head` as what it says of itself and `body` as what it shows.
    pub fn page(&self, head: &str, body: &str) -> Vec<u8> {
        self.document("", head, &self.boot, ["<body data-page>\n", body, "\n"])
    }

    /// A still page, on which the viewer does not run: it names its build and starts nothing but what is `loaded`, and
    /// what only the viewer does is not offered on it.
    pub fn still(&self, head: &str, loaded: &str, body: &str) -> Vec<u8> {
        let still = format!(" data-still data-build=\"{}\"", self.build);
        self.document(&still, head, loaded, ["<body>\n", body, "\n"])
    }

    /// The page that shows nothing until the viewer draws it.
    pub fn shell(&self, head: &str) -> Vec<u8> {
        self.document("", head, &self.boot, ["<body>\n", &self.without_script, ""])
    }

    /// A document with `attributes` on its root, `head` and what it starts in its head, and `body`, from its tag on.
    fn document(&self, attributes: &str, head: &str, starts: &str, body: [&str; 3]) -> Vec<u8> {
        let head = [&self.opening, attributes, &self.head_start, head, &self.head_end, starts, "</head>\n"];
        [&head[..], &body, &["</body>\n</html>\n"]].concat().concat().into_bytes()
    }
}

/// The attributes of the script that starts the viewer: where its modules are and what they must be, and where the
/// service worker is, where there is one.
///
/// Not before the first paint, and after everything that a reader waits for: text needs none of it.
fn boot_script(base: &BasePath, viewer: &ViewerAssets, has_worker: bool) -> String {
    let mut script = String::from(" async fetchpriority=\"low\"");
    let mut attribute = |name: &str, value: &str| {
        let _ = write!(script, " {name}=\"{}\"", escape(value));
    };
    if let Some((name, bytes)) = viewer.boot() {
        attribute("src", &base.file(name));
        attribute("integrity", &policy::integrity(bytes));
    }
    attribute("data-words", &base.file(viewer.words()));
    for (name, prefix) in [("viewer", ""), ("direct", "feed-"), ("saved_module", "saved-")] {
        let Some(module) = viewer.module(name) else { continue };
        attribute(&format!("data-{prefix}js"), &base.file(module.script));
        attribute(&format!("data-{prefix}js-integrity"), &policy::integrity(module.script_bytes));
        attribute(&format!("data-{prefix}wasm"), &base.file(module.wasm));
        attribute(&format!("data-{prefix}wasm-integrity"), &policy::integrity(module.wasm_bytes));
    }
    if has_worker {
        attribute("data-worker", &base.file(WORKER));
    }
    script
}

fn icon_link(base: &BasePath, viewer: &ViewerAssets) -> String {
    let icon = ["icon.svg", "favicon.svg", "favicon.ico"].into_iter().find(|name| viewer.find_file(name).is_some());
    match icon {
        Some(name) => format!("<link rel=\"icon\" href=\"{}\">\n", escape(&base.file(name))),
        // Else browsers ask for /favicon.ico and log a 404.
        None => "<link rel=\"icon\" href=\"data:,\">\n".to_owned(),
    }
}

/// The link to a style sheet too large to be part of the page, and the style that is.
fn styles(site: &Site, base: &BasePath, viewer: &ViewerAssets) -> (String, String) {
    let (mut linked, mut inline) = (String::new(), String::new());
    if let Some((name, bytes)) = viewer.style() {
        let text = String::from_utf8_lossy(bytes);
        let small = compress::brotli(bytes, 11).len() <= INLINE_STYLE_BYTES;
        if small && !text.contains("</") && !text.contains("url(") {
            inline.push_str(&text);
        } else {
            let _ = writeln!(linked, "<link rel=\"stylesheet\" href=\"{}\">", escape(&base.file(name)));
        }
    }
    inline.push_str(&theme_rule(site));
    (linked, inline)
}

/// The rule that puts the colours of `site` into force; empty where it has none of its own.
pub(super) fn theme_rule(site: &Site) -> String {
    if site.theme.is_empty() {
        return String::new();
    }
    let tokens: String =
        site.theme.iter().map(|token| format!("--nashra-{}:{};", token.name(), token.value())).collect();
    format!(":root{{{tokens}}}")
}

/// What a reader without scripts is told: what is needed, and where the text itself is.
fn without_script(ui: UiLanguage, base: &BasePath) -> String {
    let (needed, front) = match ui {
        UiLanguage::Ar => ("تحتاج هذه الصفحة إلى تشغيل JavaScript وWebAssembly في متصفحك.", "الصفحة الأولى"),
        UiLanguage::Fa => ("این صفحه به فعال بودن JavaScript و WebAssembly در مرورگر نیاز دارد.", "صفحهٔ نخست"),
        UiLanguage::Ur => ("اس صفحے کے لیے براؤزر میں JavaScript اور WebAssembly درکار ہیں۔", "صفحۂ اول"),
        UiLanguage::He => ("הדף הזה זקוק ל־JavaScript ול־WebAssembly בדפדפן.", "לעמוד הראשון"),
        UiLanguage::En => ("This page needs JavaScript and WebAssembly.", "Front page"),
    };
    let (href, lang, dir) = (escape(base.as_str()), ui.as_str(), ui.dir().as_str());
    format!(
        "<noscript><div lang=\"{lang}\" dir=\"{dir}\"><p>{needed}</p><p><a href=\"{href}\">{front}</a></p></div></noscript>\n"
    )
}

/// `text` as it may stand in an element and in an attribute between double quotes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    wire::html::escape(text, &mut escaped);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_title_stays_text() {
        assert_eq!(escape("</title><script>\"'&"), "&lt;/title&gt;&lt;script&gt;&quot;'&amp;");
    }
}
