//! A connection to an address that was checked: the name is looked up once, what it resolves to is
//! checked, and exactly that is connected to.

use super::forbidden::what_forbids;
use super::network::Network;
use super::target::Target;
use super::{Failure, Refusal, Stage};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

/// What bytes go through, encrypted or not.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Connects to `target`, with each step limited to `limit`.
///
/// # Errors
/// [`Refusal::Address`] where every address of the host is forbidden; a name, a connection or an
/// encryption that does not come about.
pub(super) async fn connect(
    target: &Target,
    network: &Arc<dyn Network>,
    tls: &TlsConnector,
    limit: Duration,
) -> Result<Box<dyn Stream>, Failure> {
    let addresses = permitted_addresses(target, network, limit).await?;
    let mut failure = Failure::Name("it has no address".to_owned());
    for address in addresses {
        match timeout(limit, network.connect(SocketAddr::new(address, target.port))).await {
            Ok(Ok(stream)) if !target.is_encrypted() => return Ok(Box::new(stream)),
            Ok(Ok(stream)) => {
                let name = server_name(target)?;
                let encrypted = timeout(limit, tls.connect(name, stream));
                let stream = encrypted.await.map_err(|_| Failure::TimedOut(Stage::Connecting))?;
                return Ok(Box::new(stream.map_err(|error| Failure::Connection(error.to_string()))?));
            }
            Ok(Err(error)) => failure = Failure::Connection(error.to_string()),
            Err(_) => failure = Failure::TimedOut(Stage::Connecting),
        }
    }
    Err(failure)
}

/// The addresses of `target` that may be connected to, in the resolver's order.
async fn permitted_addresses(
    target: &Target,
    network: &Arc<dyn Network>,
    limit: Duration,
) -> Result<Vec<IpAddr>, Failure> {
    let addresses = match target.literal {
        Some(address) => vec![address],
        None => {
            let (network, host) = (Arc::clone(network), target.host.clone());
            let looking_up = tokio::task::spawn_blocking(move || network.look_up(&host));
            let found = timeout(limit, looking_up).await.map_err(|_| Failure::TimedOut(Stage::Name))?;
            found
                .map_err(|error| error.to_string())
                .and_then(|found| found.map_err(|error| error.to_string()))
                .map_err(Failure::Name)?
        }
    };
    if target.trusted {
        return Ok(addresses);
    }
    let (forbidden, permitted): (Vec<_>, Vec<_>) =
        addresses.into_iter().map(|address| (address, what_forbids(address))).partition(|(_, what)| what.is_some());
    match forbidden.first() {
        Some((address, Some(what))) if permitted.is_empty() => Err(Refusal::Address(*address, what).into()),
        _ => Ok(permitted.into_iter().map(|(address, _)| address).collect()),
    }
}

fn server_name(target: &Target) -> Result<ServerName<'static>, Failure> {
    let name = match target.literal {
        Some(address) => return Ok(ServerName::from(address)),
        None => ServerName::try_from(target.host.clone()),
    };
    name.map_err(|error| Failure::Connection(error.to_string()))
}

/// What encrypts: the authorities that browsers trust, and those of `more` (PEM).
///
/// # Errors
/// Certificates that cannot be read.
pub(super) fn tls(more: Option<&str>) -> anyhow::Result<TlsConnector> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificate in CertificateDer::pem_slice_iter(more.unwrap_or_default().as_bytes()) {
        roots.add(certificate?)?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
