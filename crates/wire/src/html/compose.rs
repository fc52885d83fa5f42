//! Composes blocks out of what the walk meets: text, marks, edges of blocks, frames.

use super::blocks;
use super::frame::{Frame, Kind, RawCell, join, join_plain};
use super::line::{Line, Mark, settle};
use crate::HtmlContext;
use model::{
    Block, Direction, Embed, Figure, Image, Inline, Lang, List, MAX_BLOCK_DEPTH, Quotation, SafeUrl, Text, is_visible,
};

/// The frames that are open, and the line that is being read.
pub(super) struct Composer<'a> {
    context: &'a HtmlContext<'a>,
    frames: Vec<Frame>,
    line: Line,
    /// The explicit `dir` in force; it counts for words without letters.
    pub dir: Option<Direction>,
    /// The explicit `lang` in force.
    pub lang: Option<Lang>,
    /// Whether the last block is a picture out of `noscript`, which a real one after it replaces.
    stand_in: bool,
}

impl<'a> Composer<'a> {
    pub fn new(context: &'a HtmlContext<'a>) -> Self {
        let root = Frame::new(Kind::Root, context.surrounding, None);
        Self { context, frames: vec![root], line: Line::default(), dir: None, lang: None, stand_in: false }
    }

    /// The direction of words without letters.
    pub fn around(&self) -> Direction {
        self.dir.unwrap_or(self.context.surrounding)
    }

