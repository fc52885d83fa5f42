//! What an operator decides: `nashra.toml`, read and checked once.

mod editions;
mod fetching;
mod file;
mod picturing;
mod place;
mod publishing;
mod sharing;

use crate::fetch::FetchPolicy;
use anyhow::{Context, Result, bail};
use file::{ConfigFile, CorrectionFile, SecurityFile, SourceFile};
use model::{
    Correction, Direction, Lang, LocaleDefaults, Moment, Publisher, SafeUrl, SectionRef, SectionSlug, Site, Text,
    ThemeToken, UiLanguage,
};
use std::path::{Path, PathBuf};
use viewer::route::{BasePath, RESERVED};

pub use editions::SisterEdition;
pub use picturing::PictureChoice;
pub use place::SourcePlace;
pub(crate) use publishing::bare_host;
pub use publishing::{PublisherChoice, RightsChoice};
pub use sharing::FontChoice;

/// The commented sample of every key, which the documentation shows.
pub const SAMPLE: &str = include_str!("nashra.toml");

/// An operator's decisions, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// What the edition says of itself; its `pages` are filled in when they have been read.
    pub site: Site,
    /// The folder of the host that the site lives in.
    pub base: BasePath,
    /// What is read when the command line names nothing.
    pub sources: Vec<SourceChoice>,
    /// The story on top, by address or id.
    pub lead: Option<String>,
    /// `.well-known/security.txt`, where there is one.
    pub security: Option<String>,
    /// Articles that are left out, by address or id.
    pub hidden: Vec<String>,
    /// Articles that are taken down, by address or id: what is remembered of them is forgotten too.
    pub takedown: Vec<String>,
    /// What was put right, with the address or id of the article it stands on, in the file's order.
    pub corrections: Vec<(String, Correction)>,
    /// Addresses or ids of old, with the address or id of the article that is meant now.
    pub redirects: Vec<(String, String)>,
    /// The section of articles that name none.
    pub default_section: Option<SectionSlug>,
    /// Sections in their order.
    pub sections: Vec<SectionChoice>,
    /// Editions of the same paper in other languages, in the file's order.
    pub editions: Vec<SisterEdition>,
    /// What is allowed with publishers that are not among `publishers`.
    pub rights: RightsChoice,
    /// What single publishers allow.
    pub publishers: Vec<PublisherChoice>,
    /// The operator's own pages: slug and Markdown file.
    pub pages: Vec<(SectionSlug, PathBuf)>,
    /// How sources are fetched by address.
    pub fetch: FetchPolicy,
    /// How pictures are copied where they may be.
    pub pictures: PictureChoice,
    /// What the pictures for previews of pages are set in; without it, there are none.
    pub share_pictures: Option<FontChoice>,
    /// What stands under the icon of the installed site; its title where it is not said.
    pub short_title: Option<String>,
    /// The site's own icon, an SVG file; ours where it names none.
    pub icon: Option<PathBuf>,
    /// Whether readers' browsers keep the site for reading without a network.
    pub offline: bool,
}

/// A source that the configuration names.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceChoice {
    /// Where it is.
    pub place: SourcePlace,
    /// Who published all that it holds; its items say so themselves where it is missing.
    pub publisher: Option<Publisher>,
    /// The section of its items that name none.
    pub section: Option<String>,
}

/// A section that the configuration names.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionChoice {
    /// Its name in URLs.
    pub slug: SectionSlug,
    /// Its name on the page.
    pub name: Text,
    /// What sources call it.
    pub aliases: Vec<String>,
}

impl Config {
    /// The sections that the operator named, in their order.
    pub fn own_sections(&self) -> Vec<SectionRef> {
        let section = |choice: &SectionChoice| SectionRef { slug: choice.slug.clone(), name: choice.name.clone() };
        self.sections.iter().map(section).collect()
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// A file that cannot be read, is not TOML, has an unknown key or a value out of its range: the
    /// message names the file, the line and the key.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::parse(&text, folder).with_context(|| path.display().to_string())
    }

