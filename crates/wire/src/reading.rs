//! What the readers of foreign formats share: the source being read, the place in it, and fields
//! turned into the model's types with a problem for each oddity.

use crate::address::clean_url;
use crate::html::HtmlContent;
use crate::ingest::{HtmlContext, Ingest};
use crate::json::Value;
use model::{Block, Inline, InlineText, Lang, Moment, NewsItem, Problem, Publisher, SafeUrl, Text, fold_key};

/// One source being read.
pub(crate) struct Reading<'a> {
    pub(crate) ingest: &'a Ingest<'a>,
    pub(crate) problems: Vec<Problem>,
    place: String,
    date_reported: bool,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(ingest: &'a Ingest<'a>) -> Self {
        Self { ingest, problems: Vec::new(), place: String::new(), date_reported: false }
    }

    /// What follows is about the item at `index`, which problems count from 1.
    pub(crate) fn at_item(&mut self, index: usize) {
        self.place = String::from("item ");
        self.place.push_str(&(index + 1).to_string());
        self.date_reported = false;
    }

    /// What follows is about the line at `index`, which problems count from 1.
    #[cfg(feature = "native")]
    pub(crate) fn at_line(&mut self, index: usize) {
        self.at_item(index);
        self.place = format!("line {}", index + 1);
    }

    pub(crate) fn report(&mut self, what: impl Into<String>, done: &'static str) {
        self.problems.push(Problem {
            source: self.ingest.source.to_owned(),
            place: self.place.clone(),
            what: what.into(),
            done: done.to_owned(),
        });
    }

    /// A problem of the whole source, told once however many items have it.
    pub(crate) fn report_once(&mut self, what: String, done: &'static str) {
        if !self.problems.iter().any(|problem| problem.what == what) {
            let place = std::mem::take(&mut self.place);
            self.report(what, done);
            self.place = place;
        }
    }

    /// A problem that quotes the value it is about, cut to 80 characters.
    pub(crate) fn report_value(&mut self, what: &'static str, value: &str, done: &'static str) {
        let mut sentence = String::from(what);
        sentence.push_str(": ");
        sentence.extend(value.chars().filter(|c| !c.is_control()).take(80));
        self.report(sentence, done);
    }

    /// A name or a line in no stated language.
    pub(crate) fn name(&self, words: &str) -> Option<Text> {
        Text::new(words, self.ingest.surrounding, None)
    }

    /// A line of the item's own text.
    pub(crate) fn line(&self, value: &Value, language: Option<&Lang>) -> Option<Text> {
        Text::new(value.as_str()?, self.ingest.surrounding, language.cloned())
    }

    /// The words of an HTML fragment on one line, its entities decoded.
    pub(crate) fn words(&self, html: &str, language: Option<&Lang>) -> Option<Text> {
        if !html.bytes().any(|byte| matches!(byte, b'<' | b'&')) {
            return Text::new(html, self.ingest.surrounding, language.cloned());
        }
        let mut words = String::new();
        for block in self.ingest.html.read(html, &self.context(None, language)).blocks {
            block.push_words(&mut words);
        }
        Text::new(&words, self.ingest.surrounding, language.cloned())
    }

    /// The names in a list of strings or of objects with a `name`, or in the one that stands for
    /// it; each name once.
    pub(crate) fn names(&self, list: &Value) -> Vec<Text> {
        let mut names: Vec<Text> = Vec::new();
        for entry in list.items_or_self() {
            let name = entry.as_str().or(entry.get("name").as_str()).and_then(|name| self.name(name));
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names
    }

    /// A date; what is odd about it is reported under `field`.
    pub(crate) fn date(&mut self, value: &Value, field: &'static str) -> Option<Moment> {
        let text = value.as_str()?;
        let parsed = crate::dates::parse(text);
        match parsed {
            Some((_, None)) => {}
            Some((_, Some(oddity))) => {
                self.report_value(field, &[text, " (", oddity, ")"].concat(), "only its day is kept");
            }
            None => {
                self.date_reported = true;
                self.report_value(field, text, "no date can be read from it: left out");
            }
        }
        parsed.map(|(moment, _)| moment)
    }

    /// A language tag, or the one of the whole source.
    pub(crate) fn language(&mut self, value: &Value, fallback: Option<&Lang>) -> Option<Lang> {
        let Some(tag) = value.as_str() else { return fallback.cloned() };
        let lang = Lang::parse(tag).ok();
        if lang.is_none() {
            self.report_value("no language tag", tag, "left out");
        }
        lang.or_else(|| fallback.cloned())
    }

    /// An address, resolved and without its tracking parameters; one that is unsafe is reported
    /// under `field`.
    pub(crate) fn address(&mut self, value: &Value, base: Option<&SafeUrl>, field: &'static str) -> Option<SafeUrl> {
        let reference = value.as_str()?;
        let address = clean_url(reference, base.or(self.ingest.address), self.ingest.urls).ok().filter(SafeUrl::is_web);
        if address.is_none() {
            self.report_value(field, reference, "not a web address: left out");
        }
        address
    }

    /// The blocks of an HTML body; what its reader dropped is reported.
    pub(crate) fn html(&mut self, html: &str, base: Option<&SafeUrl>, language: Option<&Lang>) -> HtmlContent {
        let content = self.html_unreported(html, base, language);
        self.report_dropped(&content);
        content
    }

    /// The same, for whoever may have no use for it.
    pub(crate) fn html_unreported(&self, html: &str, base: Option<&SafeUrl>, language: Option<&Lang>) -> HtmlContent {
        self.ingest.html.read(html, &self.context(base, language))
    }

    /// Reports what the reader of an HTML body dropped.
    pub(crate) fn report_dropped(&mut self, content: &HtmlContent) {
        if !content.dropped.is_empty() {
            self.report(content.dropped.join("; "), "dropped from its body");
        }
    }

    fn context<'b>(&self, base: Option<&'b SafeUrl>, language: Option<&'b Lang>) -> HtmlContext<'b>
    where
        'a: 'b,
    {
        HtmlContext { base: base.or(self.ingest.address), surrounding: self.ingest.surrounding, language }
    }

    /// Paragraphs of a plain text: at blank lines where it has any, else at every line.
    pub(crate) fn paragraphs(&self, text: &str) -> Vec<Block> {
        let has_blank_lines = text.trim().lines().any(|line| line.trim().is_empty());
        let mut paragraphs: Vec<InlineText> = Vec::new();
        let mut open = false;
        for line in text.lines() {
            let Some(line) = InlineText::plain(line, self.ingest.surrounding) else {
                open = false;
                continue;
            };
            match paragraphs.last_mut().filter(|_| open) {
                Some(paragraph) => {
                    paragraph.inlines.push(Inline::Break);
                    paragraph.inlines.extend(line.inlines);
                    let words = paragraph.to_plain();
                    paragraph.dir = model::Direction::of(&words).unwrap_or(self.ingest.surrounding);
                }
                None => paragraphs.push(line),
            }
            open = has_blank_lines;
        }
        paragraphs.into_iter().map(Block::Paragraph).collect()
    }

    /// A publisher known by nothing but the site that `url` is on.
    pub(crate) fn publisher_by_host(&mut self, url: Option<&SafeUrl>) -> Option<Publisher> {
        let url = url?;
        let host = url.host();
        let name = self.name(host.strip_prefix("www.").unwrap_or(host))?;
        self.report_once(["no publisher is named at ", host].concat(), "its host stands for the name");
        Some(Publisher { name, site: url.origin().and_then(|origin| SafeUrl::parse(&origin).ok()) })
    }

    /// Reports, in one problem, which of the fields that a reader asks about are missing.
    /// A format that has no field for languages is not asked for them.
    pub(crate) fn report_missing(&mut self, item: &NewsItem, format_has_language: bool) {
        self.report_missing_fields(item, true, format_has_language);
    }

    /// The same of a format that may have no field for authors either.
    pub(crate) fn report_missing_fields(
        &mut self,
        item: &NewsItem,
        format_has_author: bool,
        format_has_language: bool,
    ) {
        let missing = [
            (item.title.is_none(), "title"),
            (item.url.is_none() && item.format_has_url, "address"),
            (item.publisher.is_none(), "publisher"),
            (item.published.is_none() && !self.date_reported, "date"),
            (item.byline.is_empty() && format_has_author, "author"),
            (item.language.is_none() && format_has_language, "language"),
            (item.blocks.is_empty(), "text"),
        ];
        let mut what = String::new();
        for (_, name) in missing.iter().filter(|(is_missing, _)| *is_missing) {
            what.push_str(if what.is_empty() { "no " } else { ", no " });
            what.push_str(name);
        }
        if !what.is_empty() {
            self.report(what, "left missing");
        }
    }
}

/// Removes a first heading or paragraph that only repeats the title.
pub(crate) fn drop_repeated_title(blocks: &mut Vec<Block>, title: Option<&Text>) {
    let opening = match blocks.first() {
        Some(Block::Heading { text, .. } | Block::Paragraph(text)) => fold_key(&text.to_plain()),
        _ => return,
    };
    if title.is_some_and(|title| fold_key(title.as_str()) == opening) {
        blocks.remove(0);
    }
}

/// `updated` where it is later than `published`.
pub(crate) fn if_later(updated: Option<Moment>, published: Option<Moment>) -> Option<Moment> {
    updated.filter(|updated| published.is_none_or(|published| updated.order_key() > published.order_key()))
}

/// A summary without the `[…]` that WordPress ends a cut one with: one ellipsis says the same.
pub(crate) fn without_more_mark(excerpt: Text) -> Text {
    let cut = ["[…]", "[...]"].iter().find_map(|mark| excerpt.as_str().strip_suffix(mark));
    let Some(cut) = cut else { return excerpt };
    Text::new(&[cut.trim_end(), "…"].concat(), excerpt.dir(), excerpt.lang().cloned()).unwrap_or(excerpt)
}
