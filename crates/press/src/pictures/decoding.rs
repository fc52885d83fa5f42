//! From bytes that somebody sent to pixels: within bounds, upright, in sRGB.

use super::gate::Gate;
use fast_image_resize::images::Image as Buffer;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::fmt;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The longest side, in pixels: WebP has 16,383 at most, and what is longer is no photograph.
const LONGEST_SIDE: u32 = 16_000;

/// The most pixels: those of a common camera, 6,016 by 4,016. A progressive JPEG of so many takes 9
/// bytes for each while it is decoded, 208 MiB in all.
pub(super) const MOST_PIXELS: u64 = 24_200_000;

/// The most bytes of its pixels: of those with 16 bits a channel, fewer are taken.
const MOST_BYTES: u64 = 128 << 20;

/// Why bytes are no picture for a page.
#[derive(Debug)]
pub(super) enum Unfit {
    /// They are something else: what, as far as it can be told.
    Kind(&'static str),
    /// They have these sides.
    TooLarge(u32, u32),
    /// They end too early.
    CutOff,
    /// The decoder's words.
    Damaged(String),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => write!(f, "it is {kind}: JPEG, PNG, WebP and GIF are read"),
            Self::TooLarge(width, height) => write!(f, "{width} by {height} pixels are more than are decoded"),
            Self::CutOff => f.write_str("the picture is cut off"),
            Self::Damaged(why) => write!(f, "it cannot be decoded: {why}"),
        }
    }
}

/// The picture in `bytes`, upright and at most `width` wide; of an animation the first frame.
///
/// # Errors
/// See [`Unfit`]. A decoder that panics has met damaged bytes.
pub(super) fn decode(bytes: Vec<u8>, width: u32, gate: &Gate) -> Result<DynamicImage, Unfit> {
    let decoded = catch_unwind(AssertUnwindSafe(|| decode_unguarded(bytes, width, gate)));
    decoded.unwrap_or_else(|_| Err(Unfit::Damaged("the decoder gave up".to_owned())))
}

fn decode_unguarded(bytes: Vec<u8>, width: u32, gate: &Gate) -> Result<DynamicImage, Unfit> {
    let format = kind_of(&bytes)?;
    if format == ImageFormat::Jpeg && is_cut_off(&bytes) {
        return Err(Unfit::CutOff);
    }
    let damaged = |error: image::ImageError| Unfit::Damaged(in_one_line(&error.to_string()));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (across, down) = decoder.dimensions();
    let pixels = u64::from(across) * u64::from(down);
    if pixels == 0 {
        return Err(Unfit::Damaged("it has no pixels".to_owned()));
    }
    if across.max(down) > LONGEST_SIDE || pixels > MOST_PIXELS || decoder.total_bytes() > MOST_BYTES {
        return Err(Unfit::TooLarge(across, down));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let _pass = gate.pass(pixels);
    let image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let is_on_its_side = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    // Made small before it is turned: a fraction of the work.
    let (side, other) = if is_on_its_side { (down, across) } else { (across, down) };
    let mut image = if side > width {
        let length = scaled(other, width, side);
        let (across, down) = if is_on_its_side { (length, width) } else { (width, length) };
        resized(&plain(image), across, down)
    } else {
        plain(image)
    };
    if let Some(profile) = profile {
        into_srgb(&mut image, &profile);
    }
    image.apply_orientation(orientation);
    Ok(image)
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `bytes` are, told by their beginning.
fn kind_of(bytes: &[u8]) -> Result<ImageFormat, Unfit> {
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).trim_start().to_ascii_lowercase();
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif)) => Ok(format),
        Ok(ImageFormat::Avif) => Err(Unfit::Kind("an AVIF picture")),
        Ok(_) => Err(Unfit::Kind("a picture of another kind")),
        Err(_) if bytes.is_empty() => Err(Unfit::Kind("empty")),
        Err(_) if beginning.contains("<svg") => Err(Unfit::Kind("an SVG drawing, which may hold a program")),
        Err(_) if beginning.contains("<html") || beginning.contains("<!doctype html") => Err(Unfit::Kind("a page")),
        Err(_) => Err(Unfit::Kind("no picture")),
    }
}

/// Whether a JPEG ends in the middle of a scan: its decoder would fill the rest with grey.
///
/// In a scan, 0xFF is never followed by the code of another marker (ITU T.81, section B.1.1.5), and a
/// preview inside the file stands before the last scan begins.
fn is_cut_off(bytes: &[u8]) -> bool {
    let last = |marker: u8| bytes.windows(2).rposition(|pair| pair == [0xFF, marker]);
    let (start_of_scan, end_of_image) = (last(0xDA), last(0xD9));
    start_of_scan.is_some() && end_of_image < start_of_scan
}

/// In eight bits a channel: with an alpha channel only where something can be seen through.
fn plain(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image.into_rgb8().into();
    }
    let image = image.into_rgba8();
    if image.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        return DynamicImage::ImageRgba8(image).into_rgb8().into();
    }
    image.into()
}

/// `length`, as `side` becomes `width`: at least one pixel.
pub(super) fn scaled(length: u32, width: u32, side: u32) -> u32 {
    let scaled = (u64::from(length) * u64::from(width) + u64::from(side) / 2) / u64::from(side.max(1));
    u32::try_from(scaled).unwrap_or(length).max(1)
}

/// `image`, which [`plain`] made, with other sides.
pub(super) fn resized(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let kind = if image.color().has_alpha() { PixelType::U8x4 } else { PixelType::U8x3 };
    let mut target = Buffer::new(width, height, kind);
    let source = fast_image_resize::images::ImageRef::new(image.width(), image.height(), image.as_bytes(), kind)
        .expect("a buffer has the bytes of its pixels");
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&source, &mut target, &options).expect("both are of one kind");
    from_bytes(width, height, kind == PixelType::U8x4, target.into_vec())
}

fn from_bytes(width: u32, height: u32, has_alpha: bool, bytes: Vec<u8>) -> DynamicImage {
    let image = match has_alpha {
        true => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
        false => RgbImage::from_raw(width, height, bytes).map(DynamicImage::from),
    };
    image.expect("a buffer has the bytes of its pixels")
}

/// Takes `image` from the colours of `profile` to those that browsers assume of pictures without one;
/// where the profile cannot be read, or is of printing inks, it stays as it is.
fn into_srgb(image: &mut DynamicImage, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let layout = if image.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else {
        return;
    };
    let mut bytes = vec![0; image.as_bytes().len()];
    if transform.transform(image.as_bytes(), &mut bytes).is_ok() {
        *image = from_bytes(image.width(), image.height(), image.color().has_alpha(), bytes);
    }
}
