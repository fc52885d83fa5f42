//! Files on their way into the output.

use super::journal::{self, Step};
use crate::archive::{FileRecord, Tables};
use crate::build::Compression;
use crate::compress::{self, TWINS};
use crate::output::Digest;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// What a build is about to change in its output.
pub(crate) struct Publication {
    out: PathBuf,
    compression: Compression,
    /// Whether the output may be other than the archive says, so that files are compared.
    distrusted: bool,
    /// Whether nothing is written at all.
    rehearsed: bool,
    staged: AtomicU32,
    /// By path: what comes last counts.
    steps: BTreeMap<String, Step>,
    /// By how much the output grows, in bytes, compressed twins aside.
    growth: i64,
    written: usize,
}

/// A file that is staged, or was found to be there already.
pub(crate) struct Staged {
    path: String,
    record: FileRecord,
    steps: Vec<Step>,
    changed: bool,
}

impl Staged {
    /// Its path under the output.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl Publication {
    /// A publication into `out` that changes nothing yet.
    pub fn new(out: &Path, compression: Compression, distrusted: bool, rehearsed: bool) -> Self {
        let staged = AtomicU32::new(0);
        let out = out.to_owned();
        Self { out, compression, distrusted, rehearsed, staged, steps: BTreeMap::new(), growth: 0, written: 0 }
    }

    /// Whether files are compared, since the output may be other than the archive says.
    pub fn distrusts(&self) -> bool {
        self.distrusted
    }

    /// Whether the file at `path` is there and made of what `depends_on` is the digest of.
    pub fn is_current(&self, tables: &Tables<'_>, path: &str, depends_on: Digest) -> Result<bool> {
        Ok(!self.distrusted && tables.file(path)?.is_some_and(|known| known.depends_on == depends_on))
    }

    /// Puts `bytes` at `path`, unless they are there.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn put(&mut self, tables: &mut Tables<'_>, path: &str, bytes: &[u8]) -> Result<()> {
        let depends_on = Digest::of(bytes);
        if self.is_current(tables, path, depends_on)? {
            return Ok(());
        }
        let staged = self.stage(path, depends_on, bytes)?;
        self.add(tables, staged)
    }

    /// Stages `bytes` for `path`, from any thread; [`Publication::add`] makes it count.
    ///
    /// # Errors
    /// Where they cannot be written: the disk is full.
    pub fn stage(&self, path: &str, depends_on: Digest, bytes: &[u8]) -> Result<Staged> {
        let place = self.out.join(path);
        let same = self.distrusted && is_same(&place, bytes);
        let mut steps = Vec::new();
        if !same {
            steps.push(self.renew(path, bytes)?);
        }
        let twins = self.compression.is_on() && compress::has_twins(path, bytes);
        for ending in TWINS {
            let twin = format!("{path}.{ending}");
            if twins && !(same && self.out.join(&twin).exists()) {
                steps.push(self.renew(&twin, &compress::twin(bytes, ending, self.compression))?);
            }
        }
        let length = u32::try_from(bytes.len()).context("a file of more than 4 GiB")?;
        let record = FileRecord { depends_on, length, twins };
        Ok(Staged { path: path.to_owned(), record, changed: !steps.is_empty(), steps })
    }

    fn renew(&self, path: &str, bytes: &[u8]) -> Result<Step> {
        let number = self.staged.fetch_add(1, Ordering::Relaxed);
        if !self.rehearsed {
            journal::write_staged(&self.out, number, bytes)
                .with_context(|| format!("{} cannot be written", self.out.join(path).display()))?;
        }
        Ok(Step::Renew { number, path: path.to_owned() })
    }

    /// Makes a staged file part of the publication.
    pub fn add(&mut self, tables: &mut Tables<'_>, staged: Staged) -> Result<()> {
        let before = tables.put_file(&staged.path, Some(staged.record))?;
        self.growth += i64::from(staged.record.length) - before.map_or(0, |file| i64::from(file.length));
        let is_first = !self.steps.contains_key(&staged.path);
        self.written += usize::from(staged.changed && is_first);
        self.schedule(staged.steps);
        if !staged.record.twins && (before.is_some_and(|file| file.twins) || self.distrusted) {
            self.schedule(TWINS.map(|ending| Step::Remove { path: format!("{}.{ending}", staged.path) }));
        }
        Ok(())
    }

    fn schedule(&mut self, steps: impl IntoIterator<Item = Step>) {
        self.steps.extend(steps.into_iter().map(|step| (step.path().to_owned(), step)));
    }

    /// Whether a file that is to stay is at `path`, as far as its length tells.
    pub fn is_there(&self, tables: &Tables<'_>, path: &str) -> Result<bool> {
        let Some(known) = tables.file(path)? else { return Ok(false) };
        let length = std::fs::metadata(self.out.join(path)).map(|file| file.len());
        Ok(!self.distrusted
            || self.steps.contains_key(path)
            || length.is_ok_and(|length| length == u64::from(known.length)))
    }

    /// Removes the file at `path`, with its compressed twins.
    pub fn remove(&mut self, tables: &mut Tables<'_>, path: &str) -> Result<()> {
        let Some(before) = tables.put_file(path, None)? else { return Ok(()) };
        self.growth -= i64::from(before.length);
        self.schedule([Step::Remove { path: path.to_owned() }]);
        if before.twins {
            self.schedule(TWINS.map(|ending| Step::Remove { path: format!("{path}.{ending}") }));
        }
        Ok(())
    }

    /// Whether the publication changes any file of the edition.
    pub fn changes_edition(&self) -> bool {
        self.steps.range("edition/".to_owned()..).next().is_some_and(|(path, _)| path.starts_with("edition/"))
    }

    /// By how much the output grows, in bytes, compressed twins aside.
    pub fn growth(&self) -> i64 {
        self.growth
    }

    /// How many files are written.
    pub fn written(&self) -> usize {
        self.written
    }

    /// Brings what is staged to the disk and writes the journal, in the order in which it is followed.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn seal(self, tables: &mut Tables<'_>) -> Result<()> {
        let staged = self.staged.load(Ordering::Relaxed);
        if staged > 0 {
            journal::bring_to_disk(&self.out, staged)?;
        }
        journal::write(tables, self.steps.values())
    }
}

fn is_same(place: &Path, bytes: &[u8]) -> bool {
    let same_length = std::fs::metadata(place).is_ok_and(|metadata| metadata.len() == bytes.len() as u64);
    same_length && std::fs::read(place).is_ok_and(|present| present == bytes)
}
