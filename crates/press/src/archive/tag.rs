//! What is remembered of one tag.

use super::Tables;
use super::tables::{decode, encode};
use anyhow::Result;
use model::{TagSlug, Text};
use redb::ReadableTable;
use serde::{Deserialize, Serialize};

/// A tag that articles have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TagRecord {
    /// As the first article that had it wrote it.
    pub name: Text,
    /// How many places among its articles were given.
    pub length: u32,
    /// How many articles have it.
    pub count: u32,
}

/// An article's place among those of one tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TagPlace {
    /// The tag.
    pub tag: TagSlug,
    /// Its place there, from 0; never given again while the tag has articles.
    pub at: u32,
}

impl TagRecord {
    /// The place of another article, which it counts.
    pub fn next(&mut self) -> u32 {
        self.length += 1;
        self.count += 1;
        self.length - 1
    }
}

impl Tables<'_> {
    /// What is known of `tag`.
    pub fn tag(&self, tag: TagSlug) -> Result<Option<TagRecord>> {
        self.tags.get(tag.0)?.map(|found| decode(found.value())).transpose()
    }

    /// All tags that articles have.
    pub fn tags(&self) -> Result<Vec<(TagSlug, TagRecord)>> {
        let all = self.tags.iter()?;
        all.map(|entry| {
            let (tag, record) = entry?;
            Ok((TagSlug(tag.value()), decode(record.value())?))
        })
        .collect()
    }

    /// Remembers a tag, or forgets it.
    pub fn put_tag(&mut self, tag: TagSlug, record: Option<&TagRecord>) -> Result<()> {
        match record {
            Some(record) => self.tags.insert(tag.0, encode(record)?.as_slice())?,
            None => self.tags.remove(tag.0)?,
        };
        Ok(())
    }

    /// Places among the articles of `tag`, and the articles there, in their order.
    pub fn tagged(&self, tag: TagSlug) -> Result<Vec<(u32, u32)>> {
        let places = self.tagged.range((tag.0, 0)..=(tag.0, u32::MAX))?;
        places
            .map(|entry| {
                let (key, place) = entry?;
                Ok((key.value().1, place.value()))
            })
            .collect()
    }

    /// Remembers the article at `place` as number `at` of `tag`, or that none is there.
    pub fn put_tagged(&mut self, tag: TagSlug, at: u32, place: Option<u32>) -> Result<()> {
        match place {
            Some(place) => self.tagged.insert((tag.0, at), place)?,
            None => self.tagged.remove((tag.0, at))?,
        };
        Ok(())
    }
}
