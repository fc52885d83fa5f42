//! JSON lines: an article a line, read only.
//!
//! A line is an article of ours, an item of JSON Feed, or a record as corpora have it: `title`, `body`
//! and, where known, `id`, `url`, `source` (its publisher), `section`, `abstract`, `time`.

use crate::Ingested;
use crate::documents::{is_ours, news_item_of};
use crate::edition::decode_value;
use crate::json::{JsonText, MAX_DEPTH, NativeJson, Value, nesting_depth};
use crate::json_feed;
use crate::reading::Reading;
use model::{Article, NewsItem, Publisher, Text};

/// The longest line that is read, in bytes.
const MAX_LINE_BYTES: usize = 16 * 1024 * 1024;

/// Whether `text` is several lines of which the first is an article.
pub(crate) fn are_articles(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().filter(|line| line.trim_start().starts_with('{'));
    first.and_then(|first| parse(first).ok()).is_some_and(|value| is_article(&value)) && lines.next().is_some()
}

/// Whether an object is an article of one of the kinds that lines hold.
pub(crate) fn is_article(value: &Value) -> bool {
    let is_text = |name: &str| matches!(value.get(name), Value::String(_));
    is_ours(value) || is_json_feed_item(value) || is_text("title") && is_text("body")
}

fn is_json_feed_item(value: &Value) -> bool {
    ["content_html", "content_text"].iter().any(|name| matches!(value.get(name), Value::String(_)))
}

/// Reads each line; one that cannot be read costs no other.
///
/// Of `03/04/2017` nobody can tell the month. Where lines hold such dates, some of them with a first
/// number above 12 and none with a second, all are written by one hand, the day first.
pub(crate) fn read(text: &str, mut reading: Reading<'_>) -> Ingested {
    let mut items = Vec::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parsed: Vec<_> = lines.map(|(index, line)| (index, parse(line))).collect();
    let dates = || parsed.iter().filter_map(|(_, value)| slashed(date(value.as_ref().ok()?)));
    let is_day_first = dates().any(|(first, ..)| first > 12) && dates().all(|(_, second, _)| second <= 12);
    if is_day_first {
        reading.report_once("dates have no names of months, and none but a day can stand first".to_owned(), "read so");
    }
    for (index, value) in parsed {
        reading.at_line(index);
        let value = match value {
            Ok(value) => value,
            Err(error) => {
                reading.report(error, "skipped");
                continue;
            }
        };
        if is_ours(&value) {
            match decode_value::<Article>(value) {
                Ok(article) => items.push(news_item_of(article, &mut reading)),
                Err(error) => reading.report(error.to_string(), "skipped"),
            }
        } else if is_json_feed_item(&value) {
            items.push(json_feed::read_alone(&value, &mut reading));
        } else if value.members().is_empty() {
            reading.report("not an article", "skipped");
        } else {
            items.push(record(&value, is_day_first, &mut reading));
        }
    }
    Ingested { items, problems: reading.problems, ..Ingested::default() }
}

/// The only article of a document.
pub(crate) fn read_one(value: &Value, mut reading: Reading<'_>) -> Ingested {
    let item = if is_json_feed_item(value) {
        json_feed::read_alone(value, &mut reading)
    } else {
        record(value, false, &mut reading)
    };
    Ingested { items: vec![item], problems: reading.problems, ..Ingested::default() }
}

fn parse(line: &str) -> Result<Value, String> {
    if line.len() > MAX_LINE_BYTES {
        return Err("larger than 16 MiB".to_owned());
    }
    if nesting_depth(line) > MAX_DEPTH {
        return Err("nested deeper than 100 levels".to_owned());
    }
    Ok(NativeJson::parse(line.as_bytes()).map_err(|error| error.to_string())?.value())
}

/// The date of a record, in whatever form.
fn date(value: &Value) -> &Value {
    value.first_of(&["time", "date", "published", "date_published"])
}

/// The three numbers of `13/07/2016`.
fn slashed(date: &Value) -> Option<(u8, u8, u16)> {
    let mut numbers = date.as_str()?.split('/');
    let found = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    (numbers.next().is_none() && found.2 > 1000).then_some(found)
}

fn record(value: &Value, is_day_first: bool, reading: &mut Reading<'_>) -> NewsItem {
    let language = reading.language(value.first_of(&["language", "lang"]), None);
    let url = reading.address(value.first_of(&["url", "link"]), None, "url");
    let title = reading.line(value.get("title"), language.as_ref());
    let date = match slashed(date(value)).filter(|_| is_day_first) {
        Some((day, month, year)) => Value::String(format!("{year}-{month:02}-{day:02}")),
        None => date(value).clone(),
    };
    let mut standfirst = reading.line(value.first_of(&["abstract", "summary"]), language.as_ref());
    let mut blocks = reading.paragraphs(value.get("body").as_str().unwrap_or(""));
    let excerpt = blocks.is_empty() && standfirst.is_some();
    if excerpt {
        reading.report("it has no text but its abstract", "its abstract stands for the text");
        blocks = reading.paragraphs(standfirst.take().as_ref().map_or("", Text::as_str));
    }
    let publisher = reading.names(value.get("source")).into_iter().next().map(|name| Publisher { name, site: None });
    let item = NewsItem {
        source_id: value.get("id").as_id(),
        format_has_url: true,
        publisher: publisher.or_else(|| reading.publisher_by_host(url.as_ref())),
        url,
        title,
        standfirst,
        sections: reading.names(value.get("section")),
        byline: reading.names(value.first_of(&["author", "authors"])),
        published: reading.date(&date, "time"),
        language,
        blocks,
        tags: reading.names(value.get("tags")),
        excerpt,
        ..NewsItem::default()
    };
    if item.byline.is_empty() {
        reading.report_once("lines name no author".to_owned(), "left missing");
    }
    if item.language.is_none() {
        reading.report_once("lines name no language".to_owned(), "left missing");
    }
    reading.report_missing_fields(&item, false, false);
    item
}
