//! Our documents out of JSON values: each type's members, and what each may be.
//!
//! Written by hand rather than derived: a derived deserialiser costs a reader's download about
//! 1.5 KB a type, and there are thirty; a row here costs some 40 bytes. Natively the same code
//! reads, so that there is one answer to what a document is.

use super::{ChainDirectory, HeadlinePage};
use crate::feed_page::FeedPage;
use crate::json::Value;
use model::{
    Article, ArticleId, Block, BodyRights, Calendar, Canonical, Cell, ChainRef, Correction, Digits, Direction, Edition,
    Embed, Figure, Headline, HeadlinePageRef, Image, ImageAddress, ImageRights, Inline, InlineText, Lang, List,
    LocaleDefaults, Moment, MonthNames, OperatorPage, Original, PageLink, Publisher, Quotation, Redirect, RelatedStory,
    RemovalReason, Rights, SafeUrl, SectionRef, SectionSlug, SectionSummary, Site, Table, Text, ThemeToken, Tombstone,
    UiLanguage,
};

/// A member that is missing or of the wrong kind: its name, or nothing where it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong(pub &'static str);

/// What a JSON value can be read as.
pub trait FromJson: Sized {
    /// Reads `value`. Members that are not known are passed over.
    ///
    /// # Errors
    /// [`Wrong`] with the name of the innermost member that is missing or of the wrong kind.
    fn from_json(value: Value) -> Result<Self, Wrong>;
}

const HERE: Wrong = Wrong("");

/// The members of an object; each can be taken once.
struct Members(Vec<(String, Value)>);

impl Members {
    fn of(value: Value) -> Result<Self, Wrong> {
        match value {
            Value::Object(members) => Ok(Self(members)),
            _ => Err(HERE),
        }
    }

    /// Of a member that is given twice, the last; null where there is none.
    fn take(&mut self, name: &str) -> Value {
        let found = self.0.iter_mut().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| std::mem::take(value)).unwrap_or_default()
    }

    fn get<T: FromJson>(&mut self, name: &'static str) -> Result<T, Wrong> {
        T::from_json(self.take(name)).map_err(|wrong| if wrong == HERE { Wrong(name) } else { wrong })
    }

    fn or<T: FromJson>(&mut self, name: &'static str, otherwise: T) -> Result<T, Wrong> {
        Ok(self.get::<Option<T>>(name)?.unwrap_or(otherwise))
    }
}

/// Types whose members are read by their own names; `name = otherwise` for one that may be missing.
macro_rules! objects {
    ($($type:ident { $($name:ident $(= $otherwise:expr)?),* $(,)? })*) => {
        $(impl FromJson for $type {
            fn from_json(value: Value) -> Result<Self, Wrong> {
                let mut members = Members::of(value)?;
                Ok(Self { $($name: objects!(@ members $name $($otherwise)?)),* })
            }
        })*
    };
    (@ $members:ident $name:ident) => { $members.get(stringify!($name))? };
    (@ $members:ident $name:ident $otherwise:expr) => { $members.or(stringify!($name), $otherwise)? };
}

objects! {
    Edition { site, updated, total, sections, lead, latest, chain, removed = Vec::new() }
    Tombstone { id, reason, removed }
    Redirect { id, to }
    Correction { date, text }
    Site {
        title, tagline, lang, dir, publisher, disclaimer, url, locale, theme = Vec::new(), sections = Vec::new(),
        pages = Vec::new(), direct_allow = Vec::new(),
    }
    LocaleDefaults { ui, digits, months = MonthNames::default(), calendar = Calendar::default(), time_zone }
    PageLink { slug, title }
    SectionSummary { slug, name, count, chain }
    ChainRef { name, hash }
    HeadlinePageRef { page, count, hash }
    ChainDirectory { chain, pages }
    HeadlinePage { chain, page, headlines }
    Headline { id, title, standfirst, section, publisher, published, image }
    Article {
        id, rev, title, standfirst, section, dateline, byline = Vec::new(), published, updated, language, image, blocks,
        original, also_published = Vec::new(), rights = Rights::default(), corrections = Vec::new(),
        tags = Vec::new(), words, same_story = Vec::new(), related = Vec::new(), headline_page,
    }
    SectionRef { slug, name }
    Original { title, publisher, url, author, published, fetched, language }
    Publisher { name, site }
    Rights { body, canonical, index, images, notice }
    RelatedStory { id, title, section }
    OperatorPage { slug, title, blocks }
    FeedPage { address, title, articles, next, fetched }
    InlineText { dir, lang, inlines }
    List { ordered, start, dir, items }
    Quotation { dir, lang, blocks, citation, url }
    Figure { image, caption, credit }
    Image { src, size, alt, colour }
    Table { dir, caption, head_rows = 0, rows }
    Cell { heading = false, columns = 1, rows = 1, text }
    Embed { provider, url, title }
}

/// Types that are one of a few names.
macro_rules! names {
    ($($type:ident { $($name:literal: $variant:ident),* $(,)? })*) => {
        $(impl FromJson for $type {
            fn from_json(value: Value) -> Result<Self, Wrong> {
                match &*String::from_json(value)? {
                    $($name => Ok(Self::$variant),)*
                    _ => Err(HERE),
                }
            }
        })*
    };
}

