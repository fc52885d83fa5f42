//! What [`wire`] asks of a platform, by the browser's own parsers: HTML, JSON, addresses.
//!
//! The viewer and the feed reader, two modules of WebAssembly, share it.
#![cfg(target_arch = "wasm32")]

pub mod dom;
pub mod json;
pub mod urls;
