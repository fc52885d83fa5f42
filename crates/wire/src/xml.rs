//! XML as feeds write it, read leniently: every text is a row of tokens, and nothing recurses.
//!
//! A document type is a token like any other: nothing in it is ever looked at, so no entity of its
//! own has a value and nothing external is fetched.

mod attributes;
mod references;

pub(crate) use attributes::{Attribute, attributes, is_clean, normalised, value_of};
pub(crate) use references::{Reference, decoded, reference};

use memchr::{memchr, memchr3, memmem};
use std::borrow::Cow;
use std::ops::Range;

/// The longest tag, in bytes: a longer one is no tag.
const MAX_TAG_BYTES: usize = 64 * 1024;

/// How many tags may hold a quotation mark that nothing closes before quotation marks in tags mean
/// nothing any more: each costs a look at [`MAX_TAG_BYTES`].
const MAX_OPEN_QUOTES: usize = 8;

/// A piece of XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text with its references as they stand; a `<` in it is one that opens nothing.
    Text(&'a str),
    /// Text without references, as in `<![CDATA[…]]>`.
    Verbatim(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag, by its name.
    End(&'a str),
    /// A document type declaration.
    Doctype(&'a str),
    /// A comment, a declaration or a processing instruction.
    Other,
    /// Something that has no end: the text is cut off here.
    Cut,
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// With its prefix.
    pub name: &'a str,
    /// What stands between its name and its end, for [`attributes`].
    pub attributes: &'a str,
    /// Whether it ends itself: `<link/>`.
    pub is_empty: bool,
}

/// The tokens of a text, each with the bytes it takes; together they are the whole of it.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    open_quotes: usize,
    /// Where the next `>` stands, as far as it has been looked for: each stretch is searched once.
    next_end: Option<usize>,
    /// Whether a `?>` was looked for in vain.
    lacks_instruction_end: bool,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, open_quotes: 0, next_end: None, lacks_instruction_end: false }
    }

    fn read(&mut self) -> (usize, Token<'a>) {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        if bytes[0] != b'<' {
            let end = memchr(b'<', bytes).unwrap_or(bytes.len());
            return (end, Token::Text(&rest[..end]));
        }
        let until =
            |opening: usize, mark: &str| memmem::find(&bytes[opening..], mark.as_bytes()).map(|at| at + opening);
        match bytes.get(1) {
            Some(b'!') if rest.starts_with("<!--") => match until(4, "-->") {
                Some(end) => (end + 3, Token::Other),
                None => (rest.len(), Token::Cut),
            },
            Some(b'!') if rest.starts_with("<![CDATA[") => match until(9, "]]>") {
                Some(end) => (end + 3, Token::Verbatim(&rest[9..end])),
                None => (rest.len(), Token::Cut),
            },
            Some(b'!') => match end_of_declaration(bytes) {
                Some(end) => (end, Token::Doctype(&rest[..end])),
                None => (rest.len(), Token::Cut),
            },
            Some(b'?') => {
                let end = if self.lacks_instruction_end { None } else { until(2, "?>") };
                self.lacks_instruction_end = end.is_none();
                match end.map(|end| end + 2).or_else(|| until(2, ">").map(|end| end + 1)) {
                    Some(end) => (end, Token::Other),
                    None => (rest.len(), Token::Cut),
                }
            }
            Some(b'/') => match memchr(b'>', bytes) {
                Some(end) => (end + 1, Token::End(name(&rest[2..end]))),
                None => (rest.len(), Token::Cut),
            },
            Some(&byte) if opens_name(byte) => self.tag(rest),
            Some(_) => (1, Token::Text(&rest[..1])),
            None => (1, Token::Cut),
        }
    }

    fn tag(&mut self, rest: &'a str) -> (usize, Token<'a>) {
        let found = match self.next_end.filter(|end| *end >= self.at) {
            Some(end) => Some(end),
            None => memchr(b'>', rest.as_bytes()).map(|end| end + self.at),
        };
        // Nothing ends here, nor does any tag before.
        let Some(nearest) = found else { return (rest.len(), Token::Cut) };
        self.next_end = found;
        let nearest = nearest - self.at;
        if nearest >= MAX_TAG_BYTES {
            return (1, Token::Text(&rest[..1]));
        }
        let mut end = nearest;
        if self.open_quotes < MAX_OPEN_QUOTES {
            match end_of_tag(&rest.as_bytes()[..rest.len().min(MAX_TAG_BYTES)]) {
                Some(quoted) => end = quoted,
                None => self.open_quotes += 1,
            }
        }
        let inner = &rest[1..end];
        let name = name(inner);
        let (inner, is_empty) = match inner.strip_suffix('/') {
            Some(inner) if inner.len() >= name.len() => (inner, true),
            _ => (inner, false),
        };
        (end + 1, Token::Start(Tag { name, attributes: &inner[name.len()..], is_empty }))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Range<usize>, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let (length, token) = self.read();
        self.at += length;
        Some((start..self.at, token))
    }
}

/// Letters, `_`, `:` and everything beyond ASCII, of which names in other scripts are made.
fn opens_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':' | 0x80..)
}

/// The name that `text` opens with.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '<' | '=' | '"' | '\''));
    &text[..end.unwrap_or(text.len())]
}

/// Where a tag ends: at the first `>` outside quotation marks.
fn end_of_tag(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        if bytes[found] == b'>' {
            return Some(found);
        }
        at = found + 1 + memchr(bytes[found], &bytes[found + 1..])? + 1;
    }
}

