//! Texts that play a role: a headline, a description, a body.

use crate::json::Value;

/// One text of several that an item offers for the same thing.
pub(super) struct Roled<'a> {
    pub(super) role: &'a str,
    content_type: &'a str,
    /// Never blank.
    pub(super) text: &'a str,
}

impl Roled<'_> {
    /// Whether it says that it is HTML or XHTML, by its type or its role.
    pub(super) fn is_html(&self) -> bool {
        self.content_type.contains("html") || self.role.contains("html")
    }

    /// Whether it is HTML by its look, for a body that says nothing: a headline may quote markup.
    pub(super) fn is_untold_html(&self) -> bool {
        self.content_type.is_empty() && self.text.starts_with('<') && self.text.contains("</")
    }

    /// Whether it is plain text, or says nothing else.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.content_type, "" | "text/plain" | "text") && !self.is_html()
    }
}

/// The texts of `plural`, an array of 2.x and 3.x; else those of 1.x, named `singular` alone or
/// with a role (`headline`, `body_xhtml`). Blank ones count as missing.
pub(super) fn all<'a>(item: &'a Value, plural: &str, singular: &str) -> Vec<Roled<'a>> {
    let listed = item.get(plural).items_or_self().iter().filter_map(|entry| {
        let text = entry.as_str().or(entry.get("value").as_str())?;
        let content_type = entry.first_of(&["contentType", "contenttype"]).as_str().unwrap_or("");
        Some(Roled { role: entry.get("role").as_str().unwrap_or(""), content_type, text })
    });
    let listed: Vec<Roled<'_>> = listed.collect();
    if !listed.is_empty() {
        return listed;
    }
    let named = item.members().iter().filter_map(|(key, value)| {
        let rest = key.strip_prefix(singular)?;
        let role = if rest.is_empty() { rest } else { rest.strip_prefix('_')? };
        Some(Roled { role, content_type: "", text: value.as_str()? })
    });
    named.collect()
}

/// The first text that plays the first of `roles` that any plays, else the first text of all.
pub(super) fn prefer<'r, 'a>(texts: &'r [Roled<'a>], roles: &[&str]) -> Option<&'r Roled<'a>> {
    roles.iter().find_map(|role| texts.iter().find(|text| text.role == *role)).or(texts.first())
}
