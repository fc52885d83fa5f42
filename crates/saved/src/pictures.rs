//! Which pictures an article has.

use model::smaller_widths;
use wire::json::Value;

/// The pictures of an article: those of the site's own, and how many lie elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures {
    /// Of each, once, the file names under `media/`, its own first and then those of its smaller widths: a browser
    /// chooses among them.
    pub mirrored: Vec<Vec<String>>,
    /// How many are on somebody else's server.
    pub linked: u32,
}

/// The pictures that the document of an article names, wherever in it they stand.
pub fn pictures_of(document: &Value) -> Pictures {
    let mut pictures = Pictures::default();
    // What other publishers wrote and what is related shows no pictures here.
    for (name, value) in document.members() {
        if name == "image" || name == "blocks" {
            collect(value, &mut pictures);
        }
    }
    pictures
}

fn collect(value: &Value, pictures: &mut Pictures) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, pictures)),
        Value::Object(members) => {
            match value.get("src").as_str().map(|address| address.strip_prefix("media/").ok_or(address)) {
                Some(Ok(file)) if pictures.mirrored.iter().all(|files| files[0] != file) => {
                    pictures.mirrored.push(files_of(file, value.get("size").items()));
                }
                Some(Err(_)) => pictures.linked += 1,
                _ => {}
            }
            members.iter().for_each(|(_, value)| collect(value, pictures));
        }
        _ => {}
    }
}

/// The files of the picture whose own is `file` and whose width and height are `size`.
fn files_of(file: &str, size: &[Value]) -> Vec<String> {
    let width = size.first().and_then(Value::as_u64).and_then(|width| u32::try_from(width).ok()).unwrap_or(0);
    let Some(stem) = file.strip_suffix(&*format!("{width}.webp")) else { return vec![file.to_owned()] };
    let smaller = smaller_widths(width).iter().map(|width| format!("{stem}{width}.webp"));
    std::iter::once(file.to_owned()).chain(smaller).collect()
}
