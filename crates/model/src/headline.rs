//! A headline: what a list shows of an article.

use crate::{Article, ArticleId, Image, Moment, SectionSlug, Text};
use serde::{Deserialize, Serialize};

/// What a list of stories shows of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Headline {
    /// The article.
    pub id: ArticleId,
    /// Its headline; missing where the source has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Its summary, cut to some 200 characters at a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<Text>,
    /// Its section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<SectionSlug>,
    /// Who published it first; missing for the site's own articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Text>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Moment>,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
}

/// How many characters of a standfirst a headline keeps.
const STANDFIRST_CHARS: usize = 200;

impl Headline {
    /// A headline of which only the article is known.
    pub fn bare(id: ArticleId) -> Self {
        Self { id, title: None, standfirst: None, section: None, publisher: None, published: None, image: None }
    }

    /// The headline of `article`.
    pub fn of(article: &Article) -> Self {
        Self {
            id: article.id.clone(),
            title: article.title.clone(),
            standfirst: article.standfirst.as_ref().map(cut_at_word),
            section: article.section.as_ref().map(|section| section.slug.clone()),
            publisher: article.original.as_ref().map(|original| original.publisher.name.clone()),
            published: article.published,
            image: article.image.clone(),
        }
    }
}

fn cut_at_word(text: &Text) -> Text {
    let Some((end, _)) = text.as_str().char_indices().nth(STANDFIRST_CHARS) else { return text.clone() };
    let kept = &text.as_str()[..end];
    let kept = kept.rsplit_once(' ').map_or(kept, |(whole_words, _)| whole_words);
    let kept = kept.trim_end_matches(['،', ',', '؛', ';', ':', ' ', '.', '…']);
    Text::new(&format!("{kept}…"), text.dir(), text.lang().cloned()).unwrap_or_else(|| text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Direction;

    #[test]
    fn a_long_standfirst_is_cut_at_a_word_and_says_so() {
        let long = "كلمة طويلة، ".repeat(40);
        let cut = cut_at_word(&Text::new(&long, Direction::Rtl, None).unwrap());
        assert!(cut.as_str().ends_with("طويلة…") || cut.as_str().ends_with("كلمة…"), "{}", cut.as_str());
        assert!(cut.as_str().chars().count() <= STANDFIRST_CHARS + 1);
        let short = Text::new("قصيرة", Direction::Rtl, None).unwrap();
        assert_eq!(cut_at_word(&short), short);
    }
}
