//! Pictures for previews of pages that show none: drawn where there are none yet, dropped with their pages.

use super::Build;
use super::adopting::Adopted;
use crate::adopt::problem;
use crate::archive::ArticleRecord;
use crate::config::Config;
use crate::output::Digest;
use crate::pictures::MEDIA;
use crate::prerender::{DrawnPicture, Pages, description_of, picture_among, picture_of};
use crate::publication::{Publication, Staged};
use crate::share_pictures::{Card, SharePictures, looked_for};
use anyhow::Result;
use model::{Article, Edition, Headline, SectionSummary, Site, Text};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What draws pictures for `pages`, where there are to be some: previews are given an address on the web, or none.
///
/// # Errors
/// A font file that cannot be read or is none.
pub(super) fn share_pictures(config: &Config, pages: Option<&Pages>) -> Result<Option<SharePictures>> {
    match &config.share_pictures {
        Some(fonts) if pages.is_some() && config.site.url.is_some() => {
            SharePictures::new(&config.site, fonts).map(Some)
        }
        _ => Ok(None),
    }
}

/// A digest of what all pages have in common, pictures among it.
pub(super) fn page_digest(pages: Option<&Pages>, pictures: Option<&SharePictures>) -> Option<Digest> {
    let pages = pages?.digest();
    Some(pictures.map_or(pages, |pictures| Digest::of(format!("{pages} {}", pictures.digest()).as_bytes())))
}

/// A section as its page shows it: with its newest headlines.
pub(super) type SectionPage<'e> = (&'e SectionSummary, Vec<Headline>);

/// The key of the front page among pages that have pictures.
const FRONT: &str = "front";

fn section_key(section: &SectionSummary) -> String {
    format!("section-{}", section.slug)
}

impl Build<'_, '_> {
    /// Draws pictures of the `drafts` that show none, unless they are there; those that the articles had before go.
    pub(super) fn draw_share_pictures(&mut self, drafts: &mut [Adopted]) -> Result<()> {
        if self.pages.is_none() {
            return Ok(());
        }
        let mut missing = Vec::new();
        for (at, one) in drafts.iter_mut().enumerate() {
            let key = one.record.id().to_string();
            let card = picture_of(&one.draft.article).is_none().then(|| card_of(&one.draft.article, &self.site));
            let before = one.record.share_picture.take();
            match self.wanted(&key, card, before)? {
                Wanted::Nothing => {}
                Wanted::There(name) => one.record.share_picture = Some(name),
                Wanted::Missing(name, card) => missing.push((at, name, card)),
            }
        }
        let Some(pictures) = &self.share_pictures else { return Ok(()) };
        let publication = &self.publication;
        let drawn: Vec<_> = missing
            .into_par_iter()
            .map(|(at, name, card)| Ok((at, staged(pictures, publication, &name, &card)?, name)))
            .collect::<Result<_>>()?;
        for (at, staged, name) in drawn {
            let key = drafts[at].record.id().to_string();
            drafts[at].record.share_picture = self.take_drawn(&key, name, staged)?;
        }
        Ok(())
    }

    /// The article is published no longer, nor is its picture.
    pub(super) fn drop_share_picture(&mut self, record: &mut ArticleRecord) -> Result<()> {
        self.meta.undrawn.remove(record.id().as_str());
        match record.share_picture.take() {
            Some(name) => self.publication.remove(&mut self.tables, &format!("{MEDIA}{name}")),
            None => Ok(()),
        }
    }

    /// Draws pictures of the front page and of `sections`, where nothing that they list has one.
    pub(super) fn draw_fronts(&mut self, edition: &Edition, sections: &[SectionPage<'_>]) -> Result<()> {
        let site = self.site.clone();
        let mut pages = Vec::new();
        if picture_among(edition.lead.iter().chain(&edition.latest)).is_none() {
            pages.push((FRONT.to_owned(), Card { kicker: None, headline: site.title.clone(), foot: site.tagline }));
        }
        for (section, headlines) in sections {
            if picture_among(headlines.iter()).is_none() {
                let (headline, foot) = (section.name.clone(), Some(site.title.clone()));
                pages.push((section_key(section), Card { kicker: None, headline, foot }));
            }
        }
        let mut before = std::mem::take(&mut self.meta.share_pictures);
        let mut drawn = BTreeMap::new();
        for (key, card) in pages {
            let name = match self.wanted(&key, Some(card), before.remove(&key))? {
                Wanted::Nothing => None,
                Wanted::There(name) => Some(name),
                Wanted::Missing(name, card) => match &self.share_pictures {
                    Some(pictures) => {
                        let staged = staged(pictures, &self.publication, &name, &card)?;
                        self.take_drawn(&key, name, staged)?
                    }
                    None => None,
                },
            };
            drawn.extend(name.map(|name| (key, name)));
        }
        for (key, name) in before {
            self.meta.undrawn.remove(&key);
            self.superseded.push(name);
        }
        self.meta.share_pictures = drawn;
        // Only now that the lists of this edition are written: until the next, pages that are open name them.
        std::mem::take(&mut self.superseded).into_iter().try_for_each(|name| self.retire(&format!("{MEDIA}{name}")))
    }

    /// The picture of the front page.
    pub(super) fn drawn_front(&self) -> Option<DrawnPicture<'_>> {
        let name = self.meta.share_pictures.get(FRONT)?;
        Some(DrawnPicture { name, headline: self.site.title.as_str() })
    }

