//! `[share_pictures]`: the fonts of pictures for previews.

use super::file::SharePicturesFile;
use std::path::{Path, PathBuf};

/// Where the fonts of pictures for previews come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontChoice {
    /// From this machine: those of the pages, as far as they are there.
    System,
    /// These files, each asked for the letters that those before it lack.
    Files(Vec<PathBuf>),
}

/// The decisions of `file`, whose paths are relative to `folder`.
pub(super) fn choice(file: SharePicturesFile, folder: &Path) -> FontChoice {
    if file.fonts.is_empty() {
        return FontChoice::System;
    }
    FontChoice::Files(file.fonts.iter().map(|font| folder.join(font)).collect())
}
