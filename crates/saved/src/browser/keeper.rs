//! What is saved: loaded once, changed in the store first and then in memory.

use super::database::IndexedDatabase;
use super::turn::Turn;
use super::{kept_files, removals, taking};
use crate::export::Entry;
use crate::pictures::pictures_of;
use crate::record::Saved;
use crate::shelf::{Fault, Kept, Shelf};
use browser::json::BrowserJson;
use model::{Article, ArticleId, Headline};
use std::cell::{Ref, RefCell};
use viewer::browser::fetch::{Freshness, own_text};
use viewer::browser::{clock, page, storage};
use viewer::marks::SAVED_KEY;
use viewer::route::BasePath;
use wire::edition::{article_path, decode_value};
use wire::json::JsonText;

/// Under which name it is kept how many articles the browser has lost, until the reader is told.
const LOST_KEY: &str = "nashra:lost";

/// A mark that is no article: something is taken along, so that the viewer looks here for what it cannot fetch.
const ALONG: &str = "+ ";

/// What is saved.
#[derive(Default)]
pub struct Keeper {
    shelf: IndexedDatabase,
    loaded: RefCell<Loaded>,
    /// Loading, which mends: twice at a time would count a loss twice.
    loading: Turn,
    /// The marks that this page wrote or read last: others are another tab's.
    marks: RefCell<Option<String>>,
}

/// What is in memory of the store.
#[derive(Default)]
pub struct Loaded {
    /// Every record.
    pub saved: Vec<Saved>,
    /// The ids of those that cannot be read.
    pub damaged: Vec<String>,
}

/// What came of a press on the button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is saved; so many pictures are linked, so many did not come.
    Saved {
        /// Pictures that need a network.
        linked: u32,
        /// Pictures that could not be fetched.
        missing: u32,
    },
    /// It is saved no longer.
    Removed,
    /// Its document could not be had.
    NotFetched,
}

/// What the page's addresses are relative to.
pub fn base() -> BasePath {
    BasePath::new(&page::meta("nashra:base").unwrap_or_default())
}

/// Where the document of the article is.
pub fn document_address(id: &str) -> String {
    ArticleId::parse(id).map_or_else(|_| String::new(), |id| base().file(&article_path(&id)))
}

/// Where a picture is.
pub fn picture_address(name: &str) -> String {
    base().file(&format!("media/{name}"))
}

