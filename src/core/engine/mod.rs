//! The discrete-event kernel. It knows nothing of messages.
//!
//! * [`time`]: instants and durations in whole nanoseconds
//! * [`rng`]: one seeded stream for each source of randomness
//! * `ziggurat`: exponential and normal variates
//! * [`dist`]: distributions of durations, and drawing from them
//! * [`calendar`]: the future event list
//! * [`math`]: the only home of `ln`, `exp` and `pow`

pub mod calendar;
pub mod dist;
pub mod math;
pub mod rng;
pub mod time;
mod ziggurat;

pub use calendar::{Calendar, Ticket};
pub use dist::Distribution;
pub use rng::Stream;
pub use time::{SimDuration, SimTime};
