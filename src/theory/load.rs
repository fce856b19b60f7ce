//! Offered load against capacity.

use super::traffic::{self, Place, total};
use crate::engine::Distribution;
use crate::scenario::Scenario;
use crate::scenario::arrivals::Process;
use crate::scenario::document::{Consumer, Producer, Queue};

/// Long-run rates at one queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// Id of the queue.
    pub queue: String,
    /// Messages / s, those that other queues pass on included.
    pub arrival_rate: f64,
    /// Messages / s that the workers can do at most, redeliveries and outages counted; infinite if
    /// their work takes no time.
    pub capacity: f64,
    /// Workers that take from it.
    pub workers: u32,
    /// Share of the time for which publishes and deliveries of this queue hold the lock.
    pub lock_share: f64,
    /// Whether the ready messages are bounded.
    pub bounded: bool,
    /// Whether messages that are ready for too long are dropped.
    pub expires: bool,
}

impl Load {
    /// The load of every queue of `scenario`, in its order, while all of its producers publish. A
    /// closed loop counts with what it would publish if nobody waited, but with no more than the
    /// workers can do besides.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Vec<Self> {
        let open = Self::by(scenario, |node| !is_closed(node));
        let all = Self::by(scenario, |_| true);
        let (Some(mut open), Some(all)) = (open, all) else {
            // Round and round: what comes from outside is all that can be said.
            let none = |queue| Self::new(scenario, queue, &Outside::of(scenario, queue));
            return scenario.queues.iter().map(none).collect();
        };
        for (load, all) in open.iter_mut().zip(all) {
            let spare = (load.capacity - load.arrival_rate).max(0.0);
            let closed = (all.arrival_rate - load.arrival_rate).clamp(0.0, spare);
            load.arrival_rate += closed;
            load.lock_share = all.lock_share;
        }
        open
    }

    /// The load that those producers make that `counts` says; none if messages never leave.
    pub(super) fn by(scenario: &Scenario, counts: impl Fn(&Producer) -> bool) -> Option<Vec<Self>> {
        let rate = |node: &Producer| {
            if counts(node) {
                rate(scenario, node)
            } else {
                0.0
            }
        };
        let places = traffic::places(scenario, rate)?;
        let queues = scenario.queues.iter().zip(&places);
        let load = |(queue, place): (&Queue, &Place)| Self::new(scenario, queue, &place.into());
        Some(queues.map(load).collect())
    }

    fn new(scenario: &Scenario, queue: &Queue, flow: &Outside) -> Self {
        let lock = &scenario.broker.lock;
        let polls = |node: &Consumer| node.from == queue.id && node.poll.is_some();
        let take = lock.hold_of_take(scenario.consumers.iter().any(polls));
        let mutexes = lock.mutexes() as f64;
        let capacity = flow.capacity / flow.deliveries;
        let done = f64::min(flow.arrival_rate, capacity) * flow.deliveries;
        let groups = scenario
            .consumers
            .iter()
            .filter(|node| node.from == queue.id);
        Self {
            queue: queue.id.clone(),
            arrival_rate: flow.arrival_rate,
            capacity,
            workers: groups.map(Consumer::most_workers).sum(),
            lock_share: (lock.hold * flow.arrival_rate
                + take * if done.is_finite() { done } else { 0.0 })
                / mutexes,
            bounded: queue.max_ready.is_some() || queue.max_bytes.is_some(),
            expires: queue.ttl.is_some() || queue.shed.codel.is_some(),
        }
    }

    /// Offered load in erlangs: the workers that would be busy if there were enough of them.
    #[must_use]
    pub fn erlangs(&self) -> f64 {
        self.utilisation() * f64::from(self.workers)
    }

    /// Arrival rate / capacity: the utilisation if nothing were refused. 0 without arrivals.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        if self.arrival_rate == 0.0 {
            0.0
        } else {
            self.arrival_rate / self.capacity
        }
    }

    /// Whether its backlog can grow without end.
    pub(super) const fn may_grow(&self) -> bool {
        !self.bounded && !self.expires && self.arrival_rate > 0.0
    }
}

/// What comes to a queue, and what its workers can do.
struct Outside {
    arrival_rate: f64,
    deliveries: f64,
    capacity: f64,
}

impl Outside {
    fn of(scenario: &Scenario, queue: &Queue) -> Self {
        let to_it = scenario.producers.iter().filter(|node| node.to == queue.id);
        Self {
            arrival_rate: total(to_it.map(|node| rate(scenario, node))),
            deliveries: 1.0,
            capacity: 0.0,
        }
    }
}

impl From<&Place> for Outside {
    fn from(place: &Place) -> Self {
        Self {
            arrival_rate: place.arrival_rate(),
            deliveries: place.deliveries,
            capacity: place.capacity,
        }
    }
}

/// Messages / s of a producer; of a closed loop, if nobody waited.
fn rate(scenario: &Scenario, node: &Producer) -> f64 {
    let batch = f64::from(node.arrivals.batch);
    let each = if let Process::ClosedLoop { think } = &node.arrivals.process {
        let groups = traffic::working(scenario, &node.to);
        let work = |group: &&Consumer| {
            let service = traffic::service(node, group).map_or(0.0, Distribution::mean);
            service / group.speed
        };
        let shortest = groups.iter().map(work).fold(f64::INFINITY, f64::min);
        if shortest.is_finite() {
            batch / (think.mean() + shortest).max(1e-9)
        } else {
            0.0
        }
    } else {
        node.arrivals.message_rate()
    };
    f64::from(node.count) * each
}

pub(super) const fn is_closed(node: &Producer) -> bool {
    matches!(node.arrivals.process, Process::ClosedLoop { .. })
}
