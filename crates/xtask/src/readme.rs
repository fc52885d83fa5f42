//! README's commands do what README says: each is run, on a copy of the demo.

use crate::nashra::{self, Profile};
use crate::server::Server;
use crate::tally::Tally;
use crate::{metadata, process, tools};
use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Runs every `nashra` command of README in a scratch folder that holds `demo/`, then starts `cargo xtask
/// serve`, fetches from it and stops it.
pub fn check() -> Result<Tally> {
    let readme = std::fs::read_to_string(metadata::root().join("README.md")).context("README.md can be read")?;
    let scratch = metadata::scratch_folder()?.join("readme");
    if scratch.exists() {
        std::fs::remove_dir_all(&scratch).with_context(|| format!("{} can be removed", scratch.display()))?;
    }
    crate::demo::copy_folder(&metadata::root().join("demo"), &scratch.join("demo"))?;
    let nashra = nashra::build(Profile::Quick)?;
    let mut tally = Tally::default();
    let mut count = |claim: &str, outcome: Result<()>| match outcome {
        Ok(()) => {
            println!("readme: {claim} ... ok");
            tally.passed += 1;
        }
        Err(error) => {
            println!("readme: {claim} ... FAILED\n  {error:#}");
            tally.failed += 1;
        }
    };
    let commands = nashra_commands_in(&readme);
    count(
        "it has `nashra` commands",
        if commands.is_empty() { Err(anyhow::anyhow!("none was found in a fenced block")) } else { Ok(()) },
    );
    for command in commands {
        count(command, run_nashra(command, &nashra, &scratch));
    }
    count("cargo xtask serve", run_serve());
    Ok(tally)
}

/// The lines of fenced blocks that call `nashra`, without prompt and remark.
fn nashra_commands_in(readme: &str) -> Vec<&str> {
    let fenced = readme.split("```").skip(1).step_by(2);
    fenced
        .flat_map(str::lines)
        .map(|line| line.trim().trim_start_matches("$ "))
        .map(|line| line.split(" #").next().unwrap_or(line).trim())
        .filter(|line| line.starts_with("nashra "))
        .collect()
}

fn run_nashra(line: &str, nashra: &Path, folder: &Path) -> Result<()> {
    let is_server = line.starts_with("nashra serve");
    // The port that README names may be someone's here.
    let line = match line.split_once(" --port") {
        Some((before, _)) if is_server => format!("{before} --port 0"),
        None if is_server => format!("{line} --port 0"),
        _ => line.to_owned(),
    };
    let bin = nashra.parent().context("nashra is in a folder")?;
    let mut command = Command::new("sh");
    command
        .current_dir(folder)
        .env("PATH", tools::path(Some(bin.to_path_buf()))?)
        .args(["-c", &format!("exec {line}")]);
    if is_server {
        return fetch_from(&Server::start(command)?);
    }
    let output = command.output().with_context(|| format!("`{line}` did not start"))?;
    // 1 is a build with problems, which it has reported.
    if !matches!(output.status.code(), Some(0 | 1)) {
        bail!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

/// Starts this very program as a person would, and stops it as a closing terminal does.
fn run_serve() -> Result<()> {
    let mut command = Command::new(std::env::current_exe().context("this program has a path")?);
    command.current_dir(metadata::root()).args(["serve", "--no-open", "--port", "0"]);
    let server = Server::start_with_children(command)?;
    fetch_from(&server)
}

/// The front page and the edition are there, and what is not there is missing.
fn fetch_from(server: &Server) -> Result<()> {
    let front = fetch(server.address(), "")?;
    if !front.starts_with("HTTP/1.1 200") || !front.contains("<html") {
        bail!("the front page is no page: {}", first_line(&front));
    }
    let edition = fetch(server.address(), "edition/edition.json")?;
    if !edition.starts_with("HTTP/1.1 200") || !edition.contains("nashra-edition/1") {
        bail!("edition/edition.json is no edition: {}", first_line(&edition));
    }
    let missing = fetch(server.address(), "edition/articles/none.json")?;
    if !missing.starts_with("HTTP/1.1 404") {
        bail!("a missing article is not missing: {}", first_line(&missing));
    }
    Ok(())
}

/// The whole answer to a GET, head and body.
fn fetch(address: &str, path: &str) -> Result<String> {
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).with_context(|| format!("{host} answers"))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).with_context(|| format!("{host}/{path} answers in time"))?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn first_line(answer: &str) -> &str {
    answer.lines().next().unwrap_or("no answer")
}

/// Whether `docs/schema/` is what `nashra schema` writes.
pub fn check_schemas() -> Result<Tally> {
    let fresh = metadata::scratch_folder()?.join("schema");
    process::run(nashra::command(Profile::Quick)?.arg("schema").arg(&fresh))?;
    let published = metadata::root().join("docs/schema");
    let mut tally = Tally::default();
    for file in crate::fingerprint::files_below(&fresh)? {
        let name = file.file_name().unwrap_or_default();
        if std::fs::read(published.join(name)).ok() == Some(std::fs::read(&file)?) {
            tally.passed += 1;
        } else {
            println!(
                "docs/schema/{} is not what `nashra schema` writes: cargo run -p nashra-press -- schema",
                name.display()
            );
            tally.failed += 1;
        }
    }
    if tally == Tally::default() { bail!("`nashra schema` wrote nothing") } else { Ok(tally) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_taken_from_fenced_blocks_without_prompt_and_remark() {
        let readme = "`nashra build` is a command.\n```sh\n$ nashra build demo # a remark\ncargo xtask serve\nnashra check site\n```\nnashra is a name\n";
        assert_eq!(nashra_commands_in(readme), ["nashra build demo", "nashra check site"]);
    }
}
