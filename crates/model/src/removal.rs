//! What stands where an article was.

use crate::{ArticleId, Moment};
use serde::{Deserialize, Serialize};

/// Why an article is no longer published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RemovalReason {
    /// The site took it down.
    TakenDown,
    /// The time for which it might be published is over.
    Expired,
    /// Its publisher took it back, or may not have it published yet.
    Withdrawn,
    /// Another reason, of a later version of this format.
    #[serde(other)]
    Other,
}

/// In place of an article that was published and is no longer: no title, no text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tombstone {
    /// The article's id, which is never given to another.
    pub id: ArticleId,
    /// Why it is gone.
    pub reason: RemovalReason,
    /// Since when.
    pub removed: Moment,
}

/// In place of an article that is published under another id, or of an address of old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Redirect {
    /// The id that was asked for.
    pub id: ArticleId,
    /// The article's id.
    pub to: ArticleId,
}
