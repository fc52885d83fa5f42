//! The published JSON Schemas are those of the types, and every file that is written is valid.

use crate::press::desk::{Desk, files};
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn validators() -> BTreeMap<&'static str, Validator> {
    let compile = |schema: &str| jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).expect("a schema");
    press::schemas().into_iter().map(|(name, schema)| (name, compile(&schema))).collect()
}

/// Checks every JSON file of the edition in `site`; how many there were of each document.
pub fn validate(site: &Path) -> BTreeMap<String, usize> {
    let validators = validators();
    let mut counts = BTreeMap::new();
    for name in files(site).into_iter().filter(|name| name.starts_with("edition/") && name.ends_with(".json")) {
        let document: Value = serde_json::from_slice(&std::fs::read(site.join(&name)).unwrap()).unwrap();
        let format = document["format"].as_str().expect("a document says what it is").split('/').next().unwrap();
        if let Err(error) = validators[format].validate(&document) {
            panic!("{name}: {error} at {}", error.instance_path());
        }
        *counts.entry(format.to_owned()).or_default() += 1;
    }
    counts
}

#[test]
fn the_schemas_in_docs_are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
    for (name, schema) in press::schemas() {
        let published = std::fs::read_to_string(folder.join(format!("{name}.schema.json"))).unwrap_or_default();
        assert!(published == schema, "{name}: write the schemas anew with `nashra schema docs/schema`");
    }
}

#[test]
fn every_file_of_the_demo_edition_is_valid() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo");
    let desk = Desk::new();
    let mut request = desk.request();
    request.config = press::Config::load(&demo.join("nashra.toml")).unwrap();
    request.sources = Vec::new();
    press::build(&request).unwrap();
    let counts = validate(&desk.site());
    assert!(counts["nashra-article"] >= 30 && counts["nashra-page"] >= 4, "{counts:?}");
    assert_eq!(counts["nashra-edition"], 1);
}

#[test]
fn every_file_of_an_edition_of_the_samples_is_valid() {
    let Some(data) = crate::sample_data::folder("press::schemas::every_file_of_an_edition_of_the_samples_is_valid")
    else {
        return;
    };
    let desk = Desk::new();
    let mut request = desk.request();
    request.sources = vec![data.join("feeds"), data.join("long-article.json"), data.join("reference-article.txt")];
    press::build(&request).unwrap();
    let counts = validate(&desk.site());
    for format in ["nashra-edition", "nashra-headlines", "nashra-chain", "nashra-article"] {
        assert!(counts.contains_key(format), "{format}: {counts:?}");
    }
}

#[test]
fn a_document_of_another_version_or_with_a_script_for_a_link_is_not_valid() {
    let validators = validators();
    let page = |format: &str, href: &str| {
        serde_json::json!({ "format": format, "slug": "a", "title": { "text": "x", "dir": "rtl" }, "blocks": [
            { "paragraph": { "dir": "rtl", "inlines": [{ "link": { "href": href, "inlines": [] } }] } } ] })
    };
    let is_valid = |document: &Value| validators["nashra-page"].is_valid(document);
    assert!(is_valid(&page("nashra-page/1", "https://a.example/")));
    assert!(!is_valid(&page("nashra-page/2", "https://a.example/")));
    assert!(!is_valid(&page("nashra-page/1", "javascript:alert(1)")));
}
