//! What a queue gives up so that the rest is in time.

use crate::engine::SimDuration;

/// How a queue sheds load; each way by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shed {
    /// Newcomers by chance.
    pub random: Option<Random>,
    /// Newcomers of a low priority.
    pub priority: Option<Lowest>,
    /// Messages that are taken, by how long they waited.
    pub codel: Option<Codel>,
}

/// Sheds newcomers by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Random {
    /// While so many messages are ready, or more.
    pub above: usize,
    /// Of each newcomer.
    pub probability: f64,
}

/// Sheds newcomers of a low priority.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lowest {
    /// While so many messages are ready, or more.
    pub above: usize,
    /// Those whose priority is lower than this.
    pub below: i32,
}

/// Controlled delay (Nichols and Jacobson 2012; RFC 8289).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Codel {
    /// The wait that is accepted for ever.
    pub target: SimDuration,
    /// How long the wait may lie above it before a message is shed; above 0.
    pub interval: SimDuration,
}
