//! Dates, plurals and titles in each language.

use super::samples;
use model::{Calendar, Digits, Moment, MonthNames, UiLanguage};
use viewer::route::Route;
use viewer::text::dates::{brief_date, date, date_and_time, full_date};
use viewer::text::{number, plural_form, strings};
use viewer::ui::Ui;

fn ui(language: UiLanguage) -> Ui {
    samples::frame(Route::Front, Some(language)).ui
}

fn day() -> Moment {
    samples::moment("2026-02-10T07:38:00Z")
}

#[test]
fn a_full_date_is_written_as_each_language_writes_it() {
    for (language, expected) in [
        (UiLanguage::Ar, "الثلاثاء، ١٠ شباط ٢٠٢٦"),
        (UiLanguage::Fa, "سه‌شنبه ۱۰ فوریهٔ ۲۰۲۶"),
        (UiLanguage::Ur, "منگل، 10 فروری 2026"),
        (UiLanguage::He, "יום שלישי, 10 בפברואר 2026"),
        (UiLanguage::En, "Tuesday, 10 February 2026"),
    ] {
        assert_eq!(full_date(&ui(language), day()), expected);
    }
}

#[test]
fn arabic_months_follow_the_readers_country() {
    for (months, february, august) in [
        (MonthNames::Levant, "١٠ شباط ٢٠٢٦", "١ آب ٢٠٢٦"),
        (MonthNames::Gulf, "١٠ فبراير ٢٠٢٦", "١ أغسطس ٢٠٢٦"),
        (MonthNames::Both, "١٠ فبراير/شباط ٢٠٢٦", "١ أغسطس/آب ٢٠٢٦"),
        (MonthNames::Maghreb, "١٠ فيفري ٢٠٢٦", "١ أوت ٢٠٢٦"),
        (MonthNames::Morocco, "١٠ فبراير ٢٠٢٦", "١ غشت ٢٠٢٦"),
        (MonthNames::Mauritania, "١٠ فبراير ٢٠٢٦", "١ أغشت ٢٠٢٦"),
    ] {
        let mut ui = ui(UiLanguage::Ar);
        ui.months = months;
        assert_eq!(date(&ui, day()), february);
        assert_eq!(date(&ui, samples::moment("2026-08-01")), august);
    }
}

#[test]
fn hijri_stands_beside_and_solar_hijri_instead() {
    let mut arabic = ui(UiLanguage::Ar);
    arabic.calendar = Calendar::GregorianAndHijri;
    assert_eq!(full_date(&arabic, day()), "الثلاثاء، ١٠ شباط ٢٠٢٦ الموافق ٢٢ شعبان ١٤٤٧ هـ");
    let mut persian = ui(UiLanguage::Fa);
    persian.calendar = Calendar::SolarHijri;
    assert_eq!(full_date(&persian, day()), "سه‌شنبه ۲۱ بهمن ۱۴۰۴");
}

#[test]
fn a_time_is_the_readers_zones_and_a_bare_day_has_none() {
    let ui = ui(UiLanguage::Ar);
    assert_eq!(date_and_time(&ui, day()), "١٠ شباط ٢٠٢٦، ١٠:٣٨");
    assert_eq!(date_and_time(&ui, samples::moment("2026-02-10")), "١٠ شباط ٢٠٢٦");
    assert_eq!(date(&ui, samples::moment("2026-02-10T22:30:00Z")), "١١ شباط ٢٠٢٦");
}

#[test]
fn a_list_leaves_out_the_year_only_within_the_editions_own() {
    let ui = ui(UiLanguage::Ar);
    assert_eq!(brief_date(&ui, day(), Some(samples::moment("2026-05-01"))), "١٠ شباط، ١٠:٣٨");
    assert_eq!(brief_date(&ui, day(), Some(samples::moment("2027-01-01"))), "١٠ شباط ٢٠٢٦");
    assert_eq!(brief_date(&ui, day(), None), "١٠ شباط ٢٠٢٦");
}

#[test]
fn arabic_counts_in_six_forms() {
    let articles = &strings(UiLanguage::Ar).articles;
    for (count, expected) in [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "{0} مقالات"),
        (10, "{0} مقالات"),
        (11, "{0} مقالًا"),
        (99, "{0} مقالًا"),
        (100, "{0} مقال"),
        (102, "{0} مقال"),
        (103, "{0} مقالات"),
        (111, "{0} مقالًا"),
    ] {
        assert_eq!(plural_form(UiLanguage::Ar, articles, count), expected, "{count}");
    }
    let minutes = &strings(UiLanguage::Ar).reading_time;
    assert_eq!(plural_form(UiLanguage::Ar, minutes, 5), "{0} دقائق للقراءة");
    assert_eq!(plural_form(UiLanguage::Ar, minutes, 11), "{0} دقيقة للقراءة");
    assert_eq!(plural_form(UiLanguage::He, &strings(UiLanguage::He).articles, 2), "שתי כתבות");
    assert_eq!(plural_form(UiLanguage::En, &strings(UiLanguage::En).articles, 0), "{0} articles");
}

#[test]
fn digits_follow_the_setting_not_the_language() {
    let mut ui = ui(UiLanguage::Ar);
    ui.digits = Digits::European;
    assert_eq!(date(&ui, day()), "10 شباط 2026");
    assert_eq!(number(3275, ui.digits), "3,275");
}
