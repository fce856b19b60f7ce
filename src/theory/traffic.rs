//! How many messages come to each queue, from producers and from other queues.

use super::class::{self, Class, Way};
use super::matrix::Matrix;
use super::network;
use super::parted;
use super::redelivery::Redelivery;
use crate::broker::settings::{Ack, OnFailure};
use crate::engine::Distribution;
use crate::scenario::Scenario;
use crate::scenario::document::{Consumer, Producer, Queue};

/// Long-run flows at a queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Messages / s of each producer, in the order of the scenario.
    pub rates: Vec<f64>,
    /// Mean deliveries of a message; infinite if they never end.
    pub deliveries: f64,
    /// Deliveries / s that the workers can do at most; infinite if their work takes no time.
    pub capacity: f64,
    ways: Vec<Way>,
}

impl Place {
    /// Messages / s of all producers.
    #[must_use]
    pub fn arrival_rate(&self) -> f64 {
        total(self.rates.iter().copied())
    }

    /// Deliveries / s asked for, over those that can be done; 0 without arrivals.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        match self.arrival_rate() {
            rate if rate > 0.0 => rate * self.deliveries / self.capacity,
            _ => 0.0,
        }
    }
}

/// Rounds in which overloaded queues are looked for; each finds the next ones in a pipeline.
const ROUNDS: usize = 50;

/// The flows at each queue, where `rate` says how many messages / s a producer publishes: the
/// solution of the traffic equations (Jackson 1957), which hold for any services. A queue that
/// cannot keep up passes on what its workers can do. None if messages go round for ever.
#[must_use]
pub fn places(scenario: &Scenario, rate: impl Fn(&Producer) -> f64) -> Option<Vec<Place>> {
    let classes = Class::all(scenario, rate);
    let external = |queue: &Queue| -> Vec<f64> {
        let own = |class: &Class| {
            let is_own = scenario.producers[class.producer].to == queue.id;
            if is_own { class.rate } else { 0.0 }
        };
        classes.iter().map(own).collect()
    };
    let external: Vec<Vec<f64>> = scenario.queues.iter().map(external).collect();
    let mut places = arrange(scenario, &classes, &external, &external);
    let mut passed = vec![1.0; places.len()];
    for _ in 0..ROUNDS {
        let mut solved = external.clone();
        for class in 0..classes.len() {
            let own: Vec<f64> = external.iter().map(|all| all[class]).collect();
            let routing = routing(&places, &passed, &external, class);
            let found = network::traffic(&own, &routing)?;
            for (place, rate) in solved.iter_mut().zip(found) {
                place[class] = rate;
            }
        }
        places = arrange(scenario, &classes, &solved, &external);
        let shares = places
            .iter()
            .map(|place| 1.0 / place.utilisation().max(1.0));
        let shares: Vec<f64> = shares.collect();
        let still = |(new, old): (&f64, &f64)| (new - old).abs() < 1e-12;
        if shares.iter().zip(&passed).all(still) {
            break;
        }
        passed = shares;
    }
    Some(places)
}

/// Messages / s that come to the queue at `place` from other queues, or from itself.
#[must_use]
pub fn fed(places: &[Place], place: usize) -> f64 {
    let from = |from: &Place| {
        let passed = from.arrival_rate() / from.utilisation().max(1.0);
        let ways = from.ways.iter().filter(|way| way.to == place);
        passed * total(ways.map(|way| way.share))
    };
    total(places.iter().map(from))
}

/// The queues whose messages can come to the one at `place`.
#[must_use]
pub fn above(places: &[Place], place: usize) -> Vec<usize> {
    let mut found = vec![place];
    let mut next = 0;
    let mut above = Vec::new();
    while let Some(to) = found.get(next).copied() {
        for (from, other) in places.iter().enumerate() {
            let feeds = other.arrival_rate() > 0.0
                && other.ways.iter().any(|way| way.to == to && way.share > 0.0);
            if feeds && !above.contains(&from) {
                above.push(from);
                found.push(from);
            }
        }
        next += 1;
    }
    above
}

