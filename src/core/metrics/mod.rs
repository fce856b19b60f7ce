//! What is measured and how sure it is. Knows nothing of the broker.
//!
//! * [`account`]: messages done twice, recognised, or out of order
//! * [`batches`]: a run that goes on, cut into batches
//! * [`durations`]: quantiles with their intervals
//! * [`gauge`]: a level over time and its area
//! * [`passage`]: what happened to the messages that passed one place
//! * [`mser`]: where the warm-up of a series ends
//! * [`histogram`]: durations in buckets of constant relative width
//! * [`estimate`]: a figure with its confidence interval
//! * [`student`]: quantiles of Student's t
//! * [`tail`]: how many durations are longer than a given one
//! * [`sums`]: everything counted up to an instant; [`totals`]: the figures made from it

pub mod account;
pub mod alarms;
pub mod batches;
pub mod durations;
pub mod estimate;
pub mod gauge;
pub mod histogram;
pub mod mser;
pub mod passage;
pub mod student;
pub mod sums;
pub mod tail;
pub mod totals;

pub use account::Account;
pub use alarms::{Alarm, AlarmSums};
pub use batches::Batches;
pub use durations::Durations;
pub use estimate::Estimate;
pub use gauge::Gauge;
pub use histogram::Histogram;
pub use passage::{Moments, Passage};
pub use tail::Tail;
