//! What every part is given: the frame, and the interface's words in the reader's language.

use super::isolate::isolated;
use super::{Child, Element, element};
use crate::route::Route;
use crate::screen::Frame;
use crate::text::dates;
use crate::text::{Plural, Strings, number, plural_form, strings};
use crate::ui::Ui;
use model::{Direction, Lang, Moment, SafeUrl, SectionSlug, Text};

/// The surroundings of a part.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What stands around the screen.
    pub frame: &'a Frame,
    /// The interface's words.
    pub strings: &'static Strings,
    /// The language of the content at hand, where it says so or its site does, and which way that content reads.
    language: Option<(&'a Lang, Direction)>,
}

impl<'a> Context<'a> {
    /// The surroundings that `frame` gives.
    pub fn new(frame: &'a Frame) -> Self {
        let language = frame.site.as_deref().map(|site| (&site.lang, site.dir));
        Self { frame, strings: strings(frame.ui.language), language }
    }

    /// The same, around content in `language`, where that is known, whose headline is `title`.
    pub fn in_language(self, language: Option<&'a Lang>, title: Option<&Text>) -> Self {
        let reads = title.map_or_else(|| self.page_dir(), Text::dir);
        Self { language: language.map(|language| (language, reads)).or(self.language), ..self }
    }

    /// How the reader reads.
    pub fn ui(&self) -> &'a Ui {
        &self.frame.ui
    }

    /// The direction of the page.
    pub fn page_dir(&self) -> Direction {
        self.ui().language.dir()
    }

    /// An element of content in direction `dir`: isolated, and its language marked where it is not
    /// the page's. A language is never guessed from a direction; content that runs against its
    /// edition and does not name its language is left unmarked.
    pub fn content(&self, tag: &'static str, dir: Direction, lang: Option<&Lang>) -> Element {
        let lang = lang.or(self.language.filter(|(_, reads)| *reads == dir).map(|(lang, _)| lang));
        let content = element(tag).attribute("dir", dir.as_str());
        match lang.filter(|lang| lang.as_str() != self.ui().language.as_str()) {
            Some(lang) => content.attribute("lang", lang.as_str().to_owned()),
            None => content,
        }
    }

    /// `text` in an element of its own.
    pub fn text(&self, tag: &'static str, text: &Text) -> Element {
        self.content(tag, text.dir(), text.lang()).children(isolated(text.as_str(), text.dir()))
    }

    /// A headline, or the word for a missing one.
    pub fn title(&self, tag: &'static str, title: Option<&Text>) -> Element {
        match title {
            Some(title) => self.text(tag, title),
            None => self.phrase(tag).class("untitled").child(self.strings.untitled),
        }
    }

    /// `element`, laid out in the direction of `title` where that is not the page's: a story reads as
    /// one piece, its section and date beside its headline.
    pub fn laid_out_by(&self, title: Option<&Text>, element: Element) -> Element {
        match title.map(Text::dir).filter(|dir| *dir != self.page_dir()) {
            Some(dir) => element.attribute("dir", dir.as_str()),
            None => element,
        }
    }

    /// An element for words of the interface inside content that may read the other way.
    pub fn phrase(&self, tag: &'static str) -> Element {
        element(tag).attribute("dir", self.page_dir().as_str())
    }

    /// A number in the reader's digits, isolated.
    pub fn number(&self, value: u64) -> Element {
        element("bdi").child(number(value, self.ui().digits))
    }

    /// So many of something, in the right plural form: the words, with the number isolated.
    pub fn plural(&self, forms: &Plural, count: u64) -> Vec<Child> {
        self.message(plural_form(self.ui().language, forms, count), vec![self.number(count)])
    }

    /// A text with `{0}`, `{1}` in place of which `inserts` stand.
    pub fn message(&self, template: &'static str, inserts: Vec<Element>) -> Vec<Child> {
        let mut inserts: Vec<Option<Element>> = inserts.into_iter().map(Some).collect();
        let mut children = Vec::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            push_words(before, &mut children);
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            let insert = place.parse::<usize>().ok().and_then(|at| inserts.get_mut(at)).and_then(Option::take);
            children.extend(insert.map(Child::Element));
            rest = after;
        }
        push_words(rest, &mut children);
        children
    }

    /// A date with its machine-readable twin, isolated; `written` is one of [`dates`]'s forms.
    pub fn time(&self, moment: Moment, written: String) -> Element {
        element("time")
            .attribute("datetime", moment.to_string())
            .attribute("dir", self.page_dir().as_str())
            .child(written)
    }

    /// The day of `moment`, and the time where it is known.
    pub fn date_and_time(&self, moment: Moment) -> Element {
        self.time(moment, dates::date_and_time(self.ui(), moment))
    }

    /// A link to a page of the site.
    pub fn link(&self, route: &Route) -> Element {
        element("a").attribute("href", self.ui().href(route))
    }

    /// The name of a section of the edition.
    pub fn section_name(&self, slug: &SectionSlug) -> Option<&'a Text> {
        self.frame.sections.iter().find(|tab| tab.slug == *slug).map(|tab| &tab.name)
    }
}

/// A link to another site.
pub fn external_link(url: &SafeUrl) -> Element {
    element("a")
        .attribute("href", url.as_str().to_owned())
        .attribute("rel", "external noopener")
        .attribute("referrerpolicy", "no-referrer")
}

/// A button that asks the app for `action`.
pub fn action(name: &'static str, label: &'static str) -> Element {
    element("button").attribute("type", "button").attribute("data-action", name).child(label)
}

fn push_words(words: &'static str, children: &mut Vec<Child>) {
    if !words.is_empty() {
        children.push(words.into());
    }
}
