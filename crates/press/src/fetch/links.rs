//! The `Link` header field (RFC 8288), as far as it names the next page.

use hyper::header::{self, HeaderMap};
use model::SafeUrl;
use url::Url;

/// The first link of `headers` whose relation is `next`, resolved against `base`.
pub(super) fn next(headers: &HeaderMap, base: &Url) -> Option<SafeUrl> {
    let fields = headers.get_all(header::LINK).into_iter().filter_map(|value| value.to_str().ok());
    let reference =
        fields.flat_map(links).find(|(_, parameters)| is_next(parameters)).map(|(reference, _)| reference)?;
    SafeUrl::parse(base.join(reference).ok()?.as_str()).ok().filter(SafeUrl::is_web)
}

/// Each link of a field: its reference and its parameters.
fn links(field: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = field;
    std::iter::from_fn(move || {
        let (_, opened) = rest.split_once('<')?;
        let (reference, after) = opened.split_once('>')?;
        let (parameters, others) = split_unquoted(after, ',');
        rest = others;
        Some((reference.trim(), parameters))
    })
}

/// What stands before the first `mark` that is not in a quoted string, and what stands after it.
fn split_unquoted(text: &str, mark: char) -> (&str, &str) {
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if c == mark && !quoted => return (&text[..at], &text[at + c.len_utf8()..]),
            _ => {}
        }
    }
    (text, "")
}

/// Whether one of the relations in `rel` (which stand apart by spaces) is `next`.
fn is_next(mut parameters: &str) -> bool {
    while !parameters.is_empty() {
        let (parameter, others) = split_unquoted(parameters, ';');
        parameters = others;
        let Some((name, value)) = parameter.split_once('=') else { continue };
        if name.trim().eq_ignore_ascii_case("rel") {
            // Only the first one counts (section 3.3).
            let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
            return relations.any(|relation| relation.eq_ignore_ascii_case("next"));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_found_among_other_links() {
        let base = Url::parse("https://a.example/posts?page=1").unwrap();
        for (field, expected) in [
            ("<https://a.example/posts?page=2>; rel=\"next\"", Some("https://a.example/posts?page=2")),
            ("<?page=0>; rel=prev, <?page=2>; rel=next", Some("https://a.example/posts?page=2")),
            ("<x>; title=\"a, <b>; rel=next\"; rel=\"last\", </y>; REL=\"start Next\"", Some("https://a.example/y")),
            ("<https://a.example/wp-json/>; rel=\"https://api.w.org/\"", None),
            ("<javascript:alert(1)>; rel=next", None),
            ("<y; rel=next", None),
            ("<y>; rel=nextish", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(header::LINK, field.parse().unwrap())]);
            assert_eq!(next(&headers, &base).as_ref().map(SafeUrl::as_str), expected, "{field}");
        }
    }
}
