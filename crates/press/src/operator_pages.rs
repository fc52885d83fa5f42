//! The operator's own pages, from Markdown: through HTML and the one reader of it, into blocks.

use crate::config::Config;
use model::{OperatorPage, PageLink, Problem, SectionSlug, Text};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::path::Path;
use wire::ingest::{HtmlContext, HtmlReader};
use wire::native::{NativeHtml, NativeUrls};

/// Reads the pages that `config` names, in its order; what cannot be read is a problem.
pub(crate) fn read(config: &Config, problems: &mut Vec<Problem>) -> Vec<OperatorPage> {
    config.pages.iter().filter_map(|(slug, path)| read_page(slug, path, config, problems)).collect()
}

/// The link to `page` in the footer.
pub(crate) fn link(page: &OperatorPage) -> PageLink {
    PageLink { slug: page.slug.clone(), title: page.title.clone() }
}

fn read_page(slug: &SectionSlug, path: &Path, config: &Config, problems: &mut Vec<Problem>) -> Option<OperatorPage> {
    let mut report = |what: String, done: &str| {
        let place = format!("pages.{slug}");
        problems.push(Problem { source: path.display().to_string(), place, what, done: done.to_owned() });
    };
    let markdown = match std::fs::read_to_string(path) {
        Ok(markdown) => markdown,
        Err(error) => {
            report(format!("it cannot be read: {error}"), "left out");
            return None;
        }
    };
    let (title, body) = split_title(&markdown);
    let title = Text::new(&title, config.site.dir, None).or_else(|| {
        report("it has no heading of the first level".to_owned(), "called by its name in URLs");
        Text::new(slug.as_str(), config.site.dir, None)
    })?;
    let context =
        HtmlContext { base: config.site.url.as_ref(), surrounding: config.site.dir, language: Some(&config.site.lang) };
    let content = NativeHtml { urls: &NativeUrls }.read(&body, &context);
    for dropped in content.dropped {
        report(dropped.to_owned(), "dropped");
    }
    Some(OperatorPage { slug: slug.clone(), title, blocks: content.blocks })
}

/// The words of the first heading of the first level, and the HTML of everything else.
fn split_title(markdown: &str) -> (String, String) {
    let mut title = String::new();
    let mut body = Vec::new();
    let (mut in_title, mut titled) = (false, false);
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) if !titled => {
                (in_title, titled) = (true, true);
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if in_title => in_title = false,
            Event::Text(text) | Event::Code(text) if in_title => title.push_str(&text),
            Event::SoftBreak | Event::HardBreak if in_title => title.push(' '),
            _ if in_title => {}
            event => body.push(event),
        }
    }
    let mut page = String::new();
    html::push_html(&mut page, body.into_iter());
    (title, page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_heading_is_the_title_and_not_in_the_body() {
        let (title, body) = split_title("# من *نحن*\n\nنص.\n\n# ثانٍ\n");
        assert_eq!(title, "من نحن");
        assert!(!body.contains("نحن") && body.contains("<h1>ثانٍ</h1>"), "{body}");
        assert_eq!(split_title("نص").0, "");
    }
}
