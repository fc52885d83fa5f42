//! One source that is fetched, page after page.

use super::web::{FetchState, WebRead, WebSource};
use super::{Content, Document, Known, digest_of, left_out, on_page, read_bytes};
use crate::config::Config;
use crate::fetch::{Fetched, Fetcher, Limits, Outcome, Signpost};
use model::{Problem, SafeUrl};
use std::collections::BTreeSet;
use std::time::Instant;
use wire::Ingested;

/// How many bytes the pages of one source may hold together: they are in memory at once.
const MAX_SOURCE_BYTES: u64 = Limits::DOCUMENT.bytes;

/// What an address holds.
enum Page {
    /// Articles.
    Articles(Ingested, Box<Fetched>),
    /// Nothing but where articles are.
    Elsewhere(Signpost),
    /// What it held before.
    Unchanged,
}

/// Fetches `source` and the pages that follow it: those of the feed that it links where it is a page
/// that only links its feed. Where it is a list of feeds, these are told, not fetched.
///
/// It is asked only for what has changed where what is remembered of it is `known` to have been read
/// into the edition.
pub(super) fn read<'a>(source: &'a WebSource, config: &Config, fetcher: &Fetcher, known: &Known) -> WebRead<'a> {
    let mut most = fetcher.policy().pages;
    let described = format!("{:?} {most}", source.choice);
    let counts = |address: &SafeUrl| {
        let remembered = fetcher.known(address).map(|bytes| digest_of(bytes, &described));
        remembered.is_some_and(|digest| known.is_unchanged(source.name(), digest))
    };
    let begun = Instant::now();
    let mut read = WebRead::new(source);
    let mut first = source.address.clone();
    let mut pages: Vec<(SafeUrl, Fetched)> = Vec::new();
    let mut asked = BTreeSet::new();
    let mut next = Some(first.clone());
    while let Some(address) = next.take() {
        let is_late = begun.elapsed() > fetcher.policy().source_timeout && !pages.is_empty();
        let spent = Spent { bytes: read.report.bytes, is_late };
        if let Some((problem, is_cut)) = why_not(&address, &mut asked, most, spent) {
            read.problems.push(problem);
            read.is_cut = is_cut;
            break;
        }
        let number = pages.len() + 1;
        match page(&address, counts(&first), source, config, fetcher, &mut read) {
            Ok(Page::Articles(ingested, _))
                if ingested.by_looks && (number > 1 || known.speaks_for_itself(source.name())) =>
            {
                read.fail(&address, "a page of some text stands in its place".to_owned());
            }
            Ok(Page::Articles(mut ingested, fetched)) => {
                read.report.pages += 1;
                read.report.items += ingested.items.len();
                next = following(&address, &fetched, &ingested);
                ingested.problems.iter_mut().for_each(|problem| problem.place = on_page(number, &problem.place));
                let (name, choice) = (source.name().to_owned(), &source.choice);
                read.documents.push(Document { name, page: number, choice, digest: None, ingested });
                pages.push((address, *fetched));
            }
            Ok(Page::Elsewhere(Signpost::Feed(feed))) if address == source.address && feed != address => {
                most += 1;
                first = feed.clone();
                next = Some(feed);
            }
            Ok(Page::Elsewhere(Signpost::List(feeds))) if address == source.address => {
                read.report.feeds = feeds.len();
                if read.report.bytes == 0 {
                    read.report.state = FetchState::Unchanged;
                }
                read.feeds = feeds;
            }
            Ok(Page::Elsewhere(_)) => read.fail(&address, "it holds no articles, and leads on to feeds".to_owned()),
            // What follows a page that did not change did not change either.
            Ok(Page::Unchanged) => read.unchanged_from = Some(number),
            Err(what) => read.fail(&address, what),
        }
    }
    if read.unchanged_from == Some(1) {
        read.report.state = FetchState::Unchanged;
    }
    // Only when all of it is here: a page that did not change is not sent again.
    if let (FetchState::Read, Some((_, first))) = (read.report.state, pages.first()) {
        let digest = digest_of(first.digest(), &described);
        read.documents.iter_mut().for_each(|document| document.digest = Some(digest));
        pages.iter().for_each(|(address, fetched)| fetcher.keep(address, fetched));
    }
    read
}

