//! A page's article as a news item.

use super::{body, contents::Contents};
use crate::Ingested;
use crate::html::HtmlContent;
use crate::json::Value;
use crate::pictures::unless_opening;
use crate::reading::{Reading, drop_repeated_title, if_later};
use model::{Image, Lang, Moment, NewsItem, Publisher, SafeUrl, Text};

/// Reads the article; `None` where the page `is_article` by nothing that it says, and holds no text
/// that reads like one.
pub(super) fn read(page: &Contents, data: &Value, is_article: bool, mut reading: Reading<'_>) -> Option<Ingested> {
    let reading = &mut reading;
    let base = base(page, reading);
    let language = language(page, data, reading);
    let url = url(page, data, base.as_ref(), reading);
    let found = body::read(page, is_article, url.as_ref().or(base.as_ref()), language.as_ref(), reading);
    if found.is_none() && !is_article {
        return None;
    }
    let mut body = found.unwrap_or_else(|| {
        let text = data.get("articleBody").as_str().unwrap_or("");
        HtmlContent { blocks: reading.paragraphs(text), ..HtmlContent::default() }
    });
    let publisher = publisher(page, data, url.as_ref(), reading);
    let title = title(page, data, publisher.as_ref(), language.as_ref(), reading);
    drop_repeated_title(&mut body.blocks, title.as_ref());
    let published =
        date(page, data, "datePublished", &["article:published_time", "datepublished", "date", "dc.date"], reading);
    let updated =
        date(page, data, "dateModified", &["article:modified_time", "datemodified", "og:updated_time"], reading);
    let description = data.get("description").as_str().or(page.meta("og:description")).or(page.meta("description"));
    let mut standfirst = description.and_then(|words| reading.words(words, language.as_ref()));
    let is_locked = matches!(data.get("isAccessibleForFree"), Value::Bool(false))
        || data.get("isAccessibleForFree").as_str().is_some_and(|free| free.eq_ignore_ascii_case("false"));
    let is_described = body.blocks.is_empty() && standfirst.is_some();
    if is_described {
        reading.report("no text is found in it but its description", "its description stands for the text");
        body.blocks = reading.paragraphs(standfirst.take().as_ref().map_or("", Text::as_str));
    }
    let image = image(page, data, base.as_ref(), reading);
    let (sections, tags) = subjects(page, data, reading);
    let item = NewsItem {
        source_id: None,
        format_has_url: true,
        byline: byline(page, data, reading),
        url,
        title,
        publisher,
        standfirst,
        sections,
        published,
        updated: if_later(updated, published),
        language,
        image: unless_opening(image, &body),
        blocks: body.blocks,
        tags,
        excerpt: is_locked || is_described,
        ..NewsItem::default()
    };
    reading.report_missing(&item, true);
    let title = item.publisher.as_ref().map(|publisher| publisher.name.clone());
    let problems = std::mem::take(&mut reading.problems);
    Some(Ingested { title, items: vec![item], problems, next: None, by_looks: !is_article })
}

/// What the page's addresses are relative to.
pub(super) fn base(page: &Contents, reading: &mut Reading<'_>) -> Option<SafeUrl> {
    let absolute =
        |href: &Option<String>| href.clone().filter(|href| href.starts_with("http")).map_or(Value::Null, Value::String);
    let own = reading.address(&absolute(&page.canonical), None, "canonical");
    let around = reading.ingest.address.cloned().or(own);
    let base = page.base.clone().map_or(Value::Null, Value::String);
    reading.address(&base, around.as_ref(), "base").or(around)
}

fn language(page: &Contents, data: &Value, reading: &mut Reading<'_>) -> Option<Lang> {
    let named = data.get("inLanguage");
    let named =
        named.as_str().or(named.first_of(&["alternateName", "name"]).as_str()).filter(|tag| Lang::parse(tag).is_ok());
    let tag = named.or(page.language.as_deref()).or(page.meta("og:locale")).or(page.meta("content-language"));
    reading.language(&tag.map_or(Value::Null, |tag| Value::String(tag.to_owned())), None)
}

