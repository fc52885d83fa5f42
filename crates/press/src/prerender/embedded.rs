//! Documents for frames on other sites' pages: without the viewer, with a script of their own.

use super::document::{Template, escape, theme_rule};
use super::policy;
use crate::assets::{EMBED_EARLY, EMBED_STYLE, ViewerAssets};
use crate::output::Digest;
use model::Site;
use std::fmt::Write;
use viewer::route::BasePath;

/// What the documents for frames of a site have in common.
pub(super) struct EmbeddedTemplate {
    opening: String,
    head_end: String,
    /// What they hold in themselves, as a policy allows it.
    pub inline: policy::Inline,
}

impl EmbeddedTemplate {
    /// The template of `site` under `base`, beside that of its `pages`; `None` where `viewer` has no script for frames.
    pub fn new(site: &Site, base: &BasePath, viewer: &ViewerAssets, pages: &Template) -> Option<Self> {
        let text = |name: &str| {
            viewer.find_file(name).and_then(|(_, bytes)| std::str::from_utf8(bytes).ok()).map(str::trim_end)
        };
        let (script, script_bytes) = viewer.embedded()?;
        let early = text(EMBED_EARLY)?;
        let style = text(EMBED_STYLE)?.to_owned() + &theme_rule(site);
        let ui = site.locale.ui;
        let inline = policy::Inline::of(early, &style);
        let policy = policy::of_embedded(site, &inline, &pages.inline);
        // Links leave by a tab of their own: what they lead to cannot be framed.
        let opening = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\" data-theme=\"system\" data-layout=\"list\">\n<head>\n\
             <meta charset=\"utf-8\">\n<meta http-equiv=\"content-security-policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <base target=\"_blank\">\n<link rel=\"icon\" href=\"data:,\">\n",
            ui.as_str(),
            ui.dir().as_str(),
            escape(&policy),
        );
        let mut head_end =
            format!("<style>{style}</style>\n<script>{early}</script>\n<script id=\"embed\" defer crossorigin");
        let mut attribute = |name: &str, value: &str| {
            let _ = write!(head_end, " {name}=\"{}\"", escape(value));
        };
        attribute("src", &base.file(script));
        attribute("integrity", &policy::integrity(script_bytes));
        attribute("data-base", base.as_str());
        if let Some((name, bytes)) = viewer.style() {
            attribute("data-style", &base.file(name));
            attribute("data-style-integrity", &policy::integrity(bytes));
        }
        let _ = write!(head_end, " data-build=\"{}\"></script>\n</head>\n<body>\n", pages.build);
        Some(Self { opening, head_end, inline })
    }

    /// A digest of all that is common.
    pub fn digest(&self) -> Digest {
        Digest::of_parts(&[self.opening.as_bytes(), self.head_end.as_bytes()])
    }

    /// A document called `title` that shows `body`.
    pub fn page(&self, title: &str, body: &str) -> Vec<u8> {
        let title = escape(title);
        [&self.opening, "<title>", &title, "</title>\n", &self.head_end, body, "\n</body>\n</html>\n"]
            .concat()
            .into_bytes()
    }
}
