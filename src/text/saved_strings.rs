//! What is said of saved articles: a file of its own, for readers who keep some.

use super::listed::listed;
use super::plural::Plural;

listed! {
    /// Every word about saved articles in one language; `{0}` as in [`crate::text::Strings`].
    pub struct SavedStrings {
        /// An article was saved.
        pub saved: &'static str,
        /// And so many of its pictures are only linked: they need the network.
        pub pictures_linked: Plural,
        /// And so many of its pictures could not be fetched.
        pub pictures_missing: Plural,
        /// It is saved no longer.
        pub unsaved: &'static str,
        /// Its text could not be fetched, so it was not saved.
        pub not_fetched: &'static str,
        /// Storage: blocked; kept by a newer version of the site; full; of no use for another reason.
        pub faults: [&'static str; 4],
        /// The field that searches in titles.
        pub search: &'static str,
        /// The list that sorts.
        pub sort: &'static str,
        /// Saved last first; newest first; by title.
        pub orders: [&'static str; 3],
        /// Nothing is saved: what to do about it.
        pub empty: &'static str,
        /// No title holds the words.
        pub nothing_found: &'static str,
        /// Removes an article from the list.
        pub remove: &'static str,
        /// It was removed: `{0}` its title.
        pub removed: &'static str,
        /// Puts it back.
        pub undo: &'static str,
        /// It is back: `{0}` its title.
        pub put_back: &'static str,
        /// A record that cannot be read.
        pub damaged: &'static str,
        /// Articles that the browser has lost.
        pub lost: Plural,
        /// Writes everything into one file.
        pub export: &'static str,
        /// Reads such a file.
        pub import: &'static str,
        /// So many were added from a file.
        pub imported: Plural,
        /// A file that cannot be read: no JSON; not ours; of a newer version; damaged at its article `{0}`. Each says
        /// that nothing was changed.
        pub refused: [&'static str; 4],
        /// The heading over where things are kept.
        pub about: &'static str,
        /// How much room is used: `{0}`.
        pub used: &'static str,
        /// Kilobytes and megabytes: `{0}`.
        pub sizes: [&'static str; 2],
        /// The browser promised to keep it; it did not; it cannot be asked.
        pub promises: [&'static str; 3],
        /// What happens on iOS.
        pub ios: &'static str,
        /// The heading over taking the edition along.
        pub along: &'static str,
        /// The list of what can be taken.
        pub what: &'static str,
        /// The newest so many.
        pub newest: Plural,
        /// With their pictures.
        pub with_pictures: &'static str,
        /// Only over wifi.
        pub unmetered: &'static str,
        /// Finds out the size; begins; holds; goes on; gives up; removes what was taken.
        pub along_actions: [&'static str; 6],
        /// About `{0}` for all of it.
        pub estimated: &'static str,
        /// `{0}` of `{1}` are here.
        pub progress: &'static str,
        /// All of so many are here.
        pub whole: Plural,
        /// Held; waiting for the network; waiting for wifi; no room; the size cannot be found out.
        pub along_states: [&'static str; 5],
    }
}
