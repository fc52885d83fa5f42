//! `nashra build`, `check` and `serve`, as an operator and a browser meet them.

mod archive;
mod bombs;
mod building;
mod checking;
mod command;
mod configuration;
pub mod desk;
mod duplicates;
mod embedding;
mod feeds;
mod interrupted;
mod oembed;
mod pictures;
mod prerendering;
mod related;
mod removals;
mod republishing;
mod same_story;
mod samples;
mod schemas;
pub mod serving;
mod share_pictures;
mod sister_editions;
mod site_files;
mod state;
mod tags;
mod traversal;
