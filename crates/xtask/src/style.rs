//! `cargo xtask style`: `style/index.css` and all it imports -> `target/style/nashra.css`, and the same of
//! `style/embed.css` for pages in frames.
//!
//! One file a page, because each style sheet is a request that blocks the first paint. What would be wrong in a
//! right-to-left page is refused here, by the parsed rules: see [`rules`].

mod declarations;
mod rules;

use crate::metadata;
use anyhow::{Context, Result, anyhow, bail};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::{Browsers, Features, Targets};
use std::path::Path;

/// What is bundled, and where Trunk takes it from: a fixed place in the clone, wherever Cargo's target folder is.
const BUNDLES: [(&str, &str); 2] =
    [("style/index.css", "target/style/nashra.css"), ("style/embed.css", "target/style/embed.css")];

/// Bundles the style sheets for Trunk.
pub fn run(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("usage: cargo xtask style");
    }
    BUNDLES.iter().try_for_each(|(entry, file)| write_bundle(entry, file))
}

fn write_bundle(entry: &str, file: &str) -> Result<()> {
    let css = bundle(&metadata::root().join(entry))?;
    let file = metadata::root().join(file);
    let folder = file.parent().context("the bundle is in a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("{} can be made", folder.display()))?;
    // Untouched where it is the same: Trunk and Cargo go by the file's time.
    if std::fs::read_to_string(&file).is_ok_and(|old| old == css) {
        return Ok(());
    }
    std::fs::write(&file, css).with_context(|| format!("{} can be written", file.display()))
}

/// The minified bundle of `entry`; an error that lists every rule that is refused, by file and line.
pub fn bundle(entry: &Path) -> Result<String> {
    let folder = entry.parent().context("the entry is in a folder")?;
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| anyhow!("{}: {error}", entry.display()))?;
    let refusals = rules::refusals(&sheet, folder);
    if !refusals.is_empty() {
        bail!("the style sheets break rules of this house:\n  {}", refusals.join("\n  "));
    }
    let targets = targets();
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| anyhow!("{}: {error}", entry.display()))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("{}: {error}", entry.display()))?;
    Ok(printed.code)
}

/// The browsers of early 2023 and later: all have layers, `:has` is not assumed.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets {
        browsers: Some(Browsers {
            chrome: version(111, 0),
            edge: version(111, 0),
            firefox: version(113, 0),
            safari: version(16, 4),
            ios_saf: version(16, 4),
            ..Browsers::default()
        }),
        // Never rewritten: `:dir()` would become a list of languages, which say nothing of direction, and a
        // logical property would become two physical ones.
        exclude: Features::DirSelector | Features::LogicalProperties,
        ..Targets::default()
    }
}
