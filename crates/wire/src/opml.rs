//! OPML 1.0 and 2.0 (<http://opml.org/spec2.opml>): a list of feeds, read only.

use crate::documents::{FeedList, LinkedFeed};
use crate::json::Value;
use crate::reading::Reading;
use crate::xml::{Tag, Token, Tokens, attributes, split_name};
use model::Text;

/// How many feeds are read.
const MAX_FEEDS: usize = 10_000;

/// Whether a root element of this name is one of a list of feeds.
pub(crate) fn is_root(name: &str) -> bool {
    name.eq_ignore_ascii_case("opml")
}

/// Reads a list. An outline around a feed is its section.
pub(crate) fn read(text: &str, mut reading: Reading<'_>) -> FeedList {
    let mut list = FeedList::default();
    // For each open outline, the name of the section that it stands for.
    let mut open: Vec<Option<Text>> = Vec::new();
    let mut title = None;
    for (range, token) in Tokens::new(text) {
        match token {
            Token::Start(tag) if is_named(tag.name, "outline") => {
                let section = outline(tag, open.last().cloned().flatten(), &mut list, &mut reading);
                if !tag.is_empty {
                    open.push(section);
                }
            }
            Token::End(name) if is_named(name, "outline") => {
                open.pop();
            }
            Token::Start(tag) if is_named(tag.name, "title") => title = Some(range.end),
            Token::End(name) if is_named(name, "title") && list.title.is_none() => {
                let words = title.map(|start| crate::xml::text_of(&text[start..range.start]));
                list.title = words.and_then(|words| reading.name(&words));
            }
            Token::Cut => reading.report("it is cut off", "what came is kept"),
            _ => {}
        }
        if list.feeds.len() >= MAX_FEEDS {
            reading.report("it lists more than 10,000 feeds", "the rest is left out");
            break;
        }
    }
    list.problems = reading.problems;
    list
}

fn is_named(name: &str, local: &str) -> bool {
    split_name(name).1.eq_ignore_ascii_case(local)
}

/// Adds the feed that an outline names; else gives the section that it stands for.
fn outline(tag: Tag<'_>, section: Option<Text>, list: &mut FeedList, reading: &mut Reading<'_>) -> Option<Text> {
    let attributes = attributes(tag.attributes);
    let attribute = |name: &str| {
        let found = attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))?;
        Some(found.value().into_owned()).filter(|value| !value.trim().is_empty())
    };
    let title = attribute("title").or_else(|| attribute("text")).and_then(|title| reading.name(&title));
    let Some(address) = attribute("xmlUrl") else { return title.or(section) };
    reading.at_item(list.feeds.len());
    if let Some(url) = reading.address(&Value::String(address), None, "xmlUrl")
        && list.feeds.iter().rev().take(1000).all(|feed| feed.url != url)
    {
        list.feeds.push(LinkedFeed { title, url, section: section.clone() });
    }
    section
}
