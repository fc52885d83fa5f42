//! Everything that is saved as one file, and back.

use super::keeper::{Keeper, entry_of};
use crate::export::{self, Entry, Refusal, new_ones};
use crate::page::Told;
use browser::json::BrowserJson;
use viewer::browser::storage;
use viewer::marks::{HISTORY_KEY, Marks, SAVED_KEY};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};
use wire::json::JsonText;

thread_local! {
    /// The address of the file that was made last.
    static LAST: std::cell::RefCell<Option<String>> = const { std::cell::RefCell::new(None) };
}

/// Hands the reader a file of everything that is saved.
pub async fn export(keeper: &Keeper) {
    let marks = Marks::new(None, storage::read(HISTORY_KEY));
    let records = keeper.loaded().saved.clone();
    let mut entries = Vec::with_capacity(records.len());
    for record in records {
        let place = marks.place(&record.headline.id);
        let document = keeper.document(record.headline.id.as_str()).await.filter(|_| record.removed.is_none());
        if document.is_some() || record.removed.is_some() {
            entries.push(Entry { record, place, document });
        }
    }
    let _ = hand_over(&export::write(&entries));
}

fn hand_over(text: &str) -> Result<(), JsValue> {
    let how = BlobPropertyBag::new();
    how.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &how)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = viewer::browser::page::document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download("nashra-saved.json");
    link.click();
    // A download may begin late: each file is let go when the next is made.
    if let Some(last) = LAST.replace(Some(address)) {
        Url::revoke_object_url(&last)?;
    }
    Ok(())
}

/// Adds what `file` holds and is not saved yet.
pub async fn import(keeper: &Keeper, file: &File) -> Told {
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
    let Ok(json) = BrowserJson::parse(&text) else { return Told::Refused(Refusal::NotJson) };
    let entries = match export::read(json.value()) {
        Ok(entries) => entries,
        Err(refusal) => return Told::Refused(refusal),
    };
    if let Err(fault) = keeper.load().await {
        return Told::Failed(fault);
    }
    let mut new = new_ones(entries, &keeper.loaded().saved);
    for entry in &mut new {
        // Pictures do not travel in the file: what can be had now is fetched.
        let fetched = match entry.document.clone() {
            Some(document) => entry_of(document).await,
            None => None,
        };
        if let Some(fetched) = fetched {
            entry.record = crate::record::Saved { saved: entry.record.saved, ..fetched.record };
        }
    }
    let count = new.len() as u64;
    let places: Vec<_> = new.iter().filter_map(|entry| Some((entry.record.headline.clone(), entry.place?))).collect();
    if count > 0
        && let Err(fault) = keeper.put(new).await
    {
        return Told::Failed(fault);
    }
    let mut marks = Marks::new(storage::read(SAVED_KEY), storage::read(HISTORY_KEY));
    for (headline, place) in places {
        marks.remember(&headline.id, headline.title.as_ref(), place);
    }
    let _ = storage::write(HISTORY_KEY, marks.history());
    Told::Imported(count)
}
