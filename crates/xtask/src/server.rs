//! A server that is started, fetched from and stopped.

use crate::process;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running server of a site. Ends with this value.
pub struct Server {
    child: Child,
    address: String,
    /// Whether the child leads a process group of its own, to be ended as a whole.
    leads_group: bool,
}

impl Server {
    /// Starts a command that prints its address as the first `http://…/` of its output.
    pub fn start(command: Command) -> Result<Self> {
        Self::start_as(command, false)
    }

    /// The same for a command that starts the server as a child of its own: both end together.
    pub fn start_with_children(mut command: Command) -> Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        Self::start_as(command, cfg!(unix))
    }

    fn start_as(mut command: Command, leads_group: bool) -> Result<Self> {
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("`{}` did not start", process::line(&command)))?;
        let output = child.stdout.take().context("the server's output is piped")?;
        let mut server = Self { child, address: String::new(), leads_group };
        let mut lines = BufReader::new(output).lines();
        for line in lines.by_ref() {
            if let Some(address) = address_in(&line?) {
                server.address = address.to_owned();
                // What it says from here on is nobody's to wait for, but must not fill the pipe.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(server);
            }
        }
        bail!("`{}` ended before it said its address", process::line(&command))
    }

    /// `http://127.0.0.1:PORT/`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Waits until the server ends by itself.
    pub fn wait(&mut self) -> Result<()> {
        let status = self.child.wait().context("the server can be waited for")?;
        // Ended by Ctrl-C it has no exit code.
        if status.code().is_some_and(|code| code != 0) {
            bail!("the server failed ({status})");
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.leads_group {
            process::succeeds(Command::new("kill").args(["-TERM", "--", &format!("-{}", self.child.id())]));
        }
        // One that has ended already needs no ending.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first `http://…/` of a line.
fn address_in(line: &str) -> Option<&str> {
    let start = line.find("http://")?;
    let rest = &line[start..];
    Some(rest.split_whitespace().next().unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_first_of_its_line() {
        assert_eq!(address_in("serving http://127.0.0.1:8080/ now"), Some("http://127.0.0.1:8080/"));
        assert_eq!(address_in("nothing is served"), None);
    }
}
