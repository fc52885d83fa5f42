//! The edition and what is being read: the only writer of that state.
//!
//! Pure: it fetches nothing. [`State::wanted`] says which documents the open page still lacks, the
//! app fetches them and hands each answer to [`State::receive`], and [`State::screen`] and
//! [`State::frame`] say what is to be seen.

mod chain;
mod language;
mod receive;
mod screens;

pub use chain::Chain;

use crate::failure::Failure;
use crate::marks::Marks;
use crate::route::{BasePath, Route};
use crate::screen::Notice;
use crate::settings::Settings;
use crate::ui::{Calendars, Ui};
use model::{
    Article, ArticleId, ChainRef, Edition, Headline, HeadlinePageRef, LocaleDefaults, Moment, MonthNames, OperatorPage,
    SafeUrl, SectionSlug, UiLanguage,
};
use std::sync::Arc;
use wire::edition::{ChainDirectory, HeadlinePage, WHOLE_EDITION, section_chain};
use wire::feed_page::FeedPage;

/// How many articles are kept in memory for the way back.
const ARTICLES_KEPT: usize = 30;

/// A document: not there yet, there, or not to be had.
#[derive(Clone, Debug, PartialEq)]
pub enum Load<T> {
    /// On its way.
    Pending,
    /// There.
    Ready(T),
    /// Not to be had.
    Failed(Failure),
}

impl<T> Load<T> {
    /// The document, where it is there.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(document) => Some(document),
            _ => None,
        }
    }
}

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The site's own `edition/`.
    Edition,
    /// A feed that the site's own `edition/` must first allow (`?source=`).
    Requested(SafeUrl),
    /// A feed that the page itself names (`<meta name="nashra:source">`): no edition is needed.
    Named(SafeUrl),
}

/// A document that the open page needs and that is not there.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// `edition.json`.
    Edition,
    /// The newest headlines of a section, in the edition of this moment.
    Latest(SectionSlug, Moment),
    /// A chain's directory.
    Directory(ChainRef),
    /// A page of a chain.
    Headlines(String, HeadlinePageRef),
    /// An article.
    Article(ArticleId),
    /// One of the operator's pages.
    Operator(SectionSlug),
    /// A page of a feed that is read directly; whether it is the first.
    Feed(SafeUrl, bool),
    /// The interface's words in a language.
    Words(UiLanguage),
}

/// What came of a [`Wanted`].
pub enum Received {
    /// `edition.json`.
    Edition(Result<Edition, Failure>),
    /// The newest headlines of a section, in the edition of this moment.
    Latest(SectionSlug, Moment, Result<HeadlinePage, Failure>),
    /// A chain's directory.
    Directory(String, Result<ChainDirectory, Failure>),
    /// A page of a chain.
    Headlines(String, u32, Result<HeadlinePage, Failure>),
    /// An article.
    Article(ArticleId, Result<Article, Failure>),
    /// One of the operator's pages.
    Operator(SectionSlug, Result<OperatorPage, Failure>),
    /// A page of a feed.
    Feed(Result<FeedPage, Failure>),
    /// The interface's words in a language, which are kept where words are.
    Words(UiLanguage, Result<(), Failure>),
}

/// Everything that can change while a reader reads.
pub struct State {
    /// The open page.
    pub route: Route,
    /// What links are relative to.
    pub base: BasePath,
    /// Civil time.
    pub calendars: &'static dyn Calendars,
    /// The reader's choices.
    pub settings: Settings,
    /// Whether the settings panel is open.
    pub settings_open: bool,
    /// Whether the site could be reached when it was asked last.
    pub online: bool,
    /// The articles that are kept on this device, once it is known; asked for where the site cannot be reached.
    pub shelf: Option<Arc<Vec<ArticleId>>>,
    /// Whether a newer viewer waits.
    pub update_waits: bool,
    /// Whether the browser keeps settings.
    pub storage_works: bool,
    /// A passing notice: copied, copy by hand.
    pub passing_notice: Option<Notice>,
    /// Whether the open page was prerendered: it stays as it is, without what it could not know.
    pub prerendered: bool,
    /// Whether a newer edition was looked for and could not be had.
    pub stale: bool,
    /// What the reader has kept and read.
    pub marks: Arc<Marks>,
    source: Source,
    edition: Load<Arc<Edition>>,
    latest: Vec<(SectionSlug, Load<Vec<Headline>>)>,
    chains: Vec<(String, Chain)>,
    articles: Vec<(ArticleId, Load<Arc<Article>>)>,
    operator_pages: Vec<(SectionSlug, Load<Arc<OperatorPage>>)>,
    feed: Option<Load<()>>,
    feed_next: Option<SafeUrl>,
    /// The pages of the feed that were read: one that leads back to them has come to its end.
    feed_read: Vec<SafeUrl>,
    feed_more: Load<()>,
    page_language: UiLanguage,
    /// The languages whose words were asked for. The first is that which the page opened in: its words are here.
    words: Vec<(UiLanguage, Load<()>)>,
    /// The language that the reader chose and whose words are not here yet.
    chosen_language: Option<UiLanguage>,
}

