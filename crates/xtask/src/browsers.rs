//! The browsers that the tests drive: Chromium, Firefox and WebKitGTK, as Debian has them.

use crate::{debian, process};
use anyhow::{Result, bail};

/// A program that the tests start, and the Debian package that has it.
const PROGRAMS: &[(&str, &str)] = &[
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("Xvfb", "xvfb"),
];
/// Without it, Arabic is drawn as boxes: the tests measure real letters.
const FONTS: &str = "fonts-noto-core";

/// Installs what is missing where that is ours to do, else names it.
pub fn install() -> Result<()> {
    let missing: Vec<_> = PROGRAMS.iter().filter(|(program, _)| process::find_on_path(program).is_none()).collect();
    if debian::is_ours() {
        let packages: Vec<_> = missing.iter().map(|(_, package)| *package).chain([FONTS]).collect();
        return debian::install(&packages, "the browser tests");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let programs: Vec<_> = missing.iter().map(|(program, _)| *program).collect();
    let packages: Vec<_> = missing.iter().map(|(_, package)| *package).collect();
    bail!(
        "the browser tests need {} on PATH; on Debian: apt-get install {} {FONTS}; or leave them out: \
         cargo xtask test --quick",
        programs.join(", "),
        packages.join(" ")
    )
}
