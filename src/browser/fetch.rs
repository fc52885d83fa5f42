//! Fetching a text, with every way it can fail told apart.

use crate::browser::page;
use crate::failure::Failure;
use gloo_net::http::Request;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit};

/// How long an answer may take to arrive whole, in milliseconds.
const PATIENCE_MS: u32 = 30_000;

/// A text that came, with what its headers say.
pub struct Fetched {
    /// The whole text.
    pub text: String,
    /// The address it came from, after redirects.
    pub address: String,
    /// Why the service worker gave an older copy: `offline`, `late`; nothing where it did not.
    pub older: Option<String>,
    /// How many pages there are (`X-WP-TotalPages`), where the server says so and lets us read it.
    pub total_pages: Option<u32>,
}

/// How this site was reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contact {
    /// What came does not tell: it may be the browser's own copy.
    #[default]
    Unknown,
    /// It answered just now.
    Made,
    /// It was too slow, or ailed: the service worker gave an older copy.
    Late,
    /// It could not be reached.
    Lost,
}

thread_local! {
    static CONTACT: Cell<Contact> = const { Cell::new(Contact::Unknown) };
}

/// How the site was reached by the last [`own_text`] since this was asked.
pub fn take_contact() -> Contact {
    CONTACT.take()
}

/// How fresh an answer has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// As the server's caching rules say.
    AsServed,
    /// From the cache where it is there: the address says of which edition it is.
    Kept,
    /// Asked of the server again, whatever the cache holds.
    Revalidated,
}

/// Fetches a text of this site's own.
///
/// # Errors
/// [`Failure`], from the network, the status, or a time-out.
pub async fn own_text(address: &str, freshness: Freshness) -> Result<String, Failure> {
    let cache = match freshness {
        Freshness::AsServed => RequestCache::Default,
        Freshness::Kept => RequestCache::ForceCache,
        Freshness::Revalidated => RequestCache::NoCache,
    };
    let fetched = text(address, cache, RequestCredentials::SameOrigin).await;
    CONTACT.set(match &fetched {
        Err(Failure::Offline | Failure::Unreachable) => Contact::Lost,
        Ok(Fetched { older: Some(why), .. }) if why == "offline" => Contact::Lost,
        _ if freshness != Freshness::Revalidated => Contact::Unknown,
        Ok(Fetched { older: Some(_), .. }) => Contact::Late,
        _ => Contact::Made,
    });
    fetched.map(|fetched| fetched.text)
}

/// Fetches a text of another origin: without credentials, without a referrer.
///
/// # Errors
/// As [`own_text`].
pub async fn foreign_text(address: &str) -> Result<Fetched, Failure> {
    text(address, RequestCache::Default, RequestCredentials::Omit).await
}

async fn text(address: &str, cache: RequestCache, credentials: RequestCredentials) -> Result<Fetched, Failure> {
    let out_of_reach = |_| if page::is_online() { Failure::Unreachable } else { Failure::Offline };
    let abort = AbortController::new().ok();
    let signal = abort.as_ref().map(AbortController::signal);
    // Cancelled when it drops: an answer that came in time is not aborted.
    let _patience = abort.map(|abort| Timeout::new(PATIENCE_MS, move || abort.abort()));
    let how = RequestInit::new();
    how.set_cache(cache);
    how.set_credentials(credentials);
    how.set_referrer_policy(ReferrerPolicy::NoReferrer);
    how.set_signal(signal.as_ref());
    // Not by the builder of gloo-net: it writes the query anew, and a signed address is then another.
    let request = web_sys::Request::new_with_str_and_init(address, &how).map_err(|_| Failure::Unreachable)?;
    let response = Request::from(request).send().await.map_err(out_of_reach)?;
    match response.status() {
        200..=299 => {}
        404 | 410 => return Err(Failure::Missing),
        401 | 403 | 451 => return Err(Failure::Forbidden),
        status => return Err(Failure::Server(status)),
    }
    let total_pages = response.headers().get("x-wp-totalpages").and_then(|pages| pages.parse().ok());
    let older = response.headers().get("x-nashra");
    let address = response.url();
    let text = response.text().await.map_err(out_of_reach)?;
    Ok(Fetched { text, address, older, total_pages })
}
