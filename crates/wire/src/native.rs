//! What never links into the browser: html5ever's tree behind [`crate::html::Dom`], crate `url`
//! behind [`model::ResolveUrl`].

mod parse;
mod serialise;
mod tree;
mod urls;

pub use parse::NativeHtml;
pub(crate) use parse::parse_page;
pub use tree::{NodeId, Tree};
pub use urls::NativeUrls;
