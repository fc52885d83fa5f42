//! `cargo +nightly fuzz run html`.
#![no_main]

#[allow(dead_code)]
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(init: targets::let_panics_be_contained(), |bytes: &[u8]| targets::html(bytes));
