//! From an address to its answer: permission, turn, repetition, redirects.

use super::exchange::{Answer, Wire, exchange};
use super::network::Network;
use super::policy::{FetchPolicy, Limits};
use super::remembered::{Page, Remembered, RobotsFile};
use super::target::Target;
use super::turns::Turns;
use super::{Failure, Fetched, Outcome, Refusal, connection, links, retry, robots};
use crate::output::Digest;
use anyhow::Result as AnyResult;
use hyper::StatusCode;
use hyper::header::{self, HeaderName};
use model::SafeUrl;
use robotxt::Robots;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::OnceCell;

const MAX_REDIRECTS: usize = 5;
/// Of a larger robots.txt only the first 500 KiB are followed, as RFC 9309 lets us.
const ROBOTS: Limits = Limits { sent: 4 << 20, bytes: 4 << 20, ratio: 100 };
/// A larger robots.txt is not remembered, so that what is remembered stays small.
const LARGEST_ROBOTS_KEPT: usize = 64 << 10;

type KnownRobots = Arc<OnceCell<Result<Robots, Failure>>>;

/// One run's asking.
pub(super) struct Asking {
    pub policy: FetchPolicy,
    /// Seconds since 1970.
    pub now: i64,
    wire: Wire,
    turns: Turns,
    robots: Mutex<HashMap<String, KnownRobots>>,
    remembered: Mutex<Remembered>,
}

impl Asking {
    pub fn new(policy: FetchPolicy, network: Arc<dyn Network>, now: i64) -> AnyResult<Self> {
        let wire = Wire { network, tls: connection::tls(policy.certificates.as_deref())? };
        let (turns, robots, remembered) = Default::default();
        Ok(Self { policy, now, wire, turns, robots, remembered })
    }

    pub fn remember<T>(&self, change: impl FnOnce(&mut Remembered) -> T) -> T {
        change(&mut lock(&self.remembered))
    }

