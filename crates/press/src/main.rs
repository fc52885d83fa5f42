//! The `nashra` command.

fn main() {}
