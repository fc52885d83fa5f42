//! `[fetch]`: what fetching by address is permitted, and its limits.

use super::file::FetchFile;
use crate::fetch::{FetchPolicy, split_port, user_agent};
use anyhow::{Context, Result, bail};
use model::SafeUrl;
use std::path::Path;
use std::time::Duration;

/// An hour: longer than any single wait can be meant to be.
const LONGEST_SECONDS: f64 = 3600.0;

/// The policy of `file`; paths are relative to `folder`, and `site` is told to whom is asked.
///
/// # Errors
/// A value out of its range, certificates that cannot be read.
pub(super) fn policy(file: FetchFile, folder: &Path, site: Option<&SafeUrl>) -> Result<FetchPolicy> {
    let usual = FetchPolicy::default();
    let hosts = |key: &str, hosts: Vec<String>| -> Result<Vec<String>> {
        hosts.into_iter().map(|entry| host(key, entry)).collect()
    };
    let certificates = file.certificates.map(|path| {
        let path = folder.join(path);
        std::fs::read_to_string(&path).with_context(|| format!("fetch.certificates: {} cannot be read", path.display()))
    });
    Ok(FetchPolicy {
        allow: hosts("fetch.allow", file.allow)?,
        ports: file.ports.unwrap_or(usual.ports),
        ignore_robots: hosts("fetch.ignore_robots", file.ignore_robots)?,
        certificates: certificates.transpose()?,
        connect_timeout: seconds("fetch.connect_timeout", file.connect_timeout, usual.connect_timeout)?,
        read_timeout: seconds("fetch.read_timeout", file.read_timeout, usual.read_timeout)?,
        total_timeout: seconds("fetch.total_timeout", file.total_timeout, usual.total_timeout)?,
        source_timeout: seconds("fetch.source_timeout", file.source_timeout, usual.source_timeout)?,
        retries: within("fetch.retries", file.retries, usual.retries, 0, 10)?,
        backoff: seconds("fetch.backoff", file.backoff, usual.backoff)?,
        longest_wait: seconds("fetch.longest_wait", file.longest_wait, usual.longest_wait)?,
        per_host: within("fetch.per_host", file.per_host, usual.per_host, 1, 16)?,
        at_once: within("fetch.at_once", file.at_once, usual.at_once, 1, 64)?,
        delay: seconds("fetch.delay", file.delay, usual.delay)?,
        pages: within("fetch.pages", file.pages, usual.pages, 1, 1000)?,
        feeds: within("fetch.feeds", file.feeds, usual.feeds, 0, 10_000)?,
        user_agent: user_agent(site.map(SafeUrl::as_str)),
    })
}

/// A host with or without a port, as addresses carry it.
fn host(key: &str, entry: String) -> Result<String> {
    let (name, _) = split_port(&entry);
    // The address parser knows best how a host is written: in lower case, in Punycode.
    let written = url::Url::parse(&format!("http://{name}/")).ok();
    match written.as_ref().and_then(url::Url::host_str) {
        Some(host) if host == name => Ok(entry),
        Some(host) if !name.contains(['/', '?', '#', '@', '\\']) => bail!("{key}: write {host:?} for {name:?}"),
        _ => bail!("{key}: {entry:?} is no host: write \"host\" or \"host:port\""),
    }
}

fn seconds(key: &str, seconds: Option<f64>, otherwise: Duration) -> Result<Duration> {
    match seconds {
        None => Ok(otherwise),
        Some(seconds) if (0.0..=LONGEST_SECONDS).contains(&seconds) => Ok(Duration::from_secs_f64(seconds)),
        Some(seconds) => bail!("{key}: {seconds} is not between 0 and {LONGEST_SECONDS} seconds"),
    }
}

fn within<T: PartialOrd + std::fmt::Display>(
    key: &str,
    value: Option<T>,
    otherwise: T,
    least: T,
    most: T,
) -> Result<T> {
    match value {
        None => Ok(otherwise),
        Some(value) if value >= least && value <= most => Ok(value),
        Some(value) => bail!("{key}: {value} is not between {least} and {most}"),
    }
}
