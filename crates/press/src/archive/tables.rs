//! The archive's tables.

mod files;

pub(crate) use files::FileRecord;

use super::{ArticleRecord, FORMAT, MergedRecord, Meta, PictureRecord, SectionRecord, SourceRecord};
use crate::duplicates::Sketch;
use crate::output::Digest;
use crate::related::{Report, Reports};
use anyhow::{Context, Result};
use model::{ArticleId, SectionSlug};
use redb::{ReadableTable, Table, TableDefinition, WriteTransaction};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

pub(super) const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");

/// A [`Report`]: its date, publisher, weight and numbers.
type ReportRow = (Option<(i64, i64)>, u64, f32, u128);

type Texts<'t> = Table<'t, &'static str, &'static [u8]>;

/// All tables, open in one transaction.
///
/// An article's *place* counts from 0, in order of first publication here; it is never given again.
/// A chain's number is 0 for the whole edition, else that of a section.
pub(crate) struct Tables<'t> {
    meta: Texts<'t>,
    /// What identifies an article -> its place, also of articles that are gone.
    pub keys: Table<'t, &'static str, u32>,
    /// What identifies an item that was merged into another -> which, and what was offered.
    merged: Texts<'t>,
    /// Id -> place.
    pub ids: Table<'t, &'static str, u32>,
    records: Table<'t, u32, &'static [u8]>,
    /// Place -> the article as its source gave it, deflated.
    pub masters: Table<'t, u32, &'static [u8]>,
    /// Places of articles that are gone.
    pub gone: Table<'t, u32, ()>,
    /// Section's chain and place in it -> place.
    pub members: Table<'t, (u32, u32), u32>,
    /// Chain and page -> how many headlines it has, and the hash in its name.
    pub pages: Table<'t, (u32, u32), (u32, &'static str)>,
    /// Chain, date and id -> place: what is newest.
    pub dates: Table<'t, (u32, i64, &'static str), u32>,
    /// A digest of the folded text -> place.
    pub texts: Table<'t, &'static str, u32>,
    /// A hash of a text's sketch and a place that has it.
    pub sketches: Table<'t, (u64, u32), ()>,
    /// Place -> what tells whether another article is the same story.
    reports: Table<'t, u32, ReportRow>,
    /// A word -> where it was lately used: see `related`.
    pub words: Texts<'t>,
    /// An article and another whose related stories name it.
    pub cited: Table<'t, (u32, u32), ()>,
    /// When the right to show an article ends.
    pub expiry: Table<'t, (i64, u32), ()>,
    sections: Texts<'t>,
    /// The folded name of a section that no configuration names -> its slug.
    section_names: Table<'t, &'static str, &'static str>,
    sources: Texts<'t>,
    /// Keys that were canceled: never again.
    pub canceled: Table<'t, &'static str, ()>,
    files: Table<'t, &'static str, (&'static str, u32, bool)>,
    /// A picture's key, a digest of its address -> what is known of it.
    pictures: Texts<'t>,
    /// A picture's key and the place of an article that shows it.
    pub pictured: Table<'t, (&'static str, u32), ()>,
    /// The hash in the names of a copy's files, and the key of a picture that it is a copy of.
    pub copies: Table<'t, (&'static str, &'static str), ()>,
    /// Pictures that are to be fetched: from when on, the newest first, and the key.
    pub awaited: Table<'t, (i64, i64, &'static str), ()>,
    /// A tag's slug -> what is known of it.
    pub(super) tags: Table<'t, u64, &'static [u8]>,
    /// A tag's slug and a place among its articles -> place.
    pub(super) tagged: Table<'t, (u64, u32), u32>,
    /// Files that only readers of an earlier edition still ask for.
    pub stale: Table<'t, &'static str, ()>,
    /// What is still to be done in the output folder, in order.
    pub journal: Table<'t, u32, &'static [u8]>,
}

