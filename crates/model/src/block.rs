//! The body of an article: typed blocks and inlines, never markup.

use crate::{Direction, Image, Lang, SafeUrl, Text, is_bidi_control};
use serde::{Deserialize, Serialize};

/// How deep blocks may nest (a list in a quotation in a list …); readers of input flatten what is deeper.
pub const MAX_BLOCK_DEPTH: usize = 8;

/// How deep inlines may nest; readers of input unwrap what is deeper.
pub const MAX_INLINE_DEPTH: usize = 16;

/// One block of an article's body. `dir` is the direction of that block's own text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Paragraph(InlineText),
    /// A heading inside the article: `level` 2 to 6, the headline itself being 1.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Its words.
        text: InlineText,
    },
    /// A list, ordered or not.
    List(List),
    /// A quotation set apart, with who said it where the source names them.
    Quotation(Quotation),
    /// A picture with its caption.
    Figure(Figure),
    /// A table of figures.
    Table(Table),
    /// Text whose white space counts: code, verse.
    Preformatted {
        /// The direction of its lines.
        dir: Direction,
        /// Lines as they stand, without bidi controls.
        text: String,
    },
    /// A break in the subject.
    Rule,
    /// Something of another site that is linked, never loaded.
    Embed(Embed),
}

/// Inlines with the direction and language of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InlineText {
    /// The direction by the majority script of all its words.
    pub dir: Direction,
    /// Its language, where the source said that it differs from the article's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// Its words in order.
    pub inlines: Vec<Inline>,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// A link.
    Link {
        /// Where it leads.
        href: SafeUrl,
        /// What it is called.
        inlines: Vec<Inline>,
    },
    /// Of importance (`strong`, `b`).
    Strong(Vec<Inline>),
    /// Stressed (`em`, `i`).
    Emphasis(Vec<Inline>),
    /// Code.
    Code(String),
    /// Subscript.
    Sub(Vec<Inline>),
    /// Superscript.
    Sup(Vec<Inline>),
    /// A run in another language or direction than what surrounds it.
    Foreign {
        /// Its direction.
        dir: Direction,
        /// Its language, where the source said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lang: Option<Lang>,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// A line break.
    Break,
}

/// A list and its items, each a run of blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct List {
    /// Whether the items are numbered.
    pub ordered: bool,
    /// The number of the first item, where it is not 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<i32>,
    /// The direction by the majority script of all items.
    pub dir: Direction,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// A block quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quotation {
    /// The direction by the majority script of the quotation.
    pub dir: Direction,
    /// Its language, where the source said that it differs from the article's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// What is quoted.
    pub blocks: Vec<Block>,
    /// Who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Text>,
    /// Where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<SafeUrl>,
}

/// A picture in the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// The picture.
    pub image: Image,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<InlineText>,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Text>,
}

/// A table: rows of cells, the first `head_rows` of them headings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table {
    /// The direction in which the columns follow one another.
    pub dir: Direction,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<InlineText>,
    /// How many rows at the top are headings.
    #[serde(default)]
    pub head_rows: u16,
    /// Rows of cells.
    pub rows: Vec<Vec<Cell>>,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cell {
    /// Whether it names its row or column.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heading: bool,
    /// How many columns it covers, 1 to 100.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub columns: u16,
    /// How many rows it covers, 1 to 100.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub rows: u16,
    /// Its words.
    pub text: InlineText,
}

fn one() -> u16 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if passes a reference")]
fn is_one(n: &u16) -> bool {
    *n == 1
}

/// A video, post or player of another site: its provider and a link, never its markup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Embed {
    /// The provider's name, or its host.
    pub provider: String,
    /// Where a reader can see it.
    pub url: SafeUrl,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
}

impl InlineText {
    /// Inlines of one plain run, cleaned as [`Text`] is; `None` when nothing readable is left.
    pub fn plain(text: &str, surrounding: Direction) -> Option<Self> {
        let text = Text::new(text, surrounding, None)?;
        Some(Self { dir: text.dir(), lang: None, inlines: vec![Inline::Text(text.as_str().to_owned())] })
    }

    /// All its words, without markup.
    pub fn to_plain(&self) -> String {
        let mut words = String::new();
        push_plain(&self.inlines, &mut words);
        words
    }
}

/// Appends the words of `inlines` to `words`; nesting is bounded by [`MAX_INLINE_DEPTH`].
fn push_plain(inlines: &[Inline], words: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => words.push_str(text),
            Inline::Break => words.push('\n'),
            Inline::Link { inlines, .. } | Inline::Foreign { inlines, .. } => push_plain(inlines, words),
            Inline::Strong(inlines) | Inline::Emphasis(inlines) | Inline::Sub(inlines) | Inline::Sup(inlines) => {
                push_plain(inlines, words);
            }
        }
    }
}

impl Block {
    /// A paragraph of plain words; `None` when nothing readable is left.
    pub fn paragraph(text: &str, surrounding: Direction) -> Option<Self> {
        InlineText::plain(text, surrounding).map(Self::Paragraph)
    }

    /// A preformatted block: bidi and other controls removed, tabs and line feeds kept.
    pub fn preformatted(text: &str, surrounding: Direction) -> Self {
        let text: String =
            text.chars().filter(|&c| c == '\n' || c == '\t' || !(c.is_control() || is_bidi_control(c))).collect();
        Self::Preformatted { dir: Direction::of(&text).unwrap_or(surrounding), text }
    }

    /// Appends every word a reader sees in this block, captions and citations included, each run
    /// followed by a line feed; nesting is bounded by [`MAX_BLOCK_DEPTH`].
    pub fn push_words(&self, words: &mut String) {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => push_line(&text.to_plain(), words),
            Self::List(list) => list.items.iter().flatten().for_each(|block| block.push_words(words)),
            Self::Quotation(quotation) => {
                quotation.blocks.iter().for_each(|block| block.push_words(words));
                quotation.citation.iter().for_each(|citation| push_line(citation.as_str(), words));
            }
            Self::Figure(figure) => {
                figure.caption.iter().for_each(|caption| push_line(&caption.to_plain(), words));
                figure.credit.iter().for_each(|credit| push_line(credit.as_str(), words));
            }
            Self::Table(table) => {
                table.caption.iter().for_each(|caption| push_line(&caption.to_plain(), words));
                table.rows.iter().flatten().for_each(|cell| push_line(&cell.text.to_plain(), words));
            }
            Self::Preformatted { text, .. } => push_line(text, words),
            Self::Rule => {}
            Self::Embed(embed) => embed.title.iter().for_each(|title| push_line(title.as_str(), words)),
        }
    }
}

fn push_line(line: &str, words: &mut String) {
    words.push_str(line);
    words.push('\n');
}
