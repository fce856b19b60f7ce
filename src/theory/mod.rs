//! What theory says before anything runs.
//!
//! * [`load`]: offered load against capacity
//! * [`stability`]: whether a system can keep up
//! * [`badge`]: a value and how far to trust it
//! * [`prediction`]: the figures of a scenario, each with its badge
//! * [`system`]: what theory has to know of a scenario
//! * [`traffic`]: how many messages come to each queue
//! * `class`: messages of one producer with one label, and where they go on to
//! * [`figures`]: the figures while they are filled in
//!
//! The models, a file each:
//!
//! * [`mmc`]: M/M/1 and M/M/c
//! * [`mmck`]: M/M/c/K, and Erlang's loss formula
//! * [`mg1`]: M/G/1, also with a worker that polls
//! * [`md1`]: M/D/1 with its distribution of waiting times
//! * [`gim1`]: GI/M/1, any intervals between messages
//! * [`ggc`]: approximations for any intervals and services
//! * [`priority`]: classes by rank, with and without preemption
//! * [`shortest_first`]: the shortest service is next
//! * [`order`]: how the order of service spreads the waiting times
//! * [`batch`]: several messages at one instant
//! * [`sharing`]: all messages are worked on at once
//! * [`impatience`]: messages that wait for too long leave
//! * [`closed`]: clients that wait for the answer before they send again
//! * [`network`]: queues that feed queues
//! * [`mmpp`]: a rate that changes by chance
//! * [`outages`], [`failing`]: workers that fail
//! * [`redelivery`]: deliveries that fail
//! * [`fluid`]: how long a backlog takes to drain
//! * [`usl`]: the universal scalability law
//!
//! And the mathematics below them: [`law`] (moments and tails of durations), [`pieces`] (those of
//! constant, uniform and measured ones), [`transform`], [`nodes`] (means of functions of durations),
//! [`incomplete`] (the incomplete gamma function), [`matrix`], [`qbd`] (quasi-birth-death
//! processes), quadrature and roots.

pub mod badge;
pub mod batch;
mod bounded;
mod bursts;
mod class;
pub mod closed;
pub mod failing;
mod faults;
pub mod figures;
mod flows;
pub mod fluid;
pub mod ggc;
pub mod gim1;
pub mod impatience;
pub mod incomplete;
mod infinite;
pub mod law;
mod leaving;
mod link;
pub mod load;
pub mod matrix;
pub mod md1;
mod mechanism;
pub mod mg1;
pub mod mmc;
pub mod mmck;
pub mod mmpp;
mod model;
pub mod network;
pub mod nodes;
pub mod order;
mod ordered;
pub mod outages;
mod parted;
pub mod pieces;
pub mod prediction;
pub mod priority;
pub mod qbd;
mod quadrature;
mod ranked;
pub mod redelivery;
mod refusal;
pub mod sharing;
pub mod shortest_first;
mod solve;
pub mod stability;
mod stable;
pub mod system;
pub mod traffic;
pub mod transform;
mod unreliable;
pub mod usl;
mod whole;

pub use badge::{Badge, Known};
pub use load::Load;
pub use prediction::Prediction;
pub use stability::Stability;
