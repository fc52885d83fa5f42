//! Names that stand in URLs and file names: made from hashes or checked, never taken from input.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The digits of an id: base32 without the letters that look like digits (Crockford's alphabet).
const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What is wrong with a name from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a valid id or slug")
    }
}

impl std::error::Error for IdError {}

macro_rules! checked_name {
    ($(#[$doc:meta])* $name:ident, $valid:expr, $pattern:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String", extend("pattern" = $pattern)))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks a name that came from a URL or a file.
            ///
            /// # Errors
            /// [`IdError`] for anything else than this type's own alphabet and length.
            pub fn parse(name: &str) -> Result<Self, IdError> {
                let valid: fn(&str) -> bool = $valid;
                if valid(name) { Ok(Self(name.to_owned())) } else { Err(IdError) }
            }

            /// The name as it stands in a URL.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(name: String) -> Result<Self, IdError> {
                Self::parse(&name)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    };
}

checked_name!(
    /// An article's name for ever: 10 to 24 base32 digits, the first of them a hash of what identifies it.
    ArticleId,
    |name| (10..=24).contains(&name.len()) && name.bytes().all(|b| BASE32.contains(&b)),
    "^[0-9abcdefghjkmnpqrstvwxyz]{10,24}$"
);

checked_name!(
    /// A section's name in URLs: 1 to 40 of `a`–`z`, `0`–`9` and inner hyphens.
    SectionSlug,
    is_slug,
    "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"
);

/// A tag's name in URLs: a hash of its words, in decimal digits.
///
/// The viewer makes it too, of the words alone. Decimal digits and FNV-1a without the finaliser of [`hash64`], which
/// only matters to who takes a part of a hash, cost its download 0.2 KB less than an id does. Two tags of one hash
/// would share a page, which then lists the articles of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TagSlug(pub u64);

impl fmt::Display for TagSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

fn is_slug(name: &str) -> bool {
    (1..=40).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}

impl ArticleId {
    /// The id of the article that `key` identifies (its normalised permalink, where it has one).
    ///
    /// `attempt` is 0; each further attempt, after a collision, gives an id two digits longer.
    pub fn of(key: &str, attempt: u8) -> Self {
        let length = (10 + 2 * attempt as usize).min(24);
        Self(base32(hash64(key.as_bytes()), hash64(format!("{key}\u{0}").as_bytes()), length))
    }
}

impl SectionSlug {
    /// A slug for a section known only by its `name`: the name itself where it is ASCII, else a hash of it.
    pub fn of_name(name: &str) -> Self {
        Self(slug_of_name(name))
    }
}

impl TagSlug {
    /// The slug of the tag that reads `name`: one line, as [`crate::Text`] makes it.
    pub fn of_name(name: &str) -> Self {
        Self(fnv1a(name.as_bytes()))
    }
}

fn slug_of_name(name: &str) -> String {
    let mut slug = String::new();
    for c in name.trim().chars() {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => slug.push(c),
            _ if c.is_ascii() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let slug = slug.trim_matches('-');
    if name.is_ascii() && is_slug(slug) {
        slug.to_owned()
    } else {
        let folded = fold_key(name);
        base32(hash64(folded.as_bytes()), 0, 8)
    }
}

/// `name` folded so that spellings of one name compare equal: lower case, white space collapsed,
/// Arabic diacritics and tatweel removed, alef, yaa and taa marbuta forms unified.
pub fn fold_key(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for c in word.chars().filter_map(fold_letter) {
            match c {
                // Arabic has no case, and is most of what comes here.
                '\u{0600}'..='\u{06FF}' => folded.push(c),
                _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
                _ => folded.extend(c.to_lowercase()),
            }
        }
    }
    folded
}

fn fold_letter(c: char) -> Option<char> {
    match c {
        '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' => None,
        _ if crate::is_bidi_control(c) || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}') => None,
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' | 'ی' => Some('ي'),
        'ک' => Some('ك'),
        'ة' => Some('ه'),
        other => Some(other),
    }
}

/// 64-bit FNV-1a with MurmurHash3's finaliser: near keys do not give near hashes, and one key
/// gives the same everywhere, for ever. Not against whoever wants two keys of one hash.
pub fn hash64(bytes: &[u8]) -> u64 {
    let mut h = fnv1a(bytes);
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

/// FNV-1a, 64 bits wide.
fn fnv1a(bytes: &[u8]) -> u64 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325;
    for &b in bytes {
        h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    }
    h
}

fn base32(high: u64, low: u64, length: usize) -> String {
    let digits = (u128::from(high) << 64) | u128::from(low);
    (0..length).map(|i| BASE32[(digits >> (123 - 5 * i)) as usize & 31] as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_depends_on_its_key_alone_and_grows_on_collision() {
        let first = ArticleId::of("example.org/a", 0);
        assert_eq!(first, ArticleId::of("example.org/a", 0));
        assert_ne!(first, ArticleId::of("example.org/b", 0));
        assert_eq!(first.as_str().len(), 10);
        let longer = ArticleId::of("example.org/a", 1);
        assert_eq!(longer.as_str().len(), 12);
        assert!(longer.as_str().starts_with(first.as_str()));
        assert!(ArticleId::parse(ArticleId::of("x", 9).as_str()).is_ok());
    }

    #[test]
    fn names_from_outside_cannot_leave_their_folder() {
        for bad in ["", "..", "a/b", "../../etc/passwd", "a.b", "A", "-a", "a-", "صحة", "%2e%2e"] {
            assert_eq!(SectionSlug::parse(bad), Err(IdError), "{bad}");
            assert_eq!(ArticleId::parse(bad), Err(IdError), "{bad}");
        }
    }

    #[test]
    fn a_tag_has_a_slug_of_its_words_alone() {
        assert_eq!(TagSlug::of_name("").to_string(), "14695981039346656037");
        assert_eq!(TagSlug::of_name("a").0, 0xaf63_dc4c_8601_ec8c, "the test vector of FNV-1a");
        let stars = TagSlug::of_name("نجوم");
        for other in ["نجم", "", "../../etc/passwd", "<script>", "Stars", "stars"] {
            assert_ne!(TagSlug::of_name(other), stars, "{other}");
        }
    }

    #[test]
    fn a_section_known_by_name_gets_a_slug() {
        assert_eq!(SectionSlug::of_name(" World News ").as_str(), "world-news");
        let culture = SectionSlug::of_name("ثقافة");
        assert_eq!(culture, SectionSlug::of_name("ثقافةٌ "));
        assert!(SectionSlug::parse(culture.as_str()).is_ok());
        assert!(SectionSlug::parse(SectionSlug::of_name("C++ & صحة").as_str()).is_ok());
        assert!(SectionSlug::parse(SectionSlug::of_name("").as_str()).is_ok());
    }
}
