//! Pictures that the site has copies of: fetched within bounds, decoded, made small, without metadata.
//!
//! Hostile bytes meet decoders in Rust only. libwebp, which is C, encodes: it is given pixels.

mod copying;
mod decoding;
mod gate;
mod within;

pub(crate) use copying::{Attempt, Copied, Copying};
pub(crate) use within::{drop_mirrored, images, linked_images, retain_figures};

use crate::fetch::Limits;

/// Where copies lie under the output.
pub(crate) const MEDIA: &str = "media/";

/// How much of one picture is fetched: cameras' files have up to some 12 MiB.
const PICTURE: Limits = Limits { sent: 16 << 20, bytes: 16 << 20, ratio: 100 };
