//! The browser: the only place that names its types. Everything else sees plain Rust.

pub mod clock;
pub mod events;
pub mod feed_reader;
pub mod fetch;
pub mod history;
pub mod intl;
pub mod page;
pub mod saved;
pub mod share;
pub mod shelf;
pub mod storage;
pub mod task;
pub mod words;
