//! Where saved articles lie: what is asked of a store, and how it can fail.

use std::future::Future;

/// Why something could not be stored or read: a value, and words on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The browser stores nothing here.
    Blocked,
    /// A newer version of the site keeps its store in another form.
    NewerVersion,
    /// There is no room.
    Full,
    /// Anything else: the store was deleted while it was open, its disk is broken.
    Broken,
}

/// One article on the shelf.
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Its record, as JSON.
    pub record: String,
    /// Its document, as JSON; missing where only a note is kept.
    pub document: Option<String>,
}

/// A store of articles: records, which the list is made of, and documents beside them.
pub trait Shelf {
    /// Every record: its id and its JSON, which is empty where what is stored is no text.
    fn records(&self) -> impl Future<Output = Result<Vec<(String, String)>, Fault>>;

    /// The document of an article.
    fn document(&self, id: &str) -> impl Future<Output = Result<Option<String>, Fault>>;

    /// Stores articles, in place of those that have their ids: all or none.
    fn put(&self, articles: &[Kept]) -> impl Future<Output = Result<(), Fault>>;

    /// Removes an article.
    fn remove(&self, id: &str) -> impl Future<Output = Result<(), Fault>>;
}