impl Keeper {
    /// What is saved, as last loaded.
    pub fn loaded(&self) -> Ref<'_, Loaded> {
        self.loaded.borrow()
    }

    /// How many articles the browser has lost since the reader was last told.
    pub fn take_lost(&self) -> u64 {
        let lost = storage::read(LOST_KEY).and_then(|lost| lost.parse().ok()).unwrap_or(0);
        if lost > 0 {
            let _ = storage::write(LOST_KEY, "0");
        }
        lost
    }

    /// Loads what is saved, unless it is in memory and no other tab has changed it.
    ///
    /// # Errors
    /// [`Fault`] of the store.
    pub async fn load(&self) -> Result<(), Fault> {
        let _turn = self.loading.take().await;
        let marks = storage::read(SAVED_KEY).unwrap_or_default();
        if self.marks.borrow().as_deref() == Some(&marks) {
            return Ok(());
        }
        let mut loaded = Loaded::default();
        for (id, text) in self.shelf.records().await? {
            let record = BrowserJson::parse(&text).ok().and_then(|json| Saved::from_value(&json.value()));
            match record.filter(|record| record.headline.id.as_str() == id) {
                Some(record) => loaded.saved.push(record),
                None => loaded.damaged.push(id),
            }
        }
        self.loaded.replace(loaded);
        self.mend(&marks).await;
        self.write_marks();
        Ok(())
    }

    /// Brings back what the store has lost or damaged and the cache still holds; counts what is lost.
    async fn mend(&self, marks: &str) {
        let known = |id: &&str| self.loaded().saved.iter().any(|saved| saved.headline.id.as_str() == *id);
        let ids = marks.split_whitespace().filter(|mark| *mark != ALONG.trim());
        let gone: Vec<String> = ids.filter(|id| !known(id)).map(str::to_owned).collect();
        let mut lost = 0;
        let damaged = std::mem::take(&mut self.loaded.borrow_mut().damaged);
        for id in gone.iter().chain(damaged.iter().filter(|id| !gone.contains(id))) {
            let entry = match kept_files::document(&document_address(id)).await {
                Some(text) => entry_of(text).await,
                None => None,
            };
            let is_back = match entry {
                Some(entry) => self.put(vec![entry]).await.is_ok(),
                None => false,
            };
            if !is_back && damaged.contains(id) {
                self.loaded.borrow_mut().damaged.push(id.clone());
            } else if !is_back {
                lost += 1;
            }
        }
        if lost > 0 {
            // It may be found out on any page: it is told on that of saved articles.
            let _ = storage::write(LOST_KEY, &lost.to_string());
        }
    }

    /// Gets ready for the time without a network; drops files of what is saved no longer.
    pub async fn wake(&self) {
        if self.load().await.is_ok() {
            removals::look_for(self).await;
            self.sweep().await;
        }
    }

    /// The document of an article that is kept.
    pub async fn document(&self, id: &str) -> Option<String> {
        match self.shelf.document(id).await {
            Ok(Some(document)) => Some(document),
            _ => kept_files::document(&document_address(id)).await,
        }
    }

    /// Saves the article, or removes it.
    ///
    /// # Errors
    /// [`Fault`] of the store, which then holds what it held.
    pub async fn toggle(&self, id: &str) -> Result<Outcome, Fault> {
        self.load().await?;
        if self.is_saved(id) {
            self.remove(id).await?;
            self.sweep().await;
            return Ok(Outcome::Removed);
        }
        let address = document_address(id);
        let text = match own_text(&address, Freshness::AsServed).await {
            Ok(text) => Some(text),
            Err(_) => kept_files::document(&address).await,
        };
        let entry = match text {
            Some(text) => entry_of(text).await,
            None => None,
        };
        let Some(entry) = entry else { return Ok(Outcome::NotFetched) };
        let outcome = Outcome::Saved { linked: entry.record.linked, missing: entry.record.missing };
        self.put(vec![entry]).await?;
        ask_to_keep();
        Ok(outcome)
    }

    /// Stores articles, in place of those that have their ids: all or none.
    ///
    /// # Errors
    /// As [`Keeper::toggle`].
    pub async fn put(&self, entries: Vec<Entry>) -> Result<(), Fault> {
        let kept: Vec<Kept> = entries
            .iter()
            .map(|entry| Kept {
                id: entry.record.headline.id.to_string(),
                record: entry.record.to_json(),
                document: entry.document.clone(),
            })
            .collect();
        self.shelf.put(&kept).await?;
        for article in &kept {
            if let Some(document) = &article.document {
                // For the service worker: what the store holds opens without it too.
                let _ = kept_files::put_document(&document_address(&article.id), document).await;
            }
        }
        {
            let mut loaded = self.loaded.borrow_mut();
            for entry in entries {
                loaded.saved.retain(|saved| saved.headline.id != entry.record.headline.id);
                loaded.damaged.retain(|id| id != entry.record.headline.id.as_str());
                loaded.saved.push(entry.record);
            }
        }
        self.write_marks();
        Ok(())
    }

    /// Removes an article; gives what it takes to put it back. Its pictures stay until the next sweep.
    ///
    /// # Errors
    /// As [`Keeper::toggle`].
    pub async fn remove(&self, id: &str) -> Result<Option<Entry>, Fault> {
        let document = self.shelf.document(id).await?;
        self.shelf.remove(id).await?;
        if taking::along().is_none_or(|along| along.ids.iter().all(|taken| taken.as_str() != id)) {
            kept_files::drop_file(&document_address(id)).await;
        }
        let record = {
            let mut loaded = self.loaded.borrow_mut();
            loaded.damaged.retain(|damaged| damaged != id);
            let at = loaded.saved.iter().position(|saved| saved.headline.id.as_str() == id);
            at.map(|at| loaded.saved.remove(at))
        };
        self.write_marks();
        Ok(record.map(|record| Entry { record, place: None, document }))
    }

    /// Whether the article is saved.
    pub fn is_saved(&self, id: &str) -> bool {
        self.loaded().saved.iter().any(|saved| saved.headline.id.as_str() == id && saved.removed.is_none())
    }

    /// Drops the pictures that no saved article has, while nothing is taken along.
    pub async fn sweep(&self) {
        if taking::along().is_some() {
            return;
        }
        let media = picture_address("");
        for path in kept_files::all().await {
            let is_of = |name: &str| self.loaded().saved.iter().any(|saved| saved.pictures.iter().any(|it| it == name));
            if path.strip_prefix(&media).is_some_and(|name| !is_of(name)) {
                kept_files::drop_file(&path).await;
            }
        }
    }

    /// Tells the viewer, here and in other tabs, which articles are saved.
    pub fn write_marks(&self) {
        let mut marks = String::new();
        for saved in self.loaded().saved.iter().filter(|saved| saved.removed.is_none()) {
            marks.push_str(saved.headline.id.as_str());
            marks.push(' ');
        }
        for id in &self.loaded().damaged {
            marks.push_str(id);
            marks.push(' ');
        }
        if taking::along().is_some() {
            marks.push_str(ALONG);
        }
        if storage::read(SAVED_KEY).unwrap_or_default() != marks {
            let _ = storage::write(SAVED_KEY, &marks);
        }
        self.marks.replace(Some(marks));
    }
}

/// What is kept of the article whose document is `text`: its pictures are fetched. Nothing where it is none.
pub async fn entry_of(text: String) -> Option<Entry> {
    let value = BrowserJson::parse(&text).ok()?.value();
    let pictures = pictures_of(&value);
    let article: Article = decode_value(value).ok()?;
    let mut record = Saved {
        headline: Headline::of(&article),
        saved: clock::now().order_key(),
        bytes: text.len() as u64,
        pictures: Vec::new(),
        linked: pictures.linked,
        missing: 0,
        removed: None,
    };
    for files in pictures.mirrored {
        let kept_before = record.pictures.len();
        for name in files {
            if let Ok(bytes) = kept_files::keep_picture(&picture_address(&name)).await {
                record.bytes += bytes;
                record.pictures.push(name);
            }
        }
        record.missing += u32::from(record.pictures.len() == kept_before);
    }
    Some(Entry { record, place: None, document: Some(text) })
}

/// Asks the browser to keep what is stored here. Its answer may wait for the reader's: nobody waits for it.
fn ask_to_keep() {
    let manager = web_sys::window().map(|window| window.navigator().storage());
    if let Some(Ok(asked)) = manager.filter(|manager| manager.is_object()).map(|manager| manager.persist()) {
        viewer::browser::task::spawn(async move { drop(wasm_bindgen_futures::JsFuture::from(asked).await) });
    }
}

/// Whether the browser promised to keep it; nothing where it cannot be asked.
pub async fn promised() -> Option<bool> {
    let manager = web_sys::window()?.navigator().storage();
    if !manager.is_object() {
        return None;
    }
    wasm_bindgen_futures::JsFuture::from(manager.persisted().ok()?).await.ok()?.as_bool()
}
