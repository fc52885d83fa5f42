//! Addresses, by the browser's own `URL`.

use model::ResolveUrl;
use web_sys::Url;

/// Resolves by the browser's own `URL`.
pub struct BrowserUrls;

impl ResolveUrl for BrowserUrls {
    fn resolve(&self, reference: &str, base: Option<&str>) -> Option<String> {
        let url = match base {
            Some(base) => Url::new_with_base(reference, base),
            None => Url::new(reference),
        };
        url.ok().map(|url| url.href())
    }
}
