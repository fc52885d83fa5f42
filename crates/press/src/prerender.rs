//! Pages as HTML, written before anybody asks for them: by the same components that the viewer draws.

mod document;
mod embedded;
mod head;
mod linked_data;
mod measured;
mod oembed;
mod policy;
mod widget;

pub(crate) use document::escape;
pub(crate) use head::{DrawnPicture, absolute, description_of, picture_among, picture_of};
pub use measured::{Prerendered, prerender_articles};
pub(crate) use oembed::{FOLDER as OEMBED, FRONT as OEMBED_FRONT, path as oembed_path};
pub(crate) use policy::{integrity_sha256, policy_of};
pub(crate) use widget::{
    PATH as WIDGET_PAGE, STYLE as WIDGET_STYLE, STYLE_PATH as WIDGET_STYLE_PATH, is_link as is_widget_link,
    link as widget_link,
};

use crate::assets::ViewerAssets;
use crate::config::SisterEdition;
use crate::output::Digest;
use document::Template;
use embedded::EmbeddedTemplate;
use head::Head;
use model::{
    Article, ArticleId, Edition, Headline, OperatorPage, Original, RemovalReason, SectionRef, SectionSlug,
    SectionSummary, Site, TagSlug, Text,
};
use std::sync::Arc;
use viewer::native_calendars::NATIVE_CALENDARS;
use viewer::pages::tag_page;
use viewer::parts::Context;
use viewer::parts::attribution::copy_note;
use viewer::render::{body_html, document_title, element_html, embedded_html};
use viewer::route::{BasePath, Route};
use viewer::screen::{Frame, Missing, OlderScreen, Screen, SectionTab, TagScreen};
use viewer::screen_from::{
    article_screen, default_ui, edition_frame, front_screen, newest_first, section_screen, site_frame,
};
use viewer::ui::Ui;

/// The version of how pages are made: another one makes every page anew.
const PAGES: u32 = 4;

/// The policy of a page that only leads on.
const REDIRECT_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'";

/// What search engines are told of a page that they may not list.
const NOINDEX: &str = "noindex";

/// Search engines may list the page of a tag that so many articles have: fewer are no subject.
pub(crate) const TAG_LISTED_FROM: u32 = 3;

/// Makes the pages of a site.
pub(crate) struct Pages {
    site: Arc<Site>,
    base: BasePath,
    ui: Ui,
    template: Template,
    embedded: Option<EmbeddedTemplate>,
    policy: String,
    /// The sections that the operator named.
    own_sections: Vec<SectionTab>,
    /// Editions in other languages.
    sisters: Vec<SisterEdition>,
}

/// Where a page lies under the output: `article/<id>/index.html`.
pub(crate) fn page_path(route: &Route) -> String {
    format!("{}index.html", &route.path(&BasePath::new("/"))[1..])
}

/// Where the page of a tag lies under the output; with a number, an older one.
pub(crate) fn tag_page_path(tag: TagSlug, page: Option<u32>) -> String {
    format!("{}index.html", &tag_page(tag, page, &BasePath::new("/"))[1..])
}

impl Pages {
    /// The pages of `site` under `base`, which start `viewer`, and its service worker where the site is `offline`;
    /// `sections` are the operator's own.
    pub fn new(site: Site, base: &BasePath, viewer: &ViewerAssets, sections: &[SectionRef], offline: bool) -> Self {
        let template = Template::new(&site, base, viewer, offline);
        let embedded = EmbeddedTemplate::new(&site, base, viewer, &template);
        let inline = std::iter::once(&template.inline).chain(embedded.iter().map(|embedded| &embedded.inline));
        let policy = policy::of_all_pages(&site, &inline.collect::<Vec<_>>());
        let ui = default_ui(&site, base.clone(), &NATIVE_CALENDARS);
        let tab = |section: &SectionRef| SectionTab {
            slug: section.slug.clone(),
            name: section.name.clone(),
            count: 0,
            own: true,
        };
        let own_sections = sections.iter().map(tab).collect();
        Self {
            site: Arc::new(site),
            base: base.clone(),
            ui,
            template,
            embedded,
            policy,
            own_sections,
            sisters: Vec::new(),
        }
    }

