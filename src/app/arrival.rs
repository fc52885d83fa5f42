//! What a reader finds on arriving at a page: where it is scrolled to and what has the focus.

use crate::browser::history::Place;
use crate::browser::page;

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

    /// A link was followed.
    pub fn new_page(fragment: &str) -> Self {
        Self::NewPage { fragment: fragment.to_owned() }
    }

    /// Back or forward.
    pub fn back(place: Option<Place>) -> Self {
        Self::Back(place)
    }

    /// Arrives: called when the page is drawn in full.
    pub fn arrive(&mut self) {
        match std::mem::replace(self, Self::Done) {
            Self::Done => {}
            Self::First { place: Some(place), .. } if place.scroll_top > 0.0 => page::scroll_to(place.scroll_top),
            Self::First { fragment, .. } => {
                if !fragment.is_empty() {
                    page::go_to_fragment(&fragment);
                }
            }
            Self::NewPage { fragment } => {
                if fragment.is_empty() || !page::go_to_fragment(&fragment) {
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
