//! What Trunk built, made smaller: names that nobody reads are shortened, and what nobody calls is dropped.
//!
//! wasm-bindgen names every import after a function and a hash, in the wasm and in its JavaScript, and keeps
//! classes of crates that the viewer never uses. Measured on the viewer, brotli 11: 7.5 KB of JavaScript become
//! 3.5, 86.4 KB of wasm 83.0.

use crate::{process, tools};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// What wasm-opt does after Trunk's own `-Oz`. Code that is taken apart and put together anew (flattened, its blocks
/// and loops made from its jumps) comes out smaller: 84.7 KB of the viewer's wasm become 83.5 in brotli 11, 0.5 of that
/// since no address below 1,024 is ever meant: the lowest are the stack's last, which it reaches only to overflow.
const PASSES: [&str; 8] =
    ["--low-memory-unused", "--flatten", "--rereloop", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"];

/// Shrinks `<name>.js` and `<name>_bg.wasm` in `dist`. `exports` is what is imported from the module.
pub fn shrink(dist: &Path, name: &str, exports: &str) -> Result<()> {
    let scratch = dist.join(".shrink");
    std::fs::create_dir_all(&scratch).with_context(|| format!("{} can be made", scratch.display()))?;
    let (script, wasm) = (dist.join(format!("{name}.js")), dist.join(format!("{name}_bg.wasm")));
    let used = bundle(&script, exports, &scratch, &["--minify-syntax"])?;
    let graph = scratch.join("graph.json");
    std::fs::write(&graph, reachable_from(&used).to_string())?;
    let (called, renamed) = (scratch.join("called.wasm"), scratch.join("renamed.wasm"));
    let whole = |tool: &str| -> Result<Command> { Ok(Command::new(tools::node_modules()?.join(".bin").join(tool))) };
    process::output_of(whole("wasm-metadce")?.arg(&wasm).arg("--graph-file").arg(&graph).arg("-o").arg(&called))?;
    let map = process::output_of(
        whole("wasm-opt")?
            .args(PASSES)
            .arg("--minify-imports-and-exports-and-modules")
            .arg(&called)
            .arg("-o")
            .arg(&renamed),
    )?;
    let map: Value = serde_json::from_str(&map).context("wasm-opt prints the names it gave as JSON")?;
    let names = new_names(&map);
    // wasm-opt calls every module `a`; the script knows one, by the name that it had.
    let module = map["imports"][0][0].as_str().context("the wasm imports something")?;
    let named = format!("\"{module}\"");
    if !used.contains(&named) {
        bail!("{} does not name {module}, which its wasm imports", script.display());
    }
    let text = with_new_names(&without_unused_imports(&used, &names), &names).replace(&named, "\"a\"");
    let short = scratch.join("short.js");
    std::fs::write(&short, text)?;
    let minified = bundle(&short, exports, &scratch, &["--minify"])?;
    std::fs::write(&script, minified).with_context(|| format!("{} can be written", script.display()))?;
    std::fs::copy(&renamed, &wasm).with_context(|| format!("{} can be written", wasm.display()))?;
    std::fs::remove_dir_all(&scratch).with_context(|| format!("{} can be removed", scratch.display()))
}

/// The module `script` with what its `exports` reach, and nothing else.
fn bundle(script: &Path, exports: &str, scratch: &Path, how: &[&str]) -> Result<String> {
    let entry = scratch.join("entry.js");
    let from = json!(script.display().to_string());
    std::fs::write(&entry, format!("export {{ {exports} }} from {from};\n"))?;
    process::output_of(
        Command::new(tools::node_modules()?.join(".bin/esbuild"))
            .arg(&entry)
            .args(["--bundle", "--format=esm", "--log-level=error", "--charset=utf8"])
            // Classes of crates that are never used count as used by these two alone.
            .args(["--define:Symbol.dispose=undefined", "--pure:FinalizationRegistry"])
            .args(how),
    )
}

/// Takes comments and long names out of a classic script of ours.
pub fn minify(script: &Path) -> Result<()> {
    let mut esbuild = Command::new(tools::node_modules()?.join(".bin/esbuild"));
    esbuild.arg(script).args(["--minify", "--charset=utf8", "--log-level=error", "--target=es2021"]);
    let minified = process::output_of(&mut esbuild)?;
    std::fs::write(script, minified).with_context(|| format!("{} can be written", script.display()))
}

/// What of the wasm the JavaScript `used` names, as `wasm-metadce` is told it.
fn reachable_from(used: &str) -> Value {
    let called: BTreeSet<&str> = words_after(used, "wasm.").collect();
    let nodes = called.iter().map(|name| json!({ "name": name, "export": name }));
    let outside = json!({ "name": "outside", "root": true, "reaches": called });
    Value::Array(std::iter::once(outside).chain(nodes).collect())
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// The identifiers that follow `before`, where that is no end of a longer word.
fn words_after<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(before).filter(|(at, _)| !text[..*at].ends_with(is_word)).map(move |(at, _)| {
        let rest = &text[at + before.len()..];
        &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())]
    })
}

