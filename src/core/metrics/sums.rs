//! Everything counted up to an instant.

use super::alarms::AlarmSums;
use super::passage::{Moments, Passage};

/// What was counted at one place, or in the whole system. Counts only grow, so a stretch of time
/// is the difference of two states; areas and times are in ns.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Length of the time counted.
    pub time: u128,
    /// Messages that passed.
    pub passage: Passage,
    /// Area of the busy workers.
    pub busy: u128,
    /// Area of the workers there were.
    pub capacity: u128,
    /// Area of the workers that were up.
    pub up: u128,
    /// Area of the ready messages.
    pub ready: u128,
    /// Area of the messages at the door of a full queue.
    pub at_door: u128,
    /// Area of all messages present: at the lock or a door, ready, in flight and away.
    pub present: u128,
    /// Time for which the broker's lock was held.
    pub locked: u128,
    /// Of a group that adds and removes workers by itself.
    pub scaling: ScalingSums,
    /// Times until all copies of a message are done.
    pub completion: Moments,
    /// Of a broker that keeps what it accepts.
    pub storage: StorageSums,
    /// Messages offered where load is shed.
    pub offered_to_shed: u64,
    /// Batches begun by workers that take several messages at once.
    pub batches: u64,
    /// Messages in them.
    pub batched: u64,
    /// Of an alert rule.
    pub alarms: AlarmSums,
    /// Looks of polling workers.
    pub looks: u64,
    /// Looks that found nothing.
    pub empty_looks: u64,
}

impl Sums {
    /// What was counted after `earlier`, a former state of the same place.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        Self {
            time: self.time - earlier.time,
            passage: self.passage.since(&earlier.passage),
            busy: self.busy - earlier.busy,
            capacity: self.capacity - earlier.capacity,
            up: self.up - earlier.up,
            ready: self.ready - earlier.ready,
            at_door: self.at_door - earlier.at_door,
            present: self.present - earlier.present,
            // Of a lock that has more shards by now, the mean may be less.
            locked: self.locked.saturating_sub(earlier.locked),
            scaling: self.scaling.since(&earlier.scaling),
            completion: self.completion.since(&earlier.completion),
            storage: self.storage.since(&earlier.storage),
            offered_to_shed: (self.offered_to_shed).saturating_sub(earlier.offered_to_shed),
            batches: self.batches - earlier.batches,
            batched: self.batched - earlier.batched,
            alarms: self.alarms.since(&earlier.alarms),
            looks: self.looks - earlier.looks,
            empty_looks: self.empty_looks - earlier.empty_looks,
        }
    }

    /// Adds what was counted at another place, over the same time.
    pub fn join(&mut self, other: &Self) {
        self.passage.merge(&other.passage);
        self.busy += other.busy;
        self.capacity += other.capacity;
        self.up += other.up;
        self.ready += other.ready;
        self.at_door += other.at_door;
        self.present += other.present;
        self.locked += other.locked;
        self.scaling.join(&other.scaling);
        self.completion.merge(&other.completion);
        self.storage.join(&other.storage);
        self.offered_to_shed += other.offered_to_shed;
        self.batches += other.batches;
        self.batched += other.batched;
        self.alarms.join(&other.alarms);
        self.looks += other.looks;
        self.empty_looks += other.empty_looks;
    }

    /// Adds what was counted at the same place over a further stretch of time.
    pub fn extend(&mut self, next: &Self) {
        self.time += next.time;
        self.join(next);
    }

    pub(super) fn secs(&self) -> f64 {
        self.time as f64 / 1e9
    }
}

/// What the workers of a group cost that adds and removes them by itself; 0 for others.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScalingSums {
    /// Time counted.
    pub time: u128,
    /// Area of the workers there were, those that start included.
    pub workers: u128,
    /// How often their number was changed.
    pub changes: u64,
    /// Services that ended well.
    pub good: u64,
}

impl ScalingSums {
    const fn since(&self, earlier: &Self) -> Self {
        Self {
            time: self.time.saturating_sub(earlier.time),
            workers: self.workers.saturating_sub(earlier.workers),
            changes: self.changes.saturating_sub(earlier.changes),
            good: self.good.saturating_sub(earlier.good),
        }
    }

    const fn join(&mut self, other: &Self) {
        self.time += other.time;
        self.workers += other.workers;
        self.changes += other.changes;
        self.good += other.good;
    }
}

/// Times of a broker that may crash, and of its disk; 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StorageSums {
    /// Time counted.
    pub time: u128,
    /// Of it, with the broker down.
    pub down: u128,
    /// Time with a disk.
    pub disk_time: u128,
    /// Of it, while it wrote.
    pub writing: u128,
}

impl StorageSums {
    fn since(&self, earlier: &Self) -> Self {
        Self {
            time: self.time.saturating_sub(earlier.time),
            down: self.down.saturating_sub(earlier.down),
            disk_time: self.disk_time.saturating_sub(earlier.disk_time),
            writing: self.writing.saturating_sub(earlier.writing),
        }
    }

    fn join(&mut self, other: &Self) {
        self.time += other.time;
        self.down += other.down;
        self.disk_time += other.disk_time;
        self.writing += other.writing;
    }
}

/// The sums of every node, in the order of the scenario, and of the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// The whole.
    pub system: Sums,
    /// For each producer.
    pub producers: Vec<Sums>,
    /// For each queue.
    pub queues: Vec<Sums>,
    /// For each group of consumers.
    pub consumers: Vec<Sums>,
    /// For each alert rule.
    pub alerts: Vec<Sums>,
}
