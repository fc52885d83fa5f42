//! What a build remembers for the next one, and does not publish: `state.json` in the state folder.

use crate::output::{self, hex_digest};
use anyhow::{Context, Result, bail};
use model::{ArticleId, Moment, SectionSlug};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const FORMAT: &str = "nashra-state/1";

/// Everything remembered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    /// The edition's date, and a digest of what it was given to.
    pub updated: Option<(Moment, String)>,
    /// What identifies an article -> its id, also of articles that are gone.
    pub ids: BTreeMap<String, ArticleId>,
    /// What is known of the articles of the last build and of those before it.
    pub articles: BTreeMap<ArticleId, KnownArticle>,
    /// Each chain's articles in order of first publication here; removed ones keep their place.
    pub chains: BTreeMap<String, Vec<ArticleId>>,
    /// The slugs of sections that no configuration names, by folded name.
    pub sections: BTreeMap<String, SectionSlug>,
    /// Keys of articles that were canceled: never again.
    pub canceled: BTreeSet<String>,
    /// The files of the viewer that the last build wrote.
    pub assets: BTreeSet<String>,
    /// The files with a hash in their name that the last edition needs.
    pub hashed_files: BTreeSet<String>,
}

/// What is remembered of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct KnownArticle {
    /// The clock of the first build that saw it.
    pub first_seen: Moment,
    /// How many versions of it were published.
    pub rev: u32,
    /// A digest of the last one.
    pub digest: String,
    /// The articles it was found related to.
    pub related: Vec<ArticleId>,
    /// Whether `related` has been looked for since the article last changed.
    pub related_known: bool,
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    format: String,
    sha256: String,
    state: Box<RawValue>,
}

impl State {
    /// Reads the state in `folder`; an empty one where there is none.
    ///
    /// # Errors
    /// A file that is cut off, altered, of another version or not readable: building on would
    /// change ids and renumber pages.
    pub fn load(folder: &Path) -> Result<Self> {
        let path = state_path(folder);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
        };
        Self::decode(&text).with_context(|| {
            format!("{}: restore it from a copy, or remove it to start over with new page numbers", path.display())
        })
    }

    fn decode(text: &str) -> Result<Self> {
        let envelope: Envelope = serde_json::from_str(text).context("the state is cut off or not a state")?;
        if envelope.format != FORMAT {
            bail!("the state is of version {}; {FORMAT} is supported", envelope.format);
        }
        if hex_digest(envelope.state.get().as_bytes(), 64) != envelope.sha256 {
            bail!("the state was altered or only partly written");
        }
        serde_json::from_str(envelope.state.get()).context("the state does not hold what its version says")
    }

    /// Writes the state into `folder`.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn save(&self, folder: &Path) -> Result<()> {
        let state = RawValue::from_string(serde_json::to_string(self)?)?;
        let sha256 = hex_digest(state.get().as_bytes(), 64);
        let bytes = serde_json::to_vec(&Envelope { format: FORMAT.to_owned(), sha256, state })?;
        output::write_if_changed(&state_path(folder), &bytes)?;
        Ok(())
    }
}

fn state_path(folder: &Path) -> PathBuf {
    folder.join("state.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_that_is_cut_off_at_any_byte_or_altered_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut state = State::default();
        state.ids.insert("a.example/1".into(), ArticleId::of("a.example/1", 0));
        state.save(folder.path()).unwrap();
        assert_eq!(State::load(folder.path()).unwrap(), state);
        let text = std::fs::read_to_string(state_path(folder.path())).unwrap();
        for end in 0..text.len() {
            assert!(State::decode(&text[..end]).is_err(), "{end}");
        }
        let error = State::decode(&text.replace("a.example", "b.example")).unwrap_err();
        assert!(error.to_string().contains("altered"), "{error}");
        let error = State::decode(&text.replace("state/1", "state/2")).unwrap_err();
        assert!(error.to_string().contains("nashra-state/2"), "{error}");
    }
}
