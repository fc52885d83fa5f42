//! `nashra check`: what is wrong with an edition, or would be with sources.

use super::build::read_config;
use super::{clock, parse_moment, print_problems};
use anyhow::{Result, bail};
use model::{Moment, Problem};
use press::{BuildRequest, Compression, check_edition, is_edition, rehearse};
use std::path::PathBuf;
use std::process::ExitCode;

/// Check a built site, or report what building sources would.
#[derive(clap::Args)]
pub struct Arguments {
    /// A built folder, or files, folders and web addresses of articles.
    #[arg(value_name = "DIR|SOURCE", required = true)]
    paths: Vec<PathBuf>,
    /// The operator's decisions, for sources; ./nashra.toml where it exists.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The clock, in RFC 3339.
    #[arg(long, value_name = "TIME", value_parser = parse_moment)]
    now: Option<Moment>,
    /// Report to stdout in JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<ExitCode> {
    let (editions, sources): (Vec<PathBuf>, Vec<PathBuf>) =
        arguments.paths.into_iter().partition(|path| is_edition(path));
    if !editions.is_empty() && !sources.is_empty() {
        bail!("name built folders or sources, not both");
    }
    let (articles, problems) = if editions.is_empty() {
        let request = BuildRequest {
            config: read_config(arguments.config.as_deref())?,
            sources,
            prune: Vec::new(),
            out: PathBuf::from("site"),
            state: None,
            now: clock(arguments.now),
            viewer: None,
            compression: Compression::None,
        };
        let report = rehearse(&request)?;
        (report.articles, report.problems)
    } else {
        let mut articles = 0;
        let mut problems: Vec<Problem> = Vec::new();
        for edition in &editions {
            let checked = check_edition(edition)?;
            articles += checked.articles;
            if checked.unsettled {
                eprintln!("{}: a build is on its way, or was interrupted: the next one finishes it", edition.display());
            }
            problems.extend(checked.problems);
        }
        (articles, problems)
    };
    if arguments.json {
        println!("{}", serde_json::json!({ "articles": articles, "problems": problems }));
    } else {
        print_problems(&problems);
        println!("{articles} articles, {} problems", problems.len());
    }
    Ok(ExitCode::from(u8::from(!problems.is_empty())))
}
