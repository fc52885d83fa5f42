//! From an address to files of a few widths.

use super::decoding::{MOST_PIXELS, decode, resized, scaled};
use super::gate::Gate;
use super::{MEDIA, PICTURE};
use crate::archive::PictureCopy;
use crate::fetch::{Fetcher, Outcome, Seen};
use crate::output::{Digest, name_hash};
use crate::publication::{Publication, Staged};
use anyhow::Result;
use image::DynamicImage;
use model::{SafeUrl, smaller_widths};
use std::time::Instant;

/// The greatest width of a copy, in pixels: of what stands above columns.
const WIDEST: u32 = 1600;

/// libwebp's own default: below it, faces and small Arabic letters suffer first.
const QUALITY: f32 = 75.0;

/// What came of asking for a picture.
pub(crate) enum Attempt {
    /// A copy, its files staged.
    Copied(Box<Copied>),
    /// It is what it was.
    Unchanged,
    /// No copy, and why.
    Failed(String),
    /// It was not asked for: there was no time left.
    Untried,
}

/// A copy and its files.
pub(crate) struct Copied {
    pub copy: PictureCopy,
    pub staged: Vec<Staged>,
}

/// What copying needs.
pub(crate) struct Copying<'c> {
    fetcher: &'c Fetcher,
    publication: &'c Publication,
    gate: Gate,
    until: Instant,
}

impl<'c> Copying<'c> {
    /// Fetching by `fetcher`, until then, and staging in `publication`.
    pub fn new(fetcher: &'c Fetcher, publication: &'c Publication, until: Instant) -> Self {
        Self { fetcher, publication, gate: Gate::new(MOST_PIXELS), until }
    }

    /// Copies what is at `address`, unless `seen` saw it; from any thread.
    ///
    /// # Errors
    /// Where files cannot be staged: the disk is full.
    pub fn copy(&self, address: &SafeUrl, seen: Option<&Seen>) -> Result<Attempt> {
        if Instant::now() >= self.until {
            return Ok(Attempt::Untried);
        }
        let fetched = match self.fetcher.fetch_unless(address, &PICTURE, seen) {
            Outcome::Fetched(fetched) => fetched,
            Outcome::NotModified => return Ok(Attempt::Unchanged),
            Outcome::Failed(failure) => return Ok(Attempt::Failed(failure.to_string())),
        };
        let seen = fetched.seen().clone();
        let image = match decode(fetched.bytes, WIDEST, &self.gate) {
            Ok(image) => image,
            Err(unfit) => return Ok(Attempt::Failed(unfit.to_string())),
        };
        let files = match encode(image) {
            Ok(files) => files,
            Err(why) => return Ok(Attempt::Failed(why)),
        };
        let bytes: Vec<&[u8]> = files.encoded.iter().map(Vec::as_slice).collect();
        let copy = PictureCopy { hash: name_hash(&bytes.concat()), size: files.size, colour: files.colour, seen };
        let staged = copy.paths().zip(bytes);
        let staged = staged.map(|(path, bytes)| self.publication.stage(&path, Digest::of(bytes), bytes));
        let staged = staged.collect::<Result<_>>()?;
        Ok(Attempt::Copied(Box::new(Copied { copy, staged })))
    }
}

impl PictureCopy {
    /// Its name under [`MEDIA`] at `width`.
    pub fn name(&self, width: u32) -> String {
        format!("{}-{width}.webp", self.hash)
    }

    /// The paths of its files under the output, in order of their widths.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        widths_for(self.size.0).map(|width| format!("{MEDIA}{}", self.name(width)))
    }
}

/// A picture in a few widths.
struct Files {
    /// In order of their widths.
    encoded: Vec<Vec<u8>>,
    /// Of the greatest.
    size: (u32, u32),
    colour: Option<u32>,
}

/// All widths of a copy whose greatest is `width`, rising.
fn widths_for(width: u32) -> impl DoubleEndedIterator<Item = u32> {
    smaller_widths(width).iter().copied().chain(std::iter::once(width))
}

fn encode(mut image: DynamicImage) -> Result<Files, String> {
    let size = (image.width(), image.height());
    let mut encoded = Vec::new();
    for width in widths_for(size.0).rev() {
        if width < image.width() {
            image = resized(&image, width, scaled(size.1, width, size.0));
        }
        encoded.push(webp(&image)?);
    }
    encoded.reverse();
    Ok(Files { encoded, size, colour: average(&image) })
}

/// `image` in WebP, with pixels and nothing else.
fn webp(image: &DynamicImage) -> Result<Vec<u8>, String> {
    let (width, height) = (image.width(), image.height());
    let encoder = match image.color().has_alpha() {
        true => webp::Encoder::from_rgba(image.as_bytes(), width, height),
        false => webp::Encoder::from_rgb(image.as_bytes(), width, height),
    };
    let bytes = encoder.encode_simple(false, QUALITY).map_err(|error| format!("it cannot be encoded: {error:?}"))?;
    Ok(bytes.to_vec())
}

/// The average colour; of a picture that can be seen through, none.
fn average(image: &DynamicImage) -> Option<u32> {
    let image = image.as_rgb8()?;
    let mut sums = [0u64; 3];
    for pixel in image.pixels() {
        sums.iter_mut().zip(pixel.0).for_each(|(sum, value)| *sum += u64::from(value));
    }
    let pixels = u64::from(image.width()) * u64::from(image.height());
    let [red, green, blue] = sums.map(|sum| (sum / pixels.max(1)) as u32);
    Some(red << 16 | green << 8 | blue)
}
