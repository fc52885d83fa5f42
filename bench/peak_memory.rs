//! The most memory that a process had.
//!
//! Shared as a module (`#[path]`) by what needs it.

/// The high-water mark of resident memory in MiB, where the system tells it (Linux).
pub fn peak_mebibytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kibibytes: f64 =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().split(' ').next()?.parse().ok()?;
    Some(kibibytes / 1024.0)
}
