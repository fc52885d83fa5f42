//! Hostile HTML for every parser: the native one and each browser's. Included by `#[path]` into
//! both test binaries, so that they compare the same inputs.

use std::collections::HashSet;
use std::path::Path;

/// Every hostile input of the sample data in `folder`, with a name that says where it is from: each
/// line of `hostile/xss/*`, each naughty string, each `#data` of `hostile/html5lib/*.dat`. In the
/// order of file names, so that two runs agree.
///
/// # Panics
/// Where the folder lacks one of these, since a test on no input would claim too much.
pub fn hostile_inputs(folder: &Path) -> Vec<(String, String)> {
    let hostile = folder.join("hostile");
    let mut inputs = Vec::new();
    for (file, text) in files(&hostile.join("xss")) {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        inputs.extend(lines.map(|(at, line)| (format!("xss/{file}:{}", at + 1), line.to_owned())));
    }
    let naughty = std::fs::read(hostile.join("naughty-strings.json")).expect("the naughty strings are there");
    let naughty: Vec<String> = serde_json::from_slice(&naughty).expect("they are a list of strings");
    inputs.extend(naughty.into_iter().enumerate().map(|(at, text)| (format!("naughty-strings:{}", at + 1), text)));
    for (file, text) in files(&hostile.join("html5lib")).into_iter().filter(|(file, _)| file.ends_with(".dat")) {
        let cases = text.split("#data\n").skip(1).enumerate();
        inputs.extend(cases.map(|(at, case)| {
            let data = case.split("\n#errors").next().unwrap_or(case);
            (format!("html5lib/{file}:{}", at + 1), data.to_owned())
        }));
    }
    // The lists repeat each other.
    let mut seen = HashSet::new();
    inputs.retain(|(_, input)| seen.insert(input.clone()));
    assert!(inputs.len() > 3000, "only {} hostile inputs in {}", inputs.len(), hostile.display());
    inputs
}

/// The files of a folder in the order of their names, each as text.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<(String, String)> = entries
        .map(|entry| entry.expect("the folder can be listed").path())
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (name, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    files.sort();
    files
}
