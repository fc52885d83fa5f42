//! Which of the pictures that an item offers stands with its headline.

use crate::html::HtmlContent;
use model::{Image, ImageAddress, SafeUrl};

/// The widest picture that a page has use for, in pixels; print-size originals weigh megabytes.
const WEB_WIDTH: u64 = 2048;

/// One size in which a picture is offered.
pub(crate) struct Rendition {
    pub(crate) src: SafeUrl,
    pub(crate) width: Option<u64>,
    pub(crate) height: Option<u64>,
}

/// The widest of `renditions` that is not wider than a page has use for, the first of equals; where
/// all are wider or untold, the narrowest. It has no description yet.
pub(crate) fn widest_for_web(renditions: Vec<Rendition>) -> Option<Image> {
    let for_web = |r: &Rendition| r.width.filter(|width| (1..=WEB_WIDTH).contains(width));
    let widest = renditions.iter().filter_map(for_web).max();
    let chosen = match widest {
        Some(_) => renditions.into_iter().find(|r| for_web(r) == widest),
        None => renditions.into_iter().min_by_key(|r| r.width.unwrap_or(u64::MAX)),
    }?;
    let side = |length: Option<u64>| length.filter(|&length| length > 0).and_then(|length| u32::try_from(length).ok());
    let size = side(chosen.width).zip(side(chosen.height));
    Some(Image { size, ..Image::linked(chosen.src) })
}

/// `image`, unless the body opens with the same picture in whatever size.
pub(crate) fn unless_opening(image: Option<Image>, body: &HtmlContent) -> Option<Image> {
    let opening = body.opening_image.as_ref().map(|opening| without_size(&opening.src));
    image.filter(|image| opening.is_none_or(|opening| opening != without_size(&image.src)))
}

/// An address up to its query, less the `-300x169` that WordPress ends the name of a smaller copy
/// with; so less its scheme and its extension.
fn without_size(src: &ImageAddress) -> &str {
    let address = match src {
        ImageAddress::Linked(url) => url.as_str().split_once(':').map_or("", |(_, rest)| rest),
        ImageAddress::Mirrored(name) => name,
    };
    let address = address.split(['?', '#']).next().unwrap_or(address);
    let stem = address.rsplit_once('.').map_or(address, |(stem, _)| stem);
    match stem.rsplit_once('-') {
        Some((name, size)) if is_size(size) => name,
        _ => stem,
    }
}

/// Whether `text` is a size such as `300x169`.
fn is_size(text: &str) -> bool {
    let digits = |side: &str| !side.is_empty() && side.bytes().all(|b| b.is_ascii_digit());
    text.split_once('x').is_some_and(|(width, height)| digits(width) && digits(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendition(width: Option<u64>) -> Rendition {
        let address = format!("https://a.example/{}.jpg", width.unwrap_or(0));
        Rendition { src: SafeUrl::parse(&address).unwrap(), width, height: width }
    }

    fn chosen(widths: &[Option<u64>]) -> Option<Option<(u32, u32)>> {
        widest_for_web(widths.iter().copied().map(rendition).collect()).map(|image| image.size)
    }

    #[test]
    fn the_widest_picture_below_print_size_is_chosen() {
        assert_eq!(chosen(&[Some(4724), Some(1024), Some(70), None]), Some(Some((1024, 1024))));
        assert_eq!(chosen(&[Some(4724), Some(3000)]), Some(Some((3000, 3000))));
        assert_eq!(chosen(&[None]), Some(None));
        assert_eq!(chosen(&[Some(0)]), Some(None));
        assert_eq!(chosen(&[]), None);
    }

    #[test]
    fn a_picture_that_the_body_opens_with_is_not_shown_twice() {
        let image = |address: &str| Image::linked(SafeUrl::parse(address).unwrap());
        let shown = |opening: &str| {
            let body = HtmlContent { opening_image: Some(image(opening)), ..HtmlContent::default() };
            unless_opening(Some(image("https://a.example/photo-1.jpg")), &body).is_some()
        };
        for same in [
            "https://a.example/photo-1.jpg",
            "http://a.example/photo-1.jpg?w=640",
            "https://a.example/photo-1-300x169.jpg",
            "https://a.example/photo-1.webp",
        ] {
            assert!(!shown(same), "{same}");
        }
        assert!(shown("https://a.example/photo-2.jpg"));
        assert!(shown("https://a.example/photo-1-big.jpg"));
        let no_opening = HtmlContent::default();
        assert!(unless_opening(Some(image("https://a.example/1.jpg")), &no_opening).is_some());
    }
}
