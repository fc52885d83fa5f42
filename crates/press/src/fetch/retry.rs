//! Whether, and when, a request is repeated.

use super::Failure;
use super::policy::FetchPolicy;
use std::time::{Duration, SystemTime};

/// Whether a server that answers `status` may answer better a little later.
pub(super) fn is_passing(status: u16) -> bool {
    status == 429 || (500..=599).contains(&status)
}

/// How long to wait before repetition `number` (from 0) after `status`, and `retry_after` where the
/// server named a time.
///
/// There is no chance in it: one operator's requests are too few to come in waves.
///
/// # Errors
/// [`Failure::Later`] where the server asks for more patience than `policy` has, or
/// [`Failure::Status`] where all repetitions are used up.
pub(super) fn wait_before(
    number: u32,
    status: u16,
    retry_after: Option<Duration>,
    policy: &FetchPolicy,
) -> Result<Duration, Failure> {
    if let Some(asked) = retry_after.filter(|asked| *asked > policy.longest_wait) {
        return Err(Failure::Later(asked.as_secs()));
    }
    if number >= policy.retries {
        return Err(Failure::Status(status));
    }
    let backoff = policy.backoff.saturating_mul(1 << number.min(16)).min(policy.longest_wait);
    Ok(retry_after.map_or(backoff, |asked| asked.max(backoff)))
}

/// `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date against `now`.
pub(super) fn retry_after(field: &str, now: SystemTime) -> Option<Duration> {
    let field = field.trim();
    match field.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => {
            let moment = httpdate::parse_http_date(field).ok()?;
            Some(moment.duration_since(now).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_a_server_that_names_a_time_is_waited_for_up_to_a_bound() {
        let policy = FetchPolicy {
            retries: 4,
            backoff: Duration::from_secs(2),
            longest_wait: Duration::from_secs(10),
            ..FetchPolicy::default()
        };
        let seconds = |number, asked: Option<u64>| {
            wait_before(number, 503, asked.map(Duration::from_secs), &policy).map(|wait| wait.as_secs())
        };
        assert_eq!([0, 1, 2, 3].map(|number| seconds(number, None)), [Ok(2), Ok(4), Ok(8), Ok(10)]);
        assert_eq!(seconds(4, None), Err(Failure::Status(503)));
        assert_eq!(seconds(0, Some(7)), Ok(7));
        assert_eq!(seconds(2, Some(1)), Ok(8), "no sooner than we would ourselves");
        assert_eq!(seconds(0, Some(11)), Err(Failure::Later(11)));
        assert_eq!(seconds(9, Some(3600)), Err(Failure::Later(3600)));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        assert_eq!(retry_after(" 120 ", now), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:50:37 GMT", now), Some(Duration::from_secs(60)));
        assert_eq!(retry_after("Sat, 06 Nov 1993 08:49:37 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }
}
