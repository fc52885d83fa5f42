//! What each engine's own parsers give, compared with the native ones through a probe.

use crate::hostile_inputs::hostile_inputs;
use harness::{Answer, Browser, Probe, Server, Stage, Test, tests};
use model::{Direction, Lang, SafeUrl};
use serde_json::{Value, json};
use std::time::Duration;
use wire::native::{NativeHtml, NativeUrls};
use wire::{HtmlContext, HtmlReader};

pub fn tests() -> Vec<Test> {
    tests![
        html_comes_to_the_same_blocks_as_natively,
        addresses_resolve_as_natively,
        what_is_not_json_is_not_json_and_what_is_json_is_no_edition,
        an_edition_cut_off_at_every_byte_is_an_error,
    ]
}

/// What page the inputs stand on.
const BASE: &str = "https://news.example/2026/02/story/";

/// A page with the probe; `None`, and the test is skipped, where it needs sample data that is missing.
async fn probe(stage: &mut Stage, needs_data: bool) -> Option<Server> {
    if needs_data && stage.places.data.is_none() {
        stage.skip("NASHRA_DATA is not set");
        return None;
    }
    let Probe { js, wasm } = stage.probe();
    let server = Server::start();
    let start = "import init, * as probe from '/probe.js'; await init({ module_or_path: '/probe_bg.wasm' }); \
        window.probe = probe; document.documentElement.setAttribute('data-ready', '')";
    let page =
        format!("<!DOCTYPE html><link rel=icon href='data:,'><title>probe</title><script type=module>{start}</script>");
    server.answer("/", Answer::html(page));
    server.answer("/probe.js", Answer::of(200, "text/javascript", &js[..]));
    server.answer("/probe_bg.wasm", Answer::of(200, "application/wasm", &wasm[..]));
    stage.browser.open(&server.url("/")).await;
    stage.browser.driver.set_script_timeout(Duration::from_secs(300)).await.expect("a timeout can be set");
    Some(server)
}

/// Calls a function of the probe on each input.
async fn ask(browser: &Browser, function: &str, inputs: &[String], base: &str) -> Vec<String> {
    let mut answers = Vec::with_capacity(inputs.len());
    for some in inputs.chunks(500) {
        let script = "return arguments[1].map(input => window.probe[arguments[0]](input, arguments[2]))";
        let given = browser.script(script, vec![json!(function), json!(some), json!(base)]).await;
        answers.extend(given.as_array().into_iter().flatten().map(|answer| answer.as_str().unwrap_or("").to_owned()));
    }
    assert_eq!(answers.len(), inputs.len());
    answers
}

/// Prints the inputs that an engine reads otherwise, and fails where they are more than one in a hundred.
fn compare(engine: &str, names: &[String], engines: &[String], native: &[String]) {
    let differing: Vec<usize> = (0..native.len()).filter(|&at| engines[at] != native[at]).collect();
    println!("    {engine}: {} of {} as natively", native.len() - differing.len(), native.len());
    for &at in &differing {
        println!(
            "      {}\n        {engine}: {}\n        natively: {}",
            names[at],
            cut(&engines[at]),
            cut(&native[at])
        );
    }
    assert!(differing.len() * 100 <= native.len(), "{} of {} differ", differing.len(), native.len());
}

fn cut(text: &str) -> String {
    text.chars().take(160).collect()
}

async fn html_comes_to_the_same_blocks_as_natively(stage: &mut Stage) {
    let Some(_server) = probe(stage, true).await else { return };
    let Some(folder) = stage.places.data.clone() else { return };
    let (names, inputs): (Vec<String>, Vec<String>) = hostile_inputs(&folder).into_iter().unzip();
    let base = SafeUrl::parse(BASE).expect("an address");
    let language = Lang::parse("ar").expect("a tag");
    let context = HtmlContext { base: Some(&base), surrounding: Direction::Rtl, language: Some(&language) };
    let reader = NativeHtml { urls: &NativeUrls };
    let blocks = |input: &String| serde_json::to_string(&reader.read(input, &context).blocks).unwrap_or_default();
    let native: Vec<String> = inputs.iter().map(blocks).collect();
    let given = ask(&stage.browser, "html_to_blocks", &inputs, BASE).await;
    compare(stage.browser.engine.as_str(), &names, &given, &native);
}

async fn addresses_resolve_as_natively(stage: &mut Stage) {
    let Some(_server) = probe(stage, true).await else { return };
    let Some(folder) = stage.places.data.clone() else { return };
    let (names, inputs): (Vec<String>, Vec<String>) = hostile_inputs(&folder).into_iter().unzip();
    let base = SafeUrl::parse(BASE).expect("an address");
    let resolve = |input: &String| {
        SafeUrl::resolve(input, Some(&base), &NativeUrls).map(|url| url.as_str().to_owned()).unwrap_or_default()
    };
    let native: Vec<String> = inputs.iter().map(resolve).collect();
    let given = ask(&stage.browser, "resolve_url", &inputs, BASE).await;
    compare(stage.browser.engine.as_str(), &names, &given, &native);
    for address in given.iter().filter(|address| !address.is_empty()) {
        let scheme = address.split(':').next().unwrap_or("");
        assert!(["http", "https", "mailto"].contains(&scheme), "{address}");
    }
}

async fn what_is_not_json_is_not_json_and_what_is_json_is_no_edition(stage: &mut Stage) {
    let Some(_server) = probe(stage, true).await else { return };
    let Some(folder) = stage.places.data.clone() else { return };
    let mut names = Vec::new();
    let mut texts = Vec::new();
    for file in std::fs::read_dir(folder.join("hostile/json")).expect("the JSON test suite is there").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        // A page gets text: what is no UTF-8 has been replaced before JSON is read.
        if let Ok(text) = String::from_utf8(std::fs::read(file.path()).expect("a test file can be read")) {
            names.push(name);
            texts.push(text);
        }
    }
    assert!(names.len() > 250, "{} files", names.len());
    let given = ask(&stage.browser, "decode_edition", &texts, "").await;
    let wrong: Vec<String> = names
        .iter()
        .zip(&given)
        .filter(|(name, given)| match name.chars().next() {
            Some('n') => *given != "NotJson",
            Some('y') => *given != "NotThisFormat",
            _ => *given == "Edition",
        })
        .map(|(name, given)| format!("{name}: {given}"))
        .collect();
    // A parser in an engine has no limit of depth that a file of 100,000 brackets reaches; ours has.
    let wrong: Vec<&String> =
        wrong.iter().filter(|line| !(line.starts_with("n_structure") && line.ends_with("TooLarge"))).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

async fn an_edition_cut_off_at_every_byte_is_an_error(stage: &mut Stage) {
    let Some(_server) = probe(stage, false).await else { return };
    let site = stage.small().await;
    let path = site.folder().join("edition/edition.json");
    let whole = std::fs::read_to_string(path).expect("the edition can be read");
    let cuts: Vec<String> = (0..whole.len()).filter_map(|at| whole.get(..at)).map(str::to_owned).collect();
    for some in cuts.chunks(400) {
        let given = ask(&stage.browser, "decode_edition", some, "").await;
        assert!(given.iter().all(|answer| answer == "NotJson"), "{given:?}");
    }
    let last: Value = json!(ask(&stage.browser, "decode_edition", &[whole], "").await);
    assert_eq!(last, json!(["Edition"]), "the whole of it is one");
}
