//! What a build changes.

use std::collections::BTreeSet;

/// What a build changes: all that a page made of it has to be made anew for.
#[derive(Default)]
pub(super) struct Changes {
    /// Places of new articles.
    pub added: BTreeSet<u32>,
    /// Places of articles of which another version is published.
    pub updated: BTreeSet<u32>,
    /// Places of articles whose file is to be made again for what stands around their text.
    pub again: BTreeSet<u32>,
    /// Places of articles that left.
    pub left: BTreeSet<u32>,
    /// Places of articles that were gone and come back.
    pub returning: BTreeSet<u32>,
    /// Places of articles of which sitemaps say something else.
    pub searched: BTreeSet<u32>,
    /// Chains and their pages of which a headline changed.
    pub pages: BTreeSet<(u32, u32)>,
    /// Chains of which a headline changed.
    pub chains: BTreeSet<u32>,
}
