//! An item of a source becomes an article of the edition: attribution, rights, section.

use crate::archive::Why;
use crate::config::{Config, PublisherChoice, RightsChoice, bare_host};
use crate::sections::Sections;
use crate::{pictures, rights};
use model::{
    Article, ArticleId, Block, Canonical, ImageAddress, Moment, NewsItem, Original, Problem, Publisher, RelatedStory,
    Rights, SafeUrl, Text, fold_key,
};
use serde::{Deserialize, Serialize};

/// An item as its source gave it, with what is said of the source: what the archive keeps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Master {
    /// The file it came from.
    pub source: String,
    /// Who published all that its source holds, as the configuration says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// What the source calls itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_title: Option<Text>,
    /// The section that the configuration gives its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// What the source holds.
    pub item: NewsItem,
}

/// Who is behind an item.
pub(crate) struct Origin {
    /// Who published it first, as far as anything says.
    pub publisher: Option<Publisher>,
    /// Whether the site itself did.
    pub own: bool,
}

/// An article before its edition gives it a section, an id and neighbours.
pub(crate) struct Draft {
    /// The article, its id not its own yet.
    pub article: Article,
    /// What its source calls its sections, the chief one first.
    pub section_names: Vec<Text>,
    /// Whether `fetched` is the source's own value.
    pub fetched_by_source: bool,
    /// When the right to show it ends, in seconds since 1970.
    pub expires: Option<i64>,
}

impl Master {
    /// Who is behind it, as the configuration sees it.
    pub fn origin(&self, config: &Config) -> Origin {
        let publisher = publisher_of(&self.item, self.publisher.as_ref(), self.source_title.as_ref(), config);
        let own = is_own(&self.item, publisher.as_ref(), config);
        Origin { publisher, own }
    }
}

/// Who published `item` first: what the configuration says of its source, what it says itself, the
/// host of its address, the title of its source.
fn publisher_of(
    item: &NewsItem,
    configured: Option<&Publisher>,
    source_title: Option<&Text>,
    config: &Config,
) -> Option<Publisher> {
    let by_host = || {
        let url = item.url.as_ref().filter(|url| url.is_web())?;
        let site = SafeUrl::parse(&url.origin()?).ok();
        Some(Publisher { name: Text::new(&bare_host(url), config.site.dir, None)?, site })
    };
    let by_title = || Some(Publisher { name: source_title?.clone(), site: None });
    let publisher = configured.cloned().or_else(|| item.publisher.clone()).or_else(by_host).or_else(by_title)?;
    Some(match choice_of(&publisher, item.url.as_ref(), config) {
        Some(choice) => {
            Publisher { name: choice.publisher.name.clone(), site: choice.publisher.site.clone().or(publisher.site) }
        }
        None => publisher,
    })
}

/// What the configuration says of `publisher`, found by name, site or the article's host.
fn choice_of<'c>(publisher: &Publisher, url: Option<&SafeUrl>, config: &'c Config) -> Option<&'c PublisherChoice> {
    let name = fold_key(publisher.name.as_str());
    let keys = [Some(name), publisher.site.as_ref().map(bare_host), url.map(bare_host)];
    keys.into_iter()
        .flatten()
        .filter(|key| !key.is_empty())
        .find_map(|key| config.publishers.iter().find(|choice| choice.keys.contains(&key)))
}

fn is_own(item: &NewsItem, publisher: Option<&Publisher>, config: &Config) -> bool {
    let site = &config.site;
    let own_host = site.url.as_ref().map(bare_host);
    let same_host = |url: &SafeUrl| own_host.as_deref() == Some(&bare_host(url));
    if publisher.and_then(|publisher| publisher.site.as_ref()).is_some_and(same_host) {
        return true;
    }
    let own_names = [site.publisher.as_ref().map(|own| &own.name), Some(&site.title)];
    let named_own =
        |name: &Text| own_names.iter().flatten().any(|own| fold_key(own.as_str()) == fold_key(name.as_str()));
    publisher.is_some_and(|publisher| named_own(&publisher.name))
        || (item.publisher.is_none() && item.url.as_ref().is_some_and(same_host))
}

/// What the configuration allows with what `origin` published.
fn allowed<'c>(origin: &Origin, item: &NewsItem, config: &'c Config) -> &'c RightsChoice {
    let choice = origin.publisher.as_ref().and_then(|publisher| choice_of(publisher, item.url.as_ref(), config));
    choice.map_or(&config.rights, |choice| &choice.rights)
}

/// When the right to show `item` ends, in seconds since 1970: as it says itself, or as many days
/// after its publication (after `first_seen` without a date) as its publisher allows.
pub(crate) fn expiry(item: &NewsItem, origin: &Origin, first_seen: Moment, config: &Config) -> Option<i64> {
    let allowed_days = allowed(origin, item, config).expiry_days.filter(|_| !origin.own);
    let start = item.published.unwrap_or(first_seen).order_key();
    let by_publisher = allowed_days.map(|days| start + i64::from(days) * 86_400);
    [item.expires.map(Moment::order_key), by_publisher].into_iter().flatten().min()
}

/// Whether `item`, the right to which ends at `expires`, may be published at `now`; if not, why.
pub(crate) fn withheld(item: &NewsItem, expires: Option<i64>, now: Moment) -> Option<Why> {
    match item.status {
        model::PublicationStatus::Withheld => return Some(Why::Withheld),
        model::PublicationStatus::Canceled => return Some(Why::Canceled),
        model::PublicationStatus::Usable => {}
    }
    if item.embargo.is_some_and(|embargo| embargo.order_key() > now.order_key()) {
        return Some(Why::Embargoed);
    }
    expires.is_some_and(|expires| expires <= now.order_key()).then_some(Why::Expired)
}

