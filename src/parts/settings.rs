//! The settings panel: controls only; the app reads their `data-setting`.

use super::context::action;
use super::{Context, Element, element};
use crate::text::dates::month_sample;
use crate::text::{digits, language_name};
use crate::ui::{Clock, TextSize, Theme};
use model::{Calendar, Digits, MonthNames, UiLanguage};

/// The id of the panel, which the button that opens it controls.
pub const PANEL: &str = "settings";

/// The button that opens and closes the panel.
pub fn settings_button(context: Context<'_>) -> Element {
    let open = context.frame.settings_open;
    action(if open { "close-settings" } else { "settings" }, context.strings.settings.heading)
        .class("link")
        .attribute("aria-expanded", if open { "true" } else { "false" })
        .attribute("aria-controls", PANEL)
}

/// The panel, empty while it is closed.
pub fn settings_panel(context: Context<'_>) -> Element {
    let panel = element("div").attribute("id", PANEL);
    if !context.frame.settings_open {
        return panel.flag("hidden", true);
    }
    let ui = context.ui();
    let words = &context.strings.settings;
    let languages = UiLanguage::ALL.map(|language| {
        option(language.as_str(), language_name(language), language == ui.language).attribute("lang", language.as_str())
    });
    let shapes = Digits::ALL.map(|shapes| option(shapes.as_str(), digits("0123456789", shapes), shapes == ui.digits));
    let calendars = Calendar::ALL
        .map(|calendar| option(calendar.as_str(), words.calendars[calendar as usize], calendar == ui.calendar));
    let clocks = Clock::ALL.map(|clock| option(clock.as_str(), words.clocks[clock as usize], clock == ui.clock));
    let months = (ui.language == UiLanguage::Ar).then(|| {
        let sets = MonthNames::ALL
            .map(|names| option(names.as_str(), month_sample(context.strings, names), names == ui.months));
        selection("months", words.months, sets)
    });
    let themes = Theme::ALL.map(|theme| (theme.as_str(), words.themes[theme as usize], theme == ui.theme));
    let sizes = TextSize::ALL.map(|size| (size.as_str(), words.text_sizes[size as usize], size == ui.text_size));
    let remembers = context.frame.marks.as_deref().is_some_and(|marks| !marks.history().is_empty());
    let forget = remembers.then(|| action("forget", words.forget).class("link"));
    panel
        .part("settings")
        .attribute("role", "region")
        .attribute("aria-label", words.heading)
        .child(selection("language", words.language, languages))
        .child(selection("digits", words.digits, shapes))
        .children(months)
        .child(selection("calendar", words.calendar, calendars))
        .child(selection("clock", words.clock, clocks))
        .child(choice("theme", words.theme, themes))
        .child(choice("text-size", words.text_size, sizes))
        .child(installing(words.install))
        .child(action("close-settings", context.strings.close).class("button"))
        .children(forget)
}

/// How the site is installed: `data-install` of the document says which of the three applies, if any.
fn installing([offer, share, menu]: [&'static str; 3]) -> Element {
    element("div")
        .class("install")
        .child(action("install", offer).class("button"))
        .child(element("p").child(share))
        .child(element("p").child(menu))
}

fn selection(name: &'static str, label: &'static str, options: impl IntoIterator<Item = Element>) -> Element {
    let control = element("select").attribute("data-setting", name).children(options);
    element("label").child(element("span").child(label)).child(control)
}

fn option(value: &'static str, label: impl Into<super::Child>, selected: bool) -> Element {
    element("option").attribute("value", value).flag("selected", selected).child(label)
}

fn choice(name: &'static str, label: &'static str, values: [(&'static str, &'static str, bool); 4]) -> Element {
    let radios = values.map(|(value, label, checked)| {
        let radio = element("input")
            .attribute("type", "radio")
            .attribute("name", name)
            .attribute("data-setting", name)
            .attribute("value", value)
            .flag("checked", checked);
        element("label").child(radio).child(element("span").child(label))
    });
    element("fieldset").child(element("legend").child(label)).children(radios)
}
