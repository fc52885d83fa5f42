//! Stub.
use anyhow::{Result, bail};
/// Stub.
pub fn run(_: &[String]) -> Result<()> {
    bail!("not yet")
}