    /// The frame that is open innermost.
    pub fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root frame closes last")
    }

    pub fn text(&mut self, text: &str) {
        if let Kind::Preformatted(raw) = &mut self.top().kind {
            return raw.push_str(text);
        }
        if self.line.is_ended() && text.chars().any(is_visible) {
            self.edge();
        }
        self.line.text(text);
    }

    pub fn line_break(&mut self) {
        match &mut self.top().kind {
            Kind::Preformatted(raw) => raw.push('\n'),
            _ => self.line.line_break(),
        }
    }

    pub fn open_mark(&mut self, mark: Mark) -> bool {
        if matches!(mark, Mark::Link(_)) && self.line.is_in_link() {
            return false;
        }
        self.line.open(mark)
    }

    pub fn close_mark(&mut self) {
        self.line.close();
    }

    /// Whether `lang` says something that the run around it does not.
    pub fn is_foreign(&self, lang: &Lang) -> bool {
        let around = self.line.lang().or(self.lang.as_ref()).or(self.context.language);
        around.is_none_or(|around| around.primary() != lang.primary())
    }

    /// Whether no word stands in the line yet.
    pub fn at_line_start(&self) -> bool {
        self.line.is_blank()
    }

    /// The edge of a block: the line ends.
    pub fn edge(&mut self) {
        if let Kind::Preformatted(raw) = &mut self.top().kind {
            if !raw.is_empty() && !raw.ends_with('\n') {
                raw.push('\n');
            }
            return;
        }
        if let Some(inlines) = self.line.take() {
            let text = settle(inlines, self.around(), self.foreign_lang().as_ref());
            self.push(Block::Paragraph(text));
        }
    }

    /// The language in force, where it is not the article's.
    fn foreign_lang(&self) -> Option<Lang> {
        let article = self.context.language.map(Lang::primary);
        self.lang.clone().filter(|lang| Some(lang.primary()) != article)
    }

    /// Adds a block to the innermost frame.
    pub fn push(&mut self, block: Block) {
        self.stand_in = false;
        self.top().push(block);
    }

    /// Adds a picture, unless it is the one that stands last, once more: lazy loaders write each
    /// twice, the second time inside `noscript`.
    pub fn push_picture(&mut self, image: Image, in_noscript: bool) {
        let blank = self.line.is_blank();
        let stand_in = self.stand_in;
        if blank && let Some(Block::Figure(last)) = self.top().last_mut() {
            if in_noscript || last.image.src == image.src {
                return;
            }
            if stand_in {
                last.image = image;
                self.stand_in = false;
                return;
            }
        }
        self.edge();
        self.push(Block::Figure(Figure { image, caption: None, credit: None }));
        self.stand_in = in_noscript;
    }

    /// Opens a frame; `false` where blocks already nest as deep as the model allows.
    pub fn open(&mut self, kind: Kind) -> bool {
        self.edge();
        if is_nesting(&kind) {
            let nested = self.frames.iter().filter(|frame| is_nesting(&frame.kind)).count();
            if nested + 1 >= MAX_BLOCK_DEPTH {
                return false;
            }
        }
        let frame = Frame::new(kind, self.around(), self.foreign_lang());
        self.frames.push(frame);
        true
    }

    /// Closes the innermost frame.
    pub fn close(&mut self) {
        self.edge();
        if self.frames.len() < 2 {
            return;
        }
        let Some(Frame { kind, blocks, caption, by, around, lang }) = self.frames.pop() else { return };
        match kind {
            Kind::Root => {}
            Kind::Quotation { url } => self.quotation(blocks, by, url, around, lang),
            Kind::List { ordered, start, items } => {
                if !items.is_empty() {
                    let dir = blocks::direction(items.iter().flatten()).unwrap_or(around);
                    self.push(Block::List(List { ordered, start, dir, items }));
                }
            }
            Kind::Item => match &mut self.top().kind {
                Kind::List { items, .. } if !blocks.is_empty() => items.push(blocks),
                _ => self.splice(blocks),
            },
            Kind::Heading(level) => {
                let mut rest = Vec::new();
                let text = join(blocks, &Inline::Text(" ".to_owned()), around, &mut rest);
                self.splice(rest);
                if let Some(text) = text {
                    self.push(Block::Heading { level, text });
                }
            }
            Kind::Figure => self.splice(blocks::figure(blocks, caption, by)),
            Kind::Caption => {
                let mut rest = Vec::new();
                let text = join(blocks, &Inline::Break, around, &mut rest);
                self.splice(rest);
                let top = self.top();
                if matches!(top.kind, Kind::Figure | Kind::Table { .. }) && top.caption.is_none() {
                    top.caption = text;
                } else if let Some(text) = text {
                    self.push(Block::Paragraph(text));
                }
            }
            Kind::Credit => self.attribute(blocks, around, |kind| matches!(kind, Kind::Figure)),
            Kind::Citation => self.attribute(blocks, around, |kind| matches!(kind, Kind::Quotation { .. })),
            Kind::Table { rows, head_rows, layout, .. } => {
                self.splice(blocks);
                let table = blocks::table(rows, head_rows, layout, caption, around);
                self.splice(table);
            }
            Kind::Cell { heading, columns, rows } => match &mut self.top().kind {
                Kind::Table { rows: table, .. } => {
                    let cell = RawCell { heading, columns, rows, blocks };
                    match table.last_mut() {
                        Some(row) => row.push(cell),
                        None => table.push(vec![cell]),
                    }
                }
                _ => self.splice(blocks),
            },
            Kind::Preformatted(raw) => {
                self.splice(blocks);
                let raw = raw.trim_end().trim_start_matches(['\n', '\r']);
                if raw.chars().any(is_visible) {
                    self.push(Block::preformatted(raw, around));
                }
            }
            Kind::Post { provider, url } => match url.or_else(|| blocks::last_link(&blocks)) {
                Some(url) => {
                    let mut rest = Vec::new();
                    let title = join_plain(blocks, around, &mut rest);
                    self.push(Block::Embed(Embed { provider: provider.to_owned(), url, title }));
                }
                None => self.quotation(blocks, by, None, around, lang),
            },
        }
    }

    fn quotation(
        &mut self,
        blocks: Vec<Block>,
        citation: Option<Text>,
        url: Option<SafeUrl>,
        around: Direction,
        lang: Option<Lang>,
    ) {
        match (blocks.is_empty(), &citation) {
            (true, None) => {}
            (true, Some(words)) => {
                self.top().push(Block::paragraph(words.as_str(), words.dir()).expect("it has words"))
            }
            (false, _) => {
                let dir = blocks::direction(blocks.iter()).unwrap_or(around);
                self.push(Block::Quotation(Quotation { dir, lang, blocks, citation, url }));
            }
        }
    }

    /// Gives the words of `blocks` to the nearest frame of a kind as its credit or citation; where
    /// it has one already, they stay words.
    fn attribute(&mut self, mut blocks: Vec<Block>, around: Direction, of: fn(&Kind) -> bool) {
        if let Some(frame) = self.frames.iter_mut().rev().find(|frame| of(&frame.kind))
            && frame.by.is_none()
        {
            let mut rest = Vec::new();
            frame.by = join_plain(blocks, around, &mut rest);
            blocks = rest;
        }
        self.splice(blocks);
    }

    fn splice(&mut self, blocks: Vec<Block>) {
        blocks.into_iter().for_each(|block| self.push(block));
    }

    /// Whether a frame of this kind is open.
    pub fn is_inside(&self, of: fn(&Kind) -> bool) -> bool {
        self.frames.iter().any(|frame| of(&frame.kind))
    }

    /// Everything composed; frames that are open are closed.
    pub fn finish(mut self) -> Vec<Block> {
        while self.frames.len() > 1 {
            self.close();
        }
        self.edge();
        blocks::tidy(self.frames.pop().map(|root| root.blocks).unwrap_or_default())
    }
}

fn is_nesting(kind: &Kind) -> bool {
    matches!(kind, Kind::Quotation { .. } | Kind::List { .. } | Kind::Post { .. })
}
