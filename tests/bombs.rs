//! Inputs that are made to cost more than they are. Included by `#[path]` into the tests, which look at
//! what becomes of them, and into a benchmark, which looks at what they take.

use std::io::Write;

/// A small input that a careless reader makes much of.
pub struct Bomb {
    pub name: &'static str,
    /// How its server says that it is compressed, where it comes over the network.
    pub content_encoding: Option<&'static str>,
    /// Makes it, of so many bytes where its size is what it costs by.
    pub make: fn(usize) -> Vec<u8>,
    /// A part of what is told about it.
    pub told: &'static str,
}

/// Compressed bombs, of a file and of an answer; of XML: entities, attributes, depth, and much of whatever
/// is mended; of HTML: depth, and much of what makes many nodes.
pub fn all() -> Vec<Bomb> {
    let file = |name, make, told| Bomb { name, content_encoding: None, make, told };
    let answer = |name, encoding, make, told| Bomb { name, content_encoding: Some(encoding), make, told };
    let too_far = "compressed further than any text is";
    vec![
        file("gzip, as a file", gzip, "100 times its compressed size"),
        answer("gzip, as an answer", "gzip", gzip, too_far),
        answer("brotli, as an answer", "br", brotli, too_far),
        file("XML entities", entities, "declares entities"),
        file("XML entities, quadratic", long_entity, "declares entities"),
        file("XML attributes", attributes, "bare <"),
        file("XML depth", |size| rss(&fill("<x>", size)), "deeper than 128"),
        file("XML groups", |size| media(&fill("<media:group>", size)), "deeper than 128"),
        file("XML items", |size| rss(&fill("</item><item>", size)), "10,000 items"),
        file("XML elements", |size| rss(&fill("<category>x</category>", size)), "500 elements"),
        file("XML quotation marks", |size| rss(&fill("<a b=\"", size)), "what came whole"),
        file("XML references", |size| rss(&fill("&nbsp;&", size)), "a million mistakes"),
        file("XML bare signs", |size| rss(&fill("<", size)), "a million mistakes"),
        file("XML unmatched ends", |size| rss(&fill("</x>", size)), "a million mistakes"),
        file("HTML, 5,000 deep", |_| page(5_000), "nested"),
        file("HTML, 50,000 deep", |_| page(50_000), "nested"),
        file("HTML of an item, 50,000 deep", |_| in_an_item(50_000), "nested"),
        file("HTML formatting", |_| page_of(&"<b><i><u>".repeat(50_000)), "nested"),
        file("HTML tables", |_| page_of(&"<table><tr><td>".repeat(50_000)), "nested"),
        file("HTML paragraphs", |_| page_of(&"<p>كلمة، كلمة، كلمة".repeat(120_000)), "after 2 MiB"),
        file("HTML links", |_| page_of(&"<p><a href=x>كلمة، كلمة</a>".repeat(120_000)), "after 2 MiB"),
    ]
}

fn rss(inner: &str) -> Vec<u8> {
    let whole = "<item><title>whole</title><link>https://bomb.example/1</link><description>text</description></item>";
    let items = format!("{whole}<item><title>x</title>{inner}</item>");
    format!("<rss version='2.0'><channel><title>t</title>{items}</channel></rss>").into_bytes()
}

/// Repetitions of `piece`, `size` bytes together.
fn fill(piece: &str, size: usize) -> String {
    piece.repeat(size / piece.len())
}

/// "Billion laughs": each entity is twice the one before, 100 times.
fn entities(_: usize) -> Vec<u8> {
    let declared: String = (1..100).map(|n| format!("<!ENTITY a{n} \"&a{};&a{};\">", n - 1, n - 1)).collect();
    let prologue = format!("<!DOCTYPE rss [<!ENTITY a0 \"x\">{declared}]>");
    [prologue.into_bytes(), rss("<description>&a99;</description>")].concat()
}

/// One long entity, 100,000 times.
fn long_entity(_: usize) -> Vec<u8> {
    let text = format!("<description>{}</description>", "&a;".repeat(100_000));
    let prologue = format!("<!DOCTYPE rss [<!ENTITY a \"{}\">]>", "x".repeat(100_000));
    [prologue.into_bytes(), rss(&text)].concat()
}

fn attributes(_: usize) -> Vec<u8> {
    let attributes: String = (0..1_000_000).map(|n| format!(" a{n}=''")).collect();
    rss(&format!("<description{attributes}>x</description>"))
}

fn media(inner: &str) -> Vec<u8> {
    rss(&format!("<media:content xmlns:media='http://search.yahoo.com/mrss/'>{inner}"))
}

fn page(depth: usize) -> Vec<u8> {
    page_of(&"<div>".repeat(depth))
}

fn page_of(nested: &str) -> Vec<u8> {
    let opening = "<!DOCTYPE html><title>t</title><meta property=og:type content=article><article><p>above</p>";
    [opening, nested, "below"].concat().into_bytes()
}

fn in_an_item(depth: usize) -> Vec<u8> {
    rss(&format!("<description>&lt;p>above&lt;/p>{}below</description>", "&lt;div>".repeat(depth)))
}

/// 256 MiB.
fn much() -> impl Iterator<Item = Vec<u8>> {
    (0..256).map(|_| vec![b' '; 1 << 20])
}

fn gzip(_: usize) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    much().for_each(|bytes| encoder.write_all(&bytes).expect("memory takes bytes"));
    encoder.finish().expect("memory takes bytes")
}

fn brotli(_: usize) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut packed, 1 << 16, 1, 22);
    much().for_each(|bytes| encoder.write_all(&bytes).expect("memory takes bytes"));
    drop(encoder);
    packed
}
