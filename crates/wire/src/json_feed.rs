//! JSON Feed 1.0 and 1.1 (<https://www.jsonfeed.org/version/1.1/>), read only.
//!
//! Our own extension object is `_nashra`, on an item: `original_title`, `publisher` (`name`,
//! `site`), `fetched`, `rights` (a sentence), `section`, `dateline`, `updated`. Tags stay tags: a
//! feed names a section only there.

use crate::html::HtmlContent;
use crate::json::Value;
use crate::pictures::unless_opening;
use crate::reading::{Reading, drop_repeated_title, if_later};
use crate::{DecodeError, Ingested};
use model::{Image, Lang, NewsItem, Publisher, SafeUrl, Text};

/// Whether `value` is a JSON Feed: by its `version`, or, where that is forgotten, by its `items`.
pub(crate) fn is_feed(value: &Value) -> bool {
    let Value::Array(_) = value.get("items") else { return false };
    match value.get("version").as_str() {
        Some(version) => version.contains("jsonfeed.org"),
        None => ["title", "feed_url", "home_page_url"].iter().any(|field| *value.get(field) != Value::Null),
    }
}

/// What the feed says once for all of its items.
struct Feed<'a> {
    value: &'a Value,
    language: Option<Lang>,
    publisher: Option<Publisher>,
    base: Option<SafeUrl>,
}

/// Reads a feed.
///
/// # Errors
/// [`DecodeError::UnsupportedVersion`] for a major version other than 1.
pub(crate) fn read(value: &Value, mut reading: Reading<'_>) -> Result<Ingested, DecodeError> {
    match value.get("version").as_str() {
        None => reading.report("the feed names no version", "read as JSON Feed 1.1"),
        Some(version) if !is_version_1(version) => {
            let supported = "https://jsonfeed.org/version/1.1";
            return Err(DecodeError::UnsupportedVersion { found: version.to_owned(), supported });
        }
        Some(_) => {}
    }
    let language = reading.language(value.get("language"), None);
    let title = reading.line(value.get("title"), language.as_ref());
    let feed_url = reading.address(value.get("feed_url"), None, "feed_url");
    let home_page = reading.address(value.get("home_page_url"), feed_url.as_ref(), "home_page_url");
    let base = reading.ingest.address.cloned().or(feed_url.clone()).or(home_page.clone());
    let next = reading.address(value.get("next_url"), base.as_ref(), "next_url").filter(|next| {
        let loops = Some(next) == feed_url.as_ref() || Some(next) == reading.ingest.address;
        if loops {
            reading.report("next_url is the feed itself", "not followed");
        }
        !loops
    });
    if value.get("expired").as_bool() == Some(true) {
        reading.report("the feed says that it is finished", "its items are read all the same");
    }
    let publisher = title.clone().map(|name| Publisher { name, site: home_page });
    let feed = Feed { value, language, publisher, base };
    let mut items = Vec::new();
    for (index, item) in value.get("items").items().iter().enumerate() {
        reading.at_item(index);
        if item.members().is_empty() {
            reading.report("not an item", "skipped");
        } else {
            items.push(read_item(item, &feed, &mut reading));
        }
    }
    Ok(Ingested { title, items, problems: reading.problems, next, ..Ingested::default() })
}

/// Reads an item that stands alone, without a feed around it.
#[cfg(feature = "native")]
pub(crate) fn read_alone(item: &Value, reading: &mut Reading<'_>) -> NewsItem {
    let base = reading.ingest.address.cloned();
    read_item(item, &Feed { value: &Value::Null, language: None, publisher: None, base }, reading)
}

fn is_version_1(version: &str) -> bool {
    let number = version.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    number == "1" || number.starts_with("1.")
}

fn read_item(value: &Value, feed: &Feed<'_>, reading: &mut Reading<'_>) -> NewsItem {
    let base = feed.base.as_ref();
    let own = value.get("_nashra");
    let language = reading.language(value.get("language"), feed.language.as_ref());
    let url = item_address(value, base, reading);
    let title = reading.line(value.get("title"), language.as_ref());
    let published = reading.date(value.get("date_published"), "date_published");
    let modified = reading.date(value.get("date_modified"), "date_modified");
    let updated = reading.date(own.get("updated"), "updated").or(modified);
    let mut standfirst = reading.line(value.get("summary"), language.as_ref());
    let mut body = read_body(value, url.as_ref().or(base), language.as_ref(), reading);
    drop_repeated_title(&mut body.blocks, title.as_ref());
    let excerpt = body.blocks.is_empty() && standfirst.is_some();
    if excerpt {
        reading.report("it has no text but its summary", "its summary stands for the text");
        body.blocks = reading.paragraphs(standfirst.take().as_ref().map_or("", Text::as_str));
    }
    if !value.get("attachments").items().is_empty() {
        reading.report("it has attachments", "left out");
    }
    let image = reading.address(value.first_of(&["image", "banner_image"]), base, "image");
    let image = image.map(Image::linked);
    let publisher = publisher(own.get("publisher"), reading).or_else(|| feed.publisher.clone());
    let item = NewsItem {
        source_id: value.get("id").as_id(),
        format_has_url: true,
        original_title: reading.line(own.get("original_title"), None),
        publisher: publisher.or_else(|| reading.publisher_by_host(url.as_ref())),
        url,
        title,
        standfirst,
        sections: reading.names(own.get("section")),
        dateline: reading.line(own.get("dateline"), None),
        byline: byline(value, feed.value, reading),
        published,
        updated: if_later(updated, published),
        fetched: reading.date(own.get("fetched"), "fetched"),
        language,
        image: unless_opening(image, &body),
        blocks: body.blocks,
        tags: reading.names(value.get("tags")),
        notice: reading.line(own.get("rights"), None),
        excerpt,
        ..NewsItem::default()
    };
    reading.report_missing(&item, true);
    item
}

/// The item's own page; else the page elsewhere that it is about; else an id that is an address,
/// which the specification recommends ids to be.
fn item_address(value: &Value, base: Option<&SafeUrl>, reading: &mut Reading<'_>) -> Option<SafeUrl> {
    if let Some(url) = reading.address(value.get("url"), base, "url") {
        return Some(url);
    }
    if let Some(url) = reading.address(value.get("external_url"), base, "external_url") {
        reading.report("it has no page of its own", "the page it is about stands for it");
        return Some(url);
    }
    let id = value.get("id").as_str().filter(|id| id.starts_with("http://") || id.starts_with("https://"))?;
    SafeUrl::parse(id).ok()
}

/// `content_html`, else `content_text`.
fn read_body(value: &Value, base: Option<&SafeUrl>, language: Option<&Lang>, reading: &mut Reading<'_>) -> HtmlContent {
    if let Some(html) = value.get("content_html").as_str() {
        let content = reading.html(html, base, language);
        if !content.blocks.is_empty() {
            return content;
        }
    }
    let text = value.get("content_text").as_str().unwrap_or("");
    HtmlContent { blocks: reading.paragraphs(text), ..HtmlContent::default() }
}

/// The item's authors, in 1.1's spelling or 1.0's; else the feed's, as the specification says.
fn byline(item: &Value, feed: &Value, reading: &Reading<'_>) -> Vec<Text> {
    [item, feed]
        .iter()
        .flat_map(|level| [level.get("authors"), level.get("author")])
        .map(|authors| reading.names(authors))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

fn publisher(value: &Value, reading: &mut Reading<'_>) -> Option<Publisher> {
    let name = reading.names(value).into_iter().next()?;
    Some(Publisher { name, site: reading.address(value.get("site"), None, "publisher's site") })
}
