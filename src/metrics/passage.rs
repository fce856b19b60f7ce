//! What happened to the messages that passed one place: a producer, a queue.

use crate::engine::SimDuration;

/// Sum and sum of squares of durations.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// How many.
    pub count: u64,
    /// Sum, in ns: exact.
    pub sum: u128,
    /// Sum of squares, in ns^2: recording then needs no division.
    pub squares: f64,
}

impl Moments {
    /// Adds one duration.
    #[inline]
    pub fn record(&mut self, duration: SimDuration) {
        self.count += 1;
        self.sum += u128::from(duration.nanos());
        let nanos = duration.nanos() as f64;
        self.squares += nanos * nanos;
    }

    /// The sum in seconds.
    #[must_use]
    pub fn secs(&self) -> f64 {
        self.sum as f64 / 1e9
    }

    /// The sum of squares in s^2.
    #[must_use]
    pub fn square_secs(&self) -> f64 {
        self.squares / 1e18
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    fn since(&self, earlier: &Self) -> Self {
        Self {
            count: self.count - earlier.count,
            sum: self.sum - earlier.sum,
            squares: self.squares - earlier.squares,
        }
    }
}

/// Counts and durations of the messages that passed one place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Passage {
    /// Published, whatever came of it.
    pub offered: u64,
    /// Let into the queue.
    pub accepted: u64,
    /// Turned away by a full queue.
    pub refused: u64,
    /// Messages whose service started after a wait.
    pub waited: u64,
    /// Accepted publish to first service start, of the messages whose service started.
    pub waiting: Moments,
    /// Accepted publish to settlement, of the messages settled.
    pub sojourn: Moments,
    /// Time that refused messages spent before they were refused, in ns.
    pub refused_time: u128,
}

impl Passage {
    /// Adds what passed elsewhere.
    pub fn merge(&mut self, other: &Self) {
        self.offered += other.offered;
        self.accepted += other.accepted;
        self.refused += other.refused;
        self.waited += other.waited;
        self.waiting.merge(&other.waiting);
        self.sojourn.merge(&other.sojourn);
        self.refused_time += other.refused_time;
    }

    /// What passed after `earlier`, a former state of the same place.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        Self {
            offered: self.offered - earlier.offered,
            accepted: self.accepted - earlier.accepted,
            refused: self.refused - earlier.refused,
            waited: self.waited - earlier.waited,
            waiting: self.waiting.since(&earlier.waiting),
            sojourn: self.sojourn.since(&earlier.sojourn),
            refused_time: self.refused_time - earlier.refused_time,
        }
    }
}
