//! Sources fetched by address: over real sockets on this machine, from servers that misbehave.

mod addresses;
pub mod building;
mod encryption;
mod keeping;
mod lists;
mod network;
mod paging;
mod politeness;
pub mod server;
mod watching;
