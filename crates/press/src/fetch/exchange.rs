//! One request and its answer: HTTP/1.1 on a connection of its own.

use super::body::{read_body, unpack};
use super::connection::{Stream, connect};
use super::network::Network;
use super::policy::{FetchPolicy, Limits};
use super::target::Target;
use super::{Failure, Stage};
use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::io::ErrorKind;
use std::sync::Arc;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// The most header fields, and the largest header in bytes, that are read.
const MAX_FIELDS: usize = 100;
const MAX_HEADER_BYTES: usize = 64 << 10;

/// What every exchange needs.
pub(super) struct Wire {
    pub network: Arc<dyn Network>,
    pub tls: TlsConnector,
}

/// An answer, whole and unpacked.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Empty for every status but 200.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header field that is text.
    pub fn field(&self, name: impl header::AsHeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// Asks `target`, with `fields` beside the usual ones.
///
/// # Errors
/// Whatever keeps a whole answer from coming, within the time-outs of `policy` and `limits`.
pub(super) async fn exchange(
    target: &Target,
    fields: &[(HeaderName, String)],
    limits: &Limits,
    policy: &FetchPolicy,
    wire: &Wire,
) -> Result<Answer, Failure> {
    let whole = async {
        let stream = connect(target, &wire.network, &wire.tls, policy.connect_timeout).await?;
        let (sender, connection) = http1::Builder::new()
            .max_headers(MAX_FIELDS)
            .max_buf_size(MAX_HEADER_BYTES)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(failure_of)?;
        let answer = ask(sender, target, fields, limits, policy);
        drive(connection, answer).await
    };
    let (parts, sent) = timeout(policy.total_timeout, whole).await.map_err(|_| Failure::TimedOut(Stage::Whole))??;
    let encoding = parts.headers.get(header::CONTENT_ENCODING).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let body = match encoding {
        Some(encoding) if parts.status == StatusCode::OK => {
            let (encoding, limits) = (encoding.into_owned(), *limits);
            let unpacking = tokio::task::spawn_blocking(move || unpack(sent, &encoding, &limits));
            unpacking.await.map_err(|error| Failure::Encoding(error.to_string()))??
        }
        _ => sent,
    };
    Ok(Answer { status: parts.status, headers: parts.headers, body })
}

/// Moves bytes over `connection` for as long as `answer` is awaited, and no longer.
async fn drive<T>(
    connection: http1::Connection<TokioIo<Box<dyn Stream>>, Empty<Bytes>>,
    answer: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let mut answer = std::pin::pin!(answer);
    tokio::select! {
        biased;
        answered = &mut answer => return answered,
        // Its error, where it has one, is that of the answer too.
        _ = connection => {}
    }
    answer.await
}

async fn ask(
    mut sender: http1::SendRequest<Empty<Bytes>>,
    target: &Target,
    fields: &[(HeaderName, String)],
    limits: &Limits,
    policy: &FetchPolicy,
) -> Result<(hyper::http::response::Parts, Vec<u8>), Failure> {
    let mut request = Request::get(target.path())
        .header(header::HOST, target.authority())
        .header(header::USER_AGENT, &policy.user_agent)
        .header(header::ACCEPT, "*/*")
        .header(header::ACCEPT_ENCODING, "gzip, br")
        .header(header::CONNECTION, "close");
    for (name, value) in fields {
        request = request.header(name, value);
    }
    let request = request.body(Empty::new()).map_err(|error| Failure::Protocol(error.to_string()))?;
    let answered = timeout(policy.read_timeout, sender.send_request(request)).await;
    let response: Response<Incoming> = answered.map_err(|_| Failure::TimedOut(Stage::Answer))?.map_err(failure_of)?;
    let (parts, body) = response.into_parts();
    let sent = match parts.status {
        StatusCode::OK => read_body(body, limits.sent, policy.read_timeout).await?,
        _ => Vec::new(),
    };
    Ok((parts, sent))
}

/// What hyper's error is for us.
pub(super) fn failure_of(error: hyper::Error) -> Failure {
    let cause = std::error::Error::source(&error);
    let ended = cause.and_then(|cause| cause.downcast_ref::<std::io::Error>()).is_some_and(|io| {
        matches!(io.kind(), ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe)
    });
    if ended || error.is_incomplete_message() {
        return Failure::CutOff;
    }
    let cause = cause.map(|cause| format!(": {cause}")).unwrap_or_default();
    Failure::Protocol(format!("{error}{cause}"))
}
