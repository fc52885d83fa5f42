//! The pictures of an article.

use model::{Article, Block, Figure, Image, ImageAddress, SafeUrl};

/// Every picture of `article` that somebody else has, with its address: of its headline, then of its body.
pub(crate) fn linked_images(article: &mut Article, see: &mut dyn FnMut(&SafeUrl, &mut Image)) {
    let mut see_linked = |image: &mut Image| {
        if let ImageAddress::Linked(url) = &image.src
            && url.is_web()
        {
            let url = url.clone();
            see(&url, image);
        }
    };
    article.image.iter_mut().for_each(&mut see_linked);
    in_blocks(&mut article.blocks, &mut see_linked);
}

/// Nesting is bounded by `MAX_BLOCK_DEPTH`.
fn in_blocks(blocks: &mut [Block], see: &mut dyn FnMut(&mut Image)) {
    for block in blocks {
        match block {
            Block::Figure(figure) => see(&mut figure.image),
            Block::List(list) => list.items.iter_mut().for_each(|item| in_blocks(item, see)),
            Block::Quotation(quotation) => in_blocks(&mut quotation.blocks, see),
            _ => {}
        }
    }
}

/// Every picture of `article`: of its headline, then of its body.
pub(crate) fn images(article: &Article) -> impl Iterator<Item = &Image> {
    let mut found: Vec<&Image> = article.image.iter().collect();
    collect(&article.blocks, &mut found);
    found.into_iter()
}

fn collect<'a>(blocks: &'a [Block], found: &mut Vec<&'a Image>) {
    for block in blocks {
        match block {
            Block::Figure(figure) => found.push(&figure.image),
            Block::List(list) => list.items.iter().for_each(|item| collect(item, found)),
            Block::Quotation(quotation) => collect(&quotation.blocks, found),
            _ => {}
        }
    }
}

/// Leaves out pictures that lie in the `media/` of whoever wrote the article, wherever that is;
/// whether there were any.
pub(crate) fn drop_mirrored(article: &mut Article) -> bool {
    let is_mirrored = |image: &Image| matches!(image.src, ImageAddress::Mirrored(_));
    let before = article.image.take();
    article.image = before.clone().filter(|image| !is_mirrored(image));
    let mut dropped = before.is_some() && article.image.is_none();
    retain_figures(&mut article.blocks, &mut |figure| {
        let is_mirrored = is_mirrored(&figure.image);
        dropped |= is_mirrored;
        !is_mirrored
    });
    dropped
}

/// Removes the figures that are not to be kept, also inside lists and quotations; nesting is bounded
/// by `MAX_BLOCK_DEPTH`.
pub(crate) fn retain_figures(blocks: &mut Vec<Block>, keep: &mut dyn FnMut(&Figure) -> bool) {
    blocks.retain(|block| !matches!(block, Block::Figure(figure) if !keep(figure)));
    for block in blocks {
        match block {
            Block::List(list) => list.items.iter_mut().for_each(|item| retain_figures(item, keep)),
            Block::Quotation(quotation) => retain_figures(&mut quotation.blocks, keep),
            _ => {}
        }
    }
}
