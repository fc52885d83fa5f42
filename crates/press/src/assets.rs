//! The built viewer: the one inside this binary, or a folder that Trunk wrote; and the words of its interface.

use crate::output::name_hash;
use crate::service_worker::WORKER;
use crate::site_files::headers::WIDGET;
use crate::site_files::icons;
use crate::word_files::word_files;
use anyhow::{Context, Result, bail};
use std::borrow::Cow;
use std::path::Path;

// `EMBEDDED`: names and bytes of the folder that `NASHRA_VIEWER_DIST` named when this was compiled.
include!(concat!(env!("OUT_DIR"), "/viewer_assets.rs"));

/// The viewer's files, by their names under the site's base, without Trunk's own page.
pub(crate) struct ViewerAssets {
    files: Vec<(String, Cow<'static, [u8]>)>,
    words: String,
    worker: Option<Cow<'static, [u8]>>,
}

impl ViewerAssets {
    /// The viewer in `folder`, else the one in this binary; `None` where there is none.
    ///
    /// # Errors
    /// A folder that cannot be read or holds no viewer.
    pub fn find(folder: Option<&Path>) -> Result<Option<Self>> {
        let files = match folder {
            Some(folder) => {
                let mut files = Vec::new();
                collect(folder, "", &mut files).with_context(|| format!("{} cannot be read", folder.display()))?;
                files
            }
            None => EMBEDDED.iter().map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes))).collect(),
        };
        Self::of_files(files, folder)
    }

    fn of_files(mut files: Vec<(String, Cow<'static, [u8]>)>, folder: Option<&Path>) -> Result<Option<Self>> {
        let is_own = |name: &str| name.ends_with(".html") || name.starts_with("edition/") || name.starts_with(WORDS);
        files.retain(|(name, _)| !is_own(name));
        MODULES.iter().for_each(|module| name_by_content(&mut files, module));
        // It too: pages of two builds each find their own.
        rename(&mut files, |name| name == BOOT, |bytes| format!("boot-{}.js", name_hash(bytes)));
        rename(&mut files, |name| name == EMBEDDED_SCRIPT, |bytes| format!("{EMBED}{}.js", name_hash(bytes)));
        let worker = files.iter().position(|(name, _)| name == WORKER).map(|at| files.swap_remove(at).1);
        let words = add_words(&mut files);
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let assets = Self { files, words, worker };
        let complete = assets.module("viewer").is_some() && assets.boot().is_some();
        match folder {
            _ if complete => Ok(Some(assets)),
            None => Ok(None),
            Some(folder) => {
                bail!("{} holds no built viewer: *_bg.wasm, its script and boot.js", folder.display())
            }
        }
    }

    /// All files, in the order of their names.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_ref()))
    }

    /// A module of WebAssembly: `viewer`; `direct`, which reads feeds; `saved_module`, which keeps articles.
    pub fn module(&self, name: &str) -> Option<Module<'_>> {
        let is_of = |file: &str, end: &str| file.strip_suffix(end).is_some_and(|stem| is_name_of(stem, name));
        let (wasm, wasm_bytes) = self.files().find(|(file, _)| is_of(file, WASM_END))?;
        let (script, script_bytes) = self.files().find(|(file, _)| is_of(file, ".js"))?;
        Some(Module { wasm, wasm_bytes, script, script_bytes })
    }

    /// The name of the files of the interface's words, with `*` for the language.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The script that starts the viewer.
    pub fn boot(&self) -> Option<(&str, &[u8])> {
        self.files().find(|(name, _)| name.starts_with("boot-"))
    }

    /// The service worker, without what it has to know of a build.
    pub fn worker(&self) -> Option<&[u8]> {
        self.worker.as_deref()
    }

    /// Whether partners can put the site's news into their pages.
    pub fn has_widget(&self) -> bool {
        self.find_file(WIDGET).is_some()
    }

    /// The style sheet of whole pages.
    pub fn style(&self) -> Option<(&str, &[u8])> {
        self.files().find(|(name, _)| name.ends_with(".css") && *name != EMBED_STYLE)
    }

    /// The script of pages for frames.
    pub fn embedded(&self) -> Option<(&str, &[u8])> {
        self.files().find(|(name, _)| name.starts_with(EMBED) && *name != EMBED_EARLY)
    }

    /// Puts the site's own icon, an SVG file at `path`, in the place of ours.
    ///
    /// # Errors
    /// A file that cannot be read, or is no SVG.
    pub fn with_icon(mut self, path: &Path) -> Result<Self> {
        let svg = std::fs::read(path).with_context(|| format!("site.icon: {} cannot be read", path.display()))?;
        icons::draw(&icons::ICONS[0], &svg).with_context(|| format!("site.icon: {}", path.display()))?;
        self.files.retain(|(name, _)| name != ICON);
        self.files.push((ICON.to_owned(), svg.into()));
        self.files.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(self)
    }

    /// The file of this name.
    pub fn find_file(&self, name: &str) -> Option<(&str, &[u8])> {
        self.files().find(|(other, _)| *other == name)
    }
}