/// Old name -> new name, of `{"imports": [[module, old, new], …], "exports": [[old, new], …]}`.
fn new_names(map: &Value) -> BTreeMap<String, String> {
    let rows = ["imports", "exports"].into_iter().flat_map(|kind| map[kind].as_array().into_iter().flatten());
    rows.filter_map(|row| {
        let row = row.as_array()?;
        let [.., old, new] = row.as_slice() else { return None };
        Some((old.as_str()?.to_owned(), new.as_str()?.to_owned()))
    })
    .collect()
}

/// `text` without the functions that the wasm no longer imports.
fn without_unused_imports(text: &str, names: &BTreeMap<String, String>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut closing: Option<String> = None;
    for line in text.lines() {
        let inner = line.trim_start();
        let indent = &line[..line.len() - inner.len()];
        if let Some(end) = &closing {
            if line.starts_with(end.as_str()) {
                closing = None;
            }
            continue;
        }
        let member = inner.split_once(": function").map(|(name, _)| name).filter(|name| name.chars().all(is_word));
        if member.is_some_and(|name| name.starts_with("__wb") && !names.contains_key(name)) {
            // A member of one line ends in it.
            closing = (!inner.ends_with("},") && !inner.ends_with('}')).then(|| format!("{indent}}}"));
            continue;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

/// `text` with every whole word that has a new name under that.
fn with_new_names(text: &str, names: &BTreeMap<String, String>) -> String {
    let mut renamed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|c| !is_word(c)).unwrap_or(from.len()));
        renamed.push_str(before);
        // Only what belongs to the boundary: as a member of the import object, or of the instance's exports.
        let is_boundary = before.ends_with("wasm.") || word.starts_with("__wb") || word.starts_with("wasm_bindgen_");
        renamed.push_str(
            names.get(word).filter(|_| is_boundary || renamed.ends_with("wasm.")).map_or(word, String::as_str),
        );
        rest = after;
    }
    renamed.push_str(rest);
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
    }

    #[test]
    fn what_the_script_calls_is_kept_in_the_wasm() {
        let graph = reachable_from("wasm.memory.buffer; wasm.__wbindgen_malloc(1); notwasm.gone()");
        assert_eq!(graph[0]["reaches"], json!(["__wbindgen_malloc", "memory"]));
    }

    #[test]
    fn both_sides_of_the_boundary_get_the_same_new_name_and_nothing_else_does() {
        let names = names(&[("__wbg_abort_1a2b", "a"), ("memory", "b")]);
        let text = "let memory = wasm.memory; x = { __wbg_abort_1a2b: function(m) {} };";
        assert_eq!(with_new_names(text, &names), "let memory = wasm.b; x = { a: function(m) {} };");
    }

    #[test]
    fn a_function_that_is_not_imported_any_more_goes() {
        let text = "  {\n    __wbg_one_1: function(a) {\n      return {\n      };\n    },\n    __wbg_two_2: function() {\n      go();\n    },\n    __wbg_gone_3: function(a) { b(a); },\n  }\n";
        let kept = without_unused_imports(text, &names(&[("__wbg_two_2", "a")]));
        assert_eq!(kept, "  {\n    __wbg_two_2: function() {\n      go();\n    },\n  }\n");
    }
}
