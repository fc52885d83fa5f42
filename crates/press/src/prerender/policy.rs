//! What a page may load and run: its content security policy, and digests that stand for content.

use model::Site;
use sha2::{Digest, Sha256, Sha384};

/// The policy of a page of `site` that holds `script` and `style` in itself and nothing else inline.
///
/// As a page can say it of itself: who may frame it is for a header.
pub(crate) fn of_page(site: &Site, script: &str, style: &str) -> String {
    // A site without https has pictures without it; browsers fetch those of other sites by https.
    let plain = if site.url.as_ref().is_some_and(|url| url.as_str().starts_with("http:")) { " http:" } else { "" };
    let allowed: String = site.direct_allow.iter().map(|origin| format!(" {origin}")).collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' '{}'; style-src 'self' '{}'; \
         img-src 'self' https:{plain} data:; font-src 'self'; connect-src 'self'{allowed}; manifest-src 'self'; \
         worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types nashra nashra-inert",
        hash(script),
        hash(style),
    )
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
