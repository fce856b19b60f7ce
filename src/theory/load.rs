//! Offered load against capacity: whether a system can keep up, and what holds it back.

use crate::engine::math;
use crate::scenario::Scenario;
use crate::scenario::document::Producer;

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
    /// The rates alone do not tell: it depends on how long workers wait for the lock.
    Unclear {
        /// What is close, in a sentence.
        why: String,
    },
    /// The backlog grows for ever.
    Unstable {
        /// What grows and why, in a sentence.
        why: String,
    },
}

impl Load {
    /// The load of every queue of `scenario`, in its order, while all of its producers publish.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Vec<Self> {
        Self::by(scenario, |_| true)
    }

    /// The load that those producers make that `counts` says.
    fn by(scenario: &Scenario, counts: impl Fn(&Producer) -> bool) -> Vec<Self> {
        let hold = scenario.broker.lock.hold;
        let queue_load = |queue: &crate::scenario::document::Queue| {
            let to_it = |node: &&Producer| node.to == queue.id && counts(node);
            let producers = scenario.producers.iter().filter(to_it);
            let arrival_rate =
                total(producers.map(|node| f64::from(node.count) * node.arrivals.message_rate()));
            let groups = scenario
                .consumers
                .iter()
                .filter(|node| node.from == queue.id);
            // A worker that fetches its next message holds the lock meanwhile and does no work.
            let rate = |mean: f64, count: u32| f64::from(count) / (mean + hold);
            let working = groups.clone().filter(|node| node.count > 0);
            let capacity =
                total(working.map(|node| rate(node.service_mean() / node.speed, node.count)));
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
    /// That of `scenario`, by its rates alone. Without a lock it is exact for any arrival process
    /// and service time with finite means (Loynes 1962); at exactly 100 % only a system without
    /// chance would keep up, and it is called unstable. With a lock, capacity also shrinks by the
    /// time that workers wait for it, which rates do not tell: where twice the wait of an M/D/1
    /// queue at the lock would make the difference, it is unclear.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        if ends_by_itself(scenario) {
            return Self::Finite;
        }
        // In the long run a producer with a limit publishes nothing.
        let loads = Load::by(scenario, |node| node.limit.is_none());
        let lock_share: f64 = loads.iter().map(|load| load.lock_share).sum();
        if lock_share >= 1.0 {
            let percent = lock_share * 100.0;
            let why = format!("the broker's lock would have to be held {percent:.0} % of the time");
            return Self::Unstable { why };
        }
        let grows =
            |load: &&Load| !load.bounded && load.arrival_rate > 0.0 && load.utilisation() >= 1.0;
        match loads.iter().find(grows) {
            None => Self::with_lock(scenario, &loads, lock_share),
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

    /// That of a system whose workers would keep up if the lock were always free for them.
    fn with_lock(scenario: &Scenario, loads: &[Load], lock_share: f64) -> Self {
        let wait = scenario.broker.lock.hold * lock_share / (1.0 - lock_share);
        let grows = |load: &&Load| {
            // Each worker loses that much of every cycle; a cycle is workers / capacity long.
            let cycle = f64::from(load.workers) / load.capacity;
            !load.bounded && load.arrival_rate * (cycle + wait) >= f64::from(load.workers)
        };
        let loaded = |load: &&Load| wait > 0.0 && load.arrival_rate > 0.0;
        match loads.iter().filter(loaded).find(grows) {
            None => Self::Stable,
            Some(load) => Self::Unclear {
                why: format!(
                    "the workers at {} may lose too much time waiting for the broker's lock",
                    load.queue
                ),
            },
        }
    }
}

/// The sum; that of nothing is 0, where the standard library says -0, by which nothing may be
/// divided.
fn total(rates: impl Iterator<Item = f64>) -> f64 {
    rates.fold(0.0, |sum, rate| sum + rate)
}

/// Whether every producer reaches its limit, and all that it published finds a worker.
fn ends_by_itself(scenario: &Scenario) -> bool {
    let served = |queue: &str| {
        let mut groups = scenario.consumers.iter();
        groups.any(|node| node.from == queue && node.count > 0)
    };
    let stops = |node: &Producer| {
        let silent = node.arrivals.process.is_silent();
        node.limit.is_some() && (node.count == 0 || !silent && served(&node.to))
    };
    scenario.producers.iter().all(stops)
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
    fn a_queue_without_workers_is_unstable() {
        let idle = preset("work-queue").with("consumers[0].count", &json!(0));
        let Stability::Unstable { why } = Stability::of(&idle.expect("in range")) else {
            panic!("nobody works")
        };
        assert_eq!(why, "3.2 / s arrive at orders and its workers can do 0 / s");
    }

    #[test]
    fn a_run_ends_by_itself_only_if_all_is_published_and_taken() {
        let article = preset("article");
        for (path, value) in [
            ("producers[0].arrivals.rate", json!(0)),
            ("consumers[0].count", json!(0)),
        ] {
            let stuck = article.with(path, &value).expect("a value in range");
            assert_eq!(Stability::of(&stuck), Stability::Stable, "{path}");
        }
        let none = article.with("producers[0].count", &json!(0));
        assert_eq!(Stability::of(&none.expect("in range")), Stability::Finite);
    }

    #[test]
    fn a_producer_with_a_limit_is_no_load_in_the_long_run() {
        let mut document = serde_json::to_value(preset("work-queue")).expect("plain data");
        let mut burst = document["producers"][0].clone();
        burst["id"] = json!("burst");
        burst["limit"] = json!(100);
        document["producers"]
            .as_array_mut()
            .expect("a list")
            .push(burst);
        let scenario = Scenario::from_value(&document).expect("valid");
        assert!(Load::of(&scenario)[0].utilisation() > 1.0);
        assert_eq!(Stability::of(&scenario), Stability::Stable);
    }

    #[test]
    fn a_bound_a_limit_and_the_lock_count() {
        assert_eq!(Stability::of(&preset("overload")), Stability::Stable);
        assert_eq!(Stability::of(&preset("article")), Stability::Finite);
        let contended = preset("work-queue")
            .with("broker.lock.hold", &json!(0.1))
            .unwrap();
        assert!(matches!(
            Stability::of(&contended),
            Stability::Unclear { .. }
        ));
        let locked = preset("work-queue")
            .with("broker.lock.hold", &json!(0.2))
            .unwrap();
        assert!(matches!(Stability::of(&locked), Stability::Unstable { .. }));
    }
}
