//! What README.md and ARCHITECTURE.md say about the repository is so.

use crate::metadata;
use anyhow::{Context, Result};

const DOCUMENTS: &[&str] = &["ARCHITECTURE.md", "README.md"];
const MAP_LINES: usize = 200;
/// What is there once something is built, or is an address in a built site rather than a file of ours.
const NOT_IN_THE_REPOSITORY: &[&str] = &[
    "target",
    "dist",
    "demo-site",
    ".nashra",
    "site",
    "edition",
    "media",
    "article",
    "section",
    "tag",
    "page",
    "saved",
    "embed",
    "widget",
    "feed",
    "shell.html",
    "404.html",
];
const EXTENSIONS: &[&str] = &["rs", "toml", "md", "css", "html", "js", "json", "svg", "png"];

/// Every path in backticks, and every linked file or picture, that is not there.
pub fn find_missing_paths() -> Result<Vec<String>> {
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = read(document)?;
        let mut paths: Vec<_> = paths_in(&text);
        paths.sort_unstable();
        paths.dedup();
        missing.extend(
            paths
                .into_iter()
                .filter(|path| !metadata::root().join(path).exists())
                .map(|path| format!("{document} names `{path}`")),
        );
    }
    Ok(missing)
}

/// Every `cargo xtask VERB` whose verb is none.
pub fn find_missing_verbs() -> Result<Vec<String>> {
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = read(document)?;
        let unknown = verbs_in(&text).filter(|verb| !crate::VERBS.iter().any(|known| known.name == *verb));
        missing.extend(unknown.map(|verb| format!("{document} names `cargo xtask {verb}`")));
    }
    Ok(missing)
}

/// A map of more than 200 lines is not read.
pub fn find_long_map() -> Result<Vec<String>> {
    let lines = read("ARCHITECTURE.md")?.lines().count();
    Ok((lines >= MAP_LINES)
        .then(|| format!("it has {lines} lines, and fewer than {MAP_LINES} are read"))
        .into_iter()
        .collect())
}

fn read(document: &str) -> Result<String> {
    std::fs::read_to_string(metadata::root().join(document)).with_context(|| format!("{document} can be read"))
}

/// Paths in backticks outside fenced blocks, and targets of links.
fn paths_in(text: &str) -> Vec<&str> {
    let mut paths = Vec::new();
    let mut is_fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
            continue;
        }
        if is_fenced {
            continue;
        }
        paths.extend(line.split('`').skip(1).step_by(2).filter(|code| is_path(code)));
        let links = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        paths.extend(
            links.filter(|link| !link.contains("://") && !link.starts_with('#') && !link.starts_with("mailto:")),
        );
    }
    paths
}

/// Whether code in backticks is meant as a path of this repository.
fn is_path(code: &str) -> bool {
    let is_plain = code.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-".contains(letter));
    let first = code.split('/').next().unwrap_or_default();
    let extension = code.rsplit_once('.').map(|(_, extension)| extension);
    let is_known = extension.is_some_and(|extension| EXTENSIONS.contains(&extension));
    let has_folder = code.trim_end_matches('/').contains('/') || code.ends_with('/');
    is_plain
        && !code.starts_with(['/', '-'])
        && !NOT_IN_THE_REPOSITORY.contains(&first)
        // A bare file name is one of the root's or a word for a kind of file: only the root's are checked.
        && (has_folder && !is_media_type(code) || is_known && first.starts_with(|letter: char| letter.is_ascii_uppercase()))
}

/// `application/json` and `nashra-edition/1` have a slash and are no paths.
fn is_media_type(code: &str) -> bool {
    let Some((kind, rest)) = code.split_once('/') else { return false };
    ["application", "text", "image", "font"].contains(&kind)
        || rest.chars().all(|letter| letter.is_ascii_digit() || letter == '.') && !rest.is_empty()
}

fn verbs_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("cargo xtask ").skip(1).filter_map(|rest| {
        let end = rest.find(|letter: char| !letter.is_ascii_lowercase() && letter != '-').unwrap_or(rest.len());
        Some(&rest[..end]).filter(|verb| !verb.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_other_code() {
        let text = "In `src/browser/` and `Trunk.toml`, not `nashra build`, `application/json`, `nashra-edition/1`, `/section/x/` or `dist/`.";
        assert_eq!(paths_in(text), ["src/browser/", "Trunk.toml"]);
    }

    #[test]
    fn linked_files_are_paths_and_addresses_are_not() {
        assert_eq!(paths_in("![](docs/front.png) [site](https://nashra.example/)"), ["docs/front.png"]);
    }

    #[test]
    fn examples_in_fenced_blocks_are_no_claims() {
        assert!(paths_in("```\n`my/articles`\n```").is_empty());
    }

    #[test]
    fn verbs_follow_the_command() {
        assert_eq!(
            verbs_in("run `cargo xtask serve` or cargo xtask test --quick").collect::<Vec<_>>(),
            ["serve", "test"]
        );
    }
}
