//! What a host's robots.txt permits (RFC 9309).

use super::Failure;
use robotxt::{AccessResult, Robots};
use std::time::Duration;

/// The name that robots.txt files know us by.
const NAME: &str = "Nashra";
/// The longest pause between requests that a robots.txt can ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The rules of `text`, or those of a host that has no robots.txt.
pub(super) fn rules(text: Option<&str>) -> Robots {
    let access = text.map_or(AccessResult::Unavailable, |text| AccessResult::Successful(text.as_bytes()));
    Robots::from_access(access, NAME)
}

/// The pause between requests: the operator's, or a longer one that the host asks for, up to ten seconds.
pub(super) fn pause(robots: &Robots, ours: Duration) -> Duration {
    robots.crawl_delay().map_or(ours, |asked| asked.min(LONGEST_PAUSE).max(ours))
}

/// What a robots.txt that was not read means: `Ok` where there is none (section 2.3.1.3), else why
/// nothing may be fetched (section 2.3.1.4).
pub(super) fn without_file(failure: Failure) -> Result<(), Failure> {
    match failure {
        Failure::Status(429) | Failure::Status(500..) => Err(Failure::RobotsUnknown(failure.to_string())),
        Failure::Status(_) | Failure::TooManyRedirects | Failure::RedirectLoop | Failure::RedirectNowhere => Ok(()),
        // The address itself would fare no better: it says more than "robots.txt".
        Failure::Refused(_) | Failure::Name(_) | Failure::Connection(_) | Failure::TimedOut(_) | Failure::Later(_) => {
            Err(failure)
        }
        other => Err(Failure::RobotsUnknown(other.to_string())),
    }
}
