//! Queues in partitions: how unevenly keys and partitions load their workers.

use crate::broker::settings::Keys;
use crate::broker::{keys, partition};
use crate::scenario::Scenario;
use crate::scenario::document::{Partitions, Queue};

/// Messages / s that a queue in partitions keeps up with, where `capacity` is what so many workers could
/// do if they helped each other, and `rates` are those of its producers: until the worker with the most
/// to do has more than it can. `None` if it is not in partitions.
#[must_use]
pub fn capacity(
    scenario: &Scenario,
    queue: &Queue,
    rates: &[f64],
    workers: u32,
    capacity: f64,
) -> Option<f64> {
    let partitions = queue.partitions.as_ref()?;
    if workers == 0 || !capacity.is_finite() {
        return Some(capacity);
    }
    let one = capacity / f64::from(workers);
    let most = largest_share(scenario, partitions, rates, workers as usize);
    Some(capacity.min(one / most))
}

/// The share of the messages that come to the worker with the most of them.
fn largest_share(
    scenario: &Scenario,
    partitions: &Partitions,
    rates: &[f64],
    workers: usize,
) -> f64 {
    let count = partitions.count as usize;
    let mut loads = vec![0.0; count];
    let mut all = 0.0;
    for (node, rate) in scenario.producers.iter().zip(rates) {
        all += rate;
        let keys = node.keys.map(|keys| Keys {
            count: keys.count,
            skew: keys.skew,
        });
        let shares = keys.map_or_else(
            || vec![1.0 / count as f64; count],
            |keys| keys::shares(&keys, count),
        );
        for (load, share) in loads.iter_mut().zip(shares) {
            *load += rate * share;
        }
    }
    if all <= 0.0 {
        return 1.0 / count.min(workers) as f64;
    }
    let mut of_worker = vec![0.0; workers.min(count)];
    for (owner, load) in partition::dealt(count, workers).into_iter().zip(loads) {
        of_worker[owner] += load;
    }
    of_worker.into_iter().fold(0.0, f64::max) / all
}
