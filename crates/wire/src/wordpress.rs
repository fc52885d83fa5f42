//! Posts of WordPress's REST API, `/wp-json/wp/v2/posts?_embed`, read only
//! (<https://developer.wordpress.org/rest-api/reference/posts/>).
//!
//! Titles, excerpts and names of terms are HTML there. Categories become sections, except the one
//! that stands for none (`uncategorized`); tags become tags.

use crate::json::Value;
use crate::pictures::{Rendition, unless_opening, widest_for_web};
use crate::reading::{Reading, drop_repeated_title, if_later, without_more_mark};
use crate::{DecodeError, Ingested};
use model::{Image, Lang, Moment, NewsItem, Publisher, SafeUrl, Text};

/// Whether `value` is a post.
pub(crate) fn is_post(value: &Value) -> bool {
    let rendered = |field: &str| matches!(value.get(field).get("rendered"), Value::String(_));
    rendered("title") || rendered("content")
}

/// What an error object (`code`, `message`, `data`) says; `None` for anything else.
pub(crate) fn error_message(value: &Value) -> Option<String> {
    let (code, message) = (value.get("code").as_str()?, value.get("message").as_str()?);
    Some([code, ": ", message].concat())
}

/// What an error object comes to: the page after the last one has no posts; everything else is
/// told in the site's own words.
///
/// # Errors
/// [`DecodeError::NotThisFormat`] with the error's code and message.
pub(crate) fn read_error(value: &Value, message: String) -> Result<Ingested, DecodeError> {
    if value.get("code").as_str() == Some("rest_post_invalid_page_number") {
        return Ok(Ingested::default());
    }
    Err(DecodeError::NotThisFormat { expected: "a feed", found: Some(message) })
}

/// Reads posts.
pub(crate) fn read(posts: &[Value], mut reading: Reading<'_>) -> Ingested {
    let mut items = Vec::new();
    for (index, post) in posts.iter().enumerate() {
        reading.at_item(index);
        match why_skipped(post) {
            Some(why) => reading.report(why, "skipped"),
            None => items.push(read_post(post, &mut reading)),
        }
    }
    let title = items.first().and_then(|item| item.publisher.as_ref()).map(|publisher| publisher.name.clone());
    Ingested { title, items, problems: reading.problems, ..Ingested::default() }
}

fn why_skipped(post: &Value) -> Option<&'static str> {
    let protected = post.get("content").get("protected").as_bool() == Some(true);
    match post.get("status").as_str().unwrap_or("publish") {
        _ if !is_post(post) => Some("not a post"),
        _ if protected => Some("protected by a password"),
        "publish" => None,
        _ => Some("not published"),
    }
}

fn read_post(post: &Value, reading: &mut Reading<'_>) -> NewsItem {
    let yoast = post.get("yoast_head_json");
    let embedded = post.get("_embedded");
    let language = reading.language(post.get("lang").or(yoast.get("og_locale")), None);
    let url = reading.address(post.get("link"), None, "link");
    let title = rendered(post, "title", language.as_ref(), reading);
    let published = published(post, reading);
    let updated = in_utc(post, "modified_gmt", reading);
    let mut standfirst = rendered(post, "excerpt", language.as_ref(), reading).map(without_more_mark);
    let html = post.get("content").get("rendered").as_str().unwrap_or("");
    let mut body = reading.html(html, url.as_ref(), language.as_ref());
    drop_repeated_title(&mut body.blocks, title.as_ref());
    let excerpt = body.blocks.is_empty() && standfirst.is_some();
    if excerpt {
        reading.report("it has no text but its excerpt", "its excerpt stands for the text");
        body.blocks = reading.paragraphs(standfirst.take().as_ref().map_or("", Text::as_str));
    }
    if *embedded == Value::Null {
        reading.report("nothing is embedded in it", "read without author, section, tags and picture");
    }
    let image = featured_image(post, language.as_ref(), reading);
    let item = NewsItem {
        source_id: post.get("id").as_id(),
        format_has_url: true,
        title,
        publisher: publisher(yoast, url.as_ref(), reading),
        standfirst,
        sections: terms(embedded, "category", reading),
        byline: byline(post, reading),
        published,
        updated: if_later(updated, published),
        language,
        image: unless_opening(image, &body),
        blocks: body.blocks,
        tags: terms(embedded, "post_tag", reading),
        url,
        excerpt,
        ..NewsItem::default()
    };
    if item.language.is_none() {
        reading.report_once("posts name no language".to_owned(), "left missing");
    }
    reading.report_missing(&item, false);
    item
}

