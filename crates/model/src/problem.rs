//! What was odd or missing in input, and what was done about it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One oddity met while reading input. Broken input is normal: a value and its problems come together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The file or address.
    pub source: String,
    /// Where in it: `item 3`, `article 0a1b2c3d4e`, `line 7`; empty for the whole.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What was done about it.
    pub done: String,
}

impl fmt::Display for Problem {
    /// One line: `source: where: what: what was done about it`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one_line = |s: &str| s.replace(['\n', '\r'], " ");
        write!(f, "{}: ", one_line(&self.source))?;
        if !self.place.is_empty() {
            write!(f, "{}: ", one_line(&self.place))?;
        }
        write!(f, "{}: {}", one_line(&self.what), one_line(&self.done))
    }
}
