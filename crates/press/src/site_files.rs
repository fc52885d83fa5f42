//! Files of a site that no reader opens: what servers, crawlers and feed readers ask for.

pub(crate) mod feeds;
pub(crate) mod headers;
pub(crate) mod icons;
pub(crate) mod manifest;
pub(crate) mod sitemaps;
mod xml;
