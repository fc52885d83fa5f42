//! What this reader has kept and read, as far as pages show it. Pure; the browser stores both texts.

use model::{ArticleId, Direction, Text};

/// Under which name the browser keeps the ids of saved articles.
pub const SAVED_KEY: &str = "nashra:saved";
/// Under which name it keeps the history of reading.
pub const HISTORY_KEY: &str = "nashra:history";

/// The place of an article that was read to its end.
pub const FINISHED: u32 = 1000;

/// How many articles the history holds; those that are saved stay beyond it.
const REMEMBERED: usize = 200;

/// Among so many articles read last the one to go on with is looked for.
const RECENT: usize = 10;

/// The ids of saved articles, and the history of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Ids, each followed by a space: written by what keeps the articles.
    saved: String,
    /// A line an article, the last one read first: `<id> <place> <direction> <title>`.
    history: String,
}

impl Marks {
    /// What was stored of both.
    pub fn new(saved: Option<String>, history: Option<String>) -> Self {
        Self { saved: saved.unwrap_or_default(), history: history.unwrap_or_default() }
    }

    /// The history as it is stored.
    pub fn history(&self) -> &str {
        &self.history
    }

    /// Whether anything is saved.
    pub fn keeps(&self) -> bool {
        !self.saved.is_empty()
    }

    /// Whether the article is saved.
    pub fn is_saved(&self, id: &ArticleId) -> bool {
        self.saved.split(' ').any(|saved| saved == id.as_str())
    }

    /// How far the article was read, in thousandths of its text; [`FINISHED`] to its end.
    pub fn place(&self, id: &ArticleId) -> Option<u32> {
        self.history.split('\n').find_map(|line| entry(line).filter(|entry| entry.id == id.as_str())).map(|it| it.place)
    }

    /// The article read last among those that were begun and not read to their ends, unless that is long ago.
    pub fn unfinished(&self) -> Option<(ArticleId, Text)> {
        for line in self.history.split('\n').take(RECENT) {
            // An empty line: what comes after it was dismissed.
            let Entry { id, place, dir, title } = entry(line)?;
            if place > 0 && place < FINISHED && !title.is_empty() {
                let dir = if dir == Direction::Ltr.as_str() { Direction::Ltr } else { Direction::Rtl };
                return Some((ArticleId::parse(id).ok()?, Text::stored(title, dir, None)));
            }
        }
        None
    }

    /// Remembers that the article called `title` was read as far as `place`. What was read to its end stays so.
    pub fn remember(&mut self, article: &ArticleId, title: Option<&Text>, place: u32) {
        let before = self.place(article);
        // Opened again and left at once: the place is not lost.
        let place = if place == 0 || before == Some(FINISHED) { before.unwrap_or(place) } else { place };
        let (dir, title) = title.map_or((Direction::Rtl, ""), |title| (title.dir(), title.as_str()));
        let mut history = format!("{article} {place} {} {title}\n", dir.as_str());
        let mut remembered = 1;
        for line in self.history.split('\n') {
            let Some(Entry { id, .. }) = entry(line) else { continue };
            if id != article.as_str() && (remembered < REMEMBERED || self.saved.split(' ').any(|saved| saved == id)) {
                remembered += 1;
                history.push_str(line);
                history.push('\n');
            }
        }
        self.history = history;
    }

    /// Offers the article read last no more, until another is read.
    pub fn dismiss(&mut self) {
        self.history.insert(0, '\n');
    }

    /// Forgets what was read.
    pub fn forget(&mut self) {
        self.history.clear();
    }
}

/// A line of the history.
struct Entry<'a> {
    id: &'a str,
    place: u32,
    dir: &'a str,
    title: &'a str,
}

#[inline(never)]
fn entry(line: &str) -> Option<Entry<'_>> {
    let (id, rest) = line.split_once(' ')?;
    let (place, rest) = rest.split_once(' ')?;
    let (dir, title) = rest.split_once(' ')?;
    Some(Entry { id, place: place.parse().ok()?, dir, title })
}
