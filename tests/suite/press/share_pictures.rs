//! Pictures for previews of pages that show none, set in a font that is the same on every machine.

mod drawn;

use crate::press::desk::{Desk, changed, files, item, tells};
use image::RgbImage;
use press::{BuildReport, BuildRequest, build, check_edition};
use serde_json::{Value, json};

/// A site in Arabic with an address, whose pictures are set in DejaVu Sans: it has Arabic, Hebrew and Latin letters.
const CONFIG: &str = "[site]\ntitle = \"نشرة\"\nurl = \"https://site.example/news/\"\n\
                      [share_pictures]\nfonts = [\"font.ttf\"]\n";

fn desk(items: &[Value]) -> Desk {
    let mut desk = Desk::with_items(items);
    std::fs::write(desk.path("font.ttf"), dejavu::sans::bold()).unwrap();
    desk.config = CONFIG.to_owned();
    desk
}

fn request(desk: &Desk) -> BuildRequest {
    BuildRequest { viewer: Some(desk.viewer()), ..desk.request() }
}

/// Builds, and sees that nothing is missing.
fn built(desk: &Desk) -> BuildReport {
    let report = build(&request(desk)).expect("the edition builds");
    assert_eq!(check_edition(&desk.site()).unwrap().problems, []);
    report
}

/// The page at `path` of the site.
fn page(desk: &Desk, path: &str) -> String {
    std::fs::read_to_string(desk.site().join(path)).unwrap()
}

fn article_page(desk: &Desk, title: &str) -> String {
    page(desk, &format!("article/{}/index.html", desk.article(title).id))
}

/// What `page` says of itself under `name`.
fn meta(page: &str, name: &str) -> Option<String> {
    let (_, after) = page.split_once(&format!("=\"{name}\" content=\""))?;
    Some(after[..after.find('"')?].to_owned())
}

/// The path under the site of the picture that `page` names.
fn picture_path(page: &str) -> String {
    let address = meta(page, "og:image").expect("the page has a picture");
    address.strip_prefix("https://site.example/news/").expect("it is the site's own").to_owned()
}

fn picture(desk: &Desk, page: &str) -> RgbImage {
    let bytes = std::fs::read(desk.site().join(picture_path(page))).unwrap();
    image::load_from_memory(&bytes).unwrap().to_rgb8()
}

/// The picture of the only article, which is called `title`, in a site configured so.
fn picture_of(title: &str, config: &str) -> RgbImage {
    let mut desk = desk(&[item(1, title, "نص الخبر")]);
    desk.config = config.to_owned();
    built(&desk);
    let name = files(&desk.site().join("article")).remove(0);
    picture(&desk, &page(&desk, &format!("article/{name}")))
}

fn drawn_files(desk: &Desk) -> Vec<String> {
    files(&desk.site().join("media")).into_iter().filter(|name| name.starts_with("share-")).collect()
}

fn with_section(item: Value) -> Value {
    changed(item, json!({ "_nashra": { "section": "اقتصاد" } }))
}

fn with_image(item: Value) -> Value {
    changed(item, json!({ "image": "https://agency.example/a.jpg" }))
}

#[test]
fn an_article_without_a_picture_has_one_for_previews_and_one_with_a_picture_keeps_it() {
    let desk = desk(&[
        with_section(item(1, "خبر \"أول\" & ثان", "نص الخبر")),
        with_section(with_image(item(2, "خبر مصور", "نص آخر"))),
    ]);
    assert_eq!(built(&desk).problems, []);
    let page = article_page(&desk, "خبر \"أول\" & ثان");
    assert_eq!(meta(&page, "twitter:card").unwrap(), "summary_large_image");
    assert_eq!(meta(&page, "og:image:width").unwrap(), "1200");
    assert_eq!(meta(&page, "og:image:height").unwrap(), "630");
    assert_eq!(meta(&page, "og:image:alt").unwrap(), "خبر &quot;أول&quot; &amp; ثان");
    assert_eq!(picture(&desk, &page).dimensions(), (1200, 630));
    let pictured = article_page(&desk, "خبر مصور");
    assert_eq!(meta(&pictured, "og:image").unwrap(), "https://agency.example/a.jpg");
    assert!(!pictured.contains("og:image:width"), "its size is not known");
    // What they list has a picture.
    assert_eq!(meta(&self::page(&desk, "index.html"), "og:image").unwrap(), "https://agency.example/a.jpg");
    assert_eq!(drawn_files(&desk).len(), 1);
}

