//! What is measured and how sure it is. Knows nothing of the broker.
//!
//! * [`batches`]: a run that goes on, cut into batches
//! * [`gauge`]: a level over time and its area
//! * [`passage`]: what happened to the messages that passed one place
//! * [`histogram`]: durations in buckets of constant relative width
//! * [`estimate`]: a figure with its confidence interval
//! * [`student`]: quantiles of Student's t
//! * [`totals`]: everything counted up to an instant, and the figures made from it

pub mod batches;
pub mod estimate;
pub mod gauge;
pub mod histogram;
pub mod passage;
pub mod student;
pub mod totals;

pub use batches::Batches;
pub use estimate::Estimate;
pub use gauge::Gauge;
pub use histogram::Histogram;
pub use passage::Passage;
