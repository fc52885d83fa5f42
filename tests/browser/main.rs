//! Nashra in real browsers. One module a feature; each test's name is a claim.
//!
//! `cargo test -p nashra-browser-tests -- [FILTER]... [--engine chromium|firefox|webkit] [--list]
//! [--screenshots DIR]`. Where the viewer, the press and the demo are comes from the environment,
//! see [`harness::Places`].

use harness::{Places, Test, read_command, run};
use std::process::ExitCode;

mod accessibility;
mod ahead;
mod along;
mod arriving;
mod article;
mod direct;
mod direction;
mod engines;
mod faults;
mod framed;
mod front;
mod geometry;
mod harness_itself;
mod hostile;
mod hostile_documents;
#[path = "../hostile_inputs.rs"]
mod hostile_inputs;
mod keyboard;
mod notices;
mod numbers;
mod offline;
mod offline_faults;
mod opens;
mod page_types;
mod preferences;
mod prerendered;
mod print;
mod reading;
mod reflow;
mod saved;
mod saved_file;
mod screenshots;
mod section;
mod settings;
mod states;
mod tags;
mod typography;
mod updates;
mod widget;

fn tests() -> Vec<Test> {
    [
        harness_itself::tests(),
        opens::tests(),
        prerendered::tests(),
        arriving::tests(),
        ahead::tests(),
        framed::tests(),
        front::tests(),
        section::tests(),
        article::tests(),
        keyboard::tests(),
        settings::tests(),
        reading::tests(),
        saved::tests(),
        saved_file::tests(),
        along::tests(),
        faults::tests(),
        states::tests(),
        notices::tests(),
        tags::tests(),
        direct::tests(),
        direction::tests(),
        typography::tests(),
        numbers::tests(),
        reflow::tests(),
        accessibility::tests(),
        print::tests(),
        preferences::tests(),
        hostile::tests(),
        hostile_documents::tests(),
        offline::tests(),
        updates::tests(),
        offline_faults::tests(),
        engines::tests(),
        widget::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn main() -> ExitCode {
    let command = match read_command(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let places = Places::from_environment();
    if let Err(error) = std::fs::create_dir_all(&places.scratch) {
        eprintln!("{}: {error}", places.scratch.display());
        return ExitCode::from(2);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    if let Some(folder) = &command.screenshots {
        runtime.block_on(screenshots::take(&places, folder));
        return ExitCode::SUCCESS;
    }
    if run(&tests(), &command, &places, runtime.handle()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