impl<'t> Tables<'t> {
    /// Opens, and makes where they are missing, all tables.
    pub fn open(transaction: &'t WriteTransaction) -> Result<Self> {
        Ok(Self {
            meta: transaction.open_table(META)?,
            keys: transaction.open_table(TableDefinition::new("keys"))?,
            merged: transaction.open_table(TableDefinition::new("merged"))?,
            ids: transaction.open_table(TableDefinition::new("ids"))?,
            records: transaction.open_table(TableDefinition::new("articles"))?,
            masters: transaction.open_table(TableDefinition::new("masters"))?,
            gone: transaction.open_table(TableDefinition::new("gone"))?,
            members: transaction.open_table(TableDefinition::new("members"))?,
            pages: transaction.open_table(TableDefinition::new("pages"))?,
            dates: transaction.open_table(TableDefinition::new("dates"))?,
            texts: transaction.open_table(TableDefinition::new("texts"))?,
            sketches: transaction.open_table(TableDefinition::new("sketches"))?,
            reports: transaction.open_table(TableDefinition::new("reports"))?,
            words: transaction.open_table(TableDefinition::new("words"))?,
            cited: transaction.open_table(TableDefinition::new("cited"))?,
            expiry: transaction.open_table(TableDefinition::new("expiry"))?,
            sections: transaction.open_table(TableDefinition::new("sections"))?,
            section_names: transaction.open_table(TableDefinition::new("section names"))?,
            sources: transaction.open_table(TableDefinition::new("sources"))?,
            canceled: transaction.open_table(TableDefinition::new("canceled"))?,
            files: transaction.open_table(TableDefinition::new("files"))?,
            pictures: transaction.open_table(TableDefinition::new("pictures"))?,
            pictured: transaction.open_table(TableDefinition::new("pictured"))?,
            copies: transaction.open_table(TableDefinition::new("copies"))?,
            awaited: transaction.open_table(TableDefinition::new("awaited"))?,
            tags: transaction.open_table(TableDefinition::new("tags"))?,
            tagged: transaction.open_table(TableDefinition::new("tagged"))?,
            stale: transaction.open_table(TableDefinition::new("stale"))?,
            journal: transaction.open_table(TableDefinition::new("journal"))?,
        })
    }

    /// What is known of the edition as a whole.
    pub fn meta(&self) -> Result<Meta> {
        Ok(read(&self.meta, "meta")?.unwrap_or_default())
    }

    /// Remembers `meta`.
    pub fn put_meta(&mut self, meta: &Meta) -> Result<()> {
        let meta = Meta { format: FORMAT.to_owned(), ..meta.clone() };
        put(&mut self.meta, "meta", &meta)
    }

    /// The article at `place`.
    pub fn article(&self, place: u32) -> Result<Option<ArticleRecord>> {
        let found = self.records.get(place)?;
        found.map(|found| decode(found.value())).transpose()
    }

    /// The articles at `places`, in their order.
    pub fn articles(&self, places: std::ops::Range<u32>) -> Result<Vec<(u32, ArticleRecord)>> {
        let found = self.records.range(places)?;
        found
            .map(|entry| {
                let (place, record) = entry?;
                Ok((place.value(), decode(record.value())?))
            })
            .collect()
    }

    /// Remembers the article at `place`.
    pub fn put_article(&mut self, place: u32, record: &ArticleRecord) -> Result<()> {
        self.put_encoded_article(place, &encode_record(record)?)
    }

    /// The same of what [`encode_record`] gave.
    pub fn put_encoded_article(&mut self, place: u32, record: &[u8]) -> Result<()> {
        self.records.insert(place, record)?;
        Ok(())
    }

    /// The article at `place`, for [`decode_record`].
    pub fn encoded_article(&self, place: u32) -> Result<Option<Vec<u8>>> {
        Ok(self.records.get(place)?.map(|record| record.value().to_owned()))
    }

    /// The place of the article with this id.
    pub fn place_of_id(&self, id: &ArticleId) -> Result<Option<u32>> {
        Ok(self.ids.get(id.as_str())?.map(|place| place.value()))
    }

    /// The place of the article that `key` identifies.
    pub fn place_of_key(&self, key: &str) -> Result<Option<u32>> {
        Ok(self.keys.get(key)?.map(|place| place.value()))
    }

    /// What is known of the item that `key` identifies and that was merged into another.
    pub fn merged(&self, key: &str) -> Result<Option<MergedRecord>> {
        read(&self.merged, key)
    }

    /// Remembers an item that was merged.
    pub fn put_merged(&mut self, key: &str, record: &MergedRecord) -> Result<()> {
        put(&mut self.merged, key, record)
    }

    /// Forgets that an item was merged.
    pub fn remove_merged(&mut self, key: &str) -> Result<()> {
        self.merged.remove(key)?;
        Ok(())
    }

    /// How many items were merged.
    pub fn merged_count(&self) -> Result<usize> {
        Ok(redb::ReadableTableMetadata::len(&self.merged)? as usize)
    }

    /// All sections that ever were, by slug.
    pub fn sections(&self) -> Result<BTreeMap<SectionSlug, SectionRecord>> {
        let all = read_all::<SectionRecord>(&self.sections)?;
        all.into_iter().map(|(slug, record)| Ok((SectionSlug::parse(&slug)?, record))).collect()
    }

    /// Remembers a section.
    pub fn put_section(&mut self, record: &SectionRecord) -> Result<()> {
        put(&mut self.sections, record.section.slug.as_str(), record)
    }

    /// The slugs of sections that no configuration names, by folded name.
    pub fn section_names(&self) -> Result<BTreeMap<String, SectionSlug>> {
        let names = self.section_names.iter()?;
        names
            .map(|entry| {
                let (name, slug) = entry?;
                Ok((name.value().to_owned(), SectionSlug::parse(slug.value())?))
            })
            .collect()
    }

