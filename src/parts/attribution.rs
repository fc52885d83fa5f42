//! Where a republished article came from: worded by us, in the reader's own language.

use super::context::external_link;
use super::{Context, Element, element};
use model::{Article, BodyRights, Original, Publisher, after_scheme};

/// The attribution of `article`; nothing for the site's own.
pub fn attribution(context: Context<'_>, article: &Article) -> Option<Element> {
    let original = article.original.as_ref()?;
    let words = &context.strings.attribution;
    let source = context.in_language(original.language.as_ref(), Some(&original.title));
    let facts = [
        Some((words.title, source.text("span", &original.title))),
        Some((words.publisher, publisher(context, &original.publisher))),
        original.author.as_ref().map(|author| (words.author, context.text("span", author))),
        original.url.as_ref().map(|url| (words.link, address_link(original, url))),
        original.published.map(|moment| (words.published, context.date_and_time(moment))),
        Some((words.fetched, context.date_and_time(original.fetched))),
        rights_notice(context, article),
        also_published(context, &article.also_published),
    ];
    let facts =
        facts.into_iter().flatten().flat_map(|(term, fact)| [element("dt").child(term), element("dd").child(fact)]);
    Some(
        element("aside")
            .part("attribution")
            .attribute("aria-labelledby", "attribution-heading")
            .child(element("h2").attribute("id", "attribution-heading").child(words.heading))
            .child(element("dl").children(facts))
            .child(disclaimer(context, original)),
    )
}

/// When the copy was taken and the disclaimer: what a feed says of an article beside its title and publisher.
pub fn copy_note(context: Context<'_>, original: &Original) -> [Element; 2] {
    let fetched = context.phrase("p").child(context.strings.attribution.fetched).child(": ");
    [fetched.child(context.date_and_time(original.fetched)), disclaimer(context, original)]
}

/// The note under an excerpt, with a link to the whole text.
pub fn excerpt_note(context: Context<'_>, article: &Article) -> Option<Element> {
    let original = article.original.as_ref().filter(|_| article.rights.body == BodyRights::Excerpt)?;
    let note = element("p").class("excerpt").child(context.phrase("span").child(context.strings.excerpt));
    Some(match &original.url {
        Some(url) => {
            let name = context.text("bdi", &original.publisher.name);
            note.child(" ").child(
                external_link(url)
                    .attribute("dir", context.page_dir().as_str())
                    .children(context.message(context.strings.continue_at, vec![name])),
            )
        }
        None => note,
    })
}

fn publisher(context: Context<'_>, publisher: &Publisher) -> Element {
    let name = context.text("bdi", &publisher.name);
    match &publisher.site {
        Some(site) => external_link(site).child(name),
        None => name,
    }
}

fn address_link(original: &Original, url: &model::SafeUrl) -> Element {
    let label = if url.is_web() { shown_address(url.as_str()) } else { original.title.as_str().to_owned() };
    external_link(url).class("address").attribute("dir", "ltr").child(label)
}

/// An address as a reader needs to see it: without its scheme and final slash.
fn shown_address(address: &str) -> String {
    let bare = after_scheme(address).unwrap_or(address);
    bare.trim_end_matches('/').to_owned()
}

fn rights_notice<'a>(context: Context<'a>, article: &'a Article) -> Option<(&'static str, Element)> {
    let notice = article.rights.notice.as_ref()?;
    Some((context.strings.attribution.rights, context.text("span", notice)))
}

fn also_published(context: Context<'_>, others: &[Original]) -> Option<(&'static str, Element)> {
    if others.is_empty() {
        return None;
    }
    let others = others.iter().map(|other| {
        let name = context.text("bdi", &other.publisher.name);
        let title = context.in_language(other.language.as_ref(), Some(&other.title)).text("bdi", &other.title);
        let linked = match &other.url {
            Some(url) => external_link(url).child(title),
            None => title,
        };
        let date = other.published.map(|moment| context.date_and_time(moment));
        let item = element("li").child(name).child(" – ").child(linked);
        match date {
            Some(date) => item.child(context.strings.comma).child(date),
            None => item,
        }
    });
    Some((context.strings.attribution.also_published, element("ul").children(others)))
}

fn disclaimer(context: Context<'_>, original: &Original) -> Element {
    let site_words = context.frame.site.as_deref().and_then(|site| site.disclaimer.as_ref());
    let words = context.phrase("p").class("disclaimer");
    match site_words {
        Some(site_words) => words.child(context.text("span", site_words)),
        None => {
            let name = context.text("bdi", &original.publisher.name);
            words.children(context.message(context.strings.attribution.disclaimer, vec![name]))
        }
    }
}
