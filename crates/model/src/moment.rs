//! Dates and instants: what the source gave, no more.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A point in time as precise as its source was: a calendar day, or a second.
///
/// In JSON an RFC 3339 `full-date` (`2026-02-10`) or `date-time` in UTC (`2026-02-10T07:38:00Z`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String", extend("pattern" = "^-?\\d{4,6}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\dZ)?$")))]
#[serde(try_from = "String", into = "String")]
pub enum Moment {
    /// A day, in the source's own zone.
    Day(CivilDate),
    /// Seconds since 1970-01-01T00:00:00Z.
    Instant(i64),
}

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CivilDate {
    /// Year, −9999 to 9999.
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A date or time that is not RFC 3339, or does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MomentError;

impl fmt::Display for MomentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an RFC 3339 date or time")
    }
}

impl std::error::Error for MomentError {}

impl CivilDate {
    /// A day that exists.
    ///
    /// # Errors
    /// [`MomentError`] where month or day is out of its range.
    pub fn new(year: i16, month: u8, day: u8) -> Result<Self, MomentError> {
        let valid = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        if valid && (-9999..=9999).contains(&year) { Ok(Self { year, month, day }) } else { Err(MomentError) }
    }

    /// Days since 1970-01-01. (Howard Hinnant, "chrono-compatible low-level date algorithms".)
    pub fn to_days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day that is `days` after 1970-01-01, clamped to the years −9999 to 9999.
    pub fn from_days(days: i64) -> Self {
        let days = days.clamp(-4_371_587, 2_932_896) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        Self { year: year as i16, month: month as u8, day: day as u8 }
    }

    /// 0 for Sunday to 6 for Saturday.
    pub fn weekday(self) -> u8 {
        (self.to_days() + 4).rem_euclid(7) as u8
    }
}

fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Moment {
    /// Reads an RFC 3339 `full-date` or `date-time`; fractions of a second are dropped.
    ///
    /// # Errors
    /// [`MomentError`] for anything else: a missing offset, a day or an hour that does not exist.
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        let bytes = text.as_bytes();
        let digits = |from: usize, to: usize| -> Result<i64, MomentError> {
            let part = bytes.get(from..to).ok_or(MomentError)?;
            if !part.iter().all(u8::is_ascii_digit) {
                return Err(MomentError);
            }
            Ok(part.iter().fold(0, |n, b| n * 10 + i64::from(b - b'0')))
        };
        let separator = |at: usize, allowed: &[u8]| bytes.get(at).is_some_and(|b| allowed.contains(b));
        if !separator(4, b"-") || !separator(7, b"-") {
            return Err(MomentError);
        }
        let date = CivilDate::new(digits(0, 4)? as i16, digits(5, 7)? as u8, digits(8, 10)? as u8)?;
        if bytes.len() == 10 {
            return Ok(Self::Day(date));
        }
        if !separator(10, b"Tt ") || !separator(13, b":") || !separator(16, b":") {
            return Err(MomentError);
        }
        let (hour, minute, second) = (digits(11, 13)?, digits(14, 16)?, digits(17, 19)?);
        if hour > 23 || minute > 59 || second > 60 {
            return Err(MomentError);
        }
        let mut zone = 19;
        if separator(zone, b".") {
            zone += 1;
            while bytes.get(zone).is_some_and(u8::is_ascii_digit) {
                zone += 1;
            }
        }
        let offset = match bytes.get(zone..) {
            Some(b"Z" | b"z") => 0,
            Some([sign @ (b'+' | b'-'), rest @ ..]) if rest.len() == 5 && rest[2] == b':' => {
                let (hours, minutes) = (digits(zone + 1, zone + 3)?, digits(zone + 4, zone + 6)?);
                if hours > 23 || minutes > 59 {
                    return Err(MomentError);
                }
                (hours * 3600 + minutes * 60) * if *sign == b'+' { 1 } else { -1 }
            }
            _ => return Err(MomentError),
        };
        Ok(Self::Instant(date.to_days() * 86_400 + hour * 3600 + minute * 60 + second.min(59) - offset))
    }

    /// Seconds since 1970-01-01T00:00:00Z; a day counts from its midnight in UTC. For ordering only.
    pub fn order_key(self) -> i64 {
        match self {
            Self::Day(date) => date.to_days() * 86_400,
            Self::Instant(seconds) => seconds,
        }
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(date) => date.fmt(f),
            Self::Instant(seconds) => {
                let date = CivilDate::from_days(seconds.div_euclid(86_400));
                let second = seconds.rem_euclid(86_400);
                write!(f, "{date}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
            }
        }
    }
}

impl TryFrom<String> for Moment {
    type Error = MomentError;

    fn try_from(text: String) -> Result<Self, MomentError> {
        Self::parse(&text)
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_round_trips_through_its_text() {
        for text in ["2026-02-10", "2026-02-10T07:38:00Z", "1969-12-31T23:59:59Z", "2000-02-29", "0001-01-01"] {
            assert_eq!(Moment::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Moment::parse("2017-02-01T23:08:00+01:00").unwrap().to_string(), "2017-02-01T22:08:00Z");
        assert_eq!(Moment::parse("2017-02-01 23:08:00.123-05:30").unwrap().to_string(), "2017-02-02T04:38:00Z");
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for text in [
            "2026-02-30",
            "2026-13-01",
            "2026-00-01",
            "1900-02-29",
            "2026-2-1",
            "2026-02-10T07:38:00",
            "2026-02-10T24:00:00Z",
            "2017-01-22T185600",
            "+2026-02-10",
            "",
            "٢٠٢٦-٠٢-١٠",
            "2026-02-10T07:38:00+1:00",
        ] {
            assert_eq!(Moment::parse(text), Err(MomentError), "{text}");
        }
    }

    #[test]
    fn every_day_of_800_years_round_trips() {
        let first = CivilDate::new(1600, 1, 1).unwrap().to_days();
        for days in first..first + 292_194 {
            assert_eq!(CivilDate::from_days(days).to_days(), days);
        }
        assert_eq!(CivilDate::new(2026, 2, 10).unwrap().weekday(), 2);
    }
}
