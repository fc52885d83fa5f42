//! JSON Schemas of our documents, from the types that are written and read.

use model::{Article, Edition, OperatorPage, Redirect, Tombstone};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};
use wire::edition::{ChainDirectory, Document, HeadlinePage};

/// The name and the text (JSON, a line feed at its end) of the schema of each of our documents.
///
/// Draft 2020-12. A document is valid with fields that the schema does not know: readers ignore them.
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        schema_of::<Edition>(),
        schema_of::<HeadlinePage>(),
        schema_of::<ChainDirectory>(),
        schema_of::<Article>(),
        schema_of::<OperatorPage>(),
        schema_of::<Tombstone>(),
        schema_of::<Redirect>(),
    ]
}

fn schema_of<T: Document + JsonSchema>() -> (&'static str, String) {
    let mut schema: Schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), json!(T::FORMAT));
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert("format".to_owned(), json!({ "const": T::FORMAT }));
    }
    match schema.get_mut("required") {
        Some(Value::Array(required)) => required.insert(0, json!("format")),
        _ => drop(schema.insert("required".to_owned(), json!(["format"]))),
    }
    let text = serde_json::to_string_pretty(&schema).expect("a schema has string keys");
    (T::NAME, format!("{text}\n"))
}
