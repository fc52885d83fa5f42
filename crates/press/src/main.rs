//! The `nashra` command: see `nashra --help`.

mod cmd;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Threads hand what they allocated to each other; the system's allocators make them wait for it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Builds, checks and serves a news site from articles in JSON Feed, ninjs, WordPress and plain text.
#[derive(Parser)]
#[command(name = "nashra", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(cmd::build::Arguments),
    Check(cmd::check::Arguments),
    Serve(cmd::serve::Arguments),
    Schema(cmd::schema::Arguments),
    Words(cmd::words::Arguments),
}

/// 0: done; 1: done, with problems reported; 2: nothing written.
fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Build(arguments) => cmd::build::run(arguments),
        Command::Check(arguments) => cmd::check::run(arguments),
        Command::Serve(arguments) => cmd::serve::run(arguments),
        Command::Schema(arguments) => cmd::schema::run(arguments),
        Command::Words(arguments) => cmd::words::run(arguments),
    };
    result.unwrap_or_else(|error| {
        eprintln!("nashra: {error:#}");
        ExitCode::from(2)
    })
}
