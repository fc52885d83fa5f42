//! `cargo xtask setup`: finds or installs what the other verbs need. They call it themselves.

use crate::wasm_target::{self, WasmCompiler};
use crate::{browsers, metadata, process, tools};
use anyhow::{Result, bail};

/// Finds or installs the tools of a build, with `--browsers` also what the browser tests need, and says where.
pub fn run(arguments: &[String]) -> Result<()> {
    let with_browsers = match arguments {
        [] => false,
        [flag] if flag == "--browsers" => true,
        _ => bail!("usage: cargo xtask setup [--browsers]"),
    };
    let compiler = for_build()?;
    if with_browsers {
        for_browser_tests()?;
    }
    println!("Everything is here. For plain `trunk serve`:");
    println!("  export PATH='{}'", tools::path(Some(compiler.path_folder()?))?.display());
    Ok(())
}

/// What a build of the viewer needs; returns the compiler for wasm32.
pub fn for_build() -> Result<WasmCompiler> {
    let compiler = wasm_target::install()?;
    tools::install_for_build()?;
    // Trunk builds offline, so that a missing tool is an error: the crates are fetched before.
    process::run(metadata::cargo().args(["fetch", "--quiet", "--locked"]))?;
    Ok(compiler)
}

/// What the browser tests need.
pub fn for_browser_tests() -> Result<()> {
    browsers::install()?;
    tools::install_for_browser_tests()
}
