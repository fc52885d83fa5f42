//! What is on screen, as data: the store fills it in the browser, press fills it natively, and
//! [`crate::pages`] draws it, the same in both.

use crate::failure::Failure;
use crate::marks::Marks;
use crate::route::Route;
use crate::ui::Ui;
use model::{
    Article, ArticleId, Headline, Moment, Neighbour, OperatorPage, RemovalReason, SafeUrl, SectionRef, SectionSlug,
    SectionSummary, Site, Text,
};
use std::sync::Arc;

/// What stands around every screen: masthead, section bar, notices, footer.
#[derive(Clone)]
pub struct Frame {
    /// How this reader reads.
    pub ui: Ui,
    /// Whose edition it is; missing until it is known (loading, or nothing could be read).
    pub site: Option<Arc<Site>>,
    /// The sections, in the order of the section bar.
    pub sections: Vec<SectionTab>,
    /// Whether the page says only what lasts: the bar has the operator's own sections and that of the page,
    /// without counts.
    pub lasting: bool,
    /// How many articles the edition holds, where the page may say so.
    pub total: Option<u32>,
    /// The edition's date, where the page may say so.
    pub updated: Option<Moment>,
    /// The page that is open.
    pub route: Route,
    /// What the reader should know.
    pub notices: Vec<Notice>,
    /// Whether the settings panel is open.
    pub settings_open: bool,
    /// What the reader has kept and read; missing where articles cannot be kept: they are in no edition.
    pub marks: Option<Arc<Marks>>,
    /// Where the site cannot be reached: the articles that can be read all the same.
    pub offline: Option<Arc<Vec<ArticleId>>>,
}

/// One tab of the section bar.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionTab {
    /// Its name in URLs.
    pub slug: SectionSlug,
    /// Its name on the page.
    pub name: Text,
    /// How many articles it holds.
    pub count: u32,
    /// Whether the operator named it.
    pub own: bool,
}

/// A line that tells of a state.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// No network: what is shown was loaded before.
    Offline,
    /// The network answers, but not with a newer edition than this one.
    Stale {
        /// The edition's date.
        since: Moment,
    },
    /// The address and its attribution are in the clipboard.
    Copied,
    /// A newer viewer waits.
    UpdateWaits,
    /// Neither sharing nor copying worked: the address to copy by hand.
    CopyByHand(String),
    /// Settings hold for this visit only: the browser blocks storage.
    StorageBlocked,
    /// The words of the language that the reader or the edition chose did not come.
    LanguageMissing,
    /// What came of something that the reader asked for, in the reader's language.
    Told(String),
}

/// The page itself.
#[derive(Clone)]
#[allow(clippy::large_enum_variant, reason = "there is one at a time, and a box would weigh in the download")]
pub enum Screen {
    /// Not there yet: a skeleton of the size of what comes.
    Loading(Skeleton),
    /// The front page.
    Front(FrontScreen),
    /// A section.
    Section(SectionScreen),
    /// An older page of the edition or of a section.
    Older(OlderScreen),
    /// A page of a tag.
    #[cfg(feature = "ssr")]
    Tag(TagScreen),
    /// An article.
    Article(ArticleScreen),
    /// One of the operator's pages.
    Operator(Arc<OperatorPage>),
    /// What this reader keeps; drawn by the module for saved articles inside the place that the page has for it.
    Saved,
    /// The site has no such thing.
    Missing(Missing),
    /// Something is broken, or out of reach.
    Failed {
        /// What.
        failure: Failure,
        /// Where it should have come from, to open it directly; only for direct sources.
        source: Option<SafeUrl>,
    },
}

impl Screen {
    /// The section that the page belongs to.
    pub fn section(&self) -> Option<(&SectionSlug, &Text)> {
        match self {
            Self::Section(screen) => Some((&screen.section.slug, &screen.section.name)),
            Self::Older(screen) => screen.section.as_ref().map(|section| (&section.slug, &section.name)),
            Self::Article(screen) => screen.article.section.as_ref().map(|section| (&section.slug, &section.name)),
            _ => None,
        }
    }

    /// Leaves out what no screen is high enough to show at once: headlines after the first `most`, and what
    /// stands under them; whether that was anything.
    pub fn shorten(&mut self, most: usize) -> bool {
        let (headlines, older) = match self {
            Self::Front(front) => (&mut front.headlines, &mut front.older),
            Self::Section(section) => (&mut section.headlines, &mut section.older),
            _ => return false,
        };
        let is_long = headlines.len() > most;
        if is_long {
            headlines.truncate(most);
            *older = Older { remaining: 0, next: None, state: OlderState::Idle };
        }
        is_long
    }
}

/// What is being waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skeleton {
    /// Headlines with a lead.
    Front,
    /// Headlines.
    List,
    /// An article.
    Article,
}

/// What the site does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The path names no page.
    Page,
    /// No such section.
    Section,
    /// No such article.
    Article,
    /// No longer: the site took it down, its time is over, or its publisher took it back.
    Removed(RemovalReason),
}

/// The front page.
#[derive(Clone)]
pub struct FrontScreen {
    /// The story on top.
    pub lead: Option<Headline>,
    /// The others, newest first, without the lead.
    pub headlines: Vec<Headline>,
    /// What is older than these.
    pub older: Older,
}

/// A section's page.
#[derive(Clone)]
pub struct SectionScreen {
    /// Which.
    pub section: SectionSummary,
    /// Its headlines, newest first.
    pub headlines: Vec<Headline>,
    /// What is older than these.
    pub older: Older,
}

/// What lies behind "more".
#[derive(Clone, Debug, PartialEq)]
pub struct Older {
    /// How many articles are not shown yet; 0 where the source does not tell.
    pub remaining: u32,
    /// The page that "more" leads to, where scripts do not run; missing when nothing remains and
    /// nothing is offered.
    pub next: Option<Route>,
    /// Whether it is being loaded.
    pub state: OlderState,
}

/// Whether older headlines are being loaded.
#[derive(Clone, Debug, PartialEq)]
pub enum OlderState {
    /// They wait to be asked for.
    Idle,
    /// They are on their way.
    Loading,
    /// They did not come.
    Failed(Failure),
}

/// Page `page` of a chain.
#[derive(Clone)]
pub struct OlderScreen {
    /// The section, or the whole edition.
    pub section: Option<SectionRef>,
    /// Its number, counted from the oldest, from 1.
    pub page: u32,
    /// Whether no page is newer.
    pub is_newest: bool,
    /// Its headlines, newest first.
    pub headlines: Vec<Headline>,
}

/// A page of a tag: the newest of its articles, or page `page` of them.
#[cfg(feature = "ssr")]
#[derive(Clone)]
pub struct TagScreen {
    /// The tag's name in URLs.
    pub slug: model::TagSlug,
    /// Its name on the page.
    pub name: Text,
    /// How many articles have it.
    pub count: u32,
    /// The page's number, counted from the oldest, from 1; none for the newest.
    pub page: Option<u32>,
    /// The number of the page with what is newer; none for the newest.
    pub newer: Option<u32>,
    /// The number of the page with what is older, where anything is.
    pub older: Option<u32>,
    /// Its headlines, newest first.
    pub headlines: Vec<Headline>,
}

/// An article's page.
#[derive(Clone)]
pub struct ArticleScreen {
    /// The article.
    pub article: Arc<Article>,
    /// The next one in its section, once known.
    pub newer: Option<Neighbour>,
    /// The one before it in its section, once known.
    pub older: Option<Neighbour>,
}
