//! Fetching and reading one document.

use crate::browser::clock;
use crate::browser::dom::BrowserHtml;
use crate::browser::fetch::{self, Freshness};
use crate::browser::json::BrowserJson;
use crate::browser::urls::BrowserUrls;
use crate::direct::FeedPage;
use crate::failure::Failure;
use crate::route::BasePath;
use crate::store::{Received, Wanted};
use model::{Direction, ResolveUrl, SafeUrl};
use wire::edition::{
    Document, article_path, chain_path, decode, edition_path, headlines_path, latest_path, operator_page_path,
};
use wire::ingest::Ingest;
use wire::json::{JsonText, Value};

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
    let value: Value = BrowserJson::parse(&fetched.text)?.decode().map_err(|_| Failure::NotJson)?;
    let came_from = SafeUrl::parse(&fetched.address).unwrap_or_else(|_| address.clone());
    let ingest = Ingest {
        source: address.as_str(),
        address: Some(&came_from),
        urls: &BrowserUrls,
        html: &BrowserHtml,
        surrounding,
    };
    let read = wire::read(&value, &ingest)?;
    let next = read.next.or_else(|| next_page(&address, fetched.total_pages));
    // A feed may lead on within its own origin only: that is what the site allowed.
    let next = next.filter(|next| next.origin() == address.origin() && *next != address);
    Ok(FeedPage { address, title: read.title, items: read.items, next, fetched: clock::now() })
}

/// The page after `address` of a WordPress collection of `total` pages.
fn next_page(address: &SafeUrl, total: Option<u32>) -> Option<SafeUrl> {
    let whole = address.as_str().split('#').next()?;
    let (path, query) = whole.split_once('?').unwrap_or((whole, ""));
    let page: u32 =
        query.split('&').find_map(|pair| pair.strip_prefix("page=")).and_then(|n| n.parse().ok()).unwrap_or(1);
    if page >= total? {
        return None;
    }
    let mut next = format!("{path}?");
    for pair in query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("page=")) {
        next.push_str(pair);
        next.push('&');
    }
    SafeUrl::parse(&format!("{next}page={}", page + 1)).ok()
}

/// An address of the page's own head, resolved against the page.
pub fn absolute(address: &str) -> Option<SafeUrl> {
    let page = crate::browser::page::window().location().href().ok()?;
    SafeUrl::parse(&BrowserUrls.resolve(address, Some(&page))?).ok().filter(SafeUrl::is_web)
}

/// A query parameter's value, its percent escapes undone.
pub fn query_value(escaped: &str) -> Option<String> {
    js_sys::decode_uri_component(escaped).ok().map(String::from)
}
