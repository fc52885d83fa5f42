//! How far fetching is: a bar on a terminal, a line for each source elsewhere, nothing for machines.

use indicatif::{ProgressBar, ProgressStyle};
use press::{FetchReport, FetchState, Progress};
use std::io::IsTerminal;
use std::sync::Mutex;

/// Where progress is shown.
pub enum Shown {
    /// Nowhere.
    Nowhere,
    /// On a terminal: a bar, while it lasts.
    Bar(Mutex<Option<ProgressBar>>),
    /// Anywhere else: lines on stdout.
    Lines,
}

impl Shown {
    /// On stderr where that is a terminal; nowhere when the output is for machines.
    pub fn for_output(is_for_machines: bool) -> Self {
        match (is_for_machines, std::io::stderr().is_terminal()) {
            (true, _) => Self::Nowhere,
            (false, true) => Self::Bar(Mutex::new(None)),
            (false, false) => Self::Lines,
        }
    }

    /// Shows `progress`.
    pub fn show(&self, progress: Progress<'_>) {
        match (self, progress) {
            (Self::Bar(bar), progress) => {
                let mut bar = bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                match progress {
                    Progress::Begins(addresses) => match bar.as_ref() {
                        Some(bar) => bar.inc_length(addresses as u64),
                        None => *bar = Some(new_bar(addresses)),
                    },
                    Progress::Done(report) => bar.iter().for_each(|bar| {
                        bar.set_message(report.address.host().to_owned());
                        bar.inc(1);
                    }),
                    Progress::Picture(address) => bar.iter().for_each(|bar| {
                        bar.set_message(address.host().to_owned());
                        bar.inc(1);
                    }),
                    Progress::Ends => bar.take().iter().for_each(ProgressBar::finish_and_clear),
                }
            }
            (Self::Lines, Progress::Done(report)) => println!("{}", line(report)),
            _ => {}
        }
    }
}

fn new_bar(addresses: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("fetching {bar:30} {pos}/{len} {wide_msg}");
    ProgressBar::new(addresses as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn line(report: &FetchReport) -> String {
    let FetchReport { address, state, pages, items, feeds, bytes } = report;
    match state {
        FetchState::Read if *feeds > 0 => format!("{address}: {feeds} feeds"),
        FetchState::Read => format!("{address}: {items} items on {pages} pages, {bytes} bytes"),
        FetchState::Unchanged => format!("{address}: unchanged"),
        FetchState::Failed => format!("{address}: failed"),
    }
}
