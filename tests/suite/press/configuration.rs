//! What an operator writes in nashra.toml arrives in the edition, or is refused by name.

use crate::press::desk::{Desk, item};
use model::{Calendar, Digits, Direction, MonthNames, UiLanguage};
use press::Config;
use std::path::Path;

#[test]
fn site_locale_theme_and_direct_sources_arrive_in_the_edition() {
    let mut desk = Desk::with_items(&[item(1, "خبر", "نص")]);
    desk.config = r##"
        [site]
        title = "روزنامه"
        lang = "fa"
        url = "https://rooz.example/news/"
        [locale]
        calendar = "solar-hijri"
        months = "levant"
        time_zone = "Asia/Tehran"
        [theme]
        accent = "#0a5"
        [direct]
        allow = ["https://Feeds.example"]
    "##
    .to_owned();
    desk.build();
    let site = desk.edition().site;
    assert_eq!((site.title.as_str(), site.lang.as_str(), site.dir), ("روزنامه", "fa", Direction::Rtl));
    assert_eq!((site.locale.ui, site.locale.digits), (UiLanguage::Fa, Digits::ExtendedArabicIndic));
    assert_eq!((site.locale.calendar, site.locale.months), (Calendar::SolarHijri, MonthNames::Levant));
    assert_eq!(site.locale.time_zone, "Asia/Tehran");
    assert_eq!((site.theme[0].name(), site.theme[0].value()), ("accent", "#0a5"));
    assert_eq!(site.direct_allow, ["https://feeds.example"]);
}

#[test]
fn a_wrong_configuration_is_refused_with_its_file_its_line_and_its_key() {
    let desk = Desk::new();
    std::fs::write(desk.path("nashra.toml"), "[site]\ntitle = \"x\"\n\n[locale]\ndigit = \"european\"\n").unwrap();
    let error = format!("{:#}", Config::load(&desk.path("nashra.toml")).unwrap_err());
    for part in ["nashra.toml", "line 5", "`digit`", "digits"] {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert!(Config::load(Path::new("/nowhere/nashra.toml")).is_err());
}

#[test]
fn a_source_of_the_configuration_names_its_publisher_and_section() {
    let mut desk = Desk::with_items(&[item(1, "خبر", "نص")]);
    desk.config = "[sections]\neconomy = { name = \"اقتصاد\" }".to_owned();
    let source = "sources = [{ path = \"sources\", publisher = \"جريدة\", site = \"https://j.example/\", section = \"اقتصاد\" }]\n";
    desk.config.insert_str(0, source);
    let mut request = desk.request();
    request.sources = Vec::new();
    press::build(&request).unwrap();
    let article = desk.article("خبر");
    assert_eq!(article.section.unwrap().slug.as_str(), "economy");
    assert_eq!(article.original.unwrap().publisher.name.as_str(), "جريدة");
}
