//! Bytes of markup to text: by byte order mark, by what their server says of them and they declare
//! themselves, else by what they look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use std::borrow::Cow;

/// How far into a document its encoding may be declared (HTML, "prescan a byte stream").
const DECLARED_WITHIN: usize = 1024;

/// How many bytes detection looks at.
const DETECTED_WITHIN: usize = 64 * 1024;

/// A text and, where its encoding was not what it declares, what was done about that.
pub(crate) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub oddity: Option<Oddity>,
}

/// What is odd about a document's encoding, and what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Oddity {
    pub what: String,
    pub done: &'static str,
}

/// Decodes `bytes`, XML or HTML, of which their server says that they are in the encoding `told`; what
/// stands for no character becomes U+FFFD.
///
/// A server counts for more than the document (RFC 7303, section 3; HTML, "determining the character
/// encoding"), except where it says what servers say of every file: UTF-8, which the bytes then are
/// not, or Latin 1.
///
/// Valid UTF-8 that declares an encoding of single bytes is UTF-8 all the same: whoever transcoded it
/// forgot the declaration, and other text is hardly ever valid UTF-8 by chance.
pub(crate) fn decode<'b>(bytes: &'b [u8], told: Option<&str>) -> Decoded<'b> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with_errors_told(encoding, &bytes[length..]);
    }
    if let Some(encoding) = wide(bytes) {
        return with_errors_told(encoding, bytes);
    }
    let label = declared(bytes);
    // What could be read that far has one byte a letter: it is no UTF-16.
    let usable = |encoding: &&'static Encoding| {
        encoding.is_ascii_compatible() && ![X_USER_DEFINED, REPLACEMENT].contains(encoding)
    };
    let declared = label.and_then(Encoding::for_label).filter(usable);
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        let other = declared.filter(|encoding| *encoding != UTF_8 && !text.is_ascii());
        let oddity = other.map(|encoding| Oddity {
            what: ["it declares ", encoding.name(), " and is UTF-8"].concat(),
            done: "read as UTF-8",
        });
        return Decoded { text: Cow::Borrowed(text), oddity };
    }
    // From here on, nothing is UTF-8 that says so.
    let declared = declared.filter(|encoding| *encoding != UTF_8);
    let told = told.and_then(|told| Encoding::for_label(told.as_bytes())).filter(usable);
    let other = told.filter(|told| *told != UTF_8);
    let (encoding, done) = match (other, declared) {
        (Some(told), Some(declared)) if told == WINDOWS_1252 => (declared, "read as it declares"),
        (Some(told), _) => (told, "read as its server says"),
        (None, Some(declared)) => (declared, "read as it declares"),
        (None, None) => return detected(bytes, label),
    };
    let mut decoded = with_errors_told(encoding, bytes);
    if let (Some(told), Some(label)) = (told, label)
        && Encoding::for_label(label) != Some(told)
    {
        let label = String::from_utf8_lossy(label);
        let what = ["its server says ", told.name(), ", it declares ", &label].concat();
        decoded.oddity.get_or_insert(Oddity { what, done });
    }
    decoded
}

/// UTF-16 without a mark, by the `<` that markup opens with.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        [0, b'<', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The name in `<?xml … encoding="name"` or `<meta … charset="name"`.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let opening = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let is_xml = opening.windows(5).position(|window| window == b"<?xml");
    let (key, from) = match is_xml {
        Some(from) => (&b"encoding"[..], from),
        None => (&b"charset"[..], 0),
    };
    let opening = match is_xml {
        Some(from) => {
            &opening[..opening[from..].iter().position(|b| *b == b'>').map_or(opening.len(), |end| from + end)]
        }
        None => opening,
    };
    let found = opening[from..].windows(key.len()).position(|window| window.eq_ignore_ascii_case(key))?;
    let after = opening[from + found + key.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let after = after.strip_prefix(b"\"").or(after.strip_prefix(b"'")).unwrap_or(after);
    let length = after.iter().take_while(|b| b.is_ascii_alphanumeric() || b"-_:.".contains(b)).count();
    Some(&after[..length]).filter(|label| !label.is_empty())
}

fn with_errors_told(encoding: &'static Encoding, bytes: &[u8]) -> Decoded<'static> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let oddity = had_errors
        .then(|| Oddity { what: ["some bytes are no ", encoding.name()].concat(), done: "replaced by \u{FFFD}" });
    Decoded { text: Cow::Owned(text.into_owned()), oddity }
}

/// By what the bytes beyond ASCII look like, for the language of no one place in particular.
fn detected<'a>(bytes: &[u8], label: Option<&[u8]>) -> Decoded<'a> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let sample = &bytes[from..bytes.len().min(from + DETECTED_WITHIN)];
    detector.feed(sample, from + sample.len() == bytes.len());
    let encoding = detector.guess(None, Utf8Detection::Allow);
    let encoding = if is_torn_utf_8(sample) { UTF_8 } else { encoding };
    let said = match label {
        Some(label) => ["it declares ", &String::from_utf8_lossy(label), " and is not"].concat(),
        None => "it declares no encoding".to_owned(),
    };
    if encoding == UTF_8 {
        return with_errors_told(UTF_8, bytes);
    }
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: Cow::Owned(text.into_owned()), oddity: Some(Oddity { what: said, done: read_as(encoding) }) }
}

/// Whether `sample` is UTF-8 but for a few bytes, or but for its end.
fn is_torn_utf_8(sample: &[u8]) -> bool {
    if std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_none()) {
        return true;
    }
    let lossy = String::from_utf8_lossy(sample);
    let torn = lossy.matches(char::REPLACEMENT_CHARACTER).count();
    torn * 20 < lossy.chars().filter(|c| !c.is_ascii()).count()
}

