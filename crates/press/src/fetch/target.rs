//! Where a request may go, as far as its address alone says: before any name is looked up.

use super::Refusal;
use super::forbidden::what_forbids;
use super::policy::FetchPolicy;
use std::net::IpAddr;
use url::{Host, Url};

/// An address that may be asked: http or https, a plainly written host, a permitted port.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub url: Url,
    /// In lower case; an IPv6 address in brackets.
    pub host: String,
    pub port: u16,
    /// The host itself, where it is an address and no name.
    pub literal: Option<IpAddr>,
    /// Whether the operator allows this host by name, whatever it resolves to.
    pub trusted: bool,
}

impl Target {
    /// Checks `written`, which is relative to `base` where it is the goal of a redirect.
    ///
    /// # Errors
    /// See [`Refusal`]. A host that is written as an address is checked here; what a name resolves to
    /// is checked when it is looked up.
    pub fn new(written: &str, base: Option<&Url>, policy: &FetchPolicy) -> Result<Self, Refusal> {
        let mut url = match base {
            Some(base) => base.join(written),
            None => Url::parse(written),
        }
        .map_err(|error| Refusal::NoAddress(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme(url.scheme().to_owned()));
        }
        url.set_fragment(None);
        let authority = written_authority(written);
        let has_user = authority.is_some_and(|authority| authority.contains('@'));
        if has_user || !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::UserInfo);
        }
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Err(Refusal::NoAddress("it has no host".to_owned()));
        };
        let host = host.to_ascii_lowercase();
        let written_host = authority.map(without_port);
        let literal = match url.host() {
            Some(Host::Ipv4(address)) => {
                // 2130706433, 0x7f.1, 0177.0.0.1, 127.1, ①27.0.0.1: whoever writes so hides something.
                if written_host.is_some_and(|written| written != address.to_string()) {
                    return Err(Refusal::Disguised(IpAddr::V4(address)));
                }
                Some(IpAddr::V4(address))
            }
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            _ => None,
        };
        if host.ends_with('.') {
            return Err(Refusal::TrailingDot);
        }
        let trusted = policy.allows_host(&host);
        if !policy.allows_port(&host, port) {
            return Err(Refusal::Port(port));
        }
        if let Some(address) = literal.filter(|_| !trusted)
            && let Some(what) = what_forbids(address)
        {
            return Err(Refusal::Address(address, what));
        }
        Ok(Self { url, host, port, literal, trusted })
    }

    /// Path and query, as the request line carries them.
    pub fn path(&self) -> String {
        let query = self.url.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{}{query}", self.url.path())
    }

    /// Host and, where it is not the scheme's own, port: the `Host` field.
    pub fn authority(&self) -> String {
        match self.url.port() {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    pub fn is_encrypted(&self) -> bool {
        self.url.scheme() == "https"
    }
}

/// What stands between `//` and the path, as written; `None` for a reference without a host.
fn written_authority(address: &str) -> Option<&str> {
    let address = address.trim_matches(|c: char| c <= ' ');
    // The standard takes backslashes for slashes, and any number of them after the scheme.
    let is_slash = |c| matches!(c, '/' | '\\');
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let has_scheme =
        scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"));
    let after = match has_scheme {
        true => address.split_once(':')?.1,
        false => address.strip_prefix(is_slash).filter(|rest| rest.starts_with(is_slash))?,
    };
    after.trim_start_matches(is_slash).split(|c| is_slash(c) || matches!(c, '?' | '#')).next()
}

fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !host.is_empty() => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(written: &str) -> Result<Target, Refusal> {
        Target::new(written, None, &FetchPolicy::default())
    }

    #[test]
    fn only_web_addresses_on_web_ports_are_asked() {
        for written in
            ["https://a.example/f?x=1#y", "http://a.example:80/", "http://a.example:443/", "https://1.1.1.1/"]
        {
            assert!(target(written).is_ok(), "{written}");
        }
        assert_eq!(target("https://a.example/f?x=1#y").unwrap().path(), "/f?x=1");
        for written in
            ["file:///etc/passwd", "data:,x", "ftp://a.example/", "gopher://a.example/", "blob:https://a.example/1"]
        {
            assert!(matches!(target(written), Err(Refusal::Scheme(_))), "{written}");
        }
        for written in ["http://a.example:22/", "https://a.example:8443/", "http://a.example:0/"] {
            assert!(matches!(target(written), Err(Refusal::Port(_))), "{written}");
        }
    }

    #[test]
    fn a_host_that_is_written_to_deceive_is_refused_even_where_it_is_public() {
        for written in [
            "http://16843009/",
            "http://0x1010101/",
            "http://0x1.1.1.1/",
            "http://01.1.1.1/",
            "http://1.1/",
            "http://1.1.1.1./",
            "http://%31.1.1.1/",
            "http://１.1.1.1/",
            "http://1。1。1。1/",
        ] {
            assert!(matches!(target(written), Err(Refusal::Disguised(_))), "{written}: {:?}", target(written));
        }
        assert!(matches!(target("http://a.example./"), Err(Refusal::TrailingDot)));
        for written in
            ["http://u@a.example/", "http://u:p@a.example/", "http://@a.example/", "http://1.1.1.1@a.example/"]
        {
            assert!(matches!(target(written), Err(Refusal::UserInfo)), "{written}: {:?}", target(written));
        }
    }

    #[test]
    fn a_redirect_is_checked_as_it_is_written_and_relative_ones_stay_at_their_host() {
        let base = Url::parse("http://a.example/x/y").unwrap();
        let policy = FetchPolicy::default();
        let to = |written| Target::new(written, Some(&base), &policy);
        assert_eq!(to("../z?1").unwrap().url.as_str(), "http://a.example/z?1");
        assert_eq!(to("//b.example/z").unwrap().url.as_str(), "http://b.example/z");
        for written in ["//0x1010101/", "\\\\16843009/", "http:16843009", "http:/\\16843009/x", "HTTP:////1.1/"] {
            let refused = to(written);
            let stays = refused.as_ref().is_ok_and(|target| target.host == "a.example");
            assert!(stays || matches!(refused, Err(Refusal::Disguised(_))), "{written}: {refused:?}");
        }
        assert!(matches!(to("javascript:alert(1)"), Err(Refusal::Scheme(_))));
        assert!(matches!(to("//127.0.0.1/"), Err(Refusal::Address(..))));
        assert!(matches!(to("http://[::ffff:7f00:1]/"), Err(Refusal::Address(..))));
    }
}
