//! IPTC ninjs 1.x, 2.x and 3.x (<https://iptc.org/standards/ninjs/>), read only.
//!
//! The versions spell one property in up to three ways (`versioncreated`, `versionCreated`;
//! `headline`, `headlines[]`; `body_xhtml`, `bodies[]`): all are read, whatever the version says.
//! Subjects become tags. ninjs has no section; only a subject whose `rel` is `section` names one.
//! `edNote` is for editors and never read.

mod body;
mod picture;
mod role;

use crate::Ingested;
use crate::html::HtmlContent;
use crate::json::Value;
use crate::pictures::unless_opening;
use crate::reading::{Reading, drop_repeated_title, if_later};
use model::{Lang, Moment, NewsItem, PublicationStatus, Publisher, SafeUrl, Text};
use role::Roled;

/// Properties that make an object with a `uri` an item, in any version.
const WITH_URI: [&str; 7] =
    ["headline", "versioncreated", "versionCreated", "type", "renditions", "associations", "eventDetails"];

/// Whether `value` is an item: by the texts that only ninjs has, or a `uri` and some other property
/// of ninjs; or a bundle of items.
pub(crate) fn is_item(value: &Value) -> bool {
    let has = |field: &str| *value.get(field) != Value::Null;
    let has_list = |field: &str| matches!(value.get(field), Value::Array(_));
    value.get("uri").as_str().is_some() && WITH_URI.iter().any(|field| has(field))
        || ["bodies", "headlines", "descriptions"].iter().any(|field| has_list(field))
        || value.members().iter().any(|(key, _)| key.starts_with("body_") || key.starts_with("description_"))
        || is_bundle(value)
}

/// Whether `value` is only a wrapper around the items in its `associations`.
fn is_bundle(value: &Value) -> bool {
    !has_text(value) && associated(value).any(|item| is_text_type(item) && has_text(item))
}

/// Reads items; those of a bundle stand in its place.
pub(crate) fn read(items: &[Value], mut reading: Reading<'_>) -> Ingested {
    let flat = items.iter().flat_map(|item| -> Box<dyn Iterator<Item = &Value>> {
        if is_bundle(item) { Box::new(associated(item)) } else { Box::new(std::iter::once(item)) }
    });
    let mut read = Vec::new();
    for (index, item) in flat.enumerate() {
        reading.at_item(index);
        match why_skipped(item) {
            Some(why) => reading.report(why, "skipped"),
            None => read.push(read_item(item, &mut reading)),
        }
    }
    Ingested { items: read, problems: reading.problems, ..Ingested::default() }
}

fn why_skipped(item: &Value) -> Option<&'static str> {
    if item.members().is_empty() {
        return Some("not an item");
    }
    match kind(item) {
        "picture" | "graphic" => Some("a picture, not a text"),
        "audio" => Some("a sound, not a text"),
        "video" | "animation" => Some("a video, not a text"),
        "event" => Some("an event, not a text"),
        _ if !has_text(item) && status(item) == Some(PublicationStatus::Usable) => Some("it has no text"),
        _ => None,
    }
}

/// The item's `type`; an item that says none but has an event's details is an event.
fn kind(item: &Value) -> &str {
    let details = item.first_of(&["eventDetails", "eventdetails"]);
    let untold = if *details == Value::Null { "" } else { "event" };
    item.get("type").as_str().unwrap_or(untold)
}

fn is_text_type(item: &Value) -> bool {
    matches!(kind(item), "" | "text" | "composite")
}

/// Whether it has words of its own: a body or a description.
fn has_text(item: &Value) -> bool {
    [("bodies", "body"), ("descriptions", "description")]
        .iter()
        .any(|(plural, singular)| !role::all(item, plural, singular).is_empty())
}

/// The items in `associations`: an array, in 1.x an object by name.
fn associated(item: &Value) -> impl Iterator<Item = &Value> {
    let associations = item.get("associations");
    associations.items().iter().chain(associations.members().iter().map(|(_, association)| association))
}

fn read_item(value: &Value, reading: &mut Reading<'_>) -> NewsItem {
    let language = reading.language(value.get("language"), None);
    let uri = value.get("uri").as_str().unwrap_or("");
    let is_web = uri.starts_with("http://") || uri.starts_with("https://");
    let url = if is_web { reading.address(value.get("uri"), None, "uri") } else { None };
    let headlines = role::all(value, "headlines", "headline");
    let title =
        role::prefer(&headlines, &["main", ""]).and_then(|headline| words(headline, language.as_ref(), reading));
    let title = title.or_else(|| reading.line(value.get("title"), language.as_ref()));
    let mut body = body::read(value, url.as_ref(), language.as_ref(), reading);
    drop_repeated_title(&mut body.blocks, title.as_ref());
    let (standfirst, excerpt) = standfirst(value, &mut body, language.as_ref(), reading);
    let (published, updated) = dates(value, reading);
    let (status, embargo) = publication(value, reading);
    let image = picture::chief(value, language.as_ref(), reading).filter(|_| body.opening_image.is_none());
    let item = NewsItem {
        source_id: value.get("uri").as_id(),
        version: value.get("version").as_u64(),
        format_has_url: is_web,
        title,
        publisher: publisher(value, url.as_ref(), reading),
        url,
        standfirst,
        sections: subjects(value, true, reading),
        dateline: reading.line(value.get("located"), None),
        byline: byline(value, reading),
        published,
        updated: if_later(updated, published),
        language,
        image: unless_opening(image, &body),
        blocks: body.blocks,
        tags: subjects(value, false, reading),
        notice: notice(value, reading),
        excerpt,
        status,
        embargo,
        expires: reading.date(value.get("expires"), "expires"),
        ..NewsItem::default()
    };
    reading.report_missing(&item, true);
    item
}

