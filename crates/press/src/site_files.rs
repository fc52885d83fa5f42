//! Files of a site that no reader opens: what servers, crawlers and feed readers ask for.

pub(crate) mod headers;
