//! Writing the output folder: whole files only, only what changed, all of it or nothing.
//!
//! 1. New content is *staged*: written into a folder of its own inside the output (a rename works
//!    only within one file system) and brought to the disk.
//! 2. The archive is committed, with a *journal* of what to rename and remove. From here on the
//!    build counts.
//! 3. The journal is followed: articles and immutable lists first, then the lists that are read
//!    first, `edition.json` last, and only then what nothing leads to any more.
//!
//! A build that ends before 2 leaves the output as it was; one that ends later is finished by the
//! next, [`recover`]. Whoever reads meanwhile meets no torn file and no link without a file.

mod journal;
mod staging;

pub(crate) use journal::{discard, recover, settle};
pub(crate) use staging::{Publication, Staged};

/// The folder of staged files, inside the output.
pub(crate) const STAGING_FOLDER: &str = ".nashra-staging";
