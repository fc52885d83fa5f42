//! The module for saved articles. All of it is in the library, which exports what the viewer calls.

#[cfg(target_arch = "wasm32")]
pub use saved::browser::act;

fn main() {}
