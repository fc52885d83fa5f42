//! Articles that the configuration names, by address or id.

use super::Build;
use super::reading::Offer;
use anyhow::Result;
use model::{ArticleId, SafeUrl};
use std::collections::BTreeSet;
use wire::address::normalised_permalink;

impl Build<'_, '_> {
    /// The place of the article that `name` means: its id, its address or what identifies it.
    pub(super) fn place_named(&self, name: &str) -> Result<Option<u32>> {
        if let Ok(id) = ArticleId::parse(name)
            && let Some(place) = self.tables.place_of_id(&id)?
        {
            return Ok(Some(place));
        }
        for key in keys_of(name) {
            if let Some(place) = self.tables.place_of_key(&key)? {
                return Ok(Some(place));
            }
            if let Some(merged) = self.tables.merged(&key)? {
                return Ok(Some(merged.into));
            }
        }
        Ok(None)
    }

    /// Everything that the configuration hides or takes down, as it names it.
    pub(super) fn barred(&self) -> BTreeSet<String> {
        self.config.hidden.iter().chain(&self.config.takedown).cloned().collect()
    }

    /// Whether the configuration hides or takes down what `offer` would be.
    pub(super) fn is_barred(&self, offer: &Offer) -> bool {
        let id = ArticleId::of(&offer.key, 0);
        let means = |name: &String| {
            name == id.as_str() || Some(name) == offer.address.as_ref() || keys_of(name).any(|key| key == offer.key)
        };
        self.config.hidden.iter().chain(&self.config.takedown).any(means)
    }
}

/// What may identify the article that `name` means.
fn keys_of(name: &str) -> impl Iterator<Item = String> {
    let permalink = SafeUrl::parse(name).ok().map(|url| normalised_permalink(&url));
    permalink.into_iter().chain([name.to_owned()])
}
