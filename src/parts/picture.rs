//! Pictures.

use super::inline::inline_text;
use super::{Context, Element, element};
use model::{Figure, Image, ImageAddress, smaller_widths};

/// When a picture is fetched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fetch {
    /// With the page: it stands where the page opens.
    Now,
    /// When it is about to be seen.
    WhenNear,
}

/// The width of a picture beside a headline, as `sizes` says it (HTML, "sizes attributes").
pub const BESIDE: &str = "10rem";
/// The width of a picture in a column of text.
pub const IN_COLUMN: &str = "(min-width:40rem) 36rem,92vw";
/// The width of a picture above columns.
pub const ABOVE: &str = "(min-width:62rem) 56rem,92vw";

/// An `img` of the place that its size reserves, fetched without a referrer; of a mirrored one, the
/// browser chooses a file by `sizes`.
pub fn picture(context: Context<'_>, image: &Image, fetch: Fetch, sizes: &'static str) -> Element {
    let src = match &image.src {
        ImageAddress::Linked(url) => url.as_str().to_owned(),
        ImageAddress::Mirrored(name) => context.ui().base.file(&format!("media/{name}")),
    };
    let mut img = element("img").key(&src).attribute("decoding", "async").attribute("referrerpolicy", "no-referrer");
    if fetch == Fetch::WhenNear {
        img = img.attribute("loading", "lazy");
    }
    if let Some((width, height)) = image.size {
        img = img.attribute("width", width.to_string()).attribute("height", height.to_string());
    }
    // A browser begins to fetch when `src` is set: what governs the fetch stands before it.
    if let (Some((width, _)), ImageAddress::Mirrored(_)) = (image.size, &image.src) {
        let stem = src.strip_suffix(&*format!("{width}.webp")).unwrap_or("");
        let mut files = format!("{src} {width}w");
        for smaller in smaller_widths(width) {
            files = format!("{stem}{smaller}.webp {smaller}w,{files}");
        }
        img = img.attribute("sizes", sizes).attribute("srcset", files);
    }
    let alt = image.alt.as_ref().map_or(String::new(), |alt| alt.as_str().to_owned());
    img.attribute("alt", alt).attribute("src", src)
}

/// A picture with its caption and credit, which stay when it cannot be loaded. Without `shown`
/// (the publisher does not allow its pictures) they stand alone.
pub fn figure(context: Context<'_>, figure: &Figure, fetch: Fetch, shown: bool) -> Element {
    let caption = figure.caption.as_ref().map(|caption| inline_text(context, "span", caption));
    let credit = figure.credit.as_ref().map(|credit| {
        let credit = context.message(context.strings.photo_credit, vec![context.text("bdi", credit)]);
        context.phrase("small").class("credit").children(credit)
    });
    let has_words = caption.is_some() || credit.is_some();
    let words = has_words.then(|| element("figcaption").children(caption).child(" ").children(credit));
    element("figure").children(shown.then(|| picture(context, &figure.image, fetch, IN_COLUMN))).children(words)
}
