//! Entries of a feed as news items.

use super::entries;
use super::fields::{Field, Level, Markup, Space};
use super::media::picture;
use super::people::name_of;
use super::repair::{Item, Kind, Repaired};
use crate::html::HtmlContent;
use crate::json::Value;
use crate::pictures::unless_opening;
use crate::reading::{Reading, drop_repeated_title, if_later, without_more_mark};
use crate::xml::{Attribute, text_of, value_of};
use crate::{DecodeError, Ingested};
use feed_rs::model::{Entry, Link};
use model::{Lang, NewsItem, Publisher, SafeUrl, Text, is_visible};
use std::borrow::Cow;

use Space::{Atom, Content, DublinCore, Rss};

const PUBLISHED: [(Space, &str); 8] = [
    (Rss, "pubDate"),
    (Atom, "published"),
    (Atom, "issued"),
    (Rss, "published"),
    (DublinCore, "date"),
    (DublinCore, "issued"),
    (DublinCore, "created"),
    (Atom, "pubDate"),
];
const UPDATED: [(Space, &str); 4] = [(Atom, "updated"), (Atom, "modified"), (Rss, "updated"), (DublinCore, "modified")];

/// What the feed says once for all of its items.
struct Source {
    kind: Kind,
    base: Option<SafeUrl>,
    language: Option<Lang>,
    publisher: Option<Publisher>,
    byline: Vec<Text>,
    notice: Option<Text>,
}

/// Reads the items of a feed.
pub(super) fn read(repaired: &Repaired<'_>, mut reading: Reading<'_>) -> Result<Ingested, DecodeError> {
    let entries::Entries { feed, entries } = entries::read(repaired);
    if feed.is_none() && repaired.items.is_empty() {
        return Err(DecodeError::Invalid { detail: "nothing of the feed can be read".to_owned() });
    }
    let head = &repaired.head;
    let links: &[Link] = feed.as_ref().map_or(&[], |feed| &feed.links);
    let base = base_of(&repaired.root_level, None, &mut reading);
    let base = if repaired.kind == Kind::Atom { base } else { base_of(head, base.as_ref(), &mut reading) };
    let tag = repaired.root_level.attribute("xml:lang").or(head.attribute("xml:lang"));
    let tag = tag.or_else(|| head.text(&[(Rss, "language"), (DublinCore, "language")]));
    let language = reading.language(&value(tag.map(String::from)), None);
    let title = feed.as_ref().and_then(|feed| line(feed.title.as_ref(), repaired.kind, language.as_ref(), &reading));
    let home = links.iter().find(|link| is_page(link)).map(|link| link.href.clone());
    let home = reading.address(&value(home), base.as_ref(), "link");
    let site = home.clone().and_then(|home| SafeUrl::parse(&home.origin()?).ok());
    let own = linked(head, links, "self").and_then(|own| reading.address(&value(Some(own)), base.as_ref(), "self"));
    let next = linked(head, links, "next").and_then(|next| reading.address(&value(Some(next)), base.as_ref(), "next"));
    let next = next.filter(|next| {
        let loops = Some(next) == own.as_ref() || Some(next) == reading.ingest.address;
        if loops {
            reading.report("its next page is the feed itself", "not followed");
        }
        !loops
    });
    let authors = feed.iter().flat_map(|feed| &feed.authors).filter_map(|author| author.name.as_deref());
    let source = Source {
        kind: repaired.kind,
        byline: authors.filter_map(|author| reading.name(author)).collect(),
        notice: feed.as_ref().and_then(|feed| line(feed.rights.as_ref(), repaired.kind, language.as_ref(), &reading)),
        publisher: title.clone().map(|name| Publisher { name, site }),
        base: base.or_else(|| reading.ingest.address.cloned()).or(own).or(home),
        language,
    };
    let mut items = Vec::with_capacity(entries.len());
    for (index, (entry, item)) in entries.into_iter().zip(&repaired.items).enumerate() {
        reading.at_item(index);
        match entry {
            Ok(entry) => items.push(read_item(entry, item, &source, &mut reading)),
            Err(error) => reading.report(["it cannot be read: ", &error].concat(), "left out"),
        }
    }
    Ok(Ingested { title, items, problems: reading.problems, next, ..Ingested::default() })
}

