//! What the interface says, one file a language.
