//! Nashra in real browsers: what tests and benchmarks drive them with.
//!
//! [`Browser`] is one engine behind its WebDriver; [`Site`] a built edition behind `nashra serve`;
//! [`Server`] a server of ours that misbehaves to order; [`Stage`] what one test gets; [`run`] the
//! runner, which fails a test on every console error, rejection and policy violation that it does
//! not name.

mod browser;
mod built;
mod command;
mod console;
mod driver;
mod engine;
pub mod fixture;
pub mod keys;
mod page;
mod places;
mod prepared;
mod probe;
mod runner;
mod served;
mod server;
mod site;
mod stage;

pub use browser::{Browser, Start};
pub use built::{Built, press, press_samples};
pub use command::{Command, read_command};
pub use console::Observations;
pub use engine::Engine;
pub use page::{PATIENCE, Query};
pub use places::Places;
pub use prepared::Prepared;
pub use probe::Probe;
pub use runner::{Body, Test, run};
pub use served::Served;
pub use server::{Answer, Received, Server, header_of};
pub use site::Site;
pub use stage::Stage;

/// Lists test functions `async fn(&mut Stage)` of a module by name; `name except Engine: "reason"`
/// says on which engines one cannot run, and why.
#[macro_export]
macro_rules! tests {
    ($($name:ident $(except $engine:ident: $reason:literal)*),* $(,)?) => {
        vec![$(
            $crate::Test::new(module_path!(), stringify!($name), |stage| Box::pin($name(stage)))
                $(.except($crate::Engine::$engine, $reason))*
        ),*]
    };
}