impl State {
    /// A page just opened, with nothing loaded but the words of its language: the one that `settings` name, else
    /// `page_language`, which is the document's and used until an edition says otherwise.
    pub fn new(
        route: Route,
        base: BasePath,
        source: Source,
        settings: Settings,
        page_language: UiLanguage,
        calendars: &'static dyn Calendars,
    ) -> Self {
        let language = settings.language.unwrap_or(page_language);
        Self {
            route,
            base,
            calendars,
            settings,
            settings_open: false,
            online: true,
            shelf: None,
            update_waits: false,
            storage_works: true,
            passing_notice: None,
            prerendered: false,
            stale: false,
            marks: Arc::default(),
            source,
            edition: Load::Pending,
            latest: Vec::new(),
            chains: Vec::new(),
            articles: Vec::new(),
            operator_pages: Vec::new(),
            feed: None,
            feed_next: None,
            feed_read: Vec::new(),
            feed_more: Load::Ready(()),
            page_language,
            words: vec![(language, Load::Ready(()))],
            chosen_language: None,
        }
    }

    /// Opens a page.
    pub fn open(&mut self, route: Route) {
        self.prerendered &= self.route == route;
        self.route = route;
        self.passing_notice = None;
        self.settings_open = false;
    }

    /// How this reader reads: the edition's defaults under the reader's own choices.
    pub fn ui(&self) -> Ui {
        let fallback;
        let defaults = match &self.edition {
            Load::Ready(edition) => &edition.site.locale,
            _ => {
                fallback = LocaleDefaults {
                    ui: self.page_language,
                    digits: self.page_language.default_digits(),
                    months: MonthNames::default(),
                    calendar: Default::default(),
                    time_zone: "UTC".to_owned(),
                };
                &fallback
            }
        };
        let mut ui = Ui::from_defaults(defaults, self.base.clone(), self.calendars);
        self.settings.apply(&mut ui, self.language(), defaults);
        if let Source::Requested(address) = &self.source {
            ui.query = format!("?source={}", query_escaped(address.as_str())).into();
        }
        ui
    }

    /// Whether articles come from the site's own `edition/`.
    pub fn reads_edition(&self) -> bool {
        self.source == Source::Edition
    }

    /// The edition, once it is there.
    pub fn edition(&self) -> Option<&Arc<Edition>> {
        self.edition.ready()
    }

    /// The article that is open, once it is there.
    pub fn open_article(&self) -> Option<&Arc<Article>> {
        let Route::Article(id) = &self.route else { return None };
        find(&self.articles, id)?.ready()
    }

    /// Which documents the open page still lacks. What is on its way or has failed is not wanted again.
    pub fn wanted(&self) -> Vec<Wanted> {
        let mut wanted = self.wanted_by(&self.route);
        wanted.extend(self.wanted_words());
        wanted
    }

