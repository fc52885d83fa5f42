//! Where the things under test are.

use std::path::{Path, PathBuf};

/// Where the things under test are: environment variables say so, else a working copy's own places.
#[derive(Clone, Debug)]
pub struct Places {
    /// `NASHRA_BIN`: the `nashra` binary.
    pub nashra: PathBuf,
    /// `NASHRA_DIST`: the built viewer; missing when the binary carries it.
    pub viewer: Option<PathBuf>,
    /// `NASHRA_DEMO`: the built demo site.
    pub demo: PathBuf,
    /// `NASHRA_TOOLS`: the tool cache, with `bin/` and `npm/node_modules/`.
    pub tools: PathBuf,
    /// `NASHRA_DATA`: the shared sample data, which is not part of the project.
    pub data: Option<PathBuf>,
    /// Where failures leave screenshots, drivers their logs, and fixtures their sites.
    pub scratch: PathBuf,
}

impl Places {
    /// Reads the environment.
    pub fn from_environment() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = root.canonicalize().unwrap_or(root);
        let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| !path.as_os_str().is_empty());
        let target = named("CARGO_TARGET_DIR").unwrap_or_else(|| root.join("target"));
        let home = named("HOME").unwrap_or_default();
        Self {
            nashra: named("NASHRA_BIN").unwrap_or_else(|| target.join("release/nashra")),
            viewer: named("NASHRA_DIST").or_else(|| Some(root.join("dist")).filter(|dist| dist.is_dir())),
            demo: named("NASHRA_DEMO").unwrap_or_else(|| root.join("demo-site")),
            tools: named("NASHRA_TOOLS").unwrap_or_else(|| home.join(".cache/nashra/tools")),
            data: named("NASHRA_DATA"),
            scratch: target.join("browser-tests"),
        }
    }

    /// The script of axe-core, where it is installed.
    pub fn axe(&self) -> PathBuf {
        self.tools.join("npm/node_modules/axe-core/axe.min.js")
    }
}
