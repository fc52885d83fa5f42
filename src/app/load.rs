//! Fetching and reading one document.

use crate::browser::fetch::{self, Freshness};
use crate::browser::{feed_reader, saved, words};
use crate::failure::Failure;
use crate::route::BasePath;
use crate::store::{Received, Wanted};
use browser::json::BrowserJson;
use browser::urls::BrowserUrls;
use model::{Article, Direction, Redirect, ResolveUrl, SafeUrl, Tombstone};
use wire::edition::{
    Document, article_path, chain_path, decode, decode_value, edition_path, headlines_path, latest_path,
    operator_page_path,
};
use wire::feed_page::FeedPage;
use wire::json::JsonText;

/// Fetches what is wanted; where the reader `keeps` articles, one that cannot be had from those.
pub async fn load(wanted: Wanted, base: &BasePath, surrounding: Direction, keeps: bool) -> Received {
    match wanted {
        Wanted::Edition => Received::Edition(document(base.file(edition_path()), Freshness::Revalidated).await),
        Wanted::Latest(slug, of) => {
            // One list an edition: what the cache has of this one need not be asked for again.
            let address = format!("{}?{of}", base.file(&latest_path(&slug)));
            let page = document(address, Freshness::Kept).await;
            Received::Latest(slug, of, page)
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
            let mut article = article(base.file(&article_path(&id))).await;
            if let (true, Err(failure)) = (keeps, &article) {
                let action = if matches!(failure, Failure::Removed(_)) { "removed" } else { "document" };
                if let Some(text) = saved::ask(&format!("{action} {id} ")).await
                    && let Ok(kept) = read_article(&text)
                {
                    article = Ok(kept);
                }
            }
            Received::Article(id, article)
        }
        Wanted::Operator(slug) => {
            let page = document(base.file(&operator_page_path(&slug)), Freshness::AsServed).await;
            Received::Operator(slug, page)
        }
        Wanted::Feed(address, _) => Received::Feed(feed(address, surrounding).await),
        Wanted::Words(language) => Received::Words(language, words::fetch(language).await),
    }
}

async fn document<T: Document>(address: String, freshness: Freshness) -> Result<T, Failure> {
    let text = fetch::own_text(&address, freshness).await?;
    Ok(decode(&BrowserJson::parse(&text)?)?)
}

/// An article, or what stands in its place.
async fn article(address: String) -> Result<Article, Failure> {
    read_article(&fetch::own_text(&address, Freshness::AsServed).await?)
}

fn read_article(text: &str) -> Result<Article, Failure> {
    let value = BrowserJson::parse(text)?.value();
    let format = value.get("format").as_str().unwrap_or_default();
    let is = |name: &str| format.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
    if is(Tombstone::NAME) {
        Err(Failure::Removed(decode_value::<Tombstone>(value)?.reason))
    } else if is(Redirect::NAME) {
        Err(Failure::Moved(decode_value::<Redirect>(value)?.to))
    } else {
        Ok(decode_value(value)?)
    }
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
