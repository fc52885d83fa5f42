//! Runs that the bidirectional algorithm would tear apart in a right-to-left text.

use super::{Child, element};
use model::{Direction, after_scheme, strong_direction};

/// `text`, which reads in direction `dir`, with its addresses, telephone numbers and Latin names
/// that end in signs (`C++`, `C#`, `.NET`) isolated left to right.
///
/// Cuts fall at white space only: an element inside a word breaks Arabic joining in WebKit.
pub fn isolated(text: &str, dir: Direction) -> Vec<Child> {
    if dir == Direction::Ltr || !text.bytes().any(|b| b.is_ascii_alphanumeric()) {
        return vec![text.to_owned().into()];
    }
    let mut children = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let word_start = at + (rest.len() - rest.trim_start().len());
        let word_end = text[word_start..].find(char::is_whitespace).map_or(text.len(), |length| word_start + length);
        at = word_end.max(at + 1);
        let telephone_end = word_start + telephone_length(&text[word_start..]);
        let (start, end) = if telephone_end > word_start {
            at = telephone_end;
            (word_start, telephone_end)
        } else {
            let (from, to) = fragile(&text[word_start..word_end], word_end == text.len());
            (word_start + from, word_start + to)
        };
        if start < end {
            if plain_from < start {
                children.push(text[plain_from..start].to_owned().into());
            }
            let run = element("bdi").attribute("dir", "ltr").child(text[start..end].to_owned());
            children.push(if telephone_end > word_start { run.class("telephone") } else { run }.into());
            plain_from = end;
        }
    }
    if plain_from < text.len() {
        children.push(text[plain_from..].to_owned().into());
    }
    children
}

/// Whether `text` is an address as people write one: a URL, a host, an e-mail address.
pub fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.is_ascii()
        && !text.contains(' ')
        && (after_scheme(text).is_some()
            || text.starts_with("www.")
            || text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.')))
}

/// The range of `word` that has to be isolated; an empty one where nothing has.
fn fragile(word: &str, last: bool) -> (usize, usize) {
    let unwrapped = word.trim_start_matches(['(', '[', '«', '"', '“', '\'']);
    let from = word.len() - unwrapped.len();
    let closed = unwrapped.trim_end_matches([')', ']', '»', '"', '”', '\'', ',', '،', ';', '؛', ':', '؟']);
    // At the end of a sentence these are the sentence's own.
    let core = if last { closed.trim_end_matches(['.', '!', '?']) } else { closed.trim_end_matches('.') };
    let latin = core.bytes().any(|b| b.is_ascii_alphabetic())
        && !core.chars().any(|c| strong_direction(c) == Some(Direction::Rtl));
    let edged = |c: Option<char>| c.is_some_and(|c| strong_direction(c).is_none() && !is_digit(c));
    let fragile = latin && (is_address(core) || edged(core.chars().next()) || edged(core.chars().next_back()));
    if fragile { (from, from + core.len()) } else { (0, 0) }
}

/// The length in bytes of the telephone number that `text` opens with: `+` and a digit, then at
/// least six more digits among spaces, hyphens, dots and brackets; 0 where there is none.
fn telephone_length(text: &str) -> usize {
    if !text.starts_with('+') {
        return 0;
    }
    let (mut count, mut end) = (0, 0);
    for (at, c) in text.char_indices().skip(1) {
        if is_digit(c) {
            count += 1;
            end = at + c.len_utf8();
        } else if !matches!(c, ' ' | '-' | '.' | '(' | ')' | '\u{A0}' | '/') {
            break;
        }
    }
    if count >= 7 { end } else { 0 }
}

/// Whether `c` is a European, Arabic-Indic or Extended Arabic-Indic digit.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> String {
        let marks = isolated(text, Direction::Rtl).into_iter().map(|child| match child {
            Child::Text(text) => text.into_owned(),
            Child::Element(element) => format!("<{}>", element.words()),
        });
        marks.collect()
    }

    #[test]
    fn addresses_telephones_and_names_with_signs_are_isolated() {
        assert_eq!(marked("راسلونا على desk@example.org."), "راسلونا على <desk@example.org>.");
        assert_eq!(marked("(https://example.org/a?b=1) للمزيد"), "(<https://example.org/a?b=1>) للمزيد");
        assert_eq!(marked("هاتف +963 11 222 3333، مكتب"), "هاتف <+963 11 222 3333>، مكتب");
        assert_eq!(marked("كتاب C++! للمبتدئين"), "كتاب <C++!> للمبتدئين");
        assert_eq!(marked("تعلّم C++!"), "تعلّم <C++>!");
        assert_eq!(marked("منصة .NET الجديدة"), "منصة <.NET> الجديدة");
    }

    #[test]
    fn what_already_reads_well_is_left_alone() {
        for plain in ["منظمة WHO تحذّر", "في 1962–1984", "ارتفع 5%", "word", "كلمة", "+5 درجات", "  ", ""]
        {
            assert_eq!(marked(plain), plain);
        }
    }
}
