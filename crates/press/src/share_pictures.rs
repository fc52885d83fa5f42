//! Pictures for previews of pages that have none of their own: a headline as the paper sets it.

mod canvas;
mod faces;
mod lines;
mod setting;

pub(crate) use canvas::SIZE;
pub(crate) use faces::looked_for;

use crate::config::FontChoice;
use crate::output::Digest;
use anyhow::{Context, Result};
use canvas::{Canvas, Colour, Colours, Ink};
use faces::{Faces, Hand};
use model::{Direction, Lang, Site, Text};
use setting::{Block, Copy, Room, Setter};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// The version of how pictures look: another one draws every picture anew.
const LOOK: u32 = 1;

/// From the edges to type, in pixels.
const MARGIN: i32 = 80;
/// The band along the upper edge.
const BAND: usize = 20;
/// The upper line of the double rule above the masthead.
const RULE: usize = 498;
/// Where kicker and headline may stand: between band and rule.
const FRAME: Range<i32> = 60..462;
/// Where the masthead stands: under the rule.
const FOOT: Range<i32> = 522..612;
/// The greatest height of a kicker.
const KICKER: i32 = 90;
/// Between a kicker and its headline.
const GAP: i32 = 34;

/// What makes the pictures of a site.
pub(crate) struct SharePictures {
    faces: Faces,
    colours: Colours,
    /// What kickers are written in.
    kicker: Ink,
    lang: Lang,
    digest: Digest,
    /// One a thread that draws.
    setters: Mutex<Vec<Setter>>,
}

/// What stands on one picture.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    /// Above the headline: the section.
    pub kicker: Option<Text>,
    /// The largest type.
    pub headline: Text,
    /// Under the rule: the masthead.
    pub foot: Option<Text>,
}

impl SharePictures {
    /// The pictures of `site`, set in `fonts`.
    ///
    /// # Errors
    /// A font file that cannot be read or is none.
    pub fn new(site: &Site, fonts: &FontChoice) -> Result<Self> {
        let faces = Faces::load(fonts).context("share_pictures.fonts")?;
        let colours = colours_of(site);
        let shared = format!("{LOOK} {colours:?} {} {}", site.lang.as_str(), faces.digest());
        Ok(Self {
            digest: Digest::of(shared.as_bytes()),
            kicker: if contrast(colours.accent, colours.ground) < 3.0 { Ink::Text } else { Ink::Accent },
            faces,
            colours,
            lang: site.lang.clone(),
            setters: Mutex::default(),
        })
    }

    /// A digest of all that pictures share: fonts, colours, and how they look.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Whether there is any font to set them in.
    pub fn have_fonts(&self) -> bool {
        !self.faces.is_empty()
    }

    /// A digest of all that `card` is drawn from.
    pub fn digest_of(&self, card: &Card) -> Digest {
        Digest::of_parts(&[format!("{:?}", card).as_bytes(), self.digest.to_string().as_bytes()])
    }

    /// `card`, as PNG.
    ///
    /// # Errors
    /// The inner one: a letter that no font has.
    pub fn draw(&self, card: &Card) -> Result<Result<Vec<u8>, char>> {
        let known = self.setters.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut setter = known.unwrap_or_else(|| Setter::new(&self.faces));
        let drawn = self.draw_with(card, &mut setter);
        self.setters.lock().unwrap_or_else(PoisonError::into_inner).push(setter);
        drawn.map(|canvas| canvas.png(&self.colours)).map_or_else(|letter| Ok(Err(letter)), |png| png.map(Ok))
    }

    fn draw_with(&self, card: &Card, setter: &mut Setter) -> Result<Canvas, char> {
        let mut canvas = Canvas::new();
        canvas.fill(0..SIZE.0 as usize, 0..BAND, Ink::Accent);
        let columns = MARGIN as usize..SIZE.0 as usize - MARGIN as usize;
        canvas.fill(columns.clone(), RULE..RULE + 4, Ink::Text);
        canvas.fill(columns, RULE + 8..RULE + 10, Ink::Text);
        if let Some(foot) = self.set(setter, card.foot.as_ref(), Place::Foot, FOOT.end - FOOT.start)? {
            let free = FOOT.end - FOOT.start - foot.height();
            foot.draw(setter, FOOT.start + free / 2, Ink::Text, &mut canvas);
        }
        let kicker = self.set(setter, card.kicker.as_ref(), Place::Kicker, KICKER)?;
        let above = kicker.as_ref().map_or(0, |kicker| kicker.height() + GAP);
        let height = FRAME.end - FRAME.start - above;
        if let Some(headline) = self.set(setter, Some(&card.headline), Place::Headline, height)? {
            // Centred, but a little above the middle: there the eye looks for it.
            let top = FRAME.start + (height - headline.height()) * 2 / 5;
            if let Some(kicker) = kicker {
                kicker.draw(setter, top, self.kicker, &mut canvas);
            }
            headline.draw(setter, top + above, Ink::Text, &mut canvas);
        }
        Ok(canvas)
    }