/// Each queue, to which messages of each class come at these rates, of them straight from producers at those.
fn arrange(
    scenario: &Scenario,
    classes: &[Class],
    rates: &[Vec<f64>],
    external: &[Vec<f64>],
) -> Vec<Place> {
    let places = scenario.queues.iter().zip(rates.iter().zip(external));
    places
        .map(|(queue, (rates, external))| {
            let of_producers = |rates| class::of_producers(scenario, classes, rates);
            let poison = poison(scenario, &of_producers(rates), &of_producers(external));
            place(scenario, queue, (classes, rates), poison)
        })
        .collect()
}

/// The share of poison among the messages of a queue: it comes straight from producers, since no worker passes it on.
fn poison(scenario: &Scenario, rates: &[f64], external: &[f64]) -> f64 {
    let straight = scenario.producers.iter().zip(external);
    let poison = total(straight.map(|(node, rate)| rate * node.poison));
    if poison > 0.0 {
        poison / total(rates.iter().copied())
    } else {
        0.0
    }
}

fn place(
    scenario: &Scenario,
    queue: &Queue,
    (classes, coming): (&[Class], &[f64]),
    poison: f64,
) -> Place {
    let rates = &class::of_producers(scenario, classes, coming)[..];
    let lock = &scenario.broker.lock;
    let groups = working(scenario, &queue.id);
    // A worker that fetches its next message holds the lock meanwhile and does no work.
    let speed = |node: &Consumer| {
        let hold = lock.hold_of_take(node.poll.is_some());
        let each = node.time_in_batch(mean_work(scenario, node, rates), hold);
        f64::from(node.most_workers()) * availability(node) / each
    };
    let capacity = total(groups.iter().map(|node| speed(node)));
    let workers = groups.iter().map(|node| node.most_workers()).sum();
    let bound = parted::capacity(scenario, queue, rates, workers, capacity).unwrap_or(capacity);
    // Each group does its part; if work takes no time, all alike.
    let part = |node: &Consumer| {
        if capacity.is_finite() {
            speed(node) / capacity
        } else {
            1.0 / groups.len() as f64
        }
    };
    let index = |to: &str| scenario.queues.iter().position(|queue| queue.id == to);
    let mut ways = Vec::new();
    let mut deliveries = if groups.is_empty() { 1.0 } else { 0.0 };
    for node in &groups {
        let fate = Fate::of(queue, node).with_poison(poison, queue, node);
        deliveries += part(node) * fate.deliveries;
        let good = part(node) * fate.good;
        ways.extend(Way::of(scenario, node, good, (classes, coming)));
        let target = queue.dead_letter.iter().filter(|to| is_taken(scenario, to));
        ways.extend(target.filter_map(|to| Some(Way::of_all(index(to)?, part(node) * fate.dead))));
    }
    Place {
        rates: rates.to_vec(),
        deliveries,
        capacity: bound,
        ways,
    }
}

/// From each queue that messages can get to.
fn routing(places: &[Place], passed: &[f64], external: &[Vec<f64>], class: usize) -> Matrix {
    let mut reached: Vec<bool> = external
        .iter()
        .map(|own| own.iter().any(|rate| *rate > 0.0))
        .collect();
    for _ in places {
        for (from, place) in places.iter().enumerate() {
            for way in &place.ways {
                reached[way.to] |= reached[from] && way.share_of(class) > 0.0;
            }
        }
    }
    let mut routing = Matrix::diagonal(&vec![0.0; places.len()]);
    for (from, place) in places.iter().enumerate().filter(|(from, _)| reached[*from]) {
        for way in &place.ways {
            routing.add_to(from, way.to, way.share_of(class) * passed[from]);
        }
    }
    routing
}

/// What becomes of the messages that a group of workers takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fate {
    /// Mean deliveries of one.
    pub deliveries: f64,
    /// Share that succeeds.
    pub good: f64,
    /// Share that is set aside.
    pub dead: f64,
}