/// What follows a `<!…>`, whose `[…]` may hold declarations of its own.
fn end_of_declaration(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut quote, mut in_subset) = (0usize, None, false);
    for (at, &byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            // An apostrophe outside any declaration is one of a comment.
            (None, b'"' | b'\'') if depth > 0 && (!in_subset || depth > 1) => quote = Some(byte),
            (None, b'[') => in_subset = true,
            (None, b']') => in_subset = false,
            (None, b'<') => depth += 1,
            (None, b'>') => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !in_subset {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// A name without its prefix, and its prefix, which is empty where there is none.
pub(crate) fn split_name(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// The name of the root element: of the first tag, which a declaration, a document type, comments and
/// up to 1,024 bytes of anything else may stand before.
pub(crate) fn root(text: &str) -> Option<&str> {
    let mut strays = 0;
    for (_, token) in Tokens::new(text) {
        match token {
            Token::Start(tag) => return Some(tag.name),
            Token::Text(stray) | Token::Verbatim(stray) if strays + stray.len() <= 1024 => strays += stray.len(),
            Token::Doctype(_) | Token::Other => {}
            _ => return None,
        }
    }
    None
}

/// All text between two tags, its references resolved; where that is one piece, as it stands there.
pub(crate) fn text_of(inner: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed("");
    for (_, token) in Tokens::new(inner) {
        let piece = match token {
            Token::Text(piece) => decoded(piece),
            Token::Verbatim(piece) => Cow::Borrowed(piece),
            _ => continue,
        };
        if text.is_empty() {
            text = piece;
        } else {
            text.to_mut().push_str(&piece);
        }
    }
    text
}

/// A text without the characters that XML has no place for, NUL first of all.
pub(crate) fn without_controls(text: &str) -> Cow<'_, str> {
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    // In pieces, so that the search is not stopped at each byte.
    let any = text.as_bytes().chunks(4096).any(|piece| piece.iter().fold(false, |any, byte| any | is_control(*byte)));
    if any {
        Cow::Owned(text.chars().filter(|c| !u8::try_from(*c).is_ok_and(is_control)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token<'_>> {
        Tokens::new(text).map(|(_, token)| token).collect()
    }

    fn start<'a>(name: &'a str, attributes: &'a str, is_empty: bool) -> Token<'a> {
        Token::Start(Tag { name, attributes, is_empty })
    }

    #[test]
    fn a_text_is_told_apart_into_tokens() {
        let text = "<?xml version='1.0'?><!-- < --><a:b c='>' d>x &amp; < y<![CDATA[<z>]]></a:b ><e/>";
        let expected = [
            Token::Other,
            Token::Other,
            start("a:b", " c='>' d", false),
            Token::Text("x &amp; "),
            Token::Text("<"),
            Token::Text(" y"),
            Token::Verbatim("<z>"),
            Token::End("a:b"),
            start("e", "", true),
        ];
        assert_eq!(tokens(text), expected);
    }

    #[test]
    fn a_document_type_is_one_token_whatever_it_declares() {
        for doctype in [
            "<!DOCTYPE rss>",
            "<!DOCTYPE a [ <!ENTITY x \"]>\"> <!ENTITY % y SYSTEM 'file:///etc/passwd'> %y; ]>",
            "<!DOCTYPE a SYSTEM \"http://a.example/a>b.dtd\">",
        ] {
            let text = format!("{doctype}<a/>");
            assert_eq!(tokens(&text), [Token::Doctype(doctype), start("a", "", true)]);
        }
    }

    #[test]
    fn what_has_no_end_is_cut_and_tokens_cover_every_byte() {
        for text in ["<a", "<a b='", "<!-- x --", "<![CDATA[ x", "<!DOCTYPE a [", "<?xml", "</a", "<"] {
            assert_eq!(tokens(text), [Token::Cut], "{text}");
        }
        let text = "x<a b='>y<c>\u{0}</c z><سلام>";
        let lengths: usize = Tokens::new(text).map(|(range, _)| range.len()).sum();
        assert_eq!(lengths, text.len());
    }

    #[test]
    fn a_quotation_mark_that_nothing_closes_hides_no_more_than_its_tag() {
        let text = format!("<a b=\"x><c>{}", "y".repeat(MAX_TAG_BYTES));
        assert_eq!(tokens(&text)[..2], [start("a", " b=\"x", false), start("c", "", false)]);
        let many = "<a b=\"x>".repeat(100_001);
        assert_eq!(tokens(&many).len(), 50_001, "a mark is closed by the next tag's while that is near");
    }

    #[test]
    fn the_root_is_found_past_what_may_stand_before_it() {
        for text in ["\u{FEFF} \n<?xml version='1.0'?><!DOCTYPE rss [ ]><!-- <x> --><rss>", "PHP Notice: x\n<rss/>"] {
            assert_eq!(root(text), Some("rss"), "{text}");
        }
        for text in ["", "<", "text", "<.>", "</rss>", &"x".repeat(1025)] {
            assert_eq!(root(text), None, "{text}");
        }
    }

    #[test]
    fn control_characters_are_removed_and_white_space_stays() {
        assert_eq!(without_controls("a\u{0}b\u{b}\u{1f}\t\r\n\u{7f}م"), "ab\t\r\n\u{7f}م");
        assert!(matches!(without_controls("م\n"), Cow::Borrowed(_)));
    }
}
