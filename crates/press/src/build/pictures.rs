//! Copies of pictures: shown where there are some, made where they are due, dropped with the last
//! article that shows them.

use super::Build;
use crate::adopt::problem;
use crate::archive::{ArticleRecord, PictureCopy, PictureFailure, PictureRecord, Turn};
use crate::output::Digest;
use crate::pictures::{Attempt, Copied, Copying, linked_images};
use crate::sources::{Progress, Web};
use anyhow::Result;
use model::{Article, ImageRights, Problem, SafeUrl};
use redb::ReadableTable;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// How long after its first failure a picture is tried again, in seconds; four times as long after each other one.
const FIRST_PAUSE: i64 = 3600;
/// The longest pause between attempts: a week.
const LONGEST_PAUSE: i64 = 7 * 24 * 3600;

/// A picture whose turn it is.
struct Due {
    key: String,
    record: PictureRecord,
}

impl Build<'_, '_> {
    /// Shows copies in place of the pictures of `article` that may be mirrored; those that there are
    /// none of are awaited, and linked meanwhile. Where the article `is_changed`, its pictures may
    /// have too: they are asked for again.
    pub(super) fn show_copies(
        &mut self,
        place: u32,
        record: &mut ArticleRecord,
        article: &mut Article,
        is_changed: bool,
    ) -> Result<()> {
        let mut wanted: BTreeMap<Digest, SafeUrl> = BTreeMap::new();
        let is_mirrored = article.rights.images == ImageRights::Mirror;
        if is_mirrored {
            linked_images(article, &mut |url, _| drop(wanted.insert(key_of(url), url.clone())));
        }
        let mut copies: BTreeMap<Digest, PictureCopy> = BTreeMap::new();
        for (key, url) in &wanted {
            if let Some(copy) = self.copy_of(key, url, record.date, is_changed)? {
                copies.insert(*key, copy);
            }
            self.tables.pictured.insert((key.to_string().as_str(), place), ())?;
        }
        if !copies.is_empty() {
            linked_images(article, &mut |url, image| {
                if let Some(copy) = copies.get(&key_of(url)) {
                    copy.show_in(image);
                }
            });
        }
        let shown: BTreeSet<Digest> = wanted.into_keys().collect();
        let dropped: Vec<Digest> = record.pictures.difference(&shown).copied().collect();
        self.unshow(place, dropped)?;
        record.pictures = shown;
        Ok(())
    }

    /// The article at `place` is published no longer, nor are its pictures.
    pub(super) fn show_no_pictures(&mut self, place: u32, record: &mut ArticleRecord) -> Result<()> {
        self.unshow(place, std::mem::take(&mut record.pictures))
    }

    fn unshow(&mut self, place: u32, keys: impl IntoIterator<Item = Digest>) -> Result<()> {
        for key in keys {
            self.tables.pictured.remove((key.to_string().as_str(), place))?;
            self.unshown.insert(key);
        }
        Ok(())
    }

    /// The copy of the picture at `url`, if there is one; else it is awaited.
    fn copy_of(&mut self, key: &Digest, url: &SafeUrl, date: i64, is_changed: bool) -> Result<Option<PictureCopy>> {
        let key = key.to_string();
        let at_once = Some(Turn { from: i64::MIN, newest_first: date.saturating_neg() });
        let Some(mut record) = self.tables.picture(&key)? else {
            let record = PictureRecord { address: url.clone(), copy: None, failure: None, turn: at_once };
            self.tables.put_picture(&key, Some(&record))?;
            return Ok(None);
        };
        let mut is_lost = false;
        for path in record.copy.iter().flat_map(PictureCopy::paths) {
            is_lost |= !self.publication.is_there(&self.tables, &path)?;
        }
        if is_lost {
            record.copy = None;
        }
        if is_lost || (is_changed && record.copy.is_some()) {
            record.turn = at_once;
            self.tables.put_picture(&key, Some(&record))?;
        }
        Ok(record.copy)
    }

    /// Copies the pictures whose turn it is, as many as one build may ask for; the articles that show
    /// them are made again.
    pub(super) fn copy_pictures(&mut self, web: &Web<'_>) -> Result<()> {
        let due = self.due_pictures()?;
        let attempts = self.attempt(&due, web)?;
        let mut again = BTreeSet::new();
        for (due, attempt) in due.into_iter().zip(attempts) {
            let Due { key, mut record } = due;
            let places = self.tables.places_of_picture(&key)?;
            match attempt {
                Attempt::Untried => continue,
                Attempt::Unchanged => (record.turn, record.failure) = (None, None),
                Attempt::Copied(copied) => {
                    if self.take_copy(&key, &mut record, *copied)? {
                        again.extend(&places);
                    }
                }
                Attempt::Failed(why) => self.note_failure(&mut record, why, &places)?,
            }
            self.tables.put_picture(&key, Some(&record))?;
        }
        self.tell_of_awaited()?;
        if again.is_empty() { Ok(()) } else { self.adopt_again(again) }
    }

    fn due_pictures(&self) -> Result<Vec<Due>> {
        let now = self.now.order_key();
        let awaited = self.tables.awaited.range(..(now.saturating_add(1), i64::MIN, ""))?;
        let mut due = Vec::new();
        for entry in awaited {
            let key = entry?.0.value().2.to_owned();
            if due.len() >= self.config.pictures.per_build {
                break;
            }
            // What was dropped in this build is forgotten at its end.
            let is_shown = !self.tables.places_of_picture(&key)?.is_empty();
            due.extend(self.tables.picture(&key)?.filter(|_| is_shown).map(|record| Due { key, record }));
        }
        Ok(due)
    }