    /// The same, with `sisters` linked from the front page.
    pub fn with_sisters(self, sisters: &[SisterEdition]) -> Self {
        Self { sisters: sisters.to_vec(), ..self }
    }

    /// A digest of what all pages have in common.
    pub fn digest(&self) -> Digest {
        let own: Vec<_> = self.own_sections.iter().map(|tab| (&tab.slug, &tab.name)).collect();
        let shared = format!("{PAGES} {:?} {:?} {own:?}", self.site, self.base);
        let embedded = self.embedded.as_ref().map(|embedded| embedded.digest().to_string()).unwrap_or_default();
        Digest::of_parts(&[shared.as_bytes(), self.template.digest().to_string().as_bytes(), embedded.as_bytes()])
    }

    /// A content security policy that holds for every page: a host may send it with all of them. What each says of
    /// itself is narrower.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// What tells this build's pages and viewer from another's: every page names it.
    pub fn build(&self) -> &str {
        &self.template.build
    }

    /// What other sites show of `article` where its address is pasted into them; nothing where the site has no address.
    pub fn oembed(&self, article: &Article) -> Option<String> {
        oembed::of_article(&self.site, &self.base, article)
    }

    /// The same for the front page.
    pub fn oembed_front(&self) -> Option<String> {
        oembed::of_front(&self.site, &self.base)
    }

    /// The page of `article`; `drawn` is what was drawn for its previews.
    pub fn article(&self, article: Article, drawn: Option<DrawnPicture<'_>>) -> Vec<u8> {
        let route = Route::Article(article.id.clone());
        let article = Arc::new(article);
        let screen = article_screen(Arc::clone(&article));
        let frame = self.lasting(route.clone(), &[]);
        let head = Head {
            own_title: article.title.as_ref().map(|title| title.as_str().to_owned()),
            description: head::description_of(&article),
            canonical: head::canonical(&article).map(|url| url.as_str().to_owned()),
            robots: if article.rights.index { "" } else { NOINDEX },
            image: head::picture_of(&article),
            drawn,
            article: Some(&article),
            linked_data: Some(linked_data::of_article(&self.site, &self.base, &article)),
            oembed: Some(oembed_path(&article.id)),
            ..self.head(&route, &frame, &screen)
        };
        self.page(&head, frame, screen)
    }

    /// The front page; `drawn` is what was drawn for its previews.
    pub fn front(&self, edition: &Edition, drawn: Option<DrawnPicture<'_>>) -> Vec<u8> {
        let (route, screen) = (Route::Front, front_screen(edition));
        let frame = edition_frame(edition, self.ui.clone(), route.clone());
        let head = Head {
            own_title: None,
            description: Some(self.site.tagline.as_ref().unwrap_or(&self.site.title).as_str().to_owned()),
            image: head::picture_among(edition.lead.iter().chain(&edition.latest)),
            drawn,
            linked_data: Some(linked_data::of_front(&self.site, &self.base)),
            feeds: Some(String::new()),
            oembed: Some(OEMBED_FRONT.to_owned()),
            editions: &self.sisters,
            ..self.head(&route, &frame, &screen)
        };
        self.page(&head, frame, screen)
    }

    /// The page of a section, with its newest `headlines`; `drawn` is what was drawn for its previews.
    pub fn section(
        &self,
        edition: &Edition,
        section: &SectionSummary,
        headlines: Vec<Headline>,
        drawn: Option<DrawnPicture<'_>>,
    ) -> Vec<u8> {
        let route = Route::Section(section.slug.clone());
        let image = head::picture_among(headlines.iter()).cloned();
        let screen = section_screen(edition, &section.slug, headlines);
        let frame = edition_frame(edition, self.ui.clone(), route.clone());
        let head = Head {
            image: image.as_ref(),
            drawn,
            linked_data: linked_data::of_list(&self.site, &self.base, &route.path(&self.base), &section.name),
            feeds: Some(format!("section/{}/", section.slug)),
            ..self.head(&route, &frame, &screen)
        };
        self.page(&head, frame, screen)
    }

