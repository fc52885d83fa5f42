//! HTML to blocks, natively.

mod blocks;
mod cost;
mod golden;
mod hostile;
#[path = "../hostile_inputs.rs"]
mod hostile_inputs;

use model::{Block, Direction, Lang, SafeUrl};
use wire::native::{NativeHtml, NativeUrls};
use wire::{HtmlContent, HtmlContext, HtmlReader};

/// What `html` comes to on a page of `news.example`, in Arabic surroundings.
fn read(html: &str) -> HtmlContent {
    read_as(html, Direction::Rtl, Some("ar"))
}

fn read_as(html: &str, surrounding: Direction, language: Option<&str>) -> HtmlContent {
    let base = SafeUrl::parse("https://news.example/2026/02/story/").unwrap();
    let language = language.map(|tag| Lang::parse(tag).unwrap());
    let context = HtmlContext { base: Some(&base), surrounding, language: language.as_ref() };
    NativeHtml { urls: &NativeUrls }.read(html, &context)
}

fn blocks(html: &str) -> Vec<Block> {
    read(html).blocks
}

/// The blocks as they stand in an edition: compact JSON.
fn json(html: &str) -> String {
    serde_json::to_string(&blocks(html)).unwrap()
}

/// Every word a reader sees, white space apart.
fn words(blocks: &[Block]) -> Vec<String> {
    let mut text = String::new();
    blocks.iter().for_each(|block| block.push_words(&mut text));
    text.split_whitespace().map(str::to_owned).collect()
}
