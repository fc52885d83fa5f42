//! The `nashra` command of this clone.

use crate::{metadata, process};
use anyhow::Result;
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

/// Compiles the command; returns its path.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let mut cargo = metadata::cargo();
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
