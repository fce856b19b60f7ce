//! What Yew renders: the words, figures and controls around the canvases. Each component gets
//! the part of the view that it shows, and renders only when that part changes.

mod alerts;
mod append;
pub mod chart_export;
mod chart_switches;
mod chart_tables;
mod chart_tools;
pub mod charts;
pub mod curve;
pub mod distribution;
pub mod file;
mod header;
pub mod help;
pub mod inspector;
pub mod knob;
pub mod ledger;
pub mod log;
pub mod number;
pub mod page;
pub mod panel;
pub mod spots;
pub mod stage;
pub mod strip;
pub mod timeline;
pub mod tip;
pub mod tools;
pub mod tour;
mod transport;
mod undo;
pub mod verdict;
