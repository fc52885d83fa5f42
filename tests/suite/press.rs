//! `nashra build`, `check` and `serve`, as an operator and a browser meet them.

mod building;
mod checking;
mod command;
mod configuration;
mod desk;
mod duplicates;
mod related;
mod republishing;
mod samples;
mod schemas;
mod serving;
mod state;