#[test]
fn the_front_page_and_sections_that_list_no_picture_have_one_of_their_own() {
    let desk = desk(&[with_section(item(1, "خبر", "نص"))]);
    built(&desk);
    let section = desk.edition().sections.remove(0);
    let fronts = [("index.html".to_owned(), "نشرة"), (format!("section/{}/index.html", section.slug), "اقتصاد")];
    for (path, words) in fronts {
        let page = page(&desk, &path);
        assert_eq!(picture(&desk, &page).dimensions(), (1200, 630));
        assert_eq!(meta(&page, "og:image:alt").unwrap(), words);
    }
    assert_eq!(drawn_files(&desk).len(), 3);
    // An older page, a page of the operator's have none.
    assert_eq!(meta(&page(&desk, "404.html"), "og:image"), None);
}

/// [`CONFIG`] without the table that asks for pictures.
fn unasked() -> String {
    CONFIG.split("[share").next().unwrap().to_owned()
}

#[test]
fn nothing_is_drawn_without_an_address_nor_where_nobody_asked() {
    for config in [CONFIG.replace("url = ", "tagline = "), unasked()] {
        let mut desk = desk(&[item(1, "خبر", "نص")]);
        desk.config = config;
        assert_eq!(built(&desk).problems, []);
        assert_eq!(drawn_files(&desk), Vec::<String>::new());
        let page = article_page(&desk, "خبر");
        assert_eq!((meta(&page, "og:image"), meta(&page, "twitter:card").unwrap()), (None, "summary".to_owned()));
    }
}

#[test]
fn pictures_go_with_the_edition_after_the_one_that_no_longer_wants_them() {
    let mut desk = desk(&[item(1, "خبر", "نص")]);
    built(&desk);
    desk.config = unasked();
    built(&desk);
    assert_eq!(meta(&article_page(&desk, "خبر"), "og:image"), None);
    assert_eq!(drawn_files(&desk).len(), 2);
    desk.feed("feed.json", &[item(1, "خبر", "نص"), item(2, "آخر", "كلام")]);
    built(&desk);
    assert_eq!(drawn_files(&desk), Vec::<String>::new());
}

#[test]
fn the_same_articles_give_the_same_bytes_on_any_number_of_threads() {
    let items: Vec<Value> =
        (1..20).map(|n| with_section(item(n, &format!("خبر رقم {n}"), &format!("نص {n}")))).collect();
    let desk = desk(&items);
    let mut sites = Vec::new();
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let out = desk.path(&format!("site-{threads}"));
        pool.install(|| build(&BuildRequest { out: out.clone(), ..request(&desk) })).unwrap();
        sites.push(crate::press::desk::content(&out));
    }
    assert!(sites[0].iter().filter(|(name, _)| name.starts_with("media/share-")).count() == 21);
    assert!(sites[0] == sites[1]);
}

