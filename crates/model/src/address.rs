//! Addresses that are safe to put into a page.

use crate::is_bidi_control;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest address kept, in bytes: what every browser and server in use accepts.
const MAX_URL_BYTES: usize = 2048;

/// An absolute `http:`, `https:` or `mailto:` address.
///
/// It validates and does no other parsing: joining a reference to its base is [`ResolveUrl`]'s
/// work, which the browser's own `URL` does in the page and crate `url` natively.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String", extend("pattern" = "^(https?://|mailto:)")))]
#[serde(try_from = "String", into = "String")]
pub struct SafeUrl(String);

/// Why an address was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// Its scheme is not http, https or mailto, or it has none.
    Scheme,
    /// It has no host, or nothing after `mailto:`.
    Empty,
    /// It holds white space, a control or a bidi control, a quotation mark or an angle bracket.
    Character,
    /// It is longer than 2,048 bytes.
    TooLong,
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => "the address is not http, https or mailto",
            Self::Empty => "the address has no host",
            Self::Character => "the address holds a character that no address has",
            Self::TooLong => "the address is longer than 2048 bytes",
        })
    }
}

impl std::error::Error for AddressError {}

impl SafeUrl {
    /// Validates an absolute address.
    ///
    /// # Errors
    /// See [`AddressError`].
    pub fn parse(address: &str) -> Result<Self, AddressError> {
        if address.len() > MAX_URL_BYTES {
            return Err(AddressError::TooLong);
        }
        if address.chars().any(is_forbidden) {
            return Err(AddressError::Character);
        }
        let (scheme, rest) = address.split_once(':').ok_or(AddressError::Scheme)?;
        let scheme = scheme.to_ascii_lowercase();
        let host_and_path = match scheme.as_str() {
            "http" | "https" => rest.strip_prefix("//").ok_or(AddressError::Empty)?,
            "mailto" => rest,
            _ => return Err(AddressError::Scheme),
        };
        if host_and_path.is_empty() || host_and_path.starts_with(['/', '?', '#', ':', '\\']) {
            return Err(AddressError::Empty);
        }
        Ok(Self([&scheme, ":", rest].concat()))
    }

    /// Resolves `reference` against `base` and validates what comes out.
    ///
    /// # Errors
    /// See [`AddressError`]; a reference that does not resolve is [`AddressError::Scheme`].
    pub fn resolve(reference: &str, base: Option<&SafeUrl>, urls: &dyn ResolveUrl) -> Result<Self, AddressError> {
        if reference.len() > MAX_URL_BYTES {
            return Err(AddressError::TooLong);
        }
        let absolute = urls.resolve(reference, base.map(Self::as_str)).ok_or(AddressError::Scheme)?;
        Self::parse(&absolute)
    }

    /// The address as it stands in an attribute.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, with its port where one is given; empty for `mailto:`.
    pub fn host(&self) -> &str {
        let after = after_scheme(&self.0).unwrap_or_default();
        let authority = after.split(['/', '?', '#', '\\']).next().unwrap_or("");
        authority.rsplit('@').next().unwrap_or("")
    }

    /// Scheme, host and port: `https://example.org`; `None` for `mailto:`.
    pub fn origin(&self) -> Option<String> {
        let scheme = &self.0[..self.0.len() - after_scheme(&self.0)?.len()];
        Some(format!("{scheme}{}", self.host().to_ascii_lowercase()))
    }

    /// Whether it can be fetched: http or https.
    pub fn is_web(&self) -> bool {
        !self.0.starts_with("mailto:")
    }
}

/// What follows the first `://` of `text`, where it has one.
///
/// By bytes: the standard library's search for a text in another takes 1 KB of a reader's download.
pub fn after_scheme(text: &str) -> Option<&str> {
    let at = text.as_bytes().windows(3).position(|three| three == b"://")?;
    Some(&text[at + 3..])
}

