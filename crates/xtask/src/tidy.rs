//! `cargo xtask tidy`: the invariants of ARCHITECTURE.md that a compiler does not check.

mod arrows;
mod documents;
mod markup;
mod places;
mod repository;
mod source;

use crate::tally::Tally;
use crate::{metadata, style};
use anyhow::{Result, bail};

/// One invariant: its claim, and what finds the places where it does not hold.
struct Check {
    claim: &'static str,
    find: fn() -> Result<Vec<String>>,
}

const CHECKS: &[Check] = &[
    Check { claim: "dependencies point toward the model", find: arrows::find_wrong_arrows },
    Check { claim: "no native build has `csr`", find: arrows::find_native_csr },
    Check { claim: "only src/browser/ names the browser's types", find: places::find_browser_types },
    Check { claim: "nothing of ours is unsafe", find: places::find_unsafe },
    Check { claim: "pages and parts hold no handlers, store or fetch", find: places::find_acting_parts },
    Check { claim: "no raw HTML reaches a document", find: markup::find_raw_html },
    Check { claim: "no element has a style of its own", find: markup::find_style_attributes },
    Check { claim: "style sheets are logical, layered and fit for Arabic", find: find_refused_styles },
    Check { claim: "every path that the documents name exists", find: documents::find_missing_paths },
    Check { claim: "every verb that the documents name exists", find: documents::find_missing_verbs },
    Check { claim: "ARCHITECTURE.md stays a map", find: documents::find_long_map },
    Check { claim: "no test is switched off, nothing is left to do", find: repository::find_unfinished },
    Check { claim: "nothing names the machine it was written on", find: repository::find_machine_paths },
    Check { claim: "a file says one thing", find: repository::find_long_files },
];

/// Checks all invariants.
pub fn run(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("usage: cargo xtask tidy");
    }
    let tally = check_all();
    println!("{tally}");
    if tally.failed > 0 { bail!("{} invariants do not hold", tally.failed) } else { Ok(()) }
}

/// Checks all invariants, saying which hold.
pub fn check_all() -> Tally {
    let mut tally = Tally::default();
    for check in CHECKS {
        match (check.find)() {
            Ok(found) if found.is_empty() => {
                println!("tidy: {} ... ok", check.claim);
                tally.passed += 1;
            }
            Ok(found) => {
                println!("tidy: {} ... FAILED\n  {}", check.claim, found.join("\n  "));
                tally.failed += 1;
            }
            Err(error) => {
                println!("tidy: {} ... FAILED\n  it could not be checked: {error:#}", check.claim);
                tally.failed += 1;
            }
        }
    }
    tally
}

fn find_refused_styles() -> Result<Vec<String>> {
    match style::bundle(&metadata::root().join("style/index.css")) {
        Ok(_) => Ok(Vec::new()),
        Err(refusals) => Ok(vec![format!("{refusals:#}")]),
    }
}
