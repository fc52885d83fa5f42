//! What is on the pictures: within its margins, in its order, in joined letters.

use super::{CONFIG, built, desk, page, picture, picture_of};
use crate::press::desk::{changed, files, item};
use image::RgbImage;
use std::ops::Range;

/// Where nothing stands beside type.
const MARGIN: u32 = 80;
/// The lines of pixels in which headlines stand.
const HEADLINE: Range<u32> = 60..462;

fn is_ink(image: &RgbImage, x: u32, y: u32) -> bool {
    // The ground's own corner.
    image.get_pixel(x, y) != image.get_pixel(2, 40)
}

/// The columns with ink on any of `lines`.
fn columns(image: &RgbImage, lines: Range<u32>) -> Vec<u32> {
    (0..image.width()).filter(|x| lines.clone().any(|y| is_ink(image, *x, y))).collect()
}

/// The lines of the headline with ink.
fn lines(image: &RgbImage) -> Vec<u32> {
    HEADLINE.filter(|y| (0..image.width()).any(|x| is_ink(image, x, *y))).collect()
}

fn is_within_margins(image: &RgbImage) {
    assert_eq!(image.dimensions(), (1200, 630));
    let beside = (0..MARGIN).chain(1200 - MARGIN..1200);
    for x in beside {
        assert!((20..630).all(|y| !is_ink(image, x, y)), "column {x}");
    }
    for y in (20..HEADLINE.start).chain(HEADLINE.end..498).chain(508..522).chain(612..630) {
        assert!((0..1200).all(|x| !is_ink(image, x, y)), "line {y}");
    }
    assert!(!lines(image).is_empty(), "there is a headline");
}

#[test]
fn titles_of_every_length_and_script_stand_within_their_margins() {
    let long = "ما لا تراه العين: رحلة طويلة في تاريخ المجهر من العدسات الأولى ".repeat(12);
    for title in [
        "لا",
        "أسماء النجوم العربية: كيف وصلت الدبران والطائر والواقع إلى خرائط العالم",
        "كَتَبَ الطَّالِبُ رِسَالَةً إلى «صَدِيقِهِ» في بيروت (1962–1984)",
        "می‌خواهم به خانه برگردم؛ روایت کوتاه پناه‌جویانی که از مرز گذشتند",
        "ממשלת ישראל אישרה את תקציב 2026 אחרי לילה ארוך של דיונים",
        "Cities that remember: how four ports kept their stars, salt and songs",
        "ارتفاع أسعار القمح 12.5% بعد قرار WHO وتوقعات بانكماش",
        long.as_str(),
    ] {
        is_within_margins(&picture_of(title, CONFIG));
    }
}

#[test]
fn titles_made_to_cost_are_cut_and_stand_within_their_margins() {
    for title in [
        format!("خبر {}", "ب\u{064B}".repeat(300_000)),
        format!("ب{} خبر", "\u{064E}".repeat(50_000)),
        format!("a{}", "\u{0301}".repeat(50_000)),
        format!("{} خبر", "كلمة ".repeat(100_000)),
        "\u{200D}\u{200C}\u{0007}\u{2028}خبر\u{0000}".to_owned(),
        "ـ".repeat(500_000),
    ] {
        is_within_margins(&picture_of(&title, CONFIG));
    }
}

#[test]
fn a_title_that_is_too_long_ends_in_the_same_place_whatever_follows() {
    let long = "ما لا تراه العين في تاريخ المجهر ".repeat(12);
    let [one, other] = ["نهاية", "خاتمة مختلفة تمامًا"].map(|end| picture_of(&format!("{long}{end}"), CONFIG));
    assert!(one == other);
    assert!(one != picture_of("ما لا تراه العين في تاريخ المجهر", CONFIG));
}

#[test]
fn the_first_word_is_at_the_side_where_lines_begin() {
    let tall_and_low = |image: &RgbImage| {
        let lines = lines(image);
        let middle = (lines[0] + lines[lines.len() - 1]) / 2;
        let tall = columns(image, HEADLINE.start..middle);
        let low = columns(image, middle + 1..HEADLINE.end);
        let only_low: Vec<u32> = low.into_iter().filter(|x| !tall.contains(x)).collect();
        (tall, only_low)
    };
    let (tall, low) = tall_and_low(&picture_of("ااا .........", CONFIG));
    assert!(tall.iter().min() > low.iter().max(), "{tall:?} {low:?}");
    let (tall, low) = tall_and_low(&picture_of("lll .........", CONFIG));
    assert!(tall.iter().max() < low.iter().min(), "{tall:?} {low:?}");
}

#[test]
fn lines_begin_at_the_side_of_their_direction() {
    let right = columns(&picture_of("لا", CONFIG), HEADLINE);
    assert!(right.iter().all(|x| *x > 600) && right.contains(&(1200 - MARGIN - 1)), "{right:?}");
    let left = columns(&picture_of("No", CONFIG), HEADLINE);
    assert!(left.iter().all(|x| *x < 600) && left.contains(&MARGIN), "{left:?}");
}

#[test]
fn arabic_letters_are_joined() {
    let gaps = |title: &str| {
        let columns = columns(&picture_of(title, CONFIG), HEADLINE);
        columns.windows(2).filter(|pair| pair[1] - pair[0] > 1).count()
    };
    assert_eq!(gaps("سسس"), 0);
    // The same letters, kept apart.
    assert_eq!(gaps("س\u{200C}س\u{200C}س"), 2);
}

#[test]
fn short_titles_are_set_larger_than_long_ones() {
    let height = |title: &str| {
        let lines = lines(&picture_of(title, CONFIG));
        lines.windows(2).position(|pair| pair[1] - pair[0] > 1).map_or(lines.len(), |end| end + 1)
    };
    let long = "Alll about the tall hills and all the bells that still ring in the halls until nightfall";
    assert!(height("All") > 2 * height(&long.repeat(2)) / 2 && height("All") > height(long));
}

#[test]
fn an_untitled_article_is_shown_by_its_first_words() {
    let untitled = changed(
        item(1, "", "كلام بلا عنوان"),
        serde_json::json!({ "title": null, "url": null, "_nashra": { "publisher": { "name": "نشرة" } } }),
    );
    let desk = desk(&[untitled]);
    built(&desk);
    let name = files(&desk.site().join("article")).remove(0);
    let page = page(&desk, &format!("article/{name}"));
    is_within_margins(&picture(&desk, &page));
    assert_eq!(super::meta(&page, "og:image:alt").unwrap(), "كلام بلا عنوان");
}
