//! `[pictures]`: what is copied of the site's own, and how much in one build.

use super::file::PicturesFile;
use anyhow::{Result, bail};
use model::ImageRights;
use std::time::Duration;

/// How pictures are copied where they may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureChoice {
    /// What is done with the pictures of the site's own articles.
    pub own: ImageRights,
    /// How many pictures one build asks for; the next builds ask for the others.
    pub per_build: usize,
    /// For how long one build goes on asking for them.
    pub time: Duration,
}

/// The decisions of `file`.
///
/// # Errors
/// A value out of its range.
pub(super) fn choice(file: &PicturesFile) -> Result<PictureChoice> {
    let seconds = file.seconds.unwrap_or(300);
    if seconds > 86_400 {
        bail!("pictures.seconds: {seconds} is not between 0 and 86400");
    }
    if file.own == Some(ImageRights::None) {
        bail!("pictures.own: \"link\" or \"mirror\"; the site's own articles have their pictures");
    }
    Ok(PictureChoice {
        own: file.own.unwrap_or(ImageRights::Link),
        per_build: file.per_build.unwrap_or(500),
        time: Duration::from_secs(seconds),
    })
}
