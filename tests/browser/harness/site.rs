//! A built edition behind the real `nashra serve`.

use crate::driver::{Process, free_port};
use crate::{Places, Server};
use std::path::Path;
use std::process::Command;

/// A built edition behind the real `nashra serve`, which ends when this is dropped.
pub struct Site {
    port: u16,
    _process: Process,
}

impl Site {
    /// Serves `folder`.
    ///
    /// # Panics
    /// When `nashra` is not there or does not answer: no test can go on.
    pub async fn serve(places: &Places, folder: &Path) -> Self {
        let port = free_port().expect("a port is free");
        let mut command = Command::new(&places.nashra);
        command.arg("serve").arg(folder).args(["--port", &port.to_string()]);
        let log = places.scratch.join(format!("serve-{port}.log"));
        let mut process = Process::start(command, &log).unwrap_or_else(|error| panic!("`nashra serve`: {error}"));
        if let Err(error) = process.answers_on(port).await {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            panic!("`nashra serve {}` {error}\n{said}", folder.display());
        }
        let _ = std::fs::remove_file(log);
        Self { port, _process: process }
    }

    /// The address of `path`, from `/`.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// A server in front of it that can be told to answer otherwise, and to be down.
    pub fn behind(&self) -> Server {
        Server::in_front_of(self.port)
    }
}
