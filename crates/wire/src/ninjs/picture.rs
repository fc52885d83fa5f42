//! The picture of a text item.

use super::{associated, kind, role};
use crate::json::Value;
use crate::pictures::{Rendition, widest_for_web};
use crate::reading::Reading;
use model::{Image, Lang};

/// The first associated item of type `picture`, else the item's own renditions; described by its
/// description, which ninjs has in place of an alternative text.
pub(super) fn chief(item: &Value, language: Option<&Lang>, reading: &mut Reading<'_>) -> Option<Image> {
    let picture = associated(item).find(|association| kind(association) == "picture").unwrap_or(item);
    let image = widest_for_web(renditions(picture, reading))?;
    if std::ptr::eq(picture, item) {
        return Some(image);
    }
    let descriptions = role::all(picture, "descriptions", "description");
    let description = role::prefer(&descriptions, &["caption", "text", ""]);
    let alt = description.and_then(|description| super::words(description, language, reading));
    Some(Image { alt, ..image })
}

/// The renditions that are pictures: an array, in 1.x an object by name.
fn renditions(picture: &Value, reading: &mut Reading<'_>) -> Vec<Rendition> {
    let all = picture.get("renditions");
    let mut renditions = Vec::new();
    for rendition in all.items().iter().chain(all.members().iter().map(|(_, rendition)| rendition)) {
        let media_type = rendition.first_of(&["contentType", "contenttype", "mimetype"]).as_str().unwrap_or("");
        if !media_type.starts_with("image/") {
            continue;
        }
        if let Some(src) = reading.address(rendition.get("href"), None, "href") {
            let (width, height) = (rendition.get("width").as_u64(), rendition.get("height").as_u64());
            renditions.push(Rendition { src, width, height });
        }
    }
    renditions
}
