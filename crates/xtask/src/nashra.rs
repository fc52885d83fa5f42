//! The `nashra` command of this clone.

use crate::{metadata, process, viewer};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// How the command is compiled: quickly for people and tests, well for figures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Cargo's `dev`.
    Quick,
    /// Cargo's `release`.
    Release,
}

/// `cargo xtask release`: what an operator installs.
pub fn run_release(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("usage: cargo xtask release");
    }
    viewer::build_if_changed()?;
    println!("{}", build(Profile::Release)?.display());
    Ok(())
}

/// Compiles the command, with the viewer inside where one is built; returns its path.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let mut cargo = metadata::cargo();
    let dist = viewer::folder();
    if dist.join("index.html").exists() {
        cargo.env("NASHRA_VIEWER_DIST", dist);
    }
    cargo.args(["build", "--locked", "--package", "nashra-press", "--bin", "nashra"]);
    let folder = match profile {
        Profile::Quick => "debug",
        Profile::Release => {
            cargo.arg("--release");
            "release"
        }
    };
    process::run(&mut cargo)?;
    Ok(metadata::target_folder()?.join(folder).join(format!("nashra{}", std::env::consts::EXE_SUFFIX)))
}

/// The command, to be run in the repository's folder.
pub fn command(profile: Profile) -> Result<Command> {
    let mut command = Command::new(build(profile)?);
    command.current_dir(metadata::root());
    Ok(command)
}
