//! Queues in partitions, and the keys that lead to them.

use crate::engine::SimDuration;
use serde::Serialize;

/// A queue whose messages are parted by key: each part is taken by one worker at a time, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partitions {
    /// How many; at least 1.
    pub count: usize,
    /// Who stops when workers come or go.
    pub rebalance: Rebalance,
    /// For how long.
    pub pause: SimDuration,
}

/// Which partitions stand still when workers come or go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rebalance {
    /// All of them.
    #[default]
    Eager,
    /// Those that get another worker.
    Cooperative,
}

impl Rebalance {
    /// Both, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 2] =
        [("eager", Self::Eager), ("cooperative", Self::Cooperative)];
}

/// What the messages of a producer are about: one of so many things, the first ones more often.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keys {
    /// How many; at least 1.
    pub count: u32,
    /// The exponent of Zipf's law: the k-th key is k^skew times rarer than the first; 0: all alike.
    pub skew: f64,
}
