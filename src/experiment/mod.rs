//! Experiments: pure functions from work to results. Threads and clocks are the caller's.
//!
//! * [`observation`]: what one replication or batch measured
//! * [`replication`]: one run among several of the same scenario
//! * [`work`]: how replications are carried out, and who hears of it
//! * [`plan`]: how long to run, and until how sure
//! * [`warm_up`]: how much of the start is left out
//! * [`precision`]: runs that go on until their figures are sure enough
//! * [`transient`]: time series over replications
//! * [`openmetrics`]: the state of a run, for programs that watch systems
//! * [`report`]: the figures, by name and node
//! * [`target`]: the name of one figure
//! * [`words`]: what a reader must know before believing a figure

pub mod observation;
pub mod openmetrics;
pub mod plan;
pub mod precision;
pub mod replication;
pub mod report;
pub mod target;
pub mod transient;
pub mod warm_up;
pub mod words;
pub mod work;

pub use plan::Plan;
pub use report::Report;
