//! What a page may load and run: its content security policy, and digests that stand for content.

use model::{SafeUrl, Site};
use sha2::{Digest, Sha256, Sha384};

/// The script and the style that pages hold in themselves, as a policy allows them.
pub(crate) struct Inline {
    script: String,
    style: String,
}

impl Inline {
    /// Of these texts.
    pub fn of(script: &str, style: &str) -> Self {
        Self { script: hash(script), style: hash(style) }
    }
}

/// The policy of a page of `site` that holds `inline` in itself and nothing else inline.
///
/// As a page can say it of itself: who may frame it is for a header.
pub(crate) fn of_page(site: &Site, inline: &Inline) -> String {
    policy(site, &[inline], "")
}

/// A policy that holds for every page of `site`, those for frames among them: each of them holds one of `inline`.
pub(crate) fn of_all_pages(site: &Site, inline: &[&Inline]) -> String {
    policy(site, inline, &origin(site))
}

fn policy(site: &Site, inline: &[&Inline], origin: &str) -> String {
    let allowed: String = site.direct_allow.iter().map(|origin| format!(" {origin}")).collect();
    let list = |part: fn(&Inline) -> &str| -> String { inline.iter().map(|one| format!(" '{}'", part(one))).collect() };
    format!(
        "default-src 'none'; script-src 'self'{origin} 'wasm-unsafe-eval'{}; style-src 'self'{origin}{}; {}{origin}; \
         font-src 'self'; connect-src 'self'{origin}{allowed}; manifest-src 'self'; worker-src 'self'; \
         frame-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
         trusted-types nashra nashra-inert",
        list(|inline| &inline.script),
        list(|inline| &inline.style),
        pictures(site),
    )
}

/// The site's origin after a space, where it is known: in a frame that has none of its own WebKit takes 'self' for
/// nothing.
fn origin(site: &Site) -> String {
    site.url.as_ref().and_then(SafeUrl::origin).map(|origin| format!(" {origin}")).unwrap_or_default()
}

/// The policy of a page for frames: no WebAssembly, and no policy that makes trusted types, since nothing needs one.
/// What `pages` hold in themselves is read with them; browsers judge the style of a document that is never shown, too.
pub(crate) fn of_embedded(site: &Site, inline: &Inline, pages: &Inline) -> String {
    let origin = origin(site);
    format!(
        "default-src 'none'; script-src 'self'{origin} '{}'; style-src 'self'{origin} '{}' '{}'; {}{origin}; \
         font-src 'self'; connect-src 'self'{origin}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        inline.script,
        inline.style,
        pages.style,
        pictures(site),
    )
}

/// A site without https has pictures without it; browsers fetch those of other sites by https.
fn pictures(site: &Site) -> String {
    let plain = if site.url.as_ref().is_some_and(|url| url.as_str().starts_with("http:")) { " http:" } else { "" };
    format!("img-src 'self' https:{plain} data:")
}

/// The policy that `page` says of itself.
pub(crate) fn policy_of(page: &[u8]) -> Option<String> {
    const BEGINS: &str = "http-equiv=\"content-security-policy\" content=\"";
    let head = String::from_utf8_lossy(&page[..page.len().min(4096)]);
    let policy = &head[head.find(BEGINS)? + BEGINS.len()..];
    Some(policy[..policy.find('"')?].replace("&amp;", "&"))
}

/// A source expression that allows an inline text (CSP level 3, section 2.3.1).
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text)))
}

/// What `integrity` says of `bytes`.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(bytes)))
}

/// The same, shorter: for what only tells whether a file came whole.
pub(crate) fn integrity_sha256(bytes: &[u8]) -> String {
    format!("sha256-{}", base64(&Sha256::digest(bytes)))
}

/// Standard base64 with padding (RFC 4648 section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().enumerate().fold(0u32, |bits, (at, &byte)| bits | u32::from(byte) << (16 - 8 * at));
        for at in 0..4 {
            text.push(if at <= group.len() { DIGITS[(bits >> (18 - 6 * at)) as usize & 63] as char } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
