//! What a capture says of where its story comes from.

use crate::reading::Reading;
use model::{Moment, Publisher, SafeUrl, Text, fold_key};

/// What an attribution names.
#[derive(Default)]
pub(super) struct Attribution {
    /// The original title, without its outer quotation marks.
    pub(super) title: Option<Text>,
    pub(super) publisher: Option<Publisher>,
    pub(super) fetched: Option<Moment>,
    pub(super) disclaimer: Option<Text>,
}

/// Phrases before the original site that make a line an attribution wherever they stand in it;
/// folded as [`fold_key`] does.
const FIRST_PUBLISHED: [&str; 5] =
    ["نشر اولا علي", "نشر لاول مره علي", "المنشور اولا علي", "نشر هذا الخبر اولا علي", "نشر في الاصل علي"];

/// Phrases before the original site that make a line an attribution only where it opens with them:
/// in the middle of a paragraph they quote somebody.
const ACCORDING_TO: [&str; 6] = ["نقلا عن", "المصدر", "مصدر الخبر", "المصدر الاصلي", "عن موقع", "منقول عن"];

/// Phrases before the day on which the copy was taken.
const FETCHED: [&str; 6] = ["جلبه", "جلب الخبر", "تم الجلب", "استرجاعه", "نسخه", "بتاريخ"];

/// Phrases that open a disclaimer.
const DISCLAIMERS: [&str; 8] = [
    "لا يتحمل",
    "لا تتحمل",
    "لا نتحمل",
    "غير مسؤول",
    "لا يعبر عن",
    "لا تعبر عن",
    "اخلاء مسؤوليه",
    "بامكانكم الاطلاع علي تفاصيل",
];

/// What stands between the phrase and the site's name.
const BEFORE_SITE: [&str; 6] = ["الموقع", "موقع", "صحيفه", "جريده", "وكاله", "منصه"];

/// What ends the site's name.
const AFTER_SITE: [&str; 5] = [" وتم ", " تم ", " بتاريخ", " وقد ", " وجلب"];

/// Whether an attribution begins with this line.
pub(super) fn opens(line: &str) -> bool {
    site_phrase(&Folded::new(line)).is_some()
}

/// Whether a line after an attribution's first is still part of it.
pub(super) fn continues(line: &str) -> bool {
    let folded = fold_key(line);
    let says_when = FETCHED.iter().any(|phrase| folded.starts_with(phrase)) || folded.starts_with("تم ");
    says_when || disclaimer_start(&Folded::new(line)).is_some_and(|start| start < 40) || opens(line)
}

/// Reads the lines of an attribution.
pub(super) fn read(lines: &[&str], reading: &mut Reading<'_>) -> Attribution {
    let mut attribution = Attribution::default();
    let mut disclaimer = String::new();
    for line in lines {
        let folded = Folded::new(line);
        let start = disclaimer_start(&folded).unwrap_or(line.len());
        let (facts, refusal) = line.split_at(start);
        disclaimer.push_str(refusal);
        disclaimer.push(' ');
        read_facts(facts, &mut attribution, reading);
    }
    attribution.disclaimer = reading.name(&disclaimer);
    attribution
}

fn read_facts(facts: &str, attribution: &mut Attribution, reading: &mut Reading<'_>) {
    let folded = Folded::new(facts);
    let site = site_phrase(&folded);
    if attribution.title.is_none() {
        let before_site = site.as_ref().map_or(facts, |site| &facts[..site.start]);
        attribution.title = quoted(before_site).and_then(|title| reading.name(title));
    }
    if let Some(site) = site.filter(|_| attribution.publisher.is_none()) {
        attribution.publisher = publisher(&facts[site.end..], reading);
    }
    if attribution.fetched.is_none()
        && let Some(found) = FETCHED.iter().rev().find_map(|phrase| folded.find(phrase))
    {
        let after = facts[found.end..].trim_start_matches([' ', ':']);
        match crate::dates::parse(after) {
            Some((fetched, _)) => attribution.fetched = Some(fetched),
            None => reading.report_value("the day it was fetched", after, "no date can be read from it: left out"),
        }
    }
}

/// Where the phrase before the site's name stands.
fn site_phrase(line: &Folded<'_>) -> Option<std::ops::Range<usize>> {
    let opening = ACCORDING_TO.iter().filter_map(|phrase| line.find(phrase).filter(|found| found.start == 0));
    FIRST_PUBLISHED.iter().find_map(|phrase| line.find(phrase)).or_else(|| opening.max_by_key(|found| found.end))
}

