//! What a publisher allows is done before anything is written: what is not allowed is not there.

use crate::pictures::retain_figures;
use model::{Article, Block, BodyRights, ImageRights, Inline, InlineText};

/// Cuts `article` down to what its `rights` allow; an excerpt keeps `excerpt_words` words.
///
/// Returns what is not honoured, where there is such a thing.
pub(crate) fn apply(article: &mut Article, excerpt_words: usize) -> Option<&'static str> {
    if article.rights.body == BodyRights::Excerpt {
        article.blocks = excerpt(std::mem::take(&mut article.blocks), excerpt_words);
    }
    match article.rights.images {
        ImageRights::Link => None,
        ImageRights::None => {
            article.image = None;
            retain_figures(&mut article.blocks, &mut |_| false);
            None
        }
        ImageRights::Mirror if article.rights.body == BodyRights::Full => None,
        ImageRights::Mirror => {
            article.rights.images = ImageRights::Link;
            Some("pictures are mirrored only where the full text is allowed")
        }
    }
}

/// The beginning of `blocks`: whole paragraphs, headings and figures as long as `words` lasts, the
/// last paragraph cut at a word. A list, quotation or table ends it.
fn excerpt(blocks: Vec<Block>, words: usize) -> Vec<Block> {
    let mut kept = Vec::new();
    let mut left = words;
    for block in blocks {
        match &block {
            Block::Paragraph(text) | Block::Heading { text, .. } => {
                let plain = text.to_plain();
                let count = plain.split_whitespace().count();
                if count > left {
                    let beginning: Vec<&str> = plain.split_whitespace().take(left).collect();
                    if matches!(block, Block::Paragraph(_)) && left > 0 {
                        kept.push(Block::Paragraph(InlineText {
                            dir: text.dir,
                            lang: text.lang.clone(),
                            inlines: vec![Inline::Text(format!("{}…", beginning.join(" ")))],
                        }));
                    }
                    break;
                }
                left -= count;
            }
            Block::Figure(_) => {}
            // A body that opens with a list or a quotation shows its first words all the same.
            _ if left == words => {
                kept.extend(first_words(&block, left));
                break;
            }
            _ => break,
        }
        kept.push(block);
    }
    // A heading with nothing under it says nothing.
    while matches!(kept.last(), Some(Block::Heading { .. })) {
        kept.pop();
    }
    kept
}

/// The first `words` words of `block` as a paragraph.
fn first_words(block: &Block, words: usize) -> Option<Block> {
    let mut text = String::new();
    block.push_words(&mut text);
    let plain: Vec<&str> = text.split_whitespace().collect();
    let dir = model::Direction::of(&text).unwrap_or(model::Direction::Rtl);
    let ending = if plain.len() > words { "…" } else { "" };
    Block::paragraph(&format!("{}{ending}", plain[..plain.len().min(words)].join(" ")), dir)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Direction;

    fn paragraph(text: &str) -> Block {
        Block::paragraph(text, Direction::Rtl).unwrap()
    }

    #[test]
    fn an_excerpt_ends_at_a_word_and_says_so() {
        let heading = Block::Heading { level: 2, text: InlineText::plain("عنوان", Direction::Rtl).unwrap() };
        let cut = excerpt(vec![paragraph("واحد اثنان ثلاثة"), paragraph("أربعة خمسة ستة")], 5);
        let mut words = String::new();
        cut.iter().for_each(|block| block.push_words(&mut words));
        assert_eq!(words, "واحد اثنان ثلاثة\nأربعة خمسة…\n");
        assert_eq!(excerpt(vec![paragraph("واحد"), heading, paragraph("اثنان")], 2), vec![paragraph("واحد")]);
        assert_eq!(excerpt(vec![paragraph("واحد")], 60), vec![paragraph("واحد")]);
        let list = Block::List(model::List {
            ordered: false,
            start: None,
            dir: Direction::Rtl,
            items: vec![vec![paragraph("واحد اثنان ثلاثة")]],
        });
        assert_eq!(excerpt(vec![list, paragraph("أربعة")], 2), vec![paragraph("واحد اثنان…")]);
    }
}