    /// The picture of `section`.
    pub(super) fn drawn_section<'s>(&'s self, section: &'s SectionSummary) -> Option<DrawnPicture<'s>> {
        let name = self.meta.share_pictures.get(&section_key(section))?;
        Some(DrawnPicture { name, headline: section.name.as_str() })
    }

    /// What is to be drawn for the page with this `key`, which had the picture `before`.
    fn wanted(&mut self, key: &str, card: Option<Card>, before: Option<String>) -> Result<Wanted> {
        let pictures = self.share_pictures.as_ref().filter(|pictures| pictures.have_fonts());
        let wanted = match (pictures, card) {
            (Some(pictures), Some(card)) => {
                // With the page's key in its name, a file belongs to one page and goes with it.
                let name = format!("share-{key}-{}.png", pictures.digest_of(&card));
                let is_there = self.publication.is_there(&self.tables, &format!("{MEDIA}{name}"))?;
                if is_there && before.as_ref() == Some(&name) {
                    return Ok(Wanted::There(name));
                }
                Wanted::Missing(name, card)
            }
            _ => Wanted::Nothing,
        };
        self.meta.undrawn.remove(key);
        let is_other = |before: &String| !matches!(&wanted, Wanted::Missing(name, _) if name == before);
        self.superseded.extend(before.filter(is_other));
        Ok(wanted)
    }

    /// Makes a picture part of the publication; its name, where it could be drawn.
    fn take_drawn(&mut self, key: &str, name: String, drawn: Result<Staged, char>) -> Result<Option<String>> {
        match drawn {
            Ok(staged) => {
                self.tables.stale.remove(staged.path())?;
                self.publication.add(&mut self.tables, staged)?;
                Ok(Some(name))
            }
            Err(letter) => {
                self.meta.undrawn.insert(key.to_owned(), letter);
                Ok(None)
            }
        }
    }

    /// Reports headlines that could not be drawn, all at once.
    pub(super) fn tell_of_undrawn(&mut self) {
        let Some(pictures) = &self.share_pictures else { return };
        if !pictures.have_fonts() {
            let what = format!("this machine has none of the fonts {} (Debian: fonts-noto-core)", looked_for());
            let told = problem("nashra.toml", "share_pictures", &what, "no pictures for previews are drawn");
            self.problems.push(told);
        } else if !self.meta.undrawn.is_empty() {
            let letters: BTreeSet<char> = self.meta.undrawn.values().copied().collect();
            let letters: Vec<String> = letters.into_iter().take(LETTERS_TOLD).map(String::from).collect();
            let count = self.meta.undrawn.len();
            let what = format!("no font has letters of {count} headlines, such as {}", letters.join(" "));
            let told = problem("nashra.toml", "share_pictures", &what, "their pages have no picture for previews");
            self.problems.push(told);
        }
    }
}

/// How many letters a problem names.
const LETTERS_TOLD: usize = 8;

/// What a page is to have.
enum Wanted {
    Nothing,
    /// What is there.
    There(String),
    /// A file that is to be drawn.
    Missing(String, Card),
}

fn staged(
    pictures: &SharePictures,
    publication: &Publication,
    name: &str,
    card: &Card,
) -> Result<Result<Staged, char>> {
    match pictures.draw(card)? {
        Ok(png) => publication.stage(&format!("{MEDIA}{name}"), Digest::of(&png), &png).map(Ok),
        Err(letter) => Ok(Err(letter)),
    }
}

/// What the picture of `article` says; without a title its first words, its section or the site's title stand for one.
pub(super) fn card_of(article: &Article, site: &Site) -> Card {
    let words = || Text::new(&description_of(article)?, site.dir, None);
    let section = article.section.as_ref().map(|section| section.name.clone());
    match (article.title.clone().or_else(words), section) {
        (Some(headline), kicker) => Card { kicker, headline, foot: Some(site.title.clone()) },
        (None, Some(headline)) => Card { kicker: None, headline, foot: Some(site.title.clone()) },
        (None, None) => Card { kicker: None, headline: site.title.clone(), foot: None },
    }
}
