//! How people work on Nashra.

fn main() {}
