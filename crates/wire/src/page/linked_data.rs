//! JSON-LD in a page: the article among it, wherever it stands.

use crate::json::{JsonText, MAX_DEPTH, NativeJson, Value, nesting_depth};

/// How many objects are looked at.
const MOST: usize = 10_000;

/// The article that the page is about; [`Value::Null`] where none is described. References within
/// the page (`{"@id": …}`) are replaced by what they name, one level deep.
pub(super) fn article(scripts: &[String]) -> Value {
    let documents: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let objects = objects(&documents);
    let Some(article) = objects.iter().find(|object| is_article(object)) else { return Value::Null };
    Value::Object(article.members().iter().map(|(name, value)| (name.clone(), resolved(value, &objects))).collect())
}

/// Scripts hold comments around their JSON, and line feeds inside strings.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let script = script.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    let script: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if nesting_depth(&script) > MAX_DEPTH {
        return None;
    }
    Some(NativeJson::parse(script.as_bytes()).ok()?.value())
}

/// Every object in lists, `@graph`s and the fields that hold an article, in order.
fn objects(documents: &[Value]) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut pending: Vec<&Value> = documents.iter().rev().collect();
    while let Some(value) = pending.pop().filter(|_| found.len() < MOST) {
        pending.extend(value.items().iter().rev());
        if !value.members().is_empty() {
            found.push(value);
            for name in ["mainEntity", "mainEntityOfPage", "@graph"] {
                pending.push(value.get(name));
            }
        }
    }
    found
}

fn is_article(object: &Value) -> bool {
    let kinds = object.get("@type").items_or_self().iter().filter_map(Value::as_str);
    let mut kinds = kinds.map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind));
    kinds.any(|kind| kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report"))
}

fn resolved(value: &Value, objects: &[&Value]) -> Value {
    if let Value::Array(items) = value {
        return Value::Array(items.iter().take(100).map(|item| resolved(item, objects)).collect());
    }
    let id = value.get("@id");
    let is_reference = value.members().len() == 1 && *id != Value::Null;
    let named = objects.iter().find(|object| is_reference && object.get("@id") == id && object.members().len() > 1);
    named.map_or_else(|| value.clone(), |named| (*named).clone())
}
