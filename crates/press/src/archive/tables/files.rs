//! What is remembered of the files of the output.

use super::Tables;
use crate::output::Digest;
use anyhow::Result;
use redb::ReadableTable;

/// A file of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileRecord {
    /// A digest of what it was made of.
    pub depends_on: Digest,
    /// Its bytes, compressed twins aside.
    pub length: u32,
    /// Whether it has compressed twins.
    pub twins: bool,
}

impl Tables<'_> {
    /// What is known of a file of the output.
    pub fn file(&self, path: &str) -> Result<Option<FileRecord>> {
        self.files.get(path)?.map(|found| file_record(found.value())).transpose()
    }

    /// Remembers a file of the output, or that it is gone; what was known of it before.
    pub fn put_file(&mut self, path: &str, record: Option<FileRecord>) -> Result<Option<FileRecord>> {
        let digest = record.map(|record| record.depends_on.to_string()).unwrap_or_default();
        let before = match record {
            Some(record) => self.files.insert(path, (digest.as_str(), record.length, record.twins))?,
            None => self.files.remove(path)?,
        };
        before.map(|found| file_record(found.value())).transpose()
    }

    /// The paths of files that begin with `folder`.
    pub fn paths_under(&self, folder: &str) -> Result<Vec<String>> {
        let mut paths = Vec::new();
        for entry in self.files.range(folder..)? {
            let path = entry?.0.value().to_owned();
            if !path.starts_with(folder) {
                break;
            }
            paths.push(path);
        }
        Ok(paths)
    }

    /// The names of the folders in `folder`, which is nothing or ends in a slash: those that hold files.
    pub fn folders_in(&self, folder: &str) -> Result<Vec<String>> {
        let mut names = Vec::new();
        let mut from = folder.to_owned();
        while let Some(entry) = self.files.range(from.as_str()..)?.next() {
            let path = entry?.0.value().to_owned();
            let Some(inside) = path.strip_prefix(folder) else { break };
            from = match inside.split_once('/') {
                Some((name, _)) => {
                    names.push(name.to_owned());
                    // Behind all that it holds: what follows a slash.
                    format!("{folder}{name}0")
                }
                None => format!("{path}\0"),
            };
        }
        Ok(names)
    }

    /// How many files the output has, compressed twins aside.
    pub fn file_count(&self) -> Result<usize> {
        Ok(redb::ReadableTableMetadata::len(&self.files)? as usize)
    }
}

fn file_record((depends_on, length, twins): (&str, u32, bool)) -> Result<FileRecord> {
    let depends_on = Digest::try_from(depends_on.to_owned()).map_err(anyhow::Error::msg)?;
    Ok(FileRecord { depends_on, length, twins })
}
