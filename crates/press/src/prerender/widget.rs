//! `/widget/`: how another site puts this one's news into its pages. A still page: the viewer does not run on it, so
//! the reader's own settings do not change it either; its words are those of the edition's language.

mod words;

use super::head::absolute;
use super::oembed::frame_html;
use super::{Pages, escape};
use model::{PageLink, SectionSlug, SectionSummary, Site, Text, UiLanguage};
use viewer::parts::footer::footer;
use viewer::parts::masthead::{Opening, masthead, section_bar};
use viewer::parts::states::main_heading;
use viewer::parts::{Child, Context, Element, element};
use viewer::render::element_html;
use viewer::route::Route;
use viewer::text::language_name;
use words::{Words, words};

/// Where the page, its style and its script lie.
pub(crate) const PATH: &str = "widget/index.html";
pub(crate) const STYLE_PATH: &str = "widget/page.css";
const SCRIPT_PATH: &str = "widget-page.js";

/// What only this page needs of a style sheet.
pub(crate) const STYLE: &str = include_str!("widget/page.css");

/// The name of the page's folder, which no page of the operator's may have.
const SLUG: &str = "widget";

/// How many headlines are shown unless another number is asked for, and how high that makes the frame in one column as
/// wide as a phone, in CSS pixels. `public/widget-page.js` reckons the same for other numbers.
const COUNT: u32 = 5;
const HEIGHT: u32 = 172 + 144 * COUNT;

/// The link to the page in every footer of `site`.
pub(crate) fn link(site: &Site) -> Option<PageLink> {
    let title = words(site.locale.ui).link;
    let dir = site.locale.ui.dir();
    Some(PageLink { slug: SectionSlug::parse(SLUG).ok()?, title: Text::new(title, dir, None)? })
}

/// Whether `page` is the link to this page, and no page of the operator's.
pub(crate) fn is_link(page: &PageLink) -> bool {
    page.slug.as_str() == SLUG
}

impl Pages {
    /// The page for partners of an edition with these `sections`.
    pub fn widget(&self, sections: &[SectionSummary]) -> Vec<u8> {
        let frame = self.lasting(Route::Unknown, &[]);
        let context = Context::new(&frame);
        let words = words(self.ui.language);
        let main = element("main").attribute("id", "main").attribute("tabindex", "-1");
        let body = element("div")
            .attribute("id", "top")
            .class("page")
            .child(element("a").class("skip").attribute("href", "#main").child(context.strings.skip_to_content))
            .child(masthead(context, Opening::Inside))
            .children(section_bar(context, None))
            .child(main.child(self.widget_story(context, words, sections)))
            .child(footer(context));
        let title = format!("{} – {}", words.title, self.site.title.as_str());
        let file = |path: &str| escape(&self.base.file(path));
        let head = format!(
            "<title>{}</title>\n<meta name=\"description\" content=\"{}\">\n<meta name=\"robots\" content=\"noindex\">\n",
            escape(&title),
            escape(words.lead),
        );
        let loaded = format!(
            "<link rel=\"stylesheet\" href=\"{}\">\n<script async src=\"{}\"></script>\n<script defer src=\"{}\"></script>\n",
            file(STYLE_PATH),
            file("widget.js"),
            file(SCRIPT_PATH)
        );
        self.template.still(&head, &loaded, &element_html(body))
    }

    fn widget_story(&self, context: Context<'_>, words: &'static Words, sections: &[SectionSummary]) -> Element {
        let home = absolute(&self.site, self.base.as_str());
        // Without an address of the site's own the page's script puts in that under which it is read.
        let site = home.clone().unwrap_or_else(|| self.base.as_str().to_owned());
        let title = self.site.title.as_str();
        let link = format!("<a href=\"{}\">{}</a>", escape(&site), escape(title));
        // A tag without a language has its frame named in Arabic.
        let lang = Some(self.ui.language.as_str()).filter(|language| *language != "ar");
        let lang_attribute = lang.map(|lang| format!(" lang=\"{lang}\"")).unwrap_or_default();
        let tag = format!(
            "<script async src=\"{}widget.js\"></script>\n<nashra-widget count=\"{COUNT}\"{lang_attribute}><blockquote>{link}</blockquote></nashra-widget>",
            escape(&site)
        );
        let frame = frame_html(&format!("{site}embed/?count={COUNT}"), title, None, HEIGHT);
        let no_address = home.is_none().then(|| element("p").class("note").child(words.no_address));
        let policy = origin_of(&site);
        let policy = format!("script-src {policy}; frame-src {policy}");
        element("article")
            .class("story partner")
            .attribute("data-site", home.unwrap_or_default())
            .attribute("data-title", title.to_owned())
            .attribute("data-copied", words.copied)
            .attribute("data-by-hand", words.by_hand)
            .attribute("data-unknown", words.unknown)
            .attribute("data-unreachable", words.unreachable)
            .child(element("header").child(main_heading([words.title])))
            .child(element("p").class("lead").child(words.lead))
            .child(element("p").child(words.privacy))
            .children(no_address)
            .child(
                element("div")
                    .class("choose")
                    .child(options(context, words, sections))
                    .child(preview(&site, title, lang, words)),
            )
            .child(snippet("tag", words.tag, words, &tag))
            .child(snippet("frame", words.frame, words, &frame))
            .child(snippet("link", words.plain, words, &link))
            .child(snippet("policy", words.policy, words, &policy))
            .child(element("p").attribute("id", "told").attribute("role", "status"))
    }
}

