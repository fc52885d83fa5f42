//! What every reader of a wire format takes and gives.

use model::{Lang, NewsItem, Problem, ResolveUrl, SafeUrl, Text};

pub use crate::html::HtmlContent;

/// Turns HTML into typed blocks: natively over html5ever, in the page over the browser's own inert
/// parser, through the same algorithm ([`crate::html::read`]).
pub trait HtmlReader {
    /// The blocks of an HTML fragment or page.
    fn read(&self, html: &str, context: &HtmlContext<'_>) -> HtmlContent;
}

/// What an HTML fragment needs to know of the article around it.
#[derive(Clone, Copy)]
pub struct HtmlContext<'a> {
    /// What relative addresses are relative to.
    pub base: Option<&'a SafeUrl>,
    /// The direction around text that has no letters.
    pub surrounding: model::Direction,
    /// The article's language, so that only runs in another one are marked.
    pub language: Option<&'a Lang>,
}

/// The surroundings of one source being read.
#[derive(Clone, Copy)]
pub struct Ingest<'a> {
    /// What problems call the source: a file name or an address.
    pub source: &'a str,
    /// The address it came from, which relative addresses are relative to.
    pub address: Option<&'a SafeUrl>,
    /// Resolves addresses.
    pub urls: &'a dyn ResolveUrl,
    /// Reads HTML.
    pub html: &'a dyn HtmlReader,
    /// The direction around text that has no letters: the edition's.
    pub surrounding: model::Direction,
}

/// What one document of a source yields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ingested {
    /// What the source calls itself.
    pub title: Option<Text>,
    /// Its items, in its order.
    pub items: Vec<NewsItem>,
    /// What was odd or missing.
    pub problems: Vec<Problem>,
    /// The source's next page, where it names one.
    pub next: Option<SafeUrl>,
    /// Whether it is a page of which nothing but its looks says that it is an article: a server's
    /// apology for its feed may look like one.
    pub by_looks: bool,
}
