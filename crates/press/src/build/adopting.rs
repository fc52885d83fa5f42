//! From masters to article files: section, neighbours, revision; a few hundred at a time.

use super::Build;
use super::choosing::{Chosen, Newcomer};
use super::reading::Offer;
use super::relating::Beside;
use super::sharing::card_of;
use crate::adopt::{self, Draft, Master};
use crate::archive::{ArticleRecord, deflated, encode_record, inflated};
use crate::config::Config;
use crate::output::Digest;
use crate::prerender::{DrawnPicture, oembed_path, page_path};
use crate::related::{Bag, Neighbours, Postings};
use anyhow::Result;
use model::{Headline, Moment};
use rayon::prelude::*;
use redb::ReadableTable;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Mutex;
use viewer::route::Route;
use wire::edition::{article_path, encode};

/// So many articles are in memory at once.
const AT_ONCE: usize = 512;

/// An article to be written.
pub(super) enum Task {
    /// For the first time.
    New(Newcomer),
    /// In another version: the place of its offer.
    Changed(usize),
    /// With something else around its text.
    Again,
}

/// A task with what it works on.
struct Work {
    place: u32,
    task: Task,
    record: ArticleRecord,
    /// In JSON; deflated where it comes from the archive.
    master: Vec<u8>,
}

/// An article on its way.
pub(super) struct Adopted {
    pub place: u32,
    pub task: Task,
    pub record: ArticleRecord,
    pub source: String,
    pub draft: Draft,
    /// Its telling words, where it is new.
    pub bag: Option<Bag>,
    /// The master, deflated, where it is another than before.
    master: Option<Vec<u8>>,
    /// A digest of what is published of it, without what stands around it.
    pub shown: Option<Digest>,
    /// What it stands beside.
    pub neighbours: Neighbours,
}

impl Build<'_, '_> {
    /// Makes the files of all articles that are new, have changed, or stand among others.
    pub(super) fn adopt(&mut self, chosen: Chosen) -> Result<()> {
        let Chosen { offers, new, changed } = chosen;
        let mut again = std::mem::take(&mut self.changes.again);
        again.extend(&self.changes.returning);
        if self.anew {
            again.extend(0..self.meta.places - new.len() as u32);
        }
        let mut tasks: BTreeMap<u32, Task> = again.into_iter().map(|place| (place, Task::Again)).collect();
        tasks.extend(changed.into_iter().map(|(place, offer)| (place, Task::Changed(offer))));
        tasks.extend(new.into_iter().map(|(place, newcomer)| (place, Task::New(newcomer))));
        self.carry_out(tasks, &offers)
    }

    /// Makes the files of the articles at `places`, with what is there of their pictures now.
    pub(super) fn adopt_again(&mut self, places: BTreeSet<u32>) -> Result<()> {
        self.carry_out(places.into_iter().map(|place| (place, Task::Again)).collect(), &[])
    }

    fn carry_out(&mut self, tasks: BTreeMap<u32, Task>, offers: &[Offer]) -> Result<()> {
        let gone: HashSet<u32> = self.gone()?.into_iter().collect();
        let mut postings = Postings::default();
        let (mut beside, scratches) = (Beside::default(), Mutex::default());
        let (config, now) = (self.config, self.now);
        let mut tasks = tasks.into_iter();
        let mut drafts = drafted(self.works(&mut tasks, offers)?, config, now);
        while !drafts.is_empty() {
            let next = self.works(&mut tasks, offers)?;
            // What only one core can do of these is done while the others draft the next.
            let (done, ahead) = rayon::join(
                || {
                    let drafts = self.drafts_of(drafts)?;
                    let drafts = self.settle_in(drafts, &mut postings)?;
                    self.report(&drafts, &postings)?;
                    let drafts = self.relate(drafts, &postings, &gone, &scratches);
                    self.publish(drafts, offers, &mut beside)
                },
                || drafted(next, config, now),
            );
            done?;
            drafts = ahead;
        }
        beside.save(&mut self.tables, &mut self.publication)?;
        postings.save(&mut self.tables)
    }

    /// What the next few of the `tasks` work on. Each depends on what is known of its own article
    /// alone, so the next may be taken before these are done.
    fn works(&mut self, tasks: &mut impl ExactSizeIterator<Item = (u32, Task)>, offers: &[Offer]) -> Result<Vec<Work>> {
        let mut works = Vec::with_capacity(AT_ONCE.min(tasks.len()));
        while works.len() < AT_ONCE && tasks.len() > 0 {
            for (place, task) in tasks.take(AT_ONCE - works.len()) {
                works.extend(self.work(place, task, offers)?);
            }
        }
        Ok(works)
    }

