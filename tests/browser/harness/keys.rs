//! Keys as WebDriver names them (<https://www.w3.org/TR/webdriver2/#keyboard-actions>), for [`crate::Browser::press`].

/// To the next stop.
pub const TAB: &str = "\u{E004}";
/// Presses what has the focus.
pub const ENTER: &str = "\u{E007}";
/// Closes, or leads back.
pub const ESCAPE: &str = "\u{E00C}";