fn value(text: Option<String>) -> Value {
    text.map_or(Value::Null, Value::String)
}

/// What the addresses of an element are relative to.
fn base_of(level: &Level<'_>, above: Option<&SafeUrl>, reading: &mut Reading<'_>) -> Option<SafeUrl> {
    let own = level.attribute("xml:base").map(String::from);
    reading.address(&value(own), above, "xml:base").or_else(|| above.cloned())
}

fn is_page(link: &Link) -> bool {
    let is_text = link.media_type.as_deref().is_none_or(|kind| kind.contains("html"));
    link.target.is_none() && is_text && link.rel.as_deref().is_none_or(|rel| rel == "alternate")
}

/// The address of a feed's Atom link of this relation.
fn linked(head: &Level<'_>, links: &[Link], relation: &str) -> Option<String> {
    let by_library = links.iter().find(|link| link.rel.as_deref() == Some(relation)).map(|link| link.href.clone());
    by_library.or_else(|| {
        let field = head.all(Atom, "link").find(|field| field.attribute("rel").as_deref() == Some(relation))?;
        field.attribute("href").map(String::from)
    })
}

/// A line: RSS's titles hold entities and markup, whatever the specification says; Atom's are of a kind.
fn line(
    text: Option<&feed_rs::model::Text>,
    kind: Kind,
    language: Option<&Lang>,
    reading: &Reading<'_>,
) -> Option<Text> {
    let text = text?;
    if kind == Kind::Atom && text.content_type.to_string() == "text/plain" {
        return Text::new(&text.content, reading.ingest.surrounding, language.cloned());
    }
    reading.words(&text.content, language)
}

fn read_item(entry: Entry, item: &Item<'_>, source: &Source, reading: &mut Reading<'_>) -> NewsItem {
    let level = &item.level;
    let base = base_of(level, source.base.as_ref(), reading);
    let tag = level.attribute("xml:lang").or_else(|| level.text(&[(DublinCore, "language")]));
    let of_content = || level.all(Atom, "content").last()?.attribute("xml:lang");
    let tag = tag.or_else(|| of_content().filter(|_| source.kind == Kind::Atom));
    let language = reading.language(&value(tag.map(String::from)), source.language.as_ref());
    let url = page(level, base.as_ref(), reading);
    let title = line(entry.title.as_ref(), source.kind, language.as_ref(), reading);
    let updated = reading.date(&value(level.text(&UPDATED).map(String::from)), "updated");
    let mut published = reading.date(&value(level.text(&PUBLISHED).map(String::from)), "published");
    if published.is_none() && updated.is_some() {
        reading.report("it has no date but that of its last change", "taken for its date");
        published = updated;
    }
    let content_base = level.all(Atom, "content").find_map(|content| content.attribute("xml:base")).map(String::from);
    let content_base = reading.address(&value(content_base), base.as_ref(), "xml:base");
    let body_base = content_base.or_else(|| level.attribute("xml:base").and(base.clone())).or_else(|| url.clone());
    let body_base = body_base.or_else(|| base.clone());
    let mut body = body(&entry, level, (source.kind, body_base.as_ref()), language.as_ref(), reading);
    let description = description(&entry, level, source.kind);
    drop_repeated_title(&mut body.blocks, title.as_ref());
    let (mut standfirst, mut excerpt) = (None, false);
    if !body.blocks.is_empty() {
        standfirst = description.and_then(|written| summary(&written, language.as_ref(), reading));
    } else if let Some(described) =
        description.and_then(|written| described(&written, body_base.as_ref(), language.as_ref(), reading))
    {
        body = described;
        // A summary is one paragraph; a feed that puts its articles there has more.
        excerpt = body.blocks.len() <= 1;
        if excerpt {
            reading.report("it has no text but a description", "its description stands for the text");
        }
    }
    let image = picture(level, base.as_ref(), reading);
    let (sections, tags) = subjects(&entry, level, reading);
    let rights = line(entry.rights.as_ref(), source.kind, language.as_ref(), reading);
    let rights = rights.or_else(|| reading.name(&level.text(&[(DublinCore, "rights")])?));
    let item = NewsItem {
        source_id: source_id(level),
        format_has_url: true,
        publisher: publisher(level, source, reading).or_else(|| reading.publisher_by_host(url.as_ref())),
        url,
        title,
        standfirst,
        sections,
        byline: byline(&entry, level, source, reading),
        published,
        updated: if_later(updated, published),
        language,
        image: unless_opening(image, &body),
        blocks: body.blocks,
        tags,
        notice: rights.or_else(|| source.notice.clone()),
        excerpt,
        ..NewsItem::default()
    };
    reading.report_missing(&item, true);
    item
}

