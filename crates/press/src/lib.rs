//! Building, checking and serving editions.

pub mod config;
