//! The scenario file, format 1: the one public document.
//!
//! * [`document`]: its types, which are also its canonical JSON
//! * [`arrivals`]: arrival processes
//! * [`range`]: what each field may be, and its unit
//! * [`reader`]: reads JSON and notes every problem at once
//! * [`parse`]: from JSON to a valid scenario; `distribution`: that part of it
//! * [`path`]: names a field inside a document
//! * [`reach`]: where messages can get to
//! * [`edit`]: one field changed
//! * [`build`]: nodes added, connected, renamed, duplicated and deleted
//! * [`resolve`]: from a scenario to the settings of a world
//! * [`labels`]: the types for what is written on messages, and for who asks for it
//! * [`link`]: the types for what messages carry and how they come to the broker
//! * [`lock`]: the types for the broker's lock
//! * `partitions`: the types for keys and partitions
//! * `control`: the types for what keeps a system in order by itself
//! * [`alert`]: the types for what is watched
//! * [`fault`]: the types for what goes wrong for a while
//! * `storage`: the types for what outlives a crash of the broker
//! * [`preset`]: the scenarios that come with the page

pub mod alert;
pub mod arrivals;
pub mod build;
mod control;
pub mod document;
pub mod edit;
pub mod fault;
pub mod labels;
pub mod link;
pub mod lock;
pub mod parse;
mod partitions;
pub mod path;
pub mod preset;
pub mod range;
pub mod reach;
pub mod reader;
pub mod resolve;
mod storage;

pub use build::{BuildStep, Node};
pub use document::Scenario;
pub use edit::Edit;
pub use reader::Problem;
