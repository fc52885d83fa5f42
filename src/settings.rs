//! The reader's own choices, and how they are kept.

use crate::ui::{Clock, TextSize, Theme, Ui};
use model::{Calendar, Digits, LocaleDefaults, MonthNames, UiLanguage};

/// What this reader has chosen; what is missing is the edition's choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The interface's language.
    pub language: Option<UiLanguage>,
    /// Digits.
    pub digits: Option<Digits>,
    /// Arabic month names.
    pub months: Option<MonthNames>,
    /// Calendar.
    pub calendar: Option<Calendar>,
    /// Whose wall clock.
    pub clock: Clock,
    /// Colours.
    pub theme: Theme,
    /// Text size.
    pub text_size: TextSize,
}

impl Settings {
    /// Sets what the control `name` stands for to `value`; the empty value is the edition's choice.
    /// A name or value that is not known changes nothing: what is stored may come from another build.
    pub fn set(&mut self, name: &str, value: &str) {
        match name {
            "language" => choose(&mut self.language, &UiLanguage::ALL, UiLanguage::as_str, value),
            "digits" => choose(&mut self.digits, &Digits::ALL, Digits::as_str, value),
            "months" => choose(&mut self.months, &MonthNames::ALL, MonthNames::as_str, value),
            "calendar" => choose(&mut self.calendar, &Calendar::ALL, Calendar::as_str, value),
            "clock" => self.clock = named(&Clock::ALL, Clock::as_str, value).unwrap_or_default(),
            "theme" => self.theme = named(&Theme::ALL, Theme::as_str, value).unwrap_or_default(),
            "text-size" => self.text_size = named(&TextSize::ALL, TextSize::as_str, value).unwrap_or_default(),
            _ => {}
        }
    }

    /// The choices that make a page look like `ui`.
    pub fn of(ui: &Ui) -> Self {
        Self {
            language: Some(ui.language),
            digits: Some(ui.digits),
            months: Some(ui.months),
            calendar: Some(ui.calendar),
            clock: ui.clock,
            theme: ui.theme,
            text_size: ui.text_size,
        }
    }

    /// Whether any of them may change a page's words, not only its looks.
    pub fn change_words(&self) -> bool {
        let own = (self.language, self.digits, self.months, self.calendar);
        own != (None, None, None, None) || self.clock != Clock::default()
    }

    /// Reads what [`Settings::to_stored`] wrote; what it does not know it leaves out.
    pub fn from_stored(stored: &str) -> Self {
        let mut settings = Self::default();
        for pair in stored.split('&') {
            if let Some((name, value)) = pair.split_once('=') {
                settings.set(name, value);
            }
        }
        settings
    }

    /// `name=value` pairs joined by `&`: what `URLSearchParams` reads, since boot.js needs theme,
    /// text size and language before the first paint.
    pub fn to_stored(&self) -> String {
        let chosen = [
            ("language", self.language.map(UiLanguage::as_str)),
            ("digits", self.digits.map(Digits::as_str)),
            ("months", self.months.map(MonthNames::as_str)),
            ("calendar", self.calendar.map(Calendar::as_str)),
            ("clock", Some(self.clock.as_str())),
            ("theme", Some(self.theme.as_str())),
            ("text-size", Some(self.text_size.as_str())),
        ];
        let mut stored = String::new();
        for (name, value) in chosen {
            if let Some(value) = value {
                if !stored.is_empty() {
                    stored.push('&');
                }
                stored.push_str(name);
                stored.push('=');
                stored.push_str(value);
            }
        }
        stored
    }

    /// `ui`, as the edition has it, with `language` and this reader's choices in place of the edition's.
    ///
    /// Another language than the edition's, without digits brings its own digits and, but for Arabic and Persian
    /// readers of an edition that has it, the Gregorian calendar.
    pub fn apply(&self, ui: &mut Ui, language: UiLanguage, defaults: &LocaleDefaults) {
        ui.language = language;
        ui.digits =
            self.digits.unwrap_or(if language == defaults.ui { defaults.digits } else { language.default_digits() });
        ui.months = self.months.unwrap_or(defaults.months);
        ui.calendar =
            self.calendar.unwrap_or(if language == defaults.ui { defaults.calendar } else { Calendar::Gregorian });
        ui.clock = self.clock;
        ui.theme = self.theme;
        ui.text_size = self.text_size;
    }
}

fn choose<T: Copy>(choice: &mut Option<T>, all: &[T], name: fn(T) -> &'static str, value: &str) {
    if value.is_empty() {
        *choice = None;
    } else if let Some(known) = named(all, name, value) {
        *choice = Some(known);
    }
}

fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, value: &str) -> Option<T> {
    all.iter().copied().find(|&one| name(one) == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_survive_a_visit_and_unknown_ones_are_left_out() {
        let mut settings = Settings::default();
        settings.set("language", "he");
        settings.set("digits", "european");
        settings.set("clock", "device");
        settings.set("theme", "sepia");
        settings.set("text-size", "huge");
        assert_eq!(Settings::from_stored(&settings.to_stored()), settings);
        let stored = "language=tlh&digits=&theme=neon&unheard=of&&=&months=levant";
        let read = Settings::from_stored(stored);
        assert_eq!(read, Settings { months: Some(MonthNames::Levant), ..Settings::default() });
    }

    #[test]
    fn the_empty_value_returns_to_the_editions_choice() {
        let mut settings = Settings { digits: Some(Digits::European), ..Settings::default() };
        settings.set("digits", "");
        assert_eq!(settings.digits, None);
    }
}
