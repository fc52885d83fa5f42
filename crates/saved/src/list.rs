//! The list of what is saved: sorted, searched in its titles.

use crate::fold::{holds, sorting_key};
use crate::record::Saved;
use model::{Moment, Text};
use std::cmp::Reverse;

/// How the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What was saved last first.
    #[default]
    SavedLast,
    /// What was published last first; what has no date comes last.
    Newest,
    /// By title; what has none comes last.
    Title,
}

impl Order {
    /// All of them, as the control lists them.
    pub const ALL: [Self; 3] = [Self::SavedLast, Self::Newest, Self::Title];

    /// Its name in the control.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SavedLast => "saved",
            Self::Newest => "newest",
            Self::Title => "title",
        }
    }

    /// The order of this name.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.as_str() == name).unwrap_or_default()
    }
}

/// The places in `saved` of those whose titles hold `words`, in `order`. Among equals, what was saved last comes first.
pub fn listed(saved: &[Saved], order: Order, words: &str) -> Vec<usize> {
    let title = |at: usize| saved[at].headline.title.as_ref().map_or("", Text::as_str);
    let mut places: Vec<usize> = (0..saved.len()).filter(|&at| holds(title(at), words)).collect();
    let last_saved = |at: usize| Reverse((saved[at].saved, at));
    places.sort_by_key(|&at| last_saved(at));
    match order {
        Order::SavedLast => {}
        Order::Newest => {
            places.sort_by_key(|&at| Reverse(saved[at].headline.published.map(Moment::order_key)));
        }
        Order::Title => places.sort_by_cached_key(|&at| {
            let key = sorting_key(title(at));
            (key.is_empty(), key)
        }),
    }
    places
}
