//! A Rust compiler with a standard library for wasm32: the active one, else rustup's download, else Debian's.
//!
//! Networks that mirror only package registries have no rustup components. Debian has a compiler of its own
//! beside the library's sources, so that the library can be built here, once.

use crate::{debian, metadata, process, tools};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "lld-19"];
const DEBIAN_LINKER: &str = "wasm-ld-19";
const DEBIAN_TOOLCHAIN: &str = "debian-web";

/// Which compiler builds for wasm32 here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum WasmCompiler {
    /// The one that builds everything else.
    Active,
    /// Debian's, linked into rustup as `debian-web`.
    Debian,
}

impl WasmCompiler {
    /// Cargo, for a command that compiles for wasm32, in the repository's folder.
    pub fn cargo(self) -> Command {
        let mut command = metadata::cargo();
        if self == WasmCompiler::Debian {
            command
                .env("RUSTUP_TOOLCHAIN", DEBIAN_TOOLCHAIN)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER)
                .env_remove("LD_LIBRARY_PATH");
        }
        command
    }

    /// A folder to put first on the PATH of what calls `cargo` itself (Trunk).
    ///
    /// Its `cargo` changes what is compiled for wasm32, and only that, since Trunk's hooks are native: it sends it
    /// to Debian's compiler where that is the one, and a release to a standard library made for size.
    pub fn path_folder(self) -> Result<PathBuf> {
        let folder = tools::folder()?.join(match self {
            WasmCompiler::Active => "active",
            WasmCompiler::Debian => DEBIAN_TOOLCHAIN,
        });
        std::fs::create_dir_all(&folder).with_context(|| format!("{} can be made", folder.display()))?;
        let real = process::find_on_path("cargo").context("cargo is on PATH")?;
        let file = folder.join("cargo");
        // A start from within a start (the README check) finds this very file first.
        if real != file {
            write_cargo_by_target(&file, &real, self)?;
        }
        Ok(folder)
    }
}

/// Finds or installs a compiler for wasm32; an error that names the commands where none can be had.
pub fn install() -> Result<WasmCompiler> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let rustup = || Command::new("rustup");
    if process::succeeds(rustup().args(["target", "add", TARGET])) && can_compile(&mut Command::new("rustc")) {
        return Ok(WasmCompiler::Active);
    }
    if !debian::is_ours() {
        bail!(
            "there is no standard library for {TARGET}: run `rustup target add {TARGET}`; where rustup cannot \
             download, Debian's {} build one (as root, this command does it)",
            DEBIAN_PACKAGES.join(" ")
        );
    }
    debian::install(DEBIAN_PACKAGES, "compiling for wasm32 without rustup's download")?;
    if !can_compile(&mut debian_rustc()) {
        let sysroot = process::output_of(debian_rustc().args(["--print", "sysroot"]))?;
        let library = Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib");
        build_standard_library(&library)?;
    }
    process::run(rustup().args(["toolchain", "link", DEBIAN_TOOLCHAIN, "/usr"]))?;
    find().context("Debian's compiler still has no standard library for wasm32")
}

fn find() -> Option<WasmCompiler> {
    if can_compile(Command::new("rustc").current_dir(metadata::root())) {
        return Some(WasmCompiler::Active);
    }
    let is_linked = process::output_of(Command::new("rustup").args(["toolchain", "list"]))
        .is_ok_and(|list| list.lines().any(|line| line.split_whitespace().next() == Some(DEBIAN_TOOLCHAIN)));
    let has_linker = process::find_on_path(DEBIAN_LINKER).is_some();
    (is_linked && has_linker && can_compile(&mut debian_rustc())).then_some(WasmCompiler::Debian)
}

fn debian_rustc() -> Command {
    let mut command = Command::new("/usr/bin/rustc");
    command.env_remove("LD_LIBRARY_PATH");
    command
}

/// Whether `rustc` compiles an empty library for wasm32.
///
/// Files that are there may be of another version: after an upgrade of the compiler, they are.
fn can_compile(rustc: &mut Command) -> bool {
    let output = std::env::temp_dir().join(format!("nashra-wasm32-{}.rmeta", std::process::id()));
    let compiles = process::succeeds(
        rustc
            .args(["--target", TARGET, "--crate-type", "lib", "--crate-name", "probe", "-", "-o"])
            .arg(&output)
            .args(["--emit", "metadata"]),
    );
    // Where it did not compile there is nothing to remove.
    let _ = std::fs::remove_file(&output);
    compiles
}

