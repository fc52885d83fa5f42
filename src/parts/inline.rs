//! Running text.

use super::context::external_link;
use super::isolate::{is_address, isolated};
use super::{Child, Context, Element, element};
use model::{Direction, Inline, InlineText, SafeUrl};

/// An element `tag` with the words of `text`, in their direction and language.
pub fn inline_text(context: Context<'_>, tag: &'static str, text: &InlineText) -> Element {
    context.content(tag, text.dir, text.lang.as_ref()).children(inlines(context, &text.inlines, text.dir))
}

/// The words of `inlines`, which stand in a text of direction `dir`. They nest at most
/// [`model::MAX_INLINE_DEPTH`] deep.
fn inlines(context: Context<'_>, inlines: &[Inline], dir: Direction) -> Vec<Child> {
    let mut children = Vec::new();
    for inline in inlines {
        push_inline(context, inline, dir, &mut children);
    }
    children
}

fn push_inline(context: Context<'_>, inline: &Inline, dir: Direction, children: &mut Vec<Child>) {
    let wrap = |tag: &'static str, inner: &[Inline]| element(tag).children(inlines(context, inner, dir));
    children.push(Child::Element(match inline {
        Inline::Text(text) => return children.extend(isolated(text, dir)),
        Inline::Link { href, inlines } => link(context, href, inlines, dir),
        Inline::Strong(inner) => wrap("strong", inner),
        Inline::Emphasis(inner) => wrap("em", inner),
        Inline::Sub(inner) => wrap("sub", inner),
        Inline::Sup(inner) => wrap("sup", inner),
        Inline::Code(code) => element("code").attribute("dir", "ltr").child(code.clone()),
        Inline::Foreign { dir, lang, inlines: inner } => {
            let run = element("bdi").attribute("dir", dir.as_str());
            let run = match lang {
                Some(lang) => run.attribute("lang", lang.as_str().to_owned()),
                None => run,
            };
            run.children(inlines(context, inner, *dir))
        }
        Inline::Break => element("br"),
    }));
}

fn link(context: Context<'_>, href: &SafeUrl, inner: &[Inline], dir: Direction) -> Element {
    // An address that serves as its own name reads left to right as a whole.
    if let [Inline::Text(words)] = inner
        && is_address(words)
    {
        return external_link(href).attribute("dir", "ltr").child(words.clone());
    }
    external_link(href).children(inlines(context, inner, dir))
}
