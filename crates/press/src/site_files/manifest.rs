//! The web app manifest (<https://www.w3.org/TR/appmanifest/>): what makes a site one that can be installed.

use super::icons::ICONS;
use crate::config::Config;
use model::{SectionSummary, Text};
use serde_json::{Value, json};
use viewer::route::Route;

/// As many sections are in the menu of the installed site's icon: systems show four, or fewer.
const MOST_SHORTCUTS: usize = 4;

/// The ground of pages that no theme colours: `--palette-paper` of the style sheet.
const PAPER: &str = "#fdfcf8";

/// The manifest of the site that `config` describes, with `sections` in their order; `icon` is its SVG.
///
/// Without a share target: a page that is shared to a newspaper has nowhere to go there.
pub(crate) fn manifest(config: &Config, sections: &[SectionSummary], icon: Option<&str>) -> String {
    let (site, base) = (&config.site, &config.base);
    let token = site.theme.iter().find(|token| token.name() == "background");
    let ground = token.map_or(PAPER, |token| token.value());
    let shortcut = |section: &SectionSummary| json!({ "name": section.name.as_str(), "url": Route::Section(section.slug.clone()).path(base) });
    let shortcuts: Vec<Value> = sections.iter().take(MOST_SHORTCUTS).map(shortcut).collect();
    let mut manifest = json!({
        "id": base.as_str(),
        "start_url": base.as_str(),
        "scope": base.as_str(),
        "name": site.title.as_str(),
        "short_name": config.short_title.as_deref().unwrap_or(site.title.as_str()),
        "lang": site.lang.as_str(),
        "dir": site.dir.as_str(),
        "display": "standalone",
        "background_color": ground,
        "theme_color": ground,
        "categories": ["news"],
        "shortcuts": shortcuts,
    });
    if let Some(tagline) = &site.tagline {
        manifest["description"] = json!(Text::as_str(tagline));
    }
    if let Some(icon) = icon {
        let drawn = ICONS.iter().map(|icon| {
            let sizes = format!("{0}x{0}", icon.size);
            let purpose = icon.purpose.as_str();
            json!({ "src": base.file(icon.name), "sizes": sizes, "type": "image/png", "purpose": purpose })
        });
        let scalable = json!({ "src": base.file(icon), "sizes": "any", "type": "image/svg+xml", "purpose": "any" });
        manifest["icons"] = drawn.chain([scalable]).collect();
    }
    manifest.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_without_a_theme_has_the_ground_of_the_style_sheet() {
        let tokens = include_str!("../../../../style/tokens.css");
        assert!(tokens.contains(&format!("--palette-paper: {PAPER};")), "{PAPER}");
    }
}
