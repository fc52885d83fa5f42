//! The viewer, mounted.

fn main() {}
