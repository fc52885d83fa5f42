//! The probe: the viewer's own readers of HTML and JSON, built for a test page.

use crate::Places;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// What wasm-bindgen makes of `nashra-browser-probe`: its JavaScript and its WebAssembly.
#[derive(Clone)]
pub struct Probe {
    /// `probe.js`, a module.
    pub js: Arc<[u8]>,
    /// `probe_bg.wasm`.
    pub wasm: Arc<[u8]>,
}

impl Probe {
    /// Builds it, which takes a moment when nothing has changed.
    ///
    /// # Errors
    /// What cargo or wasm-bindgen said.
    pub fn build(places: &Places) -> Result<Self, String> {
        let target = places.scratch.join("probe-target");
        let path = tools_path(&places.tools);
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../probe/Cargo.toml");
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--release", "--target", "wasm32-unknown-unknown", "--manifest-path"]).arg(manifest);
        // What the test's own cargo has set for its compiler is not for this one.
        cargo.arg("--target-dir").arg(&target).env("PATH", &path).env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        succeed(cargo)?;
        let out = places.scratch.join("probe");
        let mut bindgen = Command::new("wasm-bindgen");
        bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&out).env("PATH", &path);
        bindgen.arg(target.join("wasm32-unknown-unknown/release/probe.wasm"));
        succeed(bindgen)?;
        let read =
            |name: &str| std::fs::read(out.join(name)).map(Arc::from).map_err(|error| format!("{name}: {error}"));
        Ok(Self { js: read("probe.js")?, wasm: read("probe_bg.wasm")? })
    }
}

/// PATH with the tool cache in front; its `debian-web` holds a `cargo` that compiles for wasm32 where
/// rustup's cannot.
fn tools_path(tools: &Path) -> std::ffi::OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> =
        [tools.join("debian-web"), tools.join("bin")].into_iter().chain(std::env::split_paths(&rest)).collect();
    std::env::join_paths(folders).unwrap_or(rest)
}

fn succeed(mut command: Command) -> Result<(), String> {
    let program = command.get_program().display().to_string();
    let output = command.output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = said.lines().rev().take(20).collect();
    Err(format!("{program}: {}\n{}", output.status, last.into_iter().rev().collect::<Vec<_>>().join("\n")))
}