    /// Remembers the slug of a section.
    pub fn put_section_name(&mut self, name: &str, slug: &SectionSlug) -> Result<()> {
        self.section_names.insert(name, slug.as_str())?;
        Ok(())
    }

    /// All sources that were ever read.
    pub fn sources(&self) -> Result<BTreeMap<String, SourceRecord>> {
        read_all(&self.sources)
    }

    /// Remembers a source.
    pub fn put_source(&mut self, name: &str, record: &SourceRecord) -> Result<()> {
        put(&mut self.sources, name, record)
    }

    /// The article at `place` has another text than before.
    pub fn texts_moved(&mut self, place: u32, before: Digest, after: Digest) -> Result<()> {
        let (before, after) = (before.to_string(), after.to_string());
        let held = self.texts.get(before.as_str())?.is_some_and(|holder| holder.value() == place);
        if held && before != after {
            self.texts.remove(before.as_str())?;
        }
        if self.texts.get(after.as_str())?.is_none() {
            self.texts.insert(after.as_str(), place)?;
        }
        Ok(())
    }

    /// Remembers sketches of the texts at their places, in any order.
    pub fn put_sketches(&mut self, sketches: impl Iterator<Item = (u32, Sketch)>) -> Result<()> {
        let mut hashes: Vec<(u64, u32)> =
            sketches.flat_map(|(place, sketch)| sketch.map(|hash| (hash, place))).collect();
        // In their own order they are written several times as fast.
        hashes.sort_unstable();
        hashes.into_iter().try_for_each(|key| self.sketches.insert(key, ()).map(drop))?;
        Ok(())
    }

    /// Every report that is known.
    pub fn reports(&self) -> Result<Reports> {
        let mut reports = Reports::default();
        for entry in self.reports.iter()? {
            let (place, row) = entry?;
            let (published, publisher, weight, numbers) = row.value();
            reports.put(place.value(), Report { published, publisher, weight, numbers });
        }
        Ok(reports)
    }

    /// Remembers the report at `place`.
    pub fn put_report(&mut self, place: u32, report: &Report) -> Result<()> {
        let Report { published, publisher, weight, numbers } = *report;
        self.reports.insert(place, (published, publisher, weight, numbers))?;
        Ok(())
    }

    /// What is known of the picture with this key.
    pub fn picture(&self, key: &str) -> Result<Option<PictureRecord>> {
        read(&self.pictures, key)
    }

    /// Remembers a picture, with its turn; or forgets it.
    pub fn put_picture(&mut self, key: &str, record: Option<&PictureRecord>) -> Result<()> {
        let before = self.picture(key)?;
        if let Some(turn) = before.and_then(|before| before.turn) {
            self.awaited.remove((turn.from, turn.newest_first, key))?;
        }
        let Some(record) = record else {
            self.pictures.remove(key)?;
            return Ok(());
        };
        if let Some(turn) = record.turn {
            self.awaited.insert((turn.from, turn.newest_first, key), ())?;
        }
        put(&mut self.pictures, key, record)
    }

    /// How many pictures are to be fetched.
    pub fn awaited_count(&self) -> Result<usize> {
        Ok(redb::ReadableTableMetadata::len(&self.awaited)? as usize)
    }

    /// The places of the articles that show a picture.
    pub fn places_of_picture(&self, key: &str) -> Result<Vec<u32>> {
        let places = self.pictured.range((key, 0)..=(key, u32::MAX))?;
        places.map(|entry| Ok(entry?.0.value().1)).collect()
    }
}

/// An article as it is remembered.
///
/// # Errors
/// None in practice: its keys are strings.
pub(crate) fn encode_record(record: &ArticleRecord) -> Result<Vec<u8>> {
    encode(record)
}

/// What [`encode_record`] gave.
///
/// # Errors
/// Bytes that it did not make.
pub(crate) fn decode_record(bytes: &[u8]) -> Result<ArticleRecord> {
    decode(bytes)
}

pub(super) fn encode(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).context("what is to be remembered cannot be written")
}

pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).context("the archive does not hold what its version says")
}

fn read<T: DeserializeOwned>(table: &Texts<'_>, key: &str) -> Result<Option<T>> {
    let found = table.get(key)?;
    found.map(|found| decode(found.value())).transpose()
}

fn put(table: &mut Texts<'_>, key: &str, value: &impl Serialize) -> Result<()> {
    table.insert(key, encode(value)?.as_slice())?;
    Ok(())
}

fn read_all<T: DeserializeOwned>(table: &Texts<'_>) -> Result<BTreeMap<String, T>> {
    let all = table.iter()?;
    all.map(|entry| {
        let (key, value) = entry?;
        Ok((key.value().to_owned(), decode(value.value())?))
    })
    .collect()
}
