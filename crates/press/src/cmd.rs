//! One file a command.

pub mod build;
pub mod check;
mod progress;
pub mod schema;
pub mod serve;
pub mod words;

use model::{Moment, Problem};
use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

/// The clock: `--now`, else the machine's.
fn clock(now: Option<Moment>) -> Moment {
    let seconds = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs() as i64);
    now.unwrap_or_else(|| Moment::Instant(seconds()))
}

/// A moment of the command line, in RFC 3339.
fn parse_moment(text: &str) -> Result<Moment, String> {
    Moment::parse(text).map_err(|error| format!("{error}: write 2026-02-10T07:38:00Z"))
}

/// Problems to stderr, one a line.
fn print_problems(problems: &[Problem]) {
    let mut stderr = std::io::stderr().lock();
    for problem in problems {
        // A closed pipe is the caller's choice.
        let _ = writeln!(stderr, "{problem}");
    }
}
