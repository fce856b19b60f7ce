//! The types of a scenario file for what keeps a system in order by itself. Times in seconds.

use super::document::Consumer;
use crate::broker::settings::Measure;
use crate::engine::Distribution;
use serde::Serialize;

/// How a queue sheds load; each way by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Shed {
    /// Newcomers by chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub random: Option<Random>,
    /// Newcomers of a low priority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Lowest>,
    /// Messages that are taken, by how long they waited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codel: Option<Codel>,
}

/// Sheds newcomers by chance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Random {
    /// While so many messages are ready, or more.
    pub above: u64,
    /// Of each newcomer.
    pub probability: f64,
}

/// Sheds newcomers of a low priority.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Lowest {
    /// While so many messages are ready, or more.
    pub above: u64,
    /// Those whose priority is lower than this.
    pub below: i32,
}

/// Controlled delay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Codel {
    /// Seconds of waiting that are accepted for ever.
    pub target: f64,
    /// Seconds for which the wait may lie above that before a message is shed.
    pub interval: f64,
}

/// Workers that take several messages at once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Batch {
    /// Most messages.
    pub size: u32,
    /// Seconds for which a worker waits for more after its first one.
    pub linger: f64,
    /// Seconds that a batch takes besides the work of its messages; by default nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_up: Option<Distribution>,
}

/// A group that adds and removes workers by itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Autoscale {
    /// What it looks at.
    pub on: Measure,
    /// What that should be.
    pub target: f64,
    /// Seconds from look to look.
    pub every: f64,
    /// Seconds until an added worker works.
    pub start_up: f64,
    /// Seconds after a change in which nothing changes.
    pub cooldown: f64,
    /// Most workers added or removed at a look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<u32>,
    /// Fewest workers.
    pub min: u32,
    /// Most workers.
    pub max: u32,
}

impl Autoscale {
    /// Whether it adds workers for as long as what there is to do grows.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.on != Measure::Utilisation || self.target < 1.0
    }
}

impl Consumer {
    /// Seconds that a message takes in a full batch, of which the work is `work` and `hold` the time to take the batch.
    #[must_use]
    pub fn time_in_batch(&self, work: f64, hold: f64) -> f64 {
        self.batch.as_ref().map_or(work + hold, |batch| {
            let set_up = batch.set_up.as_ref().map_or(0.0, Distribution::mean);
            work + (set_up + hold) / f64::from(batch.size)
        })
    }

    /// Most workers that it may have.
    #[must_use]
    pub fn most_workers(&self) -> u32 {
        self.autoscale.map_or(self.count, |scale| scale.max)
    }
}
