//! Screens from an edition's documents: the same in the browser and in press.

use crate::route::{BasePath, Route};
use crate::screen::{ArticleScreen, Frame, FrontScreen, Older, OlderState, Screen, SectionScreen, SectionTab};
use crate::ui::{Calendars, Ui};
use model::{Article, ArticleId, Edition, Headline, SectionSlug, Site};
use std::sync::Arc;
use wire::edition::HEADLINES_A_PAGE;

/// The frame of a page that may say how large and how recent the edition is: front and sections.
pub fn edition_frame(edition: &Edition, ui: Ui, route: Route) -> Frame {
    let mut frame = site_frame(Arc::new(edition.site.clone()), ui, route);
    frame.sections = section_tabs(edition);
    frame.lasting = false;
    frame.total = Some(edition.total);
    frame.updated = Some(edition.updated);
    frame
}

/// The frame of a page that holds nothing edition-wide, so that no new article changes it: an
/// article, an older page, a page of the operator's. Give it [`section_tabs`].
pub fn site_frame(site: Arc<Site>, ui: Ui, route: Route) -> Frame {
    Frame {
        ui,
        site: Some(site),
        sections: Vec::new(),
        lasting: true,
        total: None,
        updated: None,
        route,
        notices: Vec::new(),
        settings_open: false,
        marks: Some(Arc::default()),
        offline: None,
    }
}

/// The sections of `edition`, in the order of the section bar.
pub fn section_tabs(edition: &Edition) -> Vec<SectionTab> {
    let tab = |section: &model::SectionSummary| SectionTab {
        slug: section.slug.clone(),
        name: section.name.clone(),
        count: section.count,
        own: edition.site.sections.contains(&section.slug),
    };
    edition.sections.iter().map(tab).collect()
}

/// How the edition's publisher chose to be read.
pub fn default_ui(site: &Site, base: BasePath, calendars: &'static dyn Calendars) -> Ui {
    Ui::from_defaults(&site.locale, base, calendars)
}

/// The front page: the lead (the newest headline where the edition names none), then the newest
/// headlines without it.
pub fn front_screen(edition: &Edition) -> Screen {
    let lead = edition.lead.as_ref().or(edition.latest.first()).cloned();
    let headlines: Vec<Headline> = edition
        .latest
        .iter()
        .filter(|headline| lead.as_ref().is_none_or(|lead| lead.id != headline.id))
        .cloned()
        .collect();
    let shown = headlines.len() + usize::from(lead.is_some());
    let older = older_than(shown, edition.total, Route::Older);
    Screen::Front(FrontScreen { lead, headlines, older })
}

/// A section's page, with its newest headlines; [`crate::screen::Missing::Section`] where the
/// edition has no such section.
pub fn section_screen(edition: &Edition, slug: &SectionSlug, headlines: Vec<Headline>) -> Screen {
    let Some(section) = edition.section(slug) else {
        return Screen::Missing(crate::screen::Missing::Section);
    };
    let older = older_than(headlines.len(), section.count, |page| Route::SectionOlder(slug.clone(), page));
    Screen::Section(SectionScreen { section: section.clone(), headlines, older })
}

/// An article's page, its neighbours not known yet.
pub fn article_screen(article: Arc<Article>) -> Screen {
    Screen::Article(ArticleScreen { article, newer: None, older: None })
}

/// What lies behind `shown` of `total` headlines. Pages are numbered from the oldest, so the newest
/// full one has the highest number.
fn older_than(shown: usize, total: u32, route: impl Fn(u32) -> Route) -> Older {
    let remaining = total.saturating_sub(shown as u32);
    let pages = total.div_ceil(HEADLINES_A_PAGE as u32);
    Older { remaining, next: (remaining > 0).then(|| route(pages)), state: OlderState::Idle }
}

/// `headlines`, each once, by their date of publication, the undated last, else in their order.
pub fn newest_first<'a>(headlines: impl Iterator<Item = &'a Headline>) -> Vec<Headline> {
    // In order, found by halving: a hash table takes 2 KB of the wasm.
    let mut seen: Vec<&ArticleId> = Vec::new();
    let mut sorted = Vec::new();
    for headline in headlines {
        if let Err(place) = seen.binary_search(&&headline.id) {
            seen.insert(place, &headline.id);
            sorted.push(headline.clone());
        }
    }
    sorted.sort_by_key(|headline| std::cmp::Reverse(headline.published.map(model::Moment::order_key)));
    sorted
}
