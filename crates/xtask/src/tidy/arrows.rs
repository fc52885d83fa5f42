//! Which crate may depend on which. Diagrams rot, checks don't.

use crate::metadata;
use anyhow::{Context, Result};
use serde_json::Value;

/// A package of the workspace, and those of ours that it may depend on when it runs.
const ARROWS: &[(&str, &[&str])] = &[
    ("nashra-model", &[]),
    ("nashra-wire", &["nashra-model"]),
    ("nashra-browser", &["nashra-model", "nashra-wire"]),
    ("nashra-direct", &["nashra-browser", "nashra-model", "nashra-wire"]),
    ("nashra-saved", &["nashra-browser", "nashra-model", "nashra-viewer", "nashra-wire"]),
    ("nashra-viewer", &["nashra-browser", "nashra-model", "nashra-wire"]),
    ("nashra-press", &["nashra-model", "nashra-viewer", "nashra-wire"]),
    ("nashra-browser-probe", &["nashra-browser", "nashra-model", "nashra-wire"]),
    // It compares what a browser gives with what the native readers give.
    ("nashra-browser-tests", &["nashra-model", "nashra-wire"]),
    ("xtask", &[]),
];
/// All that the model may use of others: no IO, no clock, no JavaScript. A new name here is architecture.
const MODEL_USES: &[&str] = &["serde", "schemars"];

/// A dependency that a package has when it runs.
#[derive(Debug)]
struct Arrow {
    from: String,
    to: String,
    features: Vec<String>,
}

/// Every dependency among our packages that the table does not allow, and every foreign one of the model's.
pub fn find_wrong_arrows() -> Result<Vec<String>> {
    Ok(wrong_arrows(&arrows(&metadata::of_workspace()?)?))
}

/// Every place where a native build would get `csr`: with `ssr` beside it, an Effect panics.
pub fn find_native_csr() -> Result<Vec<String>> {
    let workspace = metadata::of_workspace()?;
    let mut found = csr_users(&arrows(&workspace)?);
    let viewer = packages(&workspace)?.iter().find(|package| package["name"] == "nashra-viewer");
    let features = &viewer.context("there is a nashra-viewer")?["features"];
    if features["default"].as_array().is_some_and(|default| !default.is_empty()) {
        found.push("nashra-viewer has default features".to_owned());
    }
    Ok(found)
}

fn packages(workspace: &Value) -> Result<&Vec<Value>> {
    workspace["packages"].as_array().context("cargo metadata lists packages")
}

fn arrows(workspace: &Value) -> Result<Vec<Arrow>> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut arrows = Vec::new();
    for package in packages(workspace)? {
        for dependency in package["dependencies"].as_array().context("a package lists dependencies")? {
            // `null` is what it has when it runs; the others are "dev" and "build".
            if dependency["kind"].is_null() {
                arrows.push(Arrow {
                    from: text(&package["name"]),
                    to: text(&dependency["name"]),
                    features: dependency["features"].as_array().into_iter().flatten().map(text).collect(),
                });
            }
        }
    }
    Ok(arrows)
}

fn wrong_arrows(arrows: &[Arrow]) -> Vec<String> {
    let allowed_of = |name: &str| ARROWS.iter().find(|(from, _)| *from == name).map(|(_, to)| *to);
    let is_ours = |name: &str| allowed_of(name).is_some();
    let mut wrong = Vec::new();
    for Arrow { from, to, .. } in arrows {
        match allowed_of(from) {
            None => wrong.push(format!("{from} is a new package: say in {} what it may use", file!())),
            Some(allowed) if is_ours(to) && !allowed.contains(&to.as_str()) => wrong.push(format!("{from} -> {to}")),
            Some(_) if from == "nashra-model" && !MODEL_USES.contains(&to.as_str()) => {
                wrong.push(format!("{from} -> {to}: the model uses {} and nothing else", MODEL_USES.join(", ")));
            }
            Some(_) => {}
        }
    }
    wrong.dedup();
    wrong
}

fn csr_users(arrows: &[Arrow]) -> Vec<String> {
    arrows
        .iter()
        .filter(|arrow| ["leptos", "nashra-viewer"].contains(&arrow.to.as_str()))
        .filter(|arrow| arrow.features.iter().any(|feature| feature == "csr"))
        .map(|arrow| format!("{} takes {} with `csr`", arrow.from, arrow.to))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrow(from: &str, to: &str, features: &[&str]) -> Arrow {
        Arrow { from: from.into(), to: to.into(), features: features.iter().map(|&feature| feature.into()).collect() }
    }

    #[test]
    fn arrows_toward_the_model_are_right_and_others_wrong() {
        assert!(wrong_arrows(&[arrow("nashra-wire", "nashra-model", &[])]).is_empty());
        assert_eq!(wrong_arrows(&[arrow("nashra-wire", "nashra-press", &[])]), ["nashra-wire -> nashra-press"]);
        assert_eq!(wrong_arrows(&[arrow("xtask", "nashra-model", &[])]), ["xtask -> nashra-model"]);
    }

    #[test]
    fn the_model_uses_neither_io_nor_javascript() {
        assert!(wrong_arrows(&[arrow("nashra-model", "serde", &[])]).is_empty());
        assert_eq!(wrong_arrows(&[arrow("nashra-model", "js-sys", &[])]).len(), 1);
    }

    #[test]
    fn a_package_that_the_table_does_not_have_is_asked_about() {
        assert_eq!(wrong_arrows(&[arrow("nashra-search", "serde", &[])]).len(), 1);
    }

    #[test]
    fn csr_comes_by_the_viewers_own_feature_alone() {
        assert!(csr_users(&[arrow("nashra-press", "nashra-viewer", &["ssr"])]).is_empty());
        assert_eq!(csr_users(&[arrow("nashra-press", "nashra-viewer", &["csr"])]).len(), 1);
    }
}
