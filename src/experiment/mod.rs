//! Experiments: pure functions from work to results. Threads are the caller's.
//!
//! * [`observation`]: what one replication or batch measured
//! * [`replication`]: one run among several of the same scenario
//! * [`plan`]: how long to run, and until how sure
//! * [`report`]: the figures, by name and node

pub mod observation;
pub mod plan;
pub mod replication;
pub mod report;

pub use plan::Plan;
pub use report::Report;
