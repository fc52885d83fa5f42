//! Dates as sources write them, and no more precise than they are.

use model::{CivilDate, Moment, fold_key};

/// What [`parse`] says of a time that names no zone: only its day is known.
const NO_ZONE: &str = "the time has no zone";
/// What [`parse`] says of a zone that is not GMT, UTC, one of RFC 822's names or an offset.
const UNKNOWN_ZONE: &str = "the time's zone is not known";
/// What [`parse`] says of a time that does not exist or is written in no known way.
const UNREADABLE_TIME: &str = "the time cannot be read";

/// Years before this are of another calendar, or a program's empty value: no news is that old.
const FIRST_YEAR: i16 = 1500;

/// The names of each Gregorian month, folded as [`fold_key`] does: English; Levant; Gulf and Egypt;
/// Algeria and Tunisia; Morocco; Mauritania. A longer name comes before one that it starts with.
const MONTHS: [&str; 12] = [
    "january|jan|كانون الثاني|كانون ثاني|يناير|جانفي",
    "february|feb|شباط|فبراير|فيفري",
    "march|mar|اذار|مارس",
    "april|apr|نيسان|ابريل|افريل",
    "may|ايار|مايو|ماي",
    "june|jun|حزيران|يونيو|يونيه|جوان",
    "july|jul|تموز|يوليوز|يوليو|يوليه|جويليه",
    "august|aug|اب|اغسطس|اوت|غشت|اغشت",
    "september|sept|sep|ايلول|سبتمبر|شتنبر|شتمبر",
    "october|oct|تشرين الاول|تشرين اول|اكتوبر",
    "november|nov|تشرين الثاني|تشرين ثاني|نوفمبر|نونبر",
    "december|dec|كانون الاول|كانون اول|ديسمبر|دجنبر|دجمبر",
];

/// Reads a date, or a date and time, as feeds, mail headers and Arabic pages write them.
///
/// - RFC 3339 and ISO 8601's looser forms: a space for the `T`, `/` for `-`, seconds or the
///   offset's colon left out, `185600` for `18:56:00`;
/// - RFC 822 and 2822: `Tue, 10 Feb 2026 07:38:00 +0000`, with RFC 822's zone names;
/// - day, month by name and year in English or in any Arabic set: `الثلاثاء، ١٠ شباط ٢٠٢٦`.
///
/// Digits may be European, Arabic-Indic or Persian. A time without a zone gives its day alone,
/// and the second value says so. `None` where no day can be read or it does not exist, for years
/// before 1500, and for `10/02/2026`, whose month nobody can tell.
pub fn parse(text: &str) -> Option<(Moment, Option<&'static str>)> {
    let folded: String = fold_key(text).chars().map(european_digit).collect();
    let (date, rest) = numeric_date(&folded).or_else(|| written_date(&folded))?;
    if date.year < FIRST_YEAR {
        return None;
    }
    Some(match time_and_zone(rest) {
        Ok(None) => (Moment::Day(date), None),
        Ok(Some(second_of_day)) => (Moment::Instant(date.to_days() * 86_400 + second_of_day), None),
        Err(oddity) => (Moment::Day(date), Some(oddity)),
    })
}

/// The European digit for an Arabic-Indic or Persian one.
fn european_digit(c: char) -> char {
    let digit = |zero: char| char::from(b'0' + (c as u32 - zero as u32) as u8);
    match c {
        '٠'..='٩' => digit('٠'),
        '۰'..='۹' => digit('۰'),
        _ => c,
    }
}

/// `2026-02-10` or `2026/2/10`, and what follows it.
fn numeric_date(text: &str) -> Option<(CivilDate, &str)> {
    let (year, after) = digits(text, 4)?;
    let separator = after.chars().next().filter(|c| matches!(c, '-' | '/'))?;
    let (month, after) = digits(&after[1..], 2)?;
    let (day, after) = digits(after.strip_prefix(separator)?, 2)?;
    if text.as_bytes().get(4) != Some(&(separator as u8)) || after.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((CivilDate::new(year as i16, month as u8, day as u8).ok()?, after))
}