/// So many of an item's tags are its article's: each has a page.
const MOST_TAGS: usize = 50;

/// Makes `master` an article; an error says why it cannot be published at all.
///
/// `now` stands for the date fetched, and `first_seen` for the date published, where the source
/// does not say them. `place` is the item's in its source, for problems.
pub(crate) fn adopt(
    master: Master,
    place: &str,
    config: &Config,
    first_seen: Moment,
    now: Moment,
    problems: &mut Vec<Problem>,
) -> Result<Draft, &'static str> {
    let origin = master.origin(config);
    let Master { source, section, mut item, .. } = master;
    if item.blocks.is_empty() && item.standfirst.is_none() {
        return Err("it carries no text");
    }
    let original = if origin.own { None } else { Some(original_of(&item, origin.publisher.as_ref(), now)?) };
    let mut report = |what: &str, done: &str| problems.push(problem(&source, place, what, done));
    if let Some(original) = original.as_ref().filter(|original| original.url.is_none()) {
        match &original.publisher.site {
            Some(_) => report("its format has no link to the original", "the publisher's site is linked instead"),
            None => report("neither the original nor its publisher's site has a link", "the publisher is named only"),
        }
    }
    if item.tags.len() > MOST_TAGS {
        report("it has more than 50 tags", "the others are left out");
        item.tags.truncate(MOST_TAGS);
    }
    let expires = expiry(&item, &origin, first_seen, config);
    let allowed = allowed(&origin, &item, config);
    let section_names: Vec<Text> = match (&item.sections[..], section) {
        ([], Some(name)) => Text::new(&name, config.site.dir, None).into_iter().collect(),
        (names, _) => names.to_vec(),
    };
    let mut article = Article {
        // Replaced by the one that the archive gives.
        id: ArticleId::of("", 0),
        rev: 1,
        title: item.title,
        standfirst: item.standfirst,
        section: None,
        dateline: item.dateline,
        byline: item.byline,
        published: item.published,
        updated: item
            .updated
            .filter(|updated| item.published.is_none_or(|published| updated.order_key() > published.order_key())),
        language: item.language,
        image: item.image,
        blocks: item.blocks,
        rights: match &original {
            Some(_) => allowed.rights.clone(),
            None => {
                let images = config.pictures.own;
                Rights { canonical: Canonical::Own, index: true, images, ..Rights::default() }
            }
        },
        original,
        also_published: Vec::new(),
        corrections: Vec::new(),
        tags: item.tags,
        words: 0,
        same_story: Vec::new(),
        related: item.related,
        headline_page: None,
    };
    if pictures::drop_mirrored(&mut article) {
        report("its pictures lie in the folder of another edition", "they are left out");
    }
    if article.original.is_some() {
        article.rights.notice = article.rights.notice.take().or(item.notice);
        if let Some(todo) = rights::apply(&mut article, allowed.excerpt_words) {
            report(todo, "its pictures are linked");
        }
    }
    if item.excerpt {
        article.rights.body = model::BodyRights::Excerpt;
    }
    drop_repeated_image(&mut article);
    article.words = count_words(&article.blocks);
    Ok(Draft { article, section_names, fetched_by_source: item.fetched.is_some(), expires })
}

pub(crate) fn problem(source: &str, place: &str, what: &str, done: &str) -> Problem {
    Problem { source: source.to_owned(), place: place.to_owned(), what: what.to_owned(), done: done.to_owned() }
}

fn original_of(item: &NewsItem, publisher: Option<&Publisher>, now: Moment) -> Result<Original, &'static str> {
    let title = item.original_title.clone().or_else(|| item.title.clone());
    let title = title.ok_or("it is republished and has no original title")?;
    let publisher = publisher.cloned().ok_or("it is republished and names no original publisher")?;
    if item.url.is_none() && item.format_has_url {
        return Err("it is republished and has no link to the original");
    }
    let authors: Vec<&str> = item.byline.iter().map(Text::as_str).collect();
    let separator = if title.dir() == model::Direction::Rtl { "، " } else { ", " };
    Ok(Original {
        author: Text::new(&authors.join(separator), title.dir(), None),
        title,
        publisher,
        url: item.url.clone(),
        published: item.published,
        fetched: item.fetched.unwrap_or(now),
        language: item.language.clone(),
    })
}

/// A related story that a source names, its section by the edition's own name and slug.
pub(crate) fn named_story(story: &RelatedStory, sections: &Sections) -> RelatedStory {
    let section = story.section.as_ref().map(|section| sections.find(&section.name).unwrap_or_else(|| section.clone()));
    RelatedStory { id: None, title: story.title.clone(), section }
}

/// The chief picture is not shown twice where the body opens with it.
fn drop_repeated_image(article: &mut Article) {
    let source = |image: &model::Image| match &image.src {
        ImageAddress::Linked(url) => url.as_str().split('?').next().unwrap_or("").to_owned(),
        ImageAddress::Mirrored(name) => name.clone(),
    };
    if let (Some(image), Some(Block::Figure(figure))) = (&article.image, article.blocks.first())
        && source(image) == source(&figure.image)
    {
        article.image = None;
    }
}

fn count_words(blocks: &[Block]) -> u32 {
    let mut words = String::new();
    blocks.iter().for_each(|block| block.push_words(&mut words));
    u32::try_from(words.split_whitespace().count()).unwrap_or(u32::MAX)
}