/// What is told of a detected encoding; problems hold sentences that are fixed.
fn read_as(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "windows-1256" => "read as windows-1256, which it looks like",
        "windows-1252" => "read as windows-1252, which it looks like",
        "windows-1255" => "read as windows-1255, which it looks like",
        "ISO-8859-6" => "read as ISO-8859-6, which it looks like",
        _ => "read in the encoding that it looks like",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1256;

    const WORDS: &str = "أكد محسن مرزوق الأمين العام لحركة مشروع تونس على هامش إشرافه على المجلس الجهوي";

    fn check(bytes: &[u8], expected: &str, oddity: Option<&str>) {
        check_told(None, bytes, expected, oddity);
    }

    fn check_told(told: Option<&str>, bytes: &[u8], expected: &str, oddity: Option<&str>) {
        let decoded = decode(bytes, told);
        assert_eq!(decoded.text, expected);
        assert_eq!(decoded.oddity.map(|oddity| format!("{}: {}", oddity.what, oddity.done)).as_deref(), oddity);
    }

    fn windows(text: &str) -> Vec<u8> {
        WINDOWS_1256.encode(text).0.into_owned()
    }

    fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn a_declared_encoding_is_read() {
        for declaration in ["<?xml version='1.0' encoding='windows-1256'?>", "<html><meta charset=windows-1256>"] {
            let text = format!("{declaration}<a>{WORDS}</a>");
            check(&windows(&text), &text, None);
        }
        let text = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?><a>{WORDS}</a>");
        check(text.as_bytes(), &text, None);
    }

    #[test]
    fn what_a_server_says_is_read_where_nothing_speaks_against_it() {
        let bare = format!("<a>{WORDS}</a>");
        check_told(Some("windows-1256"), &windows(&bare), &bare, None);
        check_told(Some("CP1256"), bare.as_bytes(), &bare, None);
        check_told(Some("windows-1256"), format!("\u{FEFF}{bare}").as_bytes(), &bare, None);
        let lying = format!("<?xml version='1.0' encoding='utf-8'?><a>{WORDS}</a>");
        let said = "its server says windows-1256, it declares utf-8: read as its server says";
        check_told(Some("windows-1256"), &windows(&lying), &lying, Some(said));
        // What nobody knows says nothing.
        let looks = "it declares no encoding: read as windows-1256, which it looks like";
        check_told(Some("klingon"), &windows(&bare), &bare, Some(looks));
        check_told(Some("utf-8"), &windows(&bare), &bare, Some(looks));
    }

    #[test]
    fn what_servers_say_of_every_file_yields_to_what_a_document_declares() {
        let text = format!("<?xml version='1.0' encoding='windows-1256'?><a>{WORDS}</a>");
        for (told, name) in [("utf-8", "UTF-8"), ("ISO-8859-1", "windows-1252")] {
            let said = format!("its server says {name}, it declares windows-1256: read as it declares");
            check_told(Some(told), &windows(&text), &text, Some(&said));
        }
        check_told(Some("windows-1256"), &windows(&text), &text, None);
    }

    #[test]
    fn utf_16_is_read_with_a_mark_and_without() {
        let text = format!("<a>{WORDS}</a>");
        for mark in ["\u{FEFF}", ""] {
            let marked = format!("{mark}{text}");
            check(&wide(&marked, u16::to_le_bytes), &text, None);
            check(&wide(&marked, u16::to_be_bytes), &text, None);
        }
        check(b"\xFF\xFE<\0a\0>\0\x01", "<a>\u{FFFD}", Some("some bytes are no UTF-16LE: replaced by \u{FFFD}"));
    }

    #[test]
    fn utf_8_that_declares_something_else_is_utf_8() {
        let text = format!("<?xml version='1.0' encoding='windows-1256'?><a>{WORDS}</a>");
        check(text.as_bytes(), &text, Some("it declares windows-1256 and is UTF-8: read as UTF-8"));
        let text = "<?xml version='1.0' encoding='UTF-16'?><a>م</a>";
        check(text.as_bytes(), text, None);
        let text = "<?xml version='1.0' encoding='ISO-8859-1'?><a>x</a>";
        check(text.as_bytes(), text, None);
    }

    #[test]
    fn what_declares_nothing_or_lies_is_read_as_what_it_looks_like() {
        let text = format!("<a>{WORDS}</a>");
        check(&windows(&text), &text, Some("it declares no encoding: read as windows-1256, which it looks like"));
        let lying = format!("<?xml version='1.0' encoding='utf-8'?><a>{WORDS}</a>");
        check(
            &windows(&lying),
            &lying,
            Some("it declares utf-8 and is not: read as windows-1256, which it looks like"),
        );
    }

    #[test]
    fn a_torn_character_in_utf_8_costs_no_more_than_itself() {
        let text = format!("<?xml version='1.0' encoding='utf-8'?><a>{WORDS} ");
        let mut bytes = text.clone().into_bytes();
        bytes.extend(b"\xD8</a>");
        check(&bytes, &format!("{text}\u{FFFD}</a>"), Some("some bytes are no UTF-8: replaced by \u{FFFD}"));
    }

    #[test]
    fn an_encoding_that_nobody_knows_is_no_declaration() {
        for declaration in ["<?xml encoding='klingon'?>", "<?xml encoding=''?>", "<?xml encoding", "<?xml?>"] {
            check(declaration.as_bytes(), declaration, None);
        }
        check(b"", "", None);
    }
}
