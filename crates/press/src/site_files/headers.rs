//! Header fields that protect readers: as `nashra serve` sends them, and as files that hosts read.

use crate::prerender::policy_of;
use crate::service_worker::WORKER;
use std::fmt::Write;

/// Fields of every answer.
pub(crate) const ALWAYS: [(&str, &str); 3] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
];

/// The field of what scripts of other origins may read: nothing here depends on who asks.
const READABLE: (&str, &str) = ("access-control-allow-origin", "*");

/// Fields of what other origins may use: embedded pages have none of their own.
pub(crate) const SHARED: [(&str, &str); 2] = [READABLE, ("cross-origin-resource-policy", "cross-origin")];

/// Fields of pages, which nobody may frame or read but the site itself.
pub(crate) const PAGES: [(&str, &str); 2] =
    [("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin")];

/// Fields of the pages of articles and of that in place of a missing one: pages for frames read them.
const ARTICLE_PAGES: [(&str, &str); 3] = [PAGES[0], PAGES[1], READABLE];

/// Fields of the page at `path`.
pub(crate) fn of_page(path: &str) -> &'static [(&'static str, &'static str)] {
    match path.split('/').next() {
        Some(EMBED_FOLDER) => &SHARED,
        Some(ARTICLES | NOT_FOUND) => &ARTICLE_PAGES,
        _ => &PAGES,
    }
}

/// Who may frame a page that is not made for it.
pub(crate) const NO_FRAMES: &str = "frame-ancestors 'none'";

/// Where pages lie that anybody may frame.
const EMBED_FOLDER: &str = "embed";

/// What stands in place of a missing page.
const NOT_FOUND: &str = "404.html";

/// The script of the tag that partners put into their pages: its name never changes.
pub(crate) const WIDGET: &str = "widget.js";

/// How long it may be kept. A partner's page waits for no look whether there is a newer one; a mend arrives in a day.
pub(crate) const WIDGET_CACHE: &str = "public, max-age=3600, stale-while-revalidate=86400";

/// Folders of pages, beside the operator's own.
const FOLDERS: [&str; 6] = [ARTICLES, "section", "page", "tag", "saved", "widget"];

/// Where pages of articles lie: a page for frames reads them, which may have no origin of its own.
const ARTICLES: &str = "article";

/// Folders whose files other origins may use.
const SHARED_FOLDERS: [&str; 4] = ["edition", "media", "oembed", EMBED_FOLDER];

/// `_headers`, as Netlify and Cloudflare Pages read it: rules by path, of which a host merges all that match. So
/// who may frame a page is a policy of its own, on named paths, and no rule ever has to take one back.
pub(crate) fn netlify(base: &str, policy: &str, operator_pages: &[&str], hashed: &[&str]) -> String {
    let mut file = String::new();
    let mut rule = |path: &str, fields: &[(&str, &str)]| {
        let _ = writeln!(file, "{path}");
        for (name, value) in fields {
            let _ = writeln!(file, "  {name}: {value}");
        }
    };
    let everywhere = [&ALWAYS[..], &[("content-security-policy", policy)]].concat();
    rule(&format!("{base}*"), &everywhere);
    let framed = |page| [&[("content-security-policy", NO_FRAMES)], of_page(page)].concat();
    for page in ["", "index.html", "shell.html", NOT_FOUND] {
        rule(&format!("{base}{page}"), &framed(page));
    }
    for folder in FOLDERS.into_iter().chain(operator_pages.iter().copied()) {
        rule(&format!("{base}{folder}/*"), &framed(folder));
    }
    // Cloudflare takes the last of several rules for the same path: each path has one.
    for folder in SHARED_FOLDERS {
        let kept = IMMUTABLE_FOLDERS.contains(&folder).then_some(("cache-control", IMMUTABLE));
        rule(&format!("{base}{folder}/*"), &SHARED.into_iter().chain(kept).collect::<Vec<_>>());
    }
    // Browsers look for a newer one at each visit: it must not be an old copy that they find.
    rule(&format!("{base}{WORKER}"), &[("cache-control", "no-cache")]);
    rule(&format!("{base}{WIDGET}"), &[&SHARED[..], &[("cache-control", WIDGET_CACHE)]].concat());
    for name in hashed {
        rule(&format!("{base}{name}"), &[&SHARED[..], &[("cache-control", IMMUTABLE)]].concat());
    }
    for folder in IMMUTABLE_FOLDERS.into_iter().filter(|folder| !SHARED_FOLDERS.contains(folder)) {
        rule(&format!("{base}{folder}/*"), &[("cache-control", IMMUTABLE)]);
    }
    file
}

