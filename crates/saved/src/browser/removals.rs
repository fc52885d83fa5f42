//! What the site has removed: a note takes its place at the next contact.

use super::keeper::{Keeper, document_address};
use super::{kept_files, taking};
use crate::export::Entry;
use crate::record::reason;
use browser::json::BrowserJson;
use model::RemovalReason;
use viewer::browser::fetch::{Freshness, own_text};
use wire::edition::edition_path;
use wire::json::{JsonText, Value};

/// Looks for saved articles among those that the edition says were removed last.
pub async fn look_for(keeper: &Keeper) {
    let takes_along = taking::along().is_some();
    if keeper.loaded().saved.is_empty() && !takes_along {
        return;
    }
    let Some(edition) = fetched(&super::keeper::base().file(edition_path())).await else { return };
    for id in edition.get("removed").items().iter().filter_map(Value::as_str) {
        note(keeper, id).await;
        if takes_along {
            kept_files::drop_file(&document_address(id)).await;
        }
    }
}

/// Puts a note in place of the article, where it is saved and the site says that it was removed.
pub async fn note(keeper: &Keeper, id: &str) {
    let found = keeper.loaded().saved.iter().find(|saved| saved.headline.id.as_str() == id).cloned();
    let Some(record) = found.filter(|saved| saved.removed.is_none()) else { return };
    let tombstone = fetched(&document_address(id)).await.unwrap_or_default();
    if !tombstone.get("format").as_str().is_some_and(|format| format.starts_with("nashra-tombstone/")) {
        return;
    }
    let why = tombstone.get("reason").as_str().map_or(RemovalReason::Other, reason);
    let entry = Entry { record: record.into_note(why), place: None, document: None };
    if keeper.put(vec![entry]).await.is_ok() {
        kept_files::drop_file(&document_address(id)).await;
    }
}

async fn fetched(address: &str) -> Option<Value> {
    let text = own_text(address, Freshness::Revalidated).await.ok()?;
    Some(BrowserJson::parse(&text).ok()?.value())
}
