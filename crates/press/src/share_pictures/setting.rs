//! Type in lines: as large as its room allows, shaped, in the order in which it is read.

use super::canvas::{Canvas, Ink};
use super::faces::{Faces, Hand};
use super::lines::{Word, even_lines, full_lines, words_of};
use cosmic_text::fontdb::{ID, Weight};
use cosmic_text::{Attrs, Buffer, CacheKeyFlags, Family, FontSystem, Metrics, PhysicalGlyph, Shaping};
use cosmic_text::{LayoutGlyph, SwashCache, SwashImage, Wrap};
use model::Direction;
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation;

/// So many letters are looked at: more than the smallest type has room for.
const MOST_LETTERS: usize = 400;
/// A letter with more marks than any language puts on one loses the others.
const MOST_CHARS_A_LETTER: usize = 8;
/// How many shapes of letters are kept for the next picture.
const MOST_SHAPES: usize = 4096;
/// The size in which words are measured, in pixels.
const MEASURED_AT: f32 = 64.0;

/// Where type may stand.
pub(super) struct Room<'r> {
    /// Sizes in pixels, falling, and in how many lines each may be used.
    pub sizes: &'r [(f32, usize)],
    /// From one line to the next, in sizes.
    pub leading: f32,
    pub width: f32,
    pub height: i32,
}

/// A text and how it is written.
#[derive(Clone, Copy)]
pub(super) struct Copy<'t> {
    pub text: &'t str,
    pub dir: Direction,
    pub hand: Hand,
}

/// A text in its lines.
pub(super) struct Block {
    glyphs: Vec<PhysicalGlyph>,
    /// What its ink covers.
    pub bounds: Bounds,
}

/// Pixels, the last ones not included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

/// What shapes and draws type.
pub(super) struct Setter {
    fonts: FontSystem,
    faces: Vec<ID>,
    shapes: SwashCache,
}

impl Setter {
    pub fn new(faces: &Faces) -> Self {
        let (fonts, faces) = faces.system();
        Self { fonts, faces, shapes: SwashCache::new() }
    }

    /// `copy` in `room`; what does not fit at the smallest size ends at a word, with an ellipsis. Nothing where
    /// nothing of it can be seen.
    ///
    /// # Errors
    /// A letter that no font has. Other signs without a shape are left out.
    pub fn set(&mut self, copy: &Copy<'_>, room: &Room<'_>) -> Result<Option<Block>, char> {
        let (text, goes_on) = self.readable(copy.text)?;
        if self.shapes.image_cache.len() > MOST_SHAPES {
            self.shapes.image_cache.clear();
        }
        let copy = Copy { text: &text, ..*copy };
        if text.is_empty() {
            return Ok(None);
        }
        if !goes_on {
            let words = self.measured(&copy);
            for (size, most) in room.sizes {
                let lines = even_lines(&words, room.width / size).ok().filter(|lines| lines.len() <= *most);
                let block = lines.map(|lines| self.block(&copy, &words, &lines, *size, room.leading));
                if let Some(block) = block.filter(|block| block.bounds.height() <= room.height) {
                    return Ok(Some(block));
                }
            }
        }
        Ok(self.cut(&copy, room))
    }

    /// As much of `copy` as fits in the smallest size.
    fn cut(&mut self, copy: &Copy<'_>, room: &Room<'_>) -> Option<Block> {
        let &(size, most) = room.sizes.last()?;
        let words = self.measured(copy);
        let narrow = room.width / size;
        let mut kept = match full_lines(&words, narrow) {
            Ok(lines) => lines.get(most - 1).map_or(words.len(), |line| line.end),
            // The beginning of a word without an end.
            Err(before) => before + 1,
        };
        let mut letters: Option<usize> = None;
        loop {
            let whole = &copy.text[..words.get(kept.checked_sub(1)?)?.range.end];
            let text = match letters {
                None => format!("{}…", whole.trim_end_matches(['،', ',', '؛', ';', ':', '.', '…', '–', '-'])),
                Some(letters) => whole.graphemes(true).take(letters).chain(["…"]).collect(),
            };
            let short = Copy { text: &text, ..*copy };
            let measured = self.measured(&short);
            if let Ok(lines) = even_lines(&measured, narrow)
                && lines.len() <= most
            {
                let block = self.block(&short, &measured, &lines, size, room.leading);
                if block.bounds.height() <= room.height {
                    return Some(block);
                }
            }
            if kept > 1 {
                kept -= 1;
            } else {
                let now = letters.unwrap_or_else(|| whole.graphemes(true).count());
                letters = Some(now * 7 / 8).filter(|left| *left > 0);
                letters?;
            }
        }
    }

    /// `text` within bounds and without signs that no font has, and whether it goes on.
    fn readable(&mut self, text: &str) -> Result<(String, bool), char> {
        let mut readable = String::new();
        let end = text.char_indices().nth(MOST_LETTERS * MOST_CHARS_A_LETTER).map_or(text.len(), |(at, _)| at);
        let mut letters = text[..end].graphemes(true);
        for letter in letters.by_ref().take(MOST_LETTERS) {
            for c in letter.chars().take(MOST_CHARS_A_LETTER) {
                if c.is_whitespace() {
                    readable.push(' ');
                } else if is_joiner_or_mark(c) || self.has(c) {
                    readable.push(c);
                } else if c.is_alphanumeric() {
                    return Err(c);
                }
            }
        }
        let goes_on = letters.next().is_some() || end < text.len();
        Ok((readable.split_whitespace().collect::<Vec<_>>().join(" "), goes_on))
    }