fn url(page: &Contents, data: &Value, base: Option<&SafeUrl>, reading: &mut Reading<'_>) -> Option<SafeUrl> {
    let main = data.get("mainEntityOfPage");
    let described = data.get("url").as_str().or(main.as_str()).or(main.get("@id").as_str());
    let address = page.canonical.as_deref().or(page.meta("og:url")).or(described).map(str::to_owned);
    let found = reading.address(&address.map_or(Value::Null, Value::String), base, "canonical");
    found.or_else(|| reading.ingest.address.cloned())
}

/// The headline; of a `<title>`, what stands before the site's name.
fn title(
    page: &Contents,
    data: &Value,
    publisher: Option<&Publisher>,
    language: Option<&Lang>,
    reading: &Reading<'_>,
) -> Option<Text> {
    let said = data.first_of(&["headline", "name"]).as_str().or(page.meta("og:title")).or(page.meta("twitter:title"));
    if let Some(title) = said.and_then(|title| reading.words(title, language)) {
        return Some(title);
    }
    let title = page.title.as_deref()?;
    let site = publisher.map_or("", |publisher| publisher.name.as_str());
    let alone = [" | ", " - ", " – ", " — ", " :: "].iter().find_map(|mark| {
        let (title, rest) = title.rsplit_once(mark)?;
        (model::fold_key(rest) == model::fold_key(site)).then_some(title)
    });
    Text::new(alone.unwrap_or(title), reading.ingest.surrounding, language.cloned())
}

fn date(
    page: &Contents,
    data: &Value,
    field: &'static str,
    metas: &[&str],
    reading: &mut Reading<'_>,
) -> Option<Moment> {
    let by_meta = || metas.iter().find_map(|name| page.meta(name)).map(|date| Value::String(date.to_owned()));
    let value = match data.get(field) {
        Value::String(date) => Value::String(date.clone()),
        _ => by_meta().unwrap_or_default(),
    };
    reading.date(&value, field)
}

fn byline(page: &Contents, data: &Value, reading: &Reading<'_>) -> Vec<Text> {
    let names = reading.names(data.first_of(&["author", "creator"]));
    if !names.is_empty() {
        return names;
    }
    let metas = page.all_meta("author").chain(page.all_meta("article:author")).chain(page.all_meta("dc.creator"));
    let mut names: Vec<Text> = Vec::new();
    for author in metas.filter(|author| !author.contains("://")) {
        names.extend(reading.name(author).filter(|name| !names.contains(name)));
    }
    names
}

fn publisher(page: &Contents, data: &Value, url: Option<&SafeUrl>, reading: &mut Reading<'_>) -> Option<Publisher> {
    let named = reading.names(data.get("publisher")).into_iter().next();
    let named = named.or_else(|| reading.name(page.meta("og:site_name").or(page.meta("application-name"))?));
    let Some(name) = named else { return reading.publisher_by_host(url) };
    Some(Publisher { name, site: url.and_then(SafeUrl::origin).and_then(|origin| SafeUrl::parse(&origin).ok()) })
}

fn image(page: &Contents, data: &Value, base: Option<&SafeUrl>, reading: &mut Reading<'_>) -> Option<Image> {
    let described = data.get("image").items_or_self().first();
    let described =
        described.and_then(|image| image.as_str().or(image.first_of(&["url", "contentUrl", "@id"]).as_str()));
    let address = described.or(page.meta("og:image")).or(page.meta("twitter:image")).map(str::to_owned);
    let src = reading.address(&address.map_or(Value::Null, Value::String), base, "image")?;
    let alt = page.meta("og:image:alt").and_then(|alt| reading.name(alt));
    Some(Image { alt, ..Image::linked(src) })
}

fn subjects(page: &Contents, data: &Value, reading: &Reading<'_>) -> (Vec<Text>, Vec<Text>) {
    let mut sections = reading.names(data.get("articleSection"));
    if sections.is_empty() {
        sections = page.all_meta("article:section").take(1).filter_map(|section| reading.name(section)).collect();
    }
    let mut tags: Vec<Text> = Vec::new();
    let keywords = data
        .get("keywords")
        .items_or_self()
        .iter()
        .filter_map(|keyword| keyword.as_str().or(keyword.get("name").as_str()));
    let keywords = keywords.flat_map(|keywords| keywords.split([',', '،', ';', '؛']));
    for tag in page.all_meta("article:tag").chain(keywords).filter_map(|tag| reading.name(tag)) {
        if tags.len() < 50 && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    (sections, tags)
}
