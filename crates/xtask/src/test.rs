//! `cargo xtask test`: all that must hold, in the order in which it fails soonest.

mod steps;

use crate::metadata;
use crate::tally::{SkippedList, Tally, is_an_engines_limit};
use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// What was asked for, and where skipped tests are noted.
pub struct TestRun {
    /// Without browsers.
    pub is_quick: bool,
    /// The list of skipped tests.
    pub skipped: SkippedList,
}

/// A part of the whole, run by `run` under the heading `name`.
struct Step {
    name: &'static str,
    needs_browsers: bool,
    run: fn(&TestRun) -> Result<Tally>,
}

const STEPS: &[Step] = &[
    Step { name: "format", needs_browsers: false, run: steps::format },
    Step { name: "invariants", needs_browsers: false, run: steps::tidy },
    Step { name: "lints, native", needs_browsers: false, run: steps::lint_native },
    Step { name: "lints, wasm32", needs_browsers: false, run: steps::lint_wasm },
    Step { name: "native tests", needs_browsers: false, run: steps::native_tests },
    Step { name: "release viewer", needs_browsers: false, run: steps::viewer },
    Step { name: "schemas", needs_browsers: false, run: steps::schemas },
    Step { name: "markup", needs_browsers: false, run: steps::markup },
    Step { name: "budgets", needs_browsers: false, run: steps::budgets },
    Step { name: "README's commands", needs_browsers: false, run: steps::readme },
    Step { name: "browser tests", needs_browsers: true, run: steps::browser_tests },
];

/// Runs every step, also after one has failed; the closing line counts them all.
pub fn run(arguments: &[String]) -> Result<()> {
    let is_quick = match arguments {
        [] => false,
        [flag] if flag == "--quick" => true,
        _ => bail!("usage: cargo xtask test [--quick]"),
    };
    let test_run = TestRun { is_quick, skipped: SkippedList::new(&metadata::scratch_folder()?)? };
    let mut total = Tally::default();
    let mut timings = Vec::new();
    for step in STEPS.iter().filter(|step| !(step.needs_browsers && test_run.is_quick)) {
        println!("\n== {}", step.name);
        let start = Instant::now();
        let tally = run_step(step, &test_run);
        timings.push((step.name, start.elapsed(), tally));
        total.add(tally);
    }
    let skipped = test_run.skipped.names()?;
    if let Some(missed) = refuse_missing_data(&skipped) {
        println!("\n{missed}");
        total.failed += 1;
    }
    close(&timings, &skipped, total);
    // The closing line stands alone and last: the failure itself says nothing more.
    if total.failed > 0 { std::process::exit(1) } else { Ok(()) }
}

/// A step that ends in an error counts as one failure, unless it has counted its failures itself.
fn run_step(step: &Step, test_run: &TestRun) -> Tally {
    match (step.run)(test_run) {
        Ok(tally) => tally,
        Err(error) => {
            println!("{}: FAILED: {error:#}", step.name);
            Tally { failed: 1, ..Tally::default() }
        }
    }
}

/// With the data there, a test that says it lacks it is a failure and no skip.
fn refuse_missing_data(skipped: &[String]) -> Option<String> {
    std::env::var_os("NASHRA_DATA")?;
    let missed: Vec<_> = skipped.iter().filter(|name| !is_an_engines_limit(name)).map(String::as_str).collect();
    (!missed.is_empty()).then(|| format!("NASHRA_DATA is set, and yet these were skipped: {}", missed.join(", ")))
}

fn close(timings: &[(&str, Duration, Tally)], skipped: &[String], total: Tally) {
    println!();
    for (name, took, tally) in timings {
        println!("{:>6.1} s  {name:<18} {tally}", took.as_secs_f32());
    }
    match skipped {
        [] => println!("skipped: none"),
        names => println!("skipped: {}", names.join("; ")),
    }
    println!("{total}");
}
