//! The build that benchmarks measure: no decisions, no compression, one moment.
//!
//! Shared as a module (`#[path]`) by what needs it.

use model::Moment;
use press::{BuildRequest, Compression, Config};
use std::path::PathBuf;

/// The allocator of the `nashra` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A build of `sources` into `out`, with pages where there is a `viewer` that they start.
pub fn plain_build(sources: PathBuf, out: PathBuf, viewer: Option<PathBuf>) -> BuildRequest {
    BuildRequest {
        config: Config::default(),
        sources: vec![sources],
        prune: Vec::new(),
        out,
        state: None,
        now: Moment::parse("2026-02-10T08:00:00Z").expect("a moment"),
        viewer,
        compression: Compression::None,
    }
}
