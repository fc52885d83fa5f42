//! Inputs that are made to cost: each is refused or cut and told of, and everything else is built. What
//! they take is measured by a benchmark; here, what they leave.

use super::desk::{Desk, item};
use crate::bombs;
use std::path::Path;

/// The bytes of all files under `folder`.
fn bytes_under(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| if entry.path().is_dir() { bytes_under(&entry.path()) } else { entry.metadata().unwrap().len() })
        .sum()
}

#[test]
fn a_bomb_among_the_sources_is_told_of_and_the_rest_is_built() {
    for bomb in bombs::all().into_iter().filter(|bomb| bomb.content_encoding.is_none()) {
        let desk = Desk::with_items(&[item(1, "خبر", "نص الخبر الأول.")]);
        std::fs::write(desk.path("sources").join("bomb"), (bomb.make)(5 << 20)).unwrap();
        let report = desk.build();
        desk.article("خبر");
        let told: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|problem| problem.contains(bomb.told)), "{}: {told:#?}", bomb.name);
        // At most two for each of 10,000 items.
        assert!(told.len() <= 20_010, "{}: {} problems", bomb.name, told.len());
        let written = bytes_under(&desk.site()) + bytes_under(&desk.path(".nashra"));
        assert!(written < 16 << 20, "{}: {written} bytes were written", bomb.name);
        if bomb.name.starts_with("XML") {
            desk.article("whole");
        }
    }
}
