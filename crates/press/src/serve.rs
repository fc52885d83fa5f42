//! `nashra serve`: a built folder over HTTP/1.1, on this machine alone.

mod answer;
mod files;
mod headers;

pub(crate) use headers::has_hash;

use answer::{Answer, Asked, Site};
use anyhow::{Context, Result};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

/// How long connections may take to finish once the command is interrupted.
const GRACE: Duration = Duration::from_secs(2);

/// Serves `folder` on 127.0.0.1 until the process is interrupted; port 0 picks a free one.
///
/// `started` is told host, port and base path, without the last slash: `127.0.0.1:8080`.
///
/// # Errors
/// A folder that is not there, a port that is taken.
pub fn serve(folder: &Path, port: u16, started: impl FnOnce(&str)) -> Result<()> {
    let site = Arc::new(Site::open(folder)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.with_context(|| format!("port {port} is not free"))?;
        let address = format!("{}{}", listener.local_addr()?, site.base().as_str());
        accept(listener, site, || started(address.trim_end_matches('/'))).await;
        Ok(())
    })
}

async fn accept(listener: TcpListener, site: Arc<Site>, started: impl FnOnce()) {
    let graceful = GracefulShutdown::new();
    let mut interrupted = std::pin::pin!(tokio::signal::ctrl_c());
    // Polled once, it is in force: whoever reads the address may interrupt at once.
    tokio::select! {
        biased;
        _ = &mut interrupted => return,
        () = std::future::ready(()) => started(),
    }
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => serve_connection(stream, Arc::clone(&site), &graceful),
                // Out of file handles, most likely: others will close.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            _ = &mut interrupted => break,
        }
    }
    drop(listener);
    // What has not finished by then is cut.
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}

fn serve_connection(stream: TcpStream, site: Arc<Site>, graceful: &GracefulShutdown) {
    // Small answers must not wait for more to send.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| respond(request, Arc::clone(&site)));
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(60))
        .serve_connection(TokioIo::new(stream), service);
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        // A reader who goes away in the middle is no event.
        let _ = watched.await;
    });
}

async fn respond(request: Request<Incoming>, site: Arc<Site>) -> Result<Response<Full<Bytes>>, Infallible> {
    let field = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
    let asked = Asked {
        method: request.method().clone(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or("").to_owned(),
        accept_encoding: field(header::ACCEPT_ENCODING),
        if_none_match: field(header::IF_NONE_MATCH),
    };
    let without_body = asked.method == Method::HEAD;
    let answer = tokio::task::spawn_blocking(move || site.answer(&asked)).await;
    let answer = answer.unwrap_or_else(|_| Answer::text(hyper::StatusCode::INTERNAL_SERVER_ERROR, "the server failed"));
    let mut response = Response::new(Full::new(if without_body { Bytes::new() } else { answer.body.clone() }));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    if answer.status != hyper::StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CONTENT_LENGTH, answer.body.len().into());
    }
    Ok(response)
}
