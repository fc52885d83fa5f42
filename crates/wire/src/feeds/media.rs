//! The picture of an item, among what it attaches.

use super::fields::{Level, Space};
use crate::json::Value;
use crate::pictures::{Rendition, widest_for_web};
use crate::reading::Reading;
use crate::xml::value_of;
use model::{Image, SafeUrl};

/// The widest picture that a page has use for; a thumbnail only where there is no other. What is
/// attached and no picture is reported.
pub(super) fn picture(level: &Level<'_>, base: Option<&SafeUrl>, reading: &mut Reading<'_>) -> Option<Image> {
    let attached = level.fields.iter().filter(|field| {
        matches!((field.space, field.name), (Space::Media, "content" | "thumbnail") | (Space::Rss, "enclosure"))
    });
    let (mut pictures, mut thumbnails, mut others) = (Vec::new(), Vec::new(), false);
    for field in attached {
        let attributes = field.attributes();
        let attribute = |name: &str| value_of(&attributes, name);
        let Some(url) = attribute("url") else { continue };
        let side = |name: &str| Value::String(attribute(name)?.into_owned()).as_u64();
        let is_thumbnail = field.name == "thumbnail";
        let kind = attribute("medium").or_else(|| attribute("type"));
        let is_picture = match &kind {
            Some(kind) => kind.starts_with("image"),
            None => is_thumbnail || is_named_as_picture(&url),
        };
        if !(is_picture || is_thumbnail) {
            others = true;
            continue;
        }
        if let Some(src) = reading.address(&Value::String(url.into_owned()), base, "picture") {
            let rendition = Rendition { src, width: side("width"), height: side("height") };
            if is_thumbnail { thumbnails.push(rendition) } else { pictures.push(rendition) }
        }
    }
    if others {
        reading.report("it has attachments", "left out");
    }
    widest_for_web(if pictures.is_empty() { thumbnails } else { pictures })
}

fn is_named_as_picture(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|ending| path.ends_with(ending))
}
