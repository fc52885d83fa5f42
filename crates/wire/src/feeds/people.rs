//! Authors as RSS writes them: a name, an address, or both in any order.

/// The name in `author`; `None` for an e-mail address alone, which is not published.
///
/// RSS 2.0 asks for `lawyer@boyer.net (Lawyer Boyer)`; feeds also write `Lawyer Boyer <lawyer@boyer.net>`.
pub(super) fn name_of(author: &str) -> Option<String> {
    if !author.contains('@') {
        return Some(author.trim().to_owned()).filter(|name| !name.is_empty());
    }
    if let Some((_, name)) = author.split_once('(')
        && let Some(name) = name.trim_end().strip_suffix(')').filter(|name| !name.contains('@'))
    {
        return Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    }
    let words = author.split([' ', '\t', '\n', ',', '،', ';', '؛', '<', '>', '(', ')', '[', ']', '"']);
    let name: Vec<&str> = words.filter(|word| !word.is_empty() && !word.contains('@')).collect();
    Some(name.join(" ")).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_the_address_beside_it() {
        for (author, name) in [
            ("سلمى الحاج", Some("سلمى الحاج")),
            ("desk@a.example (سلمى الحاج)", Some("سلمى الحاج")),
            ("سلمى الحاج <desk@a.example>", Some("سلمى الحاج")),
            ("desk@a.example،سلمى", Some("سلمى")),
            ("سلمى (دمشق)", Some("سلمى (دمشق)")),
            ("desk@a.example", None),
            ("mailto:desk@a.example ()", None),
            (" ", None),
        ] {
            assert_eq!(name_of(author).as_deref(), name, "{author}");
        }
    }
}
