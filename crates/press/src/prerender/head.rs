//! What a page says of itself to search engines, to messengers that show a preview, and to browsers.

use super::document::escape;
use super::linked_data;
use crate::config::SisterEdition;
use crate::pictures::MEDIA;
use crate::share_pictures::SIZE;
use model::{Article, Block, Canonical, Headline, Image, ImageAddress, Moment, SafeUrl, Site, Text};
use serde_json::Value;
use std::fmt::Write;
use viewer::route::BasePath;

/// As much of a text stands in a preview, in characters: messengers show some 160 to 200.
const DESCRIPTION_CHARS: usize = 200;

/// The head of one page.
pub(super) struct Head<'a> {
    pub site: &'a Site,
    pub base: &'a BasePath,
    /// The page's own, from the host's root; nothing where it stands in for any other.
    pub path: String,
    /// As browsers show it.
    pub title: String,
    /// Without the site's name, as previews show it.
    pub own_title: Option<String>,
    pub description: Option<String>,
    /// The address that search engines should name, where it is not the page's own.
    pub canonical: Option<String>,
    /// What search engines are told; nothing where they may list the page.
    pub robots: &'static str,
    pub image: Option<&'a Image>,
    /// What was drawn for previews, where there is no such picture.
    pub drawn: Option<DrawnPicture<'a>>,
    /// Publication and last change, where the page is an article.
    pub article: Option<&'a Article>,
    pub linked_data: Option<Value>,
    /// The folder of this page's feeds, where it has any: empty for those of the edition.
    pub feeds: Option<String>,
    /// The path of what other sites show of this page.
    pub oembed: Option<String>,
    /// The same page in other languages.
    pub editions: &'a [SisterEdition],
}

impl Head<'_> {
    /// As HTML, a line an element.
    pub fn write(&self) -> String {
        let mut head = format!("<title>{}</title>\n", escape(&self.title));
        let mut meta = |kind: &str, name: &str, content: &str| {
            if !content.is_empty() {
                let _ = writeln!(head, "<meta {kind}=\"{name}\" content=\"{}\">", escape(content));
            }
        };
        let description = self.description.as_deref().unwrap_or("");
        meta("name", "description", description);
        meta("name", "robots", self.robots);
        let address = absolute(self.site, &self.path).filter(|_| !self.path.is_empty());
        meta("property", "og:type", if self.article.is_some() { "article" } else { "website" });
        meta("property", "og:title", self.own_title.as_deref().unwrap_or(self.site.title.as_str()));
        meta("property", "og:site_name", self.site.title.as_str());
        meta("property", "og:description", description);
        meta("property", "og:url", address.as_deref().unwrap_or(""));
        meta("property", "og:locale", &self.site.lang.as_str().replace('-', "_"));
        if let Some(article) = self.article {
            let moment = |moment: Option<Moment>| moment.map_or_else(String::new, |moment| moment.to_string());
            meta("property", "article:published_time", &moment(article.published));
            meta("property", "article:modified_time", &moment(article.updated));
            meta("property", "article:section", article.section.as_ref().map_or("", |section| section.name.as_str()));
        }
        let preview = self.preview();
        meta("name", "twitter:card", if preview.is_some() { "summary_large_image" } else { "summary" });
        if let Some(preview) = &preview {
            meta("property", "og:image", &preview.address);
            if let Some((width, height)) = preview.size {
                meta("property", "og:image:width", &width.to_string());
                meta("property", "og:image:height", &height.to_string());
            }
            meta("property", "og:image:alt", preview.alt);
        }
        if let Some(canonical) = self.canonical.as_ref().or(address.as_ref()) {
            let _ = writeln!(head, "<link rel=\"canonical\" href=\"{}\">", escape(canonical));
        }
        head.push_str(&self.editions(address.as_deref()));
        if let (Some(folder), true) = (&self.feeds, self.site.url.is_some()) {
            for (file, kind) in [
                ("feed.xml", "application/rss+xml"),
                ("feed.atom", "application/atom+xml"),
                ("feed.json", "application/feed+json"),
            ] {
                let href = self.base.file(&format!("{folder}{file}"));
                let _ = writeln!(
                    head,
                    "<link rel=\"alternate\" type=\"{kind}\" href=\"{}\" title=\"{}\">",
                    escape(&href),
                    escape(self.own_title.as_deref().unwrap_or(self.site.title.as_str()))
                );
            }
        }
        if let Some(href) = self.oembed.as_ref().and_then(|path| absolute(self.site, &self.base.file(path))) {
            let title = escape(self.own_title.as_deref().unwrap_or(self.site.title.as_str()));
            let kind = "application/json+oembed";
            let _ =
                writeln!(head, "<link rel=\"alternate\" type=\"{kind}\" href=\"{}\" title=\"{title}\">", escape(&href));
        }
        if let Some(data) = &self.linked_data {
            let _ = writeln!(head, "<script type=\"application/ld+json\">{}</script>", linked_data::in_script(data));
        }
        head
    }

    /// The links to the same page in other languages, and to this one at `address`, which has to be among them.
    fn editions(&self, address: Option<&str>) -> String {
        let mut links = String::new();
        let (Some(address), false) = (address, self.editions.is_empty()) else { return links };
        let sisters = self.editions.iter().map(|sister| (sister.language.as_str(), sister.url.as_str()));
        for (language, url) in std::iter::once((self.site.lang.as_str(), address)).chain(sisters) {
            let (language, url) = (escape(language), escape(url));
            let _ = writeln!(links, "<link rel=\"alternate\" hreflang=\"{language}\" href=\"{url}\">");
        }
        links
    }

    fn preview(&self) -> Option<Preview<'_>> {
        if let Some(image) = self.image {
            let alt = image.alt.as_ref().map_or("", Text::as_str);
            return Some(Preview { address: image_address(self.site, self.base, image)?, size: image.size, alt });
        }
        let DrawnPicture { name, headline } = self.drawn?;
        let address = absolute(self.site, &self.base.file(&format!("{MEDIA}{name}")))?;
        Some(Preview { address, size: Some(SIZE), alt: headline })
    }
}

