//! Addresses resolved by crate `url`.

use model::ResolveUrl;

/// [`ResolveUrl`] by crate `url`, which implements the same WHATWG standard as the browsers' `URL`.
#[derive(Clone, Copy, Debug, Default)]
pub struct NativeUrls;

impl ResolveUrl for NativeUrls {
    fn resolve(&self, reference: &str, base: Option<&str>) -> Option<String> {
        // What names its scheme and host depends on no base.
        let is_whole = reference.starts_with("https://") || reference.starts_with("http://");
        let resolved = match base.filter(|_| !is_whole) {
            Some(base) => url::Url::parse(base).ok()?.join(reference),
            None => url::Url::parse(reference),
        };
        resolved.ok().map(String::from)
    }
}
