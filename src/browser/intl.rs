//! Civil time and calendars, by the browser's `Intl`.
//!
//! Digits and order are never left to a locale: `-u-nu-latn` is pinned and the parts are read by
//! name, since engines differ in both.

use crate::ui::{Calendars, CivilTime};
use js_sys::{Array, Date, Intl::DateTimeFormat, Object, Reflect};
use model::CivilDate;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

/// Civil time by `Intl.DateTimeFormat`.
pub struct Intl;

thread_local! {
    /// Formatters by locale and zone: making one costs more than using it a hundred times.
    static FORMATTERS: RefCell<Vec<(&'static str, Option<String>, DateTimeFormat)>> = const { RefCell::new(Vec::new()) };
}

impl Calendars for Intl {
    fn in_zone(&self, seconds: i64, time_zone: Option<&str>) -> CivilTime {
        let [year, month, day, hour, minute] = parts("en-u-ca-gregory-nu-latn", time_zone, seconds);
        let date = CivilDate::new(year as i16, month as u8, day as u8);
        CivilTime {
            date: date.unwrap_or_else(|_| CivilDate::from_days(seconds.div_euclid(86_400))),
            hour: (hour % 24) as u8,
            minute: minute as u8,
        }
    }

    fn hijri(&self, date: CivilDate) -> Option<(i32, u8, u8)> {
        day_in("en-u-ca-islamic-umalqura-nu-latn", date)
    }

    fn solar_hijri(&self, date: CivilDate) -> Option<(i32, u8, u8)> {
        day_in("en-u-ca-persian-nu-latn", date)
    }
}

fn day_in(locale: &'static str, date: CivilDate) -> Option<(i32, u8, u8)> {
    let [year, month, day, ..] = parts(locale, Some("UTC"), date.to_days() * 86_400 + 43_200);
    (month >= 1 && day >= 1).then_some((year, month as u8, day as u8))
}

/// Year, month, day, hour and minute of `seconds` in a calendar and zone; 0 for what is not told.
fn parts(locale: &'static str, time_zone: Option<&str>, seconds: i64) -> [i32; 5] {
    let date = Date::new(&JsValue::from_f64(seconds as f64 * 1000.0));
    let mut values = [0; 5];
    for part in with_formatter(locale, time_zone, |formatter| formatter.format_to_parts(&date)).iter() {
        let name = text(&part, "type");
        let at = match name.as_str() {
            "year" | "relatedYear" => 0,
            "month" => 1,
            "day" => 2,
            "hour" => 3,
            "minute" => 4,
            _ => continue,
        };
        values[at] = text(&part, "value").parse().unwrap_or(0);
    }
    values
}

fn with_formatter<T>(locale: &'static str, time_zone: Option<&str>, use_it: impl FnOnce(&DateTimeFormat) -> T) -> T {
    FORMATTERS.with_borrow_mut(|formatters| {
        let known = formatters.iter().position(|(l, z, _)| *l == locale && z.as_deref() == time_zone);
        let at = known.unwrap_or_else(|| {
            formatters.push((locale, time_zone.map(str::to_owned), formatter(locale, time_zone)));
            formatters.len() - 1
        });
        use_it(&formatters[at].2)
    })
}

/// A formatter; of an unknown zone, one of UTC; of none, one of the device's own.
fn formatter(locale: &str, time_zone: Option<&str>) -> DateTimeFormat {
    let options = Object::new();
    let set = |key: &str, value: &str| {
        let _ = Reflect::set(&options, &key.into(), &value.into());
    };
    for key in ["year", "month", "day", "hour", "minute"] {
        set(key, "numeric");
    }
    set("hourCycle", "h23");
    if let Some(zone) = time_zone {
        set("timeZone", if is_known(zone) { zone } else { "UTC" });
    }
    DateTimeFormat::new(&Array::of1(&locale.into()), &options)
}

/// Whether the engine knows a zone: the constructor throws a RangeError for others, so it is called
/// by reflection, which returns what was thrown.
fn is_known(time_zone: &str) -> bool {
    let options = Object::new();
    let _ = Reflect::set(&options, &"timeZone".into(), &time_zone.into());
    let constructor = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DateTimeFormat".into()))
        .and_then(JsCast::dyn_into::<js_sys::Function>);
    constructor.and_then(|make| Reflect::construct(&make, &Array::of2(&"en".into(), &options))).is_ok()
}

fn text(object: &JsValue, key: &str) -> String {
    Reflect::get(object, &key.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}
