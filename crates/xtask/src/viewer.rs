//! The release build of the viewer, by Trunk, into `dist/`.

mod shrink;

use crate::wasm_target::WasmCompiler;
use crate::{fingerprint, metadata, process, setup, tools};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a change of makes another viewer.
const SOURCES: &[&str] = &[
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates/browser",
    "crates/direct",
    "crates/model",
    "crates/saved",
    "crates/wire",
    "crates/xtask/src/style",
    "crates/xtask/src/style.rs",
    "crates/xtask/src/viewer",
    "crates/xtask/src/viewer.rs",
    "crates/xtask/src/wasm_target.rs",
    "index.html",
    "public",
    "src",
    "style",
];
/// Crates that weigh more than they give in a browser, which has its own: measured 57 KB brotli for `url` alone.
///
/// Leptos names `url` among its own dependencies, and the linker drops it again: so what counts is what is in
/// the linked wasm. Each is how a symbol of the crate is spelled, mangled: the name after its length.
const NATIVE_ONLY: &[(&str, &str)] = &[
    ("url", "3url6parser"),
    ("url", "3url4host"),
    ("idna", "4idna"),
    ("icu_normalizer", "14icu_normalizer"),
    ("icu_properties", "14icu_properties"),
    ("html5ever", "9html5ever"),
    ("ammonia", "7ammonia"),
];

/// A module of WebAssembly.
struct Module {
    /// Its binary.
    binary: &'static str,
    /// What is imported from its JavaScript.
    exports: &'static str,
}

const MODULES: &[Module] = &[
    Module { binary: "viewer", exports: "default" },
    Module { binary: "direct", exports: "default, read" },
    Module { binary: "saved_module", exports: "default, act" },
];

/// The folder of the release viewer.
pub fn folder() -> PathBuf {
    metadata::root().join("dist")
}

/// Builds the viewer unless `dist/` is what these sources gave; returns its folder.
pub fn build_if_changed() -> Result<PathBuf> {
    let dist = folder();
    let stamp_file = metadata::scratch_folder()?.join("viewer.stamp");
    // Of both sides: any `trunk build` or `trunk serve` writes to the same folder.
    let stamp = || -> Result<String> {
        let sources = fingerprint::of(metadata::root(), SOURCES)?;
        Ok(format!("{sources} {}", fingerprint::of(metadata::root(), &["dist"])?))
    };
    if dist.join("index.html").exists()
        && std::fs::read_to_string(&stamp_file).is_ok_and(|old| Some(old) == stamp().ok())
    {
        return Ok(dist);
    }
    let compiler = setup::for_build()?;
    eprintln!("xtask: building the release viewer");
    process::run(trunk(compiler)?.args(["build", "--release"]))?;
    for module in MODULES {
        refuse_native_crates(module)?;
        shrink::shrink(&dist, &module_name(&dist, module.binary)?, module.exports)?;
    }
    let scripts =
        ["early.js", "boot.js", "embed-early.js", "embed.js", "sw.js", "sw-off.js", "widget.js", "widget-page.js"];
    for script in scripts {
        shrink::minify(&dist.join(script))?;
    }
    std::fs::write(&stamp_file, stamp()?).with_context(|| format!("{} can be written", stamp_file.display()))?;
    Ok(dist)
}

/// Trunk, in the repository's folder, with our tools on its PATH.
pub fn trunk(compiler: WasmCompiler) -> Result<Command> {
    let mut command = Command::new(tools::folder()?.join("bin/trunk"));
    command.current_dir(metadata::root()).env("PATH", tools::path(Some(compiler.path_folder()?))?);
    // Trunk reads NO_COLOR as true or false; what other programs set there ("1") is an error to it.
    command.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
    Ok(command)
}

/// What the files of the module `binary` are called, before `.js` and `_bg.wasm`: Trunk puts a hash into one's.
pub fn module_name(dist: &Path, binary: &str) -> Result<String> {
    let files = fingerprint::files_below(dist)?;
    let mut names = files.iter().filter_map(|file| file.file_name()?.to_str()?.strip_suffix("_bg.wasm"));
    let name = names.find(|name| name.split('-').next() == Some(binary));
    Ok(name.with_context(|| format!("{} has no {binary}", dist.display()))?.to_owned())
}

/// The style sheet of whole pages, into whose name Trunk puts a hash.
pub fn style_file(dist: &Path) -> Result<PathBuf> {
    let is_style = |name: &str| name.starts_with("nashra-") && name.ends_with(".css");
    let mut found = fingerprint::files_below(dist)?.into_iter();
    let found = found.find(|file| file.file_name().and_then(|name| name.to_str()).is_some_and(is_style));
    found.with_context(|| format!("{} has no style sheet", dist.display()))
}

/// An error where a crate that belongs to native programs is linked into the wasm that Cargo made.
///
/// Read before wasm-opt, which drops the names.
fn refuse_native_crates(module: &Module) -> Result<()> {
    let file = metadata::target_folder()?.join(format!("wasm32-unknown-unknown/wasm-release/{}.wasm", module.binary));
    let wasm = std::fs::read(&file).with_context(|| format!("{} can be read", file.display()))?;
    if !contains(&wasm, "4core") {
        bail!("{} has no names of functions, by which to see what is linked into it", file.display());
    }
    match native_crate_in(&wasm) {
        Some(package) => bail!(
            "crate {package} is linked into the wasm, where the browser has its own; see who brings it: cargo tree \
             --target wasm32-unknown-unknown -e normal -p nashra-viewer --features csr -i {package}"
        ),
        None => Ok(()),
    }
}

fn native_crate_in(wasm: &[u8]) -> Option<&'static str> {
    NATIVE_ONLY.iter().find(|(_, symbol)| contains(wasm, symbol)).map(|(package, _)| *package)
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_native_crate_is_known_by_its_symbols() {
        assert_eq!(native_crate_in(b"_ZN3url6parser6Parser5parse17h0"), Some("url"));
        assert_eq!(native_crate_in(b"_RNvMs_NtCsaB_3url6parserNtB4_6Parser"), Some("url"));
        assert_eq!(native_crate_in(b"_ZN5model7SafeUrl5parse17h0 form_urlencoded"), None);
    }
}
