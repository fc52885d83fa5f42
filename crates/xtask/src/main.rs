//! How people work on Nashra: `cargo xtask <verb>`.

mod bench;
mod browsers;
mod budget;
mod debian;
mod demo;
mod dev;
mod fingerprint;
mod metadata;
mod nashra;
mod process;
mod readme;
mod serve;
mod server;
mod setup;
mod style;
mod tally;
mod test;
mod tidy;
mod tools;
mod viewer;
mod wasm_target;

use anyhow::{Result, bail};
use std::process::ExitCode;

/// What a verb is called, what follows it, what it does, and the function that does it.
struct Verb {
    name: &'static str,
    arguments: &'static str,
    purpose: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const VERBS: &[Verb] = &[
    Verb {
        name: "serve",
        arguments: "[--port N] [--no-open]",
        purpose: "build everything, serve the demo edition on 127.0.0.1",
        run: serve::run,
    },
    Verb {
        name: "test",
        arguments: "[--quick]",
        purpose: "all that CI checks; --quick without browsers",
        run: test::run,
    },
    Verb { name: "dev", arguments: "[--port N]", purpose: "Trunk with reload on the demo edition", run: dev::run },
    Verb {
        name: "budget",
        arguments: "",
        purpose: "sizes of the release build against their limits",
        run: budget::run,
    },
    Verb {
        name: "release",
        arguments: "",
        purpose: "the nashra command with the viewer inside, and where it is",
        run: nashra::run_release,
    },
    Verb { name: "bench", arguments: "[NAME]", purpose: "the benchmarks; they print figures", run: bench::run },
    Verb { name: "tidy", arguments: "", purpose: "the invariants of ARCHITECTURE.md alone", run: tidy::run },
    Verb { name: "setup", arguments: "[--browsers]", purpose: "find or install the tools", run: setup::run },
    Verb { name: "style", arguments: "", purpose: "bundle style/ into one file (Trunk calls it)", run: style::run },
    Verb {
        name: "demo-edition",
        arguments: "",
        purpose: "the demo edition for `trunk serve` (Trunk calls it)",
        run: demo::run_as_trunk_hook,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", usage());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", usage());
        return Ok(());
    }
    match VERBS.iter().find(|verb| verb.name == name) {
        Some(verb) => (verb.run)(rest),
        None => bail!("there is no verb `{name}`\n{}", usage()),
    }
}

fn usage() -> String {
    let lines = VERBS.iter().map(|verb| {
        format!("  cargo xtask {:<30} {}\n", format!("{} {}", verb.name, verb.arguments).trim_end(), verb.purpose)
    });
    std::iter::once("How people work on Nashra:\n".to_owned()).chain(lines).collect()
}
