//! The title of the document.

use crate::parts::Context;
use crate::parts::isolate::is_digit;
use crate::parts::states::{failure_words, missing_title};
use crate::screen::{Frame, Screen};
use crate::text::{fill, number};
use model::{Direction, strong_direction};

/// Between a page's title and its site's.
const SEPARATOR: &str = " – ";

/// RIGHT-TO-LEFT MARK.
const RLM: char = '\u{200F}';

/// What stands in `<title>`: the page's own, then the site's.
///
/// A browser lays a tab's title out by its first strong character, so a title of a right-to-left
/// page that opens with Latin or a digit opens with U+200F.
pub fn document_title(frame: &Frame, screen: &Screen) -> String {
    let context = Context::new(frame);
    let site = frame.site.as_deref().map(|site| site.title.as_str());
    let own = own_title(context, screen);
    let title = match (own, site) {
        (Some(own), Some(site)) => own + SEPARATOR + site,
        (Some(own), None) => own,
        (None, site) => site.unwrap_or(context.strings.loading).to_owned(),
    };
    let opens_rtl = title.chars().find(|&c| strong_direction(c).is_some() || is_digit(c)).and_then(strong_direction)
        == Some(Direction::Rtl);
    if context.page_dir() == Direction::Rtl && !opens_rtl { format!("{RLM}{title}") } else { title }
}

fn own_title(context: Context<'_>, screen: &Screen) -> Option<String> {
    let strings = context.strings;
    Some(match screen {
        Screen::Front(_) => return None,
        Screen::Loading(_) => strings.loading.to_owned(),
        Screen::Section(screen) => screen.section.name.as_str().to_owned(),
        Screen::Older(screen) => {
            let page = number(screen.page.into(), context.ui().digits);
            let place = fill(strings.page_number, &[&page]);
            let list = screen.section.as_ref().map_or(strings.archive, |section| section.name.as_str()).to_owned();
            list + SEPARATOR + &place
        }
        #[cfg(feature = "ssr")]
        Screen::Tag(screen) => {
            let page = screen.page.map(|page| number(page.into(), context.ui().digits));
            let place = page.map(|page| SEPARATOR.to_owned() + &fill(strings.page_number, &[&page]));
            screen.name.as_str().to_owned() + &place.unwrap_or_default()
        }
        Screen::Article(screen) => {
            screen.article.title.as_ref().map_or(strings.untitled, |title| title.as_str()).to_owned()
        }
        Screen::Operator(page) => page.title.as_str().to_owned(),
        Screen::Saved => strings.saved.to_owned(),
        Screen::Missing(what) => missing_title(context, *what).to_owned(),
        Screen::Failed { failure, .. } => failure_words(context, failure),
    })
}
