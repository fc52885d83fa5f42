//! The web app manifest (<https://www.w3.org/TR/appmanifest/>).

use model::{Site, Text};
use serde_json::json;

/// The manifest of `site` under `base`; `icon` is the file of its icon.
pub(crate) fn manifest(site: &Site, base: &str, icon: Option<&str>) -> String {
    let token = |name: &str| site.theme.iter().find(|token| token.name() == name).map(|token| token.value().to_owned());
    let mut manifest = json!({
        "id": base,
        "start_url": base,
        "scope": base,
        "name": site.title.as_str(),
        "short_name": site.title.as_str(),
        "lang": site.lang.as_str(),
        "dir": site.dir.as_str(),
        "display": "standalone",
        "background_color": token("background").unwrap_or_else(|| "#ffffff".to_owned()),
        "theme_color": token("background").unwrap_or_else(|| "#ffffff".to_owned()),
        "categories": ["news"],
    });
    if let Some(tagline) = &site.tagline {
        manifest["description"] = json!(Text::as_str(tagline));
    }
    if let Some(icon) = icon {
        manifest["icons"] =
            json!([{ "src": format!("{base}{icon}"), "sizes": "any", "type": "image/svg+xml", "purpose": "any" }]);
    }
    manifest.to_string()
}
