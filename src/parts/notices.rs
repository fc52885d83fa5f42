//! Lines that tell of a state.

use super::context::action;
use super::{Context, Element, element};
use crate::screen::Notice;
use crate::text::dates;

/// What the reader should know, announced where it changes; the region is there before its words.
pub fn notices(context: Context<'_>) -> Element {
    let lines = context.frame.notices.iter().map(|notice| line(context, notice));
    element("div").class("notices").attribute("role", "status").children(lines)
}

fn line(context: Context<'_>, notice: &Notice) -> Element {
    let states = &context.strings.states;
    let (name, words) = match notice {
        Notice::Offline => ("offline", vec![states.offline.into()]),
        Notice::Stale { since } => {
            let date = context.time(*since, dates::full_date(context.ui(), *since));
            ("stale", context.message(states.stale, vec![date]))
        }
        Notice::UpdateWaits => ("update", vec![states.update_waits.into()]),
        Notice::Copied => ("copied", vec![states.copied.into()]),
        Notice::CopyByHand(address) => {
            let address = element("bdi").attribute("dir", "ltr").class("address").child(address.clone());
            ("copy-by-hand", context.message(states.copy_by_hand, vec![address]))
        }
        Notice::StorageBlocked => ("storage-blocked", vec![states.storage_blocked.into()]),
        Notice::LanguageMissing => ("language-missing", vec![states.language_missing.into()]),
        Notice::Told(words) => ("told", vec![words.clone().into()]),
    };
    // The others hold for as long as their cause does.
    let passes = matches!(notice, Notice::Copied | Notice::CopyByHand(_) | Notice::LanguageMissing | Notice::Told(_));
    element("p")
        .part("notice")
        .attribute("data-notice", name)
        .child(element("span").children(words))
        .children(passes.then(|| action("dismiss", context.strings.close).class("link")))
        .children((*notice == Notice::UpdateWaits).then(|| action("update", context.strings.update).class("link")))
}
