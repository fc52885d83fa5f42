//! What the markup of a page guarantees.

use super::{html, samples, shown};
use model::{Direction, Text};
use std::sync::Arc;
use viewer::render::document_title;
use viewer::route::Route;
use viewer::screen::Screen;
use viewer::screen_from::{article_screen, front_screen};

fn article_html(change: impl FnOnce(&mut model::Article)) -> String {
    let mut article = (*samples::article()).clone();
    change(&mut article);
    html(&samples::frame(Route::Article(article.id.clone()), None), &article_screen(Arc::new(article)))
}

fn title_of(words: &str) -> String {
    let mut article = (*samples::article()).clone();
    article.title = Text::new(words, Direction::Rtl, None);
    document_title(&samples::frame(Route::Front, None), &article_screen(Arc::new(article)))
}

#[test]
fn hostile_text_stays_text_wherever_it_stands() {
    let hostile = "</script><script>alert(1)</script>\"><img src=x onerror=alert(1)>";
    let page = article_html(|article| {
        let text = Text::new(hostile, Direction::Rtl, None);
        article.title = text.clone();
        article.standfirst = text.clone();
        article.byline = text.clone().into_iter().collect();
        article.tags = text.clone().into_iter().collect();
        if let Some(image) = &mut article.image {
            image.alt = text.clone();
        }
        article.blocks.push(model::Block::paragraph(hostile, Direction::Rtl).unwrap());
        article.blocks.push(model::Block::preformatted(hostile, Direction::Rtl));
    });
    assert!(!page.contains("<script") && !page.contains("<img src=x"), "{page}");
    assert!(shown(&page).matches(hostile).count() >= 6);
    assert!(page.contains("alt=\"&lt;/script&gt;"));
}

#[test]
fn a_title_that_opens_with_latin_or_a_digit_is_marked_on_a_right_to_left_page() {
    assert!(title_of("WHO تحذّر").starts_with("\u{200F}WHO"));
    assert!(title_of("17 بلدًا").starts_with("\u{200F}17"));
    assert!(title_of("«منظمة WHO»").starts_with('«'));
    let english = samples::frame(Route::Front, Some(model::UiLanguage::En));
    assert!(!document_title(&english, &article_screen(samples::article())).contains('\u{200F}'));
}

#[test]
fn every_inserted_name_and_number_is_isolated() {
    let front = html(&samples::frame(Route::Front, None), &front_screen(&samples::edition()));
    assert!(front.contains("<bdi dir=\"rtl\" class=\"source\">وكالة الساحل</bdi>"));
    assert!(front.contains("<bdi dir=\"ltr\" class=\"source\">The Harbour Gazette</bdi>"));
    assert!(front.contains("<bdi class=\"count\" aria-hidden=\"true\">٣٬٢٧٥</bdi>"));
    assert!(front.contains("<bdi dir=\"ltr\">C++!</bdi> يصبح"));
    let page = article_html(|_| {});
    assert!(page.contains("بقلم <span><bdi dir=\"rtl\">ليلى الحسن</bdi>، <bdi dir=\"ltr\">John O’Brien</bdi></span>"));
    assert!(page.contains("<bdi dir=\"ltr\" class=\"telephone\">+963 11 222 3333</bdi>"));
    assert!(page.contains("<bdi dir=\"ltr\">press@rail.example</bdi>."));
    assert!(page.contains("<bdi dir=\"ltr\" lang=\"en\">Desiro HC (2024)</bdi>"));
}

#[test]
fn every_block_has_its_own_direction() {
    let page = article_html(|_| {});
    assert!(page.contains("<blockquote dir=\"ltr\" lang=\"en\">"));
    assert!(page.contains("<blockquote dir=\"rtl\">"));
    assert!(page.contains("<pre dir=\"ltr\" tabindex=\"0\">"));
    assert!(page.contains("role=\"group\" tabindex=\"0\" aria-label=\"أزمنة الرحلة وأجرتها\" dir=\"rtl\""));
}

#[test]
fn every_date_has_its_machine_readable_twin() {
    let page = article_html(|_| {});
    assert!(page.contains("<time datetime=\"2026-02-10T07:38:00Z\" dir=\"rtl\">الثلاثاء، ١٠ شباط ٢٠٢٦، ١٠:٣٨</time>"));
    assert!(page.contains("<time datetime=\"2026-02-10T12:00:00Z\" dir=\"rtl\">١٠ شباط ٢٠٢٦، ١٥:٠٠</time>"));
}

#[test]
fn headings_never_skip_a_level() {
    let page = article_html(|_| {});
    let mut last = 0;
    for tag in page.split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10)) {
        assert!(tag <= last + 1, "h{tag} after h{last}");
        last = tag;
    }
}

#[test]
fn pictures_reserve_their_place_and_send_no_referrer() {
    let page = article_html(|_| {});
    let pictures: Vec<&str> = page.split("<img ").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
    assert_eq!(pictures.len(), 2);
    for picture in &pictures {
        assert!(picture.contains("width=\"1200\" height=\"800\"") && picture.contains("alt"));
        assert!(picture.contains("referrerpolicy=\"no-referrer\"") && picture.contains("decoding=\"async\""));
    }
    assert!(!pictures[0].contains("loading") && pictures[1].contains("loading=\"lazy\""));
    assert!(page.contains("عمّال يرصفون الحصى"));
    let withheld = article_html(|article| article.rights.images = model::ImageRights::None);
    assert!(!withheld.contains("<img") && withheld.contains("عمّال يرصفون الحصى"));
}

#[test]
fn attribution_is_in_the_readers_language_and_leads_to_the_original() {
    let frame = samples::frame(Route::Front, Some(model::UiLanguage::En));
    let page = html(&frame, &article_screen(samples::article()));
    let start = page.find("data-part=\"attribution\"").expect("there is an attribution");
    let attribution = &page[start..start + page[start..].find("</aside>").unwrap()];
    for words in ["Original title", "Publisher", "Retrieved", "First published by", "Also published by", "Rights"] {
        assert!(attribution.contains(words), "{words}");
    }
    assert!(
        attribution
            .contains("href=\"https://www.sahel.example/2026/02/10/northern-line?id=77\" rel=\"external noopener\"")
    );
    assert!(!article_html(|article| article.original = None).contains("data-part=\"attribution\""));
}

#[test]
fn the_open_section_is_the_current_one_and_no_other() {
    let culture = samples::slug("culture");
    let edition = samples::edition();
    let screen = viewer::screen_from::section_screen(&edition, &culture, samples::headlines());
    let page = html(&samples::frame(Route::Section(culture), None), &screen);
    assert_eq!(page.matches("aria-current=\"page\"").count(), 1);
    assert!(page.contains("<a href=\"/section/culture/\" aria-current=\"page\">"));
}

#[test]
fn more_is_a_link_to_an_older_page_that_says_how_many_remain() {
    let screen = front_screen(&samples::edition());
    let page = html(&samples::frame(Route::Front, None), &screen);
    assert!(page.contains("<a href=\"/page/33/\" data-action=\"more\""));
    assert!(shown(&page).contains("المزيد (٣٬٢٥٩ مقالًا)"), "{}", shown(&page));
    let Screen::Front(mut front) = screen else { panic!("the front page is a front page") };
    (front.older.remaining, front.older.next) = (0, None);
    assert!(!html(&samples::frame(Route::Front, None), &Screen::Front(front)).contains("data-action=\"more\""));
}
