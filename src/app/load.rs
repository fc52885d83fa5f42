//! Fetching and reading one document.

use crate::browser::feed_reader;
use crate::browser::fetch::{self, Freshness};
use crate::failure::Failure;
use crate::route::BasePath;
use crate::store::{Received, Wanted};
use browser::json::BrowserJson;
use browser::urls::BrowserUrls;
use model::{Direction, ResolveUrl, SafeUrl};
use wire::edition::{
    Document, article_path, chain_path, decode, edition_path, headlines_path, latest_path, operator_page_path,
};
use wire::feed_page::FeedPage;

/// Fetches what is wanted.
pub async fn load(wanted: Wanted, base: &BasePath, surrounding: Direction) -> Received {
    match wanted {
        Wanted::Edition => Received::Edition(document(base.file(edition_path()), Freshness::Revalidated).await),
        Wanted::Latest(slug) => {
            let page = document(base.file(&latest_path(&slug)), Freshness::AsServed).await;
            Received::Latest(slug, page)
        }
        Wanted::Directory(chain) => {
            let directory = document(base.file(&chain_path(&chain)), Freshness::AsServed).await;
            Received::Directory(chain.name, directory)
        }
        Wanted::Headlines(chain, page) => {
            let headlines = document(base.file(&headlines_path(&chain, &page)), Freshness::AsServed).await;
            Received::Headlines(chain, page.page, headlines)
        }
        Wanted::Article(id) => {
            let article = document(base.file(&article_path(&id)), Freshness::AsServed).await;
            Received::Article(id, article)
        }
        Wanted::Operator(slug) => {
            let page = document(base.file(&operator_page_path(&slug)), Freshness::AsServed).await;
            Received::Operator(slug, page)
        }
        Wanted::Feed(address, _) => Received::Feed(feed(address, surrounding).await),
    }
}

async fn document<T: Document>(address: String, freshness: Freshness) -> Result<T, Failure> {
    let text = fetch::own_text(&address, freshness).await?;
    Ok(decode(&BrowserJson::parse(&text)?)?)
}

async fn feed(address: SafeUrl, surrounding: Direction) -> Result<FeedPage, Failure> {
    let fetched = fetch::foreign_text(address.as_str()).await?;
    let page = feed_reader::read(&fetched, address.as_str(), surrounding).await?;
    Ok(decode(&BrowserJson::parse(&page)?)?)
}

/// An address of the page's own head, resolved against the page.
pub fn absolute(address: &str) -> Option<SafeUrl> {
    let page = crate::browser::page::window().location().href().ok()?;
    SafeUrl::parse(&BrowserUrls.resolve(address, Some(&page))?).ok().filter(SafeUrl::is_web)
}
