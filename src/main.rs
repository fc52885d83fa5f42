//! The viewer, mounted.

fn main() {
    viewer::browser::task::spawn(async {
        // The page ends with its tab: nothing of it is ever dropped.
        std::mem::forget(viewer::app::start().await);
    });
}
