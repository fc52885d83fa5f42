//! Which page a URL names, and which URL a page has. Pure: press uses it too.
//!
//! Paths are relative to the site's base path and end in `/`, the canonical form; a path without
//! its final `/` is read all the same.

use model::{ArticleId, SectionSlug, TagSlug};

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `/`
    Front,
    /// `/page/<n>/`: page `n` of the whole edition, counted from the oldest.
    Older(u32),
    /// `/section/<slug>/`
    Section(SectionSlug),
    /// `/section/<slug>/<n>/`: page `n` of a section, counted from the oldest.
    SectionOlder(SectionSlug, u32),
    /// `/article/<id>/`
    Article(ArticleId),
    /// `/saved/`: what this reader keeps.
    Saved,
    /// `/<slug>/`: one of the operator's own pages.
    Operator(SectionSlug),
    /// A path that names no page.
    Unknown,
}

/// First path segments that no page of the operator's may take.
pub const RESERVED: [&str; 12] =
    ["page", "section", "tag", "article", "saved", "embed", "widget", "edition", "media", "assets", "static", "all"];

/// The folder of the host that the site lives in: `/` or `/news/`; begins and ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BasePath(String);

impl BasePath {
    /// A base path, given its missing slashes.
    pub fn new(path: &str) -> Self {
        let inner = path.trim_matches('/');
        Self(if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") })
    }

    /// The path: begins and ends with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a file of the site: `edition/edition.json` under this base.
    pub fn file(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// The path of a tag's page, on which the viewer does not run: it is no [`Route`].
pub fn tag_path(tag: TagSlug, base: &BasePath) -> String {
    format!("{}tag/{}/", base.as_str(), tag.0)
}

impl Route {
    /// The page that `path` (from the host's root, without query or fragment) names under `base`.
    pub fn parse(path: &str, base: &BasePath) -> Self {
        let Some(inside) =
            path.strip_prefix(base.as_str()).or_else(|| (format!("{path}/") == base.as_str()).then_some(""))
        else {
            return Self::Unknown;
        };
        let segments: Vec<&str> = inside.trim_end_matches('/').split('/').collect();
        Self::from_segments(&segments).unwrap_or(Self::Unknown)
    }

    fn from_segments(segments: &[&str]) -> Option<Self> {
        let page = |n: &str| n.parse::<u32>().ok().filter(|&n| n > 0);
        Some(match *segments {
            [""] | ["index.html"] | ["shell.html"] => Self::Front,
            ["page", n] => Self::Older(page(n)?),
            ["section", slug] => Self::Section(SectionSlug::parse(slug).ok()?),
            ["section", slug, n] => Self::SectionOlder(SectionSlug::parse(slug).ok()?, page(n)?),
            ["article", id] => Self::Article(ArticleId::parse(id).ok()?),
            ["saved"] => Self::Saved,
            [slug] if !RESERVED.contains(&slug) => Self::Operator(SectionSlug::parse(slug).ok()?),
            _ => return None,
        })
    }

    /// The page's canonical path under `base`.
    pub fn path(&self, base: &BasePath) -> String {
        let base = base.as_str();
        match self {
            Self::Front | Self::Unknown => base.to_owned(),
            Self::Older(n) => format!("{base}page/{n}/"),
            Self::Section(slug) => format!("{base}section/{slug}/"),
            Self::SectionOlder(slug, n) => format!("{base}section/{slug}/{n}/"),
            Self::Article(id) => format!("{base}article/{id}/"),
            Self::Saved => format!("{base}saved/"),
            Self::Operator(slug) => format!("{base}{slug}/"),
        }
    }

    /// The section whose tab is current on this page.
    pub fn section(&self) -> Option<&SectionSlug> {
        match self {
            Self::Section(slug) | Self::SectionOlder(slug, _) => Some(slug),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> ArticleId {
        ArticleId::of("example.org/1", 0)
    }

    #[test]
    fn every_page_has_one_url_that_names_it_again_under_any_base() {
        let culture = SectionSlug::parse("culture").unwrap();
        let routes = [
            Route::Front,
            Route::Older(3),
            Route::Section(culture.clone()),
            Route::SectionOlder(culture.clone(), 12),
            Route::Article(id()),
            Route::Saved,
            Route::Operator(SectionSlug::parse("about").unwrap()),
        ];
        for base in ["/", "/news/", "/a/b/"].map(BasePath::new) {
            for route in &routes {
                let path = route.path(&base);
                assert!(path.ends_with('/'));
                assert_eq!(Route::parse(&path, &base), *route, "{path}");
                assert_eq!(Route::parse(path.trim_end_matches('/'), &base), *route, "{path} without its slash");
            }
        }
    }

    #[test]
    fn a_path_that_names_no_page_is_unknown() {
        let base = BasePath::new("/news");
        for path in [
            "/",
            "/other/",
            "/news/article/",
            "/news/article/../etc/",
            "/news/page/0/",
            "/news/page/-1/",
            "/news/section/A/",
            "/news/edition/edition.json",
            "/newsroom/",
        ] {
            assert_eq!(Route::parse(path, &base), Route::Unknown, "{path}");
        }
    }
}
