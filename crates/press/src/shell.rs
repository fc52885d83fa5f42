//! The page that starts the viewer: the site's language, direction, colours and addresses, no content.

use crate::assets::ViewerAssets;
use crate::compress;
use model::{Direction, Site, UiLanguage};
use sha2::{Digest, Sha384};
use std::fmt::Write;
use viewer::route::BasePath;

/// A style sheet that is at most so large in brotli is part of the page.
const INLINE_STYLE_BYTES: usize = 6 * 1024;

/// The document for `site` under `base` that loads `viewer`.
///
/// Everything that comes from the configuration is escaped; a theme token cannot hold anything
/// else than a name and a colour.
pub(crate) fn compose(site: &Site, base: &BasePath, viewer: &ViewerAssets) -> String {
    let ui = site.locale.ui;
    let address = |name: &str| escape(&base.file(name));
    let (app, app_preload) = module_data(viewer, base, "viewer", "");
    let (feed_reader, _) = module_data(viewer, base, "direct", "feed-");
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\" data-theme=\"system\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"nashra:base\" content=\"{}\">\n\
         <title>{}</title>\n",
        escape(site.lang.as_str()),
        site.dir.as_str(),
        escape(base.as_str()),
        escape(&document_title(site)),
    );
    if let Some(tagline) = &site.tagline {
        let _ = writeln!(page, "<meta name=\"description\" content=\"{}\">", escape(tagline.as_str()));
    }
    page.push_str(&icon_link(base, viewer));
    page.push_str(&styles(site, base, viewer));
    // In the head and not deferred: it sets the reader's own theme and text size before the first paint.
    let _ = write!(
        page,
        "<script src=\"{}\"{app}{feed_reader}></script>\n{app_preload}</head>\n<body>\n{}</body>\n</html>\n",
        address("boot.js"),
        without_script(ui, base),
    );
    page
}

/// The attributes by which boot.js finds a module, each with `prefix`, and the links that fetch it early.
fn module_data(viewer: &ViewerAssets, base: &BasePath, name: &str, prefix: &str) -> (String, String) {
    let Some(module) = viewer.module(name) else { return Default::default() };
    let [wasm, script] = [module.wasm, module.script].map(|file| escape(&base.file(file)));
    let integrity = base64(&Sha384::digest(module.wasm_bytes));
    let attributes = format!(
        " data-{prefix}wasm=\"{wasm}\" data-{prefix}js=\"{script}\" data-{prefix}integrity=\"sha384-{integrity}\""
    );
    let links = format!(
        "<link rel=\"modulepreload\" href=\"{script}\">\n\
         <link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n"
    );
    (attributes, links)
}

/// A title that opens with a Latin letter or a digit would turn the whole tab's label around.
fn document_title(site: &Site) -> String {
    let title = site.title.as_str();
    let turns = title
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| c.is_numeric() || model::strong_direction(c) == Some(Direction::Ltr));
    if site.dir == Direction::Rtl && turns { format!("\u{200F}{title}") } else { title.to_owned() }
}

fn icon_link(base: &BasePath, viewer: &ViewerAssets) -> String {
    let icon = ["icon.svg", "favicon.svg", "favicon.ico"].into_iter().find(|name| viewer.find_file(name).is_some());
    match icon {
        Some(name) => format!("<link rel=\"icon\" href=\"{}\">\n", escape(&base.file(name))),
        // Else browsers ask for /favicon.ico and log a 404.
        None => "<link rel=\"icon\" href=\"data:,\">\n".to_owned(),
    }
}

fn styles(site: &Site, base: &BasePath, viewer: &ViewerAssets) -> String {
    let mut styles = String::new();
    let mut inline = String::new();
    if let Some((name, bytes)) = viewer.style() {
        let text = String::from_utf8_lossy(bytes);
        let small = compress::brotli(bytes, 11).len() <= INLINE_STYLE_BYTES;
        if small && !text.contains("</") && !text.contains("url(") {
            inline.push_str(&text);
        } else {
            let _ = writeln!(styles, "<link rel=\"stylesheet\" href=\"{}\">", escape(&base.file(name)));
        }
    }
    if !site.theme.is_empty() {
        inline.push_str(":root{");
        for token in &site.theme {
            let _ = write!(inline, "--nashra-{}:{};", token.name(), token.value());
        }
        inline.push('}');
    }
    if !inline.is_empty() {
        let _ = writeln!(styles, "<style>{inline}</style>");
    }
    styles
}

/// What a reader without scripts is told: what is needed, and where the text itself is.
fn without_script(ui: UiLanguage, base: &BasePath) -> String {
    let (needed, source) = match ui {
        UiLanguage::Ar => ("تحتاج هذه الصفحة إلى تشغيل JavaScript وWebAssembly في متصفحك.", "مصدر الأخبار بصيغة JSON"),
        UiLanguage::Fa => {
            ("این صفحه به فعال بودن JavaScript و WebAssembly در مرورگر نیاز دارد.", "منبع خبرها به صورت JSON")
        }
        UiLanguage::Ur => {
            ("اس صفحے کے لیے براؤزر میں JavaScript اور WebAssembly درکار ہیں۔", "خبروں کا ماخذ، JSON میں")
        }
        UiLanguage::He => ("הדף הזה זקוק ל־JavaScript ול־WebAssembly בדפדפן.", "מקור החדשות כ־JSON"),
        UiLanguage::En => ("This page needs JavaScript and WebAssembly.", "The news itself, as JSON"),
    };
    let href = escape(&base.file(wire::edition::edition_path()));
    let (lang, dir) = (ui.as_str(), ui.dir().as_str());
    format!(
        "<noscript><div lang=\"{lang}\" dir=\"{dir}\"><p>{needed}</p><p><a href=\"{href}\">{source}</a></p></div></noscript>\n"
    )
}

/// `text` as it may stand in an element and in a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Standard base64 with padding (RFC 4648 section 4): what `integrity` holds.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().enumerate().fold(0u32, |bits, (at, &byte)| bits | u32::from(byte) << (16 - 8 * at));
        for at in 0..4 {
            text.push(if at <= group.len() { DIGITS[(bits >> (18 - 6 * at)) as usize & 63] as char } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_hostile_title_stays_text() {
        assert_eq!(escape("</title><script>\"'&"), "&lt;/title&gt;&lt;script&gt;&quot;&#39;&amp;");
    }
}