    /// The page for frames of the front page; nothing where the viewer has no script for frames.
    pub fn embedded_front(&self, edition: &Edition) -> Option<Vec<u8>> {
        self.embedded_page(edition, Route::Front, &front_screen(edition))
    }

    /// The page for frames of a section, with its newest `headlines`.
    pub fn embedded_section(&self, edition: &Edition, slug: &SectionSlug, headlines: Vec<Headline>) -> Option<Vec<u8>> {
        self.embedded_page(edition, Route::Section(slug.clone()), &section_screen(edition, slug, headlines))
    }

    fn embedded_page(&self, edition: &Edition, route: Route, screen: &Screen) -> Option<Vec<u8>> {
        let template = self.embedded.as_ref()?;
        let mut frame = edition_frame(edition, self.ui.clone(), route);
        // Nothing is kept in a frame.
        frame.marks = None;
        Some(template.page(&document_title(&frame, screen), &embedded_html(&frame, screen)))
    }

    /// Page `page` of a section, or of the whole edition, with its `headlines`; `names` are
    /// sections that its headlines may belong to.
    pub fn older(
        &self,
        section: Option<&SectionRef>,
        page: u32,
        is_newest: bool,
        headlines: Vec<Headline>,
        names: &[SectionTab],
    ) -> Vec<u8> {
        let route = match section {
            Some(section) => Route::SectionOlder(section.slug.clone(), page),
            None => Route::Older(page),
        };
        let screen = Screen::Older(OlderScreen {
            section: section.cloned(),
            page,
            is_newest,
            headlines: newest_first(headlines.iter()),
        });
        let frame = self.lasting(route.clone(), names);
        let head = self.head(&route, &frame, &screen);
        self.page(&head, frame, screen)
    }

    /// A page of a tag, a still one; `names` are sections that its headlines may belong to.
    pub fn tag(&self, tag: TagScreen, names: &[SectionTab]) -> Vec<u8> {
        let path = tag_page(tag.slug, tag.page, &self.base);
        let frame = self.lasting(Route::Unknown, names);
        let headlines = newest_first(tag.headlines.iter());
        let image = headlines.iter().find_map(|headline| headline.image.clone());
        let linked_data = linked_data::of_list(&self.site, &self.base, &path, &tag.name);
        let robots = if tag.count < TAG_LISTED_FROM { "noindex,follow" } else { "" };
        let screen = Screen::Tag(TagScreen { headlines, ..tag });
        let head =
            Head { path, image: image.as_ref(), linked_data, robots, ..self.head(&Route::Unknown, &frame, &screen) };
        self.template.still(&head.write(), "", &body_html(frame, screen))
    }

    /// One of the operator's own pages.
    pub fn operator(&self, page: &OperatorPage) -> Vec<u8> {
        let route = Route::Operator(page.slug.clone());
        let screen = Screen::Operator(Arc::new(page.clone()));
        let frame = self.lasting(route.clone(), &[]);
        let head = self.head(&route, &frame, &screen);
        self.page(&head, frame, screen)
    }

    /// The page of what a reader keeps: without scripts it says what that is.
    pub fn saved(&self) -> Vec<u8> {
        let route = Route::Saved;
        let frame = self.lasting(route.clone(), &[]);
        let head = Head { robots: NOINDEX, ..self.head(&route, &frame, &Screen::Saved) };
        self.page(&head, frame, Screen::Saved)
    }

    /// What stands in place of an article that left.
    pub fn tombstone(&self, id: &ArticleId, reason: RemovalReason) -> Vec<u8> {
        self.missing(&Route::Article(id.clone()), Missing::Removed(reason))
    }

    /// `404.html`.
    pub fn not_found(&self) -> Vec<u8> {
        self.missing(&Route::Unknown, Missing::Page)
    }

