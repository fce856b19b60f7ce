//! What one replication, or one batch of a single run, measured.

use crate::broker::World;
use crate::metrics::Histogram;
use crate::metrics::totals::{Sums, Totals};

/// The counts of one stretch of time.
#[derive(Clone, Debug)]
pub struct Observation {
    /// Of every node and the whole.
    pub totals: Totals,
    /// Waiting times.
    pub waiting: Histogram,
    /// Sojourn times.
    pub sojourn: Histogram,
    /// The queues that had locked up at its end.
    pub locked_up: Vec<usize>,
}

impl Observation {
    /// All that `world` counted until now.
    #[must_use]
    pub fn of(world: &World) -> Self {
        Self {
            totals: world.totals(),
            waiting: world.waiting().trimmed(),
            sojourn: world.sojourn().trimmed(),
            locked_up: world.locked_up(),
        }
    }

    /// Whether no time was counted.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.totals.system.time == 0
    }

    /// What was counted after `earlier`, an observation of the same run.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let windows = |now: &[Sums], then: &[Sums]| {
            let pairs = now.iter().zip(then);
            pairs.map(|(now, then)| now.since(then)).collect()
        };
        Self {
            totals: Totals {
                system: self.totals.system.since(&earlier.totals.system),
                producers: windows(&self.totals.producers, &earlier.totals.producers),
                queues: windows(&self.totals.queues, &earlier.totals.queues),
                consumers: windows(&self.totals.consumers, &earlier.totals.consumers),
                alerts: windows(&self.totals.alerts, &earlier.totals.alerts),
            },
            waiting: self.waiting.since(&earlier.waiting),
            sojourn: self.sojourn.since(&earlier.sojourn),
            locked_up: self.locked_up.clone(),
        }
    }
}
