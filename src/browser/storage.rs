//! What the browser keeps for this reader. Blocked storage and a full quota are values, not panics.

use web_sys::Storage;

/// Storage is blocked, or full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked;

/// What was kept under `key`; `None` where nothing was, or nothing may be read.
pub fn read(key: &str) -> Option<String> {
    storage().ok()?.get_item(key).ok()?
}

/// Keeps `value` under `key`.
///
/// # Errors
/// [`Blocked`] where the browser keeps nothing.
pub fn write(key: &str, value: &str) -> Result<(), Blocked> {
    storage()?.set_item(key, value).map_err(|_| Blocked)
}

fn storage() -> Result<Storage, Blocked> {
    web_sys::window().and_then(|window| window.local_storage().ok().flatten()).ok_or(Blocked)
}
