//! Blocks out of what frames gathered: figures, tables, the order of headings.

use super::frame::{RawCell, join};
use model::{Block, Cell, Direction, Figure, Inline, InlineText, SafeUrl, Table, Text};

/// The direction by the majority script of all words of `blocks`.
pub(super) fn direction<'a>(blocks: impl Iterator<Item = &'a Block>) -> Option<Direction> {
    let mut words = String::new();
    blocks.for_each(|block| block.push_words(&mut words));
    Direction::of(&words)
}

/// What a `figure` comes to: its one picture with caption and credit, else what it holds, the
/// caption given to it where it has a place for one.
pub(super) fn figure(mut blocks: Vec<Block>, caption: Option<InlineText>, credit: Option<Text>) -> Vec<Block> {
    let mut left = (caption, credit);
    if let [one] = &mut blocks[..] {
        match one {
            Block::Figure(Figure { caption, credit, .. }) if caption.is_none() => {
                (*caption, *credit) = (left.0.take(), left.1.take().or(credit.take()));
            }
            Block::Table(Table { caption, .. }) if caption.is_none() => *caption = left.0.take(),
            Block::Embed(embed) if embed.title.is_none() => embed.title = as_text(&mut left.0),
            Block::Quotation(quotation) if quotation.citation.is_none() => quotation.citation = as_text(&mut left.0),
            _ => {}
        }
    }
    blocks.extend(left.0.map(Block::Paragraph));
    blocks.extend(left.1.and_then(|credit| Block::paragraph(credit.as_str(), credit.dir())));
    blocks
}

fn as_text(line: &mut Option<InlineText>) -> Option<Text> {
    let line = line.take()?;
    Text::new(&line.to_plain(), line.dir, line.lang)
}

/// What a table comes to: a table of figures, or, where it only places things on a page, what its
/// cells hold. Pictures and embeds, which no cell can hold, stand before it.
pub(super) fn table(
    mut rows: Vec<Vec<RawCell>>,
    head_rows: u16,
    layout: bool,
    caption: Option<InlineText>,
    around: Direction,
) -> Vec<Block> {
    let mut out = Vec::new();
    let is_table = |block: &Block| matches!(block, Block::Table(_));
    let one_column = rows.iter().all(|row| row.len() <= 1);
    if layout || one_column || rows.iter().flatten().any(|cell| cell.blocks.iter().any(is_table)) {
        out.extend(caption.map(Block::Paragraph));
        out.extend(rows.into_iter().flatten().flat_map(|cell| cell.blocks));
        return out;
    }
    let mut head_rows = usize::from(head_rows);
    if head_rows == 0 {
        head_rows = rows.iter().take_while(|row| !row.is_empty() && row.iter().all(|cell| cell.heading)).count();
    }
    for empty in
        (0..rows.len()).rev().filter(|&at| rows[at].iter().all(|cell| cell.blocks.is_empty())).collect::<Vec<_>>()
    {
        rows.remove(empty);
        head_rows -= usize::from(empty < head_rows);
    }
    let mut words = String::new();
    let rows: Vec<Vec<Cell>> = rows
        .into_iter()
        .map(|row| {
            row.into_iter()
                .map(|cell| {
                    let empty = InlineText { dir: around, lang: None, inlines: Vec::new() };
                    let text = join(cell.blocks, &Inline::Break, around, &mut out).unwrap_or(empty);
                    words.push_str(&text.to_plain());
                    Cell { heading: cell.heading, columns: cell.columns, rows: cell.rows, text }
                })
                .collect()
        })
        .collect();
    if rows.iter().flatten().any(|cell| !cell.text.inlines.is_empty()) {
        let dir = Direction::of(&words).unwrap_or(around);
        out.push(Block::Table(Table { dir, caption, head_rows: head_rows.min(rows.len()) as u16, rows }));
    } else {
        out.extend(caption.map(Block::Paragraph));
    }
    out
}

/// The last link in `blocks`: where an embed code puts the address of its post.
pub(super) fn last_link(blocks: &[Block]) -> Option<SafeUrl> {
    blocks.iter().rev().find_map(|block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => last_link_of(&text.inlines),
        Block::List(list) => list.items.iter().rev().find_map(|item| last_link(item)),
        Block::Quotation(quotation) => last_link(&quotation.blocks),
        _ => None,
    })
}

fn last_link_of(inlines: &[Inline]) -> Option<SafeUrl> {
    inlines.iter().rev().find_map(|inline| match inline {
        Inline::Link { href, .. } => Some(href.clone()),
        Inline::Foreign { inlines, .. } => last_link_of(inlines),
        Inline::Strong(inlines) | Inline::Emphasis(inlines) | Inline::Sub(inlines) | Inline::Sup(inlines) => {
            last_link_of(inlines)
        }
        _ => None,
    })
}

/// The whole body: no rule at its ends or after another, headings in order.
pub(super) fn tidy(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.dedup_by(|next, block| *next == Block::Rule && *block == Block::Rule);
    if blocks.last() == Some(&Block::Rule) {
        blocks.pop();
    }
    if blocks.first() == Some(&Block::Rule) {
        blocks.remove(0);
    }
    order_headings(&mut blocks, &mut Vec::new());
    blocks
}

/// Gives each heading the level of its place in the outline, from 2: sources start at any level and
/// skip some. `outline` holds the source's levels above the one being read.
fn order_headings(blocks: &mut [Block], outline: &mut Vec<u8>) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => {
                while outline.last().is_some_and(|above| *above >= *level) {
                    outline.pop();
                }
                outline.push(*level);
                *level = (outline.len() as u8 + 1).min(6);
            }
            Block::List(list) => list.items.iter_mut().for_each(|item| order_headings(item, outline)),
            Block::Quotation(quotation) => order_headings(&mut quotation.blocks, outline),
            _ => {}
        }
    }
}