    /// Asks for `due`, several at once; what came of each, in their order.
    fn attempt(&self, due: &[Due], web: &Web<'_>) -> Result<Vec<Attempt>> {
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let (fetcher, progress) = (web.fetcher()?, web.progress());
        let copying = Copying::new(fetcher, &self.publication, Instant::now() + self.config.pictures.time);
        progress(Progress::Begins(due.len()));
        let next = AtomicUsize::new(0);
        let done: Mutex<BTreeMap<usize, Result<Attempt>>> = Mutex::default();
        std::thread::scope(|scope| {
            for _ in 0..fetcher.policy().at_once.min(due.len()) {
                scope.spawn(|| {
                    while let Some((at, Due { record, .. })) = next_of(&next, due) {
                        let seen = record.copy.as_ref().map(|copy| &copy.seen);
                        let attempt = copying.copy(&record.address, seen);
                        progress(Progress::Picture(&record.address));
                        done.lock().expect("no thread panics with it").insert(at, attempt);
                    }
                });
            }
        });
        progress(Progress::Ends);
        done.into_inner().expect("no thread panics with it").into_values().collect()
    }

    /// Puts a copy in place of the one before; whether it is another.
    fn take_copy(&mut self, key: &str, record: &mut PictureRecord, copied: Copied) -> Result<bool> {
        let Copied { copy, staged } = copied;
        for path in copy.paths() {
            self.tables.stale.remove(path.as_str())?;
        }
        for staged in staged {
            self.publication.add(&mut self.tables, staged)?;
        }
        self.tables.copies.insert((copy.hash.as_str(), key), ())?;
        (record.turn, record.failure) = (None, None);
        let before = record.copy.replace(copy.clone());
        let is_other = before.as_ref().is_none_or(|before| before.hash != copy.hash);
        if let Some(before) = before.filter(|_| is_other) {
            self.drop_copy(key, &before)?;
        }
        self.copied += usize::from(is_other);
        Ok(is_other)
    }

    fn note_failure(&mut self, record: &mut PictureRecord, why: String, places: &[u32]) -> Result<()> {
        if record.copy.is_some() {
            record.turn = None;
            let told = self.problem_of(record, why, places, "the copy that is shown stays")?;
            self.problems.push(told);
            return Ok(());
        }
        let times = record.failure.as_ref().map_or(0, |failure| failure.times).saturating_add(1);
        let pause = FIRST_PAUSE.saturating_mul(1 << (2 * (times - 1)).min(20)).min(LONGEST_PAUSE);
        let newest_first = record.turn.map_or(0, |turn| turn.newest_first);
        record.turn = Some(Turn { from: self.now.order_key().saturating_add(pause), newest_first });
        record.failure = Some(PictureFailure { why, times });
        Ok(())
    }

    /// Reports what is linked since it could not be copied, and how much was not yet asked for.
    fn tell_of_awaited(&mut self) -> Result<()> {
        let now = self.now.order_key();
        let (mut failed, mut untried) = (Vec::new(), 0);
        for entry in self.tables.awaited.iter()? {
            let key = entry?;
            let (from, _, key) = key.0.value();
            if from <= now {
                untried += usize::from(!self.tables.places_of_picture(key)?.is_empty());
            } else if let Some(PictureRecord { address, failure: Some(failure), .. }) = self.tables.picture(key)? {
                failed.push((address, failure, self.tables.places_of_picture(key)?));
            }
        }
        for (address, failure, places) in failed {
            let record = PictureRecord { address, copy: None, failure: None, turn: None };
            let told = self.problem_of(&record, failure.why, &places, "linked until it can be copied")?;
            self.problems.push(told);
        }
        if untried > 0 {
            let what = format!("{untried} pictures are more than one build asks for");
            self.problems.push(problem("nashra.toml", "pictures", &what, "linked until the next builds copy them"));
        }
        Ok(())
    }

    fn problem_of(&self, record: &PictureRecord, what: String, places: &[u32], done: &str) -> Result<Problem> {
        let article = match places.first() {
            Some(place) => self.tables.article(*place)?,
            None => None,
        };
        let place = article.map_or_else(String::new, |article| format!("picture of article {}", article.id()));
        Ok(problem(record.address.as_str(), &place, &what, done))
    }

    /// Forgets pictures that no article shows any more, and removes their files.
    pub(super) fn drop_unshown_pictures(&mut self) -> Result<()> {
        for key in std::mem::take(&mut self.unshown) {
            let key = key.to_string();
            if !self.tables.places_of_picture(&key)?.is_empty() {
                continue;
            }
            if let Some(PictureRecord { copy: Some(copy), .. }) = self.tables.picture(&key)? {
                self.drop_copy(&key, &copy)?;
            }
            self.tables.put_picture(&key, None)?;
        }
        Ok(())
    }

    /// The picture with this key has no use for `copy`; where no other one has, its files go.
    fn drop_copy(&mut self, key: &str, copy: &PictureCopy) -> Result<()> {
        let hash = copy.hash.as_str();
        self.tables.copies.remove((hash, key))?;
        let is_used = match self.tables.copies.range((hash, "")..)?.next() {
            Some(entry) => entry?.0.value().0 == hash,
            None => false,
        };
        if !is_used {
            copy.paths().try_for_each(|path| self.retire(&path))?;
        }
        Ok(())
    }
}

/// What a picture is known by: its address, whatever that is.
fn key_of(address: &SafeUrl) -> Digest {
    Digest::of(address.as_str().as_bytes())
}

fn next_of<'a, T>(next: &AtomicUsize, all: &'a [T]) -> Option<(usize, &'a T)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    all.get(at).map(|one| (at, one))
}