names! {
    Direction { "rtl": Rtl, "ltr": Ltr }
    BodyRights { "full": Full, "excerpt": Excerpt }
    Canonical { "original": Original, "self": Own }
    ImageRights { "mirror": Mirror, "link": Link, "none": None }
    UiLanguage { "ar": Ar, "fa": Fa, "ur": Ur, "he": He, "en": En }
    Digits {
        "arabic-indic": ArabicIndic, "extended-arabic-indic": ExtendedArabicIndic, "european": European,
    }
    MonthNames {
        "levant": Levant, "gulf": Gulf, "both": Both, "maghreb": Maghreb, "morocco": Morocco,
        "mauritania": Mauritania,
    }
    Calendar {
        "gregorian": Gregorian, "gregorian-and-hijri": GregorianAndHijri, "solar-hijri": SolarHijri,
    }
}

impl FromJson for RemovalReason {
    fn from_json(value: Value) -> Result<Self, Wrong> {
        Ok(match &*String::from_json(value)? {
            "taken-down" => Self::TakenDown,
            "expired" => Self::Expired,
            "withdrawn" => Self::Withdrawn,
            // What a later version adds.
            _ => Self::Other,
        })
    }
}

/// Types that check the string they are made of.
macro_rules! checked_strings {
    ($($type:ty),*) => {
        $(impl FromJson for $type {
            fn from_json(value: Value) -> Result<Self, Wrong> {
                String::from_json(value)?.try_into().map_err(|_| HERE)
            }
        })*
    };
}

checked_strings!(ArticleId, SectionSlug, SafeUrl, ImageAddress, Lang, Moment);

macro_rules! whole_numbers {
    ($($type:ty),*) => {
        $(impl FromJson for $type {
            fn from_json(value: Value) -> Result<Self, Wrong> {
                <$type>::try_from(whole_number(value)?).map_err(|_| HERE)
            }
        })*
    };
}

whole_numbers!(u8, u16, u32, i32);

fn whole_number(value: Value) -> Result<i64, Wrong> {
    match value {
        Value::Number(number) if number == (number as i64) as f64 => Ok(number as i64),
        _ => Err(HERE),
    }
}

impl FromJson for bool {
    fn from_json(value: Value) -> Result<Self, Wrong> {
        value.as_bool().ok_or(HERE)
    }
}

impl FromJson for String {
    fn from_json(value: Value) -> Result<Self, Wrong> {
        match value {
            Value::String(text) => Ok(text),
            _ => Err(HERE),
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Value) -> Result<Self, Wrong> {
        if matches!(value, Value::Null) { Ok(None) } else { T::from_json(value).map(Some) }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: Value) -> Result<Self, Wrong> {
        match value {
            Value::Array(items) => {
                // Not collected: that takes half as much again of the wasm, for each type.
                let mut read = Self::with_capacity(items.len());
                for item in items {
                    read.push(T::from_json(item)?);
                }
                Ok(read)
            }
            _ => Err(HERE),
        }
    }
}

impl<T: FromJson> FromJson for (T, T) {
    fn from_json(value: Value) -> Result<Self, Wrong> {
        let mut items = Vec::<T>::from_json(value)?;
        match (items.pop(), items.pop(), items.is_empty()) {
            (Some(second), Some(first), true) => Ok((first, second)),
            _ => Err(HERE),
        }
    }
}

impl FromJson for Text {
    fn from_json(value: Value) -> Result<Self, Wrong> {
        let mut members = Members::of(value)?;
        Ok(Self::stored(&members.get::<String>("text")?, members.get("dir")?, members.get("lang")?))
    }
}

impl FromJson for ThemeToken {
    fn from_json(value: Value) -> Result<Self, Wrong> {
        let (name, value) = <(String, String)>::from_json(value)?;
        Self::new(&name, &value).map_err(|_| HERE)
    }
}

/// A variant: its name alone, or an object whose one member has its name.
fn variant(value: Value) -> Result<(String, Value), Wrong> {
    match value {
        Value::String(name) => Ok((name, Value::Null)),
        Value::Object(mut members) if members.len() == 1 => members.pop().ok_or(HERE),
        _ => Err(HERE),
    }
}

impl FromJson for Block {
    fn from_json(value: Value) -> Result<Self, Wrong> {
        let (name, value) = variant(value)?;
        Ok(match &*name {
            "paragraph" => Self::Paragraph(FromJson::from_json(value)?),
            "heading" => {
                let mut members = Members::of(value)?;
                Self::Heading { level: members.get("level")?, text: members.get("text")? }
            }
            "list" => Self::List(FromJson::from_json(value)?),
            "quotation" => Self::Quotation(FromJson::from_json(value)?),
            "figure" => Self::Figure(FromJson::from_json(value)?),
            "table" => Self::Table(FromJson::from_json(value)?),
            "preformatted" => {
                let mut members = Members::of(value)?;
                Self::Preformatted { dir: members.get("dir")?, text: members.get("text")? }
            }
            "rule" => Self::Rule,
            "embed" => Self::Embed(FromJson::from_json(value)?),
            _ => return Err(HERE),
        })
    }
}

impl FromJson for Inline {
    fn from_json(value: Value) -> Result<Self, Wrong> {
        let (name, value) = variant(value)?;
        Ok(match &*name {
            "text" => Self::Text(FromJson::from_json(value)?),
            "link" => {
                let mut members = Members::of(value)?;
                Self::Link { href: members.get("href")?, inlines: members.get("inlines")? }
            }
            "strong" => Self::Strong(FromJson::from_json(value)?),
            "emphasis" => Self::Emphasis(FromJson::from_json(value)?),
            "code" => Self::Code(FromJson::from_json(value)?),
            "sub" => Self::Sub(FromJson::from_json(value)?),
            "sup" => Self::Sup(FromJson::from_json(value)?),
            "foreign" => {
                let mut members = Members::of(value)?;
                Self::Foreign { dir: members.get("dir")?, lang: members.get("lang")?, inlines: members.get("inlines")? }
            }
            "break" => Self::Break,
            _ => return Err(HERE),
        })
    }
}
