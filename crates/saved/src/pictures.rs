//! Which pictures an article has.

use wire::json::Value;

/// The pictures of an article: those of the site's own, and how many lie elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures {
    /// File names under `media/`, each once.
    pub mirrored: Vec<String>,
    /// How many are on somebody else's server.
    pub linked: u32,
}

/// The pictures that the document of an article names, wherever in it they stand.
pub fn pictures_of(document: &Value) -> Pictures {
    let mut pictures = Pictures::default();
    // What other publishers wrote and what is related shows no pictures here.
    for (name, value) in document.members() {
        if name == "image" || name == "blocks" {
            collect(name, value, &mut pictures);
        }
    }
    pictures
}

fn collect(name: &str, value: &Value, pictures: &mut Pictures) {
    match value {
        Value::String(address) if name == "src" => match address.strip_prefix("media/") {
            Some(file) if !pictures.mirrored.iter().any(|known| known == file) => {
                pictures.mirrored.push(file.to_owned());
            }
            Some(_) => {}
            None => pictures.linked += 1,
        },
        Value::Array(items) => items.iter().for_each(|item| collect(name, item, pictures)),
        Value::Object(members) => members.iter().for_each(|(name, value)| collect(name, value, pictures)),
        _ => {}
    }
}
