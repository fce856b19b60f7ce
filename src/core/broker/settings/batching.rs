//! Workers that take several messages at once.

use crate::engine::{Distribution, SimDuration};

/// A batch of one worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Batching {
    /// Most messages; at least 1.
    pub size: usize,
    /// How long a worker waits for more after its first one.
    pub linger: SimDuration,
    /// What a batch takes besides the work of its messages; none: nothing.
    pub set_up: Option<Distribution>,
}
