//! `nashra serve`: a built folder over HTTP, on this machine.

use anyhow::Result;
use std::path::PathBuf;
use std::process::ExitCode;

/// Serve a built site on 127.0.0.1.
#[derive(clap::Args)]
pub struct Arguments {
    /// The built folder.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The port; 0 picks a free one.
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
}

/// Runs the command until it is interrupted.
pub fn run(arguments: Arguments) -> Result<ExitCode> {
    press::serve(&arguments.folder, arguments.port, |address| println!("serving http://{address}/"))?;
    Ok(ExitCode::SUCCESS)
}
