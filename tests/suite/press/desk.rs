//! An operator's desk: a folder of sources, a configuration, a clock, and the site that comes out.

use model::{Article, ArticleId, Edition, Moment, Problem, Redirect, Tombstone};
use press::{BuildReport, BuildRequest, Compression, Config, build};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use wire::edition::{Document, article_path, decode};
use wire::json::NativeJson;

pub const NOW: &str = "2026-02-10T08:00:00Z";

pub struct Desk {
    folder: TempDir,
    pub config: String,
    pub now: Moment,
}

impl Desk {
    pub fn new() -> Self {
        Self::in_folder(tempfile::tempdir().expect("a folder for the test"))
    }

    /// A desk in memory, where the system has such a folder: for many builds, each of which is
    /// brought to the disk.
    pub fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Self::in_folder(folder.expect("a folder for the test"))
    }

    fn in_folder(folder: TempDir) -> Self {
        std::fs::create_dir(folder.path().join("sources")).unwrap();
        Self { folder, config: String::new(), now: Moment::parse(NOW).unwrap() }
    }

    /// A desk with one JSON Feed of `items`.
    pub fn with_items(items: &[Value]) -> Self {
        let desk = Self::new();
        desk.feed("feed.json", items);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn site(&self) -> PathBuf {
        self.path("site")
    }

    /// Writes a source.
    pub fn source(&self, name: &str, content: &str) -> &Self {
        std::fs::write(self.path("sources").join(name), content).unwrap();
        self
    }

    /// Writes a JSON Feed.
    pub fn feed(&self, name: &str, items: &[Value]) -> &Self {
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1", "title": "وكالة", "language": "ar",
            "home_page_url": "https://agency.example/", "items": items,
        });
        self.source(name, &feed.to_string())
    }

    pub fn request(&self) -> BuildRequest {
        BuildRequest {
            config: Config::parse(&self.config, self.folder.path()).expect("the test's configuration is valid"),
            sources: vec![self.path("sources")],
            prune: Vec::new(),
            out: self.site(),
            state: None,
            now: self.now,
            viewer: None,
            compression: Compression::None,
        }
    }

    /// A viewer of a few small files.
    pub fn viewer(&self) -> PathBuf {
        let viewer = self.path("viewer");
        std::fs::create_dir_all(&viewer).unwrap();
        for (name, text) in [
            ("viewer-0a1b2c3d4e5f6a7b_bg.wasm", "\0asm\x01\0\0\0".repeat(200)),
            ("viewer-0a1b2c3d4e5f6a7b.js", "export default () => {};".to_owned()),
            ("style-1a2b3c4d5e6f7a8b.css", "body{color:red}".to_owned()),
            ("early.js", "document.documentElement.setAttribute('data-script', '');".to_owned()),
            ("boot.js", "// boots".to_owned()),
            ("embed.js", "// opens in place".to_owned()),
            ("embed-early.js", "// before the first paint".to_owned()),
            ("embed.css", "body{color:green}".to_owned()),
            ("widget.js", "// a tag".to_owned()),
            ("index.html", "<p>Trunk's own".to_owned()),
        ] {
            std::fs::write(viewer.join(name), text).unwrap();
        }
        viewer
    }

    /// A desk with one JSON Feed of `items`, under `config`.
    pub fn configured(config: &str, items: &[Value]) -> Self {
        let mut desk = Self::with_items(items);
        desk.config = config.to_owned();
        desk
    }

    /// Builds with the [viewer](Self::viewer).
    pub fn build_site(&self) -> BuildReport {
        let mut request = self.request();
        request.viewer = Some(self.viewer());
        build(&request).expect("the site builds")
    }

    /// A file of the site.
    pub fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.site().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn build(&self) -> BuildReport {
        build(&self.request()).expect("the edition builds")
    }

    pub fn edition(&self) -> Edition {
        read(&self.site(), "edition/edition.json")
    }

    /// All articles, in order of their file names.
    pub fn articles(&self) -> Vec<Article> {
        articles(&self.site())
    }

    /// What stands in place of an article.
    pub fn tombstone(&self, id: &ArticleId) -> Tombstone {
        read(&self.site(), &article_path(id))
    }

    /// The one article whose title is `title`.
    pub fn article(&self, title: &str) -> Article {
        let titled = |article: &Article| article.title.as_ref().is_some_and(|own| own.as_str() == title);
        let mut found: Vec<Article> = self.articles().into_iter().filter(titled).collect();
        assert_eq!(found.len(), 1, "articles called {title}");
        found.remove(0)
    }
}

/// A feed item with a text of its own.
pub fn item(number: u32, title: &str, text: &str) -> Value {
    json!({
        "id": number.to_string(), "url": format!("https://agency.example/{number}"), "title": title,
        "content_text": text, "date_published": format!("2026-01-{:02}T00:00:00Z", 1 + number % 28),
        "authors": [{ "name": "محرر" }],
    })
}

/// `item` with `changes` on top.
pub fn changed(mut item: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().expect("changes are an object") {
        item[name] = value.clone();
    }
    item
}

pub fn read<T: Document>(site: &Path, path: &str) -> T {
    let bytes = std::fs::read(site.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    decode(&NativeJson::parse(&bytes).expect(path)).expect(path)
}

/// All articles, in order of their file names, without what stands in place of those that are gone.
pub fn articles(site: &Path) -> Vec<Article> {
    let names = files(&site.join("edition/articles"));
    let names = names.iter().filter(|name| name.ends_with(".json"));
    let article = |name: &String| {
        let path = format!("edition/articles/{name}");
        let bytes = std::fs::read(site.join(&path)).unwrap();
        let json = NativeJson::parse(&bytes).expect(&path);
        let stand_in = decode::<Tombstone>(&json).is_ok() || decode::<Redirect>(&json).is_ok();
        (!stand_in).then(|| decode(&json).expect(&path))
    };
    names.filter_map(article).collect()
}

/// The paths of all files under `folder`, sorted.
pub fn files(folder: &Path) -> Vec<String> {
    fn collect(folder: &Path, within: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = format!("{within}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{name}/"), found);
            } else {
                found.push(name);
            }
        }
    }
    let mut found = Vec::new();
    collect(folder, "", &mut found);
    found.sort();
    found
}

/// Every file under `folder` with its bytes.
pub fn content(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files(folder).into_iter().map(|name| (name.clone(), std::fs::read(folder.join(&name)).unwrap())).collect()
}

/// Whether one of `problems` says `what`.
pub fn tells(problems: &[Problem], what: &str) -> bool {
    problems.iter().any(|problem| problem.to_string().contains(what))
}
