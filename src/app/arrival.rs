//! What a reader finds on arriving at a page: where it is scrolled to and what has the focus.

use crate::browser::history::Place;
use crate::browser::page;
use crate::parts::save::CONTINUE;

/// What is to be done once the page is there; done once.
pub enum Arrival {
    /// Nothing more.
    Done,
    /// The page was opened by its address: back to where a reload left it, or to its fragment.
    First {
        /// Where a reload left it.
        place: Option<Place>,
        /// The fragment of the address, or empty.
        fragment: String,
    },
    /// A link was followed: the new page's heading takes the focus and is announced.
    NewPage {
        /// The fragment of the address, or empty.
        fragment: String,
    },
    /// Back or forward: to where the reader was.
    Back(Option<Place>),
}

impl Arrival {
    /// The page was opened by its address.
    pub fn first(place: Option<Place>, fragment: &str) -> Self {
        Self::First { place, fragment: fragment.to_owned() }
    }

    /// The page was opened by its address and prerendered: it is where the browser has put it, if that was quicker.
    pub fn prerendered(place: Option<Place>) -> Self {
        if let Some(place) = place.filter(|_| page::scroll_top() == 0.0) {
            page::scroll_to(place.scroll_top);
        }
        Self::Done
    }

    /// A link was followed.
    pub fn new_page(fragment: &str) -> Self {
        Self::NewPage { fragment: fragment.to_owned() }
    }

    /// Back or forward.
    pub fn back(place: Option<Place>) -> Self {
        Self::Back(place)
    }

    /// Arrives: called when the page is drawn in full. `left_at` is where the open article was left, in thousandths.
    pub fn arrive(&mut self, left_at: Option<u32>) {
        match std::mem::replace(self, Self::Done) {
            Self::Done => {}
            Self::First { place: Some(place), .. } if place.scroll_top > 0.0 => page::scroll_to(place.scroll_top),
            Self::First { fragment, .. } => {
                if !fragment.is_empty() {
                    go_to(&fragment, left_at);
                }
            }
            Self::NewPage { fragment } => {
                if fragment.is_empty() || !go_to(&fragment, left_at) {
                    page::focus_heading();
                }
                page::announce(&page::document().title());
            }
            Self::Back(place) => {
                let (scroll_top, focused) = place.map_or((0.0, None), |place| (place.scroll_top, place.focused));
                if !focused.is_some_and(|href| page::focus_link(&href)) {
                    page::focus_heading();
                }
                page::scroll_to(scroll_top);
                page::announce(&page::document().title());
            }
        }
    }
}

/// Goes to what a fragment names, on the open page; whether there is such a place.
pub fn go_to(fragment: &str, left_at: Option<u32>) -> bool {
    match left_at {
        Some(place) if fragment == CONTINUE => {
            page::focus_heading();
            page::scroll_to_place(place);
            true
        }
        _ => page::go_to_fragment(fragment),
    }
}
