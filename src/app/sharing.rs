//! Handing an article on: by the device's own sheet, by copying, and with every copied passage.

use super::App;
use crate::browser::share::{self, Shared};
use crate::browser::{page, task};
use crate::screen::Notice;
use model::{Article, Text};

impl App {
    /// Shares the open article, or copies its address with its attribution.
    pub(super) fn hand_on(&self, by_device: bool) {
        let article = self.state().open_article().cloned();
        let Some(article) = article else { return };
        let address = page::window().location().href().unwrap_or_default();
        let title = article.title.as_ref().map_or("", Text::as_str).to_owned();
        let text = format!("{title}\n{address}{}", attribution(&article));
        let app = self.clone();
        task::spawn(async move {
            let shared = if by_device { share::share(&title, &text, &address).await } else { share::copy(&text).await };
            let notice = match shared {
                Shared::ByDevice => None,
                Shared::Copied => Some(Notice::Copied),
                Shared::Refused => Some(Notice::CopyByHand(address)),
            };
            app.update(|state| state.passing_notice = notice);
        });
    }

    /// `words` copied out of the open article, with where they came from.
    pub(super) fn with_attribution(&self, words: &str) -> Option<String> {
        let article = self.state().open_article().cloned()?;
        let address = page::window().location().href().unwrap_or_default();
        Some(format!("{words}\n\n{address}{}", attribution(&article)))
    }
}

/// Original title, publisher and link, a line each, each line opened by a line feed.
fn attribution(article: &Article) -> String {
    let Some(original) = &article.original else { return String::new() };
    let mut lines = format!("\n{}\n{}", original.title.as_str(), original.publisher.name.as_str());
    if let Some(url) = &original.url {
        lines.push('\n');
        lines.push_str(url.as_str());
    }
    lines
}