/// Endings that not every server knows, and their media types.
const MEDIA_TYPES: [(&str, &str); 2] = [("wasm", "application/wasm"), ("webmanifest", "application/manifest+json")];

/// The folders all of whose files have the digest of their content in their names.
const IMMUTABLE_FOLDERS: [&str; 3] = ["edition/chains", "edition/headlines", "media"];

/// How long a file whose name holds the digest of its content may be kept.
pub(crate) const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// The same for nginx, to be included in a `server` block whose `root` is the site's folder.
///
/// A `location` that has an `add_header` of its own inherits none: so each has all of its own.
pub(crate) fn nginx(base: &str, policy: &str) -> String {
    let mut file = String::from(
        "# To be included in a server block: `include …/nginx.conf;` after `root …;`.\n\
         # Compressed twins are sent. Where nginx has the brotli module, add `brotli_static on;`.\n\
         gzip_static on;\ngzip_vary on;\nerror_page 404 BASE404.html;\n",
    );
    let mut location = |matched: &str, fields: &[&[(&str, &str)]], cache: &str| {
        let _ = writeln!(file, "location {matched} {{");
        // Older lists of media types lack these endings. A `types` block here would replace the whole list.
        if let Some((_, kind)) = MEDIA_TYPES.iter().find(|(ending, _)| matched.contains(ending)) {
            let _ = writeln!(file, "  default_type {kind};");
        }
        for (name, value) in fields.iter().copied().flatten() {
            let _ = writeln!(file, "  add_header {name} \"{value}\" always;");
        }
        let _ = writeln!(file, "  add_header cache-control \"{cache}\";\n}}");
    };
    let everywhere = [("content-security-policy", policy)];
    let unframed = format!("{policy}; {NO_FRAMES}");
    let pages = [("content-security-policy", unframed.as_str())];
    location("BASE", &[&ALWAYS, &pages, &PAGES], "no-cache");
    location(&format!("= BASE{WORKER}"), &[&ALWAYS, &everywhere], "no-cache");
    location(&format!("= BASE{WIDGET}"), &[&ALWAYS, &SHARED], WIDGET_CACHE);
    location("BASEembed/", &[&ALWAYS, &everywhere, &SHARED], "no-cache");
    for page in ["BASEarticle/", "= BASE404.html"] {
        location(page, &[&ALWAYS, &pages, &ARTICLE_PAGES], "no-cache");
    }
    location("BASEedition/", &[&ALWAYS, &SHARED], "no-cache");
    location("BASEoembed/", &[&ALWAYS, &SHARED], "no-cache");
    location("~ \"^BASE(edition/(chains|headlines)|media)/\"", &[&ALWAYS, &SHARED], IMMUTABLE);
    location("~ \"^BASE[a-z_]+-[0-9a-f]{12,16}_bg\\.wasm$\"", &[&ALWAYS, &SHARED], IMMUTABLE);
    location("~ \"^BASE[a-z_]+(-[a-z]+)*-[0-9a-f]{12,16}\\.(js|json|css)$\"", &[&ALWAYS, &SHARED], IMMUTABLE);
    location("= BASEmanifest.webmanifest", &[&ALWAYS, &SHARED], "no-cache");
    file.replace("BASE", base)
}

/// The policy of a page, as a header says it: what the page says of itself, and who may frame it.
pub(crate) fn policy_for(path: &str, page: &[u8]) -> Option<String> {
    let policy = policy_of(page)?;
    Some(if path.split('/').next() == Some(EMBED_FOLDER) { policy } else { format!("{policy}; {NO_FRAMES}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rule_for_every_path_says_who_may_frame_it() {
        let file = netlify("/news/", "default-src 'none'", &["about"], &["viewer-0a1b2c3d4e5f.js"]);
        let everywhere: Vec<&str> =
            file.split("\n/").filter(|rule| rule.trim_start_matches('/').starts_with("news/*")).collect();
        assert!(everywhere.len() == 1 && everywhere.iter().all(|rule| !rule.contains("frame-ancestors")), "{file}");
        assert!(file.contains("/news/about/*\n  content-security-policy: frame-ancestors 'none'"), "{file}");
        let for_frames = file.split("/news/").find(|rule| rule.starts_with("embed/*")).unwrap();
        assert!(
            for_frames.contains("access-control-allow-origin: *") && !for_frames.contains("security-policy"),
            "{file}"
        );
    }
}