    /// Which documents the page of `route` lacks.
    pub fn wanted_by(&self, route: &Route) -> Vec<Wanted> {
        let direct = match &self.source {
            Source::Named(address) => Some(address),
            Source::Requested(address) => {
                let Some(edition) = self.edition() else { return vec![Wanted::Edition] };
                if self.feed.is_none() && !allows(edition, address) { None } else { Some(address) }
            }
            Source::Edition => None,
        };
        if let Some(address) = direct {
            return match (&self.feed, &self.feed_more, &self.feed_next) {
                (None, ..) => vec![Wanted::Feed(address.clone(), true)],
                (Some(Load::Ready(())), Load::Pending, Some(next)) => vec![Wanted::Feed(next.clone(), false)],
                _ => Vec::new(),
            };
        }
        if !matches!(self.source, Source::Edition) {
            return Vec::new();
        }
        let Some(edition) = self.edition() else {
            return if self.edition == Load::Pending { vec![Wanted::Edition] } else { Vec::new() };
        };
        match route {
            Route::Front | Route::Unknown => self.wanted_of_chain(WHOLE_EDITION, edition.chain.as_ref(), None),
            Route::Older(page) => self.wanted_of_chain(WHOLE_EDITION, edition.chain.as_ref(), Some(*page)),
            Route::Section(slug) => {
                let Some(section) = edition.section(slug) else { return Vec::new() };
                let mut wanted = self.wanted_of_chain(&section_chain(slug), section.chain.as_ref(), None);
                if find(&self.latest, slug).is_none() {
                    wanted.push(Wanted::Latest(slug.clone(), edition.updated));
                }
                wanted
            }
            Route::SectionOlder(slug, page) => {
                let Some(section) = edition.section(slug) else { return Vec::new() };
                self.wanted_of_chain(&section_chain(slug), section.chain.as_ref(), Some(*page))
            }
            Route::Article(id) => match find(&self.articles, id) {
                None => vec![Wanted::Article(id.clone())],
                Some(Load::Ready(article)) => self.wanted_of_neighbours(edition, article),
                Some(_) => Vec::new(),
            },
            Route::Saved => Vec::new(),
            Route::Operator(slug) => {
                let known = edition.site.pages.iter().any(|page| page.slug == *slug);
                if known && find(&self.operator_pages, slug).is_none() {
                    vec![Wanted::Operator(slug.clone())]
                } else {
                    Vec::new()
                }
            }
        }
    }

    /// Marks `wanted` as on its way, so that it is asked for once.
    pub fn ask_for(&mut self, wanted: &Wanted) {
        match wanted {
            Wanted::Edition => {}
            Wanted::Latest(slug, _) => put(&mut self.latest, slug.clone(), Load::Pending),
            Wanted::Directory(chain) => self.chain_mut(&chain.name).directory = Some(Load::Pending),
            Wanted::Headlines(chain, page) => self.chain_mut(chain).put_page(page.page, Load::Pending),
            Wanted::Article(id) => put(&mut self.articles, id.clone(), Load::Pending),
            Wanted::Operator(slug) => put(&mut self.operator_pages, slug.clone(), Load::Pending),
            Wanted::Feed(_, true) => self.feed = Some(Load::Pending),
            Wanted::Feed(_, false) => {}
            Wanted::Words(language) => put(&mut self.words, *language, Load::Pending),
        }
    }

    /// What "more" does on the open page.
    pub fn show_more(&mut self) {
        match (&self.source, self.route.section().cloned()) {
            (Source::Edition, section) => {
                let chain = section.map_or_else(|| WHOLE_EDITION.to_owned(), |slug| section_chain(&slug));
                self.chain_mut(&chain).expand();
            }
            _ => self.feed_more = Load::Pending,
        }
    }

    /// Forgets every failure of the open page, so that it is asked for again.
    pub fn retry(&mut self) {
        self.latest.retain(|(_, latest)| !matches!(latest, Load::Failed(_)));
        self.articles.retain(|(_, article)| !matches!(article, Load::Failed(_)));
        self.operator_pages.retain(|(_, page)| !matches!(page, Load::Failed(_)));
        self.chains.iter_mut().for_each(|(_, chain)| chain.retry());
        self.words.retain(|(_, words)| !matches!(words, Load::Failed(_)));
        if matches!(self.edition, Load::Failed(_)) {
            self.edition = Load::Pending;
        }
        if matches!(self.feed, Some(Load::Failed(_))) {
            self.feed = None;
        }
        if matches!(self.feed_more, Load::Failed(_)) {
            self.feed_more = Load::Pending;
        }
    }
}

fn allows(edition: &Edition, address: &SafeUrl) -> bool {
    address.origin().is_some_and(|origin| edition.site.direct_allow.contains(&origin))
}

/// `text` as the value of one query parameter.
fn query_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                escaped.push(byte as char)
            }
            _ => {
                escaped.push('%');
                escaped.push(char::from(b"0123456789ABCDEF"[usize::from(byte >> 4)]));
                escaped.push(char::from(b"0123456789ABCDEF"[usize::from(byte & 15)]));
            }
        }
    }
    escaped
}

fn find<'a, K: PartialEq<Q>, Q: ?Sized, T>(list: &'a [(K, T)], key: &Q) -> Option<&'a T> {
    list.iter().find(|(known, _)| known == key).map(|(_, value)| value)
}

fn put<K: PartialEq, T>(list: &mut Vec<(K, T)>, key: K, value: T) {
    list.retain(|(known, _)| *known != key);
    list.push((key, value));
}
