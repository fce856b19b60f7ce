//! The lock that serialises the broker's operations.

use crate::engine::SimDuration;

/// How long it is held, by how many at once, and what waiting workers cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lock {
    /// How long each enqueue and each dequeue holds it.
    pub hold: SimDuration,
    /// Share of that by which each worker that waits for it prolongs it.
    pub contention: f64,
    /// Independent locks that operations spread over; at least 1.
    pub shards: usize,
    /// Whether workers that poll look together, and ask for the lock anew to take what they saw.
    pub readers: bool,
}
