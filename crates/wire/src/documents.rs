//! Any document of a source, natively, told apart by its content alone.

use crate::edition::decode_value;
use crate::json::{JsonText, NativeJson, Value};
use crate::reading::Reading;
use crate::{DecodeError, Ingest, Ingested, capture, encoding, feeds, gzip, json_lines, opml, page, xml};
use model::{Article, BodyRights, NewsItem, Problem, SafeUrl, Text};

/// What a document of a source holds.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceDocument {
    /// Articles.
    Articles(Ingested),
    /// A list of feeds: OPML.
    Feeds(FeedList),
    /// A page that is no article itself and links its feed, or several: the first is the chief one.
    PageOfFeeds(FeedList),
}

/// A list of feeds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedList {
    /// What the list calls itself.
    pub title: Option<Text>,
    /// The feeds, in its order, each once.
    pub feeds: Vec<LinkedFeed>,
    /// What was odd.
    pub problems: Vec<Problem>,
}

/// A feed of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedFeed {
    /// What the list calls it.
    pub title: Option<Text>,
    /// Its address.
    pub url: SafeUrl,
    /// The section that the list puts it in.
    pub section: Option<Text>,
}

/// How much may stand before markup begins, in bytes.
const MARKUP_WITHIN: usize = 1024;

/// Reads a document in any format that is known here: JSON as [`crate::read`] does; our own
/// `nashra-article/1`, one or an array of them; JSON lines; RSS and Atom; an HTML page; OPML; a
/// plain-text capture; any of them in gzip. What lists feeds only is told as that.
///
/// `charset` is the encoding that whoever sent it says it is in; it counts for markup, as everything
/// else is in UTF-8.
///
/// # Errors
/// As [`crate::read`]; [`DecodeError::NotJson`] for what is none of these, HTML pages without an
/// article among them; [`DecodeError::TooLarge`] past a format's limit.
pub fn read_source(bytes: &[u8], charset: Option<&str>, ingest: &Ingest<'_>) -> Result<SourceDocument, DecodeError> {
    let bytes = &gzip::decompressed(bytes)?[..];
    if opens_markup(bytes)
        && let Some(read) = read_markup(bytes, charset, ingest)
    {
        return read;
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && json_lines::are_articles(text.trim_start_matches('\u{FEFF}'))
    {
        let text = text.trim_start_matches('\u{FEFF}');
        return Ok(SourceDocument::Articles(json_lines::read(text, Reading::new(ingest))));
    }
    read_json_or_capture(bytes, ingest).map(SourceDocument::Articles)
}

/// The articles of a document that [`read_source`] reads.
///
/// # Errors
/// As [`read_source`]; [`DecodeError::NotThisFormat`] for a document that lists feeds only.
pub fn read_document(bytes: &[u8], ingest: &Ingest<'_>) -> Result<Ingested, DecodeError> {
    match read_source(bytes, None, ingest)? {
        SourceDocument::Articles(ingested) => Ok(ingested),
        SourceDocument::Feeds(_) | SourceDocument::PageOfFeeds(_) => {
            Err(DecodeError::NotThisFormat { expected: "a feed", found: Some("a list of feeds".to_owned()) })
        }
    }
}

/// Whether bytes that are no JSON hold a `<` near their beginning, in whatever encoding.
fn opens_markup(bytes: &[u8]) -> bool {
    let opening = &bytes[..bytes.len().min(MARKUP_WITHIN)];
    let first = opening.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF));
    first.is_some_and(|first| !matches!(opening[first], b'{' | b'[' | b'"')) && opening.contains(&b'<')
}