#[test]
fn what_did_not_change_is_not_drawn_again() {
    let mut desk = desk(&[item(1, "خبر", "نص"), item(2, "آخر", "كلام")]);
    built(&desk);
    let path = picture_path(&article_page(&desk, "خبر"));
    std::fs::write(desk.site().join(&path), "left alone").unwrap();
    desk.config = CONFIG.replace("[site]", "[site]\ndisclaimer = \"تنبيه\"");
    desk.feed("feed.json", &[item(1, "خبر", "نص"), item(2, "آخر بعنوان جديد", "كلام")]);
    built(&desk);
    assert_eq!(std::fs::read(desk.site().join(&path)).unwrap(), b"left alone");
    assert_eq!(picture_path(&article_page(&desk, "خبر")), path);
    // Another colour is another picture.
    desk.config = format!("{CONFIG}[theme]\naccent = \"#0a5c5c\"\n");
    built(&desk);
    let page = article_page(&desk, "خبر");
    assert_ne!(picture_path(&page), path);
    assert_eq!(picture(&desk, &page).get_pixel(600, 5).0, [0x0a, 0x5c, 0x5c]);
}

#[test]
fn a_picture_goes_with_its_article_and_with_its_title() {
    let mut desk = desk(&[item(1, "خبر", "نص"), item(2, "آخر", "كلام")]);
    built(&desk);
    let [first, second] = ["خبر", "آخر"].map(|title| desk.site().join(picture_path(&article_page(&desk, title))));
    desk.config = format!("{CONFIG}[edition]\ntakedown = [\"https://agency.example/1\"]\n");
    built(&desk);
    assert!(!first.exists() && second.exists());
    // What is named by pages that are open stays until the edition after.
    for (title, stays) in [("عنوان ثان", true), ("عنوان ثالث", false)] {
        desk.feed("feed.json", &[item(2, title, "كلام")]);
        built(&desk);
        assert_eq!(second.exists(), stays, "{title}");
    }
    assert!(desk.site().join(picture_path(&article_page(&desk, "عنوان ثالث"))).exists());
}

#[test]
fn a_headline_in_letters_that_no_font_has_is_told_and_never_drawn_as_boxes() {
    let items = [item(1, "漢字の見出し", "نص"), item(2, "また", "كلام"), item(3, "خبر 🔥", "قول")];
    let mut desk = desk(&items);
    for _ in 0..2 {
        let report = built(&desk);
        assert!(tells(&report.problems, "no font has letters of 2 headlines"), "{:?}", report.problems);
        assert!(tells(&report.problems, "漢"), "{:?}", report.problems);
        assert_eq!(report.problems.len(), 1);
    }
    assert_eq!(meta(&article_page(&desk, "漢字の見出し"), "og:image"), None);
    // What is no letter is left out.
    picture_path(&article_page(&desk, "خبر 🔥"));
    desk.config = format!("{CONFIG}[edition]\nhidden = [\"https://agency.example/1\", \"https://agency.example/2\"]\n");
    assert_eq!(built(&desk).problems, []);
}

#[test]
fn a_font_that_is_none_stops_the_build_and_is_named() {
    let desk = desk(&[item(1, "خبر", "نص")]);
    for (content, what) in [(Some("no font"), "is no TrueType or OpenType font"), (None, "cannot be read")] {
        match content {
            Some(content) => std::fs::write(desk.path("font.ttf"), content).unwrap(),
            None => std::fs::remove_file(desk.path("font.ttf")).unwrap(),
        }
        let error = format!("{:#}", build(&request(&desk)).unwrap_err());
        assert!(error.starts_with("share_pictures.fonts: ") && error.contains(what), "{error}");
    }
}

#[test]
fn check_misses_a_picture_that_a_page_names_and_finds_one_of_an_article_that_is_gone() {
    let desk = desk(&[item(1, "خبر", "نص")]);
    built(&desk);
    let path = picture_path(&article_page(&desk, "خبر"));
    let of_nobody = format!("media/share-{}-0123.png", model::ArticleId::of("nobody", 0));
    std::fs::rename(desk.site().join(&path), desk.site().join(&of_nobody)).unwrap();
    let problems = check_edition(&desk.site()).unwrap().problems;
    assert!(tells(&problems, &format!("its picture {path} is missing")), "{problems:?}");
    assert!(tells(&problems, &format!("{of_nobody}: it was drawn for an article that is not there")), "{problems:?}");
    assert_eq!(problems.len(), 2);
}