    /// Reads the text of a configuration whose paths are relative to `folder`.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(text: &str, folder: &Path) -> Result<Self> {
        let file: ConfigFile = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            anyhow::anyhow!("line {line}: {}", error.message().replace('\n', " "))
        })?;
        from_file(file, folder)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::parse("", Path::new("")).expect("an empty configuration is valid")
    }
}

fn from_file(file: ConfigFile, folder: &Path) -> Result<Config> {
    let lang = Lang::parse(file.site.lang.as_deref().unwrap_or("ar"))
        .map_err(|_| anyhow::anyhow!("site.lang: {:?} is not a language tag", file.site.lang.unwrap_or_default()))?;
    let ui = match file.locale.ui {
        Some(ui) => ui,
        None => UiLanguage::for_lang(&lang).unwrap_or(UiLanguage::En),
    };
    let dir = file.site.dir.unwrap_or_else(|| direction_of(&lang));
    let text = |key: &str, value: &str| {
        Text::new(value, dir, None).with_context(|| format!("{key}: {value:?} holds nothing that can be read"))
    };
    let optional = |key: &str, value: &Option<String>| value.as_deref().map(|value| text(key, value)).transpose();
    let url = file.site.url.as_deref().map(|url| web_address("site.url", url)).transpose()?;
    let publisher = optional("site.publisher", &file.site.publisher)?.map(|name| Publisher { name, site: url.clone() });
    let theme = file.theme.iter().map(|(name, value)| {
        ThemeToken::new(name, value).map_err(|_| anyhow::anyhow!("theme.{name}: {value:?} is not a hexadecimal colour"))
    });
    let pages = file.pages.iter().map(|(slug, path)| Ok((page_slug(slug)?, folder.join(path))));
    let sections = file.sections.into_iter().map(|(slug, section)| {
        Ok(SectionChoice {
            slug: slug_of("sections", &slug)?,
            name: text(&format!("sections.{slug}.name"), &section.name)?,
            aliases: section.aliases,
        })
    });
    let sections = sections.collect::<Result<Vec<_>>>()?;
    let default_section =
        file.edition.default_section.map(|slug| slug_of("edition.default_section", &slug)).transpose()?;
    if let Some(slug) = default_section.as_ref().filter(|slug| !sections.iter().any(|s| s.slug == **slug)) {
        bail!("edition.default_section: {slug} is not among [sections]");
    }
    let rights =
        publishing::rights_choice(&file.rights, &RightsChoice { excerpt_words: 60, ..RightsChoice::default() }, dir);
    let publishers = file.publishers.iter().map(|choice| publishing::publisher_choice(choice, &rights, dir));
    let own_sections = sections.iter().map(|section| section.slug.clone()).collect();
    Ok(Config {
        editions: editions::sisters(file.editions, &lang, url.as_ref())?,
        pictures: picturing::choice(&file.pictures)?,
        share_pictures: file.share_pictures.map(|file| sharing::choice(file, folder)),
        fetch: fetching::policy(file.fetch, folder, url.as_ref())?,
        base: BasePath::new(url.as_ref().map_or("/", |url| path_of(url))),
        sources: file.sources.into_iter().map(|source| source_choice(source, folder, dir)).collect::<Result<_>>()?,
        lead: file.edition.lead,
        security: file.security.as_ref().map(security_text).transpose()?,
        short_title: file.site.short_title,
        icon: file.site.icon.map(|icon| folder.join(icon)),
        offline: file.site.offline.unwrap_or(true),
        hidden: file.edition.hidden,
        takedown: file.edition.takedown,
        corrections: file.corrections.iter().map(|choice| correction(choice, dir)).collect::<Result<_>>()?,
        redirects: file.redirects.into_iter().collect(),
        default_section,
        sections,
        publishers: publishers.collect::<Result<_>>()?,
        rights,
        pages: pages.collect::<Result<_>>()?,
        site: Site {
            sections: own_sections,
            title: text("site.title", file.site.title.as_deref().unwrap_or("نشرة"))?,
            tagline: optional("site.tagline", &file.site.tagline)?,
            disclaimer: optional("site.disclaimer", &file.site.disclaimer)?,
            publisher,
            url,
            lang,
            dir,
            locale: LocaleDefaults {
                ui,
                digits: file.locale.digits.unwrap_or(ui.default_digits()),
                months: file.locale.months,
                calendar: file.locale.calendar,
                time_zone: time_zone(file.locale.time_zone)?,
            },
            theme: theme.collect::<Result<_>>()?,
            pages: Vec::new(),
            direct_allow: file.direct.allow.iter().map(|origin| allowed_origin(origin)).collect::<Result<_>>()?,
        },
    })
}

