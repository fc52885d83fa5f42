//! `cargo +nightly fuzz run json_feed`.
#![no_main]

#[allow(dead_code)]
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(init: targets::let_panics_be_contained(), |bytes: &[u8]| targets::json_feed(bytes));
