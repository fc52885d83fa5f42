//! Pictures.

use super::inline::inline_text;
use super::{Context, Element, element};
use model::{Figure, Image, ImageAddress};

/// When a picture is fetched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fetch {
    /// With the page: it stands where the page opens.
    Now,
    /// When it is about to be seen.
    WhenNear,
}

/// An `img` of the place that its size reserves, fetched without a referrer.
pub fn picture(context: Context<'_>, image: &Image, fetch: Fetch) -> Element {
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
    element("figure").children(shown.then(|| picture(context, &figure.image, fetch))).children(words)
}
