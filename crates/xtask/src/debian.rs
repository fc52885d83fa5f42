//! Debian packages, where this is Debian and we are root: elsewhere the command is named, not run.

use crate::process;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// Whether packages can be installed here without asking anyone.
pub fn is_ours() -> bool {
    Path::new("/etc/debian_version").exists()
        && process::output_of(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// The packages of `wanted` that are not installed.
pub fn missing<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    let is_installed = |package: &str| {
        process::output_of(Command::new("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package]))
            .is_ok_and(|status| status == "installed")
    };
    wanted.iter().copied().filter(|package| !is_installed(package)).collect()
}

/// Installs what is missing of `packages`; where that is not ours to do, an error that says for what and how.
pub fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let missing = missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if !is_ours() {
        bail!("{purpose} needs {names}; on Debian: apt-get update && apt-get install --no-install-recommends {names}");
    }
    eprintln!("xtask: installing {names} ({purpose})");
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet").arg("--yes");
        // What we run is shown; what it installs is not worth a page of the log.
        command.stdout(std::process::Stdio::null());
        command
    };
    process::run(apt().arg("update"))?;
    process::run(apt().args(["install", "--no-install-recommends"]).args(&missing))
        .with_context(|| format!("{purpose} needs {names}"))
}
