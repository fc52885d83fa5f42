//! Pictures that tests draw.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

/// Something with large shapes and fine grain, another for each `seed`.
pub fn photograph(width: u32, height: u32, seed: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503).wrapping_add(seed))
            .wrapping_mul(2_246_822_519)
            >> 28;
        let shape = |period: u32| ((x / period + y / period + seed) % 2 * 90 + grain) as u8;
        Rgb([shape(40) + 60, shape(90) + 40, (x * 100 / width) as u8 + grain as u8])
    })
}

pub fn filled(width: u32, height: u32, colour: [u8; 4]) -> DynamicImage {
    RgbaImage::from_pixel(width, height, Rgba(colour)).into()
}

pub fn jpeg(image: &RgbImage) -> Vec<u8> {
    written(&image.clone().into(), ImageFormat::Jpeg)
}

pub fn png(image: &DynamicImage) -> Vec<u8> {
    written(image, ImageFormat::Png)
}

pub fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// A JPEG with these Exif data.
pub fn jpeg_with_exif(image: &RgbImage, exif: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.write_image(image, image.width(), image.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// A PNG whose colours are those of a `profile` (ICC.1).
pub fn png_with_profile(image: &DynamicImage, profile: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile).unwrap();
    image.write_with_encoder(encoder).unwrap();
    bytes
}

/// Exif data (a TIFF header and one directory): how the camera was held, and a place.
pub fn exif(orientation: u16, place: &str) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0\x02\0".to_vec();
    let value_at = 8 + 2 + 2 * 12 + 4;
    // ImageDescription, ASCII.
    bytes.extend([0x0E, 0x01, 2, 0]);
    bytes.extend((place.len() as u32).to_le_bytes());
    bytes.extend((value_at as u32).to_le_bytes());
    // Orientation, SHORT.
    bytes.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0]);
    bytes.extend(orientation.to_le_bytes());
    bytes.extend([0; 6]);
    bytes.extend(place.as_bytes());
    bytes
}

/// A PNG chunk (ISO 15948, section 5.3).
pub fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let checked = [kind.as_slice(), data].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&checked);
    [&(data.len() as u32).to_be_bytes(), checked.as_slice(), &crc.sum().to_be_bytes()].concat()
}

/// A PNG of any size, its pixels as `data` deflates to.
pub fn png_of(width: u32, height: u32, extra: &[u8], data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let mut deflated = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    deflated.write_all(data).unwrap();
    let deflated = deflated.finish().unwrap();
    [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", &header).as_slice(), extra, &chunk(b"IDAT", &deflated), &chunk(b"IEND", &[])]
        .concat()
}
