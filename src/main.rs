//! The viewer, mounted.

/// Two-level segregated fit, made to be small: the standard library's own takes 4 KB more of the wasm. (Masmano et
/// al., "TLSF: a new dynamic memory allocator for real-time systems", ECRTS 2004.)
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    viewer::browser::task::spawn(async {
        // The page ends with its tab: nothing of it is ever dropped.
        std::mem::forget(viewer::app::start().await);
    });
}
