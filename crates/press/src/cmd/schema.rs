//! `nashra schema`: the JSON Schemas of our documents.

use anyhow::Result;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write the JSON Schemas of the edition's documents.
#[derive(clap::Args)]
#[command(hide = true)]
pub struct Arguments {
    /// The folder to write.
    #[arg(value_name = "DIR", default_value = "docs/schema")]
    folder: PathBuf,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<ExitCode> {
    std::fs::create_dir_all(&arguments.folder)?;
    for (name, schema) in press::schemas() {
        std::fs::write(arguments.folder.join(format!("{name}.schema.json")), schema)?;
    }
    Ok(ExitCode::SUCCESS)
}