/// A picture that was drawn for previews of one page.
#[derive(Clone, Copy)]
pub(crate) struct DrawnPicture<'a> {
    /// Its file under `media/`.
    pub name: &'a str,
    /// What it says.
    pub headline: &'a str,
}

/// What a preview shows.
struct Preview<'a> {
    address: String,
    size: Option<(u32, u32)>,
    alt: &'a str,
}

/// The address on the web of `path`, from the host's root; where the site's own is not known, none.
pub(crate) fn absolute(site: &Site, path: &str) -> Option<String> {
    let url = site.url.as_ref()?.as_str();
    let host_end = url.find("://").map(|at| at + 3)?;
    let host_end = url[host_end..].find('/').map_or(url.len(), |at| host_end + at);
    Some(format!("{}{path}", &url[..host_end]))
}

/// Where `image` is on the web.
pub(super) fn image_address(site: &Site, base: &BasePath, image: &Image) -> Option<String> {
    match &image.src {
        ImageAddress::Linked(url) => Some(url.as_str().to_owned()),
        ImageAddress::Mirrored(name) => absolute(site, &base.file(&format!("{MEDIA}{name}"))),
    }
}

/// The page that search engines should name for `article`, where that is another one than its own.
pub(super) fn canonical(article: &Article) -> Option<&SafeUrl> {
    let original = article.original.as_ref()?.url.as_ref()?;
    (article.rights.canonical == Canonical::Original).then_some(original)
}

/// The picture of `article` for a preview: the one of its headline, else the first of its body.
pub(crate) fn picture_of(article: &Article) -> Option<&Image> {
    let first = || {
        article.blocks.iter().find_map(|block| match block {
            Block::Figure(figure) => Some(&figure.image),
            _ => None,
        })
    };
    article.image.as_ref().or_else(first)
}

/// What `article` is about, in a sentence or two: its standfirst, else its first words.
pub(crate) fn description_of(article: &Article) -> Option<String> {
    if let Some(standfirst) = &article.standfirst {
        return Some(shortened(standfirst.as_str()));
    }
    first_words(&article.blocks)
}

/// The first paragraphs of `blocks`, in a sentence or two.
pub(super) fn first_words(blocks: &[Block]) -> Option<String> {
    let mut words = String::new();
    for block in blocks.iter().filter(|block| matches!(block, Block::Paragraph(_))) {
        block.push_words(&mut words);
        if words.len() > 4 * DESCRIPTION_CHARS {
            break;
        }
    }
    let words = words.trim();
    (!words.is_empty()).then(|| shortened(words))
}

/// `text` in one line, cut at a word.
fn shortened(text: &str) -> String {
    let mut short = String::new();
    let mut chars = 0;
    for word in text.split_whitespace() {
        chars += word.chars().count() + 1;
        if chars > DESCRIPTION_CHARS {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

/// The picture of the first of `headlines` that has one.
pub(crate) fn picture_among<'h>(mut headlines: impl Iterator<Item = &'h Headline>) -> Option<&'h Image> {
    headlines.find_map(|headline| headline.image.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_one_line_cut_at_a_word() {
        assert_eq!(shortened("كلمة\n أخرى"), "كلمة أخرى");
        let long = shortened(&"كلمات ".repeat(100));
        assert!(long.ends_with("كلمات…") && long.chars().count() <= DESCRIPTION_CHARS + 1, "{long}");
    }
}
