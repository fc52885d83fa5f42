//! References to characters: XML's own five, numbers, and the names that HTML has for the rest.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr;
use std::borrow::Cow;

/// The longest name of a character in HTML is `CounterClockwiseContourIntegral`.
const MAX_NAME: usize = 32;

/// What an `&` opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    /// A reference of this length that every reader of XML resolves.
    Known(usize),
    /// A reference of this length that XML does not know: what it stands for.
    Foreign(usize, String),
    /// Nothing: the `&` stands for itself.
    Bare,
}

/// Reads what `text`, which opens with `&`, opens with.
pub(crate) fn reference(text: &str) -> Reference {
    let bytes = text.as_bytes();
    let length = bytes[1..].iter().take(MAX_NAME).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    let (name, is_closed) = (&text[1..=length], bytes.get(length + 1) == Some(&b';'));
    if !is_closed {
        return Reference::Bare;
    }
    match name {
        "amp" | "lt" | "gt" | "quot" | "apos" => Reference::Known(length + 2),
        _ => match (name.strip_prefix('#'), NAMED_ENTITIES.get(&text[1..length + 2])) {
            (Some(number), _) => match numbered(number) {
                Some((code, c)) if code == u32::from(c) => Reference::Known(length + 2),
                Some((_, c)) => Reference::Foreign(length + 2, c.to_string()),
                // A number that is no character: there is nothing that it stands for.
                None if is_number(number) => Reference::Foreign(length + 2, String::new()),
                None => Reference::Bare,
            },
            (None, Some(&(first, second))) => {
                let characters = [first, second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32);
                Reference::Foreign(length + 2, characters.collect())
            }
            (None, None) => Reference::Bare,
        },
    }
}

fn is_number(number: &str) -> bool {
    match number.strip_prefix(['x', 'X']) {
        Some(hex) => !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit()),
        None => !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()),
    }
}

/// A number and the character that it means: 128 to 159 mean what Windows has there, as in HTML.
fn numbered(number: &str) -> Option<(u32, char)> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let c = match code {
        0x80..=0x9F => C1_REPLACEMENTS[code as usize - 0x80]?,
        0..=8 | 0xB | 0xC | 0xE..=0x1F | 0xFFFE | 0xFFFF => return None,
        _ => char::from_u32(code)?,
    };
    Some((code, c))
}

/// A text with every reference resolved.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut decoded = String::with_capacity(text.len());
    let (mut copied, mut next) = (0, Some(first));
    while let Some(at) = next {
        decoded.push_str(&text[copied..at]);
        copied = at
            + match reference(&text[at..]) {
                Reference::Known(length) => {
                    decoded.push(known(&text[at + 1..at + length - 1]));
                    length
                }
                Reference::Foreign(length, characters) => {
                    decoded.push_str(&characters);
                    length
                }
                Reference::Bare => {
                    decoded.push('&');
                    1
                }
            };
        next = memchr(b'&', &text.as_bytes()[copied..]).map(|found| found + copied);
    }
    decoded.push_str(&text[copied..]);
    Cow::Owned(decoded)
}

fn known(name: &str) -> char {
    match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => name.strip_prefix('#').and_then(numbered).map_or(char::REPLACEMENT_CHARACTER, |(_, c)| c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_html_does_and_a_bare_ampersand_stays() {
        for (text, expected) in [
            ("a &amp; b &lt;&gt;&quot;&apos;", "a & b <>\"'"),
            ("&nbsp;&laquo;&hellip;&shy;", "\u{a0}«…\u{ad}"),
            ("&#1587;&#x633;&#X633;", "سسس"),
            ("&#146;&#0;&#xD800;&#x110000;&#1;&#99999999999;", "’"),
            ("AT&T & &unknown; &x &; &#; &#x; &#zz;", "AT&T & &unknown; &x &; &#; &#x; &#zz;"),
            ("&amp;nbsp;", "&nbsp;"),
            ("&NotEqualTilde;", "≂\u{338}"),
            ("&", "&"),
        ] {
            assert_eq!(decoded(text), expected, "{text}");
        }
    }

    #[test]
    fn what_xml_itself_resolves_is_told_from_what_it_does_not() {
        assert_eq!(reference("&amp;nbsp;"), Reference::Known(5));
        assert_eq!(reference("&#1587;"), Reference::Known(7));
        assert_eq!(reference("&nbsp; x"), Reference::Foreign(6, "\u{a0}".to_owned()));
        assert_eq!(reference("&#0;"), Reference::Foreign(4, String::new()));
        assert_eq!(reference("&nbsp x"), Reference::Bare);
    }
}
