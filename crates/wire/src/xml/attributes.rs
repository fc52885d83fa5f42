//! The attributes of a tag, whatever stands there.

use super::references::{Reference, decoded, reference};
use memchr::memchr2;
use std::borrow::Cow;

/// How many attributes of a tag are read.
pub(crate) const MAX_ATTRIBUTES: usize = 64;

/// An attribute, its value as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attribute<'a> {
    pub name: &'a str,
    pub raw: &'a str,
}

impl<'a> Attribute<'a> {
    /// Its value, references resolved.
    pub fn value(&self) -> Cow<'a, str> {
        decoded(self.raw)
    }
}

/// The value of the attribute of this name.
pub(crate) fn value_of<'a>(attributes: &[Attribute<'a>], name: &str) -> Option<Cow<'a, str>> {
    attributes.iter().find(|attribute| attribute.name == name).map(Attribute::value)
}

/// The attributes in `text`, which stands between a tag's name and its end: at most
/// [`MAX_ATTRIBUTES`] of them, each name once. A value may lack its quotation marks or be missing.
pub(crate) fn attributes(text: &str) -> Vec<Attribute<'_>> {
    let mut found: Vec<Attribute<'_>> = Vec::new();
    let mut rest = text;
    while found.len() < MAX_ATTRIBUTES {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '=' | '"' | '\'' | '<'));
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/' | '"' | '\'' | '<'));
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        if name.is_empty() {
            break;
        }
        let (raw, after) = value(after);
        rest = after;
        if found.iter().all(|attribute| attribute.name != name) {
            found.push(Attribute { name, raw });
        }
    }
    found
}

/// The value that follows a name, and what follows that.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.trim_ascii_start().strip_prefix('=') else { return ("", text) };
    let text = text.trim_ascii_start();
    match text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(mark) => text[1..].split_once(mark).unwrap_or((&text[1..], "")),
        None => text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len())),
    }
}

/// Whether every reader of XML takes `text`, the attributes of a tag, as it stands: white space before
/// each, quoted values, no `<`, no reference that only HTML knows, no name twice, not too many.
pub(crate) fn is_clean(text: &str) -> bool {
    let mut names: [&str; MAX_ATTRIBUTES] = [""; MAX_ATTRIBUTES];
    let mut rest = text;
    for count in 0..=MAX_ATTRIBUTES {
        let trimmed = rest.trim_ascii_start();
        if trimmed.is_empty() {
            return true;
        }
        if trimmed.len() == rest.len() || count == MAX_ATTRIBUTES {
            return false;
        }
        let Some((name, after)) = trimmed.split_once('=') else { return false };
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_:.-".contains(&b));
        let mark = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some((value, after)) = mark.and_then(|mark| after[1..].split_once(mark)) else { return false };
        if !is_name || names[..count].contains(&name) || !is_clean_value(value) {
            return false;
        }
        names[count] = name;
        rest = after;
    }
    false
}

fn is_clean_value(value: &str) -> bool {
    let mut at = 0;
    while let Some(found) = memchr2(b'&', b'<', &value.as_bytes()[at..]) {
        at += found;
        if value.as_bytes()[at] == b'<' || !matches!(reference(&value[at..]), Reference::Known(_)) {
            return false;
        }
        at += 1;
    }
    true
}

/// Appends ` name="value"` in a form that every reader of XML takes; nothing for a name that has none.
pub(crate) fn normalised(name: &str, value: &str, tag: &mut String) {
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_:.-".contains(&b))
        && name.matches(':').count() <= 1
        && !name.ends_with(':');
    if !is_name {
        return;
    }
    tag.extend([" ", name, "=\""]);
    for c in value.chars() {
        match c {
            '&' => tag.push_str("&amp;"),
            '<' => tag.push_str("&lt;"),
            '"' => tag.push_str("&quot;"),
            c => tag.push(c),
        }
    }
    tag.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, String)> {
        attributes(text).iter().map(|attribute| (attribute.name, attribute.value().into_owned())).collect()
    }

    #[test]
    fn attributes_are_read_however_they_are_written() {
        let expected = vec![("a", "1".to_owned()), ("b:c", "x & «".to_owned()), ("d", String::new())];
        for text in [" a='1' b:c=\"x &amp; &laquo;\" d=''", "a=1 b:c = 'x & &laquo;' d", " a=\"1\"b:c='x & «'d a='2'"]
        {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read(" a='unclosed"), [("a", "unclosed".to_owned())]);
        assert_eq!(read(" = ' \" < / "), []);
    }

    #[test]
    fn no_more_than_the_first_64_are_read() {
        let many: String = (0..100_000).map(|n| format!(" a{n}='x'")).collect();
        assert_eq!(attributes(&many).len(), MAX_ATTRIBUTES);
        assert!(!is_clean(&many));
    }

    #[test]
    fn what_any_reader_takes_is_left_as_it_stands() {
        for clean in ["", " ", " a='1'", " a='1' b=\"'\" ", " a='&amp;&#160;'"] {
            assert!(is_clean(clean), "{clean}");
        }
        for unclean in
            ["a='1'", " a", " a=1", " a='<'", " a='&nbsp;'", " a='&'", " a='1' a='2'", " a='1'b='2'", " /='1'"]
        {
            assert!(!is_clean(unclean), "{unclean}");
        }
    }

    #[test]
    fn a_normalised_attribute_is_clean() {
        let mut tag = String::new();
        normalised("href", "a?b=1&c='\"<", &mut tag);
        normalised("\"onload", "x", &mut tag);
        assert_eq!(tag, " href=\"a?b=1&amp;c='&quot;&lt;\"");
        assert!(is_clean(&tag));
    }
}
