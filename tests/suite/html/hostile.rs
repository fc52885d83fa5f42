//! Hostile input, natively: nothing of it runs, leads anywhere unsafe or reorders a page.

use super::hostile_inputs::hostile_inputs;
use super::{blocks, read, words};
use crate::sample_data;
use model::{
    Block, Direction, ImageAddress, Inline, InlineText, MAX_BLOCK_DEPTH, MAX_INLINE_DEPTH, SafeUrl, Text,
    is_bidi_control,
};

/// Fails where a block holds an unsafe address, a control that reorders, or too deep a nesting.
fn assert_harmless(name: &str, blocks: &[Block], depth: usize) {
    assert!(blocks.is_empty() || depth <= MAX_BLOCK_DEPTH, "{name}: blocks nest deeper than {MAX_BLOCK_DEPTH}");
    let field = |text: &Option<Text>| text.iter().for_each(|text| assert_plain(name, text.as_str()));
    let line = |text: &Option<InlineText>| text.iter().for_each(|text| assert_line(name, &text.inlines, 1));
    for block in blocks {
        match block {
            Block::Paragraph(text) => assert_line(name, &text.inlines, 1),
            Block::Heading { level, text } => {
                assert!((2..=6).contains(level), "{name}: a heading of level {level}");
                assert_line(name, &text.inlines, 1);
            }
            Block::List(list) => list.items.iter().for_each(|item| assert_harmless(name, item, depth + 1)),
            Block::Quotation(quotation) => {
                field(&quotation.citation);
                quotation.url.iter().for_each(|url| assert_safe(name, url));
                assert_harmless(name, &quotation.blocks, depth + 1);
            }
            Block::Figure(figure) => {
                line(&figure.caption);
                field(&figure.credit);
                field(&figure.image.alt);
                match &figure.image.src {
                    ImageAddress::Linked(url) => assert_safe(name, url),
                    ImageAddress::Mirrored(file) => panic!("{name}: input names a mirrored file {file}"),
                }
            }
            Block::Table(table) => {
                line(&table.caption);
                for cell in table.rows.iter().flatten() {
                    assert!(
                        (1..=100).contains(&cell.columns) && (1..=100).contains(&cell.rows),
                        "{name}: a cell's span"
                    );
                    assert_line(name, &cell.text.inlines, 1);
                }
            }
            Block::Preformatted { text, .. } => assert_plain(name, &text.replace(['\n', '\t'], "")),
            Block::Rule => {}
            Block::Embed(embed) => {
                field(&embed.title);
                assert_plain(name, &embed.provider);
                assert!(embed.url.is_web(), "{name}: an embed of {}", embed.url);
                assert_safe(name, &embed.url);
            }
        }
    }
}

fn assert_line(name: &str, inlines: &[Inline], depth: usize) {
    assert!(inlines.is_empty() || depth <= MAX_INLINE_DEPTH, "{name}: inlines nest deeper than {MAX_INLINE_DEPTH}");
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => assert_plain(name, text),
            Inline::Link { href, inlines } => {
                assert_safe(name, href);
                assert_line(name, inlines, depth + 1);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Sub(inner) | Inline::Sup(inner) => {
                assert_line(name, inner, depth + 1);
            }
            Inline::Foreign { inlines, .. } => assert_line(name, inlines, depth + 1),
            Inline::Break => {}
        }
    }
}

fn assert_plain(name: &str, text: &str) {
    assert!(!text.chars().any(|c| is_bidi_control(c) || c.is_control()), "{name}: a control in {text:?}");
}

fn assert_safe(name: &str, url: &SafeUrl) {
    let safe = ["http://", "https://", "mailto:"].iter().any(|scheme| url.as_str().starts_with(scheme));
    assert!(safe && SafeUrl::parse(url.as_str()).is_ok(), "{name}: an unsafe address {url}");
}

#[test]
fn no_hostile_body_survives_as_anything_but_words_and_safe_links() {
    let Some(folder) = sample_data::folder("no_hostile_body_survives_as_anything_but_words_and_safe_links") else {
        return;
    };
    for (name, html) in hostile_inputs(&folder) {
        let content = read(&html);
        assert_harmless(&name, &content.blocks, 1);
    }
}

#[test]
fn no_hostile_title_survives_as_anything_but_words() {
    let Some(folder) = sample_data::folder("no_hostile_title_survives_as_anything_but_words") else { return };
    for (name, payload) in hostile_inputs(&folder) {
        if let Some(text) = Text::new(&payload, Direction::Rtl, None) {
            assert_plain(&name, text.as_str());
        }
        if let Ok(url) = SafeUrl::parse(&payload) {
            assert_safe(&name, &url);
        }
    }
}

#[test]
fn the_number_of_words_never_grows() {
    let Some(folder) = sample_data::folder("the_number_of_words_never_grows") else { return };
    for (name, html) in hostile_inputs(&folder) {
        let shown = words(&blocks(&html)).len();
        // A tag or an escaped space can part two words without a space between them.
        let given = html.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '&' | '\u{FEFF}')).count();
        assert!(shown <= given, "{name}: {shown} words out of {given}: {html:?}");
    }
}

#[test]
fn plain_text_comes_out_as_the_same_words() {
    let Some(folder) = sample_data::folder("plain_text_comes_out_as_the_same_words") else { return };
    let mut compared = 0;
    for (name, text) in hostile_inputs(&folder) {
        if text.contains(['<', '&']) || text.chars().any(|c| is_bidi_control(c) || c.is_control() || c == '\u{FEFF}') {
            continue;
        }
        let given: Vec<&str> = text.split_whitespace().collect();
        let readable = text.chars().any(model::is_visible);
        assert_eq!(words(&blocks(&text)), if readable { given } else { Vec::new() }, "{name}");
        compared += 1;
    }
    assert!(compared > 300, "only {compared} plain inputs");
}