    fn missing(&self, route: &Route, what: Missing) -> Vec<u8> {
        let screen = Screen::Missing(what);
        let frame = self.lasting(route.clone(), &[]);
        let mut head = Head { robots: NOINDEX, ..self.head(route, &frame, &screen) };
        if *route == Route::Unknown {
            head.path.clear();
        }
        self.page(&head, frame, screen)
    }

    /// What stands in place of an id that `to` has now: a page that leads there, also without scripts.
    pub fn redirect(&self, to: &ArticleId) -> Vec<u8> {
        let path = Route::Article(to.clone()).path(&self.base);
        let canonical = head::absolute(&self.site, &path).unwrap_or_else(|| path.clone());
        let [path, canonical] = [path, canonical].map(|address| escape(&address));
        let title = escape(self.site.title.as_str());
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"content-security-policy\" content=\"{REDIRECT_POLICY}\">\n<title>{title}</title>\n\
             <meta http-equiv=\"refresh\" content=\"0; url={path}\">\n<link rel=\"canonical\" href=\"{canonical}\">\n\
             </head>\n<body>\n<p><a href=\"{path}\">{title}</a></p>\n</body>\n</html>\n",
            self.ui.language.as_str(),
            self.ui.language.dir().as_str(),
        )
        .into_bytes()
    }

    /// What a feed says of the copy of `original`, as HTML: when it was taken, and the disclaimer.
    pub fn copy_note(&self, original: &Original) -> String {
        let frame = self.lasting(Route::Front, &[]);
        copy_note(Context::new(&frame), original).map(element_html).concat()
    }

    /// The page that the viewer fills, where there is none of a page's own.
    pub fn shell(&self) -> Vec<u8> {
        let title = escape(self.site.title.as_str());
        self.template.shell(&format!("<title>{title}</title>\n<meta name=\"robots\" content=\"noindex\">\n"))
    }

    /// The frame of a page that says only what lasts.
    fn lasting(&self, route: Route, names: &[SectionTab]) -> Frame {
        let mut frame = site_frame(Arc::clone(&self.site), self.ui.clone(), route);
        frame.sections.clone_from(&self.own_sections);
        let others = names.iter().filter(|tab| self.own_sections.iter().all(|own| own.slug != tab.slug));
        frame.sections.extend(others.cloned());
        frame
    }

    fn head<'a>(&'a self, route: &Route, frame: &Frame, screen: &Screen) -> Head<'a> {
        let own_title = match screen {
            Screen::Section(section) => Some(&section.section.name),
            Screen::Older(older) => older.section.as_ref().map(|section| &section.name),
            Screen::Tag(tag) => Some(&tag.name),
            Screen::Operator(page) => Some(&page.title),
            _ => None,
        };
        let title = document_title(frame, screen);
        Head {
            site: &self.site,
            base: &self.base,
            path: route.path(&self.base),
            own_title: own_title.map(|title: &Text| title.as_str().to_owned()),
            description: match screen {
                Screen::Operator(page) => head::first_words(&page.blocks),
                _ => Some(own_title.map_or_else(|| title.clone(), |title| self.described(title))),
            },
            title,
            canonical: None,
            robots: "",
            image: None,
            drawn: None,
            article: None,
            linked_data: None,
            feeds: None,
            oembed: None,
            editions: &[],
        }
    }

    /// What a list called `title` is, in a line.
    fn described(&self, title: &Text) -> String {
        let site = self.site.title.as_str();
        match &self.site.tagline {
            Some(tagline) => format!("{} – {site}: {}", title.as_str(), tagline.as_str()),
            None => format!("{} – {site}", title.as_str()),
        }
    }

    fn page(&self, head: &Head<'_>, frame: Frame, screen: Screen) -> Vec<u8> {
        self.template.page(&head.write(), &body_html(frame, screen))
    }
}

/// A tab for each of `sections`, by which headlines are given the names of their sections.
pub(crate) fn names(sections: impl Iterator<Item = (SectionSlug, Text)>) -> Vec<SectionTab> {
    sections.map(|(slug, name)| SectionTab { slug, name, count: 0, own: false }).collect()
}
