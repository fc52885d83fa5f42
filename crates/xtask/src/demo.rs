//! The demo edition: what `serve`, `dev` and the tests show.

use crate::nashra::{self, Profile};
use crate::server::Server;
use crate::{fingerprint, metadata, process, viewer};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the viewer and the demo edition where they changed, into `demo-site/`; returns that folder.
pub fn build_site() -> Result<PathBuf> {
    let viewer = viewer::build_if_changed()?;
    let site = metadata::root().join("demo-site");
    build_edition(&site, &metadata::root().join(".nashra/demo"), Some(&viewer))?;
    Ok(site)
}

/// Puts the demo edition and the interface's words beside the page that Trunk is building; nothing in a release build.
pub fn run_as_trunk_hook(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("usage: cargo xtask demo-edition");
    }
    if std::env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release") {
        return Ok(());
    }
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("Trunk calls this as a hook, and says where it builds in TRUNK_STAGING_DIR")?;
    let scratch = metadata::scratch_folder()?;
    let site = scratch.join("dev-site");
    build_edition(&site, &scratch.join("dev-state"), None)?;
    for folder in ["edition", "media"] {
        copy_folder(&site.join(folder), &staging.join(folder))?;
    }
    process::run(nashra::command(Profile::Quick)?.arg("words").arg(staging))
}

/// The demo's sources as one section, which has older pages as no section of the demo does; returns the site's folder.
pub fn build_one_section() -> Result<PathBuf> {
    let viewer = viewer::build_if_changed()?;
    let folder = metadata::scratch_folder()?.join("one-section");
    std::fs::create_dir_all(&folder).with_context(|| format!("{} can be made", folder.display()))?;
    let (config, site) = (folder.join("nashra.toml"), folder.join("site"));
    std::fs::write(&config, ONE_SECTION).with_context(|| format!("{} can be written", config.display()))?;
    let mut build = nashra::command(Profile::Quick)?;
    build.args(["build", "demo/sources", "--compress", "none", "--config"]).arg(&config);
    build.arg("--out").arg(&site).arg("--state").arg(folder.join("state")).arg("--viewer").arg(viewer);
    run(build)?;
    Ok(site)
}

const ONE_SECTION: &str = r#"
[site]
title = "نشرة"
lang = "ar"
url = "https://nashra.example/"

[edition]
default_section = "all"

[sections]
all = { name = "كل الأخبار", aliases = ["مدن", "فلك", "بحار", "حِرف", "لغة", "مائدة", "علوم"] }
"#;

/// `nashra build` of the demo. Without a viewer it writes the edition alone.
fn build_edition(site: &Path, state: &Path, viewer: Option<&Path>) -> Result<()> {
    let root = metadata::root();
    let mut build = nashra::command(Profile::Quick)?;
    build.args(["build", "--config", "demo/nashra.toml"]);
    build.arg("--out").arg(relative(site, root)).arg("--state").arg(relative(state, root));
    if let Some(viewer) = viewer {
        build.arg("--viewer").arg(relative(viewer, root));
    }
    run(build)
}

fn run(mut build: Command) -> Result<()> {
    let status = build.status().with_context(|| format!("`{}` did not start", process::line(&build)))?;
    // 1 is a build with problems: they are part of the demo, and the command has said them.
    if !matches!(status.code(), Some(0 | 1)) {
        bail!("`{}` failed ({status})", process::line(&build));
    }
    Ok(())
}

fn relative<'a>(path: &'a Path, root: &Path) -> &'a Path {
    path.strip_prefix(root).unwrap_or(path)
}

/// Copies all files below a folder.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in fingerprint::files_below(from)? {
        let target = to.join(file.strip_prefix(from)?);
        let folder = target.parent().context("a copied file is in a folder")?;
        std::fs::create_dir_all(folder).with_context(|| format!("{} can be made", folder.display()))?;
        std::fs::copy(&file, &target).with_context(|| format!("{} can be written", target.display()))?;
    }
    Ok(())
}

/// The demo site's server, started on `port` (0: a free one), and the address that it says it is at.
pub fn serve(site: &Path, port: u16) -> Result<Server> {
    let mut command = nashra::command(Profile::Quick)?;
    command.arg("serve").arg(site).args(["--port", &port.to_string()]);
    Server::start(command)
}
