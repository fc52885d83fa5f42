//! A body, never larger than its limits: as it is sent, and as it is once decompressed.

use super::exchange::failure_of;
use super::policy::Limits;
use super::{Failure, Stage};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use std::io::{ErrorKind, Read};
use std::time::Duration;
use tokio::time::timeout;

/// Below this many bytes, no ratio is suspicious: a page of one repeated word compresses well.
const RATIO_COUNTS_FROM: u64 = 1 << 20;

/// Reads `body`, at most `limit` bytes, with at most `patience` between two pieces.
///
/// # Errors
/// Too many bytes, promised or sent; a body that stops.
pub(super) async fn read_body(mut body: Incoming, limit: u64, patience: Duration) -> Result<Vec<u8>, Failure> {
    if body.size_hint().lower() > limit {
        return Err(Failure::TooLarge(limit));
    }
    let mut bytes = Vec::new();
    while let Some(frame) = timeout(patience, body.frame()).await.map_err(|_| Failure::TimedOut(Stage::Body))? {
        let frame = frame.map_err(failure_of)?;
        let Ok(piece) = frame.into_data() else { continue };
        if bytes.len() as u64 + piece.len() as u64 > limit {
            return Err(Failure::TooLarge(limit));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Decompresses `sent`, which is called `encoding` (RFC 9110, section 8.4).
///
/// # Errors
/// An encoding that was not asked for, bytes that are not of it, more of them than `limits` allow.
pub(super) fn unpack(sent: Vec<u8>, encoding: &str, limits: &Limits) -> Result<Vec<u8>, Failure> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(sent),
        "gzip" | "x-gzip" => inflate(flate2::read::MultiGzDecoder::new(sent.as_slice()), sent.len(), limits),
        "br" => inflate(brotli::Decompressor::new(sent.as_slice(), 64 << 10), sent.len(), limits),
        other => {
            let named: String = other.chars().filter(|c| c.is_ascii_graphic()).take(40).collect();
            Err(Failure::Encoding(format!("{named} was not asked for")))
        }
    }
}

fn inflate(mut packed: impl Read, sent: usize, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let most = limits.ratio.saturating_mul(sent as u64).max(RATIO_COUNTS_FROM);
    let mut bytes = Vec::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = match packed.read(&mut piece) {
            Ok(0) => return Ok(bytes),
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Err(Failure::CutOff),
            Err(error) => return Err(Failure::Encoding(error.to_string())),
        };
        let length = bytes.len() as u64 + read as u64;
        if length > limits.bytes {
            return Err(Failure::TooLarge(limits.bytes));
        }
        if length > most {
            return Err(Failure::Bomb);
        }
        bytes.extend_from_slice(&piece[..read]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn brotli(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        brotli::CompressorWriter::new(&mut packed, 4096, 5, 22).write_all(bytes).unwrap();
        packed
    }

    #[test]
    fn what_compresses_a_hundredfold_is_read_while_it_is_small_and_a_bomb_when_it_is_not() {
        let limits = Limits::DOCUMENT;
        for (pack, encoding) in [(gzip as fn(&[u8]) -> Vec<u8>, "gzip"), (brotli, "br")] {
            let small = vec![b'a'; 1 << 20];
            assert_eq!(unpack(pack(&small), encoding, &limits), Ok(small));
            assert_eq!(unpack(pack(&vec![b'a'; 8 << 20]), encoding, &limits), Err(Failure::Bomb));
            let tight = Limits { bytes: 1000, ..limits };
            assert_eq!(unpack(pack(&[b'a'; 1000]), encoding, &tight), Ok(vec![b'a'; 1000]));
            assert_eq!(unpack(pack(&[b'a'; 1001]), encoding, &tight), Err(Failure::TooLarge(1000)));
        }
    }

    #[test]
    fn what_is_cut_off_or_of_another_encoding_is_refused() {
        let limits = Limits::DOCUMENT;
        let text: String = (0..2000).map(|n| format!("كلمة {n} ")).collect();
        for (packed, encoding) in [(gzip(text.as_bytes()), "gzip"), (brotli(text.as_bytes()), "br")] {
            assert_eq!(unpack(packed.clone(), encoding, &limits).as_deref(), Ok(text.as_bytes()));
            assert!(unpack(packed[..packed.len() / 2].to_vec(), encoding, &limits).is_err(), "{encoding}");
            assert!(matches!(
                unpack(text.clone().into_bytes(), encoding, &limits),
                Err(Failure::Encoding(_) | Failure::CutOff)
            ));
        }
        for encoding in ["deflate", "zstd", "gzip, gzip", "compress"] {
            assert!(matches!(unpack(gzip(b"x"), encoding, &limits), Err(Failure::Encoding(_))), "{encoding}");
        }
        assert_eq!(unpack(b"x".to_vec(), "identity", &limits), Ok(b"x".to_vec()));
    }
}
