//! The language of the interface, and its words.

use super::{Load, State, Wanted, find, put};
use crate::failure::Failure;
use crate::screen::Notice;
use model::UiLanguage;

impl State {
    /// Sets what the control `name` stands for to `value`. A language whose words are not here is chosen when they
    /// are: until then the page keeps the one that it has.
    pub fn choose(&mut self, name: &str, value: &str) {
        if name == "language" {
            let chosen = UiLanguage::ALL.into_iter().find(|language| language.as_str() == value);
            self.chosen_language = chosen.filter(|language| !self.speaks(*language));
            if self.chosen_language.is_some() {
                // What did not come before may come now.
                self.words.retain(|(_, words)| !matches!(words, Load::Failed(_)));
                return;
            }
        }
        self.settings.set(name, value);
    }

    /// The language in force: that of the reader or of the edition once its words are here, before that the one
    /// that the page opened in.
    pub(super) fn language(&self) -> UiLanguage {
        let own = self.own_language();
        if self.speaks(own) { own } else { self.words[0].0 }
    }

    /// The words that are lacking.
    pub(super) fn wanted_words(&self) -> Option<Wanted> {
        let language = self.chosen_language.unwrap_or(self.own_language());
        find(&self.words, &language).is_none().then_some(Wanted::Words(language))
    }

    /// Takes in the words of `language`, or that they did not come.
    pub(super) fn receive_words(&mut self, language: UiLanguage, words: Result<(), Failure>) {
        let is_chosen = self.chosen_language == Some(language);
        if is_chosen {
            self.chosen_language = None;
        }
        match words {
            Ok(()) => {
                put(&mut self.words, language, Load::Ready(()));
                if is_chosen {
                    self.settings.language = Some(language);
                }
            }
            Err(failure) => {
                put(&mut self.words, language, Load::Failed(failure));
                self.passing_notice = Some(Notice::LanguageMissing);
            }
        }
    }

    /// The reader's language, else the edition's, else the document's.
    fn own_language(&self) -> UiLanguage {
        let of_edition = self.edition().map(|edition| edition.site.locale.ui);
        self.settings.language.or(of_edition).unwrap_or(self.page_language)
    }

    fn speaks(&self, language: UiLanguage) -> bool {
        matches!(find(&self.words, &language), Some(Load::Ready(())))
    }
}