fn source_id(level: &Level<'_>) -> Option<String> {
    let id = level.text(&[(Rss, "guid"), (Atom, "id"), (DublinCore, "identifier")]).map(String::from);
    id.or_else(|| level.attribute("rdf:about").map(|about| about.trim().to_owned())).filter(|id| !id.is_empty())
}

/// The item's page: its link; else a `guid` that is one, or RSS 1.0's `rdf:about`.
fn page(level: &Level<'_>, base: Option<&SafeUrl>, reading: &mut Reading<'_>) -> Option<SafeUrl> {
    let link = level.all(Rss, "link").find_map(Field::text).map(String::from);
    let by_atom = || {
        let links: Vec<_> = level.all(Atom, "link").map(Field::attributes).collect();
        let is_alternate = |link: &&Vec<Attribute<'_>>| value_of(link, "rel").is_none_or(|rel| rel == "alternate");
        let is_page = |link: &&Vec<Attribute<'_>>| {
            is_alternate(link) && value_of(link, "type").is_none_or(|kind| kind.contains("html"))
        };
        let pages = links.iter().filter(is_page).chain(links.iter().filter(is_alternate));
        let mut addresses = pages.filter_map(|link| value_of(link, "href"));
        addresses.find(|href| !href.trim().is_empty()).map(|href| href.trim().to_owned())
    };
    let by_guid = || {
        let guid =
            level.all(Rss, "guid").find(|guid| guid.attribute("isPermaLink").is_none_or(|is| is.trim() != "false"))?;
        guid.text().filter(|guid| guid.starts_with("http")).map(String::from)
    };
    let by_about = || level.attribute("rdf:about").map(String::from);
    let address = link.or_else(by_atom).or_else(by_guid).or_else(by_about);
    reading.address(&value(address), base, "link")
}

/// What HTML an RSS field holds: where elements stand in it as they are, all of them.
fn raw_html<'a>(level: &Level<'a>, space: Space, name: &str) -> Option<&'a str> {
    let field = level.fields.iter().find(|field| field.space == space && field.name == name && field.has_elements)?;
    field.inner
}

/// The text of a field that holds nothing but characters, with what it is written in; `None` where
/// `feed-rs` is given the field, or there is none. Of several the last counts, as in `feed-rs`.
fn own_text<'a>(level: &Level<'a>, kind: Kind, space: Space, name: &str) -> Option<(Cow<'a, str>, Markup)> {
    let is_read = |field: &&Field<'_>| field.is_handed_on || field.markup(kind).is_some();
    let field = level.all(space, name).filter(is_read).last()?;
    if field.is_handed_on {
        return None;
    }
    Some((text_of(field.inner?), field.markup(kind)?))
}

fn body(
    entry: &Entry,
    level: &Level<'_>,
    (kind, base): (Kind, Option<&SafeUrl>),
    language: Option<&Lang>,
    reading: &mut Reading<'_>,
) -> HtmlContent {
    if let Some(html) = raw_html(level, Content, "encoded") {
        return reading.html(html, base, language);
    }
    let (space, name) = if kind == Kind::Atom { (Atom, "content") } else { (Content, "encoded") };
    if let Some((text, markup)) = own_text(level, kind, space, name) {
        return match markup {
            Markup::Html => reading.html(&text, base, language),
            Markup::Plain => HtmlContent { blocks: reading.paragraphs(&text), ..HtmlContent::default() },
        };
    }
    let Some(content) = &entry.content else { return HtmlContent::default() };
    let text = content.body.as_deref().unwrap_or("");
    if content.content_type.to_string() == "text/plain" {
        return HtmlContent { blocks: reading.paragraphs(text), ..HtmlContent::default() };
    }
    reading.html(text, base, language)
}

