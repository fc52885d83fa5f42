//! Wire formats to and from the model.
//!
//! [`edition`] is our own format, with its encoder, decoder and version in one file. The others
//! are read only: [`read`] tells them apart by content and converts each item once, into a
//! [`model::NewsItem`] with the [`model::Problem`]s met on the way. HTML goes through one
//! algorithm, [`html`], over a small `Dom` trait that the browser and html5ever both implement.
//!
//! Nothing here fetches. With the feature `native` come the parts that never link into the
//! browser: html5ever, crate `url`, `serde_json`; RSS and Atom, HTML pages, OPML, JSON lines and
//! plain-text captures, all through [`read_source`].

pub mod address;
#[cfg(feature = "native")]
mod capture;
pub mod dates;
mod detect;
#[cfg(feature = "native")]
mod documents;
pub mod edition;
#[cfg(feature = "native")]
mod encoding;
mod error;
pub mod feed_page;
#[cfg(feature = "native")]
mod feeds;
#[cfg(feature = "native")]
mod gzip;
pub mod html;
pub mod ingest;
pub mod json;
mod json_feed;
#[cfg(feature = "native")]
mod json_lines;
#[cfg(feature = "native")]
pub mod native;
mod ninjs;
#[cfg(feature = "native")]
mod opml;
#[cfg(feature = "native")]
mod page;
mod pictures;
mod reading;
mod wordpress;
#[cfg(feature = "native")]
mod xml;

pub use detect::read;
#[cfg(feature = "native")]
pub use documents::{FeedList, LinkedFeed, SourceDocument, read_document, read_source};
pub use error::DecodeError;
pub use ingest::{HtmlContent, HtmlContext, HtmlReader, Ingest, Ingested};