/// `security.txt` (RFC 9116) as the configuration has it.
fn security_text(choice: &SecurityFile) -> Result<String> {
    let contact = SafeUrl::parse(&choice.contact)
        .with_context(|| format!("security.contact: {:?} is no address (mailto:…, https://…)", choice.contact))?;
    let expires = Moment::parse(&choice.expires)
        .with_context(|| format!("security.expires: {:?} is no RFC 3339 date", choice.expires))?;
    let expires = match expires {
        Moment::Day(day) => format!("{}T00:00:00Z", Moment::Day(day)),
        instant => instant.to_string(),
    };
    Ok(format!("Contact: {}\nExpires: {expires}\n", contact.as_str()))
}

/// The direction of a site whose configuration names only its language.
fn direction_of(lang: &Lang) -> Direction {
    const RTL: [&str; 14] = ["ar", "fa", "ur", "he", "ps", "ckb", "sd", "ug", "yi", "dv", "syr", "nqo", "azb", "arc"];
    if RTL.contains(&lang.primary().as_str()) { Direction::Rtl } else { Direction::Ltr }
}

fn web_address(key: &str, address: &str) -> Result<SafeUrl> {
    match SafeUrl::parse(address) {
        Ok(url) if url.is_web() => Ok(url),
        Ok(_) => bail!("{key}: {address:?} is not an http or https address"),
        Err(error) => bail!("{key}: {address:?}: {error}"),
    }
}

/// The path of `url`, without query and fragment.
pub(crate) fn path_of(url: &SafeUrl) -> &str {
    let after_scheme = url.as_str().split_once("://").map_or("", |(_, rest)| rest);
    let path = after_scheme.find('/').map_or("/", |at| &after_scheme[at..]);
    path.split(['?', '#']).next().unwrap_or("/")
}

fn allowed_origin(address: &str) -> Result<String> {
    let url = web_address("direct.allow", address)?;
    let origin = url.origin().unwrap_or_default();
    if url.as_str().trim_end_matches('/').to_ascii_lowercase() != origin {
        bail!("direct.allow: {address:?} is more than an origin; {origin:?} is one");
    }
    Ok(origin)
}

fn slug_of(key: &str, slug: &str) -> Result<SectionSlug> {
    SectionSlug::parse(slug).map_err(|_| {
        anyhow::anyhow!("{key}: {slug:?} cannot stand in a URL: use 1 to 40 of a-z, 0-9 and inner hyphens")
    })
}

fn page_slug(slug: &str) -> Result<SectionSlug> {
    if RESERVED.contains(&slug) {
        bail!("pages: {slug:?} is the name of a part of the site; choose another");
    }
    slug_of("pages", slug)
}

fn time_zone(name: Option<String>) -> Result<String> {
    let name = name.unwrap_or_else(|| "UTC".to_owned());
    let valid = (1..=64).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'));
    if valid { Ok(name) } else { bail!("locale.time_zone: {name:?} is not the name of a time zone") }
}

fn source_choice(source: SourceFile, folder: &Path, dir: Direction) -> Result<SourceChoice> {
    let (place, publisher, site, section) = match source {
        SourceFile::Place(place) => (place, None, None, None),
        SourceFile::Described(source) => (source.path, source.publisher, source.site, source.section),
    };
    let site = site.map(|site| web_address("sources.site", &site)).transpose()?;
    let publisher = publisher.and_then(|name| Text::new(&name, dir, None)).map(|name| Publisher { name, site });
    Ok(SourceChoice { place: SourcePlace::parse(&place, folder)?, publisher, section })
}

