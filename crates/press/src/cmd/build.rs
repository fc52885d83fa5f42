//! `nashra build`: sources in, a site's folder out.

use super::progress::Shown;
use super::{clock, parse_moment, print_problems};
use anyhow::Result;
use model::Moment;
use press::{BuildReport, BuildRequest, Compression, Config, build_with_progress};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Build the site's folder from files, folders and feeds of articles.
#[derive(clap::Args)]
pub struct Arguments {
    /// Files, folders and web addresses in any wire format; those that nashra.toml names where none is given.
    #[arg(value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// The operator's decisions; ./nashra.toml where it exists.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A source, or a folder of sources: what came from it and is not in it any more leaves the edition.
    #[arg(long, value_name = "SOURCE")]
    prune: Vec<String>,
    /// The folder to write.
    #[arg(long, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// The folder of what is remembered from build to build; `.nashra/` beside the output.
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    /// The clock, in RFC 3339, for builds that must be the same again.
    #[arg(long, value_name = "TIME", value_parser = parse_moment)]
    now: Option<Moment>,
    /// A built viewer (a Trunk dist folder) in place of the one inside this command.
    #[arg(long, value_name = "DIR")]
    viewer: Option<PathBuf>,
    /// Compressed twins of files, for servers that send them as they are; of those that changed.
    #[arg(long, value_name = "HOW", default_value = "fast", value_parser = ["none", "fast", "best"])]
    compress: String,
    /// Report to stdout in JSON.
    #[arg(long)]
    json: bool,
    /// Build again, that many seconds after each build, until interrupted.
    #[arg(long, value_name = "SECONDS", conflicts_with = "now")]
    watch: Option<u64>,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<ExitCode> {
    let Some(seconds) = arguments.watch else { return build_once(&arguments) };
    loop {
        // What is wrong now, an operator may mend while we wait: nothing ends the watch but its end.
        if let Err(error) = build_once(&arguments) {
            eprintln!("nashra: {error:#}");
        }
        std::thread::sleep(Duration::from_secs(seconds.max(1)));
    }
}

fn build_once(arguments: &Arguments) -> Result<ExitCode> {
    let request = BuildRequest {
        config: read_config(arguments.config.as_deref())?,
        sources: arguments.sources.clone(),
        prune: arguments.prune.clone(),
        out: arguments.out.clone(),
        state: arguments.state.clone(),
        now: clock(arguments.now),
        viewer: arguments.viewer.clone(),
        compression: match arguments.compress.as_str() {
            "fast" => Compression::Fast,
            "best" => Compression::Best,
            _ => Compression::None,
        },
    };
    let shown = Shown::for_output(arguments.json);
    let report = build_with_progress(&request, &|progress| shown.show(progress))?;
    if arguments.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print_problems(&report.problems);
        println!("{}", summary(&report, &request.out));
    }
    Ok(ExitCode::from(u8::from(!report.problems.is_empty())))
}

/// The configuration at `path`; `./nashra.toml` where none is named and it exists; else ours.
pub fn read_config(path: Option<&Path>) -> Result<Config> {
    let usual = Path::new("nashra.toml");
    match path {
        Some(path) => Config::load(path),
        None if usual.exists() => Config::load(usual),
        None => Ok(Config::default()),
    }
}

fn summary(report: &BuildReport, out: &Path) -> String {
    let viewer = if report.viewer { "" } else { "; no viewer inside this command and none named: edition/ only" };
    format!(
        "{}: {} articles in {} sections, {} merged; {} files, {} bytes, {} of them changed; {} problems{viewer}",
        out.display(),
        report.articles,
        report.sections,
        report.merged,
        report.files,
        report.bytes,
        report.written,
        report.problems.len(),
    )
}
