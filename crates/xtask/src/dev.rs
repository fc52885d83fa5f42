//! `cargo xtask dev`: Trunk with reload, on the demo edition.
//!
//! The same as plain `trunk serve` with our tools on PATH, but into a folder of its own: the release viewer
//! in `dist/` stays as it is.

use crate::{metadata, process, serve, setup, viewer};
use anyhow::{Result, bail};

/// Serves until Ctrl-C.
pub fn run(arguments: &[String]) -> Result<()> {
    let port = match arguments {
        [] => 8080,
        [flag, port] if flag == "--port" => serve::read_port(Some(port))?,
        _ => bail!("usage: cargo xtask dev [--port N]"),
    };
    let compiler = setup::for_build()?;
    let dist = metadata::scratch_folder()?.join("dev-dist");
    std::fs::create_dir_all(&dist)?;
    process::run(viewer::trunk(compiler)?.args(["serve", "--port", &port.to_string(), "--dist"]).arg(dist))
}
