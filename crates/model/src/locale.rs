//! Languages, and how dates and digits are written.

use crate::{Direction, IdError};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A language tag (BCP 47), checked for shape alone: `ar`, `ar-SY`, `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
#[serde(try_from = "String", into = "String")]
pub struct Lang(String);

impl Lang {
    /// Checks a tag: subtags of 1 to 8 ASCII letters or digits joined by `-` or `_`, the first of
    /// 2 to 3 letters, 35 bytes at most. It never implies a direction.
    ///
    /// # Errors
    /// [`IdError`] for any other shape.
    pub fn parse(tag: &str) -> Result<Self, IdError> {
        let tag = tag.trim().replace('_', "-");
        let first = tag.split('-').next().unwrap_or("");
        let valid = tag.len() <= 35
            && (2..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_alphabetic())
            && tag.split('-').all(|s| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()));
        if valid { Ok(Self(tag)) } else { Err(IdError) }
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone, in lower case: `ar` of `ar-SY`.
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or("").to_ascii_lowercase()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Lang {
    type Error = IdError;

    fn try_from(tag: String) -> Result<Self, IdError> {
        Self::parse(&tag)
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.0
    }
}

/// A language that the interface speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum UiLanguage {
    /// Arabic.
    Ar,
    /// Persian.
    Fa,
    /// Urdu.
    Ur,
    /// Hebrew.
    He,
    /// English.
    En,
}

impl UiLanguage {
    /// All of them, in the order in which settings list them.
    pub const ALL: [Self; 5] = [Self::Ar, Self::Fa, Self::Ur, Self::He, Self::En];

    /// The language tag.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::Fa => "fa",
            Self::Ur => "ur",
            Self::He => "he",
            Self::En => "en",
        }
    }

    /// The direction in which its interface is laid out.
    pub fn dir(self) -> Direction {
        if self == Self::En { Direction::Ltr } else { Direction::Rtl }
    }

    /// The interface language that serves readers of `lang`, if one does.
    pub fn for_lang(lang: &Lang) -> Option<Self> {
        let primary = lang.primary();
        Self::ALL.into_iter().find(|ui| ui.as_str() == primary)
    }

    /// The digits readers of this language expect when nothing else is said.
    pub fn default_digits(self) -> Digits {
        match self {
            Self::Ar => Digits::ArabicIndic,
            Self::Fa => Digits::ExtendedArabicIndic,
            Self::Ur | Self::He | Self::En => Digits::European,
        }
    }
}

/// The shapes of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Digits {
    /// ٠١٢٣٤٥٦٧٨٩ (CLDR `arab`).
    ArabicIndic,
    /// ۰۱۲۳۴۵۶۷۸۹ (CLDR `arabext`), Persian's.
    ExtendedArabicIndic,
    /// 0123456789 (CLDR `latn`).
    European,
}

impl Digits {
    /// All of them, in the order in which settings list them.
    pub const ALL: [Self; 3] = [Self::ArabicIndic, Self::ExtendedArabicIndic, Self::European];

    /// Its name in documents, settings and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ArabicIndic => "arabic-indic",
            Self::ExtendedArabicIndic => "extended-arabic-indic",
            Self::European => "european",
        }
    }
}

/// The names of the Gregorian months in Arabic; other languages have one set each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MonthNames {
    /// كانون الثاني، شباط، آذار …
    Levant,
    /// يناير، فبراير، مارس … (Gulf, Egypt, Sudan, Yemen, Libya).
    #[default]
    Gulf,
    /// فبراير/شباط.
    Both,
    /// جانفي، فيفري، مارس … (Algeria, Tunisia).
    Maghreb,
    /// يناير، فبراير، … ماي، يوليوز، غشت، شتنبر … (Morocco).
    Morocco,
    /// يناير، فبراير، … أغشت، شتمبر … (Mauritania).
    Mauritania,
}

impl MonthNames {
    /// All of them, in the order in which settings list them.
    pub const ALL: [Self; 6] = [Self::Levant, Self::Gulf, Self::Both, Self::Maghreb, Self::Morocco, Self::Mauritania];

    /// Its name in documents, settings and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Levant => "levant",
            Self::Gulf => "gulf",
            Self::Both => "both",
            Self::Maghreb => "maghreb",
            Self::Morocco => "morocco",
            Self::Mauritania => "mauritania",
        }
    }
}

/// Which calendar dates are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// Gregorian.
    #[default]
    Gregorian,
    /// Gregorian with the Umm al-Qura Hijri date beside it.
    GregorianAndHijri,
    /// Solar Hijri, Iran's.
    SolarHijri,
}

impl Calendar {
    /// All of them, in the order in which settings list them.
    pub const ALL: [Self; 3] = [Self::Gregorian, Self::GregorianAndHijri, Self::SolarHijri];

    /// Its name in documents, settings and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gregorian => "gregorian",
            Self::GregorianAndHijri => "gregorian-and-hijri",
            Self::SolarHijri => "solar-hijri",
        }
    }
}

/// What the edition's publisher chose; a reader's own settings come before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LocaleDefaults {
    /// The interface's language.
    pub ui: UiLanguage,
    /// Digits.
    pub digits: Digits,
    /// Arabic month names.
    #[serde(default)]
    pub months: MonthNames,
    /// Calendar.
    #[serde(default)]
    pub calendar: Calendar,
    /// IANA name of the time zone that times are shown in: `Asia/Damascus`, `UTC`.
    pub time_zone: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_called_in_settings_what_documents_call_it() {
        fn name(value: impl Serialize) -> String {
            serde_json::to_string(&value).unwrap().trim_matches('"').to_owned()
        }
        Digits::ALL.iter().for_each(|digits| assert_eq!(name(digits), digits.as_str()));
        MonthNames::ALL.iter().for_each(|months| assert_eq!(name(months), months.as_str()));
        Calendar::ALL.iter().for_each(|calendar| assert_eq!(name(calendar), calendar.as_str()));
        UiLanguage::ALL.iter().for_each(|language| assert_eq!(name(language), language.as_str()));
    }

    #[test]
    fn a_language_tag_is_checked_for_shape() {
        for good in ["ar", "ar-SY", "zh-Hant", "fa_IR", "nb-NO"] {
            assert!(Lang::parse(good).is_ok(), "{good}");
        }
        for bad in
            ["", "a", "arabic-language-tag-that-is-far-too-long-to-be-one", "ar\" onload=", "-ar", "ar--SY", "العربية"]
        {
            assert!(Lang::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(UiLanguage::for_lang(&Lang::parse("FA-ir").unwrap()), Some(UiLanguage::Fa));
        assert_eq!(UiLanguage::for_lang(&Lang::parse("sv").unwrap()), None);
    }
}