    /// What `address` holds, unless that is what is `known`.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn fetch(&self, address: &SafeUrl, limits: &Limits, known: Option<Page>) -> Result<Outcome, Failure> {
        let target = Target::new(address.as_str(), None, &self.policy)?;
        let (answer, target) = self.follow(target, limits, known.as_ref(), true).await?;
        let status = answer.status;
        let unchanged = || {
            self.remember(|all| all.touch(address.as_str(), self.now));
            Ok(Outcome::NotModified)
        };
        if status == StatusCode::NOT_MODIFIED && known.is_some() {
            return unchanged();
        }
        if status != StatusCode::OK {
            return Err(Failure::Status(status.as_u16()));
        }
        let digest = Digest::of(&answer.body);
        if known.is_some_and(|known| known.digest == digest) {
            return unchanged();
        }
        let text = |name: HeaderName| answer.field(name).map(str::to_owned);
        let page = Page {
            final_url: target.url.to_string(),
            etag: text(header::ETAG),
            last_modified: text(header::LAST_MODIFIED),
            digest,
            signpost: None,
            asked: self.now,
        };
        let final_url = SafeUrl::parse(target.url.as_str()).map_err(|error| Refusal::NoAddress(error.to_string()))?;
        Ok(Outcome::Fetched(Fetched {
            content_type: text(header::CONTENT_TYPE),
            next: links::next(&answer.headers, &target.url),
            total_pages: answer.field("x-wp-totalpages").and_then(|pages| pages.trim().parse().ok()),
            bytes: answer.body,
            final_url,
            page,
        }))
    }

    /// Asks `target` and what it redirects to, at most five times; each is checked like the first.
    async fn follow(
        &self,
        mut target: Target,
        limits: &Limits,
        known: Option<&Page>,
        heeds_robots: bool,
    ) -> Result<(Answer, Target), Failure> {
        let mut asked = HashSet::new();
        for _ in 0..=MAX_REDIRECTS {
            if !asked.insert(target.url.to_string()) {
                return Err(Failure::RedirectLoop);
            }
            let pause = if heeds_robots { self.permission(&target).await? } else { self.policy.delay };
            let fields = known.filter(|known| known.final_url == target.url.as_str()).map_or_else(Vec::new, validators);
            let answer = self.ask(&target, &fields, limits, pause).await?;
            let moved = answer.status.is_redirection() && answer.status != StatusCode::NOT_MODIFIED;
            if !moved {
                return Ok((answer, target));
            }
            let location = answer.headers.get(header::LOCATION).ok_or(Failure::RedirectNowhere)?;
            let location = String::from_utf8_lossy(location.as_bytes()).into_owned();
            target = Target::new(&location, Some(&target.url), &self.policy)?;
        }
        Err(Failure::TooManyRedirects)
    }

    /// The pause that the host of `target` is owed after a request.
    ///
    /// # Errors
    /// [`Failure::Robots`], [`Failure::RobotsUnknown`].
    async fn permission(&self, target: &Target) -> Result<Duration, Failure> {
        if self.policy.ignores_robots_of(&target.host) {
            return Ok(self.policy.delay);
        }
        let origin = target.url.origin().ascii_serialization();
        let known = Arc::clone(lock(&self.robots).entry(origin.clone()).or_default());
        // Boxed: fetching a robots.txt follows redirects too.
        let rules = known.get_or_init(|| Box::pin(self.read_robots(target, &origin))).await.as_ref();
        let rules = rules.map_err(Clone::clone)?;
        match rules.is_allowed(&target.path()) {
            true => Ok(robots::pause(rules, self.policy.delay)),
            false => Err(Failure::Robots),
        }
    }

    async fn read_robots(&self, target: &Target, origin: &str) -> Result<Robots, Failure> {
        if let Some(known) = self.remember(|all| all.robots(origin, self.now).cloned()) {
            return Ok(robots::rules(known.text.as_deref()));
        }
        let file = Target::new("/robots.txt", Some(&target.url), &self.policy)?;
        let answer = match self.follow(file, &ROBOTS, None, false).await {
            Ok((answer, _)) if answer.status.is_success() => Ok(answer),
            Ok((answer, _)) => Err(Failure::Status(answer.status.as_u16())),
            Err(failure) => Err(failure),
        };
        let text = match answer {
            Ok(answer) => Some(String::from_utf8_lossy(&answer.body).into_owned()),
            Err(failure) => robots::without_file(failure).map(|()| None)?,
        };
        let rules = robots::rules(text.as_deref());
        if text.as_ref().is_none_or(|text| text.len() <= LARGEST_ROBOTS_KEPT) {
            self.remember(|all| all.keep_robots(origin, RobotsFile { read: self.now, text }));
        }
        Ok(rules)
    }

    /// The answer of `target` itself, asked again where that may help.
    async fn ask(
        &self,
        target: &Target,
        fields: &[(HeaderName, String)],
        limits: &Limits,
        pause: Duration,
    ) -> Result<Answer, Failure> {
        for number in 0.. {
            if let Some(seconds) = self.remember(|all| all.seconds_to_wait(&target.host, self.now)) {
                return Err(Failure::Later(seconds));
            }
            let turn = self.turns.wait(&target.host, self.policy.per_host, pause).await;
            let answer = exchange(target, fields, limits, &self.policy, &self.wire).await?;
            drop(turn);
            let status = answer.status.as_u16();
            if !retry::is_passing(status) {
                return Ok(answer);
            }
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(self.now.try_into().unwrap_or(0));
            let asked = answer.field(header::RETRY_AFTER).and_then(|field| retry::retry_after(field, now));
            let wait = retry::wait_before(number, status, asked, &self.policy).inspect_err(|failure| {
                if let Failure::Later(seconds) = failure {
                    let until = self.now.saturating_add_unsigned(*seconds);
                    self.remember(|all| all.leave_alone(&target.host, until));
                }
            })?;
            tokio::time::sleep(wait).await;
        }
        unreachable!("numbers do not end")
    }
}

/// The fields that make a request conditional (RFC 9110, section 13.1).
fn validators(page: &Page) -> Vec<(HeaderName, String)> {
    let etag = page.etag.iter().map(|etag| (header::IF_NONE_MATCH, etag.clone()));
    etag.chain(page.last_modified.iter().map(|date| (header::IF_MODIFIED_SINCE, date.clone()))).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