/// What `address` holds; asked only for what has changed where `counts` what is remembered of it.
///
/// # Errors
/// Why it cannot be read.
fn page(
    address: &SafeUrl,
    counts: bool,
    source: &WebSource,
    config: &Config,
    fetcher: &Fetcher,
    read: &mut WebRead<'_>,
) -> Result<Page, String> {
    // Where a signpost leads, no archive needs to know.
    let signpost = fetcher.signpost(address);
    let outcome = match counts || signpost.is_some() {
        true => fetcher.fetch_if_changed(address, &Limits::DOCUMENT),
        false => fetcher.fetch(address, &Limits::DOCUMENT),
    };
    let mut fetched = match outcome {
        Outcome::Fetched(fetched) => fetched,
        Outcome::NotModified => return Ok(signpost.map_or(Page::Unchanged, Page::Elsewhere)),
        Outcome::Failed(failure) => return Err(failure.to_string()),
    };
    let bytes = std::mem::take(&mut fetched.bytes);
    read.report.bytes += bytes.len() as u64;
    match read_bytes(&bytes, fetched.charset(), source.name(), Some(&fetched.final_url), config)? {
        Content::Articles(ingested) => Ok(Page::Articles(ingested, Box::new(fetched))),
        Content::Elsewhere(signpost, problems) => {
            // One with problems is read again, so that they are told again.
            if problems.is_empty() {
                fetcher.keep_signpost(address, &fetched, signpost.clone());
            }
            read.problems.extend(problems);
            Ok(Page::Elsewhere(signpost))
        }
    }
}

/// What the pages of a source have cost so far.
struct Spent {
    bytes: u64,
    /// Whether more time than one source may take.
    is_late: bool,
}

/// Why `address` is not asked after those `asked`: there are too many, or it was. With it, whether
/// something is left out that way.
fn why_not(address: &SafeUrl, asked: &mut BTreeSet<SafeUrl>, most: usize, spent: Spent) -> Option<(Problem, bool)> {
    let (what, done, is_cut) = if asked.contains(address) {
        ("its pages lead back to one that was read".to_owned(), "not read again", false)
    } else if asked.len() == most {
        (format!("it has more than {most} pages"), "the rest is left out: see fetch.pages", true)
    } else if spent.is_late {
        ("its pages take too long together".to_owned(), "the rest is left out: see fetch.source_timeout", true)
    } else if spent.bytes > MAX_SOURCE_BYTES {
        (format!("its pages hold more than {MAX_SOURCE_BYTES} bytes"), "the rest is left out", true)
    } else {
        asked.insert(address.clone());
        return None;
    };
    Some((Problem { done: done.to_owned(), ..left_out(address, what) }, is_cut))
}

impl WebRead<'_> {
    fn fail(&mut self, address: &SafeUrl, what: String) {
        self.report.state = FetchState::Failed;
        let done = "what was published from it stays".to_owned();
        self.failure = Some(Problem { done, ..left_out(address, what) });
    }
}

/// The page after `address`: as the document says, as its `Link` field says, or by WordPress's count.
fn following(address: &SafeUrl, fetched: &Fetched, ingested: &Ingested) -> Option<SafeUrl> {
    // A page without items has none after it, whatever it says.
    if ingested.items.is_empty() {
        return None;
    }
    let named = ingested.next.clone().or_else(|| fetched.next.clone());
    named.or_else(|| page_after(address, fetched.total_pages?))
}

/// `address` with its query's `page` one higher, up to `last`
/// (<https://developer.wordpress.org/rest-api/using-the-rest-api/pagination/>).
fn page_after(address: &SafeUrl, last: u32) -> Option<SafeUrl> {
    let mut url = url::Url::parse(address.as_str()).ok()?;
    let query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let (page, others): (Vec<_>, Vec<_>) = query.into_iter().partition(|(name, _)| name == "page");
    let page: u32 = page.first().map_or(Some(1), |(_, page)| page.parse().ok())?;
    let next = page.checked_add(1).filter(|next| *next <= last)?;
    url.query_pairs_mut().clear().extend_pairs(others).append_pair("page", &next.to_string());
    SafeUrl::parse(url.as_str()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_after_is_counted_up_to_the_last() {
        let after = |address: &str, last| page_after(&SafeUrl::parse(address).unwrap(), last).map(String::from);
        let posts = "https://a.example/wp-json/wp/v2/posts";
        assert_eq!(after(posts, 2), Some(format!("{posts}?page=2")));
        assert_eq!(after(&format!("{posts}?page=2&_embed"), 3), Some(format!("{posts}?_embed=&page=3")));
        assert_eq!(after(&format!("{posts}?page=3"), 3), None);
        assert_eq!(after(&format!("{posts}?page=x"), 3), None);
        assert_eq!(after(posts, 1), None);
        assert_eq!(after(&format!("{posts}?page=4294967295"), u32::MAX), None);
    }
}
