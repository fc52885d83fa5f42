//! A plain-text capture of an aggregator's page (native).
//!
//! Its lines, blank ones aside, are: the site's own headline; an attribution that names the
//! original title in quotation marks, the original site and the day it was fetched; a disclaimer;
//! paragraphs, with sub-headings between them; and, one a line, the section labels of related
//! stories. The attribution may also stand at the end. What is not there is a problem, never a guess.

mod attribution;

use crate::Ingested;
use crate::reading::Reading;
use attribution::Attribution;
use model::{Block, InlineText, NewsItem, RelatedStory, SectionRef, SectionSlug, Text};

/// How many lines from either end an attribution is looked for.
const ATTRIBUTION_WITHIN: usize = 12;

/// The longest sub-heading, in characters.
const LONGEST_HEADING: usize = 90;

/// The longest section label, in characters, and in words.
const LONGEST_LABEL: (usize, usize) = (30, 4);

/// What a line before the section labels may say of them.
const RELATED_TITLES: [&str; 6] =
    ["اخبار ذات صله", "مواضيع ذات صله", "اخبار متعلقه", "اقرا ايضا", "قد يهمك", "ذات صله"];

/// Reads a capture; `None` where `text` has no attribution, so is no capture.
pub(crate) fn read(text: &str, mut reading: Reading<'_>) -> Option<Ingested> {
    let text = text.trim_start_matches('\u{FEFF}');
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (range, attribution) = find_attribution(&lines, &mut reading)?;
    let (before, after) = (&lines[..range.start], &lines[range.end..]);
    let title = before.first().and_then(|line| reading.name(line));
    let body: Vec<&str> = before.iter().skip(1).chain(after).copied().collect();
    let (body, labels) = split_labels(&body);
    let blocks = blocks(body, &reading);
    report_missing(&attribution, title.as_ref(), &blocks, &mut reading);
    let item = NewsItem {
        format_has_url: false,
        title,
        original_title: attribution.title,
        publisher: attribution.publisher,
        fetched: attribution.fetched,
        disclaimer: attribution.disclaimer,
        related: labels.iter().filter_map(|label| related(label, &reading)).collect(),
        blocks,
        ..NewsItem::default()
    };
    Some(Ingested { items: vec![item], problems: reading.problems, ..Ingested::default() })
}

/// The attribution and the lines that it takes.
fn find_attribution(lines: &[&str], reading: &mut Reading<'_>) -> Option<(std::ops::Range<usize>, Attribution)> {
    let near_an_end = |index: &usize| *index < ATTRIBUTION_WITHIN || index + ATTRIBUTION_WITHIN >= lines.len();
    let start = (0..lines.len()).filter(near_an_end).find(|&index| attribution::opens(lines[index]))?;
    let more = lines[start + 1..].iter().take_while(|line| attribution::continues(line)).count();
    let end = start + 1 + more;
    Some((start..end, attribution::read(&lines[start..end], reading)))
}

/// The body, and the section labels that follow it.
fn split_labels<'a, 'b>(lines: &'b [&'a str]) -> (&'b [&'a str], &'b [&'a str]) {
    let labels = lines.iter().rev().take_while(|line| is_label(line)).count();
    // A capture that is nothing but short lines has no labels: something must be the text.
    let split = if labels == lines.len() { labels } else { lines.len() - labels };
    let (body, labels) = lines.split_at(split);
    match body.split_last() {
        Some((last, body)) if is_related_title(last) => (body, labels),
        _ => match labels.split_first() {
            Some((first, labels)) if is_related_title(first) => (body, labels),
            _ => (body, labels),
        },
    }
}

fn is_related_title(line: &str) -> bool {
    let folded = model::fold_key(line);
    RELATED_TITLES.contains(&folded.trim_end_matches([':', '.', '…', ' ']))
}

fn is_label(line: &str) -> bool {
    let (characters, words) = LONGEST_LABEL;
    line.chars().count() <= characters && line.split_whitespace().count() <= words && !ends_a_sentence(line)
}

fn blocks(lines: &[&str], reading: &Reading<'_>) -> Vec<Block> {
    let surrounding = reading.ingest.surrounding;
    let is_paragraph = |index: usize| lines.get(index).is_some_and(|line| !could_be_heading(line));
    let mut blocks = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let between_paragraphs = index > 0 && is_paragraph(index - 1) && is_paragraph(index + 1);
        blocks.extend(if between_paragraphs && could_be_heading(line) {
            InlineText::plain(line, surrounding).map(|text| Block::Heading { level: 2, text })
        } else {
            Block::paragraph(line, surrounding)
        });
    }
    blocks
}

fn could_be_heading(line: &str) -> bool {
    line.chars().count() <= LONGEST_HEADING && !ends_a_sentence(line)
}

fn ends_a_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '»', ')', ']', '\'', '’', ' ']);
    line.ends_with(['.', '۔', '؟', '?', '!', ':', '…', '؛', ';', '،', ','])
}

fn related(label: &str, reading: &Reading<'_>) -> Option<RelatedStory> {
    let name = reading.name(label)?;
    Some(RelatedStory {
        id: None,
        title: None,
        section: Some(SectionRef { slug: SectionSlug::of_name(name.as_str()), name }),
    })
}

fn report_missing(attribution: &Attribution, title: Option<&Text>, blocks: &[Block], reading: &mut Reading<'_>) {
    for (missing, what) in [
        (title.is_none(), "no headline of its own"),
        (attribution.title.is_none(), "its attribution names no original title"),
        (attribution.publisher.is_none(), "its attribution names no original site"),
        (attribution.fetched.is_none(), "its attribution names no day on which it was fetched"),
        (attribution.disclaimer.is_none(), "no disclaimer"),
        (blocks.is_empty(), "no text"),
    ] {
        if missing {
            reading.report(what, "left missing");
        }
    }
    reading.report("a plain capture names no date, author and language of the original", "left missing");
}
