//! An item of a source becomes an article of the edition: attribution, rights, section.

use crate::config::{Config, PublisherChoice, bare_host};
use crate::identity::key_of;
use crate::rights;
use crate::sections::Sections;
use crate::sources::Document;
use crate::state::State;
use model::{
    Article, ArticleId, Block, Canonical, ImageAddress, Moment, NewsItem, Original, Problem, Publisher, RelatedStory,
    Rights, SafeUrl, Text, fold_key,
};

/// An item with what identifies it and who published it: not yet an article.
pub(crate) struct Candidate {
    /// What identifies it: see [`key_of`].
    pub key: String,
    /// The file it came from.
    pub source: String,
    /// Which of its items it is, for problems.
    pub place: String,
    /// Who published it first, as far as anything says.
    pub publisher: Option<Publisher>,
    /// Whether the site itself did.
    pub own: bool,
    /// The section that the configuration gives its source.
    pub source_section: Option<String>,
    /// What the source holds.
    pub item: NewsItem,
}

/// An article before its edition gives it neighbours: its id is not remembered yet, `related` holds
/// only what its source names.
pub(crate) struct Draft {
    /// What identifies it.
    pub key: String,
    /// The article.
    pub article: Article,
    /// Its address at its publisher, or the site's own.
    pub address: Option<SafeUrl>,
    /// Whether `fetched` is the source's own value.
    pub fetched_by_source: bool,
}

/// The candidates of `document`, and problems for items that nothing identifies.
pub(crate) fn candidates(document: Document<'_>, config: &Config, problems: &mut Vec<Problem>) -> Vec<Candidate> {
    let Document { name, choice, ingested } = document;
    let source_title = ingested.title;
    let mut candidates = Vec::with_capacity(ingested.items.len());
    for (index, item) in ingested.items.into_iter().enumerate() {
        let place = format!("item {}", index + 1);
        let publisher = publisher_of(&item, choice.publisher.as_ref(), source_title.as_ref(), config);
        let Some(key) = key_of(&item, publisher.as_ref()) else {
            problems.push(problem(&name, &place, "it has no address, id or title", "left out"));
            continue;
        };
        let own = is_own(&item, publisher.as_ref(), config);
        let source_section = choice.section.clone();
        candidates.push(Candidate { key, source: name.clone(), place, publisher, own, source_section, item });
    }
    candidates
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

/// Whether `item` may be published at `now`; if not, why.
pub(crate) fn withheld(item: &NewsItem, now: Moment) -> Option<&'static str> {
    match item.status {
        model::PublicationStatus::Withheld => return Some("it is withheld"),
        model::PublicationStatus::Canceled => return Some("it is canceled"),
        model::PublicationStatus::Usable => {}
    }
    if item.embargo.is_some_and(|embargo| embargo.order_key() > now.order_key()) {
        return Some("it is under embargo");
    }
    item.expires.is_some_and(|expires| expires.order_key() <= now.order_key()).then_some("it has expired")
}

/// Makes `candidate` an article; `None` where it cannot be published, which a problem tells.
///
/// `now` stands for the date fetched where the source does not say it.
pub(crate) fn adopt(
    candidate: Candidate,
    config: &Config,
    sections: &mut Sections,
    state: &mut State,
    now: Moment,
    problems: &mut Vec<Problem>,
) -> Option<Draft> {
    let Candidate { key, source, place, publisher, own, source_section, item } = candidate;
    let mut refuse = |what: &str| {
        problems.push(problem(&source, &place, what, "left out"));
        None
    };
    if item.blocks.is_empty() && item.standfirst.is_none() {
        return refuse("it carries no text");
    }
    let original = match (own, original_of(&item, publisher.as_ref(), now)) {
        (true, _) => None,
        (false, Ok(original)) => Some(original),
        (false, Err(missing)) => return refuse(missing),
    };
    let mut report = |what: &str, done: &str| problems.push(problem(&source, &place, what, done));
    if let Some(original) = original.as_ref().filter(|original| original.url.is_none()) {
        match &original.publisher.site {
            Some(_) => report("its format has no link to the original", "the publisher's site is linked instead"),
            None => report("neither the original nor its publisher's site has a link", "the publisher is named only"),
        }
    }
    let choice = publisher.as_ref().and_then(|publisher| choice_of(publisher, item.url.as_ref(), config));
    let allowed = choice.map_or(&config.rights, |choice| &choice.rights);
    let names: Vec<Text> = match (&item.sections[..], source_section) {
        ([], Some(name)) => Text::new(&name, config.site.dir, None).into_iter().collect(),
        (names, _) => names.to_vec(),
    };
    let section = sections.of(&names, &source, state, problems);
    let related = item.related.iter().map(|story| named_story(story, sections)).collect();
    let mut article = Article {
        // Replaced when the edition gives out ids.
        id: ArticleId::of(&key, 0),
        rev: 1,
        title: item.title,
        standfirst: item.standfirst,
        section,
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
            None => Rights { canonical: Canonical::Own, index: true, ..Rights::default() },
        },
        original,
        also_published: Vec::new(),
        tags: item.tags,
        words: 0,
        related,
        headline_page: None,
    };
    if article.original.is_some() {
        article.rights.notice = article.rights.notice.take().or(item.notice);
        if let Some(todo) = rights::apply(&mut article, allowed.excerpt_words) {
            problems.push(problem(&source, &place, todo, "its pictures are linked"));
        }
    }
    if item.excerpt {
        article.rights.body = model::BodyRights::Excerpt;
    }
    drop_repeated_image(&mut article);
    article.words = count_words(&article.blocks);
    Some(Draft { key, address: item.url, fetched_by_source: item.fetched.is_some(), article })
}

fn problem(source: &str, place: &str, what: &str, done: &str) -> Problem {
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
fn named_story(story: &RelatedStory, sections: &Sections) -> RelatedStory {
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
