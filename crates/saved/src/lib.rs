//! What a reader keeps: saved articles, their list, their export.
//!
//! A module of WebAssembly of its own: only a reader who saves, or has saved something, loads it. What is decided
//! here is pure; `browser` (in the wasm alone) stores, fetches and listens.

pub mod along;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod export;
pub mod fold;
pub mod list;
pub mod page;
pub mod pictures;
pub mod record;
pub mod shelf;
