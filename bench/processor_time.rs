//! The figures of a benchmark that do not depend on what else the machine does.
//!
//! Shared as a module (`#[path]`) by what needs it.

/// What all cores together spent on this process, in seconds, where the system tells it (Linux).
pub fn cpu_seconds() -> Option<f64> {
    seconds_in("/proc/self/stat")
}

/// What was spent on this thread: where others work in parallel, the part that is done in a row.
#[allow(dead_code)] // Not every benchmark has such a part.
pub fn own_cpu_seconds() -> Option<f64> {
    seconds_in("/proc/thread-self/stat")
}

fn seconds_in(path: &str) -> Option<f64> {
    let status = std::fs::read_to_string(path).ok()?;
    let fields: Vec<f64> =
        status.rsplit(')').next()?.split_whitespace().map(|field| field.parse().unwrap_or(0.0)).collect();
    // utime and stime, in hundredths (proc(5)).
    Some((fields.get(11)? + fields.get(12)?) / 100.0)
}
