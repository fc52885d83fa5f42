//! What a request is answered with: a file, the shell for a page that can exist, or 404.

use super::files::{Encoding, Files};
use super::headers;
use crate::site_files::headers::{ALWAYS, SHARED, of_page, policy_for};
use anyhow::{Result, bail};
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, StatusCode};
use std::path::{Path, PathBuf};
use viewer::route::{BasePath, Route};
use wire::edition as documents;

/// A request, as far as it matters here.
pub(super) struct Asked {
    pub method: Method,
    pub path: String,
    pub query: String,
    pub accept_encoding: String,
    pub if_none_match: String,
}

/// Status, headers and body.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// A line of plain text.
    pub fn text(status: StatusCode, text: &str) -> Self {
        let mut headers = HeaderMap::new();
        set(&mut headers, header::CONTENT_TYPE, "text/plain; charset=utf-8");
        set(&mut headers, header::CACHE_CONTROL, "no-cache");
        set(&mut headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        Self { status, headers, body: Bytes::from(format!("{text}\n")) }
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// A built folder that is being served.
pub(super) struct Site {
    folder: PathBuf,
    base: BasePath,
    files: Files,
}

impl Site {
    /// The site in `folder`, under the base path that its edition names.
    ///
    /// # Errors
    /// A folder that is not there.
    pub fn open(folder: &Path) -> Result<Self> {
        let Ok(canonical) = folder.canonicalize() else { bail!("{} is not there", folder.display()) };
        if !canonical.is_dir() {
            bail!("{} is no folder", folder.display());
        }
        let base = crate::check::read_edition(&canonical).ok().and_then(|edition| edition.site.url);
        let base = BasePath::new(base.as_ref().map_or("/", crate::config::path_of));
        Ok(Self { files: Files::new(canonical.clone()), folder: canonical, base })
    }

    /// What every path begins with.
    pub fn base(&self) -> &BasePath {
        &self.base
    }

    /// The answer to `asked`.
    pub fn answer(&self, asked: &Asked) -> Answer {
        if asked.method != Method::GET && asked.method != Method::HEAD {
            let mut answer = Answer::text(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered");
            set(&mut answer.headers, header::ALLOW, "GET, HEAD");
            return answer;
        }
        let Some(path) = safe_path(&asked.path) else {
            return Answer::text(StatusCode::BAD_REQUEST, "no such address");
        };
        let Some(inside) = path.strip_prefix(self.base.as_str()) else {
            if path == "/" || format!("{path}/") == self.base.as_str() {
                let mut answer = Answer::text(StatusCode::FOUND, "the site is elsewhere");
                set(&mut answer.headers, header::LOCATION, self.base.as_str());
                return answer;
            }
            return Answer::text(StatusCode::NOT_FOUND, "not found");
        };
        let index = if inside.is_empty() || inside.ends_with('/') { "index.html" } else { "" };
        if let Some(answer) = self.file(&format!("{inside}{index}"), asked, StatusCode::OK) {
            return answer;
        }
        let last = inside.trim_end_matches('/').rsplit('/').next().unwrap_or("");
        let is_file = inside.starts_with("edition/") || inside.starts_with("media/") || last.contains('.');
        if is_file {
            let mut answer = Answer::text(StatusCode::NOT_FOUND, "not found");
            share(&mut answer.headers);
            return answer;
        }
        let (page, status) = match self.can_exist(&Route::parse(&path, &self.base), &asked.query) {
            true => ("shell.html", StatusCode::OK),
            false if self.is_folder_of_a_page(inside) => return self.ends_with_a_slash(inside, &asked.query),
            false => ("404.html", StatusCode::NOT_FOUND),
        };
        self.file(page, asked, status).unwrap_or_else(|| Answer::text(StatusCode::NOT_FOUND, "not found"))
    }

    /// Whether a page lies in the folder at `path`, whose name needs no encoding in an address.
    fn is_folder_of_a_page(&self, path: &str) -> bool {
        path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/".contains(&byte))
            && self.folder.join(path).join("index.html").is_file()
    }

    /// Leads to the page in the folder at `path`, as every host of files does.
    fn ends_with_a_slash(&self, path: &str, query: &str) -> Answer {
        let mut answer = Answer::text(StatusCode::MOVED_PERMANENTLY, "the address ends with a slash");
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        set(&mut answer.headers, header::LOCATION, &format!("{}{path}/{query}", self.base.as_str()));
        answer
    }

    /// The file at `path` within the folder, as `asked` wants it; `None` where there is none.
    fn file(&self, path: &str, asked: &Asked, status: StatusCode) -> Option<Answer> {
        let compressible = crate::compress::is_compressible(path);
        let encoding = if compressible { Encoding::accepted(&asked.accept_encoding) } else { Encoding::Identity };
        let file = self.files.read(path, encoding)?;
        let mut answer = Answer { status, headers: HeaderMap::new(), body: file.bytes };
        let headers = &mut answer.headers;
        set(headers, header::CONTENT_TYPE, headers::content_type(path));
        set(headers, header::CACHE_CONTROL, headers::cache_control(path));
        if compressible {
            set(headers, header::VARY, "accept-encoding");
        }
        if let Some(name) = file.encoding.name() {
            set(headers, header::CONTENT_ENCODING, name);
        }
        for (name, value) in ALWAYS {
            set(headers, HeaderName::from_static(name), value);
        }
        if path.ends_with(".html") {
            self.protect(path, headers);
        } else {
            share(headers);
        }
        if status == StatusCode::OK {
            set(headers, header::ETAG, &file.etag);
            if headers::none_match(&asked.if_none_match, &file.etag) {
                answer.status = StatusCode::NOT_MODIFIED;
                answer.body = Bytes::new();
                // The rest is what the copy that is asked about has. (RFC 9110, section 15.4.5)
                for name in answer.headers.keys().cloned().collect::<Vec<_>>() {
                    if ![header::ETAG, header::CACHE_CONTROL, header::VARY].contains(&name) {
                        answer.headers.remove(name);
                    }
                }
            }
        }
        Some(answer)
    }

    /// What a page may do, and who may do something with it.
    fn protect(&self, path: &str, headers: &mut HeaderMap) {
        let page = self.files.read(path, Encoding::Identity);
        if let Some(policy) = page.and_then(|page| policy_for(path, &page.bytes)) {
            set(headers, header::CONTENT_SECURITY_POLICY, &policy);
        }
        for (name, value) in of_page(path) {
            set(headers, HeaderName::from_static(name), value);
        }
    }

    /// Whether the site has the page of `route`, by looking at the edition's files.
    fn can_exist(&self, route: &Route, query: &str) -> bool {
        // An article of a direct source is in no file here.
        let direct = query.split('&').any(|parameter| parameter.starts_with("source="));
        let has = |path: String| self.folder.join(path).is_file();
        match route {
            Route::Front | Route::Saved => true,
            Route::Unknown => false,
            _ if direct => true,
            Route::Older(page) => self.has_page(documents::WHOLE_EDITION, *page),
            Route::Section(slug) => has(documents::latest_path(slug)),
            Route::SectionOlder(slug, page) => self.has_page(&documents::section_chain(slug), *page),
            Route::Article(id) => has(documents::article_path(id)),
            Route::Operator(slug) => has(documents::operator_page_path(slug)),
        }
    }

    fn has_page(&self, chain: &str, page: u32) -> bool {
        let begins = format!("{chain}-{page}.");
        std::fs::read_dir(self.folder.join("edition/headlines")).is_ok_and(|entries| {
            entries.filter_map(Result::ok).any(|entry| entry.file_name().to_string_lossy().starts_with(&begins))
        })
    }
}

/// Lets other origins use a file: embedded pages have none of their own.
fn share(headers: &mut HeaderMap) {
    for (name, value) in SHARED {
        set(headers, HeaderName::from_static(name), value);
    }
}

/// The decoded path, unless it could lead out of the folder or to a hidden file.
fn safe_path(path: &str) -> Option<String> {
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            let hex = std::str::from_utf8(bytes.get(at + 1..at + 3)?).ok()?;
            decoded.push(u8::from_str_radix(hex, 16).ok()?);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    let path = String::from_utf8(decoded).ok()?;
    let harmless =
        |segment: &str| (!segment.starts_with('.') || segment == ".well-known") && !segment.contains(['\\', '\0', ':']);
    let (root, rest) = path.split_at_checked(1)?;
    let segments: Vec<&str> = rest.split('/').collect();
    let empty_inside = segments.iter().rev().skip(1).any(|segment| segment.is_empty());
    (root == "/" && !empty_inside && segments.iter().all(|segment| harmless(segment))).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_the_folder() {
        for bad in [
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/a/%2E%2E/x",
            "/..%2fx",
            "/%5c..%5cx",
            "/.git/config",
            "/a/.hidden",
            "/a%00.html",
            "/%",
            "/%zz",
            "//etc/passwd",
            "/a//b",
            "x",
            "",
            "/c:/x",
            "/%ff",
        ] {
            assert_eq!(safe_path(bad), None, "{bad}");
        }
        assert_eq!(safe_path("/section/a/").unwrap(), "/section/a/");
        assert_eq!(safe_path("/%D8%A7").unwrap(), "/ا");
    }
}
