//! How this reader reads: language, digits, calendar, theme. A plain prop of every page and part.

use crate::route::{BasePath, Route};
use model::{Calendar, CivilDate, Digits, LocaleDefaults, Moment, MonthNames, UiLanguage};
use std::sync::Arc;

/// The reader's language, numerals, calendar, theme and text size, with what links are relative to.
#[derive(Clone)]
pub struct Ui {
    /// The interface's language.
    pub language: UiLanguage,
    /// Digits.
    pub digits: Digits,
    /// Arabic month names.
    pub months: MonthNames,
    /// Calendar.
    pub calendar: Calendar,
    /// The edition's IANA time zone.
    pub time_zone: Arc<str>,
    /// Whose wall clock times are told by.
    pub clock: Clock,
    /// What links are relative to.
    pub base: BasePath,
    /// Appended to links between pages: `?source=…` while a direct source is read, else empty.
    pub query: Arc<str>,
    /// Colours.
    pub theme: Theme,
    /// Text size.
    pub text_size: TextSize,
    /// What tells civil time: the browser's `Intl`, or a native twin.
    pub calendars: &'static dyn Calendars,
}

impl Ui {
    /// The edition's own defaults: what a prerendered page is written with.
    pub fn from_defaults(defaults: &LocaleDefaults, base: BasePath, calendars: &'static dyn Calendars) -> Self {
        Self {
            language: defaults.ui,
            digits: defaults.digits,
            months: defaults.months,
            calendar: defaults.calendar,
            time_zone: defaults.time_zone.as_str().into(),
            base,
            query: "".into(),
            clock: Clock::Edition,
            theme: Theme::System,
            text_size: TextSize::Medium,
            calendars,
        }
    }

    /// The `href` of a page.
    pub fn href(&self, route: &Route) -> String {
        format!("{}{}", route.path(&self.base), self.query)
    }
}

/// Civil time and calendars, which need a zone database: `Intl` has one in the browser.
pub trait Calendars: Sync {
    /// The wall clock in `time_zone` (IANA; UTC where it is unknown) at `seconds` since 1970-01-01T00:00:00Z;
    /// without a zone, that of the device.
    fn in_zone(&self, seconds: i64, time_zone: Option<&str>) -> CivilTime;
    /// A day in the Umm al-Qura Hijri calendar: year, month 1–12, day.
    fn hijri(&self, date: CivilDate) -> Option<(i32, u8, u8)>;
    /// A day in the Solar Hijri calendar of Iran: year, month 1–12, day.
    fn solar_hijri(&self, date: CivilDate) -> Option<(i32, u8, u8)>;
}

/// A wall clock's reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CivilTime {
    /// The day.
    pub date: CivilDate,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl Ui {
    /// The day and, where it is known, the time of `moment` in the reader's zone.
    pub fn civil(&self, moment: Moment) -> (CivilDate, Option<CivilTime>) {
        match moment {
            Moment::Day(date) => (date, None),
            Moment::Instant(seconds) => {
                let zone = (self.clock == Clock::Edition).then_some(&*self.time_zone);
                let civil = self.calendars.in_zone(seconds, zone);
                (civil.date, Some(civil))
            }
        }
    }
}

/// Whose wall clock times are told by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// That of the edition's time zone.
    #[default]
    Edition,
    /// That of the reader's device.
    Device,
}

impl Clock {
    /// Both, in the order in which settings list them.
    pub const ALL: [Self; 2] = [Self::Edition, Self::Device];

    /// Its name in what is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Edition => "edition",
            Self::Device => "device",
        }
    }
}

/// Colours: the reader's choice, or the device's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the device says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Dark brown on cream.
    Sepia,
}

impl Theme {
    /// All of them, in the order in which settings list them.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Sepia];

    /// The value of `data-theme`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Sepia => "sepia",
        }
    }
}

/// Text size, in four steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// Smaller than usual.
    Small,
    /// As designed.
    #[default]
    Medium,
    /// Larger.
    Large,
    /// Largest.
    Huge,
}

impl TextSize {
    /// All of them, from small to huge.
    pub const ALL: [Self; 4] = [Self::Small, Self::Medium, Self::Large, Self::Huge];

    /// The value of `data-text-size`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::Huge => "huge",
        }
    }
}
