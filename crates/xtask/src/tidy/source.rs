//! Source files, line by line, without what only people read.

use crate::{fingerprint, metadata};
use anyhow::{Context, Result};
use std::path::Path;

/// A file's name, relative to the repository with `/` between its folders, and its text.
pub struct Source {
    /// Such as `src/pages/front.rs`.
    pub name: String,
    /// All of it.
    pub text: String,
}

impl Source {
    /// The lines of code with their numbers from 1, comments cut off. Comments may name what code may not.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines()).map(|(number, line)| (number, without_comment(line)))
    }

    /// `file:line: code`, for each line of code in which `is_wrong`.
    pub fn lines_where(&self, is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
        self.code()
            .filter(|(_, code)| is_wrong(code))
            .map(|(number, code)| format!("{}:{number}: {}", self.name, code.trim()))
            .collect()
    }
}

/// The files below `folders` (of the repository) whose names end in one of `ends`.
pub fn files(folders: &[&str], ends: &[&str]) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for folder in folders {
        for file in fingerprint::files_below(&metadata::root().join(folder))? {
            let name = name_of(&file);
            if ends.iter().any(|end| name.ends_with(end)) {
                let text = std::fs::read_to_string(&file).with_context(|| format!("{name} can be read"))?;
                sources.push(Source { name, text });
            }
        }
    }
    Ok(sources)
}

/// Rust sources of ours, everywhere.
pub fn rust() -> Result<Vec<Source>> {
    files(&["bench", "crates", "src", "tests"], &[".rs"])
}

fn name_of(file: &Path) -> String {
    let relative = file.strip_prefix(metadata::root()).unwrap_or(file);
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A line up to its `//`, where that is not the `//` of an address.
fn without_comment(line: &str) -> &str {
    let is_comment = |start: &usize| !line[..*start].ends_with(':');
    match line.match_indices("//").map(|(start, _)| start).find(is_comment) {
        Some(start) => &line[..start],
        None => line,
    }
}

/// Whether `code` has `word` as a whole word: neither a part of a longer name, nor of a hyphenated one.
pub fn has_word(code: &str, word: &str) -> bool {
    let is_of_a_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    code.match_indices(word).any(|(start, _)| {
        !code[..start].ends_with(is_of_a_word) && !code[start + word.len()..].starts_with(is_of_a_word)
    })
}

/// Runs `find` on one made-up file, for the tests of the checks.
#[cfg(test)]
pub fn sample(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_cut_off_and_addresses_are_not() {
        assert_eq!(without_comment("let a = 1; // web_sys"), "let a = 1; ");
        assert_eq!(without_comment("let a = \"https://nashra.example/\";"), "let a = \"https://nashra.example/\";");
    }

    #[test]
    fn a_word_is_whole() {
        assert!(has_word("use web_sys::Window;", "web_sys"));
        assert!(!has_word("my_web_sys_wrapper()", "web_sys"));
    }
}
