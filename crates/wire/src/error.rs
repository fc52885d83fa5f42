//! Why a document could not be read.

use std::fmt;

/// Why a document could not be read: one variant for each thing that a reader can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// It is not JSON: cut off, or something else under a JSON name (a log-in page, a firewall's).
    NotJson {
        /// What the parser said.
        detail: String,
        /// Whether the text looks like an HTML page.
        looks_like_html: bool,
    },
    /// It is JSON, but of no format that is known here, or of another than expected.
    NotThisFormat {
        /// What was expected: `nashra-edition/1`, or `a feed`.
        expected: &'static str,
        /// What it calls itself, where it does.
        found: Option<String>,
    },
    /// It is of a known format in a version that is not.
    UnsupportedVersion {
        /// The version it names.
        found: String,
        /// The one that is read here.
        supported: &'static str,
    },
    /// It is of a known format, but a field is missing or of the wrong kind.
    Invalid {
        /// Which, and why.
        detail: String,
    },
    /// It is larger or nested deeper than anything honest.
    TooLarge {
        /// Which limit.
        limit: &'static str,
    },
}

impl DecodeError {
    /// What kind of error it is, in a word: what one module of WebAssembly tells another.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotJson { looks_like_html: true, .. } => "html",
            Self::NotJson { .. } => "not-json",
            Self::NotThisFormat { .. } => "not-this-format",
            Self::UnsupportedVersion { .. } => "unsupported-version",
            Self::Invalid { .. } => "invalid",
            Self::TooLarge { .. } => "too-large",
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { looks_like_html: true, .. } => f.write_str("an HTML page in which no article is found"),
            Self::NotJson { detail, .. } => write!(f, "not JSON: {detail}"),
            Self::NotThisFormat { expected, found: Some(found) } => {
                write!(f, "not {expected}: it says {found}")
            }
            Self::NotThisFormat { expected, found: None } => write!(f, "not {expected}"),
            Self::UnsupportedVersion { found, supported } => {
                write!(f, "version {found} is not supported; {supported} is")
            }
            Self::Invalid { detail } => write!(f, "a field is missing or wrong: {detail}"),
            Self::TooLarge { limit } => write!(f, "larger than the limit of {limit}"),
        }
    }
}

impl std::error::Error for DecodeError {}
