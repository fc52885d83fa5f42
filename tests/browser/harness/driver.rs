//! Child processes that end when their owner does, and the ports they listen on.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The process groups that must not outlive this process, should it be interrupted.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// A child process with everything it starts: all of it ends when this is dropped.
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Starts `command` in a process group of its own, its output to `log`.
    pub(crate) fn start(mut command: Command, log: &std::path::Path) -> io::Result<Self> {
        let log = std::fs::File::create(log)?;
        let child =
            command.process_group(0).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn().map_err(
                |error| io::Error::new(error.kind(), format!("{}: {error}", command.get_program().display())),
            )?;
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).push(child.id());
        Ok(Self { child })
    }

    /// Waits until something answers on `port`.
    pub(crate) async fn answers_on(&mut self, port: u16) -> io::Result<()> {
        let deadline = Instant::now() + Duration::from_secs(60);
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        while TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_err() {
            if let Some(status) = self.child.try_wait()? {
                return Err(io::Error::other(format!("ended before it answered on port {port}: {status}")));
            }
            if Instant::now() > deadline {
                return Err(io::Error::new(io::ErrorKind::TimedOut, format!("nothing answers on port {port}")));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let group = self.child.id();
        signal(group, "TERM");
        let deadline = Instant::now() + Duration::from_secs(3);
        while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        signal(group, "KILL");
        let _ = self.child.wait();
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).retain(|&running| running != group);
    }
}

/// Ends everything that still runs: for an interrupted run, which drops nothing.
pub(crate) fn end_all() {
    for group in std::mem::take(&mut *RUNNING.lock().unwrap_or_else(PoisonError::into_inner)) {
        signal(group, "KILL");
    }
}

/// Signals a process group. The `kill` command: the system call itself would need `unsafe`.
fn signal(group: u32, name: &str) {
    let _ = Command::new("kill")
        .args(["-s", name, "--", &format!("-{group}")])
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .status();
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
