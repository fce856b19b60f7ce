//! What an alert rule reads, and the figure that two readings make.

use super::consumer::Consumer;
use super::settings::{self, Watched};
use super::world::World;
use crate::engine::SimTime;
use crate::metrics::Passage;

/// What a rule read at an instant. All but the level only grow, until the statistics are cleared.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    pub time: SimTime,
    pub level: f64,
    offered: u64,
    finished: u64,
    lost: u64,
    busy: u128,
    up: u128,
    left: u64,
    sojourn: f64,
}

impl Reading {
    /// The figure that two readings make; none if nothing happened between them that it is made of.
    pub fn against(&self, before: &Self, watch: Watched) -> Option<f64> {
        let seconds = self.time.since(before.time).secs();
        let ratio = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        match watch {
            Watched::Backlog | Watched::OldestAge => ratio(self.level - before.level, seconds),
            Watched::ArrivalRate => ratio((self.offered - before.offered) as f64, seconds),
            Watched::Throughput => ratio((self.finished - before.finished) as f64, seconds),
            Watched::LossRate => ratio((self.lost - before.lost) as f64, seconds),
            Watched::Utilisation => ratio(
                (self.busy - before.busy) as f64,
                (self.up - before.up) as f64,
            ),
            Watched::Sojourn => ratio(
                self.sojourn - before.sojourn,
                (self.left - before.left) as f64,
            ),
        }
    }
}

impl World {
    /// What a rule reads now.
    pub(super) fn read_for(&self, settings: &settings::Alert) -> Reading {
        let now = self.now;
        let mut reading = Reading {
            time: now,
            level: self.level_for(settings),
            ..Reading::default()
        };
        // The passages of producers are those of the whole, whatever way messages take.
        let mut add = |passage: &Passage| {
            reading.offered += passage.offered;
            reading.finished += passage.finished;
            reading.lost += passage.refused
                + passage.evicted
                + passage.shed
                + passage.expired
                + passage.dead
                + passage.lost
                + passage.strayed
                + passage.unrouted;
            reading.left += passage.sojourn.count;
            reading.sojourn += passage.sojourn.secs();
        };
        match settings.queue {
            Some(queue) => add(self.queue_passage(queue)),
            None => (self.producers.iter()).for_each(|node| add(&node.passage)),
        }
        let takes = |group: &&Consumer| settings.queue.is_none_or(|at| group.settings.from == at);
        for group in self.consumers.iter().filter(takes) {
            reading.busy += group.busy.area_at(now);
            reading.up += group.up.area_at(now);
        }
        reading
    }

    /// What can be read off at an instant.
    fn level_for(&self, settings: &settings::Alert) -> f64 {
        let queues = match settings.queue {
            Some(queue) => &self.queues[queue..=queue],
            None => &self.queues[..],
        };
        match settings.watch {
            Watched::OldestAge => {
                let oldest = queues.iter().filter_map(|queue| queue.ready.oldest());
                oldest
                    .map(|id| self.now.since(self.message(id).published).secs())
                    .fold(0.0, f64::max)
            }
            _ => queues.iter().map(|queue| queue.ready.len() as f64).sum(),
        }
    }
}