    /// What `task` works on; nothing where the article is gone and does not come back.
    fn work(&mut self, place: u32, task: Task, offers: &[Offer]) -> Result<Option<Work>> {
        let (record, master) = match &task {
            Task::New(newcomer) => {
                let offer = &offers[newcomer.offer];
                (Some(new_record(newcomer, offer, self.now)), Some(self.spool.get(offer.text_at)?))
            }
            Task::Changed(offer) => (self.tables.article(place)?, Some(self.spool.get(offers[*offer].text_at)?)),
            Task::Again => {
                let record = self.tables.article(place)?;
                let stays = |record: &ArticleRecord| record.gone.is_none() || self.changes.returning.contains(&place);
                let record = record.filter(stays);
                (record, self.tables.masters.get(place)?.map(|master| master.value().to_owned()))
            }
        };
        Ok(record.zip(master).map(|(record, master)| Work { place, task, record, master }))
    }

    /// Those that could be adopted; of the others it is told why not.
    fn drafts_of(&mut self, drafts: Vec<Drafted>) -> Result<Vec<Adopted>> {
        let mut adopted = Vec::with_capacity(drafts.len());
        for draft in drafts {
            match draft? {
                Ok(draft) => adopted.push(draft),
                Err((place, why)) => {
                    let id = self.tables.article(place)?.map_or_else(String::new, |record| record.id().to_string());
                    let done = "it stays as it was published";
                    self.problems.push(adopt::problem("nashra.toml", &format!("article {id}"), why, done));
                }
            }
        }
        Ok(adopted)
    }

    /// Gives each draft its place in its section, and its words theirs.
    fn settle_in(&mut self, mut drafts: Vec<Adopted>, postings: &mut Postings) -> Result<Vec<Adopted>> {
        postings.trim();
        for one in &mut drafts {
            let article = &mut one.draft.article;
            article.id = one.record.id().clone();
            article.corrections = self.corrections.get(&article.id).cloned().unwrap_or_default();
            article.also_published = one.record.credits.iter().map(|credit| credit.original.clone()).collect();
            let found = self.sections.of(&one.draft.section_names);
            if let Some(name) = found.as_ref().and_then(|found| found.new_name.as_ref()) {
                let slug = &found.as_ref().expect("a new section").section.slug;
                self.tables.put_section_name(name, slug)?;
            }
            article.section = found.map(|found| found.section);
            let named = std::mem::take(&mut article.related);
            article.related = named.iter().map(|story| adopt::named_story(story, &self.sections)).collect();
            if let Some(bag) = &mut one.bag {
                postings.add(one.place, bag, (one.place, self.meta.words), &self.tables)?;
                self.meta.words += bag.len() as u64;
            }
        }
        Ok(drafts)
    }

    /// Gives each draft its revision and neighbours, and stages its file.
    fn publish(&mut self, mut drafts: Vec<Adopted>, offers: &[Offer], beside: &mut Beside) -> Result<()> {
        for one in &mut drafts {
            let is_changed = matches!(one.task, Task::Changed(_));
            self.show_copies(one.place, &mut one.record, &mut one.draft.article, is_changed)?;
            self.revise(one, offers)?;
            self.list(one)?;
            self.point_to_others(one, beside)?;
            let Adopted { place, record, draft, .. } = one;
            let article = &draft.article;
            // Sitemaps and the feed of its section say what its headline does not.
            if (record.listed, record.updated) != (article.rights.index, article.updated) {
                (record.listed, record.updated) = (article.rights.index, article.updated);
                self.changes.searched.insert(*place);
                self.changes.chains.extend(record.section.as_ref().map(|section| section.chain));
            }
            if record.original != article.original {
                self.changes.chains.extend(record.section.as_ref().map(|section| section.chain));
                record.original.clone_from(&article.original);
            }
        }
        self.draw_share_pictures(&mut drafts)?;
        let records: Vec<Result<Vec<u8>>> = drafts.par_iter().map(|one| encode_record(&one.record)).collect();
        for (one, record) in drafts.iter().zip(records) {
            self.tables.put_encoded_article(one.place, &record?)?;
        }
        let publication = &self.publication;
        let tables = &self.tables;
        let mut wanted = Vec::with_capacity(drafts.len());
        for one in drafts {
            let mut known = [None, None, None];
            if !matches!(one.task, Task::New(_)) {
                known[0] = tables.file(&article_path(one.record.id()))?;
                known[1] = tables.file(&page_path(&Route::Article(one.record.id().clone())))?;
                known[2] = tables.file(&oembed_path(one.record.id()))?;
            }
            wanted.push((one, known));
        }
        let distrusted = publication.distrusts();
        let (pages, site) = (self.pages.as_ref(), &self.site);
        let staged: Vec<Result<_>> = wanted
            .into_par_iter()
            .map(|(one, known)| {
                let article = one.draft.article;
                let document = (article_path(&article.id), encode(&article));
                let page_path = page_path(&Route::Article(article.id.clone()));
                let elsewhere = pages.and_then(|pages| pages.oembed(&article));
                let elsewhere = elsewhere.map(|text| (oembed_path(&article.id), text.into_bytes()));
                let page = pages.map(|pages| {
                    let name = one.record.share_picture.as_deref();
                    let headline = name.map(|_| card_of(&article, site).headline);
                    let drawn = name.zip(headline.as_ref());
                    let drawn = drawn.map(|(name, headline)| DrawnPicture { name, headline: headline.as_str() });
                    (page_path, pages.article(article, drawn))
                });
                let mut staged = Vec::new();
                for ((path, bytes), known) in std::iter::once(document).chain(page).chain(elsewhere).zip(known) {
                    let digest = Digest::of(&bytes);
                    if distrusted || known.is_none_or(|known| known.depends_on != digest) {
                        staged.push(publication.stage(&path, digest, &bytes)?);
                    }
                }
                Ok((one.place, one.master, staged))
            })
            .collect();
        for result in staged {
            let (place, master, staged) = result?;
            if let Some(master) = master {
                self.tables.masters.insert(place, master.as_slice())?;
            }
            beside.staged.extend(staged);
        }
        Ok(())
    }

