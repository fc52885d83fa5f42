//! What this reader keeps: the heading, and the place that the module for saved articles draws into.

use crate::parts::states::main_heading;
use crate::parts::{Context, Element, element};

/// The id of the place that the module draws into.
pub const PLACE: &str = "saved";

/// The page around what is kept; without scripts it says what would be here.
pub fn saved_page(context: Context<'_>) -> Element {
    // A key of its own: what the module draws here never stays in another page.
    element("div")
        .key("saved")
        .part("saved")
        .child(main_heading([context.strings.saved]))
        .child(element("p").class("without-script").child(context.strings.saved_without_script))
        .child(element("div").attribute("id", PLACE))
}
