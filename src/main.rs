//! The viewer, mounted.

fn main() {
    // The page ends with its tab: nothing of it is ever dropped.
    std::mem::forget(viewer::app::start());
}
