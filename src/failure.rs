//! What can go wrong for a reader, each with its own words on screen and its own way on.

use model::{ArticleId, RemovalReason};
use wire::DecodeError;

/// Why something could not be shown. Never flattened to "nothing there".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The device has no network.
    Offline,
    /// The server could not be reached, or its answer may not be read from here (CORS): a browser
    /// does not tell which.
    Unreachable,
    /// The server answered 404 or 410.
    Missing,
    /// The article was removed, as the site itself says.
    Removed(RemovalReason),
    /// The article has another id now.
    Moved(ArticleId),
    /// The server answered 401, 403 or 451.
    Forbidden,
    /// The server answered with another error status.
    Server(u16),
    /// An HTML page stands where JSON should: a log-in page, a firewall, a captive portal.
    HtmlInstead,
    /// The text ends before its end, or is no JSON at all.
    NotJson,
    /// JSON, but no edition and no feed.
    UnknownFormat,
    /// An edition of a version this viewer is too old for.
    NewerVersion,
    /// A field is missing or wrong: the edition is broken.
    Broken,
    /// More than this viewer reads at once.
    TooLarge,
    /// Read well, and there is nothing in it.
    Empty,
    /// An address that this site does not let the viewer fetch.
    NotAllowed,
}

impl Failure {
    /// Whether trying again can help.
    pub fn can_retry(&self) -> bool {
        !matches!(self, Self::Missing | Self::Removed(_) | Self::Moved(_) | Self::NewerVersion | Self::NotAllowed)
    }

    /// Whether there was no way to ask: the answer may be there when there is one.
    pub fn is_of_network(&self) -> bool {
        matches!(self, Self::Offline | Self::Unreachable)
    }
}

impl Failure {
    /// What a [`DecodeError::kind`] is for a reader.
    pub fn of_kind(kind: &str) -> Self {
        match kind {
            "html" => Self::HtmlInstead,
            "not-json" => Self::NotJson,
            "not-this-format" => Self::UnknownFormat,
            "unsupported-version" => Self::NewerVersion,
            "too-large" => Self::TooLarge,
            _ => Self::Broken,
        }
    }
}

impl From<DecodeError> for Failure {
    fn from(error: DecodeError) -> Self {
        Self::of_kind(error.kind())
    }
}
