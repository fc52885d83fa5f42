//! Sources fetched by address: over real sockets on this machine, from servers that misbehave.

mod addresses;
mod building;
mod encryption;
mod keeping;
mod lists;
mod network;
mod paging;
mod politeness;
mod server;
mod watching;
