//! Plural forms. (CLDR, "Language Plural Rules", cardinals of whole numbers.)

use model::UiLanguage;

/// One text for each plural form, in the order zero, one, two, few, many, other; a language leaves
/// empty what it does not tell apart, which is then read from `other`.
pub type Plural = [&'static str; 6];

/// The text of `forms` for `count` things.
pub fn plural_form(language: UiLanguage, forms: &Plural, count: u64) -> &'static str {
    const OTHER: usize = 5;
    let form = match (language, count) {
        (UiLanguage::Ar, 0) => 0,
        (_, 1) | (UiLanguage::Fa, 0) => 1,
        (UiLanguage::Ar | UiLanguage::He, 2) => 2,
        (UiLanguage::Ar, _) => match count % 100 {
            3..=10 => 3,
            11..=99 => 4,
            _ => OTHER,
        },
        _ => OTHER,
    };
    if forms[form].is_empty() { forms[OTHER] } else { forms[form] }
}
