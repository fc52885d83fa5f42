//! Any document of a source, natively: foreign formats, our own articles, plain captures.

use crate::edition::decode_value;
use crate::json::{JsonText, NativeJson, Value};
use crate::reading::Reading;
use crate::{DecodeError, Ingest, Ingested, capture};
use model::{Article, BodyRights, NewsItem};

/// Reads a document in any format that is known here: JSON as [`crate::read`] does; our own
/// `nashra-article/1`, one or an array of them; a plain-text capture.
///
/// # Errors
/// As [`crate::read`]; [`DecodeError::NotJson`] for what is neither JSON nor a capture.
pub fn read_document(bytes: &[u8], ingest: &Ingest<'_>) -> Result<Ingested, DecodeError> {
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
        let items = vec![news_item_of(decode_value::<Article>(value)?)];
        return Ok(Ingested { items, ..Ingested::default() });
    }
    match value {
        Value::Array(entries) if entries.iter().any(is_ours) => Ok(read_articles(entries, ingest)),
        value => crate::read(&value, ingest),
    }
}

fn is_ours(value: &Value) -> bool {
    value.get("format").as_str().is_some_and(|format| format.starts_with("nashra-article/"))
}

/// An array of our articles; what cannot be read in it is skipped.
fn read_articles(entries: Vec<Value>, ingest: &Ingest<'_>) -> Ingested {
    let mut reading = Reading::new(ingest);
    let mut items = Vec::new();
    for (index, entry) in entries.into_iter().enumerate() {
        reading.at_item(index);
        match decode_value::<Article>(entry) {
            Ok(article) => items.push(news_item_of(article)),
            Err(error) => reading.report(error.to_string(), "skipped"),
        }
    }
    Ingested { items, problems: reading.problems, ..Ingested::default() }
}

/// An article of one edition as input of another. Its original, where it has one, stays the
/// original: the first edition is not named between them.
pub fn news_item_of(article: Article) -> NewsItem {
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
        item.url = original.url;
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
