//! The feed reader: turns a feed into articles in the browser.
//!
//! A module of WebAssembly of its own: all but a few pages read an edition, and would carry it for
//! nothing. Measured in ARCHITECTURE.md.

#[cfg(target_arch = "wasm32")]
mod reader;

fn main() {}