/// Builds Debian's standard library for wasm32 and puts it in `library`, where a downloaded target would be.
fn build_standard_library(library: &Path) -> Result<()> {
    eprintln!("xtask: building the standard library for {TARGET} (a minute, once)");
    let scratch = std::env::temp_dir().join(format!("nashra-wasm32-std-{}", std::process::id()));
    std::fs::create_dir_all(scratch.join("src")).with_context(|| format!("{} can be made", scratch.display()))?;
    std::fs::write(
        scratch.join("Cargo.toml"),
        "[package]\nname = \"standard_library\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    std::fs::write(scratch.join("src/lib.rs"), "")?;
    let target = scratch.join("target");
    process::run(
        Command::new("/usr/bin/cargo")
            .current_dir(&scratch)
            .env_remove("LD_LIBRARY_PATH")
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", "-Cembed-bitcode=yes -Cdebuginfo=0")
            .env("CARGO_TARGET_DIR", &target)
            .args(["build", "--quiet", "--release", "--target", TARGET])
            .args(["-Z", "build-std=std,panic_abort,proc_macro"]),
    )?;
    remove_libraries(library)?;
    let built = target.join(TARGET).join("release/deps");
    for entry in std::fs::read_dir(&built).with_context(|| format!("{} can be listed", built.display()))? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libstandard_library-") {
            let to = library.join(&name);
            std::fs::copy(&file, &to).with_context(|| format!("{} can be written", to.display()))?;
        }
    }
    std::fs::remove_dir_all(&scratch).with_context(|| format!("{} can be removed", scratch.display()))
}

/// Makes `library` an empty folder: two versions of one library side by side are an error to the compiler.
fn remove_libraries(library: &Path) -> Result<()> {
    if library.exists() {
        std::fs::remove_dir_all(library).with_context(|| format!("{} can be removed", library.display()))?;
    }
    std::fs::create_dir_all(library).with_context(|| format!("{} can be made", library.display()))
}

/// The sources of the standard library, which a release compiles for size, and the crates that they need: found,
/// else fetched.
///
/// Without them the release is a tenth larger; that is said, and the budget judges.
fn find_library_sources() -> bool {
    let workspace = || -> Option<PathBuf> {
        let sysroot =
            process::output_of(Command::new("rustc").current_dir(metadata::root()).args(["--print", "sysroot"]))
                .ok()?;
        let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
        library.join("std").exists().then(|| library.join("Cargo.toml"))
    };
    let found = workspace().or_else(|| {
        process::succeeds(Command::new("rustup").args(["component", "add", "rust-src"]));
        workspace()
    });
    // Trunk builds offline: what the library locks, and nothing of ours does, is fetched before.
    let is_whole = found.is_some_and(|manifest| {
        let mut fetch = metadata::cargo();
        fetch.env("RUSTC_BOOTSTRAP", "1").args(["fetch", "--quiet", "--locked", "--manifest-path"]).arg(manifest);
        process::succeeds(&mut fetch)
    });
    if !is_whole {
        eprintln!(
            "xtask: without the library's sources (`rustup component add rust-src`) and the crates they need the \
             viewer is a tenth larger"
        );
    }
    is_whole
}

/// Measured on the viewer, brotli 11: 99.1 KB of wasm with the library as it is distributed, 86.4 KB so.
fn release_settings() -> String {
    let flags = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";
    format!(
        "case \" $* \" in *{TARGET}*wasm-release*|*wasm-release*{TARGET}*)\n\
         \texport RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort\n\
         \texport CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size\n\
         \texport CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS='{flags}' ;;\n\
         esac\n"
    )
}

fn write_cargo_by_target(file: &Path, real: &Path, compiler: WasmCompiler) -> Result<()> {
    let settings =
        if compiler == WasmCompiler::Debian || find_library_sources() { release_settings() } else { String::new() };
    let toolchain = match compiler {
        WasmCompiler::Active => String::new(),
        WasmCompiler::Debian => format!(
            "case \" $* \" in *{TARGET}*)\n\
             \tunset LD_LIBRARY_PATH\n\
             \texport RUSTUP_TOOLCHAIN={DEBIAN_TOOLCHAIN} CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER={DEBIAN_LINKER} ;;\n\
             esac\n"
        ),
    };
    let script = format!(
        "#!/bin/sh\n\
         # What is compiled for wasm32 is compiled in its own way; all else stays.\n\
         {toolchain}{settings}exec '{}' \"$@\"\n",
        real.display()
    );
    if std::fs::read_to_string(file).is_ok_and(|old| old == script) {
        return Ok(());
    }
    std::fs::write(file, script).with_context(|| format!("{} can be written", file.display()))?;
    make_executable(file)
}

#[cfg(unix)]
fn make_executable(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755)).context("a script can be made executable")
}

#[cfg(not(unix))]
fn make_executable(_file: &Path) -> Result<()> {
    bail!("Debian's compiler is for Debian")
}