/// Scheme, host and port of an absolute address; of another, what stands for the page's own.
fn origin_of(address: &str) -> &str {
    let host = address.find("://").map(|at| at + 3);
    let end = host.and_then(|host| address[host..].find('/').map(|at| host + at));
    end.map_or("'self'", |end| &address[..end])
}

/// What can be chosen; without scripts it is not there.
fn options(context: Context<'_>, words: &'static Words, sections: &[SectionSummary]) -> Element {
    let option = |value: &str, label: Child| element("option").attribute("value", value.to_owned()).child(label);
    let all = option("", words.whole.into());
    let sections = sections.iter().map(|section| {
        let name = section.name.as_str().to_owned();
        option(section.slug.as_str(), name.into()).attribute("dir", section.name.dir().as_str())
    });
    let themes = ["auto", "light", "dark", "own"].into_iter().zip(words.themes);
    let layouts = ["list", "cards", "ticker", "article"].into_iter().zip(words.layouts);
    let languages = UiLanguage::ALL.map(|language| {
        let own = language == context.ui().language;
        let named = option(language.as_str(), language_name(language).into()).attribute("lang", language.as_str());
        named.flag("selected", own)
    });
    let count = element("input")
        .attribute("name", "count")
        .attribute("type", "number")
        .attribute("min", "1")
        .attribute("max", "30")
        .attribute("value", COUNT.to_string());
    let article = element("input")
        .attribute("name", "article")
        .attribute("type", "text")
        .attribute("dir", "ltr")
        .attribute("inputmode", "url")
        .attribute("autocomplete", "off")
        .attribute("spellcheck", "false")
        .attribute("aria-describedby", "article-trouble");
    let trouble = element("p").attribute("id", "article-trouble").attribute("role", "alert");
    let name = element("input").attribute("name", "title").attribute("type", "text").attribute("dir", "auto");
    let colours = ["ground", "text", "accent"].into_iter().zip(["#ffffff", "#1a1a1a", "#9c1c1c"]).zip(words.colours);
    let colours = colours.map(|((name, usual), label)| {
        let colour = element("input").attribute("name", name).attribute("type", "color").attribute("value", usual);
        field(label, colour)
    });
    let colours = element("div").class("colours").flag("hidden", true).children(colours);
    let chosen =
        |name: &'static str, options: Vec<Element>| element("select").attribute("name", name).children(options);
    element("form")
        .attribute("id", "options")
        .flag("hidden", true)
        .attribute("aria-label", words.options)
        .child(field(words.section, chosen("section", std::iter::once(all).chain(sections).collect())))
        .child(field(words.count, count))
        .child(field(
            words.layout,
            chosen("layout", layouts.map(|(value, label)| option(value, label.into())).collect()),
        ))
        .child(field(words.article, article).flag("hidden", true))
        .child(trouble)
        .child(field(words.theme, chosen("theme", themes.map(|(value, label)| option(value, label.into())).collect())))
        .child(colours)
        .child(field(words.language, chosen("lang", languages.into())))
        .child(field(words.name, name))
}

fn field(label: &'static str, control: Element) -> Element {
    element("label").child(element("span").child(label)).child(control)
}

/// The tag itself, as it stands in another site's page.
fn preview(site: &str, title: &str, lang: Option<&str>, words: &'static Words) -> Element {
    let link = element("a").attribute("href", site.to_owned()).child(title.to_owned());
    let mut tag = element("nashra-widget").attribute("count", COUNT.to_string());
    if let Some(lang) = lang {
        tag = tag.attribute("lang", lang.to_owned());
    }
    let tag = tag.child(element("blockquote").child(link));
    element("section").class("preview").child(element("h2").child(words.preview)).child(tag)
}

/// One form of what is pasted, with the button that copies it.
fn snippet(id: &'static str, [heading, explanation]: [&'static str; 2], words: &'static Words, code: &str) -> Element {
    let copy = element("button")
        .attribute("type", "button")
        .class("button")
        .attribute("data-copy", id)
        .flag("hidden", true)
        .attribute("aria-label", format!("{}: {heading}", words.copy))
        .child(words.copy);
    element("section")
        .class("prose")
        .child(element("h2").child(heading))
        .child(element("p").child(explanation))
        .child(
            element("pre")
                .attribute("dir", "ltr")
                .attribute("lang", "en")
                .attribute("tabindex", "0")
                .child(element("code").attribute("id", id).child(code.to_owned())),
        )
        .child(copy)
}
