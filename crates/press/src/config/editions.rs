//! `[[editions]]`: the same paper in other languages.

use super::file::SisterFile;
use super::web_address;
use anyhow::{Result, bail};
use model::{Lang, SafeUrl};

/// The language of the edition for readers of all others
/// (<https://developers.google.com/search/docs/specialty/international/localized-versions>).
const FOR_ALL_OTHERS: &str = "x-default";

/// Another edition of the same paper, as its front page is linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SisterEdition {
    /// A language tag, or `x-default`.
    pub language: String,
    /// The address of its front page.
    pub url: SafeUrl,
}

/// The editions in `files`, beside one in `own` language at the address `site`.
///
/// # Errors
/// A language that is none, or that stands there twice; an address that is none of the web; editions beside one that
/// has no address itself, since each has to link all of them, itself among them.
pub(super) fn sisters(files: Vec<SisterFile>, own: &Lang, site: Option<&SafeUrl>) -> Result<Vec<SisterEdition>> {
    if site.is_none() && !files.is_empty() {
        bail!("editions: site.url is missing: editions link each other by their addresses");
    }
    let mut sisters: Vec<SisterEdition> = Vec::with_capacity(files.len());
    for file in files {
        let language = match file.language.as_str() {
            FOR_ALL_OTHERS => FOR_ALL_OTHERS.to_owned(),
            tag => match Lang::parse(tag) {
                Ok(lang) => lang.as_str().to_owned(),
                Err(_) => bail!("editions.language: {tag:?} is not a language tag, nor \"x-default\""),
            },
        };
        if language.eq_ignore_ascii_case(own.as_str()) {
            bail!("editions.language: {language:?} is the language of this edition; it links itself");
        }
        if sisters.iter().any(|sister| sister.language.eq_ignore_ascii_case(&language)) {
            bail!("editions.language: {language:?} stands there twice");
        }
        sisters.push(SisterEdition { language, url: web_address("editions.url", &file.url)? });
    }
    Ok(sisters)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use std::path::Path;

    #[test]
    fn an_edition_that_cannot_be_linked_is_refused_by_key() {
        let error = |language: &str, url: &str| {
            let sister = format!("[[editions]]\nlanguage = {language:?}\nurl = {url:?}\n");
            let text = format!(
                "[site]\nurl = \"https://a.example/\"\n[[editions]]\nlanguage = \"fr\"\nurl = \"https://a.example/fr/\"\n{sister}"
            );
            format!("{:#}", Config::parse(&text, Path::new("")).expect_err(&text))
        };
        for (language, url, message) in [
            ("en", "/en/", "editions.url: \"/en/\""),
            ("English", "https://a.example/en/", "editions.language: \"English\" is not a language tag"),
            ("en", "mailto:a@a.example", "editions.url: \"mailto:a@a.example\" is not an http or https address"),
            ("e n", "https://a.example/en/", "editions.language: \"e n\" is not a language tag"),
            ("fr", "https://a.example/en/", "editions.language: \"fr\" stands there twice"),
            ("ar", "https://a.example/ar/", "editions.language: \"ar\" is the language of this edition"),
        ] {
            assert!(error(language, url).starts_with(message), "{}", error(language, url));
        }
    }
}