    fn set(&self, setter: &mut Setter, text: Option<&Text>, place: Place, height: i32) -> Result<Option<Placed>, char> {
        let Some(text) = text else { return Ok(None) };
        let hand = Hand::of(text.as_str(), text.dir(), text.lang().unwrap_or(&self.lang));
        let copy = Copy { text: text.as_str(), dir: text.dir(), hand };
        let width = (SIZE.0 as i32 - 2 * MARGIN) as f32;
        let room = Room { sizes: place.sizes(hand), leading: leading(hand), width, height };
        Ok(setter.set(&copy, &room)?.map(|block| Placed { block, dir: text.dir() }))
    }
}

/// Type, at the side where its lines begin.
struct Placed {
    block: Block,
    dir: Direction,
}

impl Placed {
    fn height(&self) -> i32 {
        self.block.bounds.height()
    }

    fn draw(&self, setter: &mut Setter, top: i32, ink: Ink, canvas: &mut Canvas) {
        let left = match self.dir {
            Direction::Rtl => SIZE.0 as i32 - MARGIN - self.block.bounds.width(),
            Direction::Ltr => MARGIN,
        };
        setter.draw(&self.block, left, top, ink, canvas);
    }
}

/// Where type stands on a picture.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Kicker,
    Headline,
    Foot,
}

impl Place {
    /// Sizes in pixels, and in how many lines each may be used: few words are a poster, many a page.
    fn sizes(self, hand: Hand) -> &'static [(f32, usize)] {
        match (self, hand) {
            (Self::Headline, Hand::Naskh) => {
                &[(150.0, 1), (118.0, 2), (98.0, 3), (89.0, 3), (81.0, 4), (72.0, 4), (64.0, 5), (57.0, 5)]
            }
            (Self::Headline, Hand::Nastaliq) => {
                &[(116.0, 1), (96.0, 2), (84.0, 2), (74.0, 3), (64.0, 3), (56.0, 4), (49.0, 4), (43.0, 4)]
            }
            (Self::Headline, Hand::Hebrew | Hand::Latin) => {
                &[(136.0, 1), (112.0, 2), (94.0, 3), (83.0, 3), (74.0, 4), (65.0, 4), (58.0, 5), (52.0, 5)]
            }
            (Self::Kicker, Hand::Naskh) => &[(46.0, 1), (40.0, 1), (34.0, 1)],
            (Self::Kicker, Hand::Nastaliq) => &[(38.0, 1), (32.0, 1), (28.0, 1)],
            (Self::Kicker, _) => &[(38.0, 1), (33.0, 1), (28.0, 1)],
            (Self::Foot, Hand::Naskh) => &[(62.0, 1), (52.0, 1), (42.0, 1)],
            (Self::Foot, Hand::Nastaliq) => &[(46.0, 1), (38.0, 1), (30.0, 1)],
            (Self::Foot, _) => &[(50.0, 1), (42.0, 1), (34.0, 1)],
        }
    }
}

/// From one line to the next, in sizes.
fn leading(hand: Hand) -> f32 {
    match hand {
        Hand::Naskh => 1.4,
        Hand::Nastaliq => 1.95,
        Hand::Hebrew => 1.22,
        Hand::Latin => 1.16,
    }
}

/// The colours of the site's theme; those of the paper's daylight where it says nothing (`style/tokens.css`).
fn colours_of(site: &Site) -> Colours {
    let colour = |name: &str, otherwise: Colour| {
        let token = site.theme.iter().find(|token| token.name() == name);
        token.and_then(|token| parsed(token.value())).unwrap_or(otherwise)
    };
    Colours {
        ground: colour("background", [0xfd, 0xfc, 0xf8]),
        text: colour("text", [0x1a, 0x18, 0x13]),
        accent: colour("accent", [0x9c, 0x1c, 0x16]),
    }
}

/// A colour of three, four, six or eight hexadecimal digits, opaque.
fn parsed(value: &str) -> Option<Colour> {
    let digits: Vec<u8> =
        value.strip_prefix('#')?.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    match digits[..] {
        [r, g, b] | [r, g, b, _] => Some([r * 17, g * 17, b * 17]),
        [a, b, c, d, e, f] | [a, b, c, d, e, f, ..] if digits.len() <= 8 => Some([a * 16 + b, c * 16 + d, e * 16 + f]),
        _ => None,
    }
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, section 1.4.3).
fn contrast(one: Colour, other: Colour) -> f64 {
    let luminance = |colour: Colour| {
        let linear = colour.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}
