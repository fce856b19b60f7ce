//! The types of a scenario file for what outlives a crash of the broker. Times in seconds.

use crate::broker::settings::{Acks, Confirm, Sync};
use crate::engine::Distribution;
use serde::Serialize;

/// A disk.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Disk {
    /// What one sync writes.
    pub sync: Sync,
    /// Seconds that it takes.
    pub write: Distribution,
    /// Syncs begin at multiples of this; 0: as soon as there is something to write.
    pub every: f64,
    /// When a message is accepted.
    pub confirm: Confirm,
}

/// Brokers that copy what this one accepts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Replication {
    /// How many.
    pub followers: u32,
    /// Seconds that one fetch takes.
    pub fetch: Distribution,
    /// Who must have a message before it is accepted.
    pub acks: Acks,
    /// Seconds until another one leads.
    pub failover: f64,
    /// Whether one may lead that has not caught up.
    pub unclean: bool,
}

/// When the broker that leads is up, and how long it is down.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Downtimes {
    /// Seconds from its start to its crash.
    pub up: Distribution,
    /// Seconds from its crash until it is there again.
    pub down: Distribution,
}
