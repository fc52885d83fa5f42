//! `cargo xtask budget`: what a reader downloads, against the limits that the design sets.

use crate::{demo, fingerprint, viewer};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The limits, in bytes after brotli at its best: the one place that has them.
mod limit {
    /// The viewer's wasm and its JavaScript.
    pub const VIEWER: usize = 90_000;
    /// The style sheet: up to this it goes into the page itself.
    pub const STYLE: usize = 6_000;
    /// All requests of a first visit to an article, without images.
    pub const FIRST_VISIT: usize = 120_000;
    /// A prerendered article page, its style sheet inside: the median of the sample articles.
    pub const ARTICLE_PAGE: usize = 14_000;
    /// The service worker of the demo, with its list of files.
    pub const WORKER: usize = 4_000;
    /// What a frame on a partner's page loads before anything is pressed: its page and its script.
    pub const FRAME: usize = 12_000;
    /// What a partner's page loads before anything of ours is seen.
    pub const WIDGET: usize = 2_000;
}

/// A row of the table: what a reader downloads for one purpose.
struct Row {
    name: &'static str,
    files: Vec<PathBuf>,
    /// Bytes; `None` where only the sum it is part of is limited.
    limit: Option<usize>,
}

/// A row's weight, in bytes.
struct Weight {
    raw: usize,
    brotli: usize,
}

/// Prints the table; an error where a limit is passed.
pub fn run(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("usage: cargo xtask budget");
    }
    let site = demo::build_site()?;
    println!("{:<44} {:>9} {:>9} {:>9}", "bytes", "raw", "brotli", "limit");
    let mut over = Vec::new();
    for row in rows(&viewer::folder(), &site)? {
        let weight = weigh(&row.files)?;
        let (limit, verdict) = match row.limit {
            None => (String::new(), ""),
            Some(limit) if weight.brotli <= limit => (limit.to_string(), "ok"),
            Some(limit) => {
                over.push(format!("{}: {} of {limit} bytes", row.name, weight.brotli));
                (limit.to_string(), "OVER")
            }
        };
        println!("{:<44} {:>9} {:>9} {limit:>9} {verdict}", row.name, weight.raw, weight.brotli);
    }
    if !over.is_empty() {
        bail!("over the limit: {}", over.join("; "));
    }
    Ok(())
}

fn rows(dist: &Path, site: &Path) -> Result<Vec<Row>> {
    let module = |binary: &str| -> Result<[PathBuf; 2]> {
        let name = viewer::module_name(dist, binary)?;
        Ok([dist.join(format!("{name}_bg.wasm")), dist.join(format!("{name}.js"))])
    };
    let [wasm, glue] = module("viewer")?;
    let style = viewer::style_file(dist)?;
    let boot = dist.join("boot.js");
    let words = words_file(site)?;
    let edition = site.join("edition/edition.json");
    let article = median_file(&site.join("edition/articles"), ".json")?;
    let page = median_file(&site.join("article"), "index.html")?;
    let part = |name, file: &PathBuf| Row { name, files: vec![file.clone()], limit: None };
    let mut rows = vec![
        part("  wasm", &wasm),
        part("  its JavaScript", &glue),
        Row {
            name: "viewer: wasm and its JavaScript",
            files: vec![wasm.clone(), glue.clone()],
            limit: Some(limit::VIEWER),
        },
        Row { name: "  the feed reader, where it is needed", files: module("direct")?.to_vec(), limit: None },
        Row { name: "  what keeps articles, where it is needed", files: module("saved_module")?.to_vec(), limit: None },
        Row { name: "style sheet", files: vec![style.clone()], limit: Some(limit::STYLE) },
        Row {
            name: "a prerendered article page of the demo (median)",
            files: vec![page.clone()],
            limit: Some(limit::ARTICLE_PAGE),
        },
        Row { name: "sw.js, with its list of files", files: vec![site.join("sw.js")], limit: Some(limit::WORKER) },
        Row {
            name: "a frame: the demo's page for it, and its script",
            files: vec![site.join("embed/index.html"), dist.join("embed.js")],
            limit: Some(limit::FRAME),
        },
        part("  embed.js", &dist.join("embed.js")),
        part("  boot.js", &boot),
        part("  the words of one language", &words),
        part("  edition.json of the demo", &edition),
        part("  an article of the demo (median)", &article),
        Row {
            name: "first visit to an article, without images",
            files: vec![page.clone(), boot, words, glue, wasm, edition, article],
            limit: Some(limit::FIRST_VISIT),
        },
    ];
    // What later rounds build is held to its limit from the day it exists.
    let widget = dist.join("widget.js");
    if widget.exists() {
        rows.push(Row { name: "widget.js", files: vec![widget], limit: Some(limit::WIDGET) });
    }
    Ok(rows)
}

/// The interface's words in Arabic, which the demo is read in.
fn words_file(site: &Path) -> Result<PathBuf> {
    let mut files = fingerprint::files_below(site)?.into_iter();
    let is_of = |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("words-ar-"));
    files.find(is_of).with_context(|| format!("{} has no words of the interface", site.display()))
}

/// The file of middle size among those below `folder` whose names end in `end`.
fn median_file(folder: &Path, end: &str) -> Result<PathBuf> {
    let mut files = Vec::new();
    for file in fingerprint::files_below(folder)? {
        if file.to_string_lossy().ends_with(end) {
            files.push((std::fs::metadata(&file)?.len(), file));
        }
    }
    files.sort();
    let middle = files.len() / 2;
    files.into_iter().nth(middle).map(|(_, file)| file).with_context(|| format!("{} has no {end}", folder.display()))
}

/// Files are compressed one by one, as they are sent.
fn weigh(files: &[PathBuf]) -> Result<Weight> {
    let mut weight = Weight { raw: 0, brotli: 0 };
    for file in files {
        let bytes = std::fs::read(file).with_context(|| format!("{} can be read", file.display()))?;
        weight.raw += bytes.len();
        weight.brotli += compressed_size(&bytes)?;
    }
    Ok(weight)
}

fn compressed_size(bytes: &[u8]) -> Result<usize> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)
        .context("bytes in memory can be compressed")?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_said_again_weigh_little() {
        let size = compressed_size("نشرة ".repeat(1000).as_bytes()).expect("it compresses");
        assert!(size < 60, "{size}");
    }
}