fn correction(file: &CorrectionFile, dir: Direction) -> Result<(String, Correction)> {
    let date = Moment::parse(&file.date)
        .map_err(|_| anyhow::anyhow!("corrections.date: {:?} is no date: write 2026-02-10", file.date))?;
    let text = Text::new(&file.text, dir, None).context("corrections.text: a correction needs its words")?;
    Ok((file.article.clone(), Correction { date, text }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(text: &str) -> String {
        format!("{:#}", Config::parse(text, Path::new("")).unwrap_err())
    }

    #[test]
    fn the_sample_is_valid_and_paths_are_relative_to_it() {
        let config = Config::parse(SAMPLE, Path::new("/site")).unwrap();
        assert_eq!(config.sources[1].place, SourcePlace::Path("/site/sources/partner.json".into()));
        assert!(
            matches!(&config.sources[2].place, SourcePlace::Address(url) if url.as_str() == "https://agency.example/feed.json")
        );
        assert_eq!(
            config.sections.iter().map(|s| s.slug.as_str()).collect::<Vec<_>>(),
            ["politics", "economy", "world"]
        );
        assert_eq!(config.pages[0].1, Path::new("/site/pages/about.md"));
        assert_eq!(config.publishers[0].rights.excerpt_words, 80);
        assert!(config.publishers[0].keys.contains(&"enabbaladi.net".to_owned()));
        assert_eq!(config.base.as_str(), "/");
    }

    #[test]
    fn an_unknown_key_is_refused_by_name_and_line() {
        let error = error_of("[site]\ntitel = \"x\"\n");
        assert!(error.contains("line 2") && error.contains("titel") && error.contains("title"), "{error}");
        for text in [
            "sitte = 1",
            "[sections]\na = { name = \"b\", alias = [] }",
            "sources = [{ path = \"x\", publischer = \"y\" }]",
            "[[publishers]]\nname = \"x\"\nbodi = \"full\"",
        ] {
            assert!(error_of(text).contains("unknown field"), "{text}: {}", error_of(text));
        }
    }

    #[test]
    fn a_value_out_of_its_range_is_refused_by_key() {
        for (text, key) in [
            ("[site]\nurl = \"javascript:alert(1)\"", "site.url"),
            ("[site]\nlang = \"العربية\"", "site.lang"),
            ("[site]\ntitle = \" \"", "site.title"),
            ("[theme]\naccent = \"red;}\"", "theme.accent"),
            ("[sections]\n\"a/b\" = { name = \"x\" }", "sections"),
            ("[pages]\narticle = \"a.md\"", "pages"),
            ("[edition]\ndefault_section = \"x\"", "edition.default_section"),
            ("[direct]\nallow = [\"https://a.example/feed\"]", "direct.allow"),
            ("[fetch]\nallow = [\"http://a.example\"]", "fetch.allow"),
            ("[fetch]\nallow = [\"2130706433\"]", "fetch.allow: write \"127.0.0.1\""),
            ("[fetch]\nignore_robots = [\"A.example\"]", "fetch.ignore_robots: write \"a.example\""),
            ("[fetch]\nread_timeout = -1", "fetch.read_timeout"),
            ("[fetch]\ntotal_timeout = 1e9", "fetch.total_timeout"),
            ("[fetch]\nat_once = 0", "fetch.at_once"),
            ("[pictures]\nseconds = 100000", "pictures.seconds"),
            ("[[editions]]\nlanguage = \"en\"\nurl = \"https://a.example/en/\"", "editions: site.url"),
            ("[fetch]\ncertificates = \"none.pem\"", "fetch.certificates"),
            ("sources = [\"https://\"]", "sources"),
            ("[locale]\ntime_zone = \"<b>\"", "locale.time_zone"),
        ] {
            assert!(error_of(text).starts_with(key), "{text}: {}", error_of(text));
        }
    }

    #[test]
    fn the_base_path_is_that_of_the_site_address() {
        let config = Config::parse("[site]\nurl = \"https://a.example/news/\"", Path::new("")).unwrap();
        assert_eq!(config.base.as_str(), "/news/");
    }
}
