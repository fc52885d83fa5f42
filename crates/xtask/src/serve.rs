//! `cargo xtask serve`: builds what changed, serves the demo edition, says where.

use crate::demo;
use anyhow::{Context, Result, bail};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Stdio};

const PORT: u16 = 8080;

/// Serves until Ctrl-C, which ends the server as well: both are of one terminal.
pub fn run(arguments: &[String]) -> Result<()> {
    let mut port = None;
    let mut opens = true;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--no-open" => opens = false,
            "--port" => port = Some(read_port(rest.next())?),
            other => bail!("`{other}`: usage: cargo xtask serve [--port N] [--no-open]"),
        }
    }
    let site = demo::build_site()?;
    // A port that was asked for is an error where it is taken; our own choice is not.
    let port = port.unwrap_or_else(|| if is_free(PORT) { PORT } else { 0 });
    let mut server = demo::serve(&site, port)?;
    println!("Nashra's demo edition is at {} (Ctrl-C ends it)", server.address());
    if opens && let Some(mut opener) = desktop_opener() {
        opener.arg(server.address()).stdout(Stdio::null()).stderr(Stdio::null());
        // No browser opened is no failure: the address is on the terminal.
        let _ = opener.spawn();
    }
    server.wait()
}

/// The value of `--port`.
pub fn read_port(value: Option<&String>) -> Result<u16> {
    let value = value.context("--port needs a number")?;
    value.parse().with_context(|| format!("--port {value}: a port is a number up to 65535"))
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// What opens a page in the person's browser, where there is a desktop.
fn desktop_opener() -> Option<Command> {
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    match std::env::consts::OS {
        "macos" => Some(Command::new("open")),
        "windows" => Some(Command::new("explorer")),
        _ if has_display => Some(Command::new("xdg-open")),
        _ => None,
    }
}
