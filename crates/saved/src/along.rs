//! The edition taken along: which articles, how large they are, how far it has come. Pure.

use model::ArticleId;
use std::fmt::Write;

/// What a reader takes along: as it is chosen, and as it is stored until all of it is here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Along {
    /// Every article, in the order in which they are fetched.
    pub ids: Vec<ArticleId>,
    /// How many of them are here.
    pub done: usize,
    /// With their pictures.
    pub pictures: bool,
    /// Only over a network that is not paid by the megabyte, where the browser tells.
    pub unmetered: bool,
}

impl Along {
    /// Whether all of it is here.
    pub fn is_whole(&self) -> bool {
        self.done >= self.ids.len()
    }

    /// How far it has come, in whole percent.
    pub fn percent(&self) -> usize {
        self.done.min(self.ids.len()) * 100 / self.ids.len().max(1)
    }

    /// As it is stored: `<done> <pictures> <unmetered>`, then the ids.
    pub fn to_stored(&self) -> String {
        let mut stored = format!("{} {} {}", self.done, u8::from(self.pictures), u8::from(self.unmetered));
        for id in &self.ids {
            let _ = write!(stored, " {id}");
        }
        stored
    }

    /// Reads what [`Along::to_stored`] wrote; nothing where it is damaged.
    pub fn from_stored(stored: &str) -> Option<Self> {
        let mut fields = stored.split(' ');
        let flag = |fields: &mut std::str::Split<'_, char>| fields.next().map(|field| field == "1");
        let done = fields.next()?.parse().ok()?;
        let (pictures, unmetered) = (flag(&mut fields)?, flag(&mut fields)?);
        let ids: Vec<ArticleId> = fields.map(ArticleId::parse).collect::<Result<_, _>>().ok()?;
        (!ids.is_empty()).then_some(Self { ids, done, pictures, unmetered })
    }
}

/// How taking along stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Going {
    /// Held by the reader, or by the end of a visit.
    #[default]
    Held,
    /// On its way.
    Running,
    /// The network is lost: it goes on by itself.
    Offline,
    /// The network is paid by the megabyte.
    Metered,
    /// There is no room.
    Full,
}

/// What the reader has chosen, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its value in the list: a number, or a section.
    pub what: String,
    /// With pictures.
    pub pictures: bool,
    /// Only over wifi.
    pub unmetered: bool,
    /// Which articles that is and how many bytes, about, once it was found out.
    pub measured: Option<(Vec<ArticleId>, u64)>,
    /// Whether it could not be.
    pub failed: bool,
}

impl Default for Choice {
    /// The newest thirty, without pictures.
    fn default() -> Self {
        Self { what: "30".to_owned(), pictures: false, unmetered: false, measured: None, failed: false }
    }
}

/// Places, evenly spread, of at most `most` among `count`: what a size is estimated from.
pub fn sample(count: usize, most: usize) -> Vec<usize> {
    let most = most.min(count);
    (0..most).map(|at| at * count / most).collect()
}

/// What `count` articles weigh, where `measured` are the bytes of some of them.
pub fn estimate(measured: &[u64], count: usize) -> u64 {
    let sum: u64 = measured.iter().sum();
    sum * count as u64 / (measured.len() as u64).max(1)
}