fn is_forbidden(c: char) -> bool {
    if c.is_ascii_alphanumeric() {
        return false;
    }
    c.is_whitespace() || c.is_control() || is_bidi_control(c) || matches!(c, '"' | '<' | '>' | '`')
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for SafeUrl {
    type Error = AddressError;

    fn try_from(address: String) -> Result<Self, AddressError> {
        Self::parse(&address)
    }
}

impl From<SafeUrl> for String {
    fn from(url: SafeUrl) -> Self {
        url.0
    }
}

/// Joins a reference to a base, as the WHATWG URL standard says.
///
/// Two implementations exist, compared with each other on hostile input: the browser's `URL`, and
/// crate `url` natively (which would cost the browser 57 KB).
pub trait ResolveUrl {
    /// The absolute, serialised address, or `None` when it does not parse.
    fn resolve(&self, reference: &str, base: Option<&str>) -> Option<String>;
}

/// Where the bytes of a picture are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String", extend("pattern" = "^(https?://|media/[0-9a-z.-]+$)")))]
#[serde(try_from = "String", into = "String")]
pub enum ImageAddress {
    /// On somebody else's server; fetched without a referrer.
    Linked(SafeUrl),
    /// A file name under the site's own `media/`.
    Mirrored(String),
}

impl TryFrom<String> for ImageAddress {
    type Error = AddressError;

    fn try_from(address: String) -> Result<Self, AddressError> {
        if let Some(name) = address.strip_prefix("media/") {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
            return if !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain) {
                Ok(Self::Mirrored(name.to_owned()))
            } else {
                Err(AddressError::Character)
            };
        }
        let url = SafeUrl::parse(&address)?;
        if url.is_web() { Ok(Self::Linked(url)) } else { Err(AddressError::Scheme) }
    }
}

impl From<ImageAddress> for String {
    fn from(address: ImageAddress) -> Self {
        match address {
            ImageAddress::Linked(url) => url.0,
            ImageAddress::Mirrored(name) => format!("media/{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_are_safe() {
        for safe in
            ["https://example.org/a?b#c", "HTTP://example.org", "mailto:desk@example.org", "https://مثال.إختبار/خبر"]
        {
            assert!(SafeUrl::parse(safe).is_ok(), "{safe}");
        }
        for (unsafe_address, why) in [
            ("javascript:alert(1)", AddressError::Scheme),
            ("JaVaScRiPt:alert(1)", AddressError::Scheme),
            ("data:text/html,x", AddressError::Scheme),
            ("//example.org", AddressError::Scheme),
            ("/news/1", AddressError::Scheme),
            ("https:example.org", AddressError::Empty),
            ("https://", AddressError::Empty),
            ("mailto:", AddressError::Empty),
            ("java\tscript:alert(1)", AddressError::Character),
            ("https://example.org/\u{202E}gpj.exe", AddressError::Character),
            ("https://example.org/\"onload=", AddressError::Character),
        ] {
            assert_eq!(SafeUrl::parse(unsafe_address), Err(why), "{unsafe_address}");
        }
        assert_eq!(SafeUrl::parse(&format!("https://a/{}", "x".repeat(3000))), Err(AddressError::TooLong));
    }

    #[test]
    fn host_and_origin_leave_out_credentials_and_path() {
        let url = SafeUrl::parse("https://user:pw@Example.org:8443/a@b").unwrap();
        assert_eq!(url.host(), "Example.org:8443");
        assert_eq!(url.origin().unwrap(), "https://example.org:8443");
        assert_eq!(SafeUrl::parse("mailto:a@b.example").unwrap().origin(), None);
    }

    #[test]
    fn a_mirrored_picture_stays_inside_media() {
        assert!(ImageAddress::try_from("media/ab12-640.webp".to_owned()).is_ok());
        for outside in ["media/../x", "media/", "media/.hidden", "media/a/b", "mailto:a@b.example"] {
            assert!(ImageAddress::try_from(outside.to_owned()).is_err(), "{outside}");
        }
    }
}
