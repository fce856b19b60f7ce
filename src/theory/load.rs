//! Offered load against capacity: whether a system can keep up, and what holds it back.

use crate::engine::math;
use crate::scenario::Scenario;

/// Long-run rates at one queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// Id of the queue.
    pub queue: String,
    /// Publishes / s.
    pub arrival_rate: f64,
    /// Messages / s that the workers can do at most; infinite if their work takes no time.
    pub capacity: f64,
    /// Workers that take from it.
    pub workers: u32,
    /// Share of the time for which publishes and deliveries of this queue hold the lock.
    pub lock_share: f64,
    /// Whether the ready messages are bounded.
    pub bounded: bool,
}

/// Whether a steady state exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stability {
    /// It does.
    Stable,
    /// The run ends by itself, so there is none to speak of, and none is needed.
    Finite,
    /// The backlog grows for ever.
    Unstable {
        /// What grows and why, in a sentence.
        why: String,
    },
}

impl Load {
    /// The load of every queue of `scenario`, in its order.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Vec<Self> {
        let hold = scenario.broker.lock.hold;
        let queue_load = |queue: &crate::scenario::document::Queue| {
            let producers = scenario.producers.iter().filter(|node| node.to == queue.id);
            let arrival_rate = producers
                .map(|node| f64::from(node.count) * node.arrivals.rate())
                .sum();
            let groups = scenario
                .consumers
                .iter()
                .filter(|node| node.from == queue.id);
            // A worker that fetches its next message holds the lock meanwhile and does no work.
            let rate = |mean: f64, count: u32| f64::from(count) / (mean + hold);
            let capacity = groups
                .clone()
                .filter(|node| node.count > 0)
                .map(|node| rate(node.service.mean(), node.count))
                .sum();
            Self {
                queue: queue.id.clone(),
                arrival_rate,
                capacity,
                workers: groups.map(|node| node.count).sum(),
                lock_share: hold * (arrival_rate + f64::min(arrival_rate, capacity)),
                bounded: queue.max_ready.is_some(),
            }
        };
        scenario.queues.iter().map(queue_load).collect()
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
}

impl Stability {
    /// That of `scenario`, by its rates alone: exact for any arrival process and service time with
    /// finite means (Loynes 1962); at exactly 100 % only a system without chance would keep up, and
    /// it is called unstable.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        if scenario.producers.iter().all(|node| node.limit.is_some()) {
            return Self::Finite;
        }
        let loads = Load::of(scenario);
        let lock_share: f64 = loads.iter().map(|load| load.lock_share).sum();
        if lock_share >= 1.0 {
            let percent = lock_share * 100.0;
            let why = format!("the broker's lock would have to be held {percent:.0} % of the time");
            return Self::Unstable { why };
        }
        let grows =
            |load: &&Load| !load.bounded && load.arrival_rate > 0.0 && load.utilisation() >= 1.0;
        match loads.iter().find(grows) {
            None => Self::Stable,
            Some(load) => Self::Unstable {
                why: format!(
                    "{} / s arrive at {} and its workers can do {} / s",
                    rounded(load.arrival_rate),
                    load.queue,
                    rounded(load.capacity)
                ),
            },
        }
    }
}

/// Three significant digits, without the zeros that say nothing.
fn rounded(value: f64) -> String {
    let digits = (3.0 - math::log10(value.abs().max(1e-3)).ceil()).clamp(0.0, 6.0) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::Preset;
    use serde_json::json;

    fn preset(slug: &str) -> Scenario {
        Preset::find(slug).unwrap().scenario()
    }

    #[test]
    fn the_work_queue_is_stable_until_its_rate_reaches_capacity() {
        let calm = preset("work-queue");
        assert_eq!(Stability::of(&calm), Stability::Stable);
        assert!((Load::of(&calm)[0].erlangs() - 3.2).abs() < 1e-12);
        let busy = calm
            .with("producers[0].arrivals.rate", &json!(4.0))
            .unwrap();
        let Stability::Unstable { why } = Stability::of(&busy) else {
            panic!("4 of 4")
        };
        assert_eq!(why, "4 / s arrive at orders and its workers can do 4 / s");
    }

    #[test]
    fn a_bound_a_limit_and_the_lock_count() {
        assert_eq!(Stability::of(&preset("overload")), Stability::Stable);
        assert_eq!(Stability::of(&preset("article")), Stability::Finite);
        let locked = preset("work-queue")
            .with("broker.lock.hold", &json!(0.2))
            .unwrap();
        assert!(matches!(Stability::of(&locked), Stability::Unstable { .. }));
    }
}