/// Where a disclaimer begins: at its sentence's first word.
fn disclaimer_start(line: &Folded<'_>) -> Option<usize> {
    let phrase = DISCLAIMERS.iter().filter_map(|phrase| line.find(phrase)).map(|found| found.start).min()?;
    let before = &line.original[..phrase];
    let sentence =
        before.rfind(['.', '؛', '!']).map_or(0, |stop| stop + before[stop..].chars().next().map_or(0, char::len_utf8));
    Some(sentence + before[sentence..].len() - before[sentence..].trim_start().len())
}

/// What the outermost quotation marks of `text` enclose: from its first mark to the last that
/// closes it, since titles quote too.
fn quoted(text: &str) -> Option<&str> {
    let (open, mark) = text.char_indices().find(|(_, c)| matches!(c, '"' | '“' | '”' | '„' | '«' | '\'' | '‘'))?;
    let start = open + mark.len_utf8();
    let closing: &[char] = match mark {
        '"' => &['"'],
        '«' => &['»'],
        '‘' => &['’'],
        '\'' => &['\''],
        _ => &['”', '“'],
    };
    let end = start + text[start..].rfind(closing)?;
    Some(text[start..end].trim()).filter(|title| !title.is_empty())
}

/// The site named at the start of `text`: a name, or a bare domain, which is then also its address.
fn publisher(text: &str, reading: &Reading<'_>) -> Option<Publisher> {
    let mut text = text.trim_start_matches([' ', ':']);
    while let Some(found) = BEFORE_SITE.iter().find_map(|word| Folded::new(text).find(word).filter(|f| f.start == 0)) {
        let after = &text[found.end..];
        if !after.starts_with([' ', ':']) {
            break;
        }
        text = after.trim_start_matches([' ', ':']);
    }
    let folded = Folded::new(text);
    let stops = AFTER_SITE.iter().filter_map(|phrase| folded.find(phrase)).map(|found| found.start);
    let end = stops.chain(text.find(['،', ',', '(', '\u{061B}'])).chain(text.find(". ")).min().unwrap_or(text.len());
    let name = text[..end].trim_matches([' ', '.', '"', '“', '”', '«', '»', ':']);
    let address = if name.starts_with("http://") || name.starts_with("https://") {
        SafeUrl::parse(name).ok()
    } else {
        is_domain(name).then(|| SafeUrl::parse(&["https://", name].concat()).ok()).flatten()
    };
    let shown = address.as_ref().map_or(name, |url| url.host());
    let site = address.as_ref().and_then(SafeUrl::origin).and_then(|origin| SafeUrl::parse(&origin).ok());
    Some(Publisher { name: reading.name(shown)?, site })
}

/// Whether `name` is a domain name and nothing else.
fn is_domain(name: &str) -> bool {
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let top = name.rsplit('.').next().unwrap_or("");
    name.contains('.') && name.split('.').all(label) && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic())
}

/// A text, searched by folded phrases and answered in its own positions.
struct Folded<'a> {
    original: &'a str,
    folded: String,
    /// For each byte of `folded`, where its character begins in `original`.
    origins: Vec<usize>,
}

impl<'a> Folded<'a> {
    fn new(original: &'a str) -> Self {
        let (mut folded, mut origins) = (String::new(), Vec::new());
        for (at, c) in original.char_indices() {
            let letter = if c.is_whitespace() { " ".to_owned() } else { fold_key(c.encode_utf8(&mut [0; 4])) };
            origins.resize(origins.len() + letter.len(), at);
            folded.push_str(&letter);
        }
        Self { original, folded, origins }
    }

    /// Where `phrase` first stands as whole words, in `original`.
    fn find(&self, phrase: &str) -> Option<std::ops::Range<usize>> {
        let starts_word = |at: usize| !self.folded[..at].ends_with(char::is_alphabetic);
        let ends_word = |at: usize| !self.folded[at..].starts_with(char::is_alphabetic);
        let whole = |(at, _): &(usize, &str)| {
            (phrase.starts_with(' ') || starts_word(*at)) && (phrase.ends_with(' ') || ends_word(at + phrase.len()))
        };
        let (at, _) = self.folded.match_indices(phrase).find(whole)?;
        let end = self.origins.get(at + phrase.len()).copied().unwrap_or(self.original.len());
        Some(self.origins[at]..end)
    }
}
