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
    /// Serves `folder` on a free port.
    ///
    /// # Panics
    /// When `nashra` is not there or does not answer: no test can go on.
    pub async fn serve(places: &Places, folder: &Path) -> Self {
        Self::serve_on(places, folder, free_port().expect("a port is free")).await
    }

    /// Serves `folder` on `port`: where it was served before it was stopped.
    ///
    /// # Panics
    /// As [`Site::serve`].
    pub async fn serve_on(places: &Places, folder: &Path, port: u16) -> Self {
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

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
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
