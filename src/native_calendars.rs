//! Civil time and calendars outside the browser: the native twin of what `Intl` tells inside it.

use crate::ui::{Calendars, CivilTime};
use icu_calendar::Date;
use icu_calendar::cal::{Hijri, Persian};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::CivilDate;

/// Time zones from the IANA database inside the program, calendars from ICU4X: the same bytes on
/// every machine.
pub struct NativeCalendars;

/// The one value of [`NativeCalendars`].
pub static NATIVE_CALENDARS: NativeCalendars = NativeCalendars;

impl Calendars for NativeCalendars {
    fn in_zone(&self, seconds: i64, time_zone: Option<&str>) -> CivilTime {
        let timestamp = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        let zone = time_zone.and_then(|zone| TimeZone::get(zone).ok()).unwrap_or(TimeZone::UTC);
        let local = zone.to_datetime(timestamp);
        CivilTime {
            date: CivilDate { year: local.year(), month: local.month() as u8, day: local.day() as u8 },
            hour: local.hour() as u8,
            minute: local.minute() as u8,
        }
    }

    fn hijri(&self, date: CivilDate) -> Option<(i32, u8, u8)> {
        let date = iso(date)?.to_calendar(Hijri::new_umm_al_qura());
        Some((date.year().extended_year(), date.month().ordinal, date.day_of_month().0))
    }

    fn solar_hijri(&self, date: CivilDate) -> Option<(i32, u8, u8)> {
        let date = iso(date)?.to_calendar(Persian);
        Some((date.year().extended_year(), date.month().ordinal, date.day_of_month().0))
    }
}

fn iso(date: CivilDate) -> Option<Date<icu_calendar::Iso>> {
    Date::try_new_iso(i32::from(date.year), date.month, date.day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: u8, day: u8) -> CivilDate {
        CivilDate::new(year, month, day).unwrap()
    }

    #[test]
    fn known_days_fall_where_the_almanacs_say() {
        assert_eq!(NATIVE_CALENDARS.hijri(day(2026, 2, 10)), Some((1447, 8, 22)));
        assert_eq!(NATIVE_CALENDARS.hijri(day(2025, 3, 1)), Some((1446, 9, 1)));
        assert_eq!(NATIVE_CALENDARS.solar_hijri(day(2026, 3, 21)), Some((1405, 1, 1)));
        assert_eq!(NATIVE_CALENDARS.solar_hijri(day(2026, 2, 10)), Some((1404, 11, 21)));
    }

    #[test]
    fn a_zone_is_applied_and_an_unknown_one_is_utc() {
        let damascus = NATIVE_CALENDARS.in_zone(1_770_709_080, Some("Asia/Damascus"));
        assert_eq!((damascus.date, damascus.hour, damascus.minute), (day(2026, 2, 10), 10, 38));
        let nowhere = NATIVE_CALENDARS.in_zone(1_770_709_080, Some("Nowhere/Land"));
        assert_eq!((nowhere.hour, nowhere.minute), (7, 38));
    }
}
