//! Names looked up and connections made: the two things that fetching asks of the machine's network.

use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::pin::Pin;
use tokio::net::TcpStream;

/// A connection on its way.
pub type Connecting<'a> = Pin<Box<dyn Future<Output = io::Result<TcpStream>> + Send + 'a>>;

/// What a network does for us. What it answers is checked, never believed: a name may resolve to
/// anything, and to something else a moment later.
pub trait Network: Send + Sync + 'static {
    /// The addresses of `host`. It may block: it is called where that is no harm.
    ///
    /// # Errors
    /// An unknown name, a resolver that fails.
    fn look_up(&self, host: &str) -> io::Result<Vec<IpAddr>>;

    /// Connects to exactly `to`, which has been checked.
    fn connect(&self, to: SocketAddr) -> Connecting<'_>;
}

/// The machine's own resolver and sockets.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemNetwork;

impl Network for SystemNetwork {
    fn look_up(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
    }

    fn connect(&self, to: SocketAddr) -> Connecting<'_> {
        Box::pin(TcpStream::connect(to))
    }
}
