//! The time.

use model::Moment;

/// Now, to the second.
pub fn now() -> Moment {
    Moment::Instant((js_sys::Date::now() / 1000.0) as i64)
}
