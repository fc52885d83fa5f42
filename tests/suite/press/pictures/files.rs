//! What is in a copy: pixels, upright, in the usual colours, and nothing else.

use super::Gallery;
use super::drawing::{exif, filled, jpeg, jpeg_with_exif, photograph, png_of, png_with_profile, written};
use image::codecs::gif::GifEncoder;
use image::{Frame, GenericImageView, ImageFormat, Rgb, RgbImage};
use press::{BuildRequest, build};

/// The widest file of a picture that is published as `bytes`.
fn copied(bytes: Vec<u8>) -> (Vec<u8>, image::DynamicImage) {
    let gallery = Gallery::new();
    gallery.holds("/a", bytes).publishes(1, "نص", "/a");
    let report = gallery.build();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let name = gallery.picture(1).mirrored_files().remove(0);
    let bytes = std::fs::read(gallery.subscription.desk.site().join("media").join(name)).unwrap();
    let image = image::load_from_memory_with_format(&bytes, ImageFormat::WebP).unwrap();
    assert_eq!(gallery.picture(1).size, Some(image.dimensions()));
    (bytes, image)
}

/// Red on the left, blue on the right.
fn red_and_blue(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

fn is_red(image: &image::DynamicImage, x: u32, y: u32) -> bool {
    let [red, _, blue, _] = image.get_pixel(x, y).0;
    red > 150 && blue < 100
}

#[test]
fn a_picture_stands_as_its_camera_says_and_where_it_was_taken_is_not_told() {
    let place = "33.5138N 36.2765E";
    for (orientation, size, red, blue) in [
        (1, (600, 300), (50, 150), (550, 150)),
        (3, (600, 300), (550, 150), (50, 150)),
        (6, (300, 600), (150, 50), (150, 550)),
        (8, (300, 600), (150, 550), (150, 50)),
    ] {
        let (bytes, image) = copied(jpeg_with_exif(&red_and_blue(600, 300), exif(orientation, place)));
        assert_eq!(image.dimensions(), size, "{orientation}");
        assert!(is_red(&image, red.0, red.1) && !is_red(&image, blue.0, blue.1), "{orientation}");
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!holds(place) && !holds("EXIF") && !holds("Exif"), "{orientation}");
    }
}

#[test]
fn a_large_picture_that_lies_on_its_side_is_as_wide_as_the_others_when_it_stands() {
    let (_, image) = copied(jpeg_with_exif(&red_and_blue(2400, 3600), exif(6, "")));
    assert_eq!(image.dimensions(), (1600, 1067));
    assert!(is_red(&image, 800, 100) && !is_red(&image, 800, 900));
}

#[test]
fn colours_of_a_wider_space_are_taken_to_the_one_that_browsers_assume() {
    let drawn = filled(300, 200, [200, 50, 50, 255]);
    let wide = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let [red, green, ..] = copied(png_with_profile(&drawn, wide)).1.get_pixel(150, 100).0;
    assert!(red >= 208 && green <= 40, "{red} {green}");
    let [red, green, ..] = copied(png_with_profile(&drawn, b"no profile".to_vec())).1.get_pixel(150, 100).0;
    assert!((195..=205).contains(&red) && (45..=55).contains(&green), "{red} {green}");
}

#[test]
fn of_an_animation_the_first_frame_is_copied() {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    let frames =
        [[220, 20, 20, 255], [20, 20, 220, 255]].map(|colour| Frame::new(filled(400, 200, colour).into_rgba8()));
    encoder.encode_frames(frames).unwrap();
    drop(encoder);
    let (_, image) = copied(bytes);
    assert_eq!(image.dimensions(), (400, 200));
    assert!(is_red(&image, 200, 100));
}

#[test]
fn every_kind_that_is_read_is_copied_and_small_ones_stay_as_wide_as_they_are() {
    let drawn = photograph(520, 260, 3);
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let (_, image) = copied(written(&drawn.clone().into(), format));
        assert_eq!(image.dimensions(), (520, 260), "{format:?}");
    }
    let deep = image::DynamicImage::from(drawn.clone()).into_rgb16();
    assert_eq!(copied(written(&deep.into(), ImageFormat::Png)).1.dimensions(), (520, 260));
    let grey = image::DynamicImage::from(drawn).into_luma8();
    assert_eq!(copied(written(&grey.into(), ImageFormat::Jpeg)).1.dimensions(), (520, 260));
    assert_eq!(copied(png_of(1, 1, &[], &[0, 9, 9, 9])).1.dimensions(), (1, 1));
}

#[test]
fn copies_are_the_same_bytes_on_any_number_of_threads_and_have_no_compressed_twins() {
    let mut gallery = Gallery::new();
    for number in 1..=6 {
        let path = format!("/{number}.jpg");
        gallery.holds(&path, jpeg(&photograph(700 + 60 * number, 500, number)));
        gallery.publishes(number, &format!("نص رقم {number}"), &path);
    }
    let mut sites = Vec::new();
    for (threads, fetching) in [(1, "at_once = 1"), (4, "at_once = 6\nper_host = 6")] {
        gallery.configure(fetching, "");
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let out = gallery.subscription.desk.path(&format!("site-{threads}"));
        let request = BuildRequest { out: out.clone(), compression: press::Compression::Fast, ..gallery.request() };
        assert_eq!(pool.install(|| build(&request)).unwrap().pictures, 6);
        sites.push(crate::press::desk::content(&out));
    }
    let twins = sites[0].iter().filter(|(name, _)| name.starts_with("media/") && !name.ends_with(".webp"));
    assert_eq!(twins.count(), 0);
    assert!(sites[0] == sites[1]);
}
