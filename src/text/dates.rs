//! Dates as a newspaper of each language writes them, built in our own order: engines disagree.

use super::{Strings, digits, strings};
use crate::ui::{CivilTime, Ui};
use model::{Calendar, CivilDate, Moment, MonthNames, UiLanguage};

/// Weekday, day, month and year, with the Hijri date beside it where the reader wants it:
/// «الثلاثاء، ١٠ شباط ٢٠٢٦».
pub fn full_date(ui: &Ui, moment: Moment) -> String {
    let strings = strings(ui.language);
    let (date, _) = ui.civil(moment);
    let weekday = strings.weekdays[usize::from(date.weekday())];
    // Persian puts nothing between them; the others a comma.
    let after_weekday = if ui.language == UiLanguage::Fa { " " } else { strings.comma };
    let mut full = format!("{weekday}{after_weekday}{}", plain_date(ui, strings, date));
    if let (Calendar::GregorianAndHijri, Some(hijri)) = (ui.calendar, ui.calendars.hijri(date)) {
        let [before, after] = strings.hijri_beside;
        full.push_str(&format!(" {before} {} {after}", day_month_year(ui, &strings.hijri_months, hijri)));
    }
    full
}

/// [`full_date`], and the time where it is known.
pub fn full_date_and_time(ui: &Ui, moment: Moment) -> String {
    with_time(ui, strings(ui.language), full_date(ui, moment), ui.civil(moment).1)
}

/// Day, month and year: «١٠ شباط ٢٠٢٦».
pub fn date(ui: &Ui, moment: Moment) -> String {
    plain_date(ui, strings(ui.language), ui.civil(moment).0)
}

/// Day, month and year, and the time where it is known: «١٠ شباط ٢٠٢٦، ٠٧:٣٨».
pub fn date_and_time(ui: &Ui, moment: Moment) -> String {
    let strings = strings(ui.language);
    let (date, time) = ui.civil(moment);
    with_time(ui, strings, plain_date(ui, strings, date), time)
}

/// What a list of headlines has room for: in the year of `near` day, month and time, else day,
/// month and year.
pub fn brief_date(ui: &Ui, moment: Moment, near: Option<Moment>) -> String {
    let strings = strings(ui.language);
    let (day, time) = ui.civil(moment);
    let (year, month, day_of_month) = in_calendar(ui, day);
    if near.is_none_or(|near| in_calendar(ui, ui.civil(near).0).0 != year) {
        return date(ui, moment);
    }
    let day_and_month = format!("{} {}", digits(&day_of_month.to_string(), ui.digits), month_name(ui, strings, month));
    with_time(ui, strings, day_and_month, time)
}

fn with_time(ui: &Ui, strings: &Strings, date: String, time: Option<CivilTime>) -> String {
    match time {
        Some(time) => {
            let clock = digits(&format!("{:02}:{:02}", time.hour, time.minute), ui.digits);
            format!("{date}{}{clock}", strings.comma)
        }
        None => date,
    }
}

fn plain_date(ui: &Ui, strings: &Strings, date: CivilDate) -> String {
    let (year, month, day) = in_calendar(ui, date);
    let plain = format!("{day} {} {year}", month_name(ui, strings, month));
    digits(&plain, ui.digits)
}

/// Year, month and day in the calendar that dates are written in.
fn in_calendar(ui: &Ui, date: CivilDate) -> (i32, u8, u8) {
    let solar = if ui.calendar == Calendar::SolarHijri { ui.calendars.solar_hijri(date) } else { None };
    solar.unwrap_or((i32::from(date.year), date.month, date.day))
}

fn day_month_year(ui: &Ui, months: &[&str; 12], (year, month, day): (i32, u8, u8)) -> String {
    digits(&format!("{day} {} {year}", name_of(months, month)), ui.digits)
}

fn month_name(ui: &Ui, strings: &Strings, month: u8) -> String {
    if ui.calendar == Calendar::SolarHijri {
        return name_of(&strings.solar_months, month).to_owned();
    }
    if ui.language != UiLanguage::Ar {
        return name_of(&strings.months, month).to_owned();
    }
    arabic_month(strings, ui.months, month)
}

/// The name of Gregorian month `month` (1–12) in one of the sets that Arabic readers use. The others are told by what
/// they have another name for than that of the Gulf.
fn arabic_month(strings: &Strings, names: MonthNames, month: u8) -> String {
    let gulf = name_of(&strings.months, month);
    let [levant, maghreb, morocco, mauritania] = &strings.other_months;
    let own = match names {
        MonthNames::Gulf => gulf,
        MonthNames::Both => return format!("{gulf}/{}", name_of(levant, month)),
        MonthNames::Levant => name_of(levant, month),
        MonthNames::Maghreb => name_of(maghreb, month),
        MonthNames::Morocco => name_of(morocco, month),
        MonthNames::Mauritania => name_of(mauritania, month),
    };
    if own.is_empty() { gulf } else { own }.to_owned()
}

/// Names that tell one set of Arabic months from the others.
pub fn month_sample(strings: &Strings, names: MonthNames) -> String {
    match names {
        MonthNames::Both => arabic_month(strings, names, 2),
        _ => [2, 8, 9].map(|month| arabic_month(strings, names, month)).join(strings.comma),
    }
}

fn name_of<'a>(months: &[&'a str; 12], month: u8) -> &'a str {
    months[usize::from(month.clamp(1, 12)) - 1]
}
