//! What theory says before anything runs.
//!
//! * [`load`]: offered load against capacity
//! * [`badge`]: a value and how far to trust it
//! * [`prediction`]: the figures of a scenario, each with its badge
//! * [`system`]: what theory has to know of a scenario
//! * [`figures`]: the figures while they are filled in
//!
//! The models, a file each:
//!
//! * [`mmc`]: M/M/1 and M/M/c
//! * [`mmck`]: M/M/c/K, and Erlang's loss formula
//! * [`mg1`]: M/G/1, also with a worker that polls
//! * [`md1`]: M/D/1 with its distribution of waiting times
//! * [`gim1`]: GI/M/1, any intervals with a closed transform
//! * [`ggc`]: approximations for any intervals and services
//! * [`fluid`]: how long a backlog takes to drain
//! * [`usl`]: the universal scalability law

pub mod badge;
mod bounded;
pub mod figures;
pub mod fluid;
pub mod ggc;
pub mod gim1;
pub mod load;
pub mod md1;
pub mod mg1;
pub mod mmc;
pub mod mmck;
pub mod prediction;
mod solve;
mod stable;
pub mod system;
pub mod usl;

pub use badge::{Badge, Known};
pub use load::{Load, Stability};
pub use prediction::Prediction;
