//! An article.

use crate::parts::article_body::{BodyOptions, article_body};
use crate::parts::attribution::{attribution, excerpt_note};
use crate::parts::context::{action, external_link};
use crate::parts::picture::{ABOVE, Fetch, picture};
use crate::parts::related::{neighbours, related_stories, same_story};
use crate::parts::save::{resume_link, save_button};
use crate::parts::states::main_heading;
use crate::parts::{Context, Element, element};
use crate::route::{Route, tag_path};
use crate::screen::ArticleScreen;
use crate::text::dates;
use model::{Article, Block, ImageRights, Moment, TagSlug};

/// How many words a minute takes: readers of Arabic, Hebrew, Persian and English news alike read
/// some 180 to 240. (Brysbaert 2019, "How many words do we read per minute?"; Trauzettel-Klosinski
/// and Dietz 2012, the IReST texts, for Arabic and Hebrew.)
const WORDS_A_MINUTE: u32 = 200;

/// Headline, body, attribution, and what leads on.
pub fn article_page(context: Context<'_>, screen: &ArticleScreen) -> Element {
    let article = &*screen.article;
    let content = context.in_language(article.language.as_ref(), article.title.as_ref());
    let attribution = attribution(context, article);
    element("article")
        .part("article")
        .class(if attribution.is_some() { "story republished" } else { "story" })
        .child(head(context, content, article))
        .child(body(context, content, article))
        .children(corrections(context, article))
        .children(attribution)
        .children(tags(context, article))
        .children(same_story(context, article))
        .children(related_stories(context, article))
        .children(neighbours(context, screen))
}

fn shows_pictures(article: &Article) -> bool {
    article.rights.images != ImageRights::None
}

fn head(context: Context<'_>, content: Context<'_>, article: &Article) -> Element {
    let section = article.section.as_ref().map(|section| {
        let name = context.text("bdi", &section.name);
        context.link(&Route::Section(section.slug.clone())).class("kicker").child(name)
    });
    let image = article.image.as_ref().filter(|_| shows_pictures(article));
    context
        .laid_out_by(article.title.as_ref(), element("header"))
        .children(section)
        .child(main_heading([content.title("span", article.title.as_ref())]))
        .children(article.standfirst.as_ref().map(|standfirst| content.text("p", standfirst).class("standfirst")))
        .child(credit_line(context, article))
        .children(image.map(|image| element("figure").child(picture(content, image, Fetch::Now, ABOVE))))
}

/// Byline, dates, reading time, and the buttons that pass the article on.
fn credit_line(context: Context<'_>, article: &Article) -> Element {
    let strings = context.strings;
    let byline = (!article.byline.is_empty()).then(|| {
        let mut names = element("span");
        for (at, name) in article.byline.iter().enumerate() {
            names = names.children((at > 0).then_some(strings.comma)).child(context.text("bdi", name));
        }
        context.phrase("p").class("byline").children(context.message(strings.byline, vec![names]))
    });
    let dated = |label: &'static str, moment: Option<Moment>, full: bool| {
        moment.map(|moment| {
            let written = if full {
                dates::full_date_and_time(context.ui(), moment)
            } else {
                dates::date_and_time(context.ui(), moment)
            };
            context.phrase("p").child(label).child(" ").child(context.time(moment, written))
        })
    };
    let minutes = article.words.div_ceil(WORDS_A_MINUTE);
    let reading = (minutes > 0).then(|| {
        context.phrase("p").class("reading-time").children(context.plural(&strings.reading_time, minutes.into()))
    });
    let source = article
        .original
        .as_ref()
        .map(|original| element("p").class("source").child(context.text("bdi", &original.publisher.name)));
    element("div")
        .class("credit-line")
        .children(byline)
        .children(source)
        .children(dated(strings.published, article.published, true))
        .children(dated(strings.updated, article.updated, false))
        .children(reading)
        .child(
            element("p")
                .class("actions")
                .children(resume_link(context, &article.id))
                .children(save_button(context, &article.id))
                .child(action("share", strings.share).class("link"))
                .child(action("copy", strings.copy_link).class("link")),
        )
}

fn body(context: Context<'_>, content: Context<'_>, article: &Article) -> Element {
    let prose = context.laid_out_by(article.title.as_ref(), element("div").class("prose"));
    // The dash is text: without it the place would be copied, and read out, as one word with the first.
    let dateline = article.dateline.as_ref().map(|dateline| content.text("b", dateline).class("dateline").child(" – "));
    if article.blocks.is_empty() {
        let link = article.original.as_ref().and_then(|original| {
            let name = context.text("bdi", &original.publisher.name);
            let url = original.url.as_ref()?;
            Some(external_link(url).children(context.message(context.strings.continue_at, vec![name])))
        });
        let note = context.phrase("p").class("empty").child(context.strings.no_body).child(" ").children(link);
        return prose.children(dateline).child(note);
    }
    let first_picture = if article.image.is_some() { Fetch::WhenNear } else { Fetch::Now };
    let options = BodyOptions { pictures: shows_pictures(article), first_picture };
    let blocks = article_body(content, &article.blocks, options);
    prose.children(led_by(dateline, blocks, &article.blocks)).children(excerpt_note(context, article))
}

/// Runs the dateline into the first sentence, as newspapers do; above a body that opens otherwise.
fn led_by(dateline: Option<Element>, mut body: Vec<Element>, blocks: &[Block]) -> Vec<Element> {
    let Some(dateline) = dateline else { return body };
    if matches!(blocks.first(), Some(Block::Paragraph(_))) {
        let first = body.remove(0);
        body.insert(0, first.opening_with(dateline));
    } else {
        body.insert(0, element("p").child(dateline));
    }
    body
}

/// What was put right since, each with its date.
fn corrections(context: Context<'_>, article: &Article) -> Option<Element> {
    let corrections = article.corrections.iter().map(|correction| {
        let date = context.date_and_time(correction.date);
        element("li").child(date).child(" – ").child(context.text("bdi", &correction.text))
    });
    (!article.corrections.is_empty()).then(|| {
        element("section")
            .part("corrections")
            .attribute("aria-labelledby", "corrections-heading")
            .child(element("h2").attribute("id", "corrections-heading").child(context.strings.corrections))
            .child(element("ul").attribute("role", "list").children(corrections))
    })
}

/// Subjects, each with the way to what else is on it; an article of no edition has none.
fn tags(context: Context<'_>, article: &Article) -> Option<Element> {
    if article.tags.is_empty() {
        return None;
    }
    let tags = article.tags.iter().map(|tag| {
        let name = context.text("bdi", tag);
        element("li").child(match context.frame.marks {
            Some(_) => {
                let path = tag_path(TagSlug::of_name(tag.as_str()), &context.ui().base);
                element("a").attribute("href", path).child(name)
            }
            None => name,
        })
    });
    Some(
        element("section")
            .class("tags")
            .attribute("aria-labelledby", "tags-heading")
            .child(element("h2").attribute("id", "tags-heading").child(context.strings.tags))
            .child(element("ul").attribute("role", "list").children(tags)),
    )
}
