//! What leads from an article to others.

use super::headlines::{credit_line, not_here, story_link};
use super::{Context, Element, element};
use crate::route::Route;
use crate::screen::ArticleScreen;
use model::{Article, Neighbour, RelatedStory};

/// What other publishers wrote on the same event, each with its publisher and date.
pub fn same_story(context: Context<'_>, article: &Article) -> Option<Element> {
    let stories = article.same_story.iter().map(|headline| {
        let credit = credit_line(context, headline, article.published).children(not_here(context, headline));
        context.laid_out_by(headline.title.as_ref(), element("li")).child(story_link(context, headline)).child(credit)
    });
    (!article.same_story.is_empty()).then(|| {
        element("section")
            .part("same-story")
            .attribute("aria-labelledby", "same-story-heading")
            .child(element("h2").attribute("id", "same-story-heading").child(context.strings.same_story))
            .child(element("ul").attribute("role", "list").children(stories))
    })
}

/// Earlier articles on the same subject, each with its section.
pub fn related_stories(context: Context<'_>, article: &Article) -> Option<Element> {
    if article.related.is_empty() {
        return None;
    }
    let stories = element("ul")
        .attribute("role", "list")
        .children(article.related.iter().map(|story| related_story(context, story)));
    Some(
        element("section")
            .part("related")
            .attribute("aria-labelledby", "related-heading")
            .child(element("h2").attribute("id", "related-heading").child(context.strings.related))
            .child(stories),
    )
}

fn related_story(context: Context<'_>, story: &RelatedStory) -> Element {
    let section = story.section.as_ref().map(|section| {
        let name = context.text("bdi", &section.name);
        context.link(&Route::Section(section.slug.clone())).class("kicker").child(name)
    });
    let title = match (&story.id, &story.title) {
        (Some(id), title) => {
            let title = context.title("span", title.as_ref());
            Some(context.link(&Route::Article(id.clone())).class("story-link").child(title))
        }
        (None, Some(title)) => Some(context.text("span", title)),
        (None, None) => None,
    };
    context.laid_out_by(story.title.as_ref(), element("li")).children(section).children(title)
}

/// The article's neighbours in its section.
pub fn neighbours(context: Context<'_>, screen: &ArticleScreen) -> Option<Element> {
    if screen.newer.is_none() && screen.older.is_none() {
        return None;
    }
    let link = |neighbour: &Option<Neighbour>, rel: &'static str, label: &'static str| {
        neighbour.as_ref().map(|neighbour| {
            let title = context.title("span", neighbour.title.as_ref());
            context
                .link(&Route::Article(neighbour.id.clone()))
                .class(rel)
                .child(element("small").child(label))
                .child(title)
        })
    };
    Some(
        element("nav")
            .class("neighbours")
            .attribute("aria-label", context.strings.in_this_section)
            .children(link(&screen.newer, "newer", context.strings.newer))
            .children(link(&screen.older, "older", context.strings.older)),
    )
}
