//! Pixels of two inks on one ground, and their PNG.

use anyhow::{Context, Result};
use cosmic_text::{SwashContent, SwashImage};
use png::{BitDepth, ColorType, Compression, Encoder, Filter};

/// Width and height of a picture, in pixels: what previews show whole
/// (<https://developers.facebook.com/docs/sharing/webmasters/images/>).
pub(crate) const SIZE: (u32, u32) = (1200, 630);

/// How much ink a pixel can have: two inks and the ground are 15 colours, which fit in four bits. With 63 colours, in
/// eight bits, files are half as large again, and no eye sees it in type of this size.
const LEVELS: u8 = 7;

/// Red, green and blue.
pub(super) type Colour = [u8; 3];

/// What is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Text,
    Accent,
}

impl Ink {
    /// The place of its faintest level among the colours.
    fn first(self) -> u8 {
        match self {
            Self::Text => 1,
            Self::Accent => 1 + LEVELS,
        }
    }
}

/// The colours of ground and inks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colours {
    pub ground: Colour,
    pub text: Colour,
    pub accent: Colour,
}

/// A picture of [`SIZE`].
pub(super) struct Canvas {
    /// A colour's place for each pixel, line by line.
    pixels: Vec<u8>,
}

impl Canvas {
    /// Nothing but ground.
    pub fn new() -> Self {
        Self { pixels: vec![0; SIZE.0 as usize * SIZE.1 as usize] }
    }

    /// Fills the pixels of `lines` from edge to edge, or between `columns`.
    pub fn fill(&mut self, columns: std::ops::Range<usize>, lines: std::ops::Range<usize>, ink: Ink) {
        let width = SIZE.0 as usize;
        for line in lines {
            self.pixels[line * width..][columns.clone()].fill(ink.first() + LEVELS - 1);
        }
    }

    /// Lays a glyph down with the left and upper corner of its image at `x` and `y`; what is outside is lost.
    pub fn lay(&mut self, image: &SwashImage, x: i32, y: i32, ink: Ink) {
        let (width, height) = (image.placement.width as usize, image.placement.height as usize);
        if image.content != SwashContent::Mask || image.data.len() < width * height {
            return;
        }
        for (row, cover) in image.data.chunks_exact(width.max(1)).take(height).enumerate() {
            let Some(line) = within(y, row, SIZE.1) else { continue };
            for (column, cover) in cover.iter().enumerate() {
                let level = ((u32::from(*cover) * u32::from(LEVELS) + 127) / 255) as u8;
                if let (true, Some(at)) = (level > 0, within(x, column, SIZE.0)) {
                    let pixel = &mut self.pixels[line * SIZE.0 as usize + at];
                    // Glyphs that join overlap: the stronger counts.
                    *pixel = (*pixel).max(ink.first() + level - 1);
                }
            }
        }
    }

    /// As PNG, in `colours`.
    pub fn png(&self, colours: &Colours) -> Result<Vec<u8>> {
        let packed: Vec<u8> = self.pixels.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, SIZE.0, SIZE.1);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Four);
        encoder.set_palette(palette(colours));
        encoder.set_filter(Filter::NoFilter);
        encoder.set_compression(Compression::Fast);
        let mut writer = encoder.write_header().context("a picture has a header")?;
        writer.write_image_data(&packed).context("a picture has its pixels")?;
        writer.finish().context("a picture has an end")?;
        Ok(bytes)
    }
}

fn within(start: i32, offset: usize, end: u32) -> Option<usize> {
    let at = i64::from(start) + offset as i64;
    (0..i64::from(end)).contains(&at).then_some(at as usize)
}

/// The ground, then each ink from its faintest level to itself.
fn palette(colours: &Colours) -> Vec<u8> {
    let mut palette = colours.ground.to_vec();
    for ink in [colours.text, colours.accent] {
        for level in 1..=u32::from(LEVELS) {
            palette.extend((0..3).map(|channel| {
                let (from, to) = (u32::from(colours.ground[channel]), u32::from(ink[channel]));
                ((from * (u32::from(LEVELS) - level) + to * level + u32::from(LEVELS) / 2) / u32::from(LEVELS)) as u8
            }));
        }
    }
    palette
}
