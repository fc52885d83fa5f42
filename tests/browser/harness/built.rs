//! Editions built by the real `nashra build`, once a run.

use crate::Places;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A site that `nashra build` wrote.
#[derive(Clone, Debug)]
pub struct Built {
    /// Its folder.
    pub folder: PathBuf,
    /// What the build said on standard error.
    pub said: String,
}

/// The clock of every build here, so that pages say the same on any day.
pub const NOW: &str = "2026-02-10T09:30:00Z";

/// Builds the feed `source` under the settings `config` (the text of a `nashra.toml`) into a folder
/// called `name`.
///
/// # Panics
/// When nothing was built.
pub fn press(places: &Places, name: &str, source: &[u8], config: &str) -> Built {
    let feed = work_folder(places, name).join("feed.json");
    std::fs::write(&feed, source).expect("the feed can be written");
    press_sources(places, name, &[&feed], config)
}

/// The folder that an edition called `name` is made in, emptied.
fn work_folder(places: &Places, name: &str) -> PathBuf {
    let work = places.scratch.join("built").join(name);
    let _ = std::fs::remove_dir_all(&work);
    std::fs::create_dir_all(&work).expect("the scratch folder can be made");
    work
}

/// Builds every feed of the sample `data`, and its long article, into a folder called `samples`.
///
/// # Panics
/// When nothing was built.
pub fn press_samples(places: &Places, data: &Path) -> Built {
    let (feeds, long) = (data.join("feeds"), data.join("long-article.json"));
    work_folder(places, "samples");
    press_sources(places, "samples", &[&feeds, &long], crate::fixture::CONFIG)
}

/// Builds the edition of [`crate::Stage::offline`] with a viewer whose wasm holds one more byte, in a section of no
/// effect: another build.
pub(crate) fn press_another_build(places: &Places) -> Built {
    let viewer = work_folder(places, "another-viewer");
    let own = places.viewer.as_ref().expect("the viewer is a folder of files");
    for file in std::fs::read_dir(own).expect("it can be read").flatten().filter(|file| file.path().is_file()) {
        let mut bytes = std::fs::read(file.path()).expect("its files can be read");
        if file.file_name().to_string_lossy().starts_with("viewer") && bytes.starts_with(b"\0asm") {
            bytes.extend_from_slice(&[0, 2, 1, b'x']);
        }
        std::fs::write(viewer.join(file.file_name()), bytes).expect("they can be written");
    }
    let places = Places { viewer: Some(viewer), ..places.clone() };
    press(&places, "another-build", &crate::fixture::fifty(), &crate::fixture::with_worker())
}

fn press_sources(places: &Places, name: &str, sources: &[&Path], config: &str) -> Built {
    let work = places.scratch.join("built").join(name);
    let (settings, folder) = (work.join("nashra.toml"), work.join("site"));
    std::fs::write(&settings, config).expect("the settings can be written");
    std::fs::write(work.join("about.md"), crate::fixture::ABOUT).expect("the operator's page can be written");
    let mut command = Command::new(&places.nashra);
    command.arg("build").args(sources).arg("--config").arg(&settings).arg("--out").arg(&folder);
    command.arg("--state").arg(work.join("state")).args(["--now", NOW]);
    viewer(&mut command, places.viewer.as_deref());
    let output = command.output().unwrap_or_else(|error| panic!("{}: {error}", places.nashra.display()));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    // 1 is "done, with problems": hostile and odd input has them.
    assert!(matches!(output.status.code(), Some(0 | 1)), "`nashra build` of {name}: {}\n{said}", output.status);
    Built { folder, said }
}

fn viewer(command: &mut Command, viewer: Option<&Path>) {
    if let Some(viewer) = viewer {
        command.arg("--viewer").arg(viewer);
    }
}