fn words(roled: &Roled<'_>, language: Option<&Lang>, reading: &Reading<'_>) -> Option<Text> {
    if roled.is_html() {
        reading.words(roled.text, language)
    } else {
        Text::new(roled.text, reading.ingest.surrounding, language.cloned())
    }
}

/// The summary, and whether it had to stand for the text.
fn standfirst(
    value: &Value,
    body: &mut HtmlContent,
    language: Option<&Lang>,
    reading: &mut Reading<'_>,
) -> (Option<Text>, bool) {
    let descriptions = role::all(value, "descriptions", "description");
    let chosen = role::prefer(&descriptions, &["summary", "lead", "standfirst", "main", "text", ""]);
    let Some(description) = chosen else { return (None, false) };
    if !body.blocks.is_empty() {
        let summary = words(description, language, reading);
        return (summary.filter(|summary| !is_body_again(summary, body)), false);
    }
    reading.report("it has no text but a description", "its description stands for the text");
    body.blocks = body::blocks(description, None, language, reading).blocks;
    (None, true)
}

/// Whether a description is no summary but most of the text once more.
fn is_body_again(description: &Text, body: &HtmlContent) -> bool {
    let mut words = String::new();
    body.blocks.iter().for_each(|block| block.push_words(&mut words));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (description, body) = (letters(description.as_str()), letters(&words));
    description.len() * 2 > body.len() && body.contains(&description)
}

/// First published, and last changed.
fn dates(value: &Value, reading: &mut Reading<'_>) -> (Option<Moment>, Option<Moment>) {
    let first = reading.date(value.first_of(&["firstCreated", "firstcreated"]), "firstCreated");
    let version = reading.date(value.first_of(&["versionCreated", "versioncreated"]), "versionCreated");
    let content = reading.date(value.first_of(&["contentCreated", "contentcreated"]), "contentCreated");
    if first.or(content).is_none() && version.is_some() && value.get("version").as_u64().is_some_and(|n| n > 1) {
        reading.report("it has no date but its latest version's", "taken for its date");
    }
    (first.or(content).or(version), version)
}

/// Whether it may be published, and from when.
fn publication(value: &Value, reading: &mut Reading<'_>) -> (PublicationStatus, Option<Moment>) {
    let mut status = status(value).unwrap_or_else(|| {
        reading.report("its pubStatus is not one of IPTC's", "withheld");
        PublicationStatus::Withheld
    });
    let field = value.first_of(&["embargoedUntil", "embargoeduntil", "embargoed"]);
    let embargo = match field.as_str().map(crate::dates::parse) {
        Some(Some((Moment::Day(day), _))) => {
            reading.report("its embargo names no hour and zone", "held until that day is over everywhere");
            Some(Moment::Instant((day.to_days() + 1) * 86_400 + 12 * 3600))
        }
        Some(Some((instant, _))) => Some(instant),
        Some(None) => {
            reading.report("its embargo cannot be read", "withheld");
            if status == PublicationStatus::Usable {
                status = PublicationStatus::Withheld;
            }
            None
        }
        None => None,
    };
    (status, embargo)
}

/// `pubStatus`; usable where nothing is said, `None` for what IPTC does not know.
fn status(value: &Value) -> Option<PublicationStatus> {
    let Some(status) = value.first_of(&["pubStatus", "pubstatus"]).as_str() else {
        return Some(PublicationStatus::Usable);
    };
    // Some write the scheme before the code: `stat:usable`.
    match status.rsplit(':').next().unwrap_or(status).to_ascii_lowercase().as_str() {
        "usable" => Some(PublicationStatus::Usable),
        "withheld" => Some(PublicationStatus::Withheld),
        "canceled" | "cancelled" => Some(PublicationStatus::Canceled),
        _ => None,
    }
}

fn byline(value: &Value, reading: &Reading<'_>) -> Vec<Text> {
    let by = reading.names(value.first_of(&["by", "byline"]));
    if !by.is_empty() {
        return by;
    }
    let wrote = |person: &&Value| matches!(person.get("rel").as_str(), Some("author" | "creator" | "by"));
    let people = value.first_of(&["people", "person"]).items();
    people.iter().filter(wrote).filter_map(|person| reading.line(person.get("name"), None)).collect()
}

/// The copyright holder, else the first source of information, else the host of its page.
fn publisher(value: &Value, url: Option<&SafeUrl>, reading: &mut Reading<'_>) -> Option<Publisher> {
    let holder = value.first_of(&["copyrightHolder", "copyrightholder"]);
    let sources = value.first_of(&["infoSources", "infosources", "infosource"]);
    let name = reading.line(holder, None).or_else(|| reading.names(sources).into_iter().next());
    match name {
        Some(name) => Some(Publisher { name, site: None }),
        None => reading.publisher_by_host(url),
    }
}

/// The subjects that name a section, or those that do not.
fn subjects(value: &Value, sections: bool, reading: &Reading<'_>) -> Vec<Text> {
    let subjects = value.first_of(&["subjects", "subject"]).items_or_self().iter();
    let chosen = subjects.filter(|subject| (subject.get("rel").as_str() == Some("section")) == sections);
    reading.names(&Value::Array(chosen.cloned().collect()))
}

fn notice(value: &Value, reading: &Reading<'_>) -> Option<Text> {
    let copyright = value.first_of(&["copyrightNotice", "copyrightnotice"]).as_str();
    let usage = value.first_of(&["usageTerms", "usageterms"]).as_str();
    reading.name(&[copyright.unwrap_or(""), " ", usage.unwrap_or("")].concat())
}
