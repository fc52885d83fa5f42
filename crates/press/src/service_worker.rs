//! The service worker of a site: the script that the viewer brings, with what it has to know of this build before it.

use crate::assets::{EMBED, ViewerAssets, is_inline};
use crate::prerender::escape;
use crate::prerender::integrity_sha256;
use model::{Site, UiLanguage};
use serde_json::json;
use viewer::text::strings;

/// The worker's file, and the one that ends every worker of the site.
pub(crate) const WORKER: &str = "sw.js";
pub(crate) const KILL_SWITCH: &str = "sw-off.js";

/// The page that the viewer fills.
pub(crate) const SHELL: &str = "shell.html";

/// The script of the worker of `build`; nothing where the viewer brings none.
///
/// Before it stand three constants: the build, the files of its shell, and the words of the page of last resort:
/// language, direction, title, heading, explanation, and the link that tries again. A file of the shell has its
/// integrity beside it, or `null` where only some readers need it: then a worker fetches it for who had that of another
/// build, and its name, which says what it holds, is enough.
pub(crate) fn worker(site: &Site, viewer: &ViewerAssets, build: &str) -> Option<Vec<u8>> {
    let source = viewer.worker()?;
    let ui = site.locale.ui;
    // Not by integrity: hosts may write into pages. It is known by its build, and by its end.
    let mut files = vec![(SHELL, Some(String::new()))];
    for (name, bytes) in viewer.files().filter(|(name, _)| !is_never_kept(name)) {
        files.push((name, (!is_wanted_by_some(name, ui)).then(|| integrity_sha256(bytes))));
    }
    let words = strings(ui);
    let title = escape(site.title.as_str());
    let last_resort =
        json!([ui.as_str(), ui.dir().as_str(), title, words.states.failures[0], words.states.not_kept, words.retry]);
    let constants = format!("const BUILD={},FILES={},OFFLINE={last_resort};\n", json!(build), json!(files));
    Some([constants.as_bytes(), source].concat())
}

/// Whether a reader who is offline has no use for the file `name`.
fn is_never_kept(name: &str) -> bool {
    name.starts_with("widget")
        || name.starts_with(EMBED)
        || name.ends_with(".png")
        || is_inline(name)
        || name == KILL_SWITCH
}

/// Whether only some readers of a site in `ui` need the file `name`: modules that are loaded when they are wanted, and
/// the words of other languages.
fn is_wanted_by_some(name: &str, ui: UiLanguage) -> bool {
    let is_module = name.starts_with("direct-") || name.starts_with("saved_module-");
    is_module || (name.starts_with("words-") && !name.starts_with(&format!("words-{}-", ui.as_str())))
}
