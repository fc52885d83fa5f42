//! Plain-text captures: the reference article, and other wordings.

use super::{assert_reports, only_item, problems, read, read_from, str_of, words};
use model::{Block, NewsItem};
use wire::DecodeError;

fn labels(item: &NewsItem) -> Vec<&str> {
    item.related.iter().map(|story| story.section.as_ref().unwrap().name.as_str()).collect()
}

fn headings(item: &NewsItem) -> Vec<String> {
    let heading = |block: &Block| match block {
        Block::Heading { level: 2, text } => Some(text.to_plain()),
        _ => None,
    };
    item.blocks.iter().filter_map(heading).collect()
}

/// A capture with this attribution.
fn capture(attribution: &str) -> String {
    format!("عنوان الموقع\n{attribution}\nالفقرة الأولى من الخبر.\nالفقرة الثانية من الخبر.\nسياسة\n")
}

#[test]
fn the_reference_article_comes_out_field_by_field() {
    let Some(data) = crate::sample_data::folder("the_reference_article_comes_out_field_by_field") else { return };
    let ingested = read_from(None, &std::fs::read(data.join("reference-article.txt")).unwrap()).unwrap();
    assert_eq!(
        problems(&ingested),
        ["a plain capture names no date, author and language of the original: left missing"]
    );
    let [item] = ingested.items.as_slice() else { panic!("{} items", ingested.items.len()) };
    assert_eq!(
        str_of(&item.title),
        Some(r#"التحالف الدولي يؤكد استعداده للتعاون الوثيق مع سوريا في مكافحة تنظيم "الدولة" خلال اجتماع الرياض"#)
    );
    assert_eq!(str_of(&item.original_title), Some("“التحالف الدولي”: مستعدون للعمل مع سوريا لمحاربة تنظيم “الدولة”"));
    let publisher = item.publisher.as_ref().unwrap();
    assert_eq!(publisher.name.as_str(), "enabbaladi.net");
    assert_eq!(publisher.site.as_ref().unwrap().as_str(), "https://enabbaladi.net");
    assert_eq!(item.fetched.unwrap().to_string(), "2026-02-10");
    assert_eq!(
        str_of(&item.disclaimer),
        Some("لا يتحمل موقعنا مضمونه بأي شكل من الأشكال. بإمكانكم الإطلاع على تفاصيل هذا الخبر من خلال مصدره الأصلي.")
    );
    assert_eq!(headings(item), ["الشيباني يؤكد دور سوريا في محاربة التنظيم"]);
    assert_eq!(item.blocks.len(), 16);
    assert!(matches!(item.blocks[10], Block::Heading { .. }));
    assert!(item.blocks.iter().enumerate().all(|(i, block)| i == 10 || matches!(block, Block::Paragraph(_))));
    assert_eq!(labels(item), ["سياسة", "ثقافة", "سياسة", "سوريا محلي"]);
    assert!(item.related.iter().all(|story| story.id.is_none() && story.title.is_none()));
    assert!(!item.format_has_url && item.url.is_none() && !item.excerpt);
    assert_eq!((item.published, &item.language, item.byline.len()), (None, &None, 0));
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let plain = capture(
        "هذا الخبر بعنوان \"الأصل\" نشر أولاً على موقع a.example وتم جلبه بتاريخ ١٠ شباط ٢٠٢٦.\nلا يتحمل موقعنا مضمونه.",
    );
    let expected = only_item(&plain);
    assert_eq!(only_item(&format!("\u{FEFF}{}", plain.replace('\n', "\r\n"))), expected);
    assert_eq!(only_item(&plain.replace('\n', "\n \n\n")), expected);
}

#[test]
fn other_wordings_name_the_same() {
    for attribution in [
        "هذا الخبر بعنوان \"الأصل\" نشر أولاً على موقع a.example وتم جلبه من مصدره الأصلي بتاريخ ١٠ شباط ٢٠٢٦.",
        "الخبر «الأصل» نُشِر أولا على a.example بتاريخ 10 فبراير 2026",
        "نقلاً عن موقع a.example، “الأصل”، تم جلبه بتاريخ 10 فيفري 2026",
        "المصدر: a.example\nتم جلبه بتاريخ 2026-02-10 بعنوان \"الأصل\"",
        "المصدر: https://a.example/news/7 (الأصل)\nتم جلبه بتاريخ ۱۰ فبراير ۲۰۲۶\nالعنوان الأصلي «الأصل»",
    ] {
        let item = only_item(&capture(attribution));
        let publisher = item.publisher.as_ref().unwrap_or_else(|| panic!("{attribution}"));
        assert_eq!(publisher.name.as_str(), "a.example", "{attribution}");
        assert_eq!(publisher.site.as_ref().unwrap().as_str(), "https://a.example", "{attribution}");
        assert_eq!(item.fetched.map(|day| day.to_string()).as_deref(), Some("2026-02-10"), "{attribution}");
        assert_eq!(labels(&item), ["سياسة"]);
    }
}

#[test]
fn quotation_marks_nest_in_every_style() {
    for (quoted, title) in [
        ("\"الأصل \"المقتبس\" هنا\"", "الأصل \"المقتبس\" هنا"),
        ("“الأصل “المقتبس” هنا”", "الأصل “المقتبس” هنا"),
        ("«الأصل «المقتبس» هنا»", "الأصل «المقتبس» هنا"),
        ("\"“الأصل”\"", "“الأصل”"),
        ("”الأصل“", "الأصل"),
    ] {
        let item = only_item(&capture(&format!("هذا الخبر بعنوان {quoted} نشر أولاً على موقع a.example.")));
        assert_eq!(str_of(&item.original_title), Some(title));
    }
}

#[test]
fn a_site_that_is_not_a_domain_has_a_name_and_no_address() {
    let item = only_item(&capture("نقلاً عن صحيفة عنب بلدي، بتاريخ 10 شباط 2026"));
    let publisher = item.publisher.unwrap();
    assert_eq!((publisher.name.as_str(), publisher.site), ("عنب بلدي", None));
}

#[test]
fn what_an_attribution_leaves_out_is_a_problem() {
    let ingested = read(&capture("نشر أولاً على موقع a.example في وقت ما"));
    let item = &ingested.items[0];
    assert_eq!((&item.original_title, item.fetched, &item.disclaimer), (&None, None, &None));
    assert_reports(&ingested, "its attribution names no original title: left missing");
    assert_reports(&ingested, "its attribution names no day on which it was fetched: left missing");
    assert_reports(&ingested, "no disclaimer: left missing");
    let unread = read(&capture("نشر أولاً على موقع a.example بتاريخ أمس"));
    assert_reports(&unread, "the day it was fetched: أمس: no date can be read from it: left out");
}

#[test]
fn a_disclaimer_may_stand_on_the_attributions_own_line() {
    let item = only_item(&capture("نشر أولاً على a.example بتاريخ 10 شباط 2026. لا نتحمل مسؤولية المضمون."));
    assert_eq!(str_of(&item.disclaimer), Some("لا نتحمل مسؤولية المضمون."));
    assert_eq!(item.fetched.unwrap().to_string(), "2026-02-10");
    assert_eq!(words(&item), "الفقرة الأولى من الخبر.\nالفقرة الثانية من الخبر.\n");
}

#[test]
fn an_attribution_may_stand_at_the_end() {
    let item = only_item("عنوان\nفقرة أولى.\nفقرة ثانية.\nالمصدر: a.example\n");
    assert_eq!(words(&item), "فقرة أولى.\nفقرة ثانية.\n");
    assert_eq!(item.publisher.unwrap().name.as_str(), "a.example");
}

#[test]
fn a_short_line_is_a_heading_only_between_paragraphs() {
    let attribution = "نشر أولاً على موقع a.example.";
    let body = "سطر قصير في الأول\nفقرة أولى.\nعنوان فرعي\nفقرة ثانية:\nبيت أول\nبيت ثان\nفقرة ثالثة.";
    let item = only_item(&format!("عنوان\n{attribution}\n{body}\n"));
    assert_eq!(headings(&item), ["عنوان فرعي"]);
    assert_eq!(words(&item).lines().count(), 7);
    assert!(item.related.is_empty());
}

#[test]
fn a_line_that_announces_the_related_stories_is_no_text() {
    let item = only_item("عنوان\nنشر أولاً على a.example.\nفقرة.\nأخبار ذات صلة:\nسياسة\nثقافة\n");
    assert_eq!((words(&item).as_str(), labels(&item)), ("فقرة.\n", vec!["سياسة", "ثقافة"]));
}

#[test]
fn text_without_an_attribution_is_no_capture() {
    for text in ["", "كلام", "عنوان\nقال نقلاً عن وكالة إن الخبر صحيح.\nفقرة.", "<!DOCTYPE html><p>نشر أولاً على a.example"]
    {
        assert!(matches!(read_from(None, text.as_bytes()), Err(DecodeError::NotJson { .. })), "{text}");
    }
    assert!(matches!(read_from(None, b"\xff\xfe"), Err(DecodeError::NotJson { .. })));
}

#[test]
fn half_a_capture_is_read_without_a_panic() {
    let whole =
        capture("هذا الخبر بعنوان \"الأصل\" نشر أولاً على موقع a.example بتاريخ ١٠ شباط ٢٠٢٦.\nلا يتحمل موقعنا مضمونه.");
    for end in (0..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
        match read_from(None, &whole.as_bytes()[..end]) {
            Ok(ingested) => assert_eq!(ingested.items.len(), 1),
            Err(error) => assert!(matches!(error, DecodeError::NotJson { .. }), "{error}"),
        }
    }
}