    fn has(&mut self, c: char) -> bool {
        let Self { fonts, faces, .. } = self;
        faces.iter().any(|face| {
            let font = fonts.get_font(*face, Weight::BOLD);
            font.is_some_and(|font| font.as_swash().charmap().map(c) != 0)
        })
    }

    /// `text` on one line, from left to right.
    fn shaped(&mut self, text: &str, hand: Hand, size: f32) -> (Vec<LayoutGlyph>, f32) {
        let mut buffer = Buffer::new_empty(Metrics::new(size, size));
        buffer.set_wrap(Wrap::None);
        let attrs = Attrs::new()
            .family(Family::Name(hand.family()))
            .weight(Weight::BOLD)
            .cache_key_flags(CacheKeyFlags::DISABLE_HINTING);
        buffer.set_text(text, &attrs, Shaping::Advanced, None);
        buffer.shape_until_scroll(&mut self.fonts, false);
        let run = buffer.layout_runs().next();
        run.map_or((Vec::new(), 0.0), |run| (run.glyphs.to_vec(), run.line_w))
    }

    fn measured(&mut self, copy: &Copy<'_>) -> Vec<Word> {
        let mut words = words_of(copy.text);
        let mark = mark_of(copy.dir);
        let (glyphs, _) = self.shaped(&format!("{mark}{}", copy.text), copy.hand, MEASURED_AT);
        for glyph in glyphs {
            let start = glyph.start.saturating_sub(mark.len_utf8());
            let at = words.partition_point(|word| word.range.start <= start).saturating_sub(1);
            let Some(word) = words.get_mut(at) else { continue };
            let width = glyph.w / MEASURED_AT;
            *(if start < word.range.end { &mut word.width } else { &mut word.space }) += width;
        }
        words
    }

    /// `lines` of `words`, one under the other.
    fn block(&mut self, copy: &Copy<'_>, words: &[Word], lines: &[Range<usize>], size: f32, leading: f32) -> Block {
        let (mut placed, mut bounds): (Vec<PhysicalGlyph>, Option<Bounds>) = (Vec::new(), None);
        let levels = levels_of(copy);
        for (number, line) in lines.iter().enumerate() {
            let range = words[line.start].range.start..words[line.end - 1].range.end;
            let (glyphs, width) = self.shaped(&in_context(copy, &levels, range), copy.hand, size);
            let x = if copy.dir == Direction::Rtl { -width } else { 0.0 };
            for glyph in glyphs {
                let glyph = glyph.physical((x, number as f32 * size * leading), 1.0);
                let Some(image) = self.shapes.get_image(&mut self.fonts, glyph.cache_key) else { continue };
                if image.placement.width > 0 && image.placement.height > 0 {
                    let covered = bounds_of(&glyph, image);
                    bounds = Some(bounds.map_or(covered, |bounds| bounds.with(&covered)));
                    placed.push(glyph);
                }
            }
        }
        Block { glyphs: placed, bounds: bounds.unwrap_or_default() }
    }

    /// Draws `block` with the left and upper corner of its ink at `x` and `y`.
    pub fn draw(&mut self, block: &Block, x: i32, y: i32, ink: Ink, canvas: &mut Canvas) {
        let (right, down) = (x - block.bounds.left, y - block.bounds.top);
        for glyph in &block.glyphs {
            if let Some(image) = self.shapes.get_image(&mut self.fonts, glyph.cache_key) {
                let covered = bounds_of(glyph, image);
                canvas.lay(image, covered.left + right, covered.top + down, ink);
            }
        }
    }
}

impl Bounds {
    pub fn width(&self) -> i32 {
        self.right - self.left
    }

    pub fn height(&self) -> i32 {
        self.bottom - self.top
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

fn bounds_of(glyph: &PhysicalGlyph, image: &SwashImage) -> Bounds {
    let (left, top) = (glyph.x + image.placement.left, glyph.y - image.placement.top);
    let (width, height) = (image.placement.width as i32, image.placement.height as i32);
    Bounds { left, top, right: left + width, bottom: top + height }
}

/// Invisible characters that fonts need not have.
fn is_joiner_or_mark(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{061C}')
}

/// The invisible letter that reads in `dir`: the layout goes by the first strong one.
fn mark_of(dir: Direction) -> char {
    match dir {
        Direction::Rtl => '\u{200F}',
        Direction::Ltr => '\u{200E}',
    }
}

/// The level of each byte of a text (<https://www.unicode.org/reports/tr9/>).
fn levels_of(copy: &Copy<'_>) -> Vec<Level> {
    let base = if copy.dir == Direction::Rtl { Level::rtl() } else { Level::ltr() };
    BidiInfo::new(copy.text, Some(base)).levels
}

/// The line at `range` of a text, between marks by which the signs at its ends stay in the direction that they have
/// in the whole text: a comma after a Latin name at the end of a line belongs to the name.
fn in_context(copy: &Copy<'_>, levels: &[Level], range: Range<usize>) -> String {
    let dir_at = |at: usize| {
        let is_rtl = levels.get(at).is_some_and(Level::is_rtl);
        if is_rtl { Direction::Rtl } else { Direction::Ltr }
    };
    let [first, last] = [range.start, range.end.saturating_sub(1)].map(|at| mark_of(dir_at(at)));
    format!("{}{first}{}{last}", mark_of(copy.dir), &copy.text[range])
}
