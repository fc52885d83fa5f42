//! What the command line asks for.

use crate::Engine;
use std::path::PathBuf;

/// What the command line asks for.
#[derive(Clone, Debug, Default)]
pub struct Command {
    /// Only tests whose title (`front: the newest story leads`) contains one of these; all when empty.
    pub filters: Vec<String>,
    /// Only on these engines; all when empty.
    pub engines: Vec<Engine>,
    /// Print the names and stop.
    pub list: bool,
    /// Take screenshots of the main pages into this folder, and test nothing.
    pub screenshots: Option<PathBuf>,
}

/// Reads `[FILTER]... [--engine chromium|firefox|webkit]... [--list] [--screenshots DIR]`; flags that
/// only cargo's own harness knows are ignored.
///
/// # Errors
/// A sentence for people, where an argument is none of these.
pub fn read_command(arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut command = Command::default();
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--engine" => {
                let name = arguments.next().ok_or("--engine wants a name")?;
                command.engines.push(Engine::parse(&name).ok_or(format!("no engine is called {name}"))?);
            }
            "--list" => command.list = true,
            "--screenshots" => {
                command.screenshots = Some(arguments.next().ok_or("--screenshots wants a folder")?.into());
            }
            "--nocapture" | "--quiet" | "--exact" | "--bench" => {}
            flag if flag.starts_with("--") => return Err(format!("{flag} is not known here")),
            filter => command.filters.push(filter.replace('_', " ")),
        }
    }
    Ok(command)
}