/// A day, a month's name and a year, in either order of the first two, and what follows them.
/// Up to three other words (a weekday, "من", "عام") may stand before the year.
fn written_date(text: &str) -> Option<(CivilDate, &str)> {
    let (mut day, mut month, mut words) = (None, None, 0);
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', ',', '،', '-', '/', '.', '(']);
        if let Some((number, after)) = digits(rest, 4) {
            let length = rest.len() - after.len();
            if after.starts_with([':', '٫']) || after.starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            match (day, month) {
                (Some(day), Some(month)) if length == 4 || length == 2 => {
                    let year = match number {
                        0..50 if length == 2 => number + 2000,
                        50..100 if length == 2 => number + 1900,
                        _ => number,
                    };
                    return Some((CivilDate::new(year as i16, month, day).ok()?, after));
                }
                (None, _) if length <= 2 => day = Some(number as u8),
                _ => return None,
            }
            rest = after;
        } else if let Some((named, after)) = month_name(rest) {
            // One month may be named twice: «فبراير/شباط».
            if month.is_some_and(|month| month != named) {
                return None;
            }
            month = Some(named);
            rest = after;
        } else {
            words += 1;
            let end = rest.find([' ', ',', '،']).filter(|_| words <= 3)?;
            rest = &rest[end..];
        }
    }
}

/// The month that `text` opens with, and what follows its name.
fn month_name(text: &str) -> Option<(u8, &str)> {
    // The English names of a month, which come first, open with the same three letters.
    let is_english = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let may_be = |names: &str| !is_english || text.as_bytes().get(..3) == names.as_bytes().get(..3);
    (1..).zip(MONTHS).filter(|(_, names)| may_be(names)).find_map(|(month, names)| {
        names.split('|').find_map(|name| {
            let after = text.strip_prefix(name)?;
            (!after.starts_with(char::is_alphabetic)).then_some((month, after))
        })
    })
}

/// The second of the day in UTC (under 0 or over 86,399 on a neighbouring day in UTC); `None` for
/// no time at all.
fn time_and_zone(rest: &str) -> Result<Option<i64>, &'static str> {
    let rest = rest.trim_start_matches(['t', ' ', ',', '،', '-', ')', '.']).trim_end();
    if rest.is_empty() {
        return Ok(None);
    }
    let (second, zone) = time(rest).ok_or(UNREADABLE_TIME)?;
    let zone = zone.trim_start();
    if zone.is_empty() { Err(NO_ZONE) } else { Ok(Some(second - offset(zone).ok_or(UNKNOWN_ZONE)?)) }
}

