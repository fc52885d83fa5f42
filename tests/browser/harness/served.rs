//! A built edition as a test opens it.

use crate::Server;
use serde_json::Value;
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// A built edition on an origin of its own, behind a server that can be told to misbehave.
pub struct Served {
    pub(crate) server: Server,
    pub(crate) folder: PathBuf,
}

impl Deref for Served {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}

impl Served {
    /// The folder that `nashra build` wrote.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path of the article called `title`, which is among the newest 30.
    ///
    /// # Panics
    /// When there is none.
    pub fn article(&self, title: &str) -> String {
        format!("/article/{}/", self.article_id(title))
    }

    /// The path of its file.
    ///
    /// # Panics
    /// When there is none.
    pub fn article_file(&self, title: &str) -> String {
        format!("/edition/articles/{}.json", self.article_id(title))
    }

    /// The id of a document that stands in an article's place and is of the format that begins so.
    ///
    /// # Panics
    /// When there is none.
    pub fn id_of(&self, format: &str) -> String {
        let folder = self.folder.join("edition/articles");
        let files = std::fs::read_dir(folder).expect("the edition has articles").flatten();
        let names: Vec<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        let ids = names.iter().filter_map(|name| name.strip_suffix(".json"));
        let is = |id: &&str| {
            self.file(&format!("edition/articles/{id}.json"))["format"]
                .as_str()
                .is_some_and(|it| it.starts_with(format))
        };
        ids.into_iter().find(is).unwrap_or_else(|| panic!("nothing is of the format {format}")).to_owned()
    }

    /// The path of the viewer's file whose name ends so.
    ///
    /// # Panics
    /// When there is none.
    pub fn asset(&self, suffix: &str) -> String {
        self.find("viewer-", suffix)
    }

    /// The path of the script that starts the viewer.
    ///
    /// # Panics
    /// When there is none.
    pub fn boot(&self) -> String {
        self.find("boot-", ".js")
    }

    /// The path of the script of pages for frames.
    ///
    /// # Panics
    /// When there is none.
    pub fn frame_script(&self) -> String {
        self.find("embed-", ".js")
    }

    /// The path of the file of the interface's words in `language`.
    ///
    /// # Panics
    /// When there is none.
    pub fn words(&self, language: &str) -> String {
        self.find(&format!("words-{language}-"), ".json")
    }

    /// A file of the edition, as JSON.
    ///
    /// # Panics
    /// When it is not there or no JSON.
    pub fn file(&self, path: &str) -> Value {
        let path = self.folder.join(path.trim_start_matches('/'));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn find(&self, prefix: &str, suffix: &str) -> String {
        let files = std::fs::read_dir(&self.folder).expect("the site's folder can be read");
        let mut names = files.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
        let name = names.find(|name| name.starts_with(prefix) && name.ends_with(suffix));
        format!("/{}", name.unwrap_or_else(|| panic!("no file is called {prefix}…{suffix}")))
    }

    fn article_id(&self, title: &str) -> String {
        let edition = self.file("edition/edition.json");
        let latest = edition["latest"].as_array().into_iter().flatten().chain([&edition["lead"]]);
        let mut found = latest.filter(|headline| headline["title"]["text"] == title);
        let id = found.next().and_then(|headline| headline["id"].as_str());
        id.unwrap_or_else(|| panic!("no headline says {title}")).to_owned()
    }
}
