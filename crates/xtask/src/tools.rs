//! The tools that are not Rust crates of ours, cached outside the clone: a second clone finds them.
//!
//! `bin/` is a `cargo install --root`, `npm/` an `npm install --prefix`.

use crate::{metadata, process};
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.37.1";
/// The optimiser of wasm, that of JavaScript, the accessibility rules that the browser tests run, the validator of
/// HTML.
const NPM_PACKAGES: &[(&str, &str)] =
    &[("binaryen", "132.0.0"), ("esbuild", "0.28.2"), ("axe-core", "4.14.1"), ("html-validate", "10.17.0")];

/// The cache: `NASHRA_TOOLS`, else `nashra/tools` in the user's cache folder.
pub fn folder() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("NASHRA_TOOLS") {
        return Ok(folder.into());
    }
    let cache = match std::env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()) {
        Some(cache) => PathBuf::from(cache),
        None => std::env::home_dir().context("no home folder; set NASHRA_TOOLS to one for the tools")?.join(".cache"),
    };
    Ok(cache.join("nashra/tools"))
}

/// Where npm puts its packages.
pub fn node_modules() -> Result<PathBuf> {
    Ok(folder()?.join("npm/node_modules"))
}

/// PATH with our tools first.
pub fn path(first: Option<PathBuf>) -> Result<OsString> {
    let ours = [folder()?.join("bin"), node_modules()?.join(".bin")];
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let folders = first.into_iter().chain(ours).chain(std::env::split_paths(&inherited));
    std::env::join_paths(folders).context("PATH can be put together")
}

/// Finds or installs what builds the viewer: Trunk, wasm-bindgen of the locked version, wasm-opt.
pub fn install_for_build() -> Result<()> {
    // Without --locked, but for Trunk: a tool's own lock file may name what a mirror does not have.
    install_crates(&[
        Crate { package: "trunk", program: "trunk", version: TRUNK, is_locked: true },
        Crate {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: &locked_version("wasm-bindgen")?,
            is_locked: false,
        },
    ])?;
    install_npm_packages()
}

/// Finds or installs what the browser tests need beside the browsers.
pub fn install_for_browser_tests() -> Result<()> {
    install_crates(&[Crate {
        package: "geckodriver",
        program: "geckodriver",
        version: GECKODRIVER,
        is_locked: false,
    }])?;
    install_npm_packages()
}

/// The version of `package` in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(metadata::root().join("Cargo.lock")).context("Cargo.lock can be read")?;
    version_in_lock(&lock, package).with_context(|| format!("Cargo.lock has no {package}"))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

/// A program that is compiled from its crate.
struct Crate<'a> {
    package: &'a str,
    program: &'a str,
    version: &'a str,
    is_locked: bool,
}

/// Installs those of `crates` that are not here.
///
/// They are compiled quickly rather than well: Trunk takes five minutes so on two slow cores, and eight optimised;
/// what they then do for a build takes them seconds (wasm-bindgen 0.9 s, in place of 0.2 s).
fn install_crates(crates: &[Crate<'_>]) -> Result<()> {
    let folder = folder()?;
    // One for all, outside the clone: they share crates with each other, and nothing with our own build.
    let target = std::env::temp_dir().join("nashra-tools");
    for Crate { package, program, version, is_locked } in crates {
        let installed = folder.join("bin").join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
        if process::output_of(Command::new(&installed).arg("--version")).is_ok_and(|said| says_version(&said, version))
        {
            continue;
        }
        eprintln!("xtask: installing {program} {version} in {} (a few minutes, once)", folder.display());
        let mut install = metadata::cargo();
        install.current_dir(std::env::temp_dir()).env("CARGO_TARGET_DIR", &target).env("CARGO_PROFILE_DEV_DEBUG", "0");
        install.args(["install", "--quiet", "--force", "--debug", package, "--version", version, "--root"]);
        install.arg(&folder);
        if *is_locked {
            install.arg("--locked");
        }
        process::run(&mut install)?;
    }
    if target.exists() {
        std::fs::remove_dir_all(&target).with_context(|| format!("{} can be removed", target.display()))?;
    }
    Ok(())
}

/// Whether the first line of what a program says of itself has `version` as one of its words.
fn says_version(said: &str, version: &str) -> bool {
    said.lines().next().is_some_and(|line| line.split_whitespace().any(|word| word == version))
}

/// All at once: npm removes what an earlier call installed and no list names.
fn install_npm_packages() -> Result<()> {
    let modules = node_modules()?;
    let is_installed = |(package, version): &(&str, &str)| {
        std::fs::read_to_string(modules.join(package).join("package.json"))
            .is_ok_and(|json| json.contains(&format!("\"version\": \"{version}\"")))
    };
    if NPM_PACKAGES.iter().all(is_installed) {
        return Ok(());
    }
    let wanted: Vec<_> = NPM_PACKAGES.iter().map(|(package, version)| format!("{package}@{version}")).collect();
    if process::find_on_path("npm").is_none() {
        bail!("{} come from npm, which is not here: install Node.js, then run this again", wanted.join(" and "));
    }
    let prefix = folder()?.join("npm");
    eprintln!("xtask: installing {} in {}", wanted.join(" and "), prefix.display());
    std::fs::create_dir_all(&prefix).with_context(|| format!("{} can be made", prefix.display()))?;
    process::run(
        Command::new("npm")
            .current_dir(&prefix)
            .args(["install", "--silent", "--no-audit", "--no-fund", "--save-exact", "--prefix"])
            .arg(&prefix)
            .args(&wanted),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_package_and_not_of_its_namesakes() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }

    #[test]
    fn a_longer_version_is_another_version() {
        assert!(says_version("trunk 0.21.14\n", "0.21.14"));
        assert!(!says_version("trunk 0.21.1\n", "0.21.14"));
        assert!(!says_version("trunk 0.21.140\n", "0.21.14"));
    }
}
