//! Tailback: a message-queue laboratory. Producers publish, a broker queues, consumers work; a
//! person turns the knobs while it runs and sees throughput, latency and backlog answer.
//!
//! The map, in the direction of imports (a room knows only those above it):
//!
//! * [`words`]: what a person reads, in both languages
//! * [`engine`]: the discrete-event kernel; knows nothing of messages
//! * [`metrics`]: what is measured and how sure it is
//! * [`broker`]: the queue model
//! * [`scenario`]: the scenario file: types, validation, presets, edits
//! * [`theory`]: what can be said before anything runs
//! * [`experiment`]: replications and their report
//! * [`session`]: a live run
//! * [`draw`]: what is drawn, as data
//! * [`app`]: the page's model, without a browser
//! * `web`: the page in the browser (feature `web`)
//! * `cli`: the command (feature `cli`)

pub mod app;
#[cfg(feature = "cli")]
pub mod cli;
pub mod draw;
pub mod experiment;
pub mod scenario;
pub mod session;
pub mod theory;
#[cfg(feature = "web")]
pub mod web;
pub mod words;

pub use tailback_core::{broker, engine, metrics};
