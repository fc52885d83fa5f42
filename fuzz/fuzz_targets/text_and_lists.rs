//! `cargo +nightly fuzz run text_and_lists`.
#![no_main]

#[allow(dead_code)]
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(init: targets::let_panics_be_contained(), |bytes: &[u8]| targets::text_and_lists(bytes));
