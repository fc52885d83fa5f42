//! https: only from whom the certificate is for.

use super::network::{TestNetwork, fetch, fetcher, quick};
use press::fetch::{Failure, FetchPolicy, Outcome};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

/// An https server with a certificate for `feeds.test`: where it listens, and its authority in PEM.
/// Its thread ends with the tests.
fn server() -> (SocketAddr, String) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate().unwrap();
    let pem = authority.self_signed(&authority_key).unwrap().pem();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["feeds.test".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &Issuer::new(authority, authority_key)).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut stream = StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), stream);
            if stream.read(&mut [0; 4096]).is_ok() {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        }
    });
    (address, pem)
}

#[test]
fn https_is_believed_only_with_a_certificate_of_that_name_from_a_known_authority() {
    let (address, pem) = server();
    let names = TestNetwork::default().name("feeds.test", &[&["127.0.0.1"]]).name("other.test", &[&["127.0.0.1"]]);
    let network = Arc::new(names);
    let asked = |name: &str, certificates: Option<&str>| {
        let policy = FetchPolicy {
            allow: vec![format!("{name}:{}", address.port())],
            ignore_robots: vec![name.to_owned()],
            certificates: certificates.map(str::to_owned),
            ..quick()
        };
        fetch(&fetcher(policy, &network), &format!("https://{name}:{}/", address.port()))
    };
    let believed = asked("feeds.test", Some(&pem));
    assert!(matches!(&believed, Outcome::Fetched(fetched) if fetched.bytes == b"secret"), "{believed:?}");
    for (name, certificates) in [("feeds.test", None), ("other.test", Some(pem.as_str()))] {
        let outcome = asked(name, certificates);
        let said = match &outcome {
            Outcome::Failed(Failure::Connection(said)) => said,
            _ => panic!("{name}: {outcome:?}"),
        };
        assert!(said.contains("certificate"), "{name}: {said}");
    }
}
