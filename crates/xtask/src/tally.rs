//! Counting what passed, failed and was skipped, whoever ran it.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Numbers of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that held.
    pub passed: usize,
    /// Tests that did not.
    pub failed: usize,
    /// Tests that were not run.
    pub skipped: usize,
}

impl Tally {
    /// Adds what a line of a test runner's output counts, if it counts anything.
    ///
    /// Read are Cargo's `test result: ok. 3 passed; 0 failed; 1 ignored; …` and our own runners' closing line
    /// `3 passed, 0 failed, 1 skipped`.
    pub fn read(&mut self, line: &str) {
        let is_cargos = line.starts_with("test result: ");
        let counts = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")).map_or(line, |it| it.1);
        let counts: Vec<_> = counts.split(if is_cargos { "; " } else { ", " }).map(count).collect();
        if let [Some((passed, "passed")), Some((failed, "failed")), Some((skipped, "ignored" | "skipped")), ..] =
            counts.as_slice()
        {
            self.passed += passed;
            self.failed += failed;
            self.skipped += skipped;
        }
    }

    /// Adds another tally's numbers.
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(to, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

fn count(text: &str) -> Option<(usize, &str)> {
    let (number, what) = text.split_once(' ')?;
    Some((number.parse().ok()?, what))
}

/// The file in which tests note that they were skipped, a name a line: `NASHRA_SKIPPED`.
pub struct SkippedList {
    file: PathBuf,
}

impl SkippedList {
    /// An empty list in `folder`.
    pub fn new(folder: &Path) -> Result<Self> {
        let file = folder.join("skipped.txt");
        std::fs::write(&file, "").with_context(|| format!("{} can be written", file.display()))?;
        Ok(Self { file })
    }

    /// The file to name in `NASHRA_SKIPPED`.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What has been noted so far.
    pub fn names(&self) -> Result<Vec<String>> {
        let list = std::fs::read_to_string(&self.file).with_context(|| format!("{}", self.file.display()))?;
        Ok(list.lines().map(str::to_owned).collect())
    }
}

/// Whether a skipped test is one that an engine cannot do: browser tests name it, `… on webkit`.
///
/// The others were skipped for want of something that could have been there.
pub fn is_an_engines_limit(name: &str) -> bool {
    name.rsplit_once(" on ").is_some_and(|(_, engine)| matches!(engine, "chromium" | "firefox" | "webkit"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, passed: usize, failed: usize, skipped: usize) {
        let mut tally = Tally::default();
        tally.read(line);
        assert_eq!(tally, Tally { passed, failed, skipped }, "{line}");
    }

    #[test]
    fn both_runners_closing_lines_count_and_nothing_else_does() {
        check("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.02s", 3, 0, 1);
        check("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 1, 2, 0);
        check("12 passed, 1 failed, 2 skipped", 12, 1, 2);
        check("running 3 tests", 0, 0, 0);
        check("we saw 12 passed, 1 failed, 2 skipped", 0, 0, 0);
    }

    #[test]
    fn missing_data_is_no_engines_limit() {
        assert!(is_an_engines_limit("front: a lead opens the page on webkit"));
        assert!(!is_an_engines_limit("press::the_corpus_builds"));
        assert!(!is_an_engines_limit("what depends on data"));
    }
}
