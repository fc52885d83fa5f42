//! Pictures: where they are, in which widths, and what stands for them until they are there.

use crate::{ImageAddress, SafeUrl, Text};
use serde::{Deserialize, Serialize};

/// A picture's address, size and description.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Image {
    /// Where it is; of a mirrored one, the file of its greatest width: beside it lie those of its
    /// [smaller widths](smaller_widths), named alike.
    pub src: ImageAddress,
    /// Width and height in pixels, where the source says both; a page reserves their place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<(u32, u32)>,
    /// What stands for it where it cannot be seen; missing where the source gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<Text>,
    /// Its average colour, for its place until it is there: red, green and blue, eight bits each, as
    /// one number. Missing for a linked one, and for one that can be seen through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<u32>,
}

impl Image {
    /// A picture at `src`, of which nothing else is known.
    pub fn linked(src: SafeUrl) -> Self {
        Self { src: ImageAddress::Linked(src), size: None, alt: None, colour: None }
    }

    /// The names under `media/` of a mirrored picture, its own first; none of a linked one.
    pub fn mirrored_files(&self) -> Vec<String> {
        let ImageAddress::Mirrored(name) = &self.src else { return Vec::new() };
        let width = self.size.map_or(0, |(width, _)| width);
        let stem = name.strip_suffix(&format!("{width}.webp")).unwrap_or(name);
        let smaller = smaller_widths(width).iter().map(|width| format!("{stem}{width}.webp"));
        std::iter::once(name.clone()).chain(smaller).collect()
    }
}

/// The smaller widths in which a picture of this `width`, all in pixels, is mirrored too: 480 are a
/// phone's column, or a picture beside a headline on a dense screen; 960 a phone's column there, or a
/// desk's. None is made that is nearly as wide as the next.
///
/// Part of the format, not of each document: lists of headlines are short for it, and the viewer too.
pub fn smaller_widths(width: u32) -> &'static [u32] {
    match width {
        0..576 => &[],
        576..1152 => &[480],
        _ => &[480, 960],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_mirrored_picture_are_named_by_their_widths() {
        let linked = Image::linked(SafeUrl::parse("https://a.example/b-1600.webp").unwrap());
        let sized = Image { size: Some((1600, 900)), ..linked };
        assert!(sized.mirrored_files().is_empty());
        for (width, files) in [
            (575, vec!["0a1b-575.webp"]),
            (576, vec!["0a1b-576.webp", "0a1b-480.webp"]),
            (1152, vec!["0a1b-1152.webp", "0a1b-480.webp", "0a1b-960.webp"]),
        ] {
            let src = ImageAddress::Mirrored(format!("0a1b-{width}.webp"));
            assert_eq!(Image { src, size: Some((width, 100)), ..sized.clone() }.mirrored_files(), files);
        }
    }
}
