//! What is remembered of one picture that is, or is to be, mirrored.

use crate::fetch::Seen;
use model::{Image, ImageAddress, SafeUrl};
use serde::{Deserialize, Serialize};

/// A picture of articles that may be mirrored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct PictureRecord {
    /// Where it is fetched.
    pub address: SafeUrl,
    /// The copy that is published, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<PictureCopy>,
    /// What became of the last attempts, where they failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<PictureFailure>,
    /// Its turn among those that are to be fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<Turn>,
}

/// When a picture is fetched: from which second since 1970 on, and then those of newer articles first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Turn {
    /// From when on.
    pub from: i64,
    /// The date of an article that shows it, less than zero.
    pub newest_first: i64,
}

/// A copy of a picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct PictureCopy {
    /// The hash of its files' content, in their names.
    pub hash: String,
    /// Width and height of the greatest.
    pub size: (u32, u32),
    /// Its average colour, unless it can be seen through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<u32>,
    /// What was fetched.
    pub seen: Seen,
}

/// Attempts that failed, one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PictureFailure {
    /// Why the last one did.
    pub why: String,
    /// How many.
    pub times: u32,
}

impl PictureCopy {
    /// Makes `image` show this copy.
    pub fn show_in(&self, image: &mut Image) {
        image.src = ImageAddress::Mirrored(self.name(self.size.0));
        image.size = Some(self.size);
        image.colour = self.colour;
    }
}