/// `7:38`, `07:38:00.5`, `0738` or `073800` as seconds, and what follows it.
fn time(text: &str) -> Option<(i64, &str)> {
    let (hour, after) = digits(text, 2)?;
    let colon = after.strip_prefix(':');
    let (minute, mut after) = two_digits(colon.unwrap_or(after))?;
    let mut second = 0;
    let seconds = if colon.is_some() { after.strip_prefix(':') } else { Some(after) };
    if let Some((s, rest)) = seconds.and_then(two_digits) {
        (second, after) = (s, rest);
        if let Some(fraction) = after.strip_prefix(['.', ',']) {
            after = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    // A leap second counts as the one before it.
    (hour < 24 && minute < 60 && second <= 60).then(|| (hour * 3600 + minute * 60 + second.min(59), after))
}

/// A zone's seconds ahead of UTC: `z`, `+0100`, `+01:00`, `-05`, `gmt`, or a name of RFC 822.
fn offset(zone: &str) -> Option<i64> {
    // Mail adds the zone's name in a comment.
    let zone = zone.split('(').next().unwrap_or(zone).trim_end();
    let hours = match zone {
        "z" | "utc" | "gmt" | "ut" => 0,
        "edt" => -4,
        "est" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" => -8,
        _ => {
            let ahead = zone.strip_prefix('+');
            let (hours, after) = two_digits(ahead.or_else(|| zone.strip_prefix(['-', '−']))?)?;
            let after = after.strip_prefix(':').unwrap_or(after);
            let (minutes, after) = if after.is_empty() { (0, "") } else { two_digits(after)? };
            let seconds = hours * 3600 + minutes * 60;
            let valid = hours < 24 && minutes < 60 && after.is_empty();
            return valid.then_some(if ahead.is_some() { seconds } else { -seconds });
        }
    };
    Some(hours * 3600)
}

/// A number of exactly two digits, and what follows them.
fn two_digits(text: &str) -> Option<(i64, &str)> {
    digits(text, 2).filter(|(_, after)| text.len() - after.len() == 2)
}

/// A number of up to `most` digits, and what follows them.
fn digits(text: &str, most: usize) -> Option<(i64, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, after) = text.split_at(length);
    Some((number.parse().ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Option<&'static str>)> {
        parse(text).map(|(moment, oddity)| (moment.to_string(), oddity))
    }

    #[test]
    fn looser_forms_of_rfc_3339_are_read() {
        for text in [
            "2017-02-01T22:08:00Z",
            "2017-02-01t22:08:00z",
            "2017-02-01 22:08:00 UTC",
            "2017-02-01T23:08:00+01:00",
            "2017-02-01T23:08:00+0100",
            "2017-02-01T23:08+01",
            "2017-02-01T230800.250+01:00",
            "2017/2/1 17:08 -0500",
            "Wed, 01 Feb 2017 22:08:00 GMT",
            "Wed, 1 Feb 17 22:08:00 +0000",
            "1 Feb 2017 17:08 EST",
            "Wed, 01 Feb 2017 23:08:00 +0100 (CET)",
            "February 1, 2017 22:08 GMT",
        ] {
            assert_eq!(read(text), Some(("2017-02-01T22:08:00Z".to_owned(), None)), "{text}");
        }
    }

    #[test]
    fn a_time_without_a_zone_gives_its_day_alone_and_says_so() {
        for (text, oddity) in [
            ("2017-01-22T185600", NO_ZONE),
            ("2017-01-22T18:56:00", NO_ZONE),
            ("22 Jan 2017 18:56", NO_ZONE),
            ("2017-01-22T18:56:00 Europe/Paris", UNKNOWN_ZONE),
            ("2017-01-22 6:56 PM", UNKNOWN_ZONE),
            ("2017-01-22T24:61:00Z", UNREADABLE_TIME),
        ] {
            assert_eq!(read(text), Some(("2017-01-22".to_owned(), Some(oddity))), "{text}");
        }
    }

    #[test]
    fn arabic_months_of_every_country_are_read_in_every_digits() {
        for text in [
            "١٠ شباط ٢٠٢٦",
            "الثلاثاء، ١٠ شباط ٢٠٢٦",
            "۱۰ فبراير ۲۰۲۶",
            "10 فيفري 2026",
            "الموافق 10 من شباط 2026.",
            "10 فبراير/شباط 2026",
            "\u{200F}10 فبراير، 2026",
            "٢٠٢٦-٠٢-١٠",
        ] {
            assert_eq!(read(text), Some(("2026-02-10".to_owned(), None)), "{text}");
        }
        let sets = [
            "كانون الثاني، شباط، آذار، نيسان، أيار، حزيران، تموز، آب، أيلول، تشرين الأول، تشرين الثاني، كانون الأول",
            "يناير، فبراير، مارس، أبريل، مايو، يونيو، يوليو، أغسطس، سبتمبر، أكتوبر، نوفمبر، ديسمبر",
            "جانفي، فيفري، مارس، أفريل، ماي، جوان، جويلية، أوت، سبتمبر، أكتوبر، نوفمبر، ديسمبر",
            "يناير، فبراير، مارس، أبريل، ماي، يونيو، يوليوز، غشت، شتنبر، أكتوبر، نونبر، دجنبر",
            "يناير، فبراير، مارس، إبريل، مايو، يونيو، يوليو، أغشت، شتمبر، أكتوبر، نوفمبر، دجمبر",
        ];
        for set in sets {
            for (month, name) in (1..).zip(set.split('،')) {
                assert_eq!(read(&format!("3 {name} 2025")), Some((format!("2025-{month:02}-03"), None)), "{name}");
            }
        }
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_none() {
        for text in [
            "",
            "yesterday",
            "10/02/2026",
            "2026-02-30",
            "30 شباط 2026",
            "10 bananas 2026",
            "10 شباط",
            "شباط 2026",
            "Tue Feb 10 07:38:00 2026",
            "10 شباط آذار 2026",
            "20260210",
            "2026-02-101",
            "0000-00-00T00:00:00",
            "0001-01-01T00:00:00Z",
            "1404-11-21",
            "1447/08/22",
            "99999999999999999999",
            "\u{200F}",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