/// The modules of WebAssembly that a viewer has.
const MODULES: [&str; 3] = ["viewer", "direct", "saved_module"];

const WASM_END: &str = "_bg.wasm";

/// The icon of a site.
pub(crate) const ICON: &str = "icon.svg";

/// What is part of pages and no file of the site: of every page, and of those for frames.
pub(crate) const EARLY: &str = "early.js";
pub(crate) const EMBED_EARLY: &str = "embed-early.js";
pub(crate) const EMBED_STYLE: &str = "embed.css";

/// Whether a file is part of pages and no file of the site.
pub(crate) fn is_inline(name: &str) -> bool {
    matches!(name, EARLY | EMBED_EARLY | EMBED_STYLE)
}

/// What Trunk calls the script of pages for frames, and what its name opens with in a site.
const EMBEDDED_SCRIPT: &str = "embed.js";
pub(crate) const EMBED: &str = "embed-";

/// What Trunk calls the script that starts the viewer.
const BOOT: &str = "boot.js";

/// A module of WebAssembly.
pub(crate) struct Module<'a> {
    /// The name of its wasm.
    pub wasm: &'a str,
    /// That file.
    pub wasm_bytes: &'a [u8],
    /// The name of the script that wasm-bindgen wrote for it.
    pub script: &'a str,
    /// That file.
    pub script_bytes: &'a [u8],
}

/// Whether `stem` is `name`, alone or with a hash: `viewer`, `viewer-0a1b2c`.
fn is_name_of(stem: &str, name: &str) -> bool {
    stem.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Puts the digest of their content into the names of a module's files: such a name is for ever,
/// and files of two builds are never taken for each other.
fn name_by_content(files: &mut [(String, Cow<'static, [u8]>)], module: &str) {
    for end in [WASM_END, ".js"] {
        let of_module = |name: &str| name.strip_suffix(end).is_some_and(|stem| is_name_of(stem, module));
        rename(files, of_module, |bytes| format!("{module}-{}{end}", name_hash(bytes)));
    }
}

/// Gives the first file whose name is `wanted` the one that `named` makes of its content.
fn rename(files: &mut [(String, Cow<'static, [u8]>)], wanted: impl Fn(&str) -> bool, named: impl Fn(&[u8]) -> String) {
    if let Some((name, bytes)) = files.iter_mut().find(|(name, _)| wanted(name)) {
        *name = named(bytes);
    }
}

/// What the names of the files of words open with.
const WORDS: &str = "words-";

/// Adds the interface's words, and returns what their files are called, with `*` for the language.
///
/// The names of all share one digest, of the words of all: pages name each of them in one short attribute.
fn add_words(files: &mut Vec<(String, Cow<'static, [u8]>)>) -> String {
    let languages = word_files();
    let all: String = languages.iter().map(|(_, text)| text.as_str()).collect();
    let end = format!("-{}.json", name_hash(all.as_bytes()));
    let named = |(language, text): (String, String)| (format!("{WORDS}{language}{end}"), text.into_bytes().into());
    files.extend(languages.into_iter().map(named));
    format!("{WORDS}*{end}")
}

fn collect(folder: &Path, within: &str, files: &mut Vec<(String, Cow<'static, [u8]>)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            // A dist folder that `trunk serve` also serves an edition from.
            if name != "edition" && name != "media" {
                collect(&path, &format!("{within}{name}/"), files)?;
            }
        } else {
            files.push((format!("{within}{name}"), std::fs::read(&path)?.into()));
        }
    }
    Ok(())
}
