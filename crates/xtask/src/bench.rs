//! `cargo xtask bench`: the benchmarks. They print figures and judge none.

use crate::nashra::{self, Profile};
use crate::{demo, metadata, process, setup, tools, viewer};
use anyhow::{Result, bail};

/// Runs the benchmarks whose names match; all of them where none is named.
pub fn run(arguments: &[String]) -> Result<()> {
    let name = match arguments {
        [] => "*",
        [name] if !name.starts_with('-') => name,
        _ => bail!("usage: cargo xtask bench [NAME]"),
    };
    let site = demo::build_site()?;
    setup::for_browser_tests()?;
    if std::env::var_os("NASHRA_DATA").is_none() {
        println!("NASHRA_DATA is not set: what measures the sample data says so, and is skipped");
    }
    process::run(
        metadata::cargo()
            .args(["bench", "--workspace", "--locked", "--bench", name])
            .env("NASHRA_BIN", nashra::build(Profile::Release)?)
            .env("NASHRA_DIST", viewer::folder())
            .env("NASHRA_DEMO", site)
            .env("NASHRA_TOOLS", tools::folder()?)
            .env("PATH", tools::path(None)?),
    )
}