fn rendered(post: &Value, field: &str, language: Option<&Lang>, reading: &Reading<'_>) -> Option<Text> {
    reading.words(post.get(field).get("rendered").as_str()?, language)
}

/// `date_gmt`, which is in UTC; else the day of `date`, which is in the site's unknown zone.
fn published(post: &Value, reading: &mut Reading<'_>) -> Option<Moment> {
    in_utc(post, "date_gmt", reading).or_else(|| reading.date(post.get("date"), "date"))
}

/// A date and time in UTC that does not say so; `0000-00-00T00:00:00` is WordPress's none.
fn in_utc(post: &Value, field: &'static str, reading: &mut Reading<'_>) -> Option<Moment> {
    let date = post.get(field).as_str().filter(|date| !date.starts_with("0000-"))?;
    let zone = if date.ends_with(['Z', 'z']) { "" } else { "Z" };
    reading.date(&Value::String([date, zone].concat()), field)
}

fn publisher(yoast: &Value, url: Option<&SafeUrl>, reading: &mut Reading<'_>) -> Option<Publisher> {
    let Some(name) = yoast.get("og_site_name").as_str().and_then(|name| reading.words(name, None)) else {
        return reading.publisher_by_host(url);
    };
    Some(Publisher { name, site: url.and_then(SafeUrl::origin).and_then(|origin| SafeUrl::parse(&origin).ok()) })
}

fn byline(post: &Value, reading: &Reading<'_>) -> Vec<Text> {
    let embedded = post.get("_embedded").get("author").items_or_self();
    let names = embedded.iter().filter_map(|author| author.get("name").as_str());
    let names: Vec<Text> = names.filter_map(|name| reading.words(name, None)).collect();
    if names.is_empty() { reading.names(post.get("yoast_head_json").get("author")) } else { names }
}

/// The names of the terms of one taxonomy, each once.
fn terms(embedded: &Value, taxonomy: &str, reading: &Reading<'_>) -> Vec<Text> {
    let mut names: Vec<Text> = Vec::new();
    for term in embedded.get("wp:term").items().iter().flat_map(Value::items_or_self) {
        let counts = term.get("taxonomy").as_str() == Some(taxonomy)
            && !term.get("slug").as_str().is_some_and(|slug| slug.starts_with("uncategori"));
        if let Some(name) = term.get("name").as_str().filter(|_| counts).and_then(|name| reading.words(name, None))
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// The post's picture, in the widest size that a page has use for.
fn featured_image(post: &Value, language: Option<&Lang>, reading: &mut Reading<'_>) -> Option<Image> {
    let media = post.get("_embedded").get("wp:featuredmedia").items_or_self().first()?;
    if let Some(message) = error_message(media) {
        reading.report_value("its picture cannot be had", &message, "left out");
        return None;
    }
    if media.get("media_type").as_str().is_some_and(|kind| kind != "image") {
        return None;
    }
    let details = media.get("media_details");
    let sizes = details.get("sizes").members().iter().map(|(_, size)| (size, size));
    let mut renditions = Vec::new();
    for (file, size) in std::iter::once((media, details)).chain(sizes) {
        if let Some(src) = reading.address(file.get("source_url"), None, "source_url") {
            renditions.push(Rendition { src, width: size.get("width").as_u64(), height: size.get("height").as_u64() });
        }
    }
    let image = widest_for_web(renditions)?;
    Some(Image { alt: reading.line(media.get("alt_text"), language), ..image })
}
