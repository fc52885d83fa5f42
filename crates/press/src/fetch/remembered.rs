//! What is remembered of hosts and addresses, so that the next build asks for little: a small file
//! in the state folder, never in the output. Losing it costs requests, nothing else.

use crate::output::Digest;
use anyhow::{Context, Result};
use model::{Problem, SafeUrl};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

const FORMAT: &str = "nashra-fetched/1";
const FILE: &str = "fetched.json";

/// For how long a robots.txt is believed, in seconds: RFC 9309, section 2.4.
const ROBOTS_SECONDS: i64 = 24 * 60 * 60;
/// For how long an address that nobody asks for stays remembered.
const UNUSED_SECONDS: i64 = 90 * ROBOTS_SECONDS;

/// All of it. Times are seconds since 1970 by the build's clock.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Remembered {
    format: String,
    pages: BTreeMap<String, Page>,
    /// Pages read in this run, which count when what they hold has been published.
    #[serde(skip)]
    kept: BTreeMap<String, Page>,
    not_before: BTreeMap<String, i64>,
    robots: BTreeMap<String, RobotsFile>,
}

/// What an address held that holds no articles and says where they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Signpost {
    /// A page of which this is the feed.
    Feed(SafeUrl),
    /// A list of feeds.
    List(Vec<ListedFeed>),
}

/// A feed of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ListedFeed {
    /// Its address.
    pub url: SafeUrl,
    /// The section of its articles that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
}

/// What was last read from an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Page {
    /// Where it came from after redirects: only that address knows its validators.
    pub final_url: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Of its bytes: many servers have no validators.
    pub digest: Digest,
    /// Where it leads, if that is all that it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signpost: Option<Signpost>,
    pub asked: i64,
}

/// A robots.txt; without text where the host has none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RobotsFile {
    pub read: i64,
    pub text: Option<String>,
}

impl Remembered {
    /// Reads what `folder` holds.
    ///
    /// A file that is torn or of another version is a problem, and as good as none.
    pub fn load(folder: &Path) -> (Self, Option<Problem>) {
        let path = folder.join(FILE);
        let mut problem = None;
        let mut remembered = match std::fs::read(&path) {
            Err(_) => Self::default(),
            Ok(bytes) => match serde_json::from_slice(&bytes) {
                Ok(Self { format, .. }) if format != FORMAT => Self::default(),
                Ok(remembered) => remembered,
                Err(error) => {
                    problem = Some(Problem {
                        source: path.display().to_string(),
                        place: String::new(),
                        what: format!("what was fetched before cannot be read: {error}"),
                        done: "everything is fetched anew".to_owned(),
                    });
                    Self::default()
                }
            },
        };
        FORMAT.clone_into(&mut remembered.format);
        (remembered, problem)
    }

    /// From now on, pages that were kept count.
    pub fn count_kept_pages(&mut self) {
        self.pages.append(&mut self.kept);
    }

    /// Writes it into `folder`, without what is too old at `now` to matter.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn save(&mut self, folder: &Path, now: i64) -> Result<()> {
        self.pages.retain(|_, page| now - page.asked < UNUSED_SECONDS);
        self.not_before.retain(|_, moment| *moment > now);
        self.robots.retain(|_, robots| is_fresh(robots, now));
        let path = folder.join(FILE);
        let unwritable = || format!("{} cannot be written", path.display());
        let mut file = tempfile::NamedTempFile::new_in(folder).with_context(unwritable)?;
        file.write_all(&serde_json::to_vec(self)?).with_context(unwritable)?;
        file.persist(&path).with_context(unwritable)?;
        Ok(())
    }

    pub fn page(&self, address: &str) -> Option<&Page> {
        self.pages.get(address)
    }

    pub fn keep_page(&mut self, address: &str, page: Page) {
        self.kept.insert(address.to_owned(), page);
    }

    /// The page of `address` was asked for again at `now`.
    pub fn touch(&mut self, address: &str, now: i64) {
        if let Some(page) = self.pages.get_mut(address) {
            page.asked = now;
        }
    }

    /// How many seconds `host` still wants to be left alone.
    pub fn seconds_to_wait(&self, host: &str, now: i64) -> Option<u64> {
        let left = self.not_before.get(host)?.saturating_sub(now);
        u64::try_from(left).ok().filter(|left| *left > 0)
    }

    pub fn leave_alone(&mut self, host: &str, until: i64) {
        self.not_before.insert(host.to_owned(), until);
    }

    pub fn robots(&self, origin: &str, now: i64) -> Option<&RobotsFile> {
        self.robots.get(origin).filter(|robots| is_fresh(robots, now))
    }

    pub fn keep_robots(&mut self, origin: &str, robots: RobotsFile) {
        self.robots.insert(origin.to_owned(), robots);
    }
}

fn is_fresh(robots: &RobotsFile, now: i64) -> bool {
    (0..ROBOTS_SECONDS).contains(&(now - robots.read))
}
