//! JSON as feeds write it: any type may stand anywhere.
//!
//! Feeds misbehave (an object for a list, a number for a string), so their formats are read through
//! [`Value`] and its forgiving accessors; our own documents are read strictly, from the same value. How
//! text becomes one is the platform's business, behind [`JsonText`]: `JSON.parse` in the browser,
//! `serde_json` natively.

#[cfg(feature = "native")]
use crate::DecodeError;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// How deep arrays and objects may nest.
pub const MAX_DEPTH: usize = 100;

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// A JSON text that one platform has parsed.
pub trait JsonText {
    /// What it says.
    fn value(&self) -> Value;
}

/// Any JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`, and everything that is nested too deep.
    #[default]
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, as JavaScript has it.
    Number(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object, its members in order.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The member `key` of an object; of a key given twice, the last; [`Value::Null`] where there is none.
    pub fn get(&self, key: &str) -> &Value {
        const NULL: &Value = &Value::Null;
        match self {
            Self::Object(members) => members.iter().rev().find(|(k, _)| k == key).map_or(NULL, |(_, v)| v),
            _ => NULL,
        }
    }

    /// The first of `keys` that has a value: formats spell one field in several ways.
    pub fn first_of(&self, keys: &[&str]) -> &Value {
        const NULL: &Value = &Value::Null;
        keys.iter().map(|key| self.get(key)).find(|value| **value != Value::Null).unwrap_or(NULL)
    }

    /// This value, or `other` where it is null.
    pub fn or<'a>(&'a self, other: &'a Value) -> &'a Value {
        if *self == Self::Null { other } else { self }
    }

    /// A string that is not blank, trimmed.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(s) => Some(s.trim()).filter(|s| !s.is_empty()),
            _ => None,
        }
    }

    /// A string, or a whole number written as one: ids come as both.
    pub fn as_id(&self) -> Option<String> {
        match self {
            Self::String(_) => self.as_str().map(str::to_owned),
            Self::Number(n) if n.fract() == 0.0 && n.abs() < 9.1e15 => Some(format!("{n:.0}")),
            _ => None,
        }
    }

    /// A whole number from 0 to 2^53, also one in a string.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(n) if n.fract() == 0.0 && (0.0..9.1e15).contains(n) => Some(*n as u64),
            Self::String(s) => s.trim().parse().ok(),
            _ => None,
        }
    }

    /// A boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// The items of an array; none for anything else.
    pub fn items(&self) -> &[Value] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }

    /// The items of an array, or the one thing that stands where an array should.
    pub fn items_or_self(&self) -> &[Value] {
        match self {
            Self::Array(items) => items,
            Self::Null => &[],
            one => std::slice::from_ref(one),
        }
    }

    /// The members of an object; none for anything else.
    pub fn members(&self) -> &[(String, Value)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }
}

impl<'de> de::Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        AtDepth(0).deserialize(deserializer)
    }
}

/// Deserialises a value that stands `.0` levels deep; what is deeper than [`MAX_DEPTH`] becomes null.
#[derive(Clone, Copy)]
struct AtDepth(usize);

impl<'de> DeserializeSeed<'de> for AtDepth {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.0 > MAX_DEPTH {
            deserializer.deserialize_ignored_any(de::IgnoredAny)?;
            return Ok(Value::Null);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AtDepth {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, b: bool) -> Result<Value, E> {
        Ok(Value::Bool(b))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Value, E> {
        Ok(Value::Number(n as f64))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Value, E> {
        Ok(Value::Number(n as f64))
    }

    fn visit_f64<E>(self, n: f64) -> Result<Value, E> {
        Ok(Value::Number(n))
    }

    fn visit_str<E>(self, s: &str) -> Result<Value, E> {
        Ok(Value::String(s.to_owned()))
    }

    fn visit_string<E>(self, s: String) -> Result<Value, E> {
        Ok(Value::String(s))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(AtDepth(self.0 + 1))? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            members.push((key, map.next_value_seed(AtDepth(self.0 + 1))?));
        }
        Ok(Value::Object(members))
    }
}

/// How deep the arrays and objects of the JSON `text` nest, strings aside. A linear scan: it comes
/// before anything that recurses.
pub fn nesting_depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Whether `text` opens like an HTML page: what a log-in page or a firewall sends in place of JSON.
pub fn looks_like_html(text: &str) -> bool {
    let start: String = text.trim_start_matches('\u{FEFF}').trim_start().chars().take(16).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with("<!doctype")
        || start.starts_with("<html")
        || start.starts_with("<head")
        || start.starts_with("<body")
}

/// The native parser: `serde_json` over a checked text.
#[cfg(feature = "native")]
pub struct NativeJson<'a>(&'a str);

#[cfg(feature = "native")]
impl<'a> NativeJson<'a> {
    /// Checks that `bytes` are one JSON text in UTF-8, with or without a byte order mark.
    ///
    /// # Errors
    /// [`DecodeError::TooLarge`] past [`MAX_BYTES`] or, for a complete text, [`MAX_DEPTH`];
    /// [`DecodeError::NotJson`] otherwise.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_BYTES {
            return Err(DecodeError::TooLarge { limit: "64 MiB" });
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|error| DecodeError::NotJson { detail: error.to_string(), looks_like_html: false })?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut checker = serde_json::Deserializer::from_str(text);
        de::Deserialize::deserialize(&mut checker).and_then(|_: de::IgnoredAny| checker.end()).map_err(|error| {
            DecodeError::NotJson { detail: error.to_string(), looks_like_html: looks_like_html(text) }
        })?;
        if nesting_depth(text) > MAX_DEPTH {
            return Err(DecodeError::TooLarge { limit: "100 levels" });
        }
        Ok(Self(text))
    }
}

#[cfg(feature = "native")]
impl JsonText for NativeJson<'_> {
    fn value(&self) -> Value {
        // Checked when this was made, and a value takes any JSON.
        serde_json::from_str(self.0).unwrap_or_default()
    }
}