    /// Whether this is another version than the one that is published; its dates.
    fn revise(&mut self, one: &mut Adopted, offers: &[Offer]) -> Result<()> {
        let Adopted { place, task, record, draft, shown, .. } = one;
        let article = &mut draft.article;
        let offer = match task {
            Task::Changed(offer) => Some(&offers[*offer]),
            _ => None,
        };
        let is_other = record.shown.is_some() && record.shown != *shown;
        if let Some(offer) = offer {
            let source_changed = record.item != offer.item;
            if is_other && source_changed {
                record.fetched = self.now;
                let dated = article.updated.is_some_and(|updated| Some(updated.order_key()) > record.age.1);
                let reads_otherwise = record.text != offer.text || record.headline.title != article.title;
                if dated {
                    record.changed_here = None;
                } else if reads_otherwise {
                    record.changed_here = Some(self.now);
                }
            }
            if record.text != offer.text {
                self.tables.put_sketches(offer.sketch.map(|sketch| (*place, sketch)).into_iter())?;
            }
            self.tables.texts_moved(*place, record.text, offer.text)?;
            (record.item, record.text, record.age) = (offer.item, offer.text, offer.age);
            let shown = offer.offered();
            record.offers.retain(|known| known.source != shown.source);
            record.offers.insert(0, shown);
        }
        if is_other {
            record.rev += 1;
            self.changes.updated.insert(*place);
        }
        record.shown = *shown;
        article.rev = record.rev;
        if let (Some(original), false) = (&mut article.original, draft.fetched_by_source) {
            original.fetched = record.fetched;
        }
        let later = |changed: &Moment| article.updated.is_none_or(|own| own.order_key() < changed.order_key());
        article.updated = record.changed_here.filter(later).or(article.updated);
        Ok(())
    }
}

fn new_record(newcomer: &Newcomer, offer: &Offer, now: Moment) -> ArticleRecord {
    let mut offers = vec![offer.offered()];
    offers.extend(newcomer.also.iter().filter(|also| also.source != offer.source));
    ArticleRecord {
        key: offer.key.clone(),
        original: None,
        listed: false,
        updated: None,
        gone: None,
        first_seen: now,
        fetched: now,
        changed_here: None,
        rev: 1,
        age: offer.age,
        item: offer.item,
        shown: None,
        text: offer.text,
        offers,
        section: None,
        tags: Vec::new(),
        headline: Headline::bare(newcomer.id.clone()),
        date: offer.date,
        expires: None,
        same_story: Vec::new(),
        related: Vec::new(),
        credits: newcomer.credits.clone(),
        pictures: BTreeSet::new(),
        share_picture: None,
    }
}

/// A draft; or an article that cannot be adopted, and why.
type Drafted = Result<Result<Adopted, (u32, &'static str)>>;

/// Adopts the masters, all cores at once.
fn drafted(works: Vec<Work>, config: &Config, now: Moment) -> Vec<Drafted> {
    works.into_par_iter().map(|work| adopt_one(work, config, now)).collect()
}

/// Adopts one master; the inner error says why it cannot be.
fn adopt_one(work: Work, config: &Config, now: Moment) -> Drafted {
    let Work { place, task, record, master } = work;
    let from_archive = matches!(task, Task::Again);
    let json = if from_archive { inflated(&master)? } else { master };
    let master: Master = serde_json::from_slice(&json)?;
    let source = master.source.clone();
    // What is odd about the item was told when it was read.
    let draft = match adopt::adopt(master, "", config, record.first_seen, now, &mut Vec::new()) {
        Ok(draft) => draft,
        Err(why) => return Ok(Err((place, why))),
    };
    let bag = matches!(task, Task::New(_)).then(|| Bag::of(&draft.article));
    let master = (!from_archive).then(|| deflated(&json));
    Ok(Ok(Adopted { place, task, record, source, draft, bag, master, shown: None, neighbours: Neighbours::default() }))
}

/// A digest of `draft`, whenever its copy was taken.
pub(super) fn shown(draft: &mut Draft) -> Digest {
    let fetched = draft.article.original.as_mut().filter(|_| !draft.fetched_by_source).map(|original| {
        let fetched = original.fetched;
        original.fetched = Moment::Instant(0);
        fetched
    });
    let digest = Digest::of(&encode(&draft.article));
    if let (Some(fetched), Some(original)) = (fetched, &mut draft.article.original) {
        original.fetched = fetched;
    }
    digest
}
