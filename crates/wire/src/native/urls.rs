//! Addresses resolved by crate `url`.

use model::ResolveUrl;

/// [`ResolveUrl`] by crate `url`, which implements the same WHATWG standard as the browsers' `URL`.
#[derive(Clone, Copy, Debug, Default)]
pub struct NativeUrls;

impl ResolveUrl for NativeUrls {
    fn resolve(&self, reference: &str, base: Option<&str>) -> Option<String> {
        let resolved = match base {
            Some(base) => url::Url::parse(base).ok()?.join(reference),
            None => url::Url::parse(reference),
        };
        resolved.ok().map(String::from)
    }
}
