//! The steps of `cargo xtask test`.

use super::TestRun;
use crate::nashra::{self, Profile};
use crate::tally::Tally;
use crate::wasm_target::WasmCompiler;
use crate::{budget, demo, metadata, process, readme, setup, tidy, tools, viewer};
use anyhow::{Result, bail};
use std::process::Command;

const BROWSER_TESTS: &str = "nashra-browser-tests";
const WASM: &str = "wasm32-unknown-unknown";

/// One check that holds.
const HOLDS: Tally = Tally { passed: 1, failed: 0, skipped: 0 };

pub fn format(_: &TestRun) -> Result<Tally> {
    process::run(metadata::cargo().args(["fmt", "--all", "--check"]))?;
    Ok(HOLDS)
}

pub fn tidy(_: &TestRun) -> Result<Tally> {
    Ok(tidy::check_all())
}

/// The workspace as it is built natively: never with `csr`.
pub fn lint_native(_: &TestRun) -> Result<Tally> {
    process::run(metadata::cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-Dwarnings"]))?;
    Ok(HOLDS)
}

/// The viewer as browsers get it.
pub fn lint_wasm(_: &TestRun) -> Result<Tally> {
    let compiler = setup::for_build()?;
    let verb = match compiler {
        WasmCompiler::Active => "clippy",
        WasmCompiler::Debian => {
            println!("clippy has no standard library for {WASM} here: the compiler's own warnings are checked instead");
            "check"
        }
    };
    process::run(compiler.cargo().env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Dwarnings").args([
        verb,
        "--locked",
        "--target",
        WASM,
        "--package",
        "nashra-viewer",
        "--features",
        "csr",
    ]))?;
    Ok(HOLDS)
}

/// Unit tests, the suite and the examples in documentation.
pub fn native_tests(test_run: &TestRun) -> Result<Tally> {
    let mut test = metadata::cargo();
    test.args(["test", "--workspace", "--exclude", BROWSER_TESTS, "--locked", "--no-fail-fast"]);
    let noted = test_run.skipped.names()?.len();
    let mut tally = count(&mut test, test_run)?;
    // To its runner a test that skipped itself has passed.
    let skipped = test_run.skipped.names()?.len() - noted;
    tally.passed -= skipped.min(tally.passed);
    tally.skipped += skipped;
    Ok(tally)
}

pub fn schemas(_: &TestRun) -> Result<Tally> {
    readme::check_schemas()
}

pub fn viewer(_: &TestRun) -> Result<Tally> {
    viewer::build_if_changed()?;
    Ok(HOLDS)
}

/// A page of every type is HTML as a validator of another project reads it: the demo, and a section's older pages.
pub fn markup(_: &TestRun) -> Result<Tally> {
    let site = demo::build_site()?;
    let older = demo::build_one_section()?.join("section/all/1");
    if !older.join("index.html").exists() {
        bail!("the edition of one section has no older page of it");
    }
    let mut validate = Command::new(tools::node_modules()?.join(".bin/html-validate"));
    validate.arg("--config").arg(metadata::root().join("crates/xtask/html-validate.json"));
    process::run(validate.args([site, older]).args(["--ext", "html"]))?;
    Ok(HOLDS)
}

pub fn budgets(_: &TestRun) -> Result<Tally> {
    budget::run(&[])?;
    Ok(HOLDS)
}

pub fn readme(_: &TestRun) -> Result<Tally> {
    readme::check()
}

/// In every engine; the page that is tested is the release viewer on the demo edition.
pub fn browser_tests(test_run: &TestRun) -> Result<Tally> {
    setup::for_browser_tests()?;
    let site = demo::build_site()?;
    let mut test = metadata::cargo();
    test.args(["test", "--package", BROWSER_TESTS, "--test", "browser", "--locked"])
        .env("NASHRA_BIN", nashra::build(Profile::Quick)?)
        .env("NASHRA_DIST", viewer::folder())
        .env("NASHRA_DEMO", site)
        .env("NASHRA_TOOLS", tools::folder()?)
        .env("PATH", tools::path(None)?);
    count(&mut test, test_run)
}

/// Runs a test runner and counts what it says. One that fails without a failed test has failed once.
fn count(command: &mut Command, test_run: &TestRun) -> Result<Tally> {
    command.env("NASHRA_SKIPPED", test_run.skipped.file());
    let mut tally = Tally::default();
    let succeeded = process::read_lines(command, |line| tally.read(line))?;
    if !succeeded && tally.failed == 0 {
        println!("`{}` failed", process::line(command));
        tally.failed = 1;
    }
    Ok(tally)
}
