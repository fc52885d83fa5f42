//! What a build remembers for the next one, and does not publish: a database in the state folder.
//!
//! It holds every article as its source gave it, so that the edition can be made anew from it when
//! the operator's decisions change, long after a feed has dropped the article. It is one redb file:
//! a build that ends early leaves it as the last whole build did.

mod article;
mod masters;
mod meta;
mod picture;
mod tables;
mod tag;

pub(crate) use article::{Age, ArticleRecord, Credit, Gone, MergedRecord, Offered, SectionPlace, Why};
pub(crate) use masters::{deflated, inflated};
pub(crate) use meta::{ChainRecord, Meta, SectionRecord, SourceRecord};
pub(crate) use picture::{PictureCopy, PictureFailure, PictureRecord, Turn};
pub(crate) use tables::{FileRecord, Tables, decode_record, encode_record};
pub(crate) use tag::{TagPlace, TagRecord};

use anyhow::{Context, Result, bail};
use redb::{Database, DatabaseError, ReadableDatabase, WriteTransaction};
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use tempfile::TempPath;

/// The version of what is remembered.
const FORMAT: &str = "nashra-archive/1";

/// How much of the database is kept in memory, in bytes.
const CACHE_BYTES: usize = 48 * 1024 * 1024;

/// An open archive: one process at a time has it.
pub(crate) struct Archive {
    database: Database,
}

impl Archive {
    /// Opens the archive in `folder`; an empty one where there is none.
    ///
    /// # Errors
    /// A folder that cannot be written, an archive that another process has open, is of another
    /// version, cut off or altered: building on would change ids and renumber pages.
    pub fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let path = folder.join("archive.redb");
        let advice =
            || format!("{}: restore it from a copy, or remove it to start over with new page numbers", path.display());
        // A file that was cut off makes the database's own checks panic in places.
        let opened = catch_unwind(AssertUnwindSafe(|| -> Result<Self> {
            let database = match open_or_make(folder, &path) {
                Ok(database) => database,
                Err(DatabaseError::DatabaseAlreadyOpen) => bail!("another build is running: it has the archive open"),
                Err(error) => return Err(error).context("the archive is cut off or damaged, or not one"),
            };
            let archive = Self { database };
            archive.check_format()?;
            Ok(archive)
        }));
        opened.unwrap_or_else(|_| bail!("the archive is cut off or damaged")).with_context(advice)
    }

    /// The archive in `folder`, to be read only in effect: an empty one in memory where there is none.
    ///
    /// # Errors
    /// As [`Archive::open`].
    pub fn open_if_there(folder: &Path) -> Result<Self> {
        if folder.join("archive.redb").exists() {
            return Self::open(folder);
        }
        let backend = redb::backends::InMemoryBackend::new();
        Ok(Self { database: Database::builder().create_with_backend(backend)? })
    }

    fn check_format(&self) -> Result<()> {
        let reading = self.database.begin_read()?;
        let format = match reading.open_table(tables::META) {
            Ok(table) => table.get("meta")?.map(|meta| serde_json::from_slice::<Meta>(meta.value())),
            Err(redb::TableError::TableDoesNotExist(_)) => None,
            Err(error) => return Err(error.into()),
        };
        match format.transpose().context("the archive is damaged")? {
            Some(meta) if meta.format != FORMAT => {
                bail!("the archive is of version {}; {FORMAT} is supported", meta.format)
            }
            _ => Ok(()),
        }
    }

    /// Begins to change the archive: nothing is remembered before the transaction is committed.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn begin(&self) -> Result<WriteTransaction> {
        let mut transaction = self.database.begin_write()?;
        // Opening after a build that was killed then takes no walk through everything.
        transaction.set_quick_repair(true);
        Ok(transaction)
    }
}

/// The database at `path` in `folder`; an empty one where there is none, which is made beside its place and then put there, never
/// over another: a build that is killed while it makes one leaves nothing that the next takes for a damaged archive.
fn open_or_make(folder: &Path, path: &Path) -> Result<Database, DatabaseError> {
    let open = |path: &Path| Database::builder().set_cache_size(CACHE_BYTES).create(path);
    // A link that leads nowhere is an archive that cannot be reached.
    match path.symlink_metadata() {
        Ok(_) => return open(path),
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        Err(_) => {}
    }
    let beside = tempfile::Builder::new().prefix("archive-").tempdir_in(folder)?;
    let new = beside.path().join("archive.redb");
    let made = open(&new)?;
    match TempPath::try_from_path(new)?.persist_noclobber(path) {
        Ok(()) => Ok(made),
        Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => open(path),
        Err(failed) => Err(failed.error.into()),
    }
}
