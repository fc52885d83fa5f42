//! Where a source is: on this machine or on the web.

use super::web_address;
use anyhow::Result;
use model::SafeUrl;
use std::path::{Path, PathBuf};

/// Where a source is.
#[derive(Clone, Debug, PartialEq)]
pub enum SourcePlace {
    /// A file or a folder.
    Path(PathBuf),
    /// An http or https address.
    Address(SafeUrl),
}

impl SourcePlace {
    /// The place that `written` names, paths relative to `folder`.
    ///
    /// # Errors
    /// What begins like a web address and is none.
    pub fn parse(written: &str, folder: &Path) -> Result<Self> {
        let scheme = written.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("http" | "https") => web_address("sources", written).map(Self::Address),
            _ => Ok(Self::Path(folder.join(written))),
        }
    }
}

impl std::fmt::Display for SourcePlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(f),
            Self::Address(address) => address.fmt(f),
        }
    }
}
