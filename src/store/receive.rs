//! What came of what was asked for, put where it belongs.

use super::{ARTICLES_KEPT, Load, Received, Source, State, put};
use crate::failure::Failure;
use crate::route::Route;
use model::{Article, ArticleId, Edition};
use std::sync::Arc;
use wire::feed_page::FeedPage;

impl State {
    /// Takes in what came.
    pub fn receive(&mut self, received: Received) {
        match received {
            Received::Edition(edition) => self.receive_edition(edition),
            // The list of an edition that was replaced meanwhile is asked for again.
            Received::Latest(slug, of, _) if self.edition().is_none_or(|edition| edition.updated != of) => {
                self.latest.retain(|(known, _)| *known != slug);
            }
            Received::Latest(slug, _, page) => put(&mut self.latest, slug, into_load(page.map(|page| page.headlines))),
            Received::Directory(chain, directory) => {
                self.chain_mut(&chain).directory = Some(into_load(directory.map(|directory| directory.pages)));
            }
            Received::Headlines(chain, page, headlines) => {
                self.chain_mut(&chain).put_page(page, into_load(headlines.map(|page| page.headlines)));
            }
            Received::Article(id, Err(Failure::Moved(to))) if to != id => {
                self.articles.retain(|(known, _)| *known != id);
                if self.route == Route::Article(id) {
                    self.route = Route::Article(to);
                }
            }
            Received::Article(id, article) => {
                let article =
                    article.and_then(|article| if article.id == id { Ok(article) } else { Err(Failure::Broken) });
                put(&mut self.articles, id, into_load(article.map(Arc::new)));
                if self.articles.len() > ARTICLES_KEPT && self.source == Source::Edition {
                    // The oldest goes, but not the one that is open: others are fetched ahead from its page.
                    let open = |id: &ArticleId| matches!(&self.route, Route::Article(open) if open == id);
                    if let Some(at) = self.articles.iter().position(|(id, _)| !open(id)) {
                        self.articles.remove(at);
                    }
                }
            }
            Received::Operator(slug, page) => put(&mut self.operator_pages, slug, into_load(page.map(Arc::new))),
            Received::Feed(page) => self.receive_feed(page),
            Received::Words(language, words) => self.receive_words(language, words),
        }
    }

    /// Takes in what was fetched ahead. What did not come is forgotten, and asked for again by the page that
    /// lacks it.
    pub fn put_by(&mut self, received: Received) {
        match received {
            Received::Latest(slug, _, Err(_)) => self.latest.retain(|(known, _)| *known != slug),
            Received::Article(id, Err(_)) => self.articles.retain(|(known, _)| *known != id),
            received => self.receive(received),
        }
    }

    /// An edition; a later one replaces the first and forgets what may have changed with it, but
    /// one that did not come leaves the first on screen, marked stale.
    fn receive_edition(&mut self, edition: Result<Edition, Failure>) {
        match (&self.edition, edition) {
            (Load::Ready(_), Err(_)) => self.stale = true,
            (Load::Ready(old), Ok(new)) => {
                self.stale = false;
                if old.updated != new.updated || old.total != new.total {
                    self.latest.clear();
                    self.chains.retain(|(_, chain)| chain.is_expanded());
                    self.edition = Load::Ready(Arc::new(new));
                }
            }
            (_, edition) => self.edition = into_load(edition.map(Arc::new)),
        }
    }

    fn receive_feed(&mut self, page: Result<FeedPage, Failure>) {
        let first = self.feed != Some(Load::Ready(()));
        let page = match page {
            Ok(page) => page,
            Err(failure) if first => {
                self.feed = Some(Load::Failed(failure));
                return;
            }
            Err(failure) => {
                self.feed_more = Load::Failed(failure);
                return;
            }
        };
        let site = self.edition().filter(|_| !first || matches!(self.source, Source::Requested(_))).cloned();
        let known: Vec<Arc<Article>> = if first {
            Vec::new()
        } else {
            self.articles.iter().filter_map(|(_, article)| article.ready().cloned()).collect()
        };
        self.feed_read.push(page.address.clone());
        self.feed_next = page.next.clone().filter(|next| !self.feed_read.contains(next));
        let reading =
            crate::direct::read_on(known, page, site.as_ref().map(|edition| &edition.site), self.page_language);
        if first && reading.articles.is_empty() {
            self.feed = Some(Load::Failed(Failure::Empty));
            return;
        }
        self.latest = reading.sections.into_iter().map(|(slug, headlines)| (slug, Load::Ready(headlines))).collect();
        self.articles =
            reading.articles.into_iter().map(|article| (article.id.clone(), Load::Ready(article))).collect();
        self.edition = Load::Ready(Arc::new(reading.edition));
        self.feed = Some(Load::Ready(()));
        self.feed_more = Load::Ready(());
    }
}

fn into_load<T>(result: Result<T, Failure>) -> Load<T> {
    match result {
        Ok(document) => Load::Ready(document),
        Err(failure) => Load::Failed(failure),
    }
}