/// The description as it stands.
fn description<'a>(entry: &'a Entry, level: &Level<'a>, kind: Kind) -> Option<(Cow<'a, str>, Markup)> {
    if let Some(html) = raw_html(level, Rss, "description") {
        return Some((Cow::Borrowed(html), Markup::Html));
    }
    let (space, name) = if kind == Kind::Atom { (Atom, "summary") } else { (Rss, "description") };
    own_text(level, kind, space, name).or_else(|| {
        let summary = entry.summary.as_ref()?;
        let is_plain = kind == Kind::Atom && summary.content_type.to_string() == "text/plain";
        Some((Cow::Borrowed(&*summary.content), if is_plain { Markup::Plain } else { Markup::Html }))
    })
}

/// The description as a body; `None` where it says nothing.
fn described(
    (text, markup): &(Cow<'_, str>, Markup),
    base: Option<&SafeUrl>,
    language: Option<&Lang>,
    reading: &mut Reading<'_>,
) -> Option<HtmlContent> {
    let content = reading.html_unreported(text, base, language);
    let mut words = String::new();
    content.blocks.iter().for_each(|block| block.push_words(&mut words));
    if words.chars().any(is_visible) {
        reading.report_dropped(&content);
        return Some(content);
    }
    let blocks = if *markup == Markup::Plain { reading.paragraphs(text) } else { Vec::new() };
    (!blocks.is_empty()).then(|| HtmlContent { blocks, ..HtmlContent::default() })
}

fn summary(description: &(Cow<'_, str>, Markup), language: Option<&Lang>, reading: &Reading<'_>) -> Option<Text> {
    let words = match description {
        (html, Markup::Html) => reading.words(html, language),
        (text, Markup::Plain) => Text::new(text, reading.ingest.surrounding, language.cloned()),
    };
    words.map(without_more_mark)
}

/// The first category is the section, as news feeds have it; the others are tags.
fn subjects(entry: &Entry, level: &Level<'_>, reading: &Reading<'_>) -> (Vec<Text>, Vec<Text>) {
    let categories = entry.categories.iter().map(|category| category.label.as_ref().unwrap_or(&category.term).clone());
    let subjects = level.all(DublinCore, "subject").filter_map(Field::text).map(Cow::into_owned);
    let mut names: Vec<Text> = Vec::new();
    for name in categories.chain(subjects).filter_map(|name| reading.words(&name, None)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let tags = names.split_off(names.len().min(1));
    (names, tags)
}

fn byline(entry: &Entry, level: &Level<'_>, source: &Source, reading: &Reading<'_>) -> Vec<Text> {
    let fields = level.all(DublinCore, "creator").chain(level.all(Rss, "author")).filter_map(Field::text);
    let by_atom = entry.authors.iter().filter_map(|author| Some(Cow::Borrowed(author.name.as_deref()?)));
    let mut names: Vec<Text> = Vec::new();
    for author in fields.chain(by_atom).filter_map(|author| name_of(&author)) {
        let name = reading.words(&author, None);
        names.extend(name.filter(|name| !names.contains(name)));
    }
    if names.is_empty() { source.byline.clone() } else { names }
}

/// Whom the item was taken from, where it says so; else the feed.
fn publisher(level: &Level<'_>, source: &Source, reading: &mut Reading<'_>) -> Option<Publisher> {
    let named =
        level.all(Rss, "source").find_map(|field| Some((reading.name(&field.text()?)?, field.attribute("url"))));
    let Some((name, url)) = named else { return source.publisher.clone() };
    let url = reading.address(&value(url.map(String::from)), source.base.as_ref(), "source");
    Some(Publisher { name, site: url.and_then(|url| SafeUrl::parse(&url.origin()?).ok()) })
}
