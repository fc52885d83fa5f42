//! The native tests, one binary. Each module is a feature; each test's name is a claim.

#[path = "../bombs.rs"]
mod bombs;
mod fetch;
mod formats;
mod fuzzing;
mod html;
mod press;
mod sample_data;
mod saved;
mod store;
mod viewer;
