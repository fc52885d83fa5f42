//! Addresses as input gives them: resolved, without what only follows readers about.

use model::{AddressError, ResolveUrl, SafeUrl};

/// Resolves `reference` against `base` and cuts its tracking parameters (`utm_*`, `fbclid` …).
/// Everything else stays byte for byte: other parameters in their order, and the fragment.
///
/// # Errors
/// See [`AddressError`]: what is neither http, https nor mailto does not survive.
pub fn clean_url(reference: &str, base: Option<&SafeUrl>, urls: &dyn ResolveUrl) -> Result<SafeUrl, AddressError> {
    without_tracking(SafeUrl::resolve(reference, base, urls)?)
}

/// What an article's id is hashed from: its address without scheme, `www.`, default port, tracking
/// parameters, trailing slash and fragment, its host in lower case.
pub fn normalised_permalink(url: &SafeUrl) -> String {
    if !url.is_web() {
        return url.as_str().to_owned();
    }
    let url = without_tracking(url.clone()).unwrap_or_else(|_| url.clone());
    let host = url.host().to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_suffix(":443").or(host.strip_suffix(":80")).unwrap_or(host);
    let rest = url.as_str().split_once("://").map_or("", |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or("");
    let rest = rest.find(['/', '?', '\\']).map_or("", |start| &rest[start..]);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut permalink = String::from(host);
    permalink.push_str(path.trim_end_matches('/'));
    if !query.is_empty() {
        permalink.push('?');
        permalink.push_str(query);
    }
    permalink
}

fn without_tracking(url: SafeUrl) -> Result<SafeUrl, AddressError> {
    let address = url.as_str();
    let (before, fragment) = address.find('#').map_or((address, ""), |at| address.split_at(at));
    let Some((path, query)) = before.split_once('?') else { return Ok(url) };
    if !url.is_web() || !query.split('&').any(is_tracking) {
        return Ok(url);
    }
    let mut clean = String::from(path);
    let mut separator = '?';
    for parameter in query.split('&').filter(|parameter| !is_tracking(parameter)) {
        clean.push(separator);
        clean.push_str(parameter);
        separator = '&';
    }
    clean.push_str(fragment);
    SafeUrl::parse(&clean)
}

/// Whether a `name=value` of a query only says where its reader came from.
fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or("").to_ascii_lowercase();
    // An `&` that was escaped twice.
    let name = name.strip_prefix("amp;").unwrap_or(&name);
    const TRACKING: &str = "fbclid gclid dclid gbraid wbraid gclsrc msclkid yclid ttclid twclid mc_cid mc_eid \
        mkt_tok igshid igsh _ga _gl _hsenc _hsmi ref_src ref_url __twitter_impression fb_action_ids \
        fb_action_types at_medium at_campaign vero_id oly_enc_id oly_anon_id";
    name.starts_with("utm_") || TRACKING.split(' ').any(|tracking| tracking == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(address: &str) -> String {
        without_tracking(SafeUrl::parse(address).unwrap()).unwrap().to_string()
    }

    #[test]
    fn tracking_parameters_are_cut_and_the_rest_keeps_its_bytes() {
        for (address, clean) in [
            ("https://a.example/x?utm_source=tw&id=%d9%85&FBCLID=1&b=2#part", "https://a.example/x?id=%d9%85&b=2#part"),
            ("https://a.example/x?utm_source=tw", "https://a.example/x"),
            ("https://a.example/x?gclid=1#top", "https://a.example/x#top"),
            ("https://a.example/x?a=1&amp;utm_medium=2", "https://a.example/x?a=1"),
            ("https://a.example/?", "https://a.example/?"),
            ("https://a.example/?p=utm_source", "https://a.example/?p=utm_source"),
            ("https://a.example/#?utm_source=x", "https://a.example/#?utm_source=x"),
            ("mailto:desk@a.example?subject=x&utm_source=y", "mailto:desk@a.example?subject=x&utm_source=y"),
        ] {
            assert_eq!(cut(address), clean);
        }
    }

    #[test]
    fn addresses_of_one_article_have_one_permalink() {
        for same in [
            "https://example.org/a/1",
            "http://www.Example.org/a/1/",
            "https://example.org:443/a/1/?utm_campaign=x#comments",
            "http://example.org/a/1?fbclid=7",
        ] {
            assert_eq!(normalised_permalink(&SafeUrl::parse(same).unwrap()), "example.org/a/1");
        }
        for (other, permalink) in [
            ("https://example.org/?p=12", "example.org/?p=12"),
            ("https://example.org?p=12", "example.org?p=12"),
            ("https://example.org/A", "example.org/A"),
            ("https://example.org", "example.org"),
            ("mailto:a@b.example", "mailto:a@b.example"),
        ] {
            let expected = permalink.replace("/?", "?");
            assert_eq!(normalised_permalink(&SafeUrl::parse(other).unwrap()), expected);
        }
    }
}
