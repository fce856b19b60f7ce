//! The types of a scenario file for what outlives a crash of the broker. Times in seconds.

use super::document::Broker;
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

impl Broker {
    /// Whether a message may wait until it is written or copied.
    #[must_use]
    pub fn keeps_waiting(&self) -> bool {
        let disk = self.disk.as_ref();
        let others = self.replication.as_ref();
        let late = disk.is_some_and(|disk| disk.confirm == Confirm::OnSync)
            || others.is_some_and(|others| others.acks == Acks::All);
        late && !self.takes_unheard()
    }

    /// Whether what is sent counts as accepted, come what may.
    fn takes_unheard(&self) -> bool {
        let others = self.replication.as_ref();
        others.is_some_and(|others| others.acks == Acks::None)
    }

    /// Messages / s that a disk which writes each by itself can do, where they wait for that.
    #[must_use]
    pub fn write_capacity(&self) -> Option<f64> {
        let disk = self.disk.as_ref()?;
        let is_bound = disk.sync == Sync::Each && self.keeps_waiting();
        let is_bound = is_bound && disk.confirm == Confirm::OnSync;
        is_bound.then(|| 1.0 / disk.write.mean())
    }

    /// Share of the time for which it is up, in the long run; with brokers that follow, about.
    #[must_use]
    pub fn availability(&self) -> f64 {
        let Some(outages) = &self.outages else {
            return 1.0;
        };
        let down = match &self.replication {
            Some(others) => others.failover,
            None => outages.down.mean(),
        };
        outages.up.mean() / (outages.up.mean() + down)
    }
}
