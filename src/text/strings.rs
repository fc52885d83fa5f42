//! What the interface says.

use super::listed::listed;
use super::plural::Plural;

listed! {
    /// Every word of the interface in one language.
    ///
    /// `{0}` and `{1}` in a text stand for what is inserted, which a page isolates (`<bdi>`).
    pub struct Strings {
        /// The skip link.
        pub skip_to_content: &'static str,
        /// The name of the section bar, and the label of a section.
        pub sections: &'static str,
        /// The front page, in the section bar and in links back.
        pub front_page: &'static str,
        /// The heading over the headlines of the front page.
        pub latest: &'static str,
        /// The heading of an older page of the whole edition.
        pub archive: &'static str,
        /// The name of the list of the operator's pages.
        pub about_site: &'static str,
        /// The link to the top of the page.
        pub to_top: &'static str,
        /// While something is on its way.
        pub loading: &'static str,
        /// Asks for older headlines; their number follows in brackets.
        pub more: &'static str,
        /// So many articles.
        pub articles: Plural,
        /// So many minutes to read.
        pub reading_time: Plural,
        /// In place of a missing headline.
        pub untitled: &'static str,
        /// Who wrote it: `{0}` the names.
        pub byline: &'static str,
        /// Before the date of publication.
        pub published: &'static str,
        /// Before the date of the last change.
        pub updated: &'static str,
        /// Whose picture: `{0}` the credit.
        pub photo_credit: &'static str,
        /// The name of a table without a caption.
        pub table: &'static str,
        /// The link of an embed: `{0}` its provider.
        pub open_at: &'static str,
        /// An article whose text did not come.
        pub no_body: &'static str,
        /// An excerpt.
        pub excerpt: &'static str,
        /// The link to the whole text: `{0}` the publisher.
        pub continue_at: &'static str,
        /// The heading over what was put right.
        pub corrections: &'static str,
        /// The heading over the tags.
        pub tags: &'static str,
        /// The heading over what other publishers wrote on the same event.
        pub same_story: &'static str,
        /// The heading over related stories.
        pub related: &'static str,
        /// The name of the links to an article's neighbours.
        pub in_this_section: &'static str,
        /// The next article of the section, or the next page of a list.
        pub newer: &'static str,
        /// The one before.
        pub older: &'static str,
        /// Page `{0}` of a list.
        pub page_number: &'static str,
        /// The name of the links between pages.
        pub pages: &'static str,
        /// Shares the article.
        pub share: &'static str,
        /// Copies its address and attribution.
        pub copy_link: &'static str,
        /// Keeps the article for later, or no longer.
        pub save: &'static str,
        /// What the reader keeps: the page and the link to it.
        pub saved: &'static str,
        /// That page, where scripts do not run.
        pub saved_without_script: &'static str,
        /// An article that was read to its end.
        pub read: &'static str,
        /// The way back to where an article was left.
        pub continue_reading: &'static str,
        /// Closes a panel or a notice.
        pub close: &'static str,
        /// Tries again.
        pub retry: &'static str,
        /// Beside a headline whose article is not on this device, while there is no network.
        pub not_here: &'static str,
        /// Moves to the newer viewer.
        pub update: &'static str,
        /// Where an article came from.
        pub attribution: Attribution,
        /// The settings panel.
        pub settings: Settings,
        /// States.
        pub states: States,
        /// Weekdays from Sunday.
        pub weekdays: [&'static str; 7],
        /// Gregorian months as they stand after a day.
        pub months: [&'static str; 12],
        /// The sets that Arabic has beside it: of the Levant, the Maghreb, Morocco, Mauritania; empty where one has the
        /// name that `months` has, and in every other language.
        pub other_months: [[&'static str; 12]; 4],
        /// Months of the Hijri calendar.
        pub hijri_months: [&'static str; 12],
        /// Months of the Solar Hijri calendar.
        pub solar_months: [&'static str; 12],
        /// Before and after a Hijri date that stands beside a Gregorian one.
        pub hijri_beside: [&'static str; 2],
        /// Between items of a list.
        pub comma: &'static str,
    }

    /// The words of an attribution.
    pub struct Attribution {
        /// Its heading.
        pub heading: &'static str,
        /// The original title.
        pub title: &'static str,
        /// The original publisher.
        pub publisher: &'static str,
        /// Who wrote it there.
        pub author: &'static str,
        /// The original page.
        pub link: &'static str,
        /// When it was published there.
        pub published: &'static str,
        /// When this copy was taken.
        pub fetched: &'static str,
        /// The publisher's rights notice.
        pub rights: &'static str,
        /// Others that published its text.
        pub also_published: &'static str,
        /// Our own words on republishing: `{0}` the publisher.
        pub disclaimer: &'static str,
    }

    /// The words of the settings panel.
    pub struct Settings {
        /// Its heading and its button.
        pub heading: &'static str,
        /// The interface's language.
        pub language: &'static str,
        /// Digits.
        pub digits: &'static str,
        /// Arabic month names.
        pub months: &'static str,
        /// Calendar.
        pub calendar: &'static str,
        /// Gregorian; Gregorian with Hijri; Solar Hijri.
        pub calendars: [&'static str; 3],
        /// Whose wall clock times are told by.
        pub clock: &'static str,
        /// As [`crate::ui::Clock::ALL`].
        pub clocks: [&'static str; 2],
        /// Colours.
        pub theme: &'static str,
        /// System, light, dark, sepia.
        pub themes: [&'static str; 4],
        /// Text size.
        pub text_size: &'static str,
        /// Small, medium, large, huge.
        pub text_sizes: [&'static str; 4],
        /// Wipes what was read and how far.
        pub forget: &'static str,
        /// Installs the site: the button; how it is done on iOS, and in a browser's menu.
        pub install: [&'static str; 3],
    }

    /// What is said where something is missing, broken or out of reach.
    pub struct States {
        /// An edition without articles.
        pub empty_edition: &'static str,
        /// A section without articles.
        pub empty_section: &'static str,
        /// No such page, section, article; an article taken down, expired, withdrawn.
        pub missing: [&'static str; 6],
        /// What a reader can do about something missing.
        pub missing_advice: &'static str,
        /// The failures, in the order of [`crate::failure::Failure`].
        pub failures: [&'static str; 13],
        /// Where trying again can help.
        pub retry_advice: &'static str,
        /// Where it cannot.
        pub no_retry_advice: &'static str,
        /// The link to what could not be read.
        pub open_source: &'static str,
        /// No network, and what is shown was loaded before.
        pub offline: &'static str,
        /// What is asked for is not on this device, and there is no network.
        pub not_kept: &'static str,
        /// A newer viewer waits.
        pub update_waits: &'static str,
        /// Not the newest edition: `{0}` its date.
        pub stale: &'static str,
        /// The address is in the clipboard.
        pub copied: &'static str,
        /// It is not, and stands here to be copied: `{0}` the address.
        pub copy_by_hand: &'static str,
        /// Settings last for this visit.
        pub storage_blocked: &'static str,
        /// The words of the language that was chosen did not come.
        pub language_missing: &'static str,
        /// What keeps articles could not be loaded.
        pub cannot_save: &'static str,
        /// The history was wiped.
        pub forgotten: &'static str,
    }
}