impl Fate {
    /// That of messages of `queue` at `node`.
    #[must_use]
    pub fn of(queue: &Queue, node: &Consumer) -> Self {
        let failure = failure(node);
        if node.ack == Ack::OnDelivery {
            return Self {
                deliveries: 1.0,
                good: 1.0 - failure,
                dead: 0.0,
            };
        }
        Redelivery::new(failure, most(queue, node)).map_or(Self::NEVER_DONE, |all| Self {
            deliveries: all.deliveries(),
            good: 1.0 - all.dead(),
            dead: all.dead(),
        })
    }

    /// Delivered again and again.
    const NEVER_DONE: Self = Self {
        deliveries: f64::INFINITY,
        good: 0.0,
        dead: 0.0,
    };

    /// With that share of messages all of whose deliveries fail.
    fn with_poison(self, share: f64, queue: &Queue, node: &Consumer) -> Self {
        if share == 0.0 {
            return self;
        }
        let poison = match (node.ack, most(queue, node)) {
            (Ack::OnDelivery, _) => Self {
                deliveries: 1.0,
                good: 0.0,
                dead: 0.0,
            },
            (Ack::AfterService, None) => Self::NEVER_DONE,
            (Ack::AfterService, Some(most)) => Self {
                deliveries: f64::from(most),
                good: 0.0,
                dead: 1.0,
            },
        };
        if share >= 1.0 {
            return poison;
        }
        let mixed = |sound: f64, poison: f64| sound * (1.0 - share) + poison * share;
        Self {
            deliveries: mixed(self.deliveries, poison.deliveries),
            good: mixed(self.good, poison.good),
            dead: mixed(self.dead, poison.dead),
        }
    }
}

/// Deliveries of a message at most.
#[must_use]
pub fn most(queue: &Queue, node: &Consumer) -> Option<u32> {
    if node.on_failure == OnFailure::DeadLetter {
        return Some(1);
    }
    let most = queue.max_deliveries?;
    Some(u32::try_from(most).unwrap_or(u32::MAX))
}

/// The probability of each service to fail.
#[must_use]
pub fn failure(node: &Consumer) -> f64 {
    node.failure.map_or(0.0, |failure| failure.probability)
}

/// Share of the time that a worker is up.
#[must_use]
pub fn availability(node: &Consumer) -> f64 {
    node.outages.as_ref().map_or(1.0, |outages| {
        let up = outages.up.mean();
        up / (up + outages.down.mean())
    })
}

/// The groups that have workers and take from `queue`.
#[must_use]
pub fn working<'a>(scenario: &'a Scenario, queue: &str) -> Vec<&'a Consumer> {
    let groups = scenario.consumers.iter();
    groups
        .filter(|node| node.most_workers() > 0 && node.from == queue)
        .collect()
}

/// Whether somebody takes from a queue.
#[must_use]
pub fn is_taken(scenario: &Scenario, queue: &str) -> bool {
    scenario.consumers.iter().any(|node| node.from == queue)
}

/// The service time of a message of `producer`, before the worker's speed.
#[must_use]
pub fn service<'a>(producer: &'a Producer, node: &'a Consumer) -> Option<&'a Distribution> {
    producer.service.as_ref().or(node.service.as_ref())
}

/// Mean time in s of a service at `node`, where messages come at these rates.
fn mean_work(scenario: &Scenario, node: &Consumer, rates: &[f64]) -> f64 {
    let mean = |producer: &Producer| service(producer, node).map_or(0.0, Distribution::mean);
    let all = total(rates.iter().copied());
    let each = scenario.producers.iter().zip(rates);
    let work = if all > 0.0 {
        total(each.map(|(producer, rate)| rate * mean(producer))) / all
    } else {
        let many = scenario.producers.len() as f64;
        let own = || total(scenario.producers.iter().map(mean)) / many;
        node.service.as_ref().map_or_else(own, Distribution::mean)
    };
    work / node.speed
}

/// The sum; that of nothing is 0, where the standard library says -0, by which nothing may be
/// divided.
pub fn total(rates: impl Iterator<Item = f64>) -> f64 {
    rates.fold(0.0, |sum, rate| sum + rate)
}
