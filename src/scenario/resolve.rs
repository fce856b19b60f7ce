//! From a scenario to the settings of a world.

use super::document::{Consumer, Producer, Scenario};
use crate::broker::settings::{self, Intake, Settings};
use crate::engine::{SimDuration, SimTime};

impl Scenario {
    /// What a world of this scenario is built from.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let bound = |queue: &super::document::Queue| queue.max_ready.map(|bound| bound as usize);
        Settings {
            producers: self
                .producers
                .iter()
                .map(|node| self.producer(node))
                .collect(),
            queues: (self.queues.iter())
                .map(|queue| settings::Queue {
                    max_ready: bound(queue),
                })
                .collect(),
            consumers: self
                .consumers
                .iter()
                .map(|node| self.consumer(node))
                .collect(),
            lock_hold: SimDuration::from_secs(self.broker.lock.hold),
        }
    }

    fn producer(&self, node: &Producer) -> settings::Producer {
        settings::Producer {
            to: self.queue_index(&node.to),
            count: node.count as usize,
            interval: node.arrivals.interval(),
            first_at: node.first_at.map(SimTime::from_secs),
            limit: node.limit,
        }
    }

    fn consumer(&self, node: &Consumer) -> settings::Consumer {
        let poll =
            |poll: super::document::Poll| Intake::Poll(SimDuration::from_secs(poll.interval));
        settings::Consumer {
            from: self.queue_index(&node.from),
            count: node.count as usize,
            service: node.service,
            intake: node.poll.map_or(Intake::Push, poll),
        }
    }

    /// The place of the queue called `id`.
    ///
    /// # Panics
    /// If there is none, which a valid scenario does not ask for.
    #[must_use]
    pub fn queue_index(&self, id: &str) -> usize {
        let place = self.queues.iter().position(|queue| queue.id == id);
        place.expect("links of a valid scenario lead to queues")
    }
}