/// `None` for what is neither a feed, nor a list of feeds, nor a page.
fn read_markup(
    bytes: &[u8],
    charset: Option<&str>,
    ingest: &Ingest<'_>,
) -> Option<Result<SourceDocument, DecodeError>> {
    let decoded = encoding::decode(bytes, charset);
    let root = xml::root(&decoded.text).unwrap_or("");
    let mut reading = Reading::new(ingest);
    if let Some(oddity) = decoded.oddity {
        reading.report_once(oddity.what, oddity.done);
    }
    if feeds::is_root(root) {
        return Some(feeds::read(&decoded.text, reading).map(SourceDocument::Articles));
    }
    if opml::is_root(root) {
        return Some(Ok(SourceDocument::Feeds(opml::read(&decoded.text, reading))));
    }
    if page::is_page(&decoded.text, root) {
        let is_no_article = DecodeError::NotJson { detail: String::new(), looks_like_html: true };
        return Some(page::read(&decoded.text, reading).ok_or(is_no_article));
    }
    let found = ["<", root, ">"].concat();
    (!root.is_empty()).then_some(Err(DecodeError::NotThisFormat { expected: "a feed", found: Some(found) }))
}

fn read_json_or_capture(bytes: &[u8], ingest: &Ingest<'_>) -> Result<Ingested, DecodeError> {
    let json = match NativeJson::parse(bytes) {
        Ok(json) => json,
        Err(error @ DecodeError::NotJson { looks_like_html: false, .. }) => {
            let text = std::str::from_utf8(bytes).ok();
            return text.and_then(|text| capture::read(text, Reading::new(ingest))).ok_or(error);
        }
        Err(error) => return Err(error),
    };
    let value = json.value();
    if is_ours(&value) {
        let mut reading = Reading::new(ingest);
        let items = vec![news_item_of(decode_value::<Article>(value)?, &mut reading)];
        return Ok(Ingested { items, problems: reading.problems, ..Ingested::default() });
    }
    match value {
        Value::Array(entries) if entries.iter().any(is_ours) => Ok(read_articles(entries, ingest)),
        value => match crate::read(&value, ingest) {
            Err(DecodeError::NotThisFormat { .. }) if json_lines::is_article(&value) => {
                Ok(json_lines::read_one(&value, Reading::new(ingest)))
            }
            read => read,
        },
    }
}

pub(crate) fn is_ours(value: &Value) -> bool {
    value.get("format").as_str().is_some_and(|format| format.starts_with("nashra-article/"))
}

/// An array of our articles; what cannot be read in it is skipped.
fn read_articles(entries: Vec<Value>, ingest: &Ingest<'_>) -> Ingested {
    let mut reading = Reading::new(ingest);
    let mut items = Vec::new();
    for (index, entry) in entries.into_iter().enumerate() {
        reading.at_item(index);
        match decode_value::<Article>(entry) {
            Ok(article) => items.push(news_item_of(article, &mut reading)),
            Err(error) => reading.report(error.to_string(), "skipped"),
        }
    }
    Ingested { items, problems: reading.problems, ..Ingested::default() }
}

/// An article of one edition as input of another. Its original, where it has one, stays the
/// original: the first edition is not named between them.
pub(crate) fn news_item_of(article: Article, reading: &mut Reading<'_>) -> NewsItem {
    let mut item = NewsItem {
        source_id: Some(article.id.to_string()),
        version: Some(u64::from(article.rev)),
        format_has_url: false,
        title: article.title,
        standfirst: article.standfirst,
        sections: article.section.map(|section| section.name).into_iter().collect(),
        dateline: article.dateline,
        byline: article.byline,
        published: article.published,
        updated: article.updated,
        language: article.language,
        image: article.image,
        blocks: article.blocks,
        tags: article.tags,
        notice: article.rights.notice,
        excerpt: article.rights.body == BodyRights::Excerpt,
        related: article.related,
        ..NewsItem::default()
    };
    if let Some(original) = article.original {
        item.format_has_url = original.url.is_some();
        item.url = original.url.filter(|url| {
            if !url.is_web() {
                reading.report_value("original", url.as_str(), "not a web address: left out");
            }
            url.is_web()
        });
        item.original_title = Some(original.title);
        item.publisher = Some(original.publisher);
        item.fetched = Some(original.fetched);
        item.published = item.published.or(original.published);
        item.language = item.language.or(original.language);
        if item.byline.is_empty() {
            item.byline = original.author.into_iter().collect();
        }
    }
    item
}
