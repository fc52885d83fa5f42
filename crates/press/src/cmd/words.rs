//! `nashra words`: the words of the interface, under the names that boot.js looks for beside itself.

use anyhow::Result;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write the interface's words beside a viewer that no build has named files for (`trunk serve`).
#[derive(clap::Args)]
#[command(hide = true)]
pub struct Arguments {
    /// The folder to write.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<ExitCode> {
    std::fs::create_dir_all(&arguments.folder)?;
    for (language, text) in press::word_files() {
        std::fs::write(arguments.folder.join(format!("words-{language}.json")), text)?;
    }
    Ok(ExitCode::SUCCESS)
}
