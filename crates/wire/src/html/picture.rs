//! Pictures: their real address among those that lazy loading leaves, and what is no picture.

use super::element::style_pixels;
use crate::address::clean_url;
use model::{Direction, Image, ResolveUrl, SafeUrl, Text};

/// The largest width or height that is believed, in pixels.
const MAX_SIDE: u32 = 20_000;

/// What an `img` is.
pub(super) enum Picture {
    Image(Image),
    /// A character drawn as a picture: its own text.
    Character(String),
    /// It counts readers.
    TrackingPixel,
    /// It has no address that can be fetched.
    WithoutAddress,
}

/// Reads an `img` by its attributes. `sources` is the largest candidate of the `source`s beside it.
pub(super) fn picture(
    attribute: &dyn Fn(&str) -> Option<String>,
    sources: Option<&str>,
    base: Option<&SafeUrl>,
    urls: &dyn ResolveUrl,
    around: Direction,
) -> Picture {
    let side = |name| attribute(name).and_then(|value| pixels(&value));
    let (width, height) = (side("width"), side("height"));
    let style = attribute("style").unwrap_or_default();
    let is_tiny = |side: Option<u32>| side.is_some_and(|side| side <= 2);
    if is_tiny(width)
        || is_tiny(height)
        || is_tiny(style_pixels(&style, "width"))
        || is_tiny(style_pixels(&style, "height"))
    {
        return Picture::TrackingPixel;
    }
    let alt = attribute("alt");
    if let Some(alt) = &alt
        && attribute("class").is_some_and(|class| class.split_whitespace().any(|c| matches!(c, "emoji" | "wp-smiley")))
    {
        return Picture::Character(alt.clone());
    }
    let mut tracking = false;
    let mut usable = |reference: &str| {
        let reference = reference.trim();
        if reference.is_empty() || reference.starts_with('#') {
            return None;
        }
        let url = clean_url(reference, base, urls).ok().filter(SafeUrl::is_web)?;
        let counts = is_tracking_pixel(url.as_str());
        tracking |= counts;
        (!counts).then_some(url)
    };
    let mut found = None;
    for name in ["data-src", "data-lazy-src", "data-original", "src"] {
        found = found.or_else(|| usable(&attribute(name)?));
    }
    for name in ["data-srcset", "data-lazy-srcset", "srcset"] {
        found = found.or_else(|| usable(&largest_candidate(&attribute(name)?)?));
    }
    match found.or_else(|| usable(sources?)) {
        Some(url) => Picture::Image(Image {
            size: width.zip(height).filter(|(width, height)| *width <= MAX_SIDE && *height <= MAX_SIDE),
            alt: alt.and_then(|alt| Text::new(&alt, around, None)),
            ..Image::linked(url)
        }),
        None if tracking => Picture::TrackingPixel,
        None => Picture::WithoutAddress,
    }
}

/// The address with the greatest width or density of a `srcset` (HTML, "parse a srcset attribute").
pub(super) fn largest_candidate(srcset: &str) -> Option<String> {
    let mut best: Option<(u32, &str)> = None;
    let mut rest = srcset;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return best.map(|(_, url)| url.to_owned());
        }
        let (url, after) = rest.split_at(rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len()));
        let (descriptor, next) =
            if url.ends_with(',') { ("", after) } else { after.split_once(',').unwrap_or((after, "")) };
        rest = next;
        let size = thousandths(descriptor);
        if best.is_none_or(|(largest, _)| size > largest) {
            best = Some((size, url.trim_end_matches(',')));
        }
    }
}

/// The number of a descriptor (`640w`, `1.5x`; 1 where there is none), in thousandths: reading
/// fractions as such would cost the page 5 KB.
fn thousandths(descriptor: &str) -> u32 {
    let (mut value, mut decimals) = (0u32, None);
    for byte in descriptor.trim().bytes() {
        match byte {
            b'0'..=b'9' if decimals.is_none_or(|count| count < 3) => {
                value = value.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
                decimals = decimals.map(|count| count + 1);
            }
            b'0'..=b'9' => {}
            b'.' => decimals = Some(0),
            _ => break,
        }
    }
    if descriptor.trim().is_empty() { 1000 } else { value.saturating_mul(10u32.pow(3 - decimals.unwrap_or(0))) }
}

/// A length in pixels: `640`, `640px`.
pub(super) fn pixels(value: &str) -> Option<u32> {
    let value = value.trim();
    let number = value.strip_suffix("px").unwrap_or(value);
    number.split('.').next()?.parse().ok()
}

/// Whether an address is one of the shapes that count readers, or an empty picture that stands
/// until a script puts the real one in its place.
pub(super) fn is_tracking_pixel(address: &str) -> bool {
    const SHAPES: &str = "pixel.wp.com stats.wp.com stats.wordpress.com feedburner.com/~r/ \
        feedburner.com/~ff/ facebook.com/tr google-analytics.com googletagmanager.com \
        googlesyndication.com doubleclick.net scorecardresearch.com quantserve.com \
        /pixel.gif /pixel.png /spacer.gif /blank.gif \
        /transparent.gif 1x1.gif 1x1.png 1x1.trans.gif";
    let address = address.to_ascii_lowercase();
    let has = |shape: &str| address.as_bytes().windows(shape.len()).any(|part| part == shape.as_bytes());
    SHAPES.split(' ').any(has)
}
