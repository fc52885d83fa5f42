//! Building, checking and serving editions.

mod adopt;
mod archive;
mod assets;
mod build;
mod check;
mod compress;
pub mod config;
mod duplicates;
pub mod fetch;
mod identity;
mod operator_pages;
mod output;
mod pictures;
mod prerender;
mod publication;
mod related;
mod rights;
mod schema;
mod sections;
mod serve;
mod service_worker;
mod share_pictures;
mod site_files;
mod sources;
mod word_files;

pub use build::{BuildReport, BuildRequest, Compression, build, build_with_progress, rehearse};
pub use check::{Checked, check_edition, is_edition};
pub use config::Config;
pub use prerender::{Prerendered, prerender_articles};
pub use schema::schemas;
pub use serve::serve;
pub use sources::{FetchReport, FetchState, Progress};
pub use word_files::word_files;
