//! What theory has to know of a scenario: one queue, its streams of arrivals, its workers.

use super::ggc::Streams;
use crate::engine::Distribution;
use crate::scenario::Scenario;
use crate::scenario::document::Consumer;

/// A queue with its producers and workers.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// Copies and intervals of the producers that publish.
    arrivals: Vec<(u32, Distribution)>,
    /// Publishes / s of all of them.
    pub arrival_rate: f64,
    /// Messages / s that the workers can do at most; infinite if their work takes no time.
    pub capacity: f64,
    /// All workers; at least one.
    pub servers: u32,
    /// Those of one kind, if they are.
    pub worker: Result<Worker, String>,
    /// Most messages that may be ready.
    pub slots: Option<u64>,
}

/// A kind of worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Worker {
    /// Service time.
    pub service: Distribution,
    /// Seconds from a look that found nothing to the next, of one that polls.
    pub poll: Option<f64>,
}

impl System {
    /// That of `scenario`.
    ///
    /// # Errors
    /// Why theory has nothing to say about it, in a sentence.
    pub fn of(scenario: &Scenario) -> Result<Self, String> {
        refuse(scenario)?;
        let speaking = scenario.producers.iter().filter(|node| node.count > 0);
        let arrivals: Vec<_> = speaking
            .filter_map(|node| Some((node.count, usual(node.arrivals.process.interval()?))))
            .collect();
        let groups: Vec<&Consumer> = working(scenario).collect();
        let rate = |(copies, interval): &(u32, Distribution)| f64::from(*copies) / interval.mean();
        let capacity = |node: &&Consumer| f64::from(node.count) / node.service_mean();
        Ok(Self {
            arrival_rate: arrivals.iter().map(rate).fold(0.0, |sum, rate| sum + rate),
            arrivals,
            capacity: groups.iter().map(capacity).sum(),
            servers: groups.iter().map(|node| node.count).sum(),
            worker: one_kind(&groups),
            slots: scenario.queues[0].max_ready,
        })
    }

    /// Arrival rate / capacity.
    #[must_use]
    pub fn load(&self) -> f64 {
        self.arrival_rate / self.capacity
    }

    /// Whether the arrivals are a Poisson process: copies and producers of such add up to one.
    #[must_use]
    pub fn is_poisson(&self) -> bool {
        let mut intervals = self.arrivals.iter().map(|(_, interval)| interval);
        intervals.all(is_exponential)
    }

    /// The intervals, if there is one stream alone.
    #[must_use]
    pub fn interval(&self) -> Option<&Distribution> {
        match self.arrivals.as_slice() {
            [(1, interval)] => Some(interval),
            _ => None,
        }
    }

    /// Whether several copies publish at equal intervals: then they keep step with each other.
    #[must_use]
    pub fn keeps_step(&self) -> bool {
        let constant = |(_, interval): &&(u32, Distribution)| {
            matches!(interval, Distribution::Constant { .. })
        };
        let copies = self.arrivals.iter().filter(constant);
        copies.map(|(copies, _)| u64::from(*copies)).sum::<u64>() > 1
    }

    /// Its arrivals, by rate and variability.
    #[must_use]
    pub fn streams(&self) -> Vec<Streams> {
        let stream = |(copies, interval): &(u32, Distribution)| Streams {
            copies: f64::from(*copies),
            rate: 1.0 / interval.mean(),
            scv: interval.scv(),
        };
        self.arrivals.iter().map(stream).collect()
    }
}

/// Whether a duration is exponential, and called so.
#[must_use]
pub const fn is_exponential(duration: &Distribution) -> bool {
    matches!(duration, Distribution::Exponential { .. })
}

fn refuse(scenario: &Scenario) -> Result<(), String> {
    let limited = |node: &crate::scenario::document::Producer| {
        node.count > 0 && node.limit.is_some() && node.arrivals.process.interval().is_some()
    };
    let why = if scenario.producers.iter().any(limited) {
        "a producer stops at its limit, so there is no steady state"
    } else if scenario.queues.len() > 1 {
        "there are several queues, and no formula for them together"
    } else if scenario.broker.lock.hold > 0.0 {
        "the broker's lock is held for a time, which no formula here counts"
    } else if working(scenario).next().is_none() {
        "nobody takes messages from the queue"
    } else {
        return Ok(());
    };
    Err(why.to_owned())
}

fn working(scenario: &Scenario) -> impl Iterator<Item = &Consumer> {
    scenario.consumers.iter().filter(|node| node.count > 0)
}

fn one_kind(groups: &[&Consumer]) -> Result<Worker, String> {
    let kind = |node: &Consumer| Worker {
        service: usual(
            node.service
                .clone()
                .unwrap_or(Distribution::Constant { value: 0.0 }),
        ),
        poll: node.poll.map(|poll| poll.interval),
    };
    let first = kind(groups[0]);
    if groups
        .iter()
        .any(|node| kind(node).service != first.service)
    {
        Err("the groups of workers differ in their service times".to_owned())
    } else if groups.iter().any(|node| kind(node).poll != first.poll) {
        Err("the groups of workers differ in how they poll".to_owned())
    } else {
        Ok(first)
    }
}

/// The same distribution by its usual name: some are exponential or constant by another one.
fn usual(duration: Distribution) -> Distribution {
    match duration {
        Distribution::Erlang { mean, stages: 1 }
        | Distribution::Hyperexponential { mean, scv: 1.0 }
        | Distribution::Gamma { mean, scv: 1.0 }
        | Distribution::Weibull { mean, scv: 1.0 } => Distribution::Exponential { mean },
        Distribution::Uniform { low, high } if low == high => Distribution::Constant { value: low },
        other => other,
    }
}
