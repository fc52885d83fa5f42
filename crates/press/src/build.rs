//! `nashra build`: sources in, a folder that any web server can serve out.

mod assemble;
mod write;

use crate::config::{Config, SourceChoice};
use crate::state::State;
use crate::{operator_pages, sources};
use anyhow::{Result, bail};
use model::{Moment, Problem};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What to build, from what, when.
#[derive(Clone, Debug)]
pub struct BuildRequest {
    /// The operator's decisions.
    pub config: Config,
    /// Files and folders to read instead of those that the configuration names.
    pub sources: Vec<PathBuf>,
    /// The site's folder.
    pub out: PathBuf,
    /// The folder of what is remembered; beside `out` where it is missing.
    pub state: Option<PathBuf>,
    /// The clock.
    pub now: Moment,
    /// The built viewer, where the one inside this binary is not meant.
    pub viewer: Option<PathBuf>,
    /// Whether to write compressed twins of every file.
    pub compression: Compression,
}

/// Whether files get compressed twins (`.br`, `.gz`) that a server can send as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// None: the server compresses.
    #[default]
    None,
    /// Brotli 5 and gzip 6.
    Fast,
    /// Brotli 11 and gzip 9.
    Best,
}

/// What a build did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BuildReport {
    /// How many articles the edition holds.
    pub articles: usize,
    /// How many sections.
    pub sections: usize,
    /// How many items were merged into another article of the same text.
    pub merged: usize,
    /// How many files the site has, compressed twins aside.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How many of them were written; the others had not changed.
    pub written: usize,
    /// Whether the viewer was written beside the edition.
    pub viewer: bool,
    /// What was odd, and what was done about it.
    pub problems: Vec<Problem>,
}

/// Builds the edition and, where there is a viewer, its site.
///
/// The same sources, state and clock give the same bytes, whatever the number of threads.
///
/// # Errors
/// Nothing to read, a state that is torn or of another version, a folder that cannot be written.
/// What is wrong with a source is a problem of the report.
pub fn build(request: &BuildRequest) -> Result<BuildReport> {
    let state_folder = state_folder(request)?;
    let mut state = State::load(&state_folder)?;
    let (edition, mut report) = assemble_request(request, &mut state)?;
    let viewer = crate::assets::ViewerAssets::find(request.viewer.as_deref())?;
    write::write(&edition, viewer.as_ref(), request, &state_folder, &mut state, &mut report)?;
    Ok(report)
}

/// What [`build`] would report, without writing anything.
///
/// # Errors
/// As [`build`].
pub fn rehearse(request: &BuildRequest) -> Result<BuildReport> {
    let mut state = State::load(&state_folder(request)?)?;
    Ok(assemble_request(request, &mut state)?.1)
}

fn assemble_request(request: &BuildRequest, state: &mut State) -> Result<(assemble::Assembled, BuildReport)> {
    let config = &request.config;
    let named: Vec<SourceChoice> = request.sources.iter().map(|path| described(path, config)).collect();
    let choices = if named.is_empty() { &config.sources } else { &named };
    if choices.is_empty() {
        bail!("nothing to read: name a source, or list `sources` in nashra.toml");
    }
    let (documents, mut problems) = sources::read(choices, config);
    if documents.is_empty() {
        let reasons: Vec<String> = problems.iter().map(ToString::to_string).collect();
        bail!("none of the sources could be read\n{}", reasons.join("\n"));
    }
    let pages = operator_pages::read(config, &mut problems);
    let mut assembled = assemble::assemble(documents, config, state, request.now, &mut problems);
    assembled.edition.site.pages = pages.iter().map(operator_pages::link).collect();
    assembled.pages = pages;
    problems.sort();
    problems.dedup();
    let report = BuildReport {
        articles: assembled.articles.len(),
        sections: assembled.edition.sections.len(),
        merged: assembled.merged,
        problems,
        ..BuildReport::default()
    };
    Ok((assembled, report))
}

/// A source of the command line, with what the configuration says of the same path.
fn described(path: &Path, config: &Config) -> SourceChoice {
    let same = |choice: &&SourceChoice| {
        choice.path == path || matches!((choice.path.canonicalize(), path.canonicalize()), (Ok(a), Ok(b)) if a == b)
    };
    let choice = config.sources.iter().find(same);
    choice.cloned().unwrap_or(SourceChoice { path: path.to_owned(), publisher: None, section: None })
}

/// Where the state is: as asked, else in `.nashra/<output's name>` beside the output.
fn state_folder(request: &BuildRequest) -> Result<PathBuf> {
    let out = std::path::absolute(&request.out)?;
    let folder = match &request.state {
        Some(folder) => std::path::absolute(folder)?,
        None => {
            let name = out.file_name().map_or_else(|| "site".into(), std::ffi::OsStr::to_os_string);
            out.parent().unwrap_or(&out).join(".nashra").join(name)
        }
    };
    if folder.starts_with(&out) {
        bail!("the state folder {} lies inside the output: it would be published", folder.display());
    }
    Ok(folder)
}
