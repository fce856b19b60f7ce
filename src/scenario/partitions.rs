//! The types of a scenario file for keys and partitions.

use crate::broker::settings::Rebalance;
use serde::Serialize;

/// What the messages of a producer are about.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Keys {
    /// How many things.
    pub count: u32,
    /// Exponent of Zipf's law; 0: all are alike.
    pub skew: f64,
}

/// The partitions of a queue.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Partitions {
    /// How many.
    pub count: u32,
    /// Which of them stand still when workers come or go.
    pub rebalance: Rebalance,
    /// Seconds for which they do.
    pub pause: f64,
}
