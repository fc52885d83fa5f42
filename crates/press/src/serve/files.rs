//! Files of the served folder, read once and compressed once as long as they do not change.

use crate::compress;
use crate::output::Digest;
use hyper::body::Bytes;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

/// How many bytes of files are kept in memory before all are dropped.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// A trade between bytes and time: 11 takes half a second for the viewer.
const BROTLI_QUALITY: i32 = 9;
const GZIP_LEVEL: u32 = 6;

/// Too small to gain by compression.
const LEAST_BYTES: usize = 512;

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

impl Encoding {
    /// The smallest that an `Accept-Encoding` field allows (RFC 9110 section 12.5.3).
    pub fn accepted(field: &str) -> Self {
        let allows = |wanted: &str| {
            let quality = |coding: &str| {
                let (name, parameters) = coding.split_once(';').unwrap_or((coding, ""));
                let quality = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse::<f32>().ok());
                (name.trim().eq_ignore_ascii_case(wanted)).then(|| quality.unwrap_or(0.0))
            };
            field.split(',').find_map(quality).is_some_and(|quality| quality > 0.0)
        };
        match () {
            () if allows("br") => Self::Brotli,
            () if allows("gzip") => Self::Gzip,
            () => Self::Identity,
        }
    }

    /// What `Content-Encoding` says.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

/// A file as it is sent.
pub(super) struct Sent {
    pub bytes: Bytes,
    pub encoding: Encoding,
    pub etag: String,
}

/// The files of one folder.
pub(super) struct Files {
    folder: PathBuf,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    files: HashMap<String, Arc<KnownFile>>,
    bytes: usize,
}

struct KnownFile {
    changed: (Option<SystemTime>, u64),
    digest: String,
    bytes: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl Files {
    /// The files of `folder`, which is canonical.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, known: Mutex::default() }
    }

    /// The file at `path` in `encoding`, or as it is where it is too small for that; `None` where
    /// there is none, or where a link leads out of the folder.
    pub fn read(&self, path: &str, encoding: Encoding) -> Option<Sent> {
        let place = self.folder.join(path);
        let metadata = std::fs::metadata(&place).ok().filter(std::fs::Metadata::is_file)?;
        let changed = (metadata.modified().ok(), metadata.len());
        let known = self.known().files.get(path).filter(|known| known.changed == changed).cloned();
        let file = match known {
            Some(file) => file,
            None => self.remember(path, &place, changed)?,
        };
        let encoding = if file.bytes.len() < LEAST_BYTES { Encoding::Identity } else { encoding };
        let bytes = match encoding {
            Encoding::Identity => &file.bytes,
            Encoding::Brotli => file.brotli.get_or_init(|| {
                twin(&place, "br", &metadata).unwrap_or_else(|| compress::brotli(&file.bytes, BROTLI_QUALITY).into())
            }),
            Encoding::Gzip => file.gzip.get_or_init(|| {
                twin(&place, "gz", &metadata).unwrap_or_else(|| compress::gzip(&file.bytes, GZIP_LEVEL).into())
            }),
        };
        let etag = match encoding.name() {
            Some(name) => format!("\"{}-{name}\"", file.digest),
            None => format!("\"{}\"", file.digest),
        };
        Some(Sent { bytes: bytes.clone(), encoding, etag })
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        // What another thread left behind is still a map of whole files.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember(&self, path: &str, place: &Path, changed: (Option<SystemTime>, u64)) -> Option<Arc<KnownFile>> {
        if !place.canonicalize().ok()?.starts_with(&self.folder) {
            return None;
        }
        let bytes = Bytes::from(std::fs::read(place).ok()?);
        let digest = Digest::of(&bytes).to_string();
        let size = bytes.len();
        let file = Arc::new(KnownFile { changed, digest, bytes, brotli: OnceLock::new(), gzip: OnceLock::new() });
        let mut known = self.known();
        if known.bytes + size > MOST_BYTES {
            *known = Known::default();
        }
        known.bytes += size;
        known.files.insert(path.to_owned(), Arc::clone(&file));
        Some(file)
    }
}

/// The compressed twin of `place`, unless it is older than the file itself.
fn twin(place: &Path, ending: &str, of: &std::fs::Metadata) -> Option<Bytes> {
    let mut name = place.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    let twin = PathBuf::from(name);
    let modified = std::fs::metadata(&twin).ok()?.modified().ok()?;
    (modified >= of.modified().ok()?).then(|| std::fs::read(&twin).ok().map(Bytes::from))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_accepted_encoding_is_chosen() {
        for (field, encoding) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip;q=1.0, br;q=0", Encoding::Gzip),
            ("GZIP", Encoding::Gzip),
            ("identity", Encoding::Identity),
            ("", Encoding::Identity),
            ("br;q=abc", Encoding::Identity),
        ] {
            assert_eq!(Encoding::accepted(field), encoding, "{field}");
        }
    }
}
