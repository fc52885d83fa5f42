//! Digests, and what a file is known by.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// The first 96 bits of a SHA-256: what tells whether something has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Digest([u8; 12]);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_parts(&[bytes])
    }

    /// The digest of several texts; where one ends and the next begins counts too.
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut digest = [0; 12];
        digest.copy_from_slice(&hasher.finalize()[..12]);
        Self(digest)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = &'static str;

    fn try_from(hex: String) -> Result<Self, Self::Error> {
        let mut digest = [0; 12];
        let pairs = hex.as_bytes().chunks(2);
        if hex.len() != 24 || !hex.is_ascii() {
            return Err("not a digest");
        }
        for (byte, pair) in digest.iter_mut().zip(pairs) {
            let pair = std::str::from_utf8(pair).map_err(|_| "not a digest")?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| "not a digest")?;
        }
        Ok(Self(digest))
    }
}

/// The digest that stands in a file's name.
pub(crate) fn name_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_written_and_read_again_and_parts_are_told_apart() {
        let digest = Digest::of("خبر".as_bytes());
        assert_eq!(Digest::try_from(digest.to_string()), Ok(digest));
        assert_ne!(Digest::of_parts(&[b"ab", b"c"]), Digest::of_parts(&[b"a", b"bc"]));
        for bad in ["", "zz", "0123456789abcdef0123456", "غغغغغغغغغغغغ"] {
            assert!(Digest::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
