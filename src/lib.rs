//! The viewer: what a reader sees of an edition.
//!
//! Data flows one way: wire format -> model -> store -> [`screen`] -> [`pages`] -> parts. Pages are
//! functions of their props and draw the same natively (`ssr`) as in the browser; they hold no
//! event handlers: an action is a `data-action` on a button, a setting a `data-setting` on a
//! control, and the app handles both by delegation.

pub mod failure;
pub mod pages;
pub mod parts;
pub mod route;
pub mod screen;
pub mod text;
pub mod ui;
