//! The shape of `nashra.toml`, key by key. An unknown key is refused by name.

use indexmap::IndexMap;
use model::{BodyRights, Calendar, Canonical, Digits, Direction, ImageRights, MonthNames, UiLanguage};
use serde::Deserialize;
use std::path::PathBuf;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(super) struct ConfigFile {
    pub sources: Vec<SourceFile>,
    pub site: SiteFile,
    pub edition: EditionFile,
    pub sections: IndexMap<String, SectionFile>,
    pub rights: RightsFile,
    pub publishers: Vec<PublisherFile>,
    pub locale: LocaleFile,
    pub theme: IndexMap<String, String>,
    pub pages: IndexMap<String, PathBuf>,
    pub corrections: Vec<CorrectionFile>,
    pub redirects: IndexMap<String, String>,
    pub direct: DirectFile,
    pub security: Option<SecurityFile>,
    pub fetch: FetchFile,
    pub pictures: PicturesFile,
    pub share_pictures: Option<SharePicturesFile>,
    pub editions: Vec<SisterFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SecurityFile {
    pub contact: String,
    pub expires: String,
}

/// A path or an address, or a table with what the source does not say of itself.
pub(super) enum SourceFile {
    Place(String),
    Described(DescribedSource),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DescribedSource {
    pub path: String,
    pub publisher: Option<String>,
    pub site: Option<String>,
    pub section: Option<String>,
}

// By hand: serde's `untagged` would hide which key is unknown.
impl<'de> Deserialize<'de> for SourceFile {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PathOrTable;
        impl<'de> serde::de::Visitor<'de> for PathOrTable {
            type Value = SourceFile;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a path or an address, or a table with one as its path")
            }

            fn visit_str<E>(self, path: &str) -> Result<SourceFile, E> {
                Ok(SourceFile::Place(path.to_owned()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<SourceFile, A::Error> {
                let table = serde::de::value::MapAccessDeserializer::new(map);
                DescribedSource::deserialize(table).map(SourceFile::Described)
            }
        }
        deserializer.deserialize_any(PathOrTable)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SiteFile {
    pub title: Option<String>,
    pub tagline: Option<String>,
    pub lang: Option<String>,
    pub dir: Option<Direction>,
    pub url: Option<String>,
    pub publisher: Option<String>,
    pub disclaimer: Option<String>,
    pub short_title: Option<String>,
    pub icon: Option<PathBuf>,
    pub offline: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EditionFile {
    pub lead: Option<String>,
    pub hidden: Vec<String>,
    pub takedown: Vec<String>,
    pub default_section: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrectionFile {
    pub article: String,
    pub date: String,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionFile {
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RightsFile {
    pub body: Option<BodyRights>,
    pub excerpt_words: Option<usize>,
    pub canonical: Option<Canonical>,
    pub index: Option<bool>,
    pub images: Option<ImageRights>,
    pub notice: Option<String>,
    pub expiry_days: Option<u16>,
}

// The keys of rights once more: serde cannot both flatten and refuse unknown keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublisherFile {
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub site: Option<String>,
    body: Option<BodyRights>,
    excerpt_words: Option<usize>,
    canonical: Option<Canonical>,
    index: Option<bool>,
    images: Option<ImageRights>,
    notice: Option<String>,
    expiry_days: Option<u16>,
}

impl PublisherFile {
    pub fn rights(&self) -> RightsFile {
        RightsFile {
            body: self.body,
            excerpt_words: self.excerpt_words,
            canonical: self.canonical,
            index: self.index,
            images: self.images,
            notice: self.notice.clone(),
            expiry_days: self.expiry_days,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LocaleFile {
    pub ui: Option<UiLanguage>,
    pub digits: Option<Digits>,
    pub months: MonthNames,
    pub calendar: Calendar,
    pub time_zone: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DirectFile {
    pub allow: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PicturesFile {
    pub own: Option<ImageRights>,
    pub per_build: Option<usize>,
    pub seconds: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SharePicturesFile {
    pub fonts: Vec<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SisterFile {
    pub language: String,
    pub url: String,
}

/// Seconds, where nothing else is said.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FetchFile {
    pub allow: Vec<String>,
    pub ports: Option<Vec<u16>>,
    pub ignore_robots: Vec<String>,
    pub certificates: Option<PathBuf>,
    pub connect_timeout: Option<f64>,
    pub read_timeout: Option<f64>,
    pub total_timeout: Option<f64>,
    pub source_timeout: Option<f64>,
    pub retries: Option<u32>,
    pub backoff: Option<f64>,
    pub longest_wait: Option<f64>,
    pub per_host: Option<usize>,
    pub at_once: Option<usize>,
    pub delay: Option<f64>,
    pub pages: Option<usize>,
    pub feeds: Option<usize>,
}
