//! Where the repository is, and what Cargo knows of it.

use crate::process;
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The repository's folder.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        // Cargo says it at run time; what it said at compile time is for a binary started by hand.
        let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let package = package.filter(|folder| folder.ends_with("crates/xtask"));
        let package = package.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        package.ancestors().nth(2).expect("crates/xtask is two folders below the root").to_path_buf()
    })
}

/// Cargo, in the repository's folder, as if it were called by hand.
///
/// `cargo run` tells this program what its own package is; build scripts that ask for it would run again, and what
/// needs them be compiled again, each time that someone changes between `cargo test` and `cargo xtask test`.
pub fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root());
    let is_ours = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(is_ours)) {
        command.env_remove(name);
    }
    command
}

/// `cargo metadata` of the workspace's own packages.
pub fn of_workspace() -> Result<Value> {
    let json = process::output_of(cargo().args(["metadata", "--no-deps", "--format-version", "1", "--locked"]))?;
    serde_json::from_str(&json).context("cargo metadata is JSON")
}

/// Cargo's target folder, wherever it is configured to be.
pub fn target_folder() -> Result<PathBuf> {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    if let Some(folder) = FOLDER.get() {
        return Ok(folder.clone());
    }
    let metadata = of_workspace()?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names the target folder")?;
    Ok(FOLDER.get_or_init(|| PathBuf::from(folder)).clone())
}

/// Our own scratch folder below Cargo's, created.
pub fn scratch_folder() -> Result<PathBuf> {
    let folder = target_folder()?.join("xtask");
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}
