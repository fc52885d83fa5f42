//! Building, checking and serving editions.

mod adopt;
mod archive;
mod assets;
mod build;
mod check;
mod compress;
pub mod config;
mod duplicates;
mod identity;
mod operator_pages;
mod output;
mod prerender;
mod publication;
mod related;
mod rights;
mod schema;
mod sections;
mod serve;

mod sources;
mod word_files;

pub use build::{BuildReport, BuildRequest, Compression, build, rehearse};
pub use check::{Checked, check_edition, is_edition};
pub use config::Config;
pub use schema::schemas;
pub use serve::serve;
pub use word_files::word_files;
