//! Fetching by address: feeds, pages, later pictures, under one set of rules.
//!
//! What is asked is checked before a connection is made, after its name was looked up, at every
//! redirect; what answers is read within limits. Hosts are asked politely and their robots.txt is
//! followed.

mod asking;
mod body;
mod connection;
mod exchange;
mod failure;
mod forbidden;
mod links;
mod network;
mod policy;
mod remembered;
mod retry;
mod robots;
mod target;
mod turns;

pub use failure::{Failure, Refusal, Stage};
pub use network::{Connecting, Network, SystemNetwork};
pub use policy::{FetchPolicy, Limits};
pub(crate) use policy::{split_port, user_agent};

use crate::output::Digest;
use anyhow::Result;
use asking::Asking;
use model::{Moment, Problem, SafeUrl};
pub(crate) use remembered::Page as Seen;
use remembered::Remembered;
pub(crate) use remembered::{ListedFeed, Signpost};
use std::path::Path;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// What came of asking an address.
#[derive(Debug)]
pub enum Outcome {
    /// An answer, whole.
    Fetched(Fetched),
    /// It holds what it held when it was last [kept](Fetcher::keep), and what that was is remembered.
    NotModified,
    /// Nothing, and why.
    Failed(Failure),
}

/// What an address holds.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Its bytes, decompressed.
    pub bytes: Vec<u8>,
    /// What the server says it is, as it says it: `text/xml; charset=windows-1256`.
    pub content_type: Option<String>,
    /// Where it came from after redirects: what relative addresses are relative to.
    pub final_url: SafeUrl,
    /// The next page, where the `Link` field names one (RFC 8288).
    pub next: Option<SafeUrl>,
    /// How many pages there are, where WordPress says so (`X-WP-TotalPages`).
    pub total_pages: Option<u32>,
    page: Seen,
}

impl Fetched {
    /// The encoding that the server says the bytes are in (RFC 9110, section 8.3).
    pub fn charset(&self) -> Option<&str> {
        let (_, parameters) = self.content_type.as_ref()?.split_once(';')?;
        let mut values = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
        let (_, value) = values.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
        Some(value.trim().trim_matches('"')).filter(|charset| !charset.is_empty())
    }

    /// What tells whether it has changed.
    pub(crate) fn seen(&self) -> &Seen {
        &self.page
    }

    /// A digest of its bytes.
    pub(crate) fn digest(&self) -> Digest {
        self.page.digest
    }
}

/// Asks addresses, by the rules of its policy. Calls block, and may come from any number of
/// threads; none of them may be one of an asynchronous runtime.
pub struct Fetcher {
    asking: Asking,
    runtime: Option<Runtime>,
}

impl Fetcher {
    /// A fetcher that knows nothing of what was fetched before: see [`Fetcher::recall`].
    ///
    /// # Errors
    /// Certificates of the policy that cannot be read; no threads to be had.
    pub fn new(policy: FetchPolicy, network: Arc<dyn Network>, now: Moment) -> Result<Self> {
        // As with every order by date, a day begins at its midnight.
        let asking = Asking::new(policy, network, now.order_key())?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        Ok(Self { asking, runtime: Some(runtime) })
    }

    /// Brings to mind what [`Fetcher::save`] wrote into `folder`.
    pub fn recall(&mut self, folder: &Path) -> Option<Problem> {
        let (remembered, problem) = Remembered::load(folder);
        self.asking.remember(|all| *all = remembered);
        problem
    }

    /// What `address` holds, read within `limits`.
    pub fn fetch(&self, address: &SafeUrl, limits: &Limits) -> Outcome {
        self.ask(address, limits, None)
    }

    /// What `address` holds, unless that is what it held when it was last kept: for those who have it.
    pub fn fetch_if_changed(&self, address: &SafeUrl, limits: &Limits) -> Outcome {
        let known = self.asking.remember(|all| all.page(address.as_str()).cloned());
        self.ask(address, limits, known)
    }

    /// What `address` holds, unless that is what `seen` saw: for those who remember it themselves.
    pub(crate) fn fetch_unless(&self, address: &SafeUrl, limits: &Limits, seen: Option<&Seen>) -> Outcome {
        self.ask(address, limits, seen.cloned())
    }

    fn ask(&self, address: &SafeUrl, limits: &Limits, known: Option<Seen>) -> Outcome {
        let runtime = self.runtime.as_ref().expect("it is there until the fetcher is dropped");
        runtime.block_on(self.asking.fetch(address, limits, known)).unwrap_or_else(Outcome::Failed)
    }

    /// A digest of the bytes that `address` held when it was last kept.
    pub(crate) fn known(&self, address: &SafeUrl) -> Option<Digest> {
        self.asking.remember(|all| all.page(address.as_str()).map(|page| page.digest))
    }

    /// Where `address` led when it was last kept, if that was all that it held.
    pub(crate) fn signpost(&self, address: &SafeUrl) -> Option<Signpost> {
        self.asking.remember(|all| all.page(address.as_str())?.signpost.clone())
    }

    /// [`Fetcher::keep`], for what held nothing but the way to its articles.
    pub(crate) fn keep_signpost(&self, address: &SafeUrl, fetched: &Fetched, signpost: Signpost) {
        let page = Seen { signpost: Some(signpost), ..fetched.page.clone() };
        self.asking.remember(|all| all.keep_page(address.as_str(), page));
    }

    /// Remembers that `fetched` was read from `address`, so that it need not be sent again: from the
    /// next [`Fetcher::save`] on.
    ///
    /// For what was read well, and when all that belongs to it was: what is kept may not come again.
    pub fn keep(&self, address: &SafeUrl, fetched: &Fetched) {
        self.asking.remember(|all| all.keep_page(address.as_str(), fetched.page.clone()));
    }

    /// Writes what is to be remembered into `folder`: after what was fetched has been published.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn save(&self, folder: &Path) -> Result<()> {
        self.asking.remember(Remembered::count_kept_pages);
        self.save_hosts(folder)
    }

    /// Writes what is to be remembered of hosts, and nothing of what was read: where it came to nothing.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn save_hosts(&self, folder: &Path) -> Result<()> {
        let now = self.asking.now;
        self.asking.remember(|all| all.save(folder, now))
    }

    /// What is permitted.
    pub fn policy(&self) -> &FetchPolicy {
        &self.asking.policy
    }
}

impl Drop for Fetcher {
    fn drop(&mut self) {
        // A name that is still being looked up must not hold the command.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
