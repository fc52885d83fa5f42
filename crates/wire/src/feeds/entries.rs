//! `feed-rs` on a mended feed, its panics contained.

use super::repair::{Kind, Repaired};
use feed_rs::model::{Entry, Feed};
use feed_rs::parser::Builder;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `feed-rs` says of the feed itself and of each of its items, or why it says nothing.
pub(super) struct Entries {
    pub feed: Option<Feed>,
    pub entries: Vec<Result<Entry, String>>,
}

/// Reads the feed whole; where that fails, each item by itself, so that one costs no other.
pub(super) fn read(repaired: &Repaired<'_>) -> Entries {
    let whole = parse(&repaired.xml);
    if let Ok(mut feed) = whole
        && feed.entries.len() == repaired.items.len()
    {
        let entries = std::mem::take(&mut feed.entries).into_iter().map(Ok).collect();
        return Entries { feed: Some(feed), entries };
    }
    let entries = repaired.items.iter().map(|item| {
        let feed = parse(&alone(repaired, &repaired.xml[item.span.clone()]))?;
        feed.entries.into_iter().next().ok_or_else(|| "it holds nothing".to_owned())
    });
    Entries { entries: entries.collect(), feed: parse(&alone(repaired, &without_items(repaired))).ok() }
}

fn parse(xml: &str) -> Result<Feed, String> {
    // Dates are read as they are written, elsewhere; ids are the feed's own or none.
    let read = || {
        let parser = Builder::new().sanitize_content(false).timestamp_parser(|_| None);
        parser.id_generator(|_, _, _| String::new()).build().parse(xml.as_bytes())
    };
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(parsed) => parsed.map_err(|error| error.to_string()),
        Err(_) => Err("its parser failed".to_owned()),
    }
}

/// `inner` as the only content of such a feed.
fn alone(repaired: &Repaired<'_>, inner: &str) -> String {
    let root = &repaired.xml[repaired.root.clone()];
    if inner.starts_with(root) {
        return inner.to_owned();
    }
    match repaired.kind {
        Kind::Rss => [root, "<channel>", inner, "</channel>", &repaired.end].concat(),
        Kind::Rdf | Kind::Atom => [root, inner, &repaired.end].concat(),
    }
}

/// What stands in the root, or in RSS's channel, beside the items.
fn without_items(repaired: &Repaired<'_>) -> String {
    let mut head = String::new();
    let mut copied = repaired.root.end;
    for item in &repaired.items {
        head.push_str(repaired.xml.get(copied..item.span.start).unwrap_or(""));
        copied = item.span.end;
    }
    head.push_str(repaired.xml.get(copied..).and_then(|rest| rest.strip_suffix(repaired.end.as_str())).unwrap_or(""));
    let channel = head.find("<channel").and_then(|start| Some(start + head[start..].find('>')? + 1));
    match (repaired.kind, channel, head.rfind("</channel>")) {
        (Kind::Rss, Some(start), Some(end)) if start <= end => head[start..end].to_owned(),
        _ => head,
    }
}
