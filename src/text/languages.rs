//! The languages of the interface, one file a language.

mod ar;
mod en;
mod fa;
mod he;
mod saved;
mod ur;

pub use saved::saved_strings;

use super::Strings;
use model::UiLanguage;

/// What a language has in place of months that only Arabic has.
const NO_OTHER_MONTHS: [[&str; 12]; 4] = [[""; 12]; 4];

/// The interface's words in `language`.
pub fn strings(language: UiLanguage) -> &'static Strings {
    match language {
        UiLanguage::Ar => &ar::STRINGS,
        UiLanguage::Fa => &fa::STRINGS,
        UiLanguage::Ur => &ur::STRINGS,
        UiLanguage::He => &he::STRINGS,
        UiLanguage::En => &en::STRINGS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Listed;

    #[test]
    fn the_words_of_every_language_come_back_from_their_list_each_in_its_place() {
        for language in UiLanguage::ALL {
            let strings = strings(language);
            let list = strings.to_list();
            let again = Strings::from_list(list.iter().copied()).expect("as many as there must be");
            assert_eq!(again.to_list(), list, "{language:?}");
            assert_eq!(again.skip_to_content, strings.skip_to_content);
            assert_eq!(again.articles, strings.articles);
            assert_eq!(again.attribution.disclaimer, strings.attribution.disclaimer);
            assert_eq!(again.settings.text_sizes, strings.settings.text_sizes);
            assert_eq!(again.states.failures, strings.states.failures);
            assert_eq!(again.other_months, strings.other_months);
            assert_eq!(again.comma, strings.comma);
        }
    }

    #[test]
    fn a_list_of_another_length_is_no_language() {
        let list = strings(UiLanguage::Fa).to_list();
        assert!(Strings::from_list(list[1..].iter().copied()).is_none(), "one too few");
        assert!(Strings::from_list(list.iter().copied().chain([""])).is_none(), "one too many");
        assert!(Strings::from_list(std::iter::empty()).is_none());
    }
}
