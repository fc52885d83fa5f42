//! Puts the built viewer into the binary: the folder that `NASHRA_VIEWER_DIST` names, if any.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-env-changed=NASHRA_VIEWER_DIST");
    let mut files = Vec::new();
    if let Some(dist) = std::env::var_os("NASHRA_VIEWER_DIST").filter(|dist| !dist.is_empty()) {
        let dist = PathBuf::from(dist);
        println!("cargo::rerun-if-changed={}", dist.display());
        if dist.is_dir() {
            collect(&dist, "", &mut files);
        } else {
            println!(
                "cargo::warning=NASHRA_VIEWER_DIST names {}, which is no folder: no viewer inside",
                dist.display()
            );
        }
    }
    files.sort();
    let mut code = String::from("static EMBEDDED: &[(&str, &[u8])] = &[\n");
    for (name, path) in files {
        writeln!(code, "    ({name:?}, include_bytes!({:?})),", path.display().to_string()).expect("memory");
    }
    code.push_str("];\n");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    std::fs::write(out.join("viewer_assets.rs"), code).expect("OUT_DIR is writable");
}

fn collect(folder: &Path, within: &str, files: &mut Vec<(String, PathBuf)>) {
    for entry in std::fs::read_dir(folder).expect("the viewer's folder can be read").filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with('.') || name == "edition" || name == "media" {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{within}{name}/"), files);
        } else {
            files.push((format!("{within}{name}"), path.canonicalize().expect("a file that is there")));
        }
    }
}
