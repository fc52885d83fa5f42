//! What is being composed: a stack of frames, each of which becomes one block when it closes.

use model::{Block, Direction, Inline, InlineText, Lang, List, Quotation, SafeUrl, Table, Text};

use super::line::settle;

/// A frame's kind, with what its elements' attributes said.
pub(super) enum Kind {
    Root,
    Quotation {
        url: Option<SafeUrl>,
    },
    List {
        ordered: bool,
        start: Option<i32>,
        items: Vec<Vec<Block>>,
    },
    Item,
    Heading(u8),
    Figure,
    Caption,
    Credit,
    Citation,
    Table {
        rows: Vec<Vec<RawCell>>,
        head_rows: u16,
        in_head: bool,
        layout: bool,
    },
    Cell {
        heading: bool,
        columns: u16,
        rows: u16,
    },
    Preformatted(String),
    /// A post of another site, as its embed code quotes it.
    Post {
        provider: &'static str,
        url: Option<SafeUrl>,
    },
}

/// A frame that is open.
pub(super) struct Frame {
    pub kind: Kind,
    pub blocks: Vec<Block>,
    pub caption: Option<InlineText>,
    /// Whose it is: a figure's credit, a quotation's citation.
    pub by: Option<Text>,
    /// The direction of words without letters.
    pub around: Direction,
    pub lang: Option<Lang>,
}

/// A table cell before it is known whether its table is one of figures or one for layout.
pub(super) struct RawCell {
    pub heading: bool,
    pub columns: u16,
    pub rows: u16,
    pub blocks: Vec<Block>,
}

impl Frame {
    pub fn new(kind: Kind, around: Direction, lang: Option<Lang>) -> Self {
        Self { kind, blocks: Vec::new(), caption: None, by: None, around, lang }
    }

    /// Adds a block. In a list, what stands outside any item belongs to the last one.
    pub fn push(&mut self, block: Block) {
        match &mut self.kind {
            Kind::List { items, .. } => match items.last_mut() {
                Some(item) => item.push(block),
                None => items.push(vec![block]),
            },
            _ => self.blocks.push(block),
        }
    }

    /// The block that stands last.
    pub fn last_mut(&mut self) -> Option<&mut Block> {
        match &mut self.kind {
            Kind::List { items, .. } => items.last_mut()?.last_mut(),
            _ => self.blocks.last_mut(),
        }
    }
}

/// What `blocks` say, on one line of several lines each ended by a `separator`; figures and embeds,
/// which are no words, go to `rest`.
pub(super) fn join(
    blocks: Vec<Block>,
    separator: &Inline,
    around: Direction,
    rest: &mut Vec<Block>,
) -> Option<InlineText> {
    let single_lang = match &blocks[..] {
        [Block::Paragraph(text)] => text.lang.clone(),
        _ => None,
    };
    let mut inlines = Vec::new();
    for block in blocks {
        push_lines(block, separator, &mut inlines, rest);
    }
    (!inlines.is_empty()).then(|| settle(inlines, around, single_lang.as_ref()))
}

/// Appends the words of `block`; recursion is bounded by `model::MAX_BLOCK_DEPTH`.
fn push_lines(block: Block, separator: &Inline, inlines: &mut Vec<Inline>, rest: &mut Vec<Block>) {
    let mut line = |words: Vec<Inline>| {
        if !inlines.is_empty() {
            super::line::append(inlines, separator.clone());
        }
        words.into_iter().for_each(|inline| super::line::append(inlines, inline));
    };
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => line(text.inlines),
        Block::Preformatted { text, .. } => text.lines().for_each(|text| line(vec![Inline::Text(text.to_owned())])),
        Block::List(List { items, .. }) => {
            items.into_iter().flatten().for_each(|block| push_lines(block, separator, inlines, rest));
        }
        Block::Quotation(Quotation { blocks, citation, .. }) => {
            blocks.into_iter().for_each(|block| push_lines(block, separator, inlines, rest));
            if let Some(citation) = citation.and_then(|text| Block::paragraph(text.as_str(), text.dir())) {
                push_lines(citation, separator, inlines, rest);
            }
        }
        Block::Table(Table { caption, rows, .. }) => {
            caption.into_iter().for_each(|text| line(text.inlines));
            for cell in rows.into_iter().flatten().filter(|cell| !cell.text.inlines.is_empty()) {
                line(cell.text.inlines);
            }
        }
        Block::Rule => {}
        other @ (Block::Figure(_) | Block::Embed(_)) => rest.push(other),
    }
}

/// The words of `blocks` as one field; figures and embeds go to `rest`.
pub(super) fn join_plain(blocks: Vec<Block>, around: Direction, rest: &mut Vec<Block>) -> Option<Text> {
    let line = join(blocks, &Inline::Break, around, rest)?;
    Text::new(line.to_plain().trim_start_matches(['—', '–', '―', '-', ' ']), around, line.lang)
}
