//! Parts of pages: functions of their props, without store, fetch or event handlers.
//!
//! A part takes a [`Context`] and what it shows, and returns an [`Element`]. Every name, title,
//! count and date that it inserts stands in an element with its own `dir`, which isolates it.

pub mod article_body;
pub mod attribution;
pub mod context;
pub mod element;
pub mod footer;
pub mod headlines;
pub mod inline;
pub mod isolate;
pub mod masthead;
pub mod notices;
pub mod picture;
pub mod related;
pub mod save;
pub mod settings;
pub mod states;

pub use context::Context;
pub use element::{Child, Element, element};
