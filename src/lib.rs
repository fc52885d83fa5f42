//! The viewer: what a reader sees of an edition.
//!
//! Data flows one way: wire format -> model -> [`store`] -> [`screen`] -> [`pages`] -> parts. Pages are
//! functions of their props and draw the same natively (`ssr`) as in the browser; they hold no
//! event handlers: an action is a `data-action` on a button, a setting a `data-setting` on a
//! control, and the app handles both by delegation.

#[cfg(feature = "csr")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod direct;
pub mod failure;
pub mod marks;
#[cfg(feature = "ssr")]
pub mod native_calendars;
pub mod pages;
pub mod parts;
#[cfg(feature = "ssr")]
pub mod render;
pub mod route;
pub mod screen;
pub mod screen_from;
pub mod settings;
pub mod store;
pub mod text;
pub mod ui;
