//! A field of text that knows its own direction.

use crate::{Direction, Lang, is_bidi_control};
use serde::{Deserialize, Serialize};

/// One field of text (a title, a name, a caption) with the direction it reads in.
///
/// `text` is plain text, never markup, without bidi controls and C0 controls, its white space
/// collapsed. `dir` is decided once, at ingest, by the majority script.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "RawText")]
pub struct Text {
    text: String,
    dir: Direction,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lang: Option<Lang>,
}

impl Text {
    /// Cleans `text`; its direction is its majority script's, else that of `surrounding`.
    ///
    /// `None` when nothing that can be read is left: a blank title is a missing title.
    pub fn new(text: &str, surrounding: Direction, lang: Option<Lang>) -> Option<Self> {
        let text = clean_line(text);
        if !text.chars().any(is_visible) {
            return None;
        }
        let dir = Direction::of(&text).unwrap_or(surrounding);
        Some(Self { text, dir, lang })
    }

    /// A text as an edition stores it: cleaned again, with the direction that was decided when it came.
    pub fn stored(text: &str, dir: Direction, lang: Option<Lang>) -> Self {
        Self { text: clean_line(text), dir, lang }
    }

    /// The words, without markup.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The direction they read in.
    pub fn dir(&self) -> Direction {
        self.dir
    }

    /// Their language, where the source said so.
    pub fn lang(&self) -> Option<&Lang> {
        self.lang.as_ref()
    }
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Text"))]
struct RawText {
    text: String,
    dir: Direction,
    #[serde(default)]
    lang: Option<Lang>,
}

impl From<RawText> for Text {
    fn from(raw: RawText) -> Self {
        Self { text: clean_line(&raw.text), dir: raw.dir, lang: raw.lang }
    }
}

/// `text` on one line: bidi and C0/C1 controls removed, runs of white space made one space, trimmed.
pub(crate) fn clean_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut pending_space = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = rest.bytes().take_while(|byte| is_of_words(*byte)).count();
        let (piece, after) = rest.split_at(length.max(c.len_utf8()));
        rest = after;
        if length > 0 || !(c.is_whitespace() || c == '\u{FEFF}' || is_bidi_control(c) || c.is_control()) {
            if pending_space {
                line.push(' ');
                pending_space = false;
            }
            line.push_str(piece);
        } else if c.is_whitespace() || c == '\u{FEFF}' {
            pending_space = !line.is_empty();
        }
    }
    line
}

/// Whether a byte of UTF-8 can only be part of characters that stay: neither ASCII's white space and
/// controls nor the first byte of characters among which others are (U+0080, U+1000, U+2000, U+3000, U+F000).
fn is_of_words(byte: u8) -> bool {
    !matches!(byte, 0..=0x20 | 0x7F | 0xC2 | 0xE1..=0xE3 | 0xEF)
}

/// Whether a reader can see `c`: neither white space nor one of the invisible joiners and marks.
pub fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{061C}' | '\u{FEFF}' | '\u{00AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str) -> Option<Text> {
        Text::new(s, Direction::Rtl, None)
    }

    #[test]
    fn bidi_overrides_vanish_and_joiners_stay() {
        let cleaned = text("\u{202E}می\u{200C}خواهم\u{202C} \n\t کتاب").unwrap();
        assert_eq!(cleaned.as_str(), "می\u{200C}خواهم کتاب");
    }

    #[test]
    fn a_title_of_spaces_and_invisible_marks_is_no_title() {
        for blank in ["", " \u{00A0}\n", "\u{200F}\u{200E}", "\u{200B}", "\u{202E}\u{2069}"] {
            assert_eq!(text(blank), None, "{blank:?}");
        }
    }

    #[test]
    fn a_number_takes_the_direction_around_it() {
        assert_eq!(Text::new("2017", Direction::Rtl, None).unwrap().dir(), Direction::Rtl);
        assert_eq!(Text::new("2017", Direction::Ltr, None).unwrap().dir(), Direction::Ltr);
    }

    #[test]
    fn a_decoded_text_is_cleaned_too() {
        let decoded: Text = serde_json::from_str(r#"{"text":"a\u202eb","dir":"ltr"}"#).unwrap();
        assert_eq!(decoded.as_str(), "ab");
    }
}
