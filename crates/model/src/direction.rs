//! Which way a run of text reads.

use crate::after_scheme;
use serde::{Deserialize, Serialize};

/// The base direction of a text, a page or a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Right to left: Arabic, Hebrew, Syriac, Thaana, N'Ko, Adlam scripts.
    Rtl,
    /// Left to right: everything else that has letters.
    Ltr,
}

impl Direction {
    /// The value of the HTML `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rtl => "rtl",
            Self::Ltr => "ltr",
        }
    }

    /// The direction that most of the letters of `text` have, or `None` where it has no letter.
    ///
    /// The majority decides, never the first strong letter: an Arabic sentence that opens with
    /// "WHO" is right to left. Even counts go right to left, since one Latin word weighs more
    /// letters than the Arabic that surrounds it. Addresses do not vote while there are other
    /// words: a short Arabic sentence that ends in a long URL is right to left.
    pub fn of(text: &str) -> Option<Self> {
        if !text.bytes().any(|byte| matches!(byte, b':' | b'@' | b'w')) {
            return majority(text.chars());
        }
        let words = text.split_whitespace().filter(|word| !is_address(word));
        majority(words.flat_map(str::chars)).or_else(|| majority(text.chars()))
    }
}

fn majority(letters: impl Iterator<Item = char>) -> Option<Direction> {
    let (mut rtl, mut ltr) = (0u32, 0u32);
    for c in letters {
        match strong_direction(c) {
            Some(Direction::Rtl) => rtl += 1,
            Some(Direction::Ltr) => ltr += 1,
            None => {}
        }
    }
    match (rtl, ltr) {
        (0, 0) => None,
        _ if rtl >= ltr => Some(Direction::Rtl),
        _ => Some(Direction::Ltr),
    }
}

/// Whether a word is an address of the web or of a person.
fn is_address(word: &str) -> bool {
    after_scheme(word).is_some() || word.starts_with("www.") || word.contains('@')
}

/// The direction of one letter, or `None` for digits, marks, punctuation and spaces.
///
/// By block of the Unicode Bidi_Class R and AL ranges (UAX #9); letters elsewhere read left to right.
pub fn strong_direction(c: char) -> Option<Direction> {
    match c as u32 {
        // The letters of most words that come here.
        0x0620..=0x064A => Some(Direction::Rtl),
        // Arabic-Indic digits and Arabic marks are weak.
        0x0600..=0x0607 | 0x0609..=0x060A | 0x060C | 0x060E..=0x061A | 0x064B..=0x066C | 0x0670 => None,
        0x06D6..=0x06E4 | 0x06E7..=0x06ED | 0x06F0..=0x06F9 | 0x0591..=0x05BD => None,
        0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC => Some(Direction::Rtl),
        0x10800..=0x10FFF | 0x1E800..=0x1EFFF => Some(Direction::Rtl),
        _ if c.is_alphabetic() => Some(Direction::Ltr),
        _ => None,
    }
}

/// Whether `c` is an invisible control that changes the order of the text around it: embeddings
/// and overrides (U+202A–202E) and isolates (U+2066–2069).
///
/// Such a control in input can reorder what follows it on a page, so ingest removes it. ZWNJ, ZWJ,
/// LRM, RLM and ALM stay: they shape or nudge only their own neighbours, and Persian needs them.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_script_decides_not_the_first_letter() {
        assert_eq!(Direction::of("WHO: انخفاض الإصابات في العالم"), Some(Direction::Rtl));
        assert_eq!(Direction::of("The word سلام means peace"), Some(Direction::Ltr));
        assert_eq!(Direction::of("2017 – 50%"), None);
        assert_eq!(Direction::of("١٩٦٢"), None);
        assert_eq!(Direction::of("שלום עולם"), Some(Direction::Rtl));
    }

    #[test]
    fn addresses_do_not_vote_unless_there_is_nothing_else() {
        let short = "للمزيد: https://news.example/a/long/address/in/latin/letters أو desk@news.example";
        assert_eq!(Direction::of(short), Some(Direction::Rtl));
        assert_eq!(Direction::of("https://news.example/"), Some(Direction::Ltr));
        assert_eq!(Direction::of("www.news.example 2017"), Some(Direction::Ltr));
    }

    #[test]
    fn marks_that_shape_letters_are_not_bidi_controls() {
        for kept in ['\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{061C}'] {
            assert!(!is_bidi_control(kept));
        }
        for removed in ['\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}'] {
            assert!(is_bidi_control(removed));
        }
    }
}
