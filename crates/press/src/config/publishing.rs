//! `[rights]` and `[[publishers]]`: what may be done with whose articles.

use super::file::{PublisherFile, RightsFile};
use super::web_address;
use anyhow::{Context, Result};
use model::{BodyRights, Direction, ImageRights, Publisher, Rights, SafeUrl, Text, fold_key};

/// What may be done with a publisher's articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RightsChoice {
    /// As articles carry it.
    pub rights: Rights,
    /// How many words an excerpt shows.
    pub excerpt_words: usize,
    /// For how many days an article may be shown, counted from its publication.
    pub expiry_days: Option<u16>,
}

/// What one publisher allows.
#[derive(Clone, Debug, PartialEq)]
pub struct PublisherChoice {
    /// Who.
    pub publisher: Publisher,
    /// Names and hosts that are also this publisher, folded.
    pub keys: Vec<String>,
    /// What it allows.
    pub rights: RightsChoice,
}

pub(super) fn rights_choice(file: &RightsFile, otherwise: &RightsChoice, dir: Direction) -> RightsChoice {
    let notice = file.notice.as_deref().and_then(|notice| Text::new(notice, dir, None));
    // Who writes that full texts are allowed has asked; nobody's silence is a leave to copy pictures.
    let images = file.body.map_or(otherwise.rights.images, |body| match body {
        BodyRights::Full => ImageRights::Mirror,
        BodyRights::Excerpt => ImageRights::Link,
    });
    RightsChoice {
        rights: Rights {
            body: file.body.unwrap_or(otherwise.rights.body),
            canonical: file.canonical.unwrap_or(otherwise.rights.canonical),
            index: file.index.unwrap_or(otherwise.rights.index),
            images: file.images.unwrap_or(images),
            notice: notice.or_else(|| otherwise.rights.notice.clone()),
        },
        excerpt_words: file.excerpt_words.unwrap_or(otherwise.excerpt_words),
        expiry_days: file.expiry_days.or(otherwise.expiry_days),
    }
}

pub(super) fn publisher_choice(
    file: &PublisherFile,
    otherwise: &RightsChoice,
    dir: Direction,
) -> Result<PublisherChoice> {
    let name = Text::new(&file.name, dir, None).context("publishers.name: a publisher needs a name")?;
    let site = file.site.as_deref().map(|site| web_address("publishers.site", site)).transpose()?;
    let mut keys = vec![fold_key(&file.name)];
    keys.extend(file.aliases.iter().map(|alias| fold_key(alias)));
    keys.extend(site.as_ref().map(bare_host));
    let rights = rights_choice(&file.rights(), otherwise, dir);
    Ok(PublisherChoice { publisher: Publisher { name, site }, keys, rights })
}

/// The host of `url` in lower case, without `www.`.
pub(crate) fn bare_host(url: &SafeUrl) -> String {
    let host = url.host().to_ascii_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use std::path::Path;

    #[test]
    fn pictures_are_copied_where_full_texts_are_allowed_in_writing() {
        let images = |text: &str| {
            let config = Config::parse(text, Path::new("")).unwrap();
            (config.rights.rights.images, config.publishers.first().map(|one| one.rights.rights.images))
        };
        let (mirror, link) = (ImageRights::Mirror, ImageRights::Link);
        assert_eq!(images(""), (link, None));
        assert_eq!(images("[rights]\nbody = \"full\""), (mirror, None));
        let publisher = |body, rest| format!("[rights]\nbody = {body:?}\n[[publishers]]\nname = \"x\"\n{rest}");
        assert_eq!(images(&publisher("full", "")), (mirror, Some(mirror)));
        assert_eq!(images(&publisher("full", "body = \"excerpt\"")), (mirror, Some(link)));
        assert_eq!(images(&publisher("excerpt", "body = \"full\"")), (link, Some(mirror)));
        assert_eq!(images(&publisher("full", "images = \"none\"")), (mirror, Some(ImageRights::None)));
    }
}
