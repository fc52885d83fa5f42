//! What holds of every file of ours.

use super::source::{self, Source};
use anyhow::Result;

/// Rust files are read whole: beyond this they are split.
const MOST_LINES: usize = 400;
/// Files that are longer, each with its reason.
const MAY_BE_LONGER: &[&str] = &[];
/// Text of ours, wherever it is.
const FOLDERS: &[&str] = &[
    ".cargo",
    "ARCHITECTURE.md",
    "Cargo.toml",
    "README.md",
    "Trunk.toml",
    "bench",
    "crates",
    "demo",
    "docs",
    "index.html",
    "public",
    "src",
    "style",
    "tests",
];
const TEXTS: &[&str] = &[".css", ".html", ".js", ".json", ".md", ".rs", ".toml", ".txt"];

/// Every test that is switched off, and every hole left in the code.
pub fn find_unfinished() -> Result<Vec<String>> {
    // Put together, so that this file does not say them.
    let marks = [concat!("#[ign", "ore"), concat!("to", "do!("), concat!("unimple", "mented!("), concat!("db", "g!(")];
    Ok(source::rust()?
        .iter()
        .flat_map(|file| file.lines_where(|code| marks.iter().any(|mark| code.contains(mark))))
        .collect())
}

/// Every path of one person's machine.
pub fn find_machine_paths() -> Result<Vec<String>> {
    Ok(source::files(FOLDERS, TEXTS)?.iter().flat_map(machine_paths_in).collect())
}

/// Every Rust file that says more than one thing, by its length.
pub fn find_long_files() -> Result<Vec<String>> {
    Ok(source::rust()?.iter().filter_map(too_long).collect())
}

fn machine_paths_in(file: &Source) -> Vec<String> {
    let paths = [concat!("../sha", "red"), concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
    (1..)
        .zip(file.text.lines())
        .filter(|(_, line)| paths.iter().any(|path| line.contains(path)))
        // An address may have any path.
        .filter(|(_, line)| !line.contains("://"))
        .map(|(number, line)| format!("{}:{number}: {}", file.name, line.trim()))
        .collect()
}

fn too_long(file: &Source) -> Option<String> {
    let lines = file.text.lines().count();
    let is_too_long = lines > MOST_LINES && !MAY_BE_LONGER.contains(&file.name.as_str());
    is_too_long.then(|| format!("{} has {lines} lines: split it before {MOST_LINES}", file.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use source::sample;

    #[test]
    fn a_machines_own_paths_are_found() {
        let path = format!("let data = \"{}me/someone/data\";", "/ho");
        assert_eq!(machine_paths_in(&sample("src/a.rs", &path)).len(), 1);
        assert!(machine_paths_in(&sample("src/a.rs", "let data = \"demo/sources\";")).is_empty());
    }

    #[test]
    fn four_hundred_lines_are_enough() {
        assert!(too_long(&sample("src/a.rs", &"\n".repeat(400))).is_none());
        assert!(too_long(&sample("src/a.rs", &"\n".repeat(401))).is_some());
    }
}
